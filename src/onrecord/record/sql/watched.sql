-- What a table is watched for, and the periods of the rows that it holds on that; what is held but not declared comes
-- with completeness NULL. Days that follow one another, as collections leave them, are one stretch.
WITH held AS (
    SELECT t.*, {subjects} AS subjects, t.{named} AS named
    FROM {table} AS t
    WHERE CAST($about AS VARCHAR[]) IS NULL OR {about}
),
said AS (
    SELECT subject, period_start, period_end, completeness, sources, coalesce(scope, '') AS scope,
           concat_ws(' ', CASE WHEN scope <> '' THEN 'Only names that begin with ' || scope || '.' END, nullif(note, ''))
               AS note,
           max(period_end) OVER (
               PARTITION BY subject, completeness, sources, scope, note ORDER BY period_start, period_end
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ) AS reached
    FROM coverage
    WHERE "table" = '{table}' AND period_start <= CAST($as_of AS DATE)
),
numbered AS (
    SELECT *, sum(CASE WHEN reached >= period_start THEN 0 ELSE 1 END) OVER (
               PARTITION BY subject, completeness, sources, scope, note ORDER BY period_start, period_end
               ROWS UNBOUNDED PRECEDING
           ) AS stretch
    FROM said
),
stretches AS (
    SELECT subject, completeness, sources, scope, note, min(period_start) AS period_start, max(period_end) AS period_end
    FROM numbered
    GROUP BY subject, completeness, sources, scope, note, stretch
),
scopes AS (
    -- What a host lists under a scope may go by another name here: `ollama.com/library/deepseek-r1` is `deepseek-r1`.
    SELECT s.scope, list(DISTINCT m.subject) AS hosted
    FROM (SELECT DISTINCT scope FROM stretches WHERE scope <> '') AS s
    JOIN models AS m ON m.model <> m.subject AND starts_with(m.model, s.scope)
    GROUP BY s.scope
),
declared AS (
    SELECT c.subject, c.period_start, c.period_end, c.completeness, c.note, c.sources,
           list(DISTINCT [h.period_start, h.period_end]) FILTER (h.period_start IS NOT NULL) AS periods,
           count(h.period_start) AS held
    FROM (
        SELECT t.*, s.hosted FROM stretches AS t LEFT JOIN scopes AS s ON s.scope = t.scope
    ) AS c
    LEFT JOIN held AS h
      ON (c.subject = '*' OR list_contains(h.subjects, c.subject))
     AND (c.scope = '' OR starts_with(h.named, c.scope) OR {hosted})
     AND h.period_start < c.period_end AND h.period_end > c.period_start
    GROUP BY c.subject, c.period_start, c.period_end, c.completeness, c.note, c.sources
),
undeclared AS (
    SELECT h.subjects[1] AS subject, min(h.period_start) AS period_start, max(h.period_end) AS period_end,
           NULL AS completeness, '' AS note, CAST([] AS VARCHAR[]) AS sources,
           list(DISTINCT [h.period_start, h.period_end]) AS periods, count(*) AS held
    FROM held AS h
    WHERE NOT EXISTS (
        SELECT 1 FROM coverage AS c
        WHERE c."table" = '{table}' AND (c.subject = '*' OR list_contains(h.subjects, c.subject))
    )
    GROUP BY h.subjects[1]
)
SELECT * FROM declared
UNION ALL
SELECT * FROM undeclared
ORDER BY subject, period_start, period_end, note
