SELECT r.maker, r.period_start AS day, min(r.model) AS model, count(DISTINCT r.release) AS models,
       min(r.known_from) AS known_from, min(r.basis) AS basis, list_sort(list_distinct(flatten(list(r.sources)))) AS sources
FROM releases AS r
-- Where a lab sits is no news of the day: it is read as known today, so that a country's launches are counted alike then and now.
LEFT JOIN (SELECT entity, min(country) AS country FROM record_entities GROUP BY entity) AS e ON e.entity = r.maker
WHERE r.launch IS DISTINCT FROM 'no'
  AND r.kind NOT IN ('repository', 'paper', 'update', 'listing', 'reseller')
  AND r.period_end = r.period_start + INTERVAL 1 DAY
  AND ($makers IS NULL OR list_contains($makers, r.maker))
  AND ($country IS NULL OR e.country = $country)
GROUP BY r.maker, r.period_start
ORDER BY day, r.maker
