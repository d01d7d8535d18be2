SELECT release, maker, model, aliases, family, kind, period_start, period_end, weights, modality, launch,
       published, basis, known_from, tier, sources, note
FROM releases
-- What a shop gives as the release of a model that it resells is history of that shop, no date of the model.
WHERE kind <> 'reseller'
  AND ($releases IS NULL OR list_contains($releases, release))
  AND ($makers IS NULL OR list_contains($makers, maker))
ORDER BY period_start, release, kind, known_from,
         -- Rows that tie stand in one order, whichever came first.
         tier, sources, maker, model, aliases, family, period_end, weights, modality, launch, published, basis, note
