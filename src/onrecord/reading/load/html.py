"""HTML: the article inside a page, found by trafilatura, which is imported here and only when needed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from onrecord.reading.document import BlockKind
from onrecord.reading.load import Loaded
from onrecord.reading.load.pieces import Piece, headed, join_pieces, one_line
from onrecord.terms.errors import BadDay, BadDocument
from onrecord.terms.time import Day, parse_day

_MIN_LETTERS = 40
"""A page whose main text is shorter than a short sentence holds no article."""

_DATE_RULES = {
    # Only dates that the page states in its metadata or markup: a day found in running text is not its own.
    "extensive_search": False,
    "original_date": True,
    # The library's default is today, and what is read must not depend on the day on which it is read.
    "max_date": "2999-12-31",
}


def load_html(markup: str, name: str = "The page") -> Loaded:
    """Return the article of a page: headline first, then its paragraphs, list items and subheadings.

    Raises `BadDocument` where the page holds no article.
    """
    page = _extract(markup, name)
    pieces = list(_pieces(page.body)) if page is not None and page.body is not None else []
    if sum(character.isalpha() for _, words in pieces for character in words) < _MIN_LETTERS:
        raise BadDocument(f"{name} holds no article: there is no running text in it.")
    title, author, day = one_line(page.title or ""), one_line(page.author or ""), _day(page.date)
    text, known = join_pieces(headed(pieces, title), author)
    return Loaded(
        text,
        title,
        author,
        one_line(page.sitename or ""),
        day,
        "page" if day else "",
        known=known,
    )


def _extract(markup: str, name: str) -> Any:
    import trafilatura  # noqa: PLC0415 - half a second that plain text need not pay

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        return trafilatura.bare_extraction(
            markup,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params=dict(_DATE_RULES),
        )
    except Exception as error:  # noqa: BLE001 - a page may be broken in ways that no library foresees
        raise BadDocument(
            f"{name} is a page that cannot be taken apart ({type(error).__name__}): save its text as .txt."
        ) from None


def _pieces(body: Any) -> Iterator[Piece]:
    """Yield the kind, where the markup says it, and the words of each block."""
    for line_break in body.iter("lb"):
        line_break.tail = f" {line_break.tail or ''}"
    for element in body.iter("head", "p", "item", "row", "quote", "code"):
        if element.tag == "row":
            words = " | ".join(one_line("".join(cell.itertext())) for cell in element.iter("cell"))
        elif any(inner.tag in {"p", "item", "head"} for inner in element.iterdescendants()) or any(
            outer.tag == "row" for outer in element.iterancestors()
        ):
            continue
        else:
            words = one_line("".join(element.itertext()))
        if words:
            kinds = {"head": BlockKind.SUBHEADING, "item": BlockKind.BULLET}
            yield kinds.get(element.tag), words


def _day(text: str | None) -> Day | None:
    try:
        return parse_day(text) if text else None
    except BadDay:
        return None
