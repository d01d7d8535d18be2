"""Numbers computed as of a day: one SQL file a measure, with its definition and what it cannot tell.

A view of the record comes in, an `Answer` with rows, the SQL that was run and its parameters goes out.
"""
