-- The pairs of an archive in which one of the wanted articles is; wanted(article) holds each once.
SELECT copied.earlier, copied.later, copied.shared
FROM copied
INNER JOIN wanted ON copied.earlier = wanted.article
UNION
SELECT copied.earlier, copied.later, copied.shared
FROM copied
INNER JOIN wanted ON copied.later = wanted.article
ORDER BY earlier, later
