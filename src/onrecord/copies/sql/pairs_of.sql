-- The pairs of an archive in which one of the wanted articles is; wanted(article) holds each once.
-- found(earlier, later, shared): the pairs of one kind, those that share fingerprints or those that share rare words.
SELECT found.earlier, found.later, found.shared
FROM found
INNER JOIN wanted ON found.earlier = wanted.article
UNION
SELECT found.earlier, found.later, found.shared
FROM found
INNER JOIN wanted ON found.later = wanted.article
ORDER BY earlier, later
