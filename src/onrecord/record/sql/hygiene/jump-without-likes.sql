SELECT * FROM readings AS r
WHERE EXISTS (
    SELECT 1 FROM readings AS e
    WHERE e.entity = r.entity AND e.metric = r.metric AND e.origin = r.origin
      AND e.period_end < r.period_end AND e.period_end >= r.period_end - r.days * INTERVAL 1 DAY
      AND e.value >= r.least AND r.value >= e.value * r.ratio
      AND e.beside_value >= r.beside_least AND r.beside_value <= e.beside_value * (1 + r.beside_ratio)
)
