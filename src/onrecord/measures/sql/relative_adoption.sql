WITH sized AS (
    SELECT m.subject AS entity, m.model, m.parameters AS size, m.maker,
           coalesce(m.released_start, m.created_start, d.day) AS launched,
           CASE WHEN m.parameters < 1 THEN '<1B' WHEN m.parameters < 5 THEN '1-5B' WHEN m.parameters < 10 THEN '7-9B'
                WHEN m.parameters < 50 THEN '10-50B' WHEN m.parameters < 100 THEN '50-100B'
                WHEN m.parameters < 250 THEN '100-250B' ELSE '250B+' END AS size_class
    FROM models AS m
    LEFT JOIN (SELECT release, min(day) AS day FROM debuts WHERE exact AND NOT ahead GROUP BY release) AS d
      ON d.release = m.release
    WHERE m.parameters > 0
),
counted AS (
    SELECT s.entity, s.launched, s.size, s.size_class, u.value, u.last_day, u.kind,
           date_diff('day', s.launched, u.last_day) AS age, u.known_from, u.tier, u.sources
    FROM sized AS s
    JOIN usable AS u ON u.entity = s.entity
    WHERE u.metric = $metric
      AND s.launched IS NOT NULL
      AND u.last_day >= s.launched
      AND (u.kind = 'counter' OR (u.kind = 'flow' AND u.days = 1 AND CAST($window AS INTEGER) > 0))
),
totals AS (
    SELECT t.entity, t.size_class, t.total,
           row_number() OVER (PARTITION BY t.size_class ORDER BY t.total DESC, t.entity) AS place
    FROM (
        SELECT entity, size_class, value AS total,
               row_number() OVER (PARTITION BY entity, size_class ORDER BY last_day DESC, value DESC) AS latest
        FROM counted
    ) AS t
    WHERE t.latest = 1
)
SELECT n.entity, n.size, n.size_class, n.launched, n.milestone, n.age, n.value AS downloads, n.last_day, n.kind,
       t.total, t.place, n.known_from, n.tier, n.sources
FROM (
    SELECT c.*, a.milestone,
           row_number() OVER (
               PARTITION BY c.entity, a.milestone
               ORDER BY abs(c.age - a.milestone), c.last_day, c.value DESC, c.size, c.known_from, c.tier, c.sources
           ) AS nearest
    FROM counted AS c
    JOIN (
        SELECT 7 AS milestone UNION ALL SELECT 14 AS milestone UNION ALL SELECT 30 AS milestone
        UNION ALL SELECT 60 AS milestone UNION ALL SELECT 90 AS milestone
        UNION ALL SELECT 180 AS milestone UNION ALL SELECT 365 AS milestone
    ) AS a
      -- A tenth of the age, rounded up: a day on a week, nine on a quarter. A rolling count is the total since the launch
      -- only while its window still reaches back to it.
      ON abs(c.age - a.milestone) <= ceil(a.milestone / 10.0)
     AND (c.kind = 'counter' OR c.age <= CAST($window AS INTEGER))
) AS n
JOIN totals AS t ON t.entity = n.entity AND t.size_class = n.size_class
WHERE n.nearest = 1
ORDER BY n.size_class, n.milestone, n.entity
