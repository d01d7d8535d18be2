-- What every source had said of some things by $as_of, as held on $recorded_as_of, with the story that it told.
SELECT t.*, coalesce(nullif(s.story, ''), t.sources[1], '') AS origin
FROM ({held}) AS t
LEFT JOIN record_sources AS s ON s.source = t.sources[1]
WHERE t.known_from <= CAST($as_of AS DATE)
  AND (CAST($about AS VARCHAR[]) IS NULL OR {about})
  AND ({where})
