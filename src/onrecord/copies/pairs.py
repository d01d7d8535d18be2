"""Which pairs of articles are worth laying side by side: those that share fingerprints, or rare words.

The tables of `onrecord.copies.prints` are joined in SQL by the engine. Whether two articles are a pair depends on those
up to the later of the two alone, so that an archive that grows keeps the pairs it had.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.engine import Engine

LEAST = 2
"""Fingerprints that two articles must share: one alone is a stock phrase."""

CONTAINMENT, FINE_CONTAINMENT = 0.1, 0.04
"""Share of the fingerprints of the shorter article that the longer one must have; the second for a folder."""

CROWD, FIRST = 20, 3
"""Articles that are all joined with each other where they share a print; more are joined to so many first of them.
With three of them an article can be seen to share boilerplate and nothing else."""

OWN = 0.5
"""The share of the shorter article's prints that two must share where the prints are those of a crowd."""

RARE, RAREST, SHARED_RARE, PARTNERS = 60, 60, 4, 24
"""For rewrites: articles that may share a rare word, rare words looked at, how many two must share, partners kept."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles that share something; `shared` counts fingerprints, or rare words."""

    earlier: int
    later: int
    shared: int


def copied_pairs(engine: Engine, *, since: int = 0, containment: float = CONTAINMENT) -> list[Pair]:
    """Return the pairs that share fingerprints, of the attached table; with `since` only those of later articles.

    A pair shares `LEAST` prints and `containment` of the shorter article's. Its cost grows with the articles and with
    the copies in them, not with their square: see `sql/pairs.sql` on crowds.
    """
    asked = {"since": since, "crowd": CROWD, "first": FIRST, "own": OWN, "least": LEAST, "containment": containment}
    return [Pair(row["earlier"], row["later"], row["shared"]) for row in engine.query(_sql("pairs"), asked)]


def alike_pairs(engine: Engine, *, since: int = 0) -> list[Pair]:
    """Return the pairs that share rare words: rewrites, and reports of one event."""
    asked = {
        "most": RARE,
        "kept": RAREST,
        "least": SHARED_RARE,
        "partners": PARTNERS,
        "since": since,
    }
    return [Pair(row["earlier"], row["later"], row["shared"]) for row in engine.query(_sql("alike"), asked)]


@cache
def _sql(name: str) -> str:
    return files("onrecord.copies").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
