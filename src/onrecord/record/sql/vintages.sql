-- Every row of a table that was public by $as_of and held on $recorded_as_of, replaced ones too.
-- A fact is what one story says of one thing; `first_word` marks the row that said it first and replaced nothing.
WITH said AS (
    {said}
),
told AS (
    SELECT said.*,
           rank() OVER (PARTITION BY {fact} ORDER BY known_from) = 1
           AND NOT EXISTS (
               SELECT 1 FROM said AS old WHERE {same_subject} AND old.superseded_at = said.known_from
           ) AS first_word
    FROM said
)
SELECT * EXCLUDE (origin, first_word) FROM told WHERE {wanted} ORDER BY ALL
