-- The first day on which each model could be had: the earliest of its release, preview, API, weights and general
-- availability, each by its best source; the day of its announcement where no other is on record. Variants, papers, uploads,
-- updates and shop listings are no launch. `exact` is false where only a month or a year is known, `ahead` is true where the
-- day was still to come when the word was public, `weak` is true where nothing but a content farm carries it.
SELECT r.release, r.maker, r.model, r.family, r.kind, r.period_start AS day,
       date_diff('day', r.period_start, r.period_end) = 1 AS exact,
       r.known_from < r.period_start AS ahead,
       r.tier = 'W' AS weak,
       r.known_from, r.basis, r.tier, r.sources
FROM (
    SELECT w.*, row_number() OVER (
               PARTITION BY w.release
               ORDER BY CASE WHEN w.period_start > CAST($as_of AS DATE) THEN 2 WHEN w.known_from < w.period_start THEN 1 ELSE 0 END,
                        CASE WHEN w.tier = 'W' THEN 1 ELSE 0 END,
                        CASE WHEN w.kind = 'announcement' THEN 1 ELSE 0 END, w.period_end, w.period_start DESC, w.kind
           ) AS earliest
    FROM (
        SELECT s.*, row_number() OVER (
                   PARTITION BY s.release, s.kind
                   ORDER BY CASE s.tier WHEN 'O' THEN 0 WHEN 'M' THEN 1 WHEN 'S' THEN 2 ELSE 3 END, s.period_end, s.known_from
               ) AS place
        FROM releases AS s
        WHERE coalesce(s.launch, '') <> 'no'
          AND s.kind IN ('release', 'announcement', 'preview', 'api', 'weights', 'general availability')
    ) AS w
    WHERE w.place = 1
) AS r
WHERE r.earliest = 1
