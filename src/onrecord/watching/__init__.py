"""Claims and articles that are kept with their verdicts, and checked again when the record has grown.

A watch list and a record come in; what flipped goes out with the rows that did it, what fell due, and what the record
has newly to announce: successors overdue, records broken.
"""
