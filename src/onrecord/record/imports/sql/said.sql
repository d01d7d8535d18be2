-- Every word of a source on the tangled facts: rows that are held, days on which they were repeated, and the new rows. A
-- fact is what one story says of one thing.
CREATE OR REPLACE TEMP TABLE said AS
WITH fresh AS (
    SELECT DISTINCT ON ({fact}, {content}, t.known_from, t.superseded_at, t.sources)
           {fact_as}, {content} AS content, t.known_from, t.superseded_at, t.recorded_at, CAST(NULL AS BIGINT) AS row,
           'new' AS came, t.n
    FROM typed AS t
    LEFT JOIN stories AS s ON s.source = t.sources[1]
    SEMI JOIN tangled ON tangled.fact = hash({fact})
    ORDER BY t.n
),
closed AS (SELECT row, min(superseded_at) AS superseded_at FROM ends GROUP BY row),
kept AS (
    SELECT t.*, least(t.superseded_at, c.superseded_at) AS ended
    FROM held_rows AS t
    LEFT JOIN closed AS c ON c.row = t.row
),
held AS (
    -- A row that ended where it began only repeats one that was imported after it: a day of repetition, no row.
    SELECT {fact_as}, {content} AS content, t.known_from,
           CASE WHEN ended <= t.known_from THEN t.superseded_at ELSE ended END AS superseded_at,
           t.recorded_at, t.row, CASE WHEN ended <= t.known_from THEN 'again' ELSE 'held' END AS came,
           CAST(NULL AS BIGINT) AS n
    FROM kept AS t
    LEFT JOIN stories AS s ON s.source = t.sources[1]
    SEMI JOIN tangled ON tangled.fact = hash({fact})
),
repeated AS (
    SELECT h.* REPLACE (a.known_from AS known_from, CAST(NULL AS DATE) AS superseded_at, a.recorded_at AS recorded_at,
                        'again' AS came)
    FROM held AS h
    JOIN again AS a ON a.row = h.row
)
SELECT * FROM held
UNION ALL
SELECT * FROM repeated
UNION ALL
SELECT f.* FROM fresh AS f
-- What is held already is no news, whatever file says it again.
WHERE NOT EXISTS (
    SELECT 1 FROM (SELECT * FROM held UNION ALL SELECT * FROM repeated) AS h
    WHERE {same_as_fresh} AND h.content IS NOT DISTINCT FROM f.content AND h.known_from = f.known_from
      AND (f.superseded_at IS NULL OR h.superseded_at <= f.superseded_at)
)
