-- What the run was told, one value a day of each series: a thing that two pages name is told once. A new name of a thing
-- that the record knows by its first one is told under that.
CREATE OR REPLACE TEMP TABLE told AS
SELECT coalesce(s.subject, r.entity) AS entity, r.metric, r.day, max(r.value) AS value,
       least(min(r.published), CAST($recorded AS DATE)) AS published
FROM readings AS r
LEFT JOIN subjects AS s ON s.model = r.entity
GROUP BY coalesce(s.subject, r.entity), r.metric, r.day
