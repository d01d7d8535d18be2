SELECT e.what, e.day, e.models, e.model,
       CASE WHEN e.what = 'launch'
            THEN date_diff('day', lag(e.day) OVER (PARTITION BY e.what ORDER BY e.day), e.day) END AS gap,
       e.known_from, e.tier, e.sources
FROM (
    SELECT CASE WHEN d.day > CAST($as_of AS DATE) THEN 'stated' WHEN d.ahead THEN 'promised' WHEN d.weak THEN 'weak' WHEN d.exact THEN 'launch' ELSE 'vague' END AS what,
           d.day, count(*) AS models, min(d.model) AS model, min(d.known_from) AS known_from, min(d.tier) AS tier,
           list_sort(list_distinct(flatten(list(d.sources)))) AS sources
    FROM debuts AS d
    WHERE ($makers IS NULL OR list_contains($makers, d.maker))
      AND ($families IS NULL OR list_contains($families, d.family))
    GROUP BY d.day, CASE WHEN d.day > CAST($as_of AS DATE) THEN 'stated' WHEN d.ahead THEN 'promised' WHEN d.weak THEN 'weak' WHEN d.exact THEN 'launch' ELSE 'vague' END
) AS e
ORDER BY e.day, e.what
