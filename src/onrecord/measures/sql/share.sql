WITH held AS (
    SELECT p.slot, p.every, p.kind, p.period_start, p.period_end, p.value, p.known_from, p.tier, p.sources, p.entity,
           CASE $by WHEN 'lab' THEN o.lab WHEN 'country' THEN o.country ELSE p.entity END AS holder,
           o.kind = 'group' OR o.kind = 'country' AS of_many
    FROM points AS p
    LEFT JOIN owners AS o ON o.entity = p.entity
    WHERE p.metric = $metric
      AND p.value >= 0
      AND ($entities IS NULL OR list_contains($entities, p.entity))
      AND ($first IS NULL OR p.period_end > CAST($first AS DATE))
      AND ($last IS NULL OR p.slot <= CAST($last AS DATE))
),
counted AS (
    -- What one word says of many (all Chinese models) is not added to what others say of each of them.
    SELECT h.*, count(*) OVER (PARTITION BY h.slot) AS series
    FROM held AS h
    JOIN (SELECT slot, min(CASE WHEN of_many THEN 1 ELSE 0 END) AS all_of_many FROM held GROUP BY slot) AS s ON s.slot = h.slot
    JOIN (
        SELECT every FROM (SELECT every, count(*) AS many FROM held GROUP BY every) AS e ORDER BY many DESC, every LIMIT 1
    ) AS usual ON usual.every = h.every
    WHERE ($by = 'entity' OR s.all_of_many = 1 OR NOT coalesce(h.of_many, FALSE))
)
SELECT g.slot, g.every, g.kind, g.holder, g.value, g.total, g.value / g.total AS share,
       sum((g.value / g.total) * (g.value / g.total)) OVER (PARTITION BY g.slot) AS hhi,
       count(*) OVER (PARTITION BY g.slot) AS holders,
       g.series, g.period_start, g.period_end, g.known_from, g.tier, g.sources
FROM (
    SELECT b.slot, b.every, b.kind, b.holder, b.value, b.series, b.period_start, b.period_end, b.known_from, b.tier, b.sources,
           CASE WHEN b.kind = 'share' THEN 100.0 ELSE sum(b.value) OVER (PARTITION BY b.slot) END AS total
    FROM (
        SELECT c.slot, c.every, c.kind, coalesce(nullif(c.holder, ''), 'unknown') AS holder, sum(c.value) AS value,
               max(c.series) AS series, min(c.period_start) AS period_start, max(c.period_end) AS period_end,
               max(c.known_from) AS known_from, max(CASE c.tier WHEN 'O' THEN 'O' WHEN 'M' THEN 'M' ELSE 'S' END) AS tier,
               list_sort(list_distinct(flatten(list(c.sources)))) AS sources
        FROM counted AS c
        GROUP BY c.slot, c.every, c.kind, coalesce(nullif(c.holder, ''), 'unknown')
    ) AS b
) AS g
WHERE g.total > 0
ORDER BY g.slot, share DESC, g.holder
