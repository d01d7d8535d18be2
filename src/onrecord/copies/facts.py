"""What a rewrite did to the facts: what it changed, and what it left out that a statement needs.

Sentences of the copy are compared with the sentence of the source that they retell, part by part: dates, quantities,
names and places, who says it, how sure it is, and for which part it holds. A difference is reported only where the two
sentences are surely one statement, and where the article nowhere else says what the source said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from onrecord.copies.align import Alignment
from onrecord.copies.sides import lay_out
from onrecord.copies.words import Words, words_of
from onrecord.reading.claims.claim import Modality
from onrecord.reading.dates import find_dates
from onrecord.reading.document import Document, Span
from onrecord.reading.mentions import DateMention, QuantityMention
from onrecord.reading.modality import modality_at
from onrecord.reading.quantities import find_quantities
from onrecord.reading.words import cell_words, one_of, word_table
from onrecord.terms.time import Period

RETELLS = 0.5
"""The share of content that a sentence and the one behind it must have in common, of the shorter of the two."""

LONGEST = 5000
"""Characters of a sentence above which it is a table or a list gone wrong, and is not compared."""

_FULL_NAME = re.compile(r"\b(?P<given>[A-Z][a-z’'-]+)[ \xa0](?:[A-Z]\.[ \xa0])?(?P<last>[A-Z][a-z’'-]+)\b")
_SPEAKS = (
    r"(?:said|says|told|added|argued|wrote|warned|noted|explained|announced|insisted|believes?|thinks?|hopes?|wants?)"
)
_ROLES = (
    r"(?:co-?founder|founder|chief|head|boss|president|minister|chairman|chairwoman|director|engineer|analyst|mayor|owner"
    r"|researcher|scientist|spokesman|spokeswoman|secretary|governor|professor|author|captain|manager|leader)"
)
_SURE = frozenset({Modality.ASSERTED, Modality.ATTRIBUTED, Modality.QUOTED})
_TOLD = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:told|asked|warned|expected)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:has|have|had|was|were|did|[a-z]{2,}ed)\b")


@dataclass(frozen=True, slots=True)
class Loss:
    """A fact that a rewrite changed or lost: where it stands in the copy and in the source, and in words."""

    kind: str
    copy: Span
    source: Span
    message: str


KINDS = {
    "number-changed": "a quantity differs from the one in the source",
    "date-changed": "a day or time differs from the one in the source",
    "name-changed": "a name or place stands where the source has another",
    "introduction-cut": "a person is named whom only the source introduces",
    "attribution-dropped": "what the source lets somebody say, the copy says itself",
    "hedge-dropped": "what the source holds possible or expects, the copy states as a fact",
    "scope-lost": "the source narrows the statement, the copy does not",
}
"""Every kind of loss, and what it means."""


def losses_of(copy: Document, source: Document, most: int = 20_000) -> tuple[Loss, ...]:
    """Return what a copy changed or lost of its source's facts, in the order of the copy.

    >>> source = Document("The port of Kalmar may open in May, 300 sailors said.")
    >>> copy = Document("The port of Kalmar will open in June, 400 sailors said.")
    >>> [loss.kind for loss in losses_of(copy, source)]
    ['hedge-dropped', 'date-changed', 'number-changed']
    """
    mine, theirs = words_of(copy.text, most), words_of(source.text, most)
    aligned = Alignment(mine, (theirs,))
    found: list[Loss] = []
    read = Span(0, theirs.spans[-1].end if len(theirs) else 0)
    told: _Told | None = None
    for pair in _pairs(aligned):
        here, there = mine.span(*mine.sentences[pair[0]]), theirs.span(*theirs.sentences[pair[1]])
        if max(here.end - here.start, there.end - there.start) > LONGEST:
            continue
        told = told or _Told(_resolved(source, read), find_quantities(source.text, read))
        sides = _Pair(copy, source, _to_end(copy.text, here), _to_end(source.text, there), aligned, *pair)
        found += [*_dates(sides, told), *_numbers(sides, told), *_names(sides), *_hedges(sides), *_scopes(sides)]
    found += _introductions(copy.text, source.text)
    unique = {(loss.kind, loss.copy, loss.message): loss for loss in found}
    return tuple(sorted(unique.values(), key=lambda loss: (loss.copy, loss.kind)))


@dataclass(frozen=True, slots=True)
class _Told:
    """All that the source says anywhere: what is moved from another sentence is not changed."""

    dates: Sequence[DateMention]
    quantities: Sequence[QuantityMention]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A sentence of the copy and the sentence of the source that it retells."""

    copy: Document
    source: Document
    here: Span
    there: Span
    aligned: Alignment
    mine: int
    theirs: int


