"""An article beside others: what it comes from, what it did to the facts, and who else says what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from onrecord.checking.result import Finding, Place
from onrecord.copies.article import Article
from onrecord.copies.compare import compare
from onrecord.copies.derivation import Derivation
from onrecord.copies.order import CERTAINTY
from onrecord.copies.result import Compared, Traced
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.find import claim_key, find_claims
from onrecord.reading.context import read_context
from onrecord.reading.document import Document, Span
from onrecord.record import Record
from onrecord.record.names import Names, model_stems
from onrecord.terms.lists import say_list
from onrecord.terms.time import say_day

_HEADLINE = 300
_NAMED = 4


def find_against(
    document: Document, claims: Sequence[Claim], others: Sequence[Article], record: Record
) -> tuple[Finding, ...]:
    """Return the findings that other articles give on one, in the order of their places.

    An article that is among the others itself, word for word from the same publisher, is left out of them. `others`
    that are copies of each other are one source, and so is a copy of the article: a claim counts once for each source.
    """
    rest = [other for other in others if not _is_same(document, other.document)]
    if not rest:
        return ()
    compared = compare([Article("", document), *rest])
    mine = next(one for one in compared.traced if compared.articles[one.number].document is document)
    found = [*_origin(compared, mine), *_facts(compared, mine), *_agreement(compared, mine, claims, record)]
    return tuple(sorted(found, key=lambda finding: (finding.places[0].span, finding.kind)))


def merge(findings: Sequence[Finding], beside: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings of an article with those that others give on it, in the order of their places.

    A name that its source introduces is one finding, the one that says by which words.
    """
    introduced = {finding.places[0].quote for finding in beside if finding.kind == "introduction-cut"}
    own = [one for one in findings if one.kind != "unintroduced-name" or one.places[0].quote not in introduced]
    return tuple(sorted((*own, *beside), key=lambda finding: (finding.places[0].span, finding.kind)))


def _is_same(document: Document, other: Document) -> bool:
    return document.text == other.text and document.publisher == other.publisher


def _origin(compared: Compared, mine: Traced) -> Iterator[Finding]:
    """Yield that the article is derived, from what, and how sure that is."""
    if mine.kind is Derivation.INDEPENDENT:
        return
    document = compared.articles[mine.number].document
    whole = Span(0, min(len(document.text), _HEADLINE))
    first = next((sentence.span for sentence in document.sentences), whole)
    sources = say_list([_named(compared.articles[link.source]) for link in mine.links])
    certainty = CERTAINTY[mine.links[0].basis]
    yield Finding(
        "derived",
        (Place(first, document.quote(first)),),
        f"The article is {mine.kind.value} from {sources} ({round(100 * mine.shares[0])}% of its words verbatim). "
        f"That this is the source is {certainty}.",
    )


def _named(article: Article) -> str:
    document = article.document
    name = ": ".join(part for part in (document.publisher, document.title) if part) or article.place
    return f"{name} ({say_day(document.published)})" if document.published else name


def _facts(compared: Compared, mine: Traced) -> Iterator[Finding]:
    document = compared.articles[mine.number].document
    for loss in mine.losses:
        yield Finding(loss.kind, (Place(loss.copy, document.quote(loss.copy)),), loss.message)


def _agreement(compared: Compared, mine: Traced, claims: Sequence[Claim], record: Record) -> Iterator[Finding]:
    """Yield for each claim how many independent sources state it, where others state it at all."""
    checkable = [claim for claim in claims if claim.type is not ClaimType.OPINION]
    if not checkable:
        return
    telling = _telling(compared, mine.number, record)
    for claim in checkable:
        tellers = telling.get(claim_key(claim), [])
        if tellers:
            sources = {_source_of(compared, number) for number in [mine.number, *tellers]}
            others = f"{len(tellers)} other article{'s' * (len(tellers) > 1)} state{'s' * (len(tellers) == 1)} this"
            count = "all go back to one source" if len(sources) == 1 else f"with it they are {len(sources)} sources"
            named = say_list([_named(compared.articles[number]) for number in tellers[:_NAMED]])
            yield Finding("told-elsewhere", (Place(claim.span, claim.quote),), f"{others}, and {count}: {named}.")


def _telling(compared: Compared, mine: int, record: Record) -> Mapping[tuple[object, ...], list[int]]:
    """Return the numbers of the other articles that make each claim."""
    names, stems = Names.of(record), model_stems(record)
    telling: dict[tuple[object, ...], list[int]] = {}
    for number, article in enumerate(compared.articles):
        if number != mine:
            found = find_claims(read_context(article.document, names, stems))
            for key in dict.fromkeys(claim_key(claim) for claim in found):
                telling.setdefault(key, []).append(number)
    return telling


def _source_of(compared: Compared, number: int) -> int:
    family = compared.family_of(number)
    return number if family is None else family.head
