SELECT * FROM readings WHERE period_end > before_end + days * INTERVAL 1 DAY
