-- The last value of every series of this source that the record holds, of the metrics that the run is about. A later row
-- is a later word, so of two on one day the one with the higher number counts.
CREATE OR REPLACE TEMP TABLE last AS
WITH own AS (
    SELECT entity, metric, value, flag, period_end,
           date_diff('day', DATE '1970-01-01', period_end) * 68719476736 + row AS rank
    FROM held_rows
    WHERE sources[1] = $cited
      AND metric IN (SELECT metric FROM told UNION SELECT metric FROM watched)
)
SELECT entity, metric, arg_max(value, rank) AS value, arg_max(flag, rank) AS flag,
       CAST(max(period_end) - INTERVAL 1 DAY AS DATE) AS day
FROM own
GROUP BY entity, metric
