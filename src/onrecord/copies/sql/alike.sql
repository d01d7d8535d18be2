-- Pairs of articles that share rare words: rewrites of one text and reports of one event, which share no run of words.
-- terms(article, term): each word stem of an article once. How rare a term is is asked of the articles up to the later of the
-- two alone, so that a table that grows keeps the pairs it had. Of an article count the $kept rarest terms that $most
-- or fewer had up to it; the weight of a term is the logarithm of how rare it was,
-- in thousandths: whole numbers add up to the same sum in any order. Each article keeps its $partners likeliest.
WITH held AS (
    SELECT article, term, row_number() OVER (PARTITION BY term ORDER BY article) AS holders
    FROM terms
    WHERE term IN (SELECT term FROM terms WHERE article >= $since)
),
rare AS (
    SELECT
        article,
        term,
        CAST(round(1000 * ln((article + 1.0) / holders)) AS BIGINT) AS weight,
        row_number() OVER (PARTITION BY article ORDER BY holders, term) AS place
    FROM held
    WHERE article >= $since AND holders > 1 AND holders <= $most
),
met AS (
    SELECT one.article AS earlier, rare.article AS later, sum(rare.weight) AS weight, count(*) AS shared
    FROM rare
    INNER JOIN held AS one ON rare.term = one.term AND one.article < rare.article
    WHERE rare.place <= $kept
    GROUP BY one.article, rare.article
    HAVING count(*) >= $least
),
ranked AS (
    SELECT
        earlier,
        later,
        shared,
        row_number() OVER (PARTITION BY later ORDER BY weight DESC, earlier) AS place
    FROM met
)
SELECT earlier, later, shared
FROM ranked
WHERE place <= $partners
ORDER BY earlier, later
