-- The yearly values of some series of some places, one row a metric, place and year; several sources stand side by side.
SELECT metric, entity, EXTRACT(year FROM period_start) AS year, value, sources, tier, known_from, basis
FROM observations
WHERE array_contains($metrics, metric)
  AND array_contains($entities, entity)
  AND EXTRACT(year FROM period_start) BETWEEN $first AND $last
  AND flag NOT IN ('wrong', 'expected')
  -- Content farms and undated pages alone never decide.
  AND tier <> 'W'
ORDER BY metric, entity, year, tier
