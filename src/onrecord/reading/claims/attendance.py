"""Claims that somebody is at an event.

`details`: the event as in `events`, `who` (ids) and `who_names`, in the order of the text; `on_day` where one is named,
`how` where it is said (`video`, `person`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.reading.claims.build import claim_span, event_details, make_claim, name_of, period_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.context import Context
from onrecord.reading.document import Span
from onrecord.reading.grammar import Match, matches
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged
from onrecord.record.names import Meaning
from onrecord.terms.time import Period

_OTHER_OBJECT = re.compile(
    r"^\s*(?:at |in |the |a |an |its |their |his |her )+(?!<event|force|large|person|numbers|strength)[a-z]"
)
_BELONGS_TO = re.compile(
    r"<person:\d+>,?\s(?:(?!\band\b|<)[^;])*\b(?:of|at|from|for)\s(?:the )?$|<person:\d+>,? who\b[^,<]*$"
)
_HEADED_BY = re.compile(r"(?:'s\s[^<,;]*|,\s)<person:")
_NAMED_BEHIND = frozenset({"speakers-include", "there-were"})
"""Rules whose people stand behind the verb: "speakers include Smith"."""

_TRANSITIVE = re.compile(r"^(?:open|appear|address|join|headline)")


def find_attendance_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield one claim for each verb of attending, with all names of its subject."""
    for match in matches("attendance", tagged):
        if match.rule == "visited" and (visit := _visit(context, tagged, match)):
            yield visit
    start = 0
    for match in sorted(matches("attendance", tagged), key=lambda m: m.start):
        event = _event(context, tagged, match)
        if match.rule == "visited" or _is_elsewhere(context, tagged, match, event):
            continue
        begin_at, end_at = max(start, tagged.text.rfind(";", 0, match.start)), match.start
        if match.rule in _NAMED_BEHIND:
            begin_at, end_at = match.end, len(tagged.text)
        elif match.rule in {"opened-by", "given-by"}:
            begin_at, end_at = match.groups["who"]
        who = [*_people(tagged, begin_at, end_at)]
        if "others" in match.groups:
            who += _people(tagged, *match.groups["others"])
        meant = [_meant_at(context, mention, event) for mention in who]
        named = {one.id: one.name for one in meant}
        begin = who[0].span.start if who else None
        start = match.end if not match.texts.get("rest") else match.groups["verb"][1]
        if not event or begin is None or _is_about_something_else(match):
            continue
        claim_end = match.groups["verb"][1]
        if match.rule == "attended":
            claim_end = match.end
        told = tagged.span(match.start, claim_end)
        span = Span(min(begin, told.start), max(told.end, who[-1].span.end))
        details = event_details(event) | {
            "who": tuple(named),
            "who_names": tuple(named.values()),
            "titled": tuple(m.best.id for m in who if _is_titled(context, m)),
            "on_day": _only_day(context, tagged),
            "how": _how(tagged),
        }
        claim = make_claim(context, ClaimType.ATTENDANCE, span, meant[0].id, meant[0].name, details=details)
        if claim:
            yield claim


def _meant_at(context: Context, mention: NameMention, event: NameMention | None) -> Meaning:
    """Return who of those with one surname is meant at an event: who came to it, or works for its host."""
    if event is None or len(mention.ids) == 1 or context.known is None:
        return mention.best
    editions = [one for one in context.occasions if event.best.id in {one.meaning.id, one.series}]
    guests = frozenset[str]().union(*(one.people for one in editions))
    hosts = {context.known.entities[one.series].owner for one in editions if one.series in context.known.entities}
    fitting = [m for m in mention.meanings if m.id in guests or (m.owner and m.owner in hosts)]
    return fitting[0] if len({m.id for m in fitting}) == 1 else mention.best


def _only_day(context: Context, tagged: Tagged) -> Period | None:
    """Return the one day that a sentence names."""
    days = {date.period for date in context.dates_in(tagged.sentence.span) if date.period and date.period.is_day}
    return days.pop() if len(days) == 1 else None


