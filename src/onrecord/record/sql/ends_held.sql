-- The earliest end of each row that was known by $recorded_as_of, and when it was learned.
LEFT JOIN (
    SELECT e.row, min(e.superseded_at) AS superseded_at, min_by(e.recorded_at, e.superseded_at) AS recorded_at
    FROM ends_{table} AS e
    WHERE e.recorded_at <= CAST($recorded_as_of AS DATE)
    GROUP BY e.row
) AS e ON e.row = t.row
