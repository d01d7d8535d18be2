-- One value for each period of a series: over by the day, not flagged, carried by more than a content farm; of several
-- sources the best tier speaks, of equal ones the newest. `last_day` is the last day that the value is about.
SELECT t.entity, t.metric, t.kind, t.unit, t.value, t.high, t.qualifier, t.period_start, t.period_end,
       date_diff('day', t.period_start, t.period_end) AS days,
       CAST(t.period_end - INTERVAL 1 DAY AS DATE) AS last_day,
       t.known_from, t.basis, t.tier, t.sources
FROM (
    SELECT o.*, m.kind, m.unit,
           row_number() OVER (
               PARTITION BY o.entity, o.metric, o.period_start, o.period_end
               ORDER BY CASE o.tier WHEN 'O' THEN 0 WHEN 'M' THEN 1 ELSE 2 END, o.known_from DESC, o.value DESC
           ) AS place
    FROM standing AS o
    JOIN metrics AS m ON m.metric = o.metric
    WHERE coalesce(o.flag, '') = ''
      AND o.tier <> 'W'
      AND o.period_end <= CAST($as_of AS DATE) + INTERVAL 1 DAY
) AS t
WHERE t.place = 1
