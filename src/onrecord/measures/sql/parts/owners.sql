-- Whose a thing is: the lab of a model, a family or an app, and the country where the lab sits. Who belongs to whom is no
-- news of a day and is read as known today, so that then and now count alike.
SELECT o.entity, o.kind, o.lab, coalesce(nullif(h.country, ''), nullif(o.own_country, ''), '') AS country
FROM (
    SELECT n.entity, n.kind, n.country AS own_country,
           CASE WHEN n.kind IN ('organisation', 'country', 'group', 'place') OR coalesce(n.parent, '') = '' THEN n.entity
                WHEN p.kind = 'organisation' OR coalesce(p.parent, '') = '' THEN n.parent
                ELSE p.parent END AS lab
    FROM (
        SELECT a.entity, min(a.kind) AS kind, max(a.parent) AS parent, max(a.country) AS country
        FROM (
            SELECT entity, kind, parent, country FROM record_entities
            UNION ALL
            SELECT release AS entity, 'release' AS kind, maker AS parent, '' AS country FROM record_releases
            UNION ALL
            SELECT subject AS entity, 'release' AS kind, maker AS parent,
                   CASE region WHEN 'us' THEN 'US' WHEN 'china' THEN 'CN' WHEN 'eu' THEN 'EU' ELSE '' END AS country
            FROM record_models
        ) AS a
        GROUP BY a.entity
    ) AS n
    LEFT JOIN (
        SELECT entity, min(kind) AS kind, max(parent) AS parent FROM record_entities GROUP BY entity
    ) AS p ON p.entity = n.parent
) AS o
LEFT JOIN (
    SELECT entity, max(country) AS country FROM record_entities GROUP BY entity
) AS h ON h.entity = o.lab
