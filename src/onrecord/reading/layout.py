"""The blocks of a news article, by general rules: headline, summary, dateline, paragraphs, footer and others.

Every rule is about form (where a line stands, how long it is, how it ends) or about the words of
`data/words/layout_labels.csv`. A text without any of these parts is paragraphs, a lone sentence is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.reading.dateline import (
    Dateline,
    dateline_alone,
    dateline_before,
    day_in,
    is_city,
    is_name,
    is_paper,
    publisher_in,
    without_days,
)
from onrecord.reading.document import Block, BlockKind, Span
from onrecord.reading.lines import Line, find_lines, trim
from onrecord.reading.words import cell_words, word_table
from onrecord.terms.time import Day


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of an article in order, and what its datelines say of its publication.

    `impossible_day` are the words of a date that is not in the calendar, where no other date was found.
    """

    blocks: tuple[Block, ...]
    publisher: str = ""
    place: str = ""
    published: Day | None = None
    impossible_day: str = ""


_LONGEST_HEADLINE = 30
_LONGEST_SUBHEADING = 12
_LONGEST_CATEGORY = 8
_LONGEST_BYLINE = 16
_LONGEST_DESK = 5
_LONGEST_PERSON = 4
_LONGEST_ROLE = 9
_LONGEST_FOOTER = 60
_DATELINE_WITHIN = 3
"""Only the first paragraphs are searched for a dateline; later ones may quote one."""

_SENTENCE_END = re.compile(r"[.:;,…][\"'”’)\]]*\Z|[!?][\"'”’)\]]+\Z")
_LONGEST_LABELLED = 400
"""Characters: a longer line is a paragraph, and none of the other rules looks at it."""
_LONGEST_SECTION = 3
_TAIL = 8
"""How many lines at the end may be a footer by their first words alone."""
_LAST = 3
"""Lines at the end that may say when the article appeared without a word that says so."""
_NEARBY = 3
"""Lines from the name of a publisher to the day below it."""

_EMPHASIS = "*_#~` \t"
_LABEL_TRIM = _EMPHASIS + ":-–— "
_BYLINE_NAME = re.compile(
    r"[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|de|van|von|der|bin|al|and|&|for|in|of|the)|\s*,\s*|\s*\|\s*|\s+[-–—]\s+)*"
)


@dataclass(frozen=True, slots=True)
class _Labels:
    summary: frozenset[str]
    category: frozenset[str]
    patterns: dict[str, re.Pattern[str]]
    byline_wholes: frozenset[str]
    desks: frozenset[str]


@cache
def _labels() -> _Labels:
    kinds = {row["kind"]: [word.casefold() for word in cell_words(row["words"])] for row in word_table("layout_labels")}

    def pattern(words: list[str]) -> re.Pattern[str]:
        longest_first = sorted(words, key=len, reverse=True)
        return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?:(?<!\w)|(?!\w)|(?<=\d))", re.IGNORECASE)

    return _Labels(
        summary=frozenset(kinds["summary"]),
        category=frozenset(kinds["category"]),
        patterns={kind: pattern(words) for kind, words in kinds.items()},
        byline_wholes=frozenset(kinds["byline-whole"]),
        desks=frozenset(kinds["byline-desk"]),
    )


def find_blocks(text: str, known: tuple[Block, ...] = ()) -> Layout:
    r"""Return the blocks of an article; `known` are those that its format marks itself.

    >>> text = "Port reopens\n\nIn Summary\n• Ships are back\n\nOslo Courier, May 5, 2025- It rained."
    >>> layout = find_blocks(text)
    >>> [(block.kind.value, block.span.of(text)) for block in layout.blocks][2:4]
    [('bullet', 'Ships are back'), ('dateline', 'Oslo Courier, May 5, 2025-')]
    >>> layout.publisher, str(layout.published)
    ('Oslo Courier', '2025-05-05')
    """
    lines, kinds = _lines(text, known), {block.span: block.kind for block in known}
    found = list(_walk(text, lines, _days_alone(text, lines, kinds), kinds))
    datelines = [dateline for _, dateline in found if dateline]
    dated = [dateline for dateline in datelines if not dateline.is_update]
    published = next((dateline.published for dateline in dated if dateline.published), None)
    return Layout(
        tuple(block for block, _ in found),
        publisher=next((dateline.publisher for dateline in datelines if dateline.publisher), ""),
        place=next((dateline.place for dateline in datelines if dateline.place), ""),
        published=published,
        impossible_day="" if published else next((line.impossible_day for line in dated if line.impossible_day), ""),
    )


