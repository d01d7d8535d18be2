-- The words of a source in the order in which the public got them. A run is the same word said again and again: its first
-- saying stands until the next other word, or until its source took it back.
CREATE OR REPLACE TEMP TABLE runs AS
WITH told AS (
    SELECT said.*,
           lag(content) OVER w IS DISTINCT FROM content
           OR lag(known_from) OVER w IS NULL
           OR coalesce(lag(superseded_at IGNORE NULLS) OVER w <= known_from, FALSE) AS first_word
    FROM said
    WINDOW w AS (PARTITION BY {named} ORDER BY known_from, came DESC, content, row, n)
),
numbered AS (
    SELECT *, sum(CAST(first_word AS INTEGER)) OVER w AS run
    FROM told
    WINDOW w AS (PARTITION BY {named} ORDER BY known_from, came DESC, content, row, n ROWS UNBOUNDED PRECEDING)
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
       greatest(recorded_at, CASE WHEN replaced <= coalesce(taken_back, replaced) THEN replaced_recorded END) AS until_recorded
FROM ended
