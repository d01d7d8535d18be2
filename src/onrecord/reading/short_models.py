"""Short names of models whose full name is spoken of: "Flash" beside DeepSeek V4, "Sonnet 4.5" beside Claude.

The record holds full names. What a short form can stand for is tried by putting before it what the article names: a
model ("V4" and "Flash" are V4-Flash), or the first word of a model or of a family of a maker that is named. It is a
model only where exactly such a name is on record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.reading.document import Document, Span
from onrecord.reading.mentions import NameMention
from onrecord.reading.spans import Spans
from onrecord.record.names import Meaning, Names

_SHORT = re.compile(
    r"(?<![\w.$€£¥-])(?:[A-Z][a-z]+|[A-Z]\d+(?:\.\d+)?|\d\.\d[ -][A-Z][a-z]+)(?:[ -](?:[A-Z][a-z]+|\d+(?:\.\d+)?)){0,2}"
    r"(?![\w-]|\.\d)(?!['’]s [A-Z])"
)
_JOINTS = ("-", " ")


def find_short_models(document: Document, mentions: Sequence[NameMention], names: Names) -> Iterator[NameMention]:
    """Yield the short forms of models that the article's own names complete."""
    heads = tuple(dict.fromkeys(_heads(document, mentions, names)))
    if not heads:
        return
    known = Spans(mentions)
    for found in _SHORT.finditer(document.text):
        for span in _tries(found):
            if span.of(document.text) not in names.model_endings or known.overlapping(span):
                continue
            meanings = _completed(heads, span.of(document.text), names)
            if meanings:
                yield NameMention(span, "model", meanings)
                break


def _tries(found: re.Match[str]) -> Iterator[Span]:
    """Yield what was found, and the beginnings of it: "Flash Costs" in a headline is Flash."""
    words = [*re.finditer(r"[^ ]+", found[0])]
    for word in reversed(words):
        span = Span(found.start(), found.start() + word.end())
        if any(map(str.isalpha, span.of(found.string))):
            yield span


def _heads(document: Document, mentions: Sequence[NameMention], names: Names) -> Iterator[str]:
    """Yield what may stand before a short form: models that are named, then the families of what is named."""
    for mention in mentions:
        if mention.role == "model" and not mention.reference:
            yield mention.span.of(document.text)
            yield mention.best.name
    for mention in mentions:
        if mention.role in {"model", "family", "product"}:
            yield mention.best.name.split()[0].split("-")[0]
        elif mention.role == "organisation":
            families = (names.entities[id_] for id_ in names.belongings.get(mention.best.id, ()))
            yield from (family.name.split()[0] for family in families if family.kind == "model-family")


def _completed(heads: Sequence[str], short: str, names: Names) -> tuple[Meaning, ...]:
    for head in heads:
        for joint in _JOINTS:
            meanings = tuple(m for m in names.meanings(f"{head}{joint}{short}") if m.kind == "model")
            if meanings:
                return meanings
    return ()
