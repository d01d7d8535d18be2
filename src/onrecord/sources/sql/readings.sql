-- The rows on their way in, as the rules of hygiene ask for them: with the value before each, with as many days before as a
-- rule looks back where the value is large enough for it, and with the metric that must move too, which is stored only
-- where it moved.
CREATE OR REPLACE TEMP TABLE observations AS
WITH fresh AS (
    SELECT entity, metric, day, value FROM changed WHERE flag = ''
),
looked AS (
    SELECT f.entity, f.metric, min(f.day) - CAST(max(r.days) AS INTEGER) AS since
    FROM fresh AS f
    JOIN rules AS r ON list_contains(r.applies, f.metric) AND f.value >= r.least AND r.days IS NOT NULL
    GROUP BY f.entity, f.metric
),
history AS (
    SELECT h.entity, h.metric, CAST(h.period_end - INTERVAL 1 DAY AS DATE) AS day, h.value
    FROM held_rows AS h
    JOIN looked AS l ON l.entity = h.entity AND l.metric = h.metric AND h.period_end > l.since
    WHERE h.sources[1] = $cited AND h.flag NOT IN ('wrong', 'expected', 'gone')
),
before AS (
    SELECT l.entity, l.metric, l.day, l.value
    FROM last AS l
    SEMI JOIN fresh AS f ON f.entity = l.entity AND f.metric = l.metric
    WHERE l.flag NOT IN ('wrong', 'expected', 'gone')
),
series AS (
    SELECT * FROM fresh UNION SELECT * FROM history UNION SELECT * FROM before
),
wanted AS (
    SELECT DISTINCT s.entity, r.beside AS metric, s.day
    FROM series AS s
    JOIN rules AS r ON list_contains(r.applies, s.metric) AND r.beside <> ''
),
moved AS (
    SELECT h.entity, h.metric, CAST(h.period_end - INTERVAL 1 DAY AS DATE) AS day, h.value
    FROM held_rows AS h
    SEMI JOIN wanted AS w ON w.entity = h.entity AND w.metric = h.metric
    WHERE h.sources[1] = $cited AND h.flag <> 'gone'
    UNION
    SELECT t.entity, t.metric, t.day, t.value
    FROM told AS t
    SEMI JOIN wanted AS w ON w.entity = t.entity AND w.metric = t.metric
),
beside AS (
    SELECT w.entity, w.metric, w.day, m.value
    FROM wanted AS w
    ASOF JOIN moved AS m ON m.entity = w.entity AND m.metric = w.metric AND m.day <= w.day
)
SELECT entity, metric, value, CAST([$cited] AS VARCHAR[]) AS sources, day AS period_start, CAST(day + 1 AS DATE) AS period_end,
       '' AS flag, '' AS "rule"
FROM (SELECT * FROM series UNION SELECT * FROM beside)
