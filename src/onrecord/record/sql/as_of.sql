-- The one definition of "latest known": rows that were public on $as_of and not yet replaced,
-- among those that this record held on $recorded_as_of.
SELECT * FROM record_{table}
WHERE known_from <= CAST($as_of AS DATE)
  AND CAST($as_of AS DATE) < known_until
  AND recorded_at <= CAST($recorded_as_of AS DATE)
