SELECT o.entity, o.metric, m.name AS metric_name, m.concepts, m.unit, m.kind, m.scope, m.counts, m.misses,
       o.value, o.high, o.qualifier, o.flag, o.period_start, o.period_end, o.read, o.published, o.basis,
       o.known_from, o.tier, o.sources, o.note
FROM observations AS o
JOIN metrics AS m ON m.metric = o.metric
WHERE list_contains($entities, o.entity)
  AND ($concepts IS NULL OR list_has_any(m.concepts, $concepts))
ORDER BY o.metric, o.entity, o.period_start, o.period_end, o.known_from, o.value,
         -- Rows that tie stand in one order, whichever came first.
         o.tier, o.sources, o.high, o.qualifier, o.flag, o.read, o.published, o.basis, o.note
