"""Find all claims of an article, and make one of those that it states twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.reading.claims.attendance import find_attendance_claims
from onrecord.reading.claims.attributions import find_attributions
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.comparison_lines import find_comparison_lines
from onrecord.reading.claims.comparisons import find_comparisons
from onrecord.reading.claims.counts import find_counts
from onrecord.reading.claims.deals import find_deal_claims
from onrecord.reading.claims.described_acts import find_described_acts
from onrecord.reading.claims.edition_comparisons import find_edition_comparisons
from onrecord.reading.claims.editions import find_edition_claims
from onrecord.reading.claims.event_lines import find_event_lines
from onrecord.reading.claims.event_moves import find_event_moves
from onrecord.reading.claims.events import find_event_claims
from onrecord.reading.claims.extremes import find_extreme_claims
from onrecord.reading.claims.figures import find_figure_claims
from onrecord.reading.claims.levels import find_level_claims
from onrecord.reading.claims.makers import find_maker_claims
from onrecord.reading.claims.meetings import find_meetings
from onrecord.reading.claims.models import find_model_claims
from onrecord.reading.claims.movements import find_movements
from onrecord.reading.claims.nationalities import find_nationality_claims
from onrecord.reading.claims.offices import find_office_claims
from onrecord.reading.claims.orders import find_orders
from onrecord.reading.claims.organisations import find_organisation_claims
from onrecord.reading.claims.pace_lines import find_pace_lines
from onrecord.reading.claims.policies import find_policy_claims
from onrecord.reading.claims.policy_contents import find_policy_contents
from onrecord.reading.claims.posts import find_post_claims
from onrecord.reading.claims.rank_lines import find_rank_lines
from onrecord.reading.claims.release_counts import find_release_counts
from onrecord.reading.claims.release_lines import find_release_lines
from onrecord.reading.claims.releases import find_release_claims
from onrecord.reading.claims.sequences import find_sequences
from onrecord.reading.claims.specs import find_spec_claims
from onrecord.reading.claims.targets import find_target_claims
from onrecord.reading.claims.training import find_training_claims
from onrecord.reading.claims.trends import find_trend_claims
from onrecord.reading.claims.weight_lines import find_weight_lines
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind, Span
from onrecord.reading.modality import is_opinion
from onrecord.reading.tagged import Tagged

Reader = Callable[[Context, Tagged], Iterable[Claim]]

READERS: tuple[Reader, ...] = (
    find_event_claims,
    find_meetings,
    find_attendance_claims,
    find_extreme_claims,
    find_level_claims,
    find_edition_comparisons,
    find_policy_claims,
    find_policy_contents,
    find_sequences,
    find_orders,
    find_described_acts,
    find_release_claims,
    find_trend_claims,
    find_target_claims,
    find_organisation_claims,
    find_office_claims,
    find_post_claims,
    find_deal_claims,
    find_model_claims,
    find_spec_claims,
    find_maker_claims,
    find_training_claims,
    find_edition_claims,
    find_comparisons,
    find_attributions,
)
"""What reads a sentence by the patterns of the grammar; what one reads is no matter to another."""


def _beside(before: list[Claim], found: list[Claim]) -> list[Claim]:
    """Keep both."""
    return before + found


def _instead(before: list[Claim], found: list[Claim]) -> list[Claim]:
    """Let a line that is told word by word take the place of patterns that fit a part of it."""
    return [*found, *(claim for claim in before if not any(one.span.overlaps(claim.span) for one in found))]


def _instead_of_its_kind(before: list[Claim], found: list[Claim]) -> list[Claim]:
    """Let what was found take the place of every claim of the same type in the sentence."""
    kinds = {claim.type for claim in found}
    return [*(claim for claim in before if claim.type not in kinds), *found]


def _unless_held(before: list[Claim], found: list[Claim]) -> list[Claim]:
    """Read no number twice: one that another claim holds (a goal, a count of visitors) is told by that."""
    holders = [claim for claim in before if claim.type in _OF_NUMBERS]
    return before + [claim for claim in found if not any(one.span.overlaps(claim.span) for one in holders)]


def _beside_what_is_said(before: list[Claim], found: list[Claim]) -> list[Claim]:
    """Keep what is said by the way ("the French lab") only where what the sentence is about was read, too."""
    return before + [claim for claim in found if before or not claim.details.get("apposed")]


@dataclass(frozen=True, slots=True)
class LineReader:
    """A reader of lines by their words, in whatever order, and which of its claims and of those before it stand.

    It is not asked where a claim of one of the types `unless` was read in the same sentence.
    """

    read: Reader
    unless: frozenset[ClaimType] = frozenset()
    joined: Callable[[list[Claim], list[Claim]], list[Claim]] = _beside


def _release_lines(context: Context, tagged: Tagged) -> Iterable[Claim]:
    return find_release_lines(context, tagged) or find_release_counts(context, tagged)


_ANY = frozenset(ClaimType)
_SET_AGAINST = frozenset({ClaimType.COMPARISON, ClaimType.RANK})
_OF_NUMBERS = frozenset({ClaimType.TRAINING, ClaimType.LEVEL, ClaimType.TARGET, ClaimType.EXTREME, ClaimType.PACE})
"""Types of claims that hold the numbers inside them."""

LINES: tuple[LineReader, ...] = (
    LineReader(_release_lines, joined=_instead),
    LineReader(find_pace_lines, joined=_instead_of_its_kind),
    LineReader(find_event_moves, joined=_instead),
    LineReader(find_event_lines, unless=_ANY),
    LineReader(find_comparison_lines, unless=_SET_AGAINST),
    LineReader(find_rank_lines, unless=_SET_AGAINST),
    LineReader(find_weight_lines, unless=frozenset({ClaimType.WEIGHTS})),
    LineReader(find_counts, joined=_unless_held),
    LineReader(find_figure_claims, joined=_unless_held),
    LineReader(find_movements, unless=_ANY),
    LineReader(find_nationality_claims, joined=_beside_what_is_said),
)
"""What reads a sentence after the patterns, one behind the other: each sees what those before it left standing."""

_SAME: Mapping[ClaimType, tuple[str, ...]] = {
    ClaimType.EVENT_PLACE: ("place",),
    ClaimType.EVENT_DATE: ("moment", "days", "period"),
    ClaimType.ATTENDANCE: ("who",),
    ClaimType.EXTREME: ("concept",),
    ClaimType.LEVEL: ("concept", "quantity"),
    ClaimType.SHARE: ("quantity",),
    ClaimType.TREND: ("concepts", "direction"),
    ClaimType.PACE: ("count", "days", "peak"),
    ClaimType.TARGET: ("quantity", "deadline"),
    ClaimType.POLICY_DATE: ("verb", "object"),
    ClaimType.POLICY_CONTENT: ("content",),
    ClaimType.SEQUENCE: ("gap", "relation", "policies", "object", "actor", "two", "after"),
    ClaimType.RELEASE: (),
    ClaimType.ABSENCE_OF_RELEASE: (),
    ClaimType.COMPARISON: ("two", "metrics", "over", "times"),
    ClaimType.RANK: ("metrics", "over"),
    ClaimType.PLACE: ("place",),
    ClaimType.ROLE: ("office", "person"),
    ClaimType.EDITION: ("number", "years"),
    ClaimType.WEIGHTS: ("weights",),
    ClaimType.MAKER: ("said",),
    ClaimType.TRAINING: ("relation", "chips", "without", "quantity"),
    ClaimType.DEAL: ("kind", "other"),
    ClaimType.ATTRIBUTION: ("topics",),
    ClaimType.OPINION: ("words",),
}
"""What must agree, beside type, subject and period, for two statements to be one claim."""


def find_claims(context: Context) -> tuple[Claim, ...]:
    """Return the claims of an article in the order of its body; a claim that is stated twice has two places."""
    found = [claim for tagged in context.sentences for claim in _claims_of(context, tagged)]
    merged: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in found:
        merged[claim_key(claim)].append(claim)
    joined = (_join(context, alike) for alike in _with_shorter(merged))
    return tuple(sorted(joined, key=lambda claim: (claim.span, claim.type)))


def _with_shorter(merged: Mapping[tuple[object, ...], list[Claim]]) -> Iterator[list[Claim]]:
    """Yield the claims that are one statement; a summary that leaves all details out is the one that gives them."""
    full = {key: alike for key, alike in merged.items() if any(detail != _LEFT_OUT for detail in key[_SHARED:])}
    for key, alike in merged.items():
        fuller = [other for other in full if other[:_SHARED] == key[:_SHARED]] if key not in full else []
        if len(fuller) == 1 and len(key) > _SHARED:
            full[fuller[0]] = [*full[fuller[0]], *alike]
        else:
            full.setdefault(key, alike)
    yield from full.values()


_SHARED = 3
"""How many parts of a claim's key are not of its details."""

