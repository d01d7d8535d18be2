"""The main path: read the claims of a document, ask the record of each, then and now, and add the findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from onrecord.checking.absences import decide_absence
from onrecord.checking.attendance import decide_attendance
from onrecord.checking.attributions import decide_attribution
from onrecord.checking.authors import decide_author
from onrecord.checking.case import Case, sources_of_article
from onrecord.checking.comparisons import decide_comparison
from onrecord.checking.deals import decide_deal
from onrecord.checking.editions import decide_edition
from onrecord.checking.event_dates import decide_date
from onrecord.checking.events import decide_place
from onrecord.checking.figures import decide_extreme, decide_level
from onrecord.checking.findings import find_findings
from onrecord.checking.makers import decide_maker
from onrecord.checking.models import decide_weights
from onrecord.checking.movements import decide_movement
from onrecord.checking.organisations import decide_founding, decide_role, decide_seat
from onrecord.checking.pace import decide_pace
from onrecord.checking.policies import decide_policy_date
from onrecord.checking.policy_contents import decide_policy_content
from onrecord.checking.releases import decide_release
from onrecord.checking.result import CheckedArticle, CheckedClaim, Verdict
from onrecord.checking.sequences import decide_sequence
from onrecord.checking.series.claims import SERIES_TYPES, check_series
from onrecord.checking.statements.decide import decide_happening
from onrecord.checking.targets import decide_target
from onrecord.checking.training import decide_training
from onrecord.checking.trends import chart_series, decide_trend
from onrecord.checking.unread import lowered
from onrecord.copies.article import Article
from onrecord.measures.measure import Answer
from onrecord.reading.claims.authors import find_authors
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.find import find_claims
from onrecord.reading.claims.statements import find_statements
from onrecord.reading.context import Context, read_context
from onrecord.reading.document import Document
from onrecord.reading.read import FIRST_YEAR, LAST_YEAR
from onrecord.record import Record
from onrecord.record.names import Names, model_stems
from onrecord.terms.errors import BadDay, NoPublicationDay
from onrecord.terms.labels import Label
from onrecord.terms.time import Day

DECIDERS: Mapping[ClaimType, Callable[[Case], Verdict]] = {
    ClaimType.EVENT_PLACE: decide_place,
    ClaimType.EVENT_DATE: decide_date,
    ClaimType.ATTENDANCE: decide_attendance,
    ClaimType.EXTREME: decide_extreme,
    ClaimType.LEVEL: decide_level,
    ClaimType.SHARE: decide_level,
    ClaimType.POLICY_DATE: decide_policy_date,
    ClaimType.POLICY_CONTENT: decide_policy_content,
    ClaimType.AUTHOR: decide_author,
    ClaimType.SEQUENCE: decide_sequence,
    ClaimType.RELEASE: decide_release,
    ClaimType.ABSENCE_OF_RELEASE: decide_absence,
    ClaimType.TREND: decide_trend,
    ClaimType.CHANGE: decide_movement,
    ClaimType.PACE: decide_pace,
    ClaimType.TARGET: decide_target,
    ClaimType.PLACE: decide_seat,
    ClaimType.FOUNDING: decide_founding,
    ClaimType.ROLE: decide_role,
    ClaimType.EDITION: decide_edition,
    ClaimType.DEAL: decide_deal,
    ClaimType.WEIGHTS: decide_weights,
    ClaimType.MAKER: decide_maker,
    ClaimType.TRAINING: decide_training,
    ClaimType.ATTRIBUTION: decide_attribution,
    ClaimType.COMPARISON: decide_comparison,
    ClaimType.RANK: decide_comparison,
    ClaimType.HAPPENING: decide_happening,
}
"""Who decides which type of claim."""


def check(
    document: Document,
    record: Record,
    *,
    as_of: Day | None = None,
    speaker: str = "",
    against: Sequence[Article] = (),
) -> CheckedArticle:
    """Check every claim of an article: as the public could know it on `as_of` (the article's day), and as known now.

    `speaker` is who says it, where the text does not: it tells which country "we" are.

    >>> from onrecord import check, open_record, read
    >>> article = read("The AI Action Summit was held in Berlin.", published=Day(2025, 2, 12))
    >>> [(claim.claim.quote, str(claim.now.label)) for claim in check(article, open_record()).claims]
    [('was held in Berlin', 'Refuted')]

    `against` are other articles: what the article took from them and did to their facts is found too, and which of its
    claims they state. Raises `NoPublicationDay` where the document has no date and no `as_of` is given.
    """
    then = as_of or document.published
    if then is None:
        raise NoPublicationDay(
            "The article does not say when it was published: give the day with --published YYYY-MM-DD."
        )
    if not FIRST_YEAR <= then.year <= LAST_YEAR:
        raise BadDay(f"{then.isoformat()} is no day on which anything was known: give one between 1000 and 8999.")
    document = document if document.published else replace(document, published=then)
    context = read_context(document, Names.of(record), model_stems(record))
    excluded = sources_of_article(document, record.sources)
    now = max(then, record.now)
    answers: dict[str, Answer] = {}

    def decided(claim: Claim) -> CheckedClaim:
        case_then = Case(claim, document, record.as_of(then), excluded, now=False, answers=answers)
        case_now = Case(claim, document, record.as_of(now), excluded, now=True, answers=answers)
        series = chart_series(case_now) if claim.type is ClaimType.TREND else ()
        return CheckedClaim(claim, _decide(case_then), _decide(case_now), series)

    read = tuple(decided(claim) for claim in find_claims(context))
    read = _with_statements(context, lowered(context, read), decided)
    # What the record's own claim types decide is decided; what they leave open may be a number of a series.
    # On a record of countries what is said of numbers is said of its series, whatever words it is put in.
    settled = [one for one in read if one.now.label not in _OPEN and one.claim.type not in SERIES_TYPES]
    taken = [span for one in settled for span in one.claim.places]
    stated = check_series(document, record, then, now, excluded, taken, speaker)
    said = [one.claim.span for one in stated]
    read = tuple(one for one in read if not any(one.claim.span.overlaps(span) for span in said))
    checked = tuple(sorted((*read, *stated), key=lambda one: (one.claim.span, one.claim.type)))
    confirmed = frozenset(one.claim.id for one in checked if _needs_no_source(one))
    vague = frozenset(one.claim.id for one in checked if one.now.label is Label.CONFLICTING)
    claims = [one.claim for one in checked]
    findings = find_findings(context, claims, record, confirmed, vague)
    if against:
        from onrecord.checking.against import find_against, merge  # noqa: PLC0415 - brings numpy, which few need

        findings = merge(findings, find_against(document, claims, against, record))
    return CheckedArticle(document, then, now, record.vintage, checked, findings)


def _with_statements(
    context: Context, read: Sequence[CheckedClaim], decided: Callable[[Claim], CheckedClaim]
) -> tuple[CheckedClaim, ...]:
    """Add statements that a fact on record decides in other words, where the sentence leaves everything open."""
    kept = list(read)
    for tagged in context.sentences:
        span = tagged.sentence.span
        beside = [one for one in kept if any(span.contains(place) for place in one.claim.places)]
        if not all(one.now.label in _OPEN for one in beside):
            continue
        claims = (claim for find in (find_statements, find_authors) for claim in find(context, tagged))
        told = [one for one in map(decided, claims) if one.now.label not in _OPEN][:1]
        if told:
            # What a type of its own had read keeps its words; the fact on record decides it.
            said = [replace(one, then=told[0].then, now=told[0].now) for one in beside] if len(beside) == 1 else told
            kept = [*(one for one in kept if one not in beside), *said]
    return tuple(kept)


_OPEN = frozenset({Label.NOT_ENOUGH, Label.NOT_CHECKABLE})


def _needs_no_source(one: CheckedClaim) -> bool:
    """Say whether a goal may stand without a source: the record bears it out, or it is a plan without a day to keep."""
    unknown = one.now.label is Label.NOT_ENOUGH and one.claim.details.get("deadline") is None
    return one.now.label is Label.SUPPORTED or unknown


def _decide(case: Case) -> Verdict:
    decider = DECIDERS.get(case.claim.type)
    if decider is None:
        return Verdict(Label.NOT_CHECKABLE, case.day, "This is a judgement, not a statement of fact.")
    verdict = decider(case)
    if verdict.label is Label.REFUTED and case.claim.details.get("described"):
        # What is described, not named, may be something else.
        return replace(verdict, label=Label.NOT_ENOUGH, missing=f"whether {case.claim.subject_name} is meant")
    return verdict
