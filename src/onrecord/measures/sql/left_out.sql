SELECT o.entity, o.metric, CASE WHEN coalesce(o.flag, '') <> '' THEN o.flag ELSE 'weak source' END AS reason, count(*) AS many
FROM observations AS o
WHERE (coalesce(o.flag, '') <> '' OR o.tier = 'W')
  AND ($entities IS NULL OR list_contains($entities, o.entity))
  AND o.metric = $metric
GROUP BY o.entity, o.metric, CASE WHEN coalesce(o.flag, '') <> '' THEN o.flag ELSE 'weak source' END
ORDER BY o.entity, reason