_LEFT_OUT = "None"


def claim_key(claim: Claim) -> tuple[object, ...]:
    """Return what two claims, of one article or of two, must have in common to be one statement."""
    details = (str(claim.details.get(name)) for name in _SAME.get(claim.type, ()))
    return (claim.type, claim.subject, claim.period, *details)


def _claims_of(context: Context, tagged: Tagged) -> list[Claim]:
    """Return the claims of a sentence; one that states no fact and judges is marked as an opinion."""
    claims = _no_act_of_models([claim for reader in READERS for claim in reader(context, tagged)])
    for line in LINES:
        if line.unless.isdisjoint(claim.type for claim in claims):
            claims = line.joined(claims, list(line.read(context, tagged)))
    if any(_TOLD_BY_NUMBERS & claim.details.keys() for claim in claims):
        # "Fell from 7 to 3 percent" is told by its two numbers, "fell 12 percent" by its one.
        claims = [claim for claim in claims if claim.type is not ClaimType.TREND]
    sentence = tagged.sentence
    if claims or sentence.block.kind is not BlockKind.PARAGRAPH:
        return claims
    words = context.document.quote(sentence.span)
    if not is_opinion(words):
        return []
    return [Claim(ClaimType.OPINION, sentence.span, words, "", "", places=(sentence.span,), details={"words": words})]


_TOLD_BY_NUMBERS = frozenset({"came_from", "moved", "times"})


def _no_act_of_models(claims: list[Claim]) -> list[Claim]:
    """Leave out acts of policy read in what tells of a release: "the lab unveiled an open model" unveils no act."""
    released = [claim.span for claim in claims if claim.type is ClaimType.RELEASE]
    return [c for c in claims if c.type is not ClaimType.POLICY_DATE or not any(s.overlaps(c.span) for s in released)]


def _join(context: Context, alike: Sequence[Claim]) -> Claim:
    """Let the first place in the body speak for all; a summary or a headline only repeats it, often cut short."""
    lead = max(alike, key=lambda claim: _weight(context, claim.span))
    places = (place for claim in alike if claim is not lead for place in claim.places)
    return replace(lead, places=(*lead.places, *places)) if len(alike) > 1 else lead


def _weight(context: Context, span: Span) -> int:
    sentence = context.sentence_of(span)
    return 1 if sentence is not None and sentence.block.kind is BlockKind.PARAGRAPH else 0
