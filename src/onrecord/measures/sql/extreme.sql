SELECT p.entity, p.metric, p.kind, p.unit, p.every, p.slot, p.period_start, p.period_end, p.value, p.high, p.qualifier,
       max(p.value) OVER (PARTITION BY p.entity ORDER BY p.slot ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS highest_before,
       min(p.value) OVER (PARTITION BY p.entity ORDER BY p.slot ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS lowest_before,
       count(*) OVER (PARTITION BY p.entity ORDER BY p.slot ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier,
       p.known_from, p.basis, p.tier, p.sources
FROM points AS p
WHERE list_contains($entities, p.entity)
  AND p.metric = $metric
ORDER BY p.entity, p.slot