def _to_end(text: str, span: Span) -> Span:
    """Let a sentence hold the marks that follow its last word."""
    end = span.end
    while end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end += 1
    start = span.start
    while start > 0 and text[start - 1] in "\"“'‘$€£¥":
        start -= 1
    return Span(start, end)


def _pairs(aligned: Alignment) -> Iterator[tuple[int, int]]:
    (source,) = aligned.sources
    for side in lay_out(aligned).copy:
        for behind in side.behind[:1]:
            mine = aligned.content(*aligned.copy.sentences[side.sentence])
            first, end = source.sentences[behind]
            theirs = frozenset(source.stems[at] for at in range(first, end) if source.content[at])
            common = len(mine & theirs)
            if common >= 3 and common >= RETELLS * min(len(mine), len(theirs)):
                yield side.sentence, behind


def _dates(pair: _Pair, told: _Told) -> Iterator[Loss]:
    """Yield days and lengths of time that differ: each side has one that the other has not."""
    mine, theirs = _resolved(pair.copy, pair.here), _resolved(pair.source, pair.there)
    here, there = pair.copy, pair.source
    odd = [one for one in mine if not any(_meet(here, one, there, other) for other in told.dates)]
    lost = [one for one in theirs if not any(_meet(here, other, there, one) for other in mine)]
    for one in odd:
        other = next((two for two in lost if two.type == one.type), None)
        if other is not None and not (_is_own_day(here, one) and _is_own_day(there, other)):
            lost.remove(other)
            said, was = here.quote(one.span), there.quote(other.span)
            kind = "date-changed" if one.type == "DATE" else "number-changed"
            yield Loss(kind, one.span, other.span, f"The source has “{was}” where this has “{said}”.")


def _is_own_day(document: Document, one: DateMention) -> bool:
    """Say whether a day is the one on which the article appeared: two datelines differ, and change nothing."""
    period, published = one.period, document.published
    return period is not None and published is not None and period == Period.of_day(published)


def _resolved(document: Document, span: Span) -> list[DateMention]:
    found = find_dates(document.text, document.published, span)
    return [one for one in found if one.type != "TIME" and (one.period is not None or one.value)]


def _meet(copy: Document, one: DateMention, source: Document, other: DateMention) -> bool:
    """Say whether two expressions can mean the same; "Tuesday" of two papers is one day, whenever they appeared."""
    if copy.quote(one.span).casefold() == source.quote(other.span).casefold() or one.value == "PRESENT_REF":
        return True
    if one.type != other.type:
        return False
    if one.type == "DATE" and one.period is not None and other.period is not None:
        return one.period.overlaps(other.period)
    return one.value == other.value or one.value.startswith(other.value) or other.value.startswith(one.value)


def _numbers(pair: _Pair, told: _Told) -> Iterator[Loss]:
    mine = find_quantities(pair.copy.text, pair.here)
    theirs = find_quantities(pair.source.text, pair.there)
    odd = [one for one in mine if not any(_agree(one, other) for other in told.quantities)]
    lost = [one for one in theirs if not any(_agree(one, other) for other in mine)]
    for one in odd:
        other = next((two for two in lost if _unit(two) == _unit(one)), None)
        if other is not None:
            lost.remove(other)
            said, was = pair.copy.quote(one.span), pair.source.quote(other.span)
            yield Loss("number-changed", one.span, other.span, f"The source has “{was}” where this has “{said}”.")


def _unit(one: QuantityMention) -> str:
    return one.quantity.unit


def _agree(one: QuantityMention, other: QuantityMention) -> bool:
    return one.quantity.interval.overlaps(other.quantity.interval) and (
        _unit(one) == _unit(other) or not _unit(one) or not _unit(other) or one.quantity.value == other.quantity.value
    )


