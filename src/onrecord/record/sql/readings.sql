-- The readings of every series that a rule applies to: one entity and metric as one story told it, with the reading
-- before and after. What an editor marked as wrong, and what is a forecast, is no reading.
WITH told AS (
    SELECT o.entity, o.metric, m.kind, coalesce(nullif(s.story, ''), o.sources[1], '') AS origin,
           o.period_start, o.period_end, o.value, o.flag, o."rule"
    FROM observations AS o
    JOIN metrics AS m ON m.metric = o.metric
    LEFT JOIN sources AS s ON s.source = o.sources[1]
    WHERE NOT (o."rule" = '' AND o.flag IN ('wrong', 'expected'))
),
meant AS (
    SELECT told.*, r."rule" AS asked, r.ratio, r.days, r.least, r.beside, r.beside_ratio, r.beside_least
    FROM told
    JOIN rules AS r ON list_contains(r.applies, told.metric) OR list_contains(r.applies, told.kind)
    WHERE r."rule" = '{rule}'
),
readings AS (
    SELECT meant.*, b.value AS beside_value,
           lag(meant.value) OVER series AS before, lag(b.value) OVER series AS beside_before,
           lag(meant.period_end) OVER series AS before_end, lead(meant.value) OVER series AS after
    FROM meant
    LEFT JOIN told AS b
      ON b.metric = meant.beside AND b.entity = meant.entity AND b.origin = meant.origin
     AND b.period_start = meant.period_start AND b.period_end = meant.period_end
    WINDOW series AS (
        PARTITION BY meant.entity, meant.metric, meant.origin ORDER BY meant.period_end, meant.period_start, meant.value
    )
)
