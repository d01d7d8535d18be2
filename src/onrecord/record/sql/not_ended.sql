-- Ends that became known after their rows were written stand in parts of their own.
  AND NOT EXISTS (
      SELECT 1 FROM ends_{table} AS e
      WHERE e.row = t.row
        AND e.superseded_at <= CAST($as_of AS DATE)
        AND e.recorded_at <= CAST($recorded_as_of AS DATE)
  )
