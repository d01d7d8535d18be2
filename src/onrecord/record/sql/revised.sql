-- All rows on the things of which a row was replaced by $as_of: the replaced rows, and what may have replaced them.
WITH said AS (
    {said}
)
SELECT * FROM said
WHERE EXISTS (
    SELECT 1 FROM said AS old WHERE {same_subject} AND old.superseded_at <= CAST($as_of AS DATE)
)
ORDER BY ALL
