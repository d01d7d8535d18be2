"""Word tables: the general knowledge of language that reading uses, kept as CSV files that people edit.

Every table is a file of `onrecord/data/words/` with a header line. A cell may hold several words, divided by `|`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def word_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a word table, in the order of the file.

    >>> [row["number"] for row in word_table("months") if "Jan" in row["words"].split("|")]
    ['1']

    Lines that start with `#` are comments. Raises `FileNotFoundError` for a table that does not exist. The rows
    are shared between all callers: read them, never change them.
    """
    text = files("onrecord").joinpath("data", "words", f"{name}.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(csv.DictReader(lines))


@cache
def cell_words(cell: str) -> tuple[str, ...]:
    """Return the words of a cell that holds several.

    >>> cell_words("Sept|Sep")
    ('Sept', 'Sep')
    """
    return tuple(word.strip() for word in cell.split("|") if word.strip())


@cache
def words_where(table: str, column: str, value: str, words: str = "words") -> frozenset[str]:
    """Return the lower-case words of all rows of a table whose column holds the value.

    >>> "april" in words_where("months", "number", "4")
    True
    """
    rows = (row for row in word_table(table) if row[column] == value)
    return frozenset(word.lower() for row in rows for word in cell_words(row[words]))


def one_of(words: Iterable[str]) -> str:
    r"""Return a regular expression that matches any of the words, the longest first; spaces match one gap.

    >>> one_of(["end of", "end"])
    '(?:end[ \\xa0]of|end)'
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    # A typographic apostrophe is as good as a straight one.
    escaped = (re.escape(word).replace(r"\ ", "[ \\xa0]").replace("'", "['’]") for word in ordered)
    return f"(?:{'|'.join(escaped)})"
