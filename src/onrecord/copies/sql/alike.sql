-- Pairs of articles that share rare words: rewrites of one text and reports of one event, which share no run of words.
-- terms(article, term): each word stem of an article once. A term counts where $most articles or fewer have it, and for each
-- article its $kept rarest alone; its weight is the logarithm of how rare it is among $articles,
-- in thousandths: whole numbers add up to the same sum in any order.
WITH held AS (
    SELECT term, count(*) AS holders
    FROM terms
    GROUP BY term
    HAVING count(*) > 1 AND count(*) <= $most
),
rare AS (
    SELECT
        terms.article,
        terms.term,
        CAST(round(1000 * ln($articles * 1.0 / held.holders)) AS BIGINT) AS weight,
        row_number() OVER (PARTITION BY terms.article ORDER BY held.holders, terms.term) AS place
    FROM terms
    INNER JOIN held ON terms.term = held.term
),
kept AS (
    SELECT article, term, weight
    FROM rare
    WHERE place <= $kept
),
met AS (
    SELECT one.article AS earlier, other.article AS later, sum(one.weight) AS weight, count(*) AS shared
    FROM kept AS one
    INNER JOIN kept AS other ON one.term = other.term AND one.article < other.article
    WHERE other.article >= $since
    GROUP BY one.article, other.article
    HAVING count(*) >= $least
),
both_ways AS (
    SELECT earlier AS article, earlier, later, shared, weight
    FROM met
    UNION ALL
    SELECT later AS article, earlier, later, shared, weight
    FROM met
),
ranked AS (
    SELECT
        earlier,
        later,
        shared,
        row_number() OVER (PARTITION BY article ORDER BY weight DESC, earlier, later) AS place
    FROM both_ways
)
SELECT DISTINCT earlier, later, shared
FROM ranked
WHERE place <= $partners
ORDER BY earlier, later
