"""The record: tables of facts with three times each, read from files that people edit and asked as of any day.

CSV files of `data/` come in, validated row by row; a `Record` goes out, whose `as_of(day)` shows what was public on
that day.
"""

from onrecord.record.store import Record, View, open_record

__all__ = ["Record", "View", "open_record"]
