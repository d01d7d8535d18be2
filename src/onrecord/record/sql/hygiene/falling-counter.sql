SELECT * FROM readings WHERE before >= least AND value < before * (1 - ratio)
