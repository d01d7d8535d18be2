"""What a watch list has to tell as an Atom feed (RFC 4287): an id for each event that never changes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from onrecord import __version__
from onrecord.reports.safe import visible, web_address
from onrecord.reports.watching.words import (
    headline_of,
    say_cause,
    say_due,
    say_reading,
    say_row,
    say_sources,
    say_trial,
)
from onrecord.terms.time import Day
from onrecord.watching.compare import urgency
from onrecord.watching.history import History
from onrecord.watching.model import Announcement, Due, Event, Flip, Reading

ATOM = "http://www.w3.org/2005/Atom"

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://onrecord.example/watch")
"""Every id is made from what it names; this keeps them apart from those of others."""


def feed(history: History, most: int) -> str:
    """Return the newest events of a watch list, at most so many, as a feed; the same list gives the same bytes."""
    events = sorted(history.events, key=lambda pair: (-pair[0], _order(pair[1])))[:most]
    days = [event.day for _, event in events] or [next(iter(history.days.values()), Day(1970, 1, 1))]
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed")
    _text(root, "id", f"urn:uuid:{uuid.uuid5(_NAMES, history.born)}")
    _text(root, "title", "onrecord: verdicts that flipped")
    _text(root, "updated", _instant(max(days)))
    _text(root, "generator", "onrecord").set("version", __version__)
    _text(ET.SubElement(root, f"{{{ATOM}}}author"), "name", "onrecord")
    for _, event in events:
        _entry(root, event)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _order(event: Event) -> tuple[object, ...]:
    kinds = (Flip, Due, Announcement, Reading)
    rank = next(at for at, kind in enumerate(kinds) if isinstance(event, kind))
    return (rank, urgency(event)) if isinstance(event, Flip) else (rank, (event.id,))


def _entry(root: ET.Element, event: Event) -> None:
    entry = ET.SubElement(root, f"{{{ATOM}}}entry")
    _text(entry, "id", f"urn:uuid:{uuid.uuid5(_NAMES, event.id)}")
    _text(entry, "title", headline_of(event))
    _text(entry, "updated", _instant(event.day))
    _text(entry, "published", _instant(event.day))
    address = web_address(event.article.address) if not isinstance(event, Announcement) else ""
    if address:
        ET.SubElement(entry, f"{{{ATOM}}}link", {"rel": "alternate", "href": address})
    label = _label(event)
    ET.SubElement(entry, f"{{{ATOM}}}category", {"term": label})
    _text(entry, "content", "\n".join(line for line in _lines(event) if line)).set("type", "text")


def _label(event: Event) -> str:
    match event:
        case Flip():
            return (event.now if event.now.flipped else event.then).after.verdict.value
        case Due():
            return "due"
        case Reading():
            return "reading"
        case Announcement():
            return event.kind


def _lines(event: Event) -> Sequence[str]:
    """Return what there is to say of an event, line by line."""
    match event:
        case Flip():
            turn = event.now if event.now.flipped else event.then
            return [
                f"Before: {turn.before.summary}",
                f"Now: {turn.after.summary}",
                *map(say_row, event.rows),
                *map(say_trial, event.definitions),
                say_cause(event),
                f"{event.article.title or event.article.name}, {event.claim.id} of {event.article.id}",
            ]
        case Due():
            return [say_due(event), f"{event.article.title or event.article.name}, {event.claim.id}"]
        case Reading():
            return [say_reading(event)]
        case Announcement():
            return [event.words, say_sources(event.sources)]


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    # Not every character that an article may hold is one of XML.
    element.text = visible(text).replace("\ufffe", "").replace("\uffff", "")
    return element


def _instant(day: Day) -> str:
    return f"{day.isoformat()}T00:00:00Z"
