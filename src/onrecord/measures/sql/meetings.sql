SELECT DISTINCT e.event, e.series, e.edition, e.name, e.period_start, e.period_end, e.extended_start, e.extended_end, e.city,
       e.venue, e.status, e.published, e.basis, e.known_from, e.tier, e.sources, e.note
FROM events AS e
JOIN happenings AS h
  ON h.kind = 'met'
 AND ((h.entity = $one AND h.object = $two) OR (h.entity = $two AND h.object = $one))
 AND e.period_start < h.period_end AND h.period_start < e.period_end
-- Other events fall on the same days; a meeting is named after those who meet.
WHERE regexp_matches(e.name, $one_names) AND regexp_matches(e.name, $two_names)
ORDER BY e.period_start, e.event, e.known_from DESC,
         -- Rows that tie stand in one order, whichever came first.
         e.tier, e.sources, e.series, e.edition, e.name, e.period_end, e.extended_start, e.extended_end, e.city,
         e.venue, e.status, e.published, e.basis, e.note
