"""Claims that somebody said, asked for or proposed something, at an event or on a day.

Only what is said on a topic that the record knows is a claim: who said it, where or when, on which `topics`. `details`:
`topics`, `content` (the words), and the event as in `events` where one is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.claims.build import claim_span, event_details, make_claim, name_of
from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.reading.claims.vocabulary import topics_in
from onrecord.reading.context import Context
from onrecord.reading.grammar import matches
from onrecord.reading.tagged import Tagged
from onrecord.terms.time import ONE_DAY, Period

NEAR_DAYS = 10
"""A statement without a day is one of the last days before the article."""


def _recent_speech(context: Context, who: str) -> Period | None:
    """Return the last days, where somebody is on record as having spoken in them; else the words are no claim."""
    day, known = context.document.published, context.known
    if day is None or known is None:
        return None
    recent = Period(day - NEAR_DAYS * ONE_DAY, day + ONE_DAY)
    return recent if any(person == who and period.overlaps(recent) for person, period in known.speeches) else None


def find_attributions(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield what people on record are said to have said, where the sentence tells the occasion."""
    for match in matches("attribution", tagged):
        who = name_of(tagged, match, "who")
        content = context.document.quote(tagged.span(*match.groups["content"]))
        topics = topics_in(content)
        events = [m for _, m in tagged.names() if m.role == "event"]
        dates = [d.period for d in context.dates_in(tagged.sentence.span)]
        if who is None or len(who.ids) > 1 or not topics:
            continue
        if not (events or dates):
            recent = _recent_speech(context, who.best.id)
            if recent is None:
                continue
            dates = [recent]
        details = event_details(events[0]) if events else {"series": "", "event": "", "year": None}
        claim = make_claim(
            context,
            ClaimType.ATTRIBUTION,
            claim_span(tagged, match),
            who.best.id,
            who.best.name,
            period=dates[0] if dates else None,
            # Who says it is the claim itself.
            modality=Modality.ASSERTED,
            details=details | {"topics": topics, "content": content},
        )
        if claim:
            yield claim
