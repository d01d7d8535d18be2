-- New rows that give another value than the same source gave of the same thing on the same day, and one such other row;
-- it has no number where it is held already.
SELECT n.n, min(o.n)
FROM said AS n
JOIN said AS o ON {same_fact} AND o.known_from = n.known_from AND o.content IS DISTINCT FROM n.content
WHERE n.came = 'new' AND (o.came <> 'new' OR o.n < n.n)
GROUP BY n.n
ORDER BY n.n
