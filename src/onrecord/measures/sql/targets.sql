SELECT t.target, t.who, t.metric, m.name AS metric_name, m.concepts, m.scope, t.value, t.high, t.qualifier, t.unit,
       t.deadline_start, t.deadline_end, t.period_start, t.period_end, t.standing,
       t.published, t.basis, t.known_from, t.tier, t.sources, t.note
FROM targets AS t
JOIN metrics AS m ON m.metric = t.metric
WHERE ($who IS NULL OR list_contains($who, t.who))
  AND ($concepts IS NULL OR list_has_any(m.concepts, $concepts))
ORDER BY t.standing = 'official' DESC, t.period_start, t.target,
         -- Rows that tie stand in one order, whichever came first.
         t.tier, t.sources, t.who, t.metric, t.value, t.high, t.qualifier, t.unit, t.deadline_start, t.deadline_end,
         t.period_end, t.standing, t.published, t.basis, t.known_from, t.note
