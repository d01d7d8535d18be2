SELECT c.entity, c.metric, c.kind, c.unit, c.days, c.at, c.value, c.high, c.qualifier, c.period_start, c.period_end,
       c.last_day, c.away, c.known_from, c.basis, c.tier, c.sources
FROM (
    SELECT u.*, d.at, date_diff('day', u.last_day, d.day) AS away,
           row_number() OVER (
               PARTITION BY u.entity, u.days, d.at
               ORDER BY CASE WHEN u.period_start <= d.day AND u.last_day >= d.day THEN 0
                             ELSE abs(date_diff('day', u.last_day, d.day)) END, u.last_day
           ) AS place
    FROM usable AS u
    JOIN (
        SELECT 'before' AS at, CAST($first AS DATE) AS day
        UNION ALL SELECT 'after' AS at, CAST($last AS DATE) AS day
    ) AS d
      -- A period that holds the day speaks for it, and so does one that ended, or a reading made, at most so many days away.
      ON (u.period_start <= d.day AND u.last_day >= d.day)
      OR abs(date_diff('day', u.last_day, d.day)) <= $tolerance
    WHERE list_contains($entities, u.entity)
      AND u.metric = $metric
) AS c
WHERE c.place = 1
ORDER BY c.entity, c.days, c.at DESC
