"""Which entity a name means in this article: dated titles, metonyms, short forms, bare surnames."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.reading.descriptions import find_descriptions
from onrecord.reading.document import Document, Span
from onrecord.reading.fragments import find_left_out
from onrecord.reading.grammar import phrase_list
from onrecord.reading.mentions import NameMention
from onrecord.reading.occasions import occasions_told
from onrecord.reading.references import find_references, main_event
from onrecord.reading.short_models import find_short_models
from onrecord.reading.words import words_where
from onrecord.record.names import Found, Meaning, Names

ROLES = {
    "event-series": "event",
    "event": "event",
    "place": "place",
    "country": "place",
    "person": "person",
    "organisation": "organisation",
    "group": "organisation",
    "model": "model",
    "model-family": "family",
    "policy": "policy",
    "product": "product",
}
"""How the grammar sees each kind of thing on record."""

_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|around|outside|to|of|host city|capital|visit|visits|visited|visiting|left|leaves|toured)\s+"
    r"(?:the\s+|downtown\s+|central\s+)?$",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(
    r"(?:-based|-born|['’]s (?:streets|suburbs|airport|port))\b|\s+(?:to host|hosts|will host|hosted)\b"
    r"|\s+(?:[a-z-]+\s+)?(?:conference|summit|forum|expo|exhibition|fair|gathering|congress)\b",
    re.IGNORECASE,
)
_CAPITALISED_AFTER = re.compile(r" ([A-Z][a-z]+)\b(?!['’]s)")
_CAPITALISED_BEFORE = re.compile(r"(?<![\w’'-])([A-Z][a-z]+\.?) $")
_YEAR_AFTER = re.compile(r"[\s,(]{1,2}((?:19|20)\d\d)\b(?!\s*-\d)")
_YEAR_BEHIND = re.compile(r" (?:19|20)\d\d\b(?!\s*-\d)")
_YEAR_BEFORE = re.compile(r"\b((?:19|20)\d\d)\s+(?:edition of (?:the )?)?$")
_EVENT_NOUN = re.compile(
    r" (?:annual |developers?['’]? |user )?(?:conference|summit|forum|show|event|meeting|fair|expo|festival|congress)\b"
)
_ABOUT_MODELS = re.compile(
    r"\b(?:AI|language|reasoning|open|open-weight|frontier) models?\b"
    r"|\b(?:trained|parameters|open[- ]weights?|context window)\b"
)
_SHORT_FORM = re.compile(r"[A-Za-z]{0,2}-?\d[\w.-]*|[A-Z][a-z]{0,4}")


def find_names(document: Document, names: Names) -> tuple[NameMention, ...]:
    """Return every name of the article that is on record, resolved as far as the article allows."""
    text = document.text
    found = names.find(text)
    spelled_out = {m.id for hit in found for m in hit.meanings if _is_full_name(text[hit.start : hit.end], m)}
    makers = {maker for hit in found for maker in _makers(text[hit.start : hit.end], hit.meanings)}
    company = {id_ for hit in found for m in hit.meanings if m.use != "local" for id_ in _belongs_to(m, names)}
    mentions: list[NameMention] = []
    for hit in (_of_former_title(text, document, one, names) for one in found):
        at_home = [m for m in hit.meanings if m.use != "local" or _belongs_to(m, names) & company]
        at_home = [m for m in at_home if m.kind != "policy" or not _is_of_another_state(text, hit.start, m, names)]
        whole = _longer_person(text, hit, names) or replace(hit, meanings=tuple(at_home))
        mention = _resolve(document, whole, spelled_out, makers)
        if mention:
            mentions.append(replace(mention, place=_place_in_name(text, mention, names)))
    mentions = _full_names(text, _join_titles(text, mentions))
    mentions += find_descriptions(document, mentions, names)
    mentions += find_short_models(document, mentions, names)
    mentions.sort(key=lambda m: m.span)
    told = () if main_event(mentions) else occasions_told(document, mentions, names)
    mentions += find_references(document, mentions, names, told)
    return tuple(sorted([*mentions, *find_left_out(document, mentions, names, told)], key=lambda m: m.span))


def _of_former_title(text: str, document: Document, hit: Found, names: Names) -> Found:
    """Return the bare name at the end of a title that nobody bore on the article's day: the title is wrong."""
    if not hit.meanings or any(m.use != "title" or m.held_on(document.published) for m in hit.meanings):
        return hit
    surname = text[hit.start : hit.end].rsplit(maxsplit=1)[-1]
    people = tuple(m for m in names.meanings(surname) if m.kind == "person")
    return Found(hit.end - len(surname), hit.end, people) if people else hit


