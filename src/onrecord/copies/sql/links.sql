-- The source to which each article of an archive is joined, as the last run that traced it has it.
-- links(article, source, run): source is -1 where an article is joined to none; a later run has a larger number.
WITH ranked AS (
    SELECT article, source, row_number() OVER (PARTITION BY article ORDER BY run DESC) AS place
    FROM links
)
SELECT article, source
FROM ranked
WHERE place = 1 AND source >= 0
ORDER BY article
