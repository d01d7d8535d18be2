SELECT entity, kind, name, aliases, subkind, country, parent, place, role, holds_start, holds_end,
       published, basis, known_from, tier, sources, note
FROM entities
WHERE list_contains($entities, entity)
ORDER BY entity, known_from,
         -- Rows that tie stand in one order, whichever came first.
         tier, sources, kind, name, aliases, subkind, country, parent, place, role, holds_start, holds_end, published,
         basis, note
