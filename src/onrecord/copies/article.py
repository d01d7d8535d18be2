"""An article of a comparison."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.document import Document


@dataclass(frozen=True, slots=True)
class Article:
    """An article that is compared: where it stands ("news.jsonl, line 7"), and what it says."""

    place: str
    document: Document
