SELECT coalesce(a.slot, b.slot) AS slot, coalesce(a.every, b.every) AS every,
       coalesce(a.kind, b.kind) AS kind, coalesce(a.unit, b.unit) AS unit,
       coalesce(a.period_start, b.period_start) AS period_start, coalesce(a.period_end, b.period_end) AS period_end,
       a.value AS one, b.value AS other, a.value - b.value AS ahead,
       CASE WHEN a.value > b.value THEN 1 WHEN a.value < b.value THEN -1 WHEN a.value = b.value THEN 0 END AS leader,
       list_sort(list_distinct(flatten([coalesce(a.sources, b.sources), coalesce(b.sources, a.sources)]))) AS sources
FROM (SELECT * FROM points WHERE entity = $one AND metric = $metric) AS a
FULL JOIN (SELECT * FROM points WHERE entity = $other AND metric = $metric) AS b ON b.slot = a.slot AND b.every = a.every
ORDER BY slot, every
