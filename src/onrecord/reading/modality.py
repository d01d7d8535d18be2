"""How an article says something: as a fact, as a guess, as what is to come, or as the words of somebody else.

Several can hold at once ("Analysts say sales may fall"). How sure the words are comes first, whose words they
are second, since the speaker is given beside the modality and is never lost. The first that holds counts:

    denied > conditional > hedged > forecast > quoted > attributed > asserted

The words are in `data/words/modality.csv` and `data/words/opinion.csv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.reading.claims.claim import Modality
from onrecord.reading.cues import Cue, Phrases, Word, find_cues, lower_words, phrase_table, words_of
from onrecord.reading.document import Span
from onrecord.reading.speakers import Attribution, by_source, by_verb
from onrecord.reading.words import cell_words, word_table

_Mark = tuple[str, str]
"""A modality and the scope of its cue, as in the table."""

_ORDER = (
    Modality.DENIED, Modality.CONDITIONAL, Modality.HEDGED, Modality.FORECAST,
    Modality.QUOTED, Modality.ATTRIBUTED,
)  # fmt: skip
_SEGMENT = re.compile(r"[,;:]\s+|\s[–—-]\s|—|[()]|\s(?=but\s)")
_SUBORDINATE = re.compile(
    r"\s*(?:which|who|whose|where|whom|although|though|while|whereas|since|because|as)\b", re.IGNORECASE
)
_QUOTE_MARKS = re.compile(r"[\"“”«»]|(?<![\w.,!?…])[‘'](?=\w)|(?<=[\w.,!?…])[’'](?!\w)")
_LONGEST = 2000
"""Characters: of a longer sentence only the part around the claim is looked at, to bound the cost."""


@dataclass(frozen=True, slots=True)
class _Tables:
    cues: Phrases[_Mark]
    nouns: frozenset[str]
    months: frozenset[str]


@cache
def _tables() -> _Tables:
    rows = word_table("modality")
    before = {
        row["modality"]: frozenset(cell_words(row["words"]))
        for row in rows
        if not row["scope"] and row["modality"] != "none"
    }
    cues = phrase_table(
        (phrase, (row["modality"], row["scope"]))
        for row in rows
        if row["modality"] not in before
        for phrase in cell_words(row["words"])
    )
    return _Tables(cues, before["noun"], before["month"])


@cache
def _opinions() -> Phrases[str]:
    return phrase_table((phrase, row["kind"]) for row in word_table("opinion") for phrase in cell_words(row["words"]))


def modality_of(sentence_text: str) -> Modality:
    """Return how a sentence as a whole says what it says; what stands in a relative clause does not decide.

    >>> modality_of("Exports may fall."), modality_of("Exports fell.").value
    (<Modality.HEDGED: 'hedged'>, 'asserted')
    """
    return modality_at(sentence_text, Span(0, len(sentence_text)))[0]


def modality_at(text: str, span: Span, sentence: Span | None = None) -> tuple[Modality, str]:
    """Return how the words of a span are said, and the words that name who says them ("" for the article).

    >>> text = "The port is closed, but according to its owner, it will open in May."
    >>> modality_at(text, Span(0, 18)), modality_at("Li Wei said that rain fell.", Span(17, 26))
    ((<Modality.ASSERTED: 'asserted'>, ''), (<Modality.ATTRIBUTED: 'attributed'>, 'Li Wei'))

    `sentence` is the sentence around the span; the whole text is taken for it where it is not given.
    """
    sentence = _around(span, sentence or Span(0, len(text)))
    span = Span(max(span.start, sentence.start), min(span.end, sentence.end))
    found = _cues_in(text[sentence.start : sentence.end])
    if not found and not _QUOTE_MARKS.search(text, sentence.start, sentence.end):
        return Modality.ASSERTED, ""
    words = words_of(text, sentence)
    cues = [cue for cue in found if cue.mark[1] != "verb" or _is_verb(text, words, cue)]
    attributions = _attributions(text, sentence, words, cues)
    if span == sentence and attributions:
        span = _said(text, span, attributions)
    touched = [segment for segment in _segments(text, sentence) if segment.overlaps(span)]
    main = [segment for segment in touched if not _SUBORDINATE.match(text, segment.start)] or touched
    held = {
        Modality(cue.mark[0])
        for cue in cues
        if cue.mark[0] not in {"none", Modality.ATTRIBUTED}  # who says what is decided below
        and _governs(text, main, cue.mark[1], Span(words[cue.first].start, words[cue.last - 1].end), span)
    }
    said = [attribution for attribution in attributions if attribution.covers(span)]
    if said:
        held.add(Modality.ATTRIBUTED)
    if _is_quoted(text, sentence, span):
        held.add(Modality.QUOTED)
    modality = next((modality for modality in _ORDER if modality in held), Modality.ASSERTED)
    return modality, said[-1].speaker if said else ""


@lru_cache(maxsize=64)
def _cues_in(words: str) -> tuple[Cue[_Mark], ...]:
    """Return the cues of a sentence; each claim of it asks for them in turn."""
    return find_cues(lower_words(words), _tables().cues)


def is_opinion(sentence_text: str) -> bool:
    """Say whether a sentence judges, at least in part, where a fact could stand.

    >>> is_opinion("The mayor should resign."), is_opinion("The mayor resigned in May.")
    (True, False)
    """
    return bool(find_cues(lower_words(_NO_JUDGEMENT.sub(" ", sentence_text)), _opinions()))


_NO_JUDGEMENT = re.compile(
    r"\b(?:the|this|that|trade|tech) fair(?=[.,;:)]|$| (?:is|was|has|had|will|opens?|opened|drew|draws|closed|closes"
    r"|ended|in|at|of|on|for|and|with|to|that|where|runs|ran|took|takes|itself)\b)"
    r"|\bbest[- ](?:attended|selling|known)\b",
    re.IGNORECASE,
)
"""Words that judge elsewhere: "the fair" is a gathering, "best-selling" a count."""


def _around(span: Span, sentence: Span) -> Span:
    start = max(sentence.start, min(span.start, span.end - 1) - _LONGEST)
    return Span(start, min(sentence.end, max(start, span.start) + 2 * _LONGEST))


def _is_verb(text: str, words: tuple[Word, ...], cue: Cue[_Mark]) -> bool:
    """Say whether "may", "might", "will" is a verb: not the month, not the power, not a first name."""
    before = words[cue.first - 1].lower if cue.first else ""
    after = words[cue.last] if cue.last < len(words) else None
    if (
        after is None
        or before in _tables().nouns
        or after.lower[0].isdigit()
        or text[words[cue.last - 1].end : after.start].strip()
    ):
        return False
    if cue.first == 0 or text[words[cue.first].start].islower():
        return True
    # Capitals: in a headline every word has one, elsewhere only the month and the name do.
    neighbours = (text[words[cue.first - 1].start], text[after.start])
    return before not in _tables().months and all(character.isupper() for character in neighbours)


def _attributions(
    text: str, sentence: Span, words: tuple[Word, ...], cues: list[Cue[_Mark]]
) -> tuple[Attribution, ...]:
    found = []
    for cue in cues:
        scope = cue.mark[1]
        if scope in {"says", "says-that"}:
            found.append(by_verb(text, sentence, words, cue.first, cue.last, needs_that=scope == "says-that"))
        elif scope == "source":
            found.append(by_source(text, sentence, words, cue.first, cue.last))
    return tuple(attribution for attribution in found if attribution)


def _said(text: str, span: Span, attributions: tuple[Attribution, ...]) -> Span:
    """Return what is said in a sentence, without the words that say by whom: the longest range of it."""
    ranges = [content for content in attributions[0].contents if content.end > content.start]
    longest = max(ranges, key=lambda content: content.end - content.start, default=span)
    start, end = longest.start, longest.end
    while start < end and not (text[start].isalnum() or text[start] in "\"“‘«'"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "\"”’»'"):
        end -= 1
    return Span(start, end) if end > start else span


def _governs(text: str, main: list[Span], scope: str, cue: Span, span: Span) -> bool:
    """Say whether a cue bears on the span; `main` are the pieces of the sentence that the span is in."""
    if scope == "sentence":
        return True
    if scope == "after":
        return cue.end <= span.start or span.contains(cue)
    if not any(segment.overlaps(cue) for segment in main):
        return False
    # "Exports fell and may fall further": what stands before "and" is not in the reach of the cue.
    return cue.overlaps(span) or cue.end <= span.start or " and " not in text[span.end : cue.start]


def _segments(text: str, sentence: Span) -> list[Span]:
    """Return the pieces between commas, brackets and dashes."""
    pieces, start = [], sentence.start
    for match in _SEGMENT.finditer(text, sentence.start, sentence.end):
        pieces.append(Span(start, match.start()))
        start = match.end()
    return [piece for piece in (*pieces, Span(start, sentence.end)) if piece.end > piece.start]


def _is_quoted(text: str, sentence: Span, span: Span) -> bool:
    """Say whether the span stands inside quotation marks, even of a quotation begun a sentence before."""
    inner = Span(span.start, span.end)
    while inner.start < inner.end and text[inner.start] in "\"“‘«' ":
        inner = Span(inner.start + 1, inner.end)
    while inner.end > inner.start and text[inner.end - 1] in "\"”’»' ,.":
        inner = Span(inner.start, inner.end - 1)
    return any(quote.contains(inner) for quote in _quotes(text, sentence))


def _quotes(text: str, sentence: Span) -> list[Span]:
    quotes: list[Span] = []
    opened: list[tuple[str, int]] = []
    for match in _QUOTE_MARKS.finditer(text, sentence.start, sentence.end):
        mark, place = match[0], match.start()
        partner = {"”": "“", "»": "«", "’": "‘", '"': '"', "'": "'"}.get(mark, "")
        closes = bool(opened) and partner == opened[-1][0]
        if closes:
            quotes.append(Span(opened.pop()[1], place))
        elif mark in "”»" or (mark == '"' and place > sentence.start and not text[place - 1].isspace() and not opened):
            quotes.append(Span(sentence.start, place))  # opened in a sentence before
        elif mark in "“«‘" or (mark in "\"'" and not (place > sentence.start and text[place - 1].isalnum())):
            opened.append((mark, match.end()))
    quotes += [Span(start, sentence.end) for mark, start in opened if mark in '“«"']
    return quotes
