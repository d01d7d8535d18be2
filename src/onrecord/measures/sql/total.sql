SELECT t.entity, t.metric, t.kind, t.unit, t.periods, t.total, t.total_high, t.qualifiers, t.usual_days, t.covered_days,
       t.overlapping, t.period_start, t.period_end, t.known_from, t.tier, t.sources
FROM (
    SELECT v.entity, v.metric, v.kind, v.unit, count(*) AS periods, sum(v.value) AS total,
           sum(coalesce(v.high, v.value)) AS total_high, list_sort(list_distinct(list(v.qualifier))) AS qualifiers,
           max(v.days) AS usual_days, sum(v.days) AS covered_days,
           sum(CASE WHEN v.period_start < v.end_before THEN 1 ELSE 0 END) AS overlapping,
           min(v.period_start) AS period_start, max(v.period_end) AS period_end,
           max(v.known_from) AS known_from, max(CASE v.tier WHEN 'O' THEN 'O' WHEN 'M' THEN 'M' ELSE 'S' END) AS tier,
           list_sort(list_distinct(flatten(list(v.sources)))) AS sources
    FROM (
        SELECT u.*, max(u.period_end) OVER (
                   PARTITION BY u.entity ORDER BY u.period_start, u.period_end ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
               ) AS end_before
        FROM usable AS u
        WHERE list_contains($entities, u.entity)
          AND u.metric = $metric
          AND u.kind = 'flow'
          AND u.period_start >= CAST($first AS DATE)
          AND u.period_end <= CAST($last AS DATE) + INTERVAL 1 DAY
    ) AS v
    GROUP BY v.entity, v.metric, v.kind, v.unit
) AS t
ORDER BY t.entity
