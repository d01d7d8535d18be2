-- What a table is watched for, and the periods of the rows that it holds on that; what is held but not declared comes
-- with completeness NULL.
WITH held AS (
    SELECT t.*, {subjects} AS subjects
    FROM {table} AS t
    WHERE CAST($about AS VARCHAR[]) IS NULL OR {about}
),
declared AS (
    SELECT c.subject, c.period_start, c.period_end, c.completeness, c.note, c.sources,
           list(DISTINCT [h.period_start, h.period_end]) FILTER (h.period_start IS NOT NULL) AS periods,
           count(h.period_start) AS held
    FROM coverage AS c
    LEFT JOIN held AS h
      ON (c.subject = '*' OR list_contains(h.subjects, c.subject))
     AND h.period_start < c.period_end AND h.period_end > c.period_start
    WHERE c."table" = '{table}'
      AND c.period_start <= CAST($as_of AS DATE)
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
