SELECT "table", subject, period_start, period_end, completeness, sources, note
FROM coverage
WHERE "table" = $watched AND (list_contains($subjects, subject) OR subject = '*')
ORDER BY subject = '*', period_start, period_end, subject, completeness, sources, note
