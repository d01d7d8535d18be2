SELECT l.maker, l.day, l.models, l.model, l.exact, l.weak,
       date_diff('day', lag(l.day) OVER (PARTITION BY l.exact, l.weak ORDER BY l.day, l.maker), l.day) AS gap,
       l.known_from, l.basis, l.tier, l.sources
FROM (
    SELECT d.maker, d.day, d.exact, d.weak, count(*) AS models, min(d.model) AS model, min(d.known_from) AS known_from,
           min(d.basis) AS basis,
           min(d.tier) AS tier, list_sort(list_distinct(flatten(list(d.sources)))) AS sources
    FROM debuts AS d
    JOIN owners AS o ON o.entity = d.maker
    WHERE d.day <= CAST($as_of AS DATE)
      AND NOT d.ahead
      AND ($makers IS NULL OR list_contains($makers, d.maker))
      AND ($country IS NULL OR o.country = $country)
      AND ($families IS NULL OR list_contains($families, d.family))
    GROUP BY d.maker, d.day, d.exact, d.weak
) AS l
ORDER BY l.day, l.maker, l.exact, l.weak