def _longer_person(text: str, hit: Found, names: Names) -> Found | None:
    """Return the person whose name goes on behind a title with a surname: "Premier Li Keqiang" is not Premier Li."""
    if not any(m.use == "title" for m in hit.meanings):
        return None
    surname = text[hit.start : hit.end].rsplit(maxsplit=1)[-1]
    after = _CAPITALISED_AFTER.match(text, hit.end)
    whole = names.meanings(f"{surname} {after[1]}") if after else ()
    people = tuple(m for m in whole if m.kind == "person")
    if after is None or not people or {m.id for m in hit.meanings} <= {m.id for m in people}:
        return None
    return Found(hit.end - len(surname), after.end(), people)


_OWNER_BEFORE = re.compile(
    r"([A-Z][\w.]+(?: [A-Z][\w.]+)?)(?:['’]s| [a-z]+(?:s|ed|ing) its| to [a-z]+ its)? (?:new |own |draft )?$"
)


def _is_of_another_state(text: str, start: int, policy: Meaning, names: Names) -> bool:
    """Say whether an act's name stands behind the name of another state: "Vietnam's AI Act" is not the Union's."""
    before = _OWNER_BEFORE.search(text, max(0, start - 40), start)
    if before is None or not policy.owner:
        return False
    for words in (before[1], before[1].rsplit(" ", maxsplit=1)[-1]):
        places = [m for m in names.meanings(words) if m.kind in {"place", "country", "group"}]
        if places:
            home = {policy.owner, *names.governed.get(policy.owner, ())}
            return not any({m.id, *names.governed.get(m.id, ())} & home for m in places)
    return False


def _belongs_to(meaning: Meaning, names: Names) -> set[str]:
    """Return an entity, its owner and what they belong to, up to a union of states but no country."""
    chain = {meaning.id, meaning.owner, *names.governed.get(meaning.id, ()), *names.governed.get(meaning.owner, ())}
    return chain - {""} - names.countries


def _place_in_name(text: str, mention: NameMention, names: Names) -> Meaning | None:
    """Return the place that an edition's name begins with: "Paris summit"."""
    if mention.role != "event" or mention.best.table != "events":
        return None
    words = mention.span.of(text).split()
    for count in (2, 1):
        for meaning in names.meanings(" ".join(words[:count])):
            if meaning.kind == "place" and meaning.use == "name" and len(words) > count:
                return meaning
    return None


def _is_full_name(printed: str, meaning: Meaning) -> bool:
    return " " in printed or meaning.kind != "person"


def _makers(printed: str, meanings: Sequence[Meaning]) -> Iterable[str]:
    """Return the makers that a name brings in: a firm itself, or whose app, family or spelt-out model it is."""
    for meaning in meanings:
        if meaning.kind == "organisation":
            yield meaning.id
        elif meaning.kind in {"product", "model-family"}:
            yield meaning.owner
        elif meaning.kind == "model" and not _SHORT_FORM.fullmatch(printed):
            yield meaning.owner


def _resolve(document: Document, hit: Found, spelled_out: set[str], makers: set[str]) -> NameMention | None:
    text, span = document.text, Span(hit.start, hit.end)
    held = [meaning for meaning in hit.meanings if meaning.held_on(document.published)]
    printed = span.of(text)
    models = [meaning for meaning in held if meaning.kind == "model"]
    if models and _SHORT_FORM.fullmatch(printed):
        # "R1" or "o3" means a model only where its maker is spoken of; alone it may be a road or a robot.
        belonging = [meaning for meaning in models if meaning.owner in makers]
        if not makers and len({meaning.owner for meaning in models}) == 1:
            belonging = models  # where no maker at all is spoken of, the only one whose model it can be
        elif not belonging and len({meaning.owner for meaning in models}) == 1 and _ABOUT_MODELS.search(text):
            belonging = models  # where models are spoken of, though its maker is not named
        held = [meaning for meaning in held if meaning.kind != "model"] + belonging
    if not held:
        return None
    persons = [meaning for meaning in held if meaning.kind == "person"]
    if persons and " " not in printed and _is_part_of_a_longer_name(text, span):
        return None
    if len(persons) > 1:
        introduced = [meaning for meaning in persons if meaning.id in spelled_out]
        # Of several bearers of a surname the one whose firm is spoken of is meant: "Huang" beside Nvidia.
        held = introduced or sorted(persons, key=lambda meaning: meaning.owner not in makers)
    role, held = _role(text, span, held)
    if role == "event" and (noun := _EVENT_NOUN.match(text, span.end)):
        # "Google's I/O developer conference": the noun belongs to the name.
        span = Span(span.start, noun.end())
    year = _edition_year(text, span) if role == "event" else None
    if year and (behind := _YEAR_BEHIND.match(text, span.end)):
        span = Span(span.start, behind.end())
    return NameMention(span, role, tuple(held), year)


