"""A record kept as a folder: immutable Parquet parts, and a manifest that says which of them count.

Rows and ends of rows come in as new parts; nothing that was written is changed. A reader sees the parts of one
manifest, so a write is there as a whole or not at all.
"""
