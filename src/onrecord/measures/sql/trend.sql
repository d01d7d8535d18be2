SELECT p.entity, p.metric, p.kind, p.unit, p.every, p.slot, p.period_start, p.period_end, p.value, p.high, p.qualifier,
       date_diff('day', min(p.slot) OVER (PARTITION BY p.entity), p.slot) AS at,
       date_diff('day', lag(p.slot) OVER (PARTITION BY p.entity ORDER BY p.slot), p.slot) AS step,
       p.known_from, p.basis, p.tier, p.sources
FROM points AS p
WHERE list_contains($entities, p.entity)
  AND p.metric = $metric
  AND ($first IS NULL OR p.period_start >= CAST($first AS DATE))
  AND ($last IS NULL OR p.period_end <= CAST($last AS DATE) + INTERVAL 1 DAY)
ORDER BY p.entity, p.slot