def _is_part_of_a_longer_name(text: str, span: Span) -> bool:
    """Say whether a surname belongs to the name of somebody else: "Pan Yu", "Li Na"."""
    after = _CAPITALISED_AFTER.match(text, span.end)
    before = _CAPITALISED_BEFORE.search(text[max(0, span.start - 40) : span.start])
    if after and after[1].casefold() not in words_where("name_words", "kind", "after"):
        return True
    if before is None:
        return False
    word = before[1].casefold().rstrip(".")
    return not any(word in words_where("name_words", "kind", kind) for kind in ("title", "before"))


def _role(text: str, span: Span, held: Sequence[Meaning]) -> tuple[str, list[Meaning]]:
    """Tell the city from the government behind its name by the words around it."""
    places = [m for m in held if m.kind in {"place", "country"} and m.use == "name"]
    metonyms = [m for m in held if m.use == "metonym"]
    if places and metonyms:
        before, after = text[max(0, span.start - 24) : span.start], text[span.end : span.end + 20]
        if _PLACE_BEFORE.search(before) or _PLACE_AFTER.match(after):
            return "place", places
        return "government", [*metonyms, *places]
    if metonyms:
        return "government", list(metonyms)
    if {"policy", "organisation"} <= {m.kind for m in held}:
        # "Trump announced Stargate" is an act, "Stargate will spend" is said of the firm that it founded.
        wanted = "policy" if _is_made_public(text, span) else "organisation"
        held = [m for m in held if m.kind == wanted]
    ranked = sorted(held, key=lambda m: _RANK.get(m.kind, 9))
    first = ranked[0].kind
    # A name of models and of the app that runs them ("Kimi") keeps both: users are the app's, releases the models'.
    alike = {"model-family", "product"} if first in {"model-family", "product"} else {first}
    return ROLES.get(first, first), [m for m in ranked if ROLES.get(m.kind) == ROLES.get(first) or m.kind in alike]


def _is_made_public(text: str, span: Span) -> bool:
    verbs = phrase_list("UNVEIL").pattern
    before, after = text[max(0, span.start - 30) : span.start], text[span.end : span.end + 40]
    made = re.search(rf"(?:{verbs}) (?:the |a |its |his )?$", before)
    return bool(made or re.match(rf",? (?:which |that )?(?:was |were |is )?(?:{verbs})", after))


_RANK = {
    "event": 0,
    "event-series": 1,
    "policy": 2,
    "person": 3,
    "organisation": 4,
    "model": 5,
    "model-family": 6,
    "product": 7,
    "place": 8,
    "country": 8,
}


def _edition_year(text: str, span: Span) -> int | None:
    inside = re.findall(r"\b((?:19|20)\d\d)\b", span.of(text))
    if inside:
        return int(inside[-1])
    after = _YEAR_AFTER.match(text, span.end)
    before = _YEAR_BEFORE.search(text[max(0, span.start - 30) : span.start])
    match = after or before
    return int(match[1]) if match else None


def _join_titles(text: str, mentions: list[NameMention]) -> list[NameMention]:
    """Read "Chinese Premier Li Qiang" as one mention, where the title and the name mean the same person."""
    joined: list[NameMention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if (
            last
            and last.role == mention.role == "person"
            and text[last.span.end : mention.span.start].strip(" ,") == ""
            and set(last.ids) & set(mention.ids)
        ):
            shared = tuple(m for m in mention.meanings if m.id in last.ids)
            joined[-1] = replace(mention, span=Span(last.span.start, mention.span.end), meanings=shared)
        else:
            joined.append(mention)
    return joined


def _full_names(text: str, mentions: list[NameMention]) -> list[NameMention]:
    """Read a short name of an event ("AI Impact Summit") as the edition whose full name the article gives elsewhere."""
    full = [m for m in mentions if m.role == "event" and m.best.table == "events"]

    def spelled_out(mention: NameMention) -> NameMention:
        if mention.role != "event" or mention.best.table == "events" or mention.year:
            return mention
        printed = mention.span.of(text).casefold()
        whole = {m.best.id: m for m in full if f" {printed} " in f" {m.span.of(text).casefold()} "}
        return replace(mention, meanings=next(iter(whole.values())).meanings) if len(whole) == 1 else mention

    return [spelled_out(mention) for mention in mentions]
