-- The rows to add: facts on which this is the only word; new words, each with the end that is known of it; and words that
-- were repeated after another word that has only now become known, which therefore stand anew.
CREATE OR REPLACE TEMP TABLE news AS
WITH single AS (
    SELECT {columns_of_typed}, t.superseded_at AS until, t.until_recorded_at AS until_recorded, CAST(NULL AS BIGINT) AS n
    FROM typed AS t
    LEFT JOIN stories AS s ON s.source = t.sources[1]
    ANTI JOIN tangled ON tangled.fact = hash({fact})
),
added AS (
    SELECT {columns_of_typed}, r.until, r.until_recorded, r.n
    FROM runs AS r
    JOIN typed AS t ON t.n = r.n
    WHERE r.came = 'new' AND r.first_word
),
restored AS (
    SELECT {columns_of_restored}, r.until, r.until_recorded, CAST(NULL AS BIGINT) AS n
    FROM runs AS r
    JOIN held_rows AS t ON t.row = r.row
    WHERE r.came = 'again' AND r.first_word
)
SELECT *, $next_row - 1 + row_number() OVER (ORDER BY {order}) AS row FROM (
    SELECT * FROM single UNION ALL SELECT * FROM added UNION ALL SELECT * FROM restored
)