def _lines(text: str, known: tuple[Block, ...]) -> tuple[Line, ...]:
    """Return the lines of the text, those of known blocks reduced to the span that is known."""
    starts = {text.rfind("\n", 0, block.span.start) + 1: block for block in known}
    cuts = frozenset(starts) | {block.span.end for block in known}
    lines: list[Line] = []
    for line in find_lines(text, cuts, _stands_alone):
        block = starts.get(text.rfind("\n", 0, line.span.start) + 1)
        if block and lines and lines[-1].span == block.span:
            continue  # a heading with a line separator inside is printed as two lines and is one block
        lines.append(Line(block.span, is_bullet=False, gap=line.gap) if block else line)
    return tuple(lines)


def _stands_alone(words: str) -> bool:
    """Say whether a line, as it was printed, is about the article and no part of a broken paragraph."""
    if len(words) > _LONGEST_LABELLED:
        return False
    return (
        _label_end(words) == len(words)
        or _is_footer(words, is_tail=False)
        or _is_byline(words, is_first=False)
        or (len(words.split()) > 1 and is_name(words) and bool(publisher_in(words)))
        or dateline_alone(words, 0, len(words)) is not None
    )


def _walk(
    text: str, lines: tuple[Line, ...], alone: tuple[Dateline | None, ...], known: dict[Span, BlockKind]
) -> Iterator[tuple[Block, Dateline | None]]:
    """Yield the blocks in order, each dateline with what it says."""
    has_headline = BlockKind.HEADLINE in known.values()
    paragraphs = 0
    in_summary = lists_sources = False
    last_kind: BlockKind | None = None
    for number, line in enumerate(lines):
        span = line.span
        words = text[span.start : span.end] if span.end - span.start <= _LONGEST_LABELLED else ""
        follower = lines[number + 1] if number + 1 < len(lines) else None
        is_top = paragraphs == 0
        is_tail = number > 0 and not is_top and len(lines) - number <= _TAIL
        dateline: Dateline | None = None
        label_end = _label_end(words)
        if span in known:
            kind = _known_kind(known[span], words, is_tail=is_tail)
        elif label_end and follower:
            kind = BlockKind.SUMMARY_LABEL
            if label_end < len(words):
                yield Block(kind, Span(*trim(text, span.start, span.start + label_end))), None
                kind, span = BlockKind.BULLET, Span(*trim(text, span.start + label_end, span.end))
        elif is_tail and not lists_sources and _is_last_day(text, lines, alone, number):
            kind, dateline = BlockKind.DATELINE, alone[number]
        elif number and (lists_sources or _is_footer(words, is_tail=is_tail)):
            kind, dateline = BlockKind.FOOTER, None if lists_sources else _dated_footer(text, span, words)
            # "Sources", "Related": what follows such a label below the article belongs to it.
            lists_sources = lists_sources or (is_tail and len(words.split()) <= _LONGEST_SECTION)
        elif line.is_bullet:
            kind = BlockKind.BULLET
        elif (
            is_top or _is_labelled_day(words) or (paragraphs == 1 and _is_only_day(alone, number, len(lines)))
        ) and alone[number]:
            kind, dateline = BlockKind.DATELINE, alone[number]
        elif (is_top or is_tail) and _is_byline(words, is_first=not has_headline):
            kind, dateline = BlockKind.BYLINE, _byline_says(text, span, words)
        elif is_top and _is_category(words) and (has_headline or _could_be_headline(text, follower)):
            kind = BlockKind.CATEGORY
        elif (is_top or is_tail) and (
            dateline := _nameplate(text, lines, alone, number, last_kind if has_headline else None)
        ):
            kind = BlockKind.DATELINE if dateline.publisher or dateline.place else BlockKind.BYLINE
        elif paragraphs < _DATELINE_WITHIN and (
            dateline := _dateline(text, line, is_first=not has_headline and is_top, is_top=is_top)
        ):
            yield Block(BlockKind.DATELINE, Span(*trim(text, span.start, dateline.end))), dateline
            kind, span, dateline = BlockKind.PARAGRAPH, Span(dateline.end, span.end), None
        elif in_summary and not _is_sentence(text, span):
            kind = BlockKind.BULLET
        elif is_top and follower and _could_be_headline(text, line) and (not has_headline or not line.gap):
            kind = BlockKind.HEADLINE
        elif follower and _could_be_subheading(text, line, follower):
            kind = BlockKind.SUBHEADING
        else:
            kind = BlockKind.PARAGRAPH
        has_headline = has_headline or kind is BlockKind.HEADLINE
        paragraphs += kind is BlockKind.PARAGRAPH
        in_summary = kind is BlockKind.SUMMARY_LABEL or (in_summary and kind is BlockKind.BULLET and not line.is_bullet)
        last_kind = kind
        yield Block(kind, span), dateline


