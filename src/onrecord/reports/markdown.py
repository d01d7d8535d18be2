"""A checked article as Markdown, for a desk's wiki, an issue or a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.checking.result import CheckedArticle, CheckedClaim, Finding, Query, SourceLine
from onrecord.reports.cards import Card, DefinitionRow, EvidenceRow, Reading, card_of
from onrecord.reports.safe import one_line, visible, web_address
from onrecord.reports.words import (
    LABELS,
    LICENCE,
    METHOD,
    NOT_A_COURT,
    about,
    headline,
    say_basis,
    say_finding,
    say_origin,
    say_published,
    say_tier,
    say_verdict,
    tally,
)
from onrecord.terms.time import say_day

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&$!])")
_LINE_START = re.compile(r"^(\d+)?([-+=.)])")


def markdown_report(article: CheckedArticle) -> str:
    """Return the article's claims, verdicts and findings as Markdown (CommonMark with tables)."""
    return "\n".join(_lines(article)).rstrip() + "\n"


def escape(text: str) -> str:
    r"""Return words of others as Markdown that shows exactly these words, on one line.

    >>> escape("# 1. <b>*bold*</b>")
    '\\# 1. \\<b\\>\\*bold\\*\\</b\\>'
    """
    line = _SPECIAL.sub(r"\\\1", one_line(text))
    return _LINE_START.sub(r"\1\\\2", line)


def _lines(article: CheckedArticle) -> Iterator[str]:
    yield f"# {escape(headline(article))}"
    yield ""
    yield f"{escape(say_origin(article))}. {tally(article)}"
    yield ""
    yield (
        f"Checked as it was known on {say_day(article.then)} and as it is known now, {say_day(article.now)}."
        f" {NOT_A_COURT}"
    )
    if article.findings:
        yield from ("", "## For the editor", "")
        for finding in article.findings:
            yield _finding(finding)
    if article.claims:
        yield from ("", "## Claims")
        for number, checked in enumerate(article.claims, 1):
            yield from _claim(number, checked)
    yield from ("", "## About this check", "", METHOD, "")
    yield from (f"- {LABELS[label].sign} {label.value}: {LABELS[label].meaning}" for label in LABELS)
    for note in article.notes:
        yield f"- {escape(note)}"
    yield from ("", f"Record vintage {escape(article.vintage)}. {LICENCE}")


def _finding(finding: Finding) -> str:
    places = "; ".join(
        f"“{escape(place.quote)}” (characters {place.span.start} to {place.span.end})" for place in finding.places
    )
    return f"- **{escape(say_finding(finding.kind))}.** {escape(finding.message)}" + (
        f" Places: {places}." if places else ""
    )


def _claim(number: int, checked: CheckedClaim) -> Iterator[str]:
    card = card_of(checked)
    yield ""
    yield f"### {number}. “{escape(checked.claim.quote)}”"
    yield ""
    yield f"**{LABELS[checked.now.label].sign} {say_verdict(checked)}** ({escape(about(checked.claim))})"
    for reading in card.summaries:
        yield from ("", _reading(reading))
    if card.one_source:
        yield from ("", "Decided by one source alone.")
    for reading in card.missing:
        when = f" {reading.when.lower()}" if reading.when else ""
        yield from ("", f"Missing{when}: {escape(reading.text)}")
    for reading in card.tolerances:
        when = f" {reading.when.lower()}" if reading.when else ""
        yield from ("", f"Tolerance{when}: {escape(reading.text)}.")
    for reading in card.turns:
        yield from ("", _reading(reading))
    if card.definitions:
        yield from ("", "| Definition | Holds | Numbers | Sources |", "| --- | --- | --- | --- |")
        yield from (_definition(row) for row in card.definitions)
    yield from _evidence(card)
    for query in card.queries:
        yield from ("", f"Asked of the record: {escape(query.words)}")
        yield from _sql(query)


def _reading(reading: Reading) -> str:
    return f"{reading.when}: {escape(reading.text)}" if reading.when else escape(reading.text)


def _definition(row: DefinitionRow) -> str:
    name = escape(" ".join((row.name, *(f"({note})" for note in row.notes))))
    cells = (
        name,
        "; ".join(_reading(reading) for reading in row.holds),
        "; ".join(_reading(reading) for reading in row.numbers),
        ", ".join(_source(source) for source in row.sources),
    )
    return f"| {' | '.join(cells)} |"


def _evidence(card: Card) -> Iterator[str]:
    if card.evidence:
        yield ""
    for row in card.evidence:
        yield f"- {_evidence_line(row)}"


def _evidence_line(row: EvidenceRow) -> str:
    evidence = row.evidence
    known = f"{'known only since' if row.later else 'public since'} {say_day(evidence.known_from)}"
    words = [known, say_basis(evidence.basis), evidence.note, "counts for that day only" if row.past else ""]
    sources = ", ".join(_source(source) for source in evidence.sources)
    known_how = escape("; ".join(word for word in words if word))
    return f"{escape(evidence.statement)} ({known_how}) {sources}".rstrip()


def _source(source: SourceLine) -> str:
    name = escape(source.publisher or source.source)
    address = web_address(source.address)
    # Parentheses would end the link; the rest of an address was checked by `web_address`.
    linked = address.replace("(", "%28").replace(")", "%29").replace("|", "%7C")
    shown = f"[{name}](<{linked}>)" if address else name
    return f"{shown}, {escape(say_published(source.published))} ({escape(say_tier(source.tier))})"


def _sql(query: Query) -> Iterator[str]:
    if not query.sql:
        return
    sql = visible(query.sql).strip("\n")
    runs = [len(run) for run in re.findall("`+", sql)]
    fence = "`" * max(3, max(runs, default=0) + 1)
    yield from ("", f"{fence}sql", sql, fence)
    if query.parameters:
        shown = ", ".join(f"{escape(name)} = {escape(value)}" for name, value in query.parameters)
        yield from ("", f"with {shown}")
