-- The articles that lose a partner where an archive is cut: found(earlier, later) are pairs, $size the first number that goes.
SELECT DISTINCT earlier
FROM found
WHERE earlier < $size AND later >= $size
ORDER BY earlier
