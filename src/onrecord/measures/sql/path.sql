WITH who AS (
    SELECT entity, max(kind) AS kind, max(subkind) AS subkind, max(parent) AS parent FROM record_entities GROUP BY entity
),
-- A goal of a state body is a goal for its state, of a city hall for its city; a city, a firm and its country are three.
whose AS (
    SELECT a.entity AS who, a.entity, 0 AS away FROM who AS a
    UNION ALL
    SELECT a.entity, b.entity, 1 FROM who AS a JOIN who AS b ON b.entity = a.parent WHERE a.subkind = 'government'
    UNION ALL
    SELECT a.entity, c.entity, 2 FROM who AS a
    JOIN who AS b ON b.entity = a.parent AND b.subkind = 'government'
    JOIN who AS c ON c.entity = b.parent
    WHERE a.subkind = 'government'
    UNION ALL
    SELECT a.entity, d.entity, 3 FROM who AS a
    JOIN who AS b ON b.entity = a.parent AND b.subkind = 'government'
    JOIN who AS c ON c.entity = b.parent AND c.subkind = 'government'
    JOIN who AS d ON d.entity = c.parent
    WHERE a.subkind = 'government'
)
SELECT t.target, t.who, t.metric, t.value AS wanted, t.high AS wanted_high, t.qualifier AS wanted_qualifier,
       t.unit AS wanted_unit, t.deadline_start, t.deadline_end, t.period_start AS stated_start, t.standing,
       t.known_from AS stated_known_from, t.tier AS stated_tier, t.sources AS stated_sources,
       a.entity, a.kind, a.unit, a.period_start, a.period_end, a.days, a.value, a.high, a.qualifier, a.away,
       a.known_from, a.tier, a.sources
FROM targets AS t
LEFT JOIN (
    SELECT u.*, w.who, w.away FROM usable AS u JOIN whose AS w ON w.entity = u.entity
) AS a ON a.metric = t.metric AND a.who = t.who
WHERE t.tier <> 'W'
  AND ($targets IS NULL OR list_contains($targets, t.target))
  AND ($who IS NULL OR list_contains($who, t.who))
  AND ($metric IS NULL OR t.metric = $metric)
ORDER BY t.target, t.known_from, a.away, a.days, a.period_end
