SELECT * FROM readings WHERE value = 0 AND (before >= least OR after >= least)
