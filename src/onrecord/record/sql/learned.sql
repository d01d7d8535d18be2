-- The rows that became public after $after and by $as_of.
SELECT t.*
FROM record_{table} AS t
WHERE t.known_from > CAST($after AS DATE)
  AND t.known_from <= CAST($as_of AS DATE)
  AND t.recorded_at <= CAST($recorded_as_of AS DATE)
  AND (CAST($about AS VARCHAR[]) IS NULL OR {about})
ORDER BY ALL
