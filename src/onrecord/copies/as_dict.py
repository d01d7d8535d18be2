"""A comparison as plain values for JSON; `docs/copies.md` documents every name."""

from __future__ import annotations

from typing import Any

from onrecord.copies.order import CERTAINTY
from onrecord.copies.result import Compared, Family, Traced
from onrecord.reading.document import Span


def compared_as_dict(compared: Compared) -> dict[str, Any]:
    """Return a comparison as dictionaries and lists; articles are named by their number, from 0, in the order of days.

    >>> compared_as_dict(Compared((), (), ()))
    {'independent_sources': 0, 'archive': None, 'families': [], 'articles': []}
    """
    scope = compared.scope
    archive = {"articles": scope.articles, "added": scope.added, "asked": list(scope.asked)} if scope else None
    return {
        "independent_sources": compared.independent_sources,
        "archive": archive,
        "families": [_family(family) for family in compared.families],
        "articles": [_article(compared, one) for one in compared.traced],
    }


def _family(family: Family) -> dict[str, Any]:
    return {"head": family.head, "members": list(family.members), "order_known": family.ordered}


def _article(compared: Compared, one: Traced) -> dict[str, Any]:
    article = compared.articles[one.number]
    document = article.document
    verbatim, rewritten, new = one.shares
    return {
        "number": one.number,
        "place": article.place,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "address": document.address,
        "kind": one.kind.value,
        "probability": round(one.probability, 4),
        "same_words": one.twin,
        "sources": [
            {
                "article": link.source,
                "basis": link.basis.value,
                "certainty": CERTAINTY[link.basis],
                "verbatim": round(link.verbatim, 4),
            }
            for link in one.links
        ],
        "shares": {"verbatim": round(verbatim, 4), "rewritten": round(rewritten, 4), "new": round(new, 4)},
        "spans": [{**_span(span.span), "origin": span.origin.value} for span in one.spans],
        "facts": [
            {
                "kind": loss.kind,
                "message": loss.message,
                "copy": {**_span(loss.copy), "quote": document.quote(loss.copy)},
                "source": {
                    **_span(loss.source),
                    "quote": compared.articles[one.links[0].source].document.quote(loss.source),
                },
            }
            for loss in one.losses
        ],
        "same_form": list(one.similar),
        "same_matter": list(one.related),
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
