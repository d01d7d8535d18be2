-- Pairs of articles that share fingerprints, with how many.
-- prints(article, print): each print of an article once; sizes(article, prints, words). Whether two articles are a pair
-- depends on those that were added up to the later of them alone: a table that grows keeps the pairs it had.
-- $crowd: an article that is not among the first $crowd holders of a print is joined by it to the first $first of them alone,
-- so that a thousand equal articles give a few thousand pairs and not half a million. $since: only pairs whose later
-- article has this number or a higher one.
-- What a crowd shares may be boilerplate: a pair that has little else must share $own of the shorter article's prints.
WITH held AS (
    SELECT print, count(*) AS holders
    FROM prints
    GROUP BY print
    HAVING count(*) > 1 AND max(article) >= $since
),
few AS (
    SELECT prints.article, prints.print
    FROM prints
    INNER JOIN held ON prints.print = held.print
    WHERE held.holders <= $crowd
),
many AS (
    SELECT
        prints.article,
        prints.print,
        row_number() OVER (PARTITION BY prints.print ORDER BY prints.article) AS place
    FROM prints
    INNER JOIN held ON prints.print = held.print
    WHERE held.holders > $crowd
),
met AS (
    SELECT one.article AS earlier, other.article AS later, 1 AS plain
    FROM few AS one
    INNER JOIN few AS other ON one.print = other.print AND one.article < other.article
    WHERE other.article >= $since
    UNION ALL
    SELECT one.article AS earlier, other.article AS later, 1 AS plain
    FROM many AS one
    INNER JOIN many AS other ON one.print = other.print AND one.article < other.article
    WHERE other.place <= $crowd AND one.place < $crowd AND other.article >= $since
    UNION ALL
    SELECT one.article AS earlier, other.article AS later, 0 AS plain
    FROM many AS one
    INNER JOIN many AS other ON one.print = other.print
    WHERE one.place <= $first AND other.place > $crowd AND other.article >= $since
),
counted AS (
    SELECT earlier, later, count(*) AS shared, sum(plain) AS plain
    FROM met
    GROUP BY earlier, later
),
sized AS (
    SELECT counted.earlier, counted.later, counted.shared, counted.plain, least(one.prints, other.prints) AS shorter
    FROM counted
    INNER JOIN sizes AS one ON counted.earlier = one.article
    INNER JOIN sizes AS other ON counted.later = other.article
)
SELECT earlier, later, shared
FROM sized
WHERE (plain >= $least AND plain >= $containment * shorter) OR (shared >= $least AND shared >= $own * shorter)
ORDER BY earlier, later