def _names(pair: _Pair) -> Iterator[Loss]:
    """Yield names that stand in the very place of another name, between words that both sentences have."""
    (source,), copy = pair.aligned.sources, pair.aligned.copy
    first, end = copy.sentences[pair.mine]
    a, b = source.sentences[pair.theirs]
    for tag, i, j, k, m in SequenceMatcher(
        None, source.forms[a:b], copy.forms[first:end], autojunk=False
    ).get_opcodes():
        if tag != "replace" or j - i > 3 or m - k > 3:
            continue
        was, now = _name(source, a + i, a + j, a), _name(copy, first + k, first + m, first)
        if was is None or now is None:
            continue
        said, before = copy.text[now.start : now.end], source.text[was.start : was.end]
        if _contains(source.text, said) or _contains(copy.text, before) or _short_of(said, before):
            continue
        yield Loss("name-changed", now, was, f"The source has “{before}” where this has “{said}”.")


def _name(words: Words, first: int, end: int, sentence: int) -> Span | None:
    """Return the span of words that are all capitalised, the first of a sentence aside; None for other words."""
    months = _calendar()
    if first >= end or first == sentence:
        return None
    for at in range(first, end):
        printed = words.text[words.spans[at].start : words.spans[at].end]
        if not printed[0].isupper() or words.forms[at] in months or not words.content[at]:
            return None
    return words.span(first, end)


@cache
def _calendar() -> frozenset[str]:
    cells = [row[column] for row in word_table("weekdays") for column in ("name", "short")]
    cells += [row[column] for row in word_table("months") for column in ("name", "words")]
    return frozenset(word.casefold() for cell in cells for word in cell_words(cell))


def _contains(text: str, words: str) -> bool:
    return words in text and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _short_of(one: str, other: str) -> bool:
    """Say whether one name may be a short form of the other: its first letters, or part of it."""
    letters = "".join(word[0] for word in other.split())
    return one.casefold() in other.casefold() or other.casefold() in one.casefold() or one.upper() == letters.upper()


def _introductions(copy: str, source: str) -> Iterator[Loss]:
    """Yield people whom the copy calls by one name and the source by their full name."""
    seen: set[str] = set()
    for match in _FULL_NAME.finditer(source):
        for short, rest in ((match["last"], match["given"]), (match["given"], match["last"])):
            # Each name is a pattern of its own: those that the copy does not have, or has in full, cost none.
            if short in seen or short not in copy or _contains(copy, rest):
                continue
            alone = _alone(copy, short)
            if alone is None or not _speaks_or_is_titled(source + "\n" + copy, short):
                continue
            seen.add(short)
            yield Loss(
                "introduction-cut",
                alone,
                Span(*match.span()),
                f"“{short}” is not introduced here; the source names {match[0]}.",
            )


def _speaks_or_is_titled(text: str, name: str) -> bool:
    """Say whether a name is a person's, by what stands beside it."""
    spelt = re.escape(name)
    return bool(
        re.search(
            rf"\b{spelt}(?:[ \xa0][A-Z][a-z]+)?,\s+(?:who\b|an?\s|the\s(?:[a-z-]+\s){{0,4}}?{_ROLES}\b|\d\d,)", text
        )
        or re.search(rf"\b{spelt}(?:,[^,.]{{1,60}},)?\s+{_SPEAKS}\b|\b{_SPEAKS}\s+(?:\w+\s+)?{spelt}\b", text)
        or re.search(
            rf"\b(?:Mr|Mrs|Ms|Dr|Sir|Professor|President|Minister|{_ROLES})\.?\s+(?:\w+\s+)?{spelt}\b",
            text,
        )
    )


def _alone(text: str, name: str) -> Span | None:
    """Return the first place of a name with no other capitalised word around it."""
    for match in re.compile(rf"(?<![\w’'-]){re.escape(name)}(?![\w-])").finditer(text):
        before, behind = text[: match.start()][-30:], text[match.end() : match.end() + 20]
        if re.search(r"\b(?!Mr|Mrs|Ms|Dr)(?:[A-Z]\.|[A-Z][\w’'-]*)[ \xa0]$", before) and not re.search(
            r"[.!?][\"”]?\s+\w+[ \xa0]$", before
        ):
            continue
        if re.match(r"[ \xa0][A-Z]", behind):
            continue
        return Span(*match.span())
    return None


