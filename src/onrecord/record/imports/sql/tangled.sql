-- Facts on which there is more than one word: new ones that are said twice, and those that are held already. All others
-- are as they came. Facts stand here by a hash of 64 bits; two that share one are only looked at together.
CREATE OR REPLACE TEMP TABLE tangled AS
WITH fresh AS (
    SELECT hash({fact}) AS fact, count(*) AS words
    FROM typed AS t
    LEFT JOIN stories AS s ON s.source = t.sources[1]
    GROUP BY ALL
),
held AS (
    SELECT DISTINCT hash({fact}) AS fact
    FROM held_rows AS t
    LEFT JOIN stories AS s ON s.source = t.sources[1]
)
SELECT fact FROM fresh WHERE words > 1
UNION
SELECT fact FROM fresh SEMI JOIN held USING (fact)
