"""How a report says what reading found: the same words on a terminal and on a page."""

from __future__ import annotations

import json
from typing import Any

from onrecord.checking.as_dict import as_plain
from onrecord.reading.annotate import Annotated
from onrecord.reading.claims.claim import Claim
from onrecord.reading.document import DATED_BY, Document
from onrecord.reading.mentions import DateMention, NameMention, NewModelMention, QuantityMention
from onrecord.reports.words import say_count
from onrecord.terms.time import say_day


def say_title(document: Document) -> str:
    """Return the title to show."""
    return document.title.strip() or ("Untitled article" if "\n" in document.text.strip() else "A single statement")


def say_from(document: Document) -> str:
    """Say who wrote and published a document, when, and how the day is known."""
    day = "date not known"
    if document.published:
        how = DATED_BY.get(document.dated_by, "")
        day = say_day(document.published) + (f" ({how})" if how else "")
    who = [document.publisher.strip(), f"by {document.author.strip()}" if document.author.strip() else ""]
    return ", ".join(part for part in (*who, day) if part)


def say_found(found: Annotated) -> str:
    """Count what was found.

    >>> say_found(Annotated(Document("Hm."), "v1", (), (), (), (), ()))
    'No claims, no names, no dates, no quantities in no sentences.'
    """
    parts = (
        say_count(len(found.claims), "claim"),
        say_count(len(found.all_names), "name"),
        say_count(len(found.dates), "date"),
        say_count(len(found.quantities), "quantity", "quantities"),
    )
    sentences = say_count(len(found.document.sentences), "sentence")
    return f"{', '.join(parts)} in {sentences}.".capitalize()


def say_name(name: NameMention | NewModelMention) -> str:
    """Say what a name means: all that it can mean, the likeliest first."""
    if isinstance(name, NewModelMention):
        return f"model that is not on record, of {' or '.join(name.makers) or 'no known maker'}"
    meanings = " or ".join(f"{meaning.name} ({meaning.id})" for meaning in name.meanings)
    year = f", {name.year}" if name.year else ""
    place = f", in {name.place.name}" if name.place else ""
    return f"{name.role}: {meanings}{year}{place}"


def say_date(date: DateMention) -> str:
    """Say which days are meant, and the TIMEX3 value."""
    return f"{date.period or 'cannot be resolved'}; {date.type} {date.value}"


def say_quantity(number: QuantityMention) -> str:
    """Say the number with the interval that its words stand for."""
    low, high = number.quantity.interval.low, number.quantity.interval.high
    return f"{number.quantity}; from {low:,.12g} to {high:,.12g}"


def details_of(claim: Claim) -> tuple[tuple[str, str], ...]:
    """Return what a claim says besides, as pairs of a name and a short text; what is not known is left out."""
    plain: dict[str, Any] = as_plain(claim.details)
    return tuple((name.replace("_", " "), _short(value)) for name, value in plain.items() if not _is_empty(value))


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _short(value: Any) -> str:
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        return str(value["text"])
    if isinstance(value, dict) and {"value", "unit", "qualifier"} <= set(value):
        return f"{value['qualifier']} {value['value']:,.12g} {value['unit']}"
    if isinstance(value, list):
        return ", ".join(_short(item) for item in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
