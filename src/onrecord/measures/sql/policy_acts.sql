SELECT policy, title, aliases, jurisdiction, issuer, actor, kind, act, period_start, period_end, effective_start, effective_end,
       status, topics, also, contents, published, basis, known_from, tier, sources, note
FROM policies
WHERE ($policies IS NULL OR list_contains($policies, policy))
  AND ($actor IS NULL OR actor = $actor)
  AND ($kind IS NULL OR contains(kind, $kind))
  AND period_start >= CAST($first AS DATE) AND period_start < CAST($until AS DATE)
ORDER BY period_start, policy, known_from,
         -- Rows that tie stand in one order, whichever came first.
         tier, sources, title, aliases, jurisdiction, issuer, actor, kind, act, period_end, effective_start,
         effective_end, status, topics, also, contents, published, basis, note
