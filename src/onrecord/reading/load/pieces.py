"""Pieces of marked-up text, written below each other as one text with the blocks that the markup names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.reading.document import Block, BlockKind, Span

Piece = tuple[BlockKind | None, str]
"""The kind of a block, where the markup says it, and its words on one line."""

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr",
    "ul",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "head", "title"})


def one_line(words: str) -> str:
    """Return the words with one space between them."""
    return " ".join(words.split())


def headed(pieces: Sequence[Piece], title: str) -> list[Piece]:
    """Put the title above the pieces as their headline, unless they begin with it."""
    if not title:
        return list(pieces)
    repeats = bool(pieces) and pieces[0][1].casefold() == title.casefold()
    headline = (BlockKind.HEADLINE, pieces[0][1] if repeats else title)
    return [headline, *pieces[1 if repeats else 0 :]]


def join_pieces(pieces: Iterable[Piece], author: str = "") -> tuple[str, tuple[Block, ...]]:
    r"""Write the pieces below each other, with a blank line between them, and keep what is known of each.

    >>> join_pieces([(BlockKind.HEADLINE, "Port reopens"), (BlockKind.BULLET, "Ships are back")])[0]
    'Port reopens\n\n• Ships are back\n'
    """
    parts: list[str] = []
    known: list[Block] = []
    length = 0
    for kind, words in pieces:
        mark = "• " if kind is BlockKind.BULLET else ""
        start = length + len(mark)
        if kind is None and author and words.casefold() in {author.casefold(), f"by {author}".casefold()}:
            kind = BlockKind.BYLINE  # noqa: PLW2901
        if kind in {BlockKind.HEADLINE, BlockKind.SUBHEADING, BlockKind.BYLINE}:
            known.append(Block(kind, Span(start, start + len(words))))
        parts.append(f"{mark}{words}\n\n")
        length += len(parts[-1])
    return "".join(parts).rstrip("\n") + "\n", tuple(known)


def pieces_of_fragment(markup: str) -> Iterator[Piece]:
    """Yield the blocks of a piece of HTML that is the article itself, as feeds carry it: nothing in it is clutter.

    >>> list(pieces_of_fragment("<p>Ships are <b>back</b>.</p><ul><li>Cranes are not"))
    [(None, 'Ships are back.'), (<BlockKind.BULLET: 'bullet'>, 'Cranes are not')]
    """
    from lxml import etree  # noqa: PLC0415 - only marked-up text needs it

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = f"<html><body><div>{markup}</div></body></html>".encode("utf-8", "replace")
    root = etree.fromstring(data, parser)
    if root is None:
        return
    words: list[str] = []
    kinds: list[BlockKind | None] = [None]
    unseen = 0

    def flush() -> Iterator[Piece]:
        line = one_line("".join(words))
        words.clear()
        if line:
            yield kinds[-1], line

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            unseen += tag in _UNSEEN
            if tag in _BLOCKS:
                yield from flush()
                own = BlockKind.SUBHEADING if tag in _HEADINGS else BlockKind.BULLET if tag == "li" else kinds[-1]
                kinds.append(own)
            if element.text and not unseen:
                words.append(element.text)
        else:
            if tag in _BLOCKS:
                yield from flush()
                kinds.pop()
            elif tag in {"td", "th"}:
                words.append(" | ")
            unseen -= tag in _UNSEEN
            if element.tail and not unseen:
                words.append(element.tail)
