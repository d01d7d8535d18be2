-- All rows on the things of which a row was replaced by $as_of: the replaced rows, and what may have replaced them.
WITH said AS (
    SELECT t.*, coalesce(nullif(s.story, ''), t.sources[1], '') AS origin
    FROM record_{table} AS t
    LEFT JOIN record_sources AS s ON s.source = t.sources[1]
    WHERE t.known_from <= CAST($as_of AS DATE)
      AND t.recorded_at <= CAST($recorded_as_of AS DATE)
      AND (CAST($about AS VARCHAR[]) IS NULL OR {about})
)
SELECT * FROM said
WHERE EXISTS (
    SELECT 1 FROM said AS old WHERE {same_subject} AND old.superseded_at <= CAST($as_of AS DATE)
)
ORDER BY ALL