def _days_alone(text: str, lines: tuple[Line, ...], known: dict[Span, BlockKind]) -> tuple[Dateline | None, ...]:
    """Return for every line the dateline that fills it."""
    return tuple(
        None
        if line.span in known or text[line.span.start : line.span.start + 3].casefold() == "by "
        else dateline_alone(text, line.span.start, line.span.end)
        for line in lines
    )


def _is_only_day(alone: tuple[Dateline | None, ...], number: int, count: int) -> bool:
    """Say whether a line below the first paragraph is no step of a chronology: those have a day each."""
    return sum(found is not None for found in alone[number : min(count, number + _NEARBY * _TAIL)]) == 1


def _is_last_day(text: str, lines: tuple[Line, ...], alone: tuple[Dateline | None, ...], number: int) -> bool:
    """Say whether one of the last lines is a day, alone or with names, and nothing below it is a sentence."""
    line = lines[number]
    if alone[number] is None or len(lines) - number > _LAST or sum(map(bool, alone[number - 1 :])) > 1:
        return False
    mark = text[text.rfind("\n", 0, line.span.start) + 1 : line.span.start].strip()
    is_item = line.is_bullet and mark not in {"-", "–", "—"}
    return not is_item and all(
        _is_footer(words, is_tail=True) or _is_byline(words, is_first=False) or is_name(words)
        for words in (below.span.of(text)[:_LONGEST_LABELLED] for below in lines[number + 1 :])
    )


def _dated_footer(text: str, span: Span, words: str) -> Dateline | None:
    """Return the day in a footer that says when the article was published, such as "First published on ..."."""
    if not _matches("footer-dated", words.lstrip(_EMPHASIS)):
        return None
    day = day_in(text, span.start, span.end, needs_label=True)
    return Dateline(span.end, published=day, has_date=True) if day else None


def _byline_says(text: str, span: Span, words: str) -> Dateline | None:
    """Return the day and the publisher that a byline names beside its author."""
    if _has_colon_label("byline-beside", words.strip(_EMPHASIS)):
        return None
    day, publisher = day_in(text, span.start, span.end), publisher_in(words.strip(_EMPHASIS))
    return Dateline(span.end, publisher, published=day, has_date=bool(day)) if day or publisher else None


def _nameplate(
    text: str, lines: tuple[Line, ...], alone: tuple[Dateline | None, ...], number: int, above: BlockKind | None
) -> Dateline | None:
    """Return what a line says that is one name with the day on a line near it: "Oslo Courier" above "5 May 2025".

    `above` is the kind of the block before it, None where the headline is still to come: then only the name of
    a publisher, its day and a headline after them will do.
    """
    span = lines[number].span
    words = span.of(text)[:_LONGEST_LABELLED].strip(_EMPHASIS)
    if lines[number].is_bullet or not is_name(words):
        return None
    below = range(number + 1, min(len(lines), number + 1 + _NEARBY))
    dated = next((at for at in below if alone[at]), None)
    between = () if dated is None else (lines[at].span.of(text) for at in range(number + 1, dated))
    has_day = dated is not None and all(
        is_name(words) or _is_byline(words, is_first=False) for words in between if len(words) < _LONGEST_LABELLED
    )
    publisher = publisher_in(words)
    if above is None:
        title = lines[dated + 1] if dated is not None and dated + 2 < len(lines) else None
        is_masthead = has_day and bool(publisher) and title is not None and _could_be_headline(text, title)
        return Dateline(span.end, publisher) if is_masthead else None
    if publisher and (has_day or above in {BlockKind.BYLINE, BlockKind.DATELINE}):
        return Dateline(span.end, publisher)
    if not has_day or dated != number + 1 or not lines[number].gap:
        # Without a gap it carries on the headline; farther from the day it may be anything.
        return Dateline(span.end, place=words) if has_day and is_city(words) else None
    if is_city(words) or is_paper(words):
        return Dateline(span.end, *(("", words) if is_city(words) else (words,)))
    count = len(words.split())
    # A person has two names or more and no article: "Zenit" and "The Tram Letter" are who published it.
    is_person = count > 1 and not words.startswith("The ")
    return Dateline(span.end, "" if is_person else words) if count <= _LONGEST_PERSON else None


def _known_kind(kind: BlockKind, words: str, *, is_tail: bool) -> BlockKind:
    """Return what a heading that the format marks is for: it may be the label of a summary."""
    if words.strip(_LABEL_TRIM).casefold() in _labels().summary:
        return BlockKind.SUMMARY_LABEL
    return BlockKind.FOOTER if kind is BlockKind.SUBHEADING and _is_footer(words, is_tail=is_tail) else kind


