-- The wanted articles of an archive; wanted(article) holds each once.
SELECT articles.article, place, text, title, publisher, address, published
FROM articles
INNER JOIN wanted ON articles.article = wanted.article
ORDER BY articles.article
