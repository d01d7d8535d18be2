SELECT event, series, edition, name, period_start, period_end, extended_start, extended_end, city, venue, status,
       published, basis, known_from, tier, sources, note
FROM events
WHERE series = $series
ORDER BY period_start, event, status = 'planned', known_from DESC,
         -- Rows that tie stand in one order, whichever came first.
         tier, sources, series, edition, name, period_end, extended_start, extended_end, city, venue, status,
         published, basis, note
