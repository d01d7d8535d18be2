"""The stable JSON form of a checked article: plain types only, in an order that depends on the input alone.

Every key is always there; what is not known is None. `text[start:end]` is always the quote, where `text` is
the text of the document and offsets count characters (code points). The form is described in
`reports/schema.json`.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from enum import Enum
from numbers import Integral, Real
from typing import Any

from onrecord import __version__
from onrecord.checking.result import (
    CheckedArticle,
    CheckedClaim,
    Definition,
    Evidence,
    Finding,
    Query,
    Series,
    SourceLine,
    Verdict,
)
from onrecord.reading.claims.claim import Claim
from onrecord.reading.document import Document, Span
from onrecord.terms.quantity import Interval, Quantity
from onrecord.terms.time import FAR_FUTURE, Day, Period


def article_as_dict(article: CheckedArticle) -> dict[str, Any]:
    """Return the documented JSON form of a checked article.

    >>> from datetime import date
    >>> from onrecord.reading.document import Document
    >>> empty = CheckedArticle(Document("A quiet day."), date(2025, 7, 25), date(2026, 11, 23), "v1")
    >>> article_as_dict(empty)["document"]["text"], article_as_dict(empty)["claims"]
    ('A quiet day.', [])
    """
    document = article.document
    return {
        "onrecord": __version__,
        "document": document_as_dict(document),
        "record": {
            "vintage": article.vintage,
            "then": article.then.isoformat(),
            "now": article.now.isoformat(),
        },
        "claims": [_claim(checked, document, article.vintage) for checked in article.claims],
        "findings": [_finding(finding, document) for finding in article.findings],
        "notes": list(article.notes),
    }


def as_plain(value: Any) -> Any:
    """Return a value as JSON can hold it: what a claim's `details` may carry is reduced to plain types.

    Numbers that JSON has no word for (infinities, not-a-number) become None.

    >>> as_plain({"period": Period.parse("2025-07"), "open": math.inf, "kinds": {"b", "a"}})["open"] is None
    True
    >>> as_plain(Period.parse("2025-07-26/2025-07-28"))["text"]
    '2025-07-26/2025-07-28'
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return as_plain(value.value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Period):
        return _period(value)
    if isinstance(value, Quantity):
        return _quantity(value)
    if isinstance(value, Interval):
        return {"low": _number(value.low), "high": _number(value.high)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, (Real, Decimal)):
        return _number(float(value))
    if isinstance(value, Mapping):
        pairs = {_key(key): as_plain(inner) for key, inner in value.items()}
        return {key: pairs[key] for key in sorted(pairs)}
    if isinstance(value, AbstractSet):
        return sorted((as_plain(inner) for inner in value), key=repr)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: as_plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, (list, tuple)):
        return [as_plain(inner) for inner in value]
    # An object without a text of its own prints its address in memory, which is another one in every run.
    kind: Any = type(value)
    own_text = kind.__str__ is not object.__str__ or kind.__repr__ is not object.__repr__
    return str(value) if own_text else str(kind.__name__)


def _key(key: Any) -> str:
    plain = as_plain(key)
    return plain if isinstance(plain, str) else str(plain)


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _day(day: Day | None) -> str | None:
    return None if day is None else day.isoformat()


def _period(period: Period | None) -> dict[str, Any] | None:
    """Write a period; an end that is still open is None."""
    if period is None:
        return None
    end = None if period.end >= FAR_FUTURE else period.end.isoformat()
    return {"start": period.start.isoformat(), "end": end, "text": period.to_edtf()}


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        "value": _number(quantity.value),
        "unit": quantity.unit,
        "qualifier": quantity.qualifier,
        "low": _number(quantity.interval.low),
        "high": _number(quantity.interval.high),
    }


def place_as_dict(span: Span, document: Document) -> dict[str, Any]:
    """Return a place of an article in the documented form."""
    return {"start": span.start, "end": span.end, "quote": document.quote(span)}


def document_as_dict(document: Document) -> dict[str, Any]:
    """Return an article in the documented form."""
    return {
        "title": document.title or None,
        "author": document.author or None,
        "publisher": document.publisher or None,
        "published": _day(document.published),
        "dated_by": document.dated_by or None,
        "address": document.address or None,
        "text": document.text,
        "blocks": [
            {"kind": block.kind.value, "start": block.span.start, "end": block.span.end} for block in document.blocks
        ],
    }


def _claim(checked: CheckedClaim, document: Document, vintage: str) -> dict[str, Any]:
    claim = checked.claim
    return {
        **claim_as_dict(claim, document),
        "then": _verdict(checked.then, checked.then.id(claim, vintage)),
        "now": _verdict(checked.now, checked.now.id(claim, vintage)),
        "series": [_series(series) for series in checked.series],
    }


def claim_as_dict(claim: Claim, document: Document) -> dict[str, Any]:
    """Return a claim in the documented form, without any verdict."""
    places = claim.places or (claim.span,)
    return {
        "id": claim.id,
        **place_as_dict(claim.span, document),
        "type": claim.type.value,
        "modality": claim.modality.value,
        "speaker": claim.speaker or None,
        "subject": claim.subject or None,
        "subject_name": claim.subject_name or None,
        "period": _period(claim.period),
        "places": [place_as_dict(span, document) for span in places],
        "details": as_plain(claim.details),
    }


def _verdict(verdict: Verdict, verdict_id: str) -> dict[str, Any]:
    return {
        "id": verdict_id,
        "verdict": verdict.label.value,
        "as_of": verdict.as_of.isoformat(),
        "summary": verdict.summary,
        "evidence": [_evidence(row) for row in verdict.evidence],
        "definitions": [_definition(row) for row in verdict.definitions],
        "missing": verdict.missing or None,
        "tolerance": verdict.tolerance or None,
        "turns": verdict.turns or None,
        "one_source": verdict.one_source,
        "used": [
            {"metric": one.metric, "first": one.first, "last": one.last, "places": list(one.places)}
            for one in verdict.used
        ],
        "queries": [_query(query) for query in verdict.queries],
    }


def _evidence(row: Evidence) -> dict[str, Any]:
    return {
        "statement": row.statement,
        "known_from": row.known_from.isoformat(),
        "basis": as_plain(row.basis),
        "decisive": row.decisive,
        "note": row.note or None,
        "sources": [_source(source) for source in row.sources],
    }


def _definition(row: Definition) -> dict[str, Any]:
    return {
        "name": row.name,
        "holds": row.holds,
        "numbers": row.numbers,
        "note": row.note or None,
        "series": row.series or None,
        "sources": [_source(source) for source in row.sources],
    }


def _source(source: SourceLine) -> dict[str, Any]:
    return {
        "source": source.source,
        "publisher": source.publisher,
        "published": source.published or None,
        "tier": as_plain(source.tier),
        "address": source.address or None,
    }


def _query(query: Query) -> dict[str, Any]:
    return {
        "words": query.words,
        "sql": query.sql or None,
        "parameters": [{"name": name, "value": as_plain(value)} for name, value in query.parameters],
    }


def _series(series: Series) -> dict[str, Any]:
    return {
        "id": series.id,
        "name": series.name,
        "unit": series.unit,
        "source": series.source or None,
        "points": [
            {
                "start": point.start.isoformat(),
                "end": point.end.isoformat(),
                "value": _number(point.value),
                "known": point.known,
            }
            for point in series.points
        ],
    }


def _finding(finding: Finding, document: Document) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "places": [place_as_dict(place.span, document) for place in finding.places],
        "message": finding.message,
    }
