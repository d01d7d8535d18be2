"""The acts of policy that a claim can mean: those of its name, or a person’s unnamed ones of a time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.checking.case import Case
from onrecord.measures.measure import Answer
from onrecord.measures.registry import POLICY_ACTS
from onrecord.terms.time import Day, Period

RECENT_DAYS = 21
"""Orders that are spoken of without a day are those of the last three weeks."""


_ALL = (Day(1900, 1, 1), Day(9999, 1, 1))


def ask_acts(case: Case, policies: Sequence[str], actor: Sequence[str], kind: str, period: Period | None) -> Answer:
    """Return named acts of any day, or unnamed acts of a person in a period."""
    if policies:
        return case.ask(
            POLICY_ACTS,
            f"all acts on record under the name {case.claim.subject_name}",
            policies=list(policies),
            actor=None,
            kind=None,
            first=_ALL[0],
            until=_ALL[1],
        )
    wanted = re.sub(r"s$", "", kind)
    first, until = (period.start, period.end) if period else _ALL
    return case.ask(
        POLICY_ACTS,
        f"every {wanted or 'act'} of {case.claim.details['actor_name']}, {period or 'any day'}",
        policies=None,
        actor=actor[0] if actor else None,
        kind=wanted or None,
        first=first,
        until=until,
    )
