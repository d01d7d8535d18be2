-- Days on which a source said once more what stands: kept, because another word between the two may become known later.
CREATE OR REPLACE TEMP TABLE new_again AS
WITH firsts AS (
    SELECT {named_of_run}, r.run, r.known_from, coalesce(r.row, n.row) AS row
    FROM runs AS r
    LEFT JOIN news AS n ON n.n = r.n
    WHERE r.first_word AND r.came IN ('held', 'new')
)
SELECT f.row, r.known_from, r.recorded_at
FROM runs AS r
JOIN firsts AS f ON f.run = r.run AND {same_run}
WHERE r.came = 'new' AND NOT r.first_word AND r.known_from > f.known_from
