"""Of what a number is said: the names of its part of the sentence, else of the parts before, else of the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from onrecord.reading.context import Context
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import word_table
from onrecord.record.names import Names

MADE = frozenset({"model", "family", "product"})
"""What has a maker."""

_ROLES = frozenset({"organisation", "family", "product", "model", "place", "government", "policy"})
_PART = re.compile(r"[;,] |\b(?:and|against|while|whereas|versus|compared with|compared to|but|than)\b")


def subjects_at(known: Names, tagged: Tagged, at: int) -> list[NameMention]:
    """Return what a number is said of: names of its part of the sentence, else of the parts before, the last first."""
    bounds = [0, *(m.end() for m in _PART.finditer(tagged.text)), len(tagged.text)]
    parts = [(start, end) for start, end in pairwise(bounds) if start <= at]
    if tagged.text.startswith(("with ", "at ")) and len(parts) == 1 and len(bounds) > len(("start", "end")):
        # "With 159 million users, the app is first": said of what comes next.
        first = [m for _, m in tagged.names(bounds[1], bounds[2]) if m.role in _ROLES]
        return [one for one in first if not re.match(r"['’]s ", _behind(tagged, one))][:1]
    for start, end in reversed(parts):
        own = [m for _, m in tagged.names(start, end) if m.role in _ROLES]
        own += _by_nationality(known, tagged, start, end)
        if own:
            return [*own, *(_ones(known, tagged, start, own) if _ONES.search(tagged.text[start:end]) else ())]
    return []


_ONES = re.compile(r"(?:>|\b[a-z.]+) ones\b")


def _ones(known: Names, tagged: Tagged, start: int, own: Sequence[NameMention]) -> Iterator[NameMention]:
    """Yield the group that "American ones" means behind "Chinese models": American models."""
    nouns = {m.best.name.split()[-1] for _, m in tagged.names(0, start)}
    for place in own:
        for entity, adjectives in _adjectives():
            if entity not in place.ids:
                continue
            groups = (known.meanings(f"{word} {noun}") for word in adjectives for noun in nouns)
            found = dict.fromkeys(meaning for group in groups for meaning in group)
            if found:
                yield NameMention(place.span, "family", tuple(found))


@cache
def _adjectives() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the countries, each with the adjectives that name it as they are printed."""
    rows = word_table("nationalities")
    return tuple((row["entity"], tuple(word.title() for word in row["words"].split("|"))) for row in rows)


def _by_nationality(known: Names, tagged: Tagged, start: int, end: int) -> list[NameMention]:
    """Return the countries that adjectives name: "American makers", "Chinese firms"."""
    found = []
    adjectives = sorted(_nationalities().finditer(tagged.text[start:end]), key=lambda match: match.lastindex or 0)
    for match in adjectives:
        place = known.entities.get(word_table("nationalities")[(match.lastindex or 1) - 1]["entity"])
        if place:
            span = tagged.span(start + match.start(), start + match.end())
            found.append(NameMention(span, "place", (place,)))
    return found


def nations_named(words: str) -> set[str]:
    """Return the ids of the countries and unions that adjectives in small letters name.

    >>> nations_named("chinese labs are ahead of american ones") == {"china", "united-states"}
    True
    """
    table = word_table("nationalities")
    return {table[(found.lastindex or 1) - 1]["entity"] for found in _nationalities().finditer(words)}


@cache
def _nationalities() -> re.Pattern[str]:
    """Return the adjectives of all countries, a group for each row of the table."""
    adjectives = "|".join(f"({row['words']})" for row in word_table("nationalities"))
    return re.compile(rf"\b(?:{adjectives})\b")


def of_headline(context: Context) -> list[NameMention]:
    """Return the names of the headline of which a number can be."""
    start = context.document.blocks[0].span.end if context.document.blocks else 0
    return [m for m in context.names if m.span.end <= start and m.role in _ROLES]


def firms_named(mentions: Iterable[NameMention]) -> set[str]:
    """Return the ids of the firms that mentions name, and of the makers of the models and products that they name."""
    named = [mention for mention in mentions if not mention.reference]
    firms = {meaning.id for one in named if one.role == "organisation" for meaning in one.meanings}
    return firms | {meaning.owner for one in named if one.role in MADE for meaning in one.meanings} - {""}


def reach(known: Names, mention: NameMention) -> set[str]:
    """Return what a name can stand for: its meanings, what belongs to them, and the state behind a government."""
    ids = set(mention.ids)
    for id_ in mention.ids:
        ids.update(known.belongings.get(id_, ()))
        if mention.role == "government":
            ids.update(known.governed.get(id_, ()))
    ids.update(m.owner for m in mention.meanings if m.kind in {"model", "product"} and m.owner)
    # A team inside a firm ("Qwen") has its models under the firm.
    for meaning in mention.meanings:
        if meaning.kind == "organisation" and meaning.owner:
            first = meaning.name.split()[0]
            under = known.belongings.get(meaning.owner, ())
            ids.update(id_ for id_ in under if known.entities[id_].name.split()[0] == first)
    for id_ in list(ids):
        ids.update(known.belongings.get(id_, ()))
    return ids


def _behind(tagged: Tagged, mention: NameMention) -> str:
    """Return the text behind a name of a sentence."""
    mark = next(mark for mark, one in tagged.mentions.items() if one is mention)
    return tagged.text[tagged.text.find(f"<{mark}>") + len(mark) + 2 :]