_BY_VIDEO = re.compile(r"\b(?:by|via|over) (?:a )?video(?:[ -]?(?:link|message|call))?\b|\bvirtually\b|\bremotely\b")


def _how(tagged: Tagged) -> str:
    """Return whether somebody is said to have been there by `video` or in `person`; empty where nothing says it."""
    return "video" if _BY_VIDEO.search(tagged.text) else "person" if "in person" in tagged.text else ""


def _visit(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    """Return the claim that somebody was in a place on a day."""
    who, place, period = name_of(tagged, match, "who"), name_of(tagged, match, "place"), period_of(tagged, match)
    if who is None or place is None or period is None or len(who.ids) > 1:
        return None
    return make_claim(
        context,
        ClaimType.ATTENDANCE,
        claim_span(tagged, match),
        who.best.id,
        who.best.name,
        period=period,
        details={"visited": place.best.id, "who": who.ids, "who_names": (who.best.name,), "place": place.best.name},
    )


_OFFICE = re.compile(r"\b(?:Premier|Prime Minister|President)\s+$", re.IGNORECASE)
_FORMER = re.compile(
    r"\b(?:former|ex|late|vice)[\s-]+(?:[A-Z][a-z]+ )?(?:Premier|Prime Minister|President)\s+$", re.IGNORECASE
)


def _is_titled(context: Context, mention: NameMention) -> bool:
    """Say whether an office of state stands right before a name: "Premier Li"."""
    before = context.document.text[max(0, mention.span.start - 40) : mention.span.start]
    return bool(_OFFICE.search(before)) and not _FORMER.search(before)


def _people(tagged: Tagged, start: int, end: int) -> list[NameMention]:
    """Return the people and firms between two positions that are themselves at the event."""
    return [
        mention
        for mark, mention in tagged.names(start, end)
        if mention.role in {"person", "organisation"}
        and not (mention.reference and mention.role == "organisation")
        and not _describes_another(tagged, mark, mention)
    ]


def _describes_another(tagged: Tagged, mark: str, mention: NameMention) -> bool:
    """Say whether an organisation only tells who somebody is: "the head of Acme", "who runs Acme", "Acme's founder"."""
    at = tagged.text.find(f"<{mark}>")
    if mention.role != "organisation" or "<person:" not in tagged.text:
        return False
    after = at + len(mark) + 2
    return bool(
        _BELONGS_TO.search(tagged.text[:at])
        or tagged.text.startswith("'s ", after)
        or (tagged.text[:at].endswith((" of ", " of the ")) and _HEADED_BY.match(tagged.text, after))
    )


def _event(context: Context, tagged: Tagged, match: Match) -> NameMention | None:
    """Return the event that is attended: named after the verb, else the one that the article is about."""
    after = [m for _, m in tagged.names(match.start) if m.role == "event"]
    if after:
        return after[0]
    if match.rule == "opened-by":
        return name_of(tagged, match, "event")
    return None if match.rule == "attended" else context.main_event


def _is_elsewhere(context: Context, tagged: Tagged, match: Match, event: NameMention | None) -> bool:
    """Say whether somebody came to a place where the event is not held."""
    place = name_of(tagged, match, "place")
    if place is None or event is None:
        return False
    editions = [one for one in context.occasions if event.best.id in {one.meaning.id, one.series}]
    return not any(set(place.ids) & set(one.places) for one in editions)


def _is_about_something_else(match: Match) -> bool:
    """Say whether the verb has an object of its own: "will open a factory", "will address concerns"."""
    rest = match.texts.get("rest", "")
    if "<event:" in rest or match.rule in {*_NAMED_BEHIND, "given-by", "among-speakers", "as-did", "came-to"}:
        return False
    if _OTHER_OBJECT.match(rest):
        return True
    return bool(_TRANSITIVE.match(match.texts["verb"])) and bool(rest.strip(" ,"))
