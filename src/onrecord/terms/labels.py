"""The verdict labels of the field (AVeriTeC, Schlichtkrull et al. 2023; TSVer, Strong & Vlachos 2025)."""

from enum import StrEnum


class Label(StrEnum):
    """What the record says of a claim."""

    SUPPORTED = "Supported"
    REFUTED = "Refuted"
    CONFLICTING = "Conflicting Evidence"
    NOT_ENOUGH = "Not Enough Evidence"
    NOT_CHECKABLE = "Not Checkable"


class Tier(StrEnum):
    """How far a source is trusted; the best tier decides, `W` alone never does, a lone `S` only with a word."""

    OFFICIAL = "O"
    ESTABLISHED = "M"
    SECONDARY = "S"
    WEAK = "W"


_TIERS = "".join(Tier)


def tier_rank(tier: str) -> int:
    """Return how far down a tier stands: 0 is the best.

    >>> sorted(["W", "O", "S"], key=tier_rank)
    ['O', 'S', 'W']
    """
    return _TIERS.index(tier)


class Basis(StrEnum):
    """How the record knows on which day a fact became public."""

    STATED = "stated"
    """The source carries that date."""
    ACT = "act"
    """The fact is a public act itself: a release, a signature, an opening."""
    SHOWN = "shown"
    """Its publisher showed it then; the reading that was kept is later, and the row says when it was read."""
    RECORDED = "recorded"
    """Unknown: as-of falls back on the day on which this record got the fact, and says so."""
