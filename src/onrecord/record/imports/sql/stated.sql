-- Rows that carry their own ends: each stands until its own end, whatever else its source says. A row that is held
-- already gets the end that the file knows.
CREATE OR REPLACE TEMP TABLE runs AS
WITH matched AS (
    SELECT n.n, o.row, n.superseded_at
    FROM said AS n
    JOIN said AS o ON {same_fact} AND o.content IS NOT DISTINCT FROM n.content AND o.known_from = n.known_from
    WHERE n.came = 'new' AND o.came = 'held'
)
SELECT said.*, TRUE AS first_word, n AS run, superseded_at AS until, recorded_at AS until_recorded
FROM said
ANTI JOIN matched USING (n)
WHERE came = 'new'
UNION ALL
SELECT said.*, TRUE, NULL, m.superseded_at, said.recorded_at
FROM said
JOIN matched AS m ON m.row = said.row
WHERE came = 'held'
