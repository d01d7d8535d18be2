"""What the reports of a comparison say, in words that are the same in each of them."""

from __future__ import annotations

from onrecord.copies.article import Article
from onrecord.copies.order import Basis
from onrecord.copies.result import Compared, Scope, Traced
from onrecord.reports.safe import one_line
from onrecord.terms.time import say_day

_LONGEST = 90

BASES = {
    Basis.CREDITED: "it names this source",
    Basis.EARLIER: "likely: the source is earlier and holds its words",
    Basis.CONTAINING: "possible: the source holds more of it than the other way round",
    Basis.UNKNOWN: "order unknown: nothing tells which of the two was first",
}


def say_article(article: Article) -> str:
    """Name an article by publisher and title, or by its place.

    >>> from onrecord.reading.document import Document
    >>> say_article(Article("a.txt", Document("It rained.")))
    'a.txt'
    """
    document = article.document
    title = one_line(document.title)
    if len(title) > _LONGEST:
        title = title[:_LONGEST].rsplit(" ", 1)[0] + " ..."
    parts = [one_line(part) for part in (document.publisher, title) if part]
    return ": ".join(parts) or one_line(article.place)


def say_when(article: Article) -> str:
    """Say when an article appeared."""
    published = article.document.published
    return say_day(published) if published else "day unknown"


def say_total(compared: Compared) -> str:
    """Say in a sentence what a comparison found.

    >>> say_total(Compared((), (), ()))
    'No articles.'
    """
    articles = len(compared.articles)
    if not articles:
        return "No articles."
    sources = compared.independent_sources
    found = f"{articles:,} article{'s' * (articles > 1)} from {sources:,} independent source{'s' * (sources > 1)}"
    families = len(compared.families)
    if not families:
        return f"{found}: no article is a copy of another."
    copied = sum(len(family.members) - 1 for family in compared.families)
    return (
        f"{found}: {copied:,} {'goes' if copied == 1 else 'go'} back to another, in {families:,} "
        f"famil{'y' if families == 1 else 'ies'}."
    )


def say_scope(scope: Scope) -> str:
    """Say in a sentence what an archive added to a comparison.

    >>> say_scope(Scope(articles=12, added=1, asked=(3, 4)))
    'The archive holds 12 articles now, 1 of them new. Shown are the 2 that were asked for, and what belongs to them.'
    """
    return (
        f"The archive holds {scope.articles:,} article{'s' * (scope.articles != 1)} now, {scope.added:,} of them new. "
        f"Shown are the {len(scope.asked):,} that were asked for, and what belongs to them."
    )


def say_shares(one: Traced) -> str:
    """Say which part of an article is verbatim, rewritten and new; the parts add up to 100%."""
    verbatim, rewritten = round(100 * one.shares[0]), round(100 * one.shares[1])
    return f"{verbatim}% verbatim, {rewritten}% rewritten, {max(0, 100 - verbatim - rewritten)}% new"
