-- The observations that stand on the day.
SELECT * FROM observations
