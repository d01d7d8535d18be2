SELECT m.entity, m.metric, m.kind, m.unit, m.month, m.readings, m.level, m.level_high, m.qualifiers, m.last_day, m.whole,
       CASE WHEN date_diff('month', m.month_before, m.month) = 1 THEN m.level - m.level_before END AS growth,
       CASE WHEN date_diff('month', m.month_before, m.month) = 1 AND m.level_before > 0
            THEN m.level / m.level_before - 1 END AS growth_share,
       CASE WHEN date_diff('month', m.month_before, m.month) = 1
            THEN date_diff('day', m.last_day_before, m.last_day) END AS growth_days,
       m.known_from, m.tier, m.sources
FROM (
    SELECT b.*,
           lag(b.month) OVER (PARTITION BY b.entity ORDER BY b.month) AS month_before,
           lag(b.level) OVER (PARTITION BY b.entity ORDER BY b.month) AS level_before,
           lag(b.last_day) OVER (PARTITION BY b.entity ORDER BY b.month) AS last_day_before
    FROM (
        SELECT u.entity, u.metric, u.kind, u.unit, CAST(date_trunc('month', u.last_day) AS DATE) AS month,
               count(*) AS readings,
               CASE WHEN u.kind = 'counter' THEN max_by(u.value, [CAST(date_diff('day', DATE '2000-01-01', u.last_day) AS DOUBLE), u.value]) ELSE avg(u.value) END AS level,
               CASE WHEN u.kind = 'counter' THEN max_by(coalesce(u.high, u.value), [CAST(date_diff('day', DATE '2000-01-01', u.last_day) AS DOUBLE), u.value])
                    ELSE avg(coalesce(u.high, u.value)) END AS level_high,
               list_sort(list_distinct(list(u.qualifier))) AS qualifiers,
               max(u.last_day) AS last_day,
               CAST(date_trunc('month', u.last_day) AS DATE) + INTERVAL 1 MONTH <= CAST($as_of AS DATE) + INTERVAL 1 DAY AS whole,
               max(u.known_from) AS known_from,
               min(u.tier) AS tier,
               list_sort(list_distinct(flatten(list(u.sources)))) AS sources
        FROM usable AS u
        WHERE list_contains($entities, u.entity)
          AND u.metric = $metric
          AND (u.days <= 31 OR u.kind = 'counter')
          AND u.kind IN ('counter', 'flow', 'level', 'share')
        GROUP BY u.entity, u.metric, u.kind, u.unit, CAST(date_trunc('month', u.last_day) AS DATE)
    ) AS b
) AS m
WHERE ($first IS NULL OR m.month >= CAST(date_trunc('month', CAST($first AS DATE)) AS DATE))
  AND ($last IS NULL OR m.month <= CAST($last AS DATE))
ORDER BY m.entity, m.month
