"""Model names that the record does not hold: a maker's name before a short form, or the next number of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from onrecord.reading.document import Document, Span
from onrecord.reading.mentions import NameMention, NewModelMention
from onrecord.reading.spans import Spans

REACH = 250
"""How many characters away a maker may stand from a short form such as R2: a sentence or two."""

_NEW_MODEL = re.compile(r"\b([A-Z][A-Za-z]*)[- ]?(\d{1,2}(?:\.\d+)?)\b(?![\d%])")
_MAKER_BEFORE = re.compile(
    r"(?:['’]s)?(?!\s*\n\s*\n)\s+(?:(?:new|next|long-awaited|upcoming|much-anticipated|anticipated)\s+)*"
)
_LETTERED = re.compile(r"(?:.*[\s’'-])?([A-Z])\d+(?:\.\d+)?", re.DOTALL)


def find_new_models(
    document: Document, mentions: Sequence[NameMention], stems: Mapping[str, tuple[str, ...]]
) -> Iterator[NewModelMention]:
    """Yield model names that the record does not hold.

    `stems` maps the names and letters under which makers number their models ("Llama", "R") to those makers.
    """
    names = Spans(mentions)
    lines = _lines_named(document.text, mentions)
    for match in _NEW_MODEL.finditer(document.text):
        span, stem = Span(match.start(), match.end()), match[1]
        covering = names.overlapping(span)
        if any(m.role not in {"family", "product"} or m.span.start != span.start for m in covering):
            continue
        maker = _maker_before(document.text, names, span)
        near = _makers_near(names, span)
        if maker and len(stem) <= 12:
            yield NewModelMention(span, match[0], maker.ids)
        elif stem in lines:
            # "R2" in an article on DeepSeek's R1 is the next of that line.
            yield NewModelMention(span, match[0], (lines[stem],))
        elif len(stem) < 3 and (makers := tuple(m for m in stems.get(stem, ()) if m in near)):
            yield NewModelMention(span, match[0], makers)
        elif len(stem) >= 3 and stem in stems:
            yield NewModelMention(span, match[0], stems[stem], stem)


def _makers_near(names: Spans[NameMention], span: Span) -> set[str]:
    """Return the makers that are named within reach, or whose models are."""
    reach = Span(max(0, span.start - REACH), span.end + REACH)
    near = names.inside(reach)
    makers = {id_ for m in near if m.role == "organisation" for id_ in m.ids}
    return makers | {m.best.owner for m in near if m.role == "model"}


def _maker_before(text: str, names: Spans[NameMention], span: Span) -> NameMention | None:
    """Return the maker that stands right before a name: "DeepSeek's new R2"."""
    last = names.last_before(span.start)
    if last is None or last.role not in {"organisation", "family"}:
        return None
    return last if _MAKER_BEFORE.fullmatch(text, last.span.end, span.start) else None


def _lines_named(text: str, mentions: Sequence[NameMention]) -> dict[str, str]:
    """Return the letters under which the article's makers number the models that it names, with the makers."""
    makers = {m.best.id for m in mentions if m.role == "organisation"}
    lines: dict[str, str] = {}
    for mention in mentions:
        match = _LETTERED.fullmatch(mention.span.of(text)) if mention.role == "model" else None
        owners = [meaning.owner for meaning in mention.meanings if meaning.owner in makers] if match else []
        if match and owners:
            lines.setdefault(match[1], owners[0])
    return lines
