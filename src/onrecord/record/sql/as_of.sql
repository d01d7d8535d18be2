-- The one definition of "latest known": rows that were public on $as_of and not yet replaced, among those that this record
-- held on $recorded_as_of, with the ends that it knew then.
SELECT {columns} FROM record_{table} AS t
WHERE t.known_from <= CAST($as_of AS DATE)
  AND t.recorded_at <= CAST($recorded_as_of AS DATE)
  AND (CAST($as_of AS DATE) < t.known_until OR t.until_recorded_at > CAST($recorded_as_of AS DATE)){not_ended}