def _label_end(words: str) -> int:
    """Return where a summary's label ends in "Key points:" or "TL;DR: It rained."; 0 where there is none."""
    plain = words.strip(_LABEL_TRIM).casefold()
    if plain in _labels().summary:
        return len(words)
    head, colon, rest = words.partition(":")
    return (
        len(head) + 1 if colon and rest[:1].isspace() and head.strip(_LABEL_TRIM).casefold() in _labels().summary else 0
    )


def _matches(kind: str, words: str) -> re.Match[str] | None:
    return _labels().patterns[kind].match(words)


def _has_colon_label(kind: str, words: str) -> bool:
    match = _matches(kind, words)
    return match is not None and words[match.end() :].lstrip()[:1] in {"", ":", "|", "»", "›"}


def _is_footer(words: str, *, is_tail: bool) -> bool:
    if not words or len(words.split()) > _LONGEST_FOOTER:
        return False
    words = words.lstrip(_EMPHASIS)
    if _matches("footer-start", words) or _labels().patterns["footer-part"].search(words):
        return True
    return _has_colon_label("footer-colon", words) or (is_tail and bool(_matches("footer-tail", words)))


def _is_byline(words: str, *, is_first: bool) -> bool:
    """Say whether a line names who wrote the article, or when it was touched."""
    words = words.strip(_EMPHASIS)
    count = len(words.split())
    if not 0 < count <= _LONGEST_BYLINE or (words.endswith((".", "?", "!")) and not words.casefold().endswith("m.")):
        return False
    if words.casefold() in _labels().byline_wholes or any(
        _has_colon_label(kind, words) for kind in ("byline-colon", "byline-beside")
    ):
        return True
    by, _, names = words.partition(" ")
    if by.casefold() in {"by", "by:"}:
        writer = re.split(r"\s*[|•·(]\s*|\s+[-–—]\s+|,?\s+(?=\d)", without_days(names))[0].rstrip(" ,")
        if _BYLINE_NAME.fullmatch(writer) or _is_desk(writer):
            return True
    if is_first:
        return False
    if count <= _LONGEST_ROLE and ". " not in words and _labels().patterns["byline-part"].search(words):
        return True
    return bool(_matches("byline-start", words))


def _is_desk(writer: str) -> bool:
    """Say whether words are of those who wrote an article and go unnamed: "the foreign desk", "our own reporters"."""
    parts = writer.casefold().split()
    return 0 < len(parts) <= _LONGEST_DESK and parts[-1] in _labels().desks


def _is_category(words: str) -> bool:
    """Say whether a line only names the desk under which the article ran: "Markets", "Technology | World"."""
    words = words.strip(_EMPHASIS)
    parts = [part.split() for part in re.split(r"\s*[|/>›»•·,&]\s*|\s+-\s+", words)]
    every = [word.casefold() for part in parts for word in part]
    if not 0 < len(every) <= _LONGEST_CATEGORY or _SENTENCE_END.search(words):
        return False
    if all(word in _labels().category for word in every):
        return True
    return len(parts) > 1 and "|" in words and all(0 < len(part) <= _LONGEST_SECTION for part in parts)


def _is_labelled_day(words: str) -> bool:
    return words[:1].isalpha() and words.casefold().startswith(
        ("publish", "posted", "first published", "originally published", "first appeared", "publication date")
    )


def _dateline(text: str, line: Line, *, is_first: bool, is_top: bool) -> Dateline | None:
    found = dateline_before(text, line.span.start, line.span.end, guess=is_top and _is_sentence(text, line.span))
    # "PARIS - A city guide" may be a headline: without date or agency it must begin a sentence that ends.
    is_bare = found is not None and not found.has_date and not found.publisher
    return None if is_bare and is_first and not _is_sentence(text, line.span) else found


def _is_sentence(text: str, span: Span) -> bool:
    return bool(_SENTENCE_END.search(text, max(span.start, span.end - 8), span.end)) or text[span.end - 1] in "?!"


def _could_be_headline(text: str, line: Line | None) -> bool:
    if line is None or line.is_bullet:
        return False
    start, end = line.span.start, line.span.end
    if end - start > _LONGEST_LABELLED or len(text[start:end].split()) > _LONGEST_HEADLINE:
        return False
    return not _SENTENCE_END.search(text, max(start, end - 8), end)


def _could_be_subheading(text: str, line: Line, follower: Line) -> bool:
    start, end = line.span.start, line.span.end
    if not _could_be_headline(text, line) or text[start].islower() or "|" in text[start:end] or "\t" in text[start:end]:
        return False
    if len(text[start:end].split()) > _LONGEST_SUBHEADING:
        return False
    return follower.is_bullet or _is_sentence(text, follower.span)
