SELECT happening, kind, entity, object, period_start, period_end, topics, text, published, basis, known_from, tier, sources, note
FROM happenings
WHERE list_contains($kinds, kind)
  AND ($entities IS NULL OR list_contains($entities, entity))
  AND ($object IS NULL OR object = $object)
ORDER BY period_start, happening, known_from,
         -- Rows that tie stand in one order, whichever came first.
         tier, sources, kind, entity, object, period_end, topics, text, published, basis, note
