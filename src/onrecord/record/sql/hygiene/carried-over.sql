SELECT * FROM readings
WHERE value = before AND value >= least
  AND (beside_value IS NULL OR beside_before IS NULL OR beside_value = beside_before)
