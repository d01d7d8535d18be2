"""Marked pieces of text as nested elements: which is a link, where its number stands, what Tab reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.reports.marks import Mark, Piece
from onrecord.reports.words import LABELS
from onrecord.terms.labels import Label


@dataclass(frozen=True, slots=True)
class Element:
    """An element around a piece of text: a link to a card where `href` is given, else a mark alone."""

    classes: str
    claim: int
    id: str
    href: str = ""
    tab: bool = False

    @property
    def tag(self) -> str:
        """The name of the element."""
        return "a" if self.href else "span"


@dataclass(frozen=True, slots=True)
class Ref:
    """The number of a claim or the letter of a finding behind the last word of its mark."""

    number: int
    kind: str
    href: str
    label: Label | None
    inside: bool
    tab: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with its elements, outermost first, and the references that follow it."""

    text: str
    elements: tuple[Element, ...]
    refs: tuple[Ref, ...]

    @property
    def linked(self) -> bool:
        """Whether the text leads to a card."""
        return any(element.href for element in self.elements)


def runs_of(pieces: Iterable[Piece], labels: Mapping[int, Label]) -> tuple[Run, ...]:
    """Return the pieces with their elements.

    The narrowest claim of a piece is the link, for a link cannot stand inside a link; the wider ones are reached by
    the number behind their last word. Tab stops once at each mark, however many pieces it is cut into.
    """
    stopped: set[Mark] = set()
    return tuple(_run(piece, labels, stopped) for piece in pieces)


def _run(piece: Piece, labels: Mapping[int, Label], stopped: set[Mark]) -> Run:
    claims = [mark for mark in piece.marks if mark.kind == "claim"]
    linked = claims[-1] if claims else None
    elements = []
    for mark in piece.marks:
        id_ = f"{mark.kind[0]}{mark.number}p{mark.place}" if mark in piece.first else ""
        if mark.kind == "finding":
            elements.append(Element("noted", 0, id_))
            continue
        # A wider claim is underlined further below, so that both lines are seen.
        depth = len(claims) - 1 - claims.index(mark)
        classes = f"mark v-{LABELS[labels[mark.number]].key} d{min(depth, 3)}"
        if mark is not linked:
            elements.append(Element(classes, mark.number, id_))
            continue
        elements.append(Element(classes, mark.number, id_, f"#claim-{mark.number}", tab=mark not in stopped))
        stopped.add(mark)
    refs = tuple(_ref(mark, labels, mark is linked, stopped) for mark in _ending(piece, linked))
    return Run(piece.text, tuple(elements), refs)


def _ending(piece: Piece, linked: Mark | None) -> list[Mark]:
    """Order the marks that end here: the link's own number first, then wider claims, then findings."""
    return sorted(piece.last, key=lambda mark: (mark is not linked, mark.kind, mark.number))


def _ref(mark: Mark, labels: Mapping[int, Label], inside: bool, stopped: set[Mark]) -> Ref:
    label = labels[mark.number] if mark.kind == "claim" else None
    href = f"#{mark.kind}-{mark.number}"
    return Ref(mark.number, mark.kind, href, label, inside, tab=mark not in stopped)
