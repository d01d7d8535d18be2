"""An article of a comparison."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.document import Document
from onrecord.terms.time import Day


@dataclass(frozen=True, slots=True)
class Article:
    """An article that is compared: where it stands ("news.jsonl, line 7"), and what it says."""

    place: str
    document: Document


def day_of(article: Article) -> tuple[bool, Day]:
    """Return what articles are put in order by: their days, and those without a day last.

    >>> day_of(Article("a", Document("It rained.")))
    (True, datetime.date(9999, 12, 31))
    """
    published = article.document.published
    return published is None, published or Day.max
