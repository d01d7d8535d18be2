"""Rows of the record as lines of text: for a terminal that wraps, or whole for a file and a program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from onrecord.reports.safe import one_line
from onrecord.terms.time import FAR_FUTURE, Period

Row = Mapping[str, Any]

GAP = "  "
NARROWEST = 12
"""No column of a table is squeezed below this, nor below its longest word."""

WIDEST_WORD = 24
"""Longer words, such as addresses, are cut where the terminal leaves no room."""

_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def bold(text: str, *, colour: bool) -> str:
    """Return the text so that a terminal shows it bold."""
    return f"{_BOLD}{text}{_PLAIN}" if colour and text else text


def dim(text: str, *, colour: bool) -> str:
    """Return the text so that a terminal shows it dimmed."""
    return f"{_DIM}{text}{_PLAIN}" if colour and text else text


def plain(value: Any) -> Any:
    """Return a value of a row as JSON writes it.

    >>> plain([date(2025, 7, 25), 3.0, None])
    ['2025-07-25', 3, None]
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value


def cell(value: Any) -> str:
    """Return a value as one line that is safe to show.

    >>> cell(["DeepSeek", "深度求索"]), cell(None), cell(4.0)
    ('DeepSeek | 深度求索', '', '4')
    """
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return " | ".join(cell(part) for part in value)
    return one_line(str(plain(value)))


def period_of(row: Row, name: str = "period") -> str:
    """Return a period of a row as tables write it, or nothing.

    >>> period_of({"period_start": date(2025, 7, 1), "period_end": date(2025, 8, 1)})
    '2025-07'
    """
    start, end = row.get(f"{name}_start"), row.get(f"{name}_end")
    return Period(start, min(end, FAR_FUTURE)).to_edtf() if start and end else ""


def wrapped(words: str, columns: int | None, *, first: str = "", rest: str = "") -> list[str]:
    """Break words into lines for a terminal, after `first` and then `rest`; one line where there is none.

    >>> wrapped("one two three", 9, first="- ", rest="  ")
    ['- one two', '  three']
    """
    if columns is None:
        return [first + words]
    from rich.cells import cell_len, chop_cells

    lines, line, empty = [], first, True
    for word in words.split():
        if not empty and cell_len(line) + 1 + cell_len(word) > columns:
            lines.append(line)
            line, empty = rest, True
        # A word longer than a line is cut; a Chinese character takes two columns.
        *full, left = chop_cells(word, max(columns - cell_len(line) - (not empty), 2)) or [""]
        for part in full:
            lines.append(line + part)
            line = rest
        line, empty = line + left if empty else f"{line} {left}", False
    return [*lines, line]


def table(head: Sequence[str], rows: Sequence[Sequence[str]], columns: int | None, *, colour: bool) -> str:
    """Lay out rows under their head; wider than the terminal, cells are broken into lines.

    >>> print(table(("city", "country"), [("Shanghai", "CN")], None, colour=False))
    city      country
    Shanghai  CN
    """
    from rich.cells import cell_len

    widths = [max(cell_len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    if columns is not None:
        least = [
            min(width, max(NARROWEST, min(_longest_word(row[place] for row in [head, *rows]), WIDEST_WORD)))
            for place, width in enumerate(widths)
        ]
        _squeeze(widths, least, columns - len(GAP) * (len(head) - 1))
    lines = []
    for number, row in enumerate([head, *rows]):
        cells = [wrapped(text, width if columns else None) for text, width in zip(row, widths, strict=True)]
        for depth in range(max(len(parts) for parts in cells)):
            parts = [part[depth] if depth < len(part) else "" for part in cells]
            padded = [part + " " * (width - cell_len(part)) for part, width in zip(parts, widths, strict=True)]
            line = GAP.join(padded).rstrip()
            lines.append(bold(line, colour=colour) if number == 0 else line)
    return "\n".join(lines)


def _squeeze(widths: list[int], least: Sequence[int], room: int) -> None:
    """Take columns from the widest cells until the table fits, or nothing is left to take."""
    while sum(widths) > room:
        wide = [place for place, width in enumerate(widths) if width > least[place]]
        if not wide:
            return
        widths[max(wide, key=lambda place: widths[place])] -= 1


def _longest_word(texts: Iterable[str]) -> int:
    from rich.cells import cell_len

    return max((cell_len(word) for text in texts for word in text.split()), default=0)
