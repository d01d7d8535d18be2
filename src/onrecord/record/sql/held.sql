-- Every row of a table that this record held on $recorded_as_of, each with the end that it knew then.
SELECT {columns} FROM record_{table} AS t{ends}
WHERE t.recorded_at <= CAST($recorded_as_of AS DATE)
