-- The rows that became public after $after and by $as_of.
SELECT t.*
FROM ({held}) AS t
WHERE t.known_from > CAST($after AS DATE)
  AND t.known_from <= CAST($as_of AS DATE)
  AND (CAST($about AS VARCHAR[]) IS NULL OR {about})
ORDER BY ALL
