-- What can be compared along a series. A flow, a level and a share stand for themselves, each kind of period apart; a
-- counter stands for its growth from one reading to the next: a week's in seven days, a month's in thirty. `every` is the
-- kind of period: the one with the most values, or the one that was asked for; `slot` is its first day on the calendar.
SELECT k.entity, k.metric, k.kind, k.unit, k.every, k.slot, k.period_start, k.period_end,
       k.value, k.high, k.qualifier, k.known_from, k.basis, k.tier, k.sources
FROM (
    SELECT c.*,
           first_value(c.every) OVER (PARTITION BY c.entity, c.metric ORDER BY c.many DESC, c.every) AS usual
    FROM (
        SELECT p.*, count(*) OVER (PARTITION BY p.entity, p.metric, p.every) AS many
        FROM (
            SELECT v.entity, v.metric, v.kind, v.unit, v.every, v.slot, v.period_start, v.period_end,
                   v.value, v.high, v.qualifier, v.known_from, v.basis, v.tier, v.sources
            FROM (
                SELECT w.*, row_number() OVER (
                           PARTITION BY w.entity, w.metric, w.every, w.slot ORDER BY w.period_end DESC, w.period_start DESC
                       ) AS place
                FROM (
                    SELECT u.*, l.every,
                           CASE l.every
                               WHEN 'day' THEN u.last_day
                               WHEN 'week' THEN CAST(date_trunc('week', u.last_day) AS DATE)
                               WHEN 'month' THEN CAST(date_trunc('month', u.last_day) AS DATE)
                               WHEN 'quarter' THEN CAST(date_trunc('quarter', u.last_day) AS DATE)
                               ELSE CAST(date_trunc('year', u.last_day) AS DATE)
                           END AS slot
                    FROM usable AS u
                    JOIN (
                        SELECT 'day' AS every, 1 AS least, 2 AS most
                        UNION ALL SELECT 'week' AS every, 3 AS least, 10 AS most
                        UNION ALL SELECT 'month' AS every, 20 AS least, 45 AS most
                        UNION ALL SELECT 'quarter' AS every, 80 AS least, 100 AS most
                        UNION ALL SELECT 'year' AS every, 350 AS least, 400 AS most
                    ) AS l ON u.days BETWEEN l.least AND l.most
                    WHERE u.kind IN ('flow', 'level', 'share')
                ) AS w
            ) AS v
            WHERE v.place = 1
            UNION ALL
            SELECT g.entity, g.metric, g.kind, g.unit, g.every, g.slot,
                   CAST(g.before_day + INTERVAL 1 DAY AS DATE) AS period_start, g.period_end,
                   (g.value - g.before_value) * g.length / date_diff('day', g.before_day, g.last_day) AS value,
                   CAST(NULL AS DOUBLE) AS high, g.qualifier,
                   CASE WHEN g.before_known > g.known_from THEN g.before_known ELSE g.known_from END AS known_from,
                   g.basis, g.tier, g.sources
            FROM (
                SELECT r.*,
                       lag(r.value) OVER (PARTITION BY r.entity, r.metric, r.counted_from, r.every ORDER BY r.slot) AS before_value,
                       lag(r.last_day) OVER (PARTITION BY r.entity, r.metric, r.counted_from, r.every ORDER BY r.slot) AS before_day,
                       lag(r.known_from) OVER (PARTITION BY r.entity, r.metric, r.counted_from, r.every ORDER BY r.slot) AS before_known
                FROM (
                    SELECT q.*, row_number() OVER (
                               PARTITION BY q.entity, q.metric, q.counted_from, q.every, q.slot ORDER BY q.last_day DESC
                           ) AS place
                    FROM (
                        SELECT u.*, e.every, e.length, e.least, e.most,
                               CASE e.every WHEN 'week' THEN CAST(date_trunc('week', u.last_day) AS DATE)
                                            ELSE CAST(date_trunc('month', u.last_day) AS DATE) END AS slot,
                               CASE WHEN u.days = 1 THEN CAST(NULL AS DATE) ELSE u.period_start END AS counted_from
                        FROM usable AS u
                        JOIN (
                            SELECT 'week' AS every, 7 AS length, 6 AS least, 10 AS most
                            UNION ALL SELECT 'month' AS every, 30 AS length, 20 AS least, 45 AS most
                        ) AS e ON u.kind = 'counter'
                    ) AS q
                ) AS r
                WHERE r.place = 1
            ) AS g
            WHERE date_diff('day', g.before_day, g.last_day) BETWEEN g.least AND g.most
        ) AS p
        WHERE $every IS NULL OR p.every = $every
    ) AS c
) AS k
WHERE k.every = k.usual