def _hedges(pair: _Pair) -> Iterator[Loss]:
    """Yield a hedge that became an assertion, and a statement that lost who made it."""
    if not _retold(pair):
        return
    was, speaker = modality_at(pair.source.text, pair.there, pair.there)
    now, _ = modality_at(pair.copy.text, pair.here, pair.here)
    if (was in {Modality.HEDGED, Modality.CONDITIONAL} and now in {*_SURE, Modality.FORECAST}) or (
        was is Modality.FORECAST and now in _SURE and _is_past(pair)
    ):
        yield Loss(
            "hedge-dropped",
            pair.here,
            pair.there,
            f"The source says it as {_AS[was]}: “{_short(pair.source.quote(pair.there))}”.",
        )
    said = speaker or was in {Modality.ATTRIBUTED, Modality.QUOTED}
    if said and now in {Modality.ASSERTED, Modality.FORECAST} and not _says_who(pair, speaker):
        who = f" ({speaker})" if speaker else ""
        yield Loss(
            "attribution-dropped",
            pair.here,
            pair.there,
            f"The source lets somebody say it{who}: “{_short(pair.source.quote(pair.there))}”.",
        )


_AS = {
    Modality.HEDGED: "possible, not as certain",
    Modality.CONDITIONAL: "depending on a condition",
    Modality.FORECAST: "expected, not as done",
}


def _retold(pair: _Pair) -> bool:
    """Say whether the copy's sentence says little that the source's does not."""
    mine = pair.aligned.content(*pair.aligned.copy.sentences[pair.mine])
    behind = pair.aligned.sentences[pair.theirs]
    return len(mine & behind) >= 0.6 * len(mine)


def _is_past(pair: _Pair) -> bool:
    return _PAST.search(pair.copy.quote(pair.here)) is not None


def _says_who(pair: _Pair, speaker_there: str) -> bool:
    """Say whether the copy names a speaker in the sentence or beside it, or quotes; or nobody spoke in the source."""
    text = pair.copy.text
    named = frozenset(_content(speaker_there))
    if _TOLD.search(pair.source.quote(pair.there)) or named & frozenset(_content(pair.copy.quote(pair.here))):
        return True
    now, speaker = modality_at(text, pair.here, pair.here)
    if speaker or now in {Modality.ATTRIBUTED, Modality.QUOTED, Modality.DENIED}:
        return True
    copy = pair.aligned.copy
    for number in (pair.mine - 1, pair.mine + 1):
        if 0 <= number < len(copy.sentences):
            beside = _to_end(text, copy.span(*copy.sentences[number]))
            if modality_at(text, beside, beside)[1] or re.search(r"[\"“”]", beside.of(text)):
                return True
    return re.search(r"[\"“”]", pair.here.of(text)) is not None


def _scopes(pair: _Pair) -> Iterator[Loss]:
    """Yield words that narrow a statement, where the copy has what they narrow and not the words."""
    here, there = pair.copy.quote(pair.here), pair.source.quote(pair.there)
    if any(pattern.search(here) for pattern in _narrowing().values()):
        return
    mine = frozenset(words_of(here).stems)
    for kind, pattern in _narrowing().items():
        for match in pattern.finditer(there):
            before, after = _content(there[: match.start()])[-2:], _content(there[match.end() :])[:2]
            # An exception narrows what stands before it, and is lost with what it leaves out.
            lost = before if kind == "except" else after
            gone = kind != "except" or not any(stem in mine for stem in after)
            if lost and gone and all(stem in mine for stem in lost):
                span = Span(pair.there.start + match.start(), pair.there.start + match.end())
                yield Loss("scope-lost", pair.here, span, f"The source narrows it: “{_around(there, match)}”.")
                return


def _content(text: str) -> list[str]:
    words = words_of(text)
    return [stem for stem, content in zip(words.stems, words.content, strict=True) if content]


@cache
def _narrowing() -> dict[str, re.Pattern[str]]:
    return {
        row["kind"]: re.compile(rf"\b{one_of(cell_words(row['words']))}\b", re.IGNORECASE)
        for row in word_table("scope")
    }


def _around(text: str, match: re.Match[str]) -> str:
    end = text.find(" ", min(len(text), match.end() + 40))
    return text[match.start() : end if end > 0 else len(text)].strip(" ,.;")


def _short(text: str, most: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} ..."
