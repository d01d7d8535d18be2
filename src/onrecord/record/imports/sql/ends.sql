-- Rows that are held and whose end has come, or come earlier than it was known; a row that only repeats what now stands
-- before it ends where it began.
CREATE OR REPLACE TEMP TABLE new_ends AS
SELECT row, CASE WHEN first_word THEN until ELSE known_from END AS superseded_at,
       greatest(until_recorded, CAST($recorded AS DATE)) AS recorded_at
FROM runs
WHERE came = 'held'
  AND CASE WHEN first_word THEN until < coalesce(superseded_at, DATE '9999-12-31')
           ELSE known_from < coalesce(superseded_at, DATE '9999-12-31') END
