-- Of what was told, that which the record does not know from the value before: the first value of a series, each other
-- value, and the last day of a stretch on which it stood still, so that nobody takes a step for a slope.
CREATE OR REPLACE TEMP TABLE changed AS
WITH line AS (
    SELECT t.entity, t.metric, t.day, t.value, t.published, TRUE AS fresh, '' AS flag
    FROM told AS t
    ANTI JOIN last AS l ON l.entity = t.entity AND l.metric = t.metric AND l.day >= t.day
    UNION ALL
    SELECT l.entity, l.metric, l.day, l.value, NULL, FALSE, l.flag
    FROM last AS l
    SEMI JOIN told AS t ON t.entity = l.entity AND t.metric = l.metric
),
beside AS (
    SELECT *, lag(value) OVER series AS before, lag(day) OVER series AS day_before, lag(flag) OVER series AS flag_before,
           lag(fresh) OVER series AS fresh_before, lead(value) OVER series AS after
    FROM line
    WINDOW series AS (PARTITION BY entity, metric ORDER BY day)
),
heard AS (
    -- The day before on which this source was heard on the series, whatever it said.
    SELECT b.entity, b.metric, b.day, max(h.day) AS last_heard
    FROM beside AS b
    JOIN heartbeats AS h
      ON h.metric = b.metric AND h.day < b.day AND h.day > b.day_before
    LEFT JOIN subjects AS n ON n.subject = b.entity
    WHERE b.fresh AND NOT b.fresh_before AND b.value <> b.before AND b.flag_before <> 'gone'
      AND (h.scope = b.entity OR covers(h.scope, coalesce(n.model, b.entity)))
    GROUP BY b.entity, b.metric, b.day
),
late AS (
    SELECT t.*
    FROM told AS t
    SEMI JOIN last AS l ON l.entity = t.entity AND l.metric = t.metric AND l.day > t.day
    ANTI JOIN (
        SELECT entity, metric, period_end FROM held_rows WHERE sources[1] = $cited
    ) AS h
      ON h.entity = t.entity AND h.metric = t.metric AND h.period_end = t.day + 1
),
gone AS (
    SELECT DISTINCT l.entity, l.metric, l.value
    FROM last AS l
    LEFT JOIN subjects AS n ON n.subject = l.entity
    JOIN watched AS w ON w.metric = l.metric AND (w.scope = l.entity OR covers(w.scope, coalesce(n.model, l.entity)))
    ANTI JOIN told AS t ON t.entity = l.entity AND t.metric = l.metric
    WHERE l.flag <> 'gone' AND l.day < $recorded
)
SELECT entity, metric, day, value, published, '' AS flag
FROM beside
WHERE fresh AND (before IS NULL OR value <> before OR value <> coalesce(after, value) OR flag_before = 'gone')
UNION ALL
SELECT b.entity, b.metric, h.last_heard, b.before, h.last_heard, ''
FROM beside AS b
JOIN heard AS h ON h.entity = b.entity AND h.metric = b.metric AND h.day = b.day
UNION ALL
SELECT entity, metric, day, value, published, '' FROM late
UNION ALL
SELECT entity, metric, CAST($recorded AS DATE), value, CAST($recorded AS DATE), 'gone' FROM gone
