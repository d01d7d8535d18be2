-- Pairs of articles that share fingerprints, with how many.
-- prints(article, print): each print of an article once; sizes(article, prints, words). Articles are numbered by the day on
-- which they appeared, so that the first holder of a print is the earliest.
-- $crowd: a print in more articles joins each of them to its first holder alone, so that a thousand equal articles give a
-- thousand pairs and not half a million. $since: only pairs whose later article has this number or a higher one.
-- A crowded print is boilerplate, and joins nobody, where it stands in articles that are mostly their own: of the
-- average holder less than $own of the prints are crowded.
WITH held AS (
    SELECT print, count(*) AS holders, min(article) AS earliest
    FROM prints
    GROUP BY print
    HAVING count(*) > 1 AND max(article) >= $since
),
shared AS (
    SELECT prints.article, prints.print, held.holders, held.earliest
    FROM prints
    INNER JOIN held ON prints.print = held.print
),
crowded AS (
    SELECT shared.article, shared.print, shared.earliest, sizes.prints AS size
    FROM shared
    INNER JOIN sizes ON shared.article = sizes.article
    WHERE shared.holders > $crowd
),
weight AS (
    SELECT article, count(*) * 1.0 / max(size) AS crowded_share
    FROM crowded
    GROUP BY article
),
copied AS (
    SELECT crowded.print
    FROM crowded
    INNER JOIN weight ON crowded.article = weight.article
    GROUP BY crowded.print
    HAVING avg(weight.crowded_share) >= $own
),
met AS (
    SELECT one.article AS earlier, other.article AS later
    FROM shared AS one
    INNER JOIN shared AS other ON one.print = other.print AND one.article < other.article
    WHERE one.holders <= $crowd AND other.article >= $since
    UNION ALL
    SELECT crowded.earliest AS earlier, crowded.article AS later
    FROM crowded
    INNER JOIN copied ON crowded.print = copied.print
    WHERE crowded.earliest < crowded.article AND crowded.article >= $since
),
counted AS (
    SELECT earlier, later, count(*) AS shared
    FROM met
    GROUP BY earlier, later
)
SELECT counted.earlier, counted.later, counted.shared
FROM counted
INNER JOIN sizes AS first ON counted.earlier = first.article
INNER JOIN sizes AS second ON counted.later = second.article
WHERE counted.shared >= $least
    AND counted.shared >= $containment * least(first.prints, second.prints)
ORDER BY counted.earlier, counted.later
