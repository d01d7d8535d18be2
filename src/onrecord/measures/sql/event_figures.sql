SELECT o.entity AS event, o.metric, m.name AS metric_name, m.unit, o.value, o.high, o.qualifier, o.flag,
       e.period_start, e.period_end, o.published, o.basis, o.known_from, o.tier, o.sources, o.note
FROM observations AS o
JOIN (SELECT event, min(period_start) AS period_start, max(period_end) AS period_end FROM events
      WHERE series = $series GROUP BY event) AS e ON e.event = o.entity
JOIN metrics AS m ON m.metric = o.metric
WHERE list_contains($metrics, o.metric) AND o.flag NOT IN ('wrong', 'stale')
ORDER BY e.period_start, o.metric, o.value DESC, o.known_from,
         -- Rows that tie stand in one order, whichever came first.
         o.tier, o.sources, o.entity, o.high, o.qualifier, o.flag, e.period_end, o.published, o.basis, o.note
