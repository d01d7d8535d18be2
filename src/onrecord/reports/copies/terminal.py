"""A comparison for a terminal: each family with its likely source, its members, and what they did to the facts."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator, Sequence

from onrecord.copies.result import Compared, Family, Traced
from onrecord.reports.copies.words import BASES, say_article, say_scope, say_shares, say_total, say_when
from onrecord.reports.safe import one_line

SHOWN = 40
"""Families, and articles of a family, that a terminal shows; all of them are in the JSON and the page."""

_WIDTH = 100


def copies_lines(
    compared: Compared, missing: Sequence[str] = (), *, width: int | None = None, colour: bool = False
) -> str:
    """Return the lines; `width` is in columns."""
    out = io.StringIO()
    columns = max(50, min(width or _WIDTH, _WIDTH))
    for indent, text, bold in _lines(compared, missing):
        wrapped = textwrap.wrap(
            one_line(text), columns, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2)
        )
        for line in wrapped or [""]:
            out.write(f"\x1b[1m{line}\x1b[0m\n" if colour and bold else f"{line}\n")
    return out.getvalue()


def _lines(compared: Compared, missing: Sequence[str]) -> Iterator[tuple[int, str, bool]]:
    yield 0, say_total(compared), True
    if compared.scope is not None:
        yield 0, say_scope(compared.scope), False
    ranked = sorted(compared.families, key=lambda family: (-len(family.members), family.head))
    for family in ranked[:SHOWN]:
        yield 0, "", False
        yield from _family(compared, family)
    if len(ranked) > SHOWN:
        yield 0, "", False
        yield 0, f"{len(ranked) - SHOWN:,} more families: --out copies.html or --format json shows all.", False
    alone = [one for one in compared.traced if one.links and compared.family_of(one.number) is None]
    if alone:
        yield 0, "", False
        yield 0, "Reports of their own that use another article", True
        for one in alone[:SHOWN]:
            yield from _member(compared, one)
    similar = [one for one in compared.traced if one.similar]
    if similar:
        yield 0, "", False
        yield 0, "Same words, other names and numbers: no copies", True
        for one in similar[:SHOWN]:
            others = ", ".join(say_article(compared.articles[other]) for other in one.similar[:3])
            yield 2, f"{say_article(compared.articles[one.number])} and {others}", False
    if missing:
        yield 0, "", False
        yield 0, f"{len(missing):,} could not be read", True
        for reason in missing[:SHOWN]:
            yield 2, reason, False


def _family(compared: Compared, family: Family) -> Iterator[tuple[int, str, bool]]:
    head = compared.articles[family.head]
    known = "Likely first" if family.ordered else "Order unknown; compared with the longest"
    yield 0, f"{known}: {say_article(head)} ({say_when(head)}), in {len(family.members):,} articles", True
    members = [compared.traced[number] for number in family.members if number != family.head]
    for one in members[:SHOWN]:
        yield from _member(compared, one)
    if len(members) > SHOWN:
        yield 2, f"... and {len(members) - SHOWN:,} more", False


def _member(compared: Compared, one: Traced) -> Iterator[tuple[int, str, bool]]:
    article = compared.articles[one.number]
    share = "the same words" if one.twin else say_shares(one)
    yield 2, f"{say_article(article)} ({say_when(article)}): {one.kind.value}, {share}", False
    for link in one.links:
        source = compared.articles[link.source]
        yield 6, f"from {say_article(source)} ({say_when(source)}); {BASES[link.basis]}", False
    for loss in one.losses:
        yield 6, f"! {loss.kind.replace('-', ' ')}: {loss.message}", False
