-- The first word on each value that was public by the day, whatever replaced it since.
SELECT o.*
FROM (
    SELECT r.*,
           row_number() OVER (
               PARTITION BY r.entity, r.metric, r.period_start, r.period_end
               ORDER BY r.known_from, CASE r.tier WHEN 'O' THEN 0 WHEN 'M' THEN 1 WHEN 'S' THEN 2 ELSE 3 END, r.value DESC
           ) AS word
    FROM record_observations AS r
    WHERE r.known_from <= CAST($as_of AS DATE)
      AND r.recorded_at <= CAST($recorded_as_of AS DATE)
      AND r.tier <> 'W'
) AS o
WHERE o.word = 1
