"""A user's own data: files of any shape become rows of a record, with their vintages.

A file and a mapping come in; every cell is checked by the rules of its table, what the sources said before and after is
put in order, and new parts go out, or a list of what is wrong and nothing is written.
"""
