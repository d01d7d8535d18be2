-- The pairs of an archive in which one of the wanted articles is; wanted(article) holds each once.
SELECT alike.earlier, alike.later, alike.shared
FROM alike
INNER JOIN wanted ON alike.earlier = wanted.article
UNION
SELECT alike.earlier, alike.later, alike.shared
FROM alike
INNER JOIN wanted ON alike.later = wanted.article
ORDER BY earlier, later
