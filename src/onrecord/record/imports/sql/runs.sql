-- The words of a source in the order in which the public got them. A run is the same word said again and again: its first
-- saying stands until the next other word, or until its source took it back.
CREATE OR REPLACE TEMP TABLE runs AS
WITH ranked AS (
    -- What is held stays what it is where a file only says it again.
    SELECT *, CASE came WHEN 'held' THEN 0 WHEN 'new' THEN 1 ELSE 2 END AS rank FROM said
),
told AS (
    SELECT *, lag(known_from) OVER w AS before,
           lag(known_from) OVER w IS NULL OR lag(content) OVER w IS DISTINCT FROM content AS other
    FROM ranked
    WINDOW w AS (PARTITION BY {named} ORDER BY known_from, rank, content, row, n)
),
same AS (
    SELECT *, sum(CAST(other AS INTEGER)) OVER w AS stretch
    FROM told
    WINDOW w AS (PARTITION BY {named} ORDER BY known_from, rank, content, row, n ROWS UNBOUNDED PRECEDING)
),
opened AS (
    -- What its source took back and then says anew begins anew.
    SELECT *, other OR coalesce(max(superseded_at) OVER w BETWEEN before + INTERVAL 1 DAY AND known_from, FALSE) AS first_word
    FROM same
    WINDOW w AS (
        PARTITION BY {named}, stretch ORDER BY known_from, rank, row, n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
),
numbered AS (
    SELECT *, sum(CAST(first_word AS INTEGER)) OVER w AS run
    FROM opened
    WINDOW w AS (PARTITION BY {named} ORDER BY known_from, rank, content, row, n ROWS UNBOUNDED PRECEDING)
),
ended AS (
    SELECT *,
           min(superseded_at) OVER (PARTITION BY {named}, run) AS taken_back,
           min(known_from) FILTER (WHERE first_word) OVER later AS replaced,
           arg_min(recorded_at, known_from) FILTER (WHERE first_word) OVER later AS replaced_recorded
    FROM numbered
    WINDOW later AS (
        PARTITION BY {named} ORDER BY known_from
        RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING
    )
)
SELECT *,
       least(taken_back, replaced) AS until,
       greatest(recorded_at, CASE WHEN replaced <= coalesce(taken_back, replaced) THEN replaced_recorded END)
           AS until_recorded
FROM ended
