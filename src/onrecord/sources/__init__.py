"""Public APIs, feeds and files: bytes are kept before they are understood, then they become rows for the record.

A collection asks addresses (`http`), keeps every answer as it came (`archive`), and only then reads it: a dated parser
turns a kept answer into rows, which go through the same door as a user's own files. What was kept can be read again.
"""
