"""Statements about series as claims with verdicts: the way from `answer` to the reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.checking.case import Case
from onrecord.checking.result import (
    CheckedClaim,
    Definition,
    Evidence,
    Point,
    Query,
    Series,
    SourceLine,
    UsedSeries,
    Verdict,
)
from onrecord.checking.series.answer import Answered, SeriesRecord, Trial, answer
from onrecord.checking.series.panel import Panel
from onrecord.checking.turning import say_turn
from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.reading.document import STATING_BLOCKS, Document, Span
from onrecord.reading.series.places import home_of
from onrecord.reading.series.statement import Shape, Statement
from onrecord.record import Record
from onrecord.terms.labels import Label
from onrecord.terms.time import Day, Period

FEWEST_COUNTRIES = 5
"""A record that measures fewer countries than this is no record of places: its own claim types read it better."""

ONE_STATEMENT = 600
"""A text of at most so many characters is read as a whole: "It was 5 in 2010" then knows of what."""

MOST_EVIDENCE = 6

TYPES = {
    Shape.LEVEL: ClaimType.LEVEL,
    Shape.SHARE: ClaimType.SHARE,
    Shape.ABSENCE: ClaimType.LEVEL,
    Shape.CHANGE: ClaimType.CHANGE,
    Shape.TREND: ClaimType.TREND,
    Shape.COMPARISON: ClaimType.COMPARISON,
    Shape.PERIODS: ClaimType.COMPARISON,
    Shape.RANK: ClaimType.RANK,
    Shape.EXTREME: ClaimType.EXTREME,
}
"""The claim type of each kind of statement."""

SERIES_TYPES = frozenset(TYPES.values())
"""The claim types of what is said of numbers."""


def series_of(record: Record) -> SeriesRecord | None:
    """Return a record made ready for statements about series; None where it measures no countries to speak of."""

    def made() -> SeriesRecord | None:
        series = SeriesRecord(record)
        if len(series.atlas.codes) < FEWEST_COUNTRIES:
            return None
        measured = record.latest().query(
            "SELECT count(DISTINCT entity) AS n FROM observations WHERE array_contains($entities, entity)",
            {"entities": sorted(series.atlas.codes)},
        )
        return series if measured and measured[0]["n"] >= FEWEST_COUNTRIES else None

    return record.memory.once("series", made)


def check_series(
    document: Document,
    record: Record,
    then: Day,
    now: Day,
    excluded: frozenset[str],
    taken: Sequence[Span] = (),
    speaker: str = "",
) -> tuple[CheckedClaim, ...]:
    """Check what a document states about the series of a record; `taken` are the spans of claims that are read already.

    `speaker` is who says it, where that decides which country "we" are and whose term "my first year" is in.
    """
    series = series_of(record)
    if series is None:
        return ()
    day = document.published or then
    home = home_of(speaker, document.publisher)
    found: list[CheckedClaim] = []
    for span in _texts(document):
        text = document.quote(span)
        views = record.as_of(then), record.as_of(now)
        # Of a single claim the reader wants to know what was near; of an article only what was understood.
        alone = len(document.sentences) == 1
        answers = [
            answer(text, day, series, view, home=home, claimant=speaker, excluded=excluded, nearest=alone)
            for view in views
        ]
        for one, two in zip(*(_aligned(answers)), strict=True):
            place = _span(text, span, one.statement)
            if any(place.overlaps(other) for other in taken):
                continue
            claim = _claim(document, place, one.statement, series)
            cases = [Case(claim, document, view, excluded, now=view is views[1]) for view in views]
            verdicts = [_verdict(case, told) for case, told in zip(cases, (one, two), strict=True)]
            found.append(CheckedClaim(claim, verdicts[0], verdicts[1], _chart(cases[1], two, day)))
    return tuple(found)


def _aligned(answers: Sequence[tuple[Answered, ...]]) -> tuple[tuple[Answered, ...], ...]:
    """Return the answers then and now to the same statements; one that only now has a series near has had none then."""
    then, now = answers
    if len(then) == len(now):
        return then, now
    return tuple(replace(one, trials=(), label=Label.NOT_ENOUGH) for one in now), now


def _texts(document: Document) -> Iterator[Span]:
    """Return the stretches that are read as one: a short text whole, a long one sentence by sentence."""
    stating = [sentence.span for sentence in document.sentences if sentence.block.kind in STATING_BLOCKS]
    if stating and stating[-1].end - stating[0].start <= ONE_STATEMENT:
        yield Span(stating[0].start, stating[-1].end)
        return
    yield from (span for span in stating if span.end - span.start <= ONE_STATEMENT)


def _span(text: str, whole: Span, statement: Statement) -> Span:
    """Return the exact words of a statement, without the gap around them."""
    inside = text[statement.start : statement.end]
    start = statement.start + len(inside) - len(inside.lstrip(" ,;"))
    end = statement.end - (len(inside) - len(inside.rstrip(" ,;")))
    return Span(whole.start + start, whole.start + max(end, start + 1))


def _claim(document: Document, span: Span, statement: Statement, series: SeriesRecord) -> Claim:
    code = statement.places[0] if statement.places else ""
    years = statement.years
    period = None
    if years is not None and years.first is not None and years.first >= 1:
        # "Since" reaches to the day of the text, not beyond.
        last = max(years.first, min(years.last, document.published.year if document.published else years.last))
        period = Period(Day(years.first, 1, 1), Day(min(last, 9998) + 1, 1, 1))
    return Claim(
        TYPES[statement.shape],
        span,
        document.quote(span),
        series.atlas.entity(code) or code,
        series.atlas.name(code) if code else "",
        Modality.FORECAST if statement.forecast else Modality.ASSERTED,
        period=period,
        places=(span,),
        details={"statement": statement},
    )


_SAYS = {
    Label.SUPPORTED: "The series bear it out",
    Label.REFUTED: "The series rule it out",
    Label.CONFLICTING: "It depends on what is meant",
    Label.NOT_ENOUGH: "The series cannot tell",
}


def _verdict(case: Case, told: Answered) -> Verdict:
    """Write what came of a statement for a report."""
    if not told.trials:
        return Verdict(
            told.label,
            case.day,
            "No series of what is measured here was on record.",
            missing=f"a series of what “{case.claim.quote}” measures",
        )
    best = told.trials[0]
    panel = told.panel
    words = best.measured.words(panel)
    numbers = best.outcome.numbers or "No value of it was on record"
    summary = f"{_SAYS[told.label]}. {words}: {numbers.rstrip('.')}."
    evidence = tuple(_evidence(case, best, panel))
    definitions = tuple(_definition(case, trial, panel) for trial in told.trials)
    return Verdict(
        told.label,
        case.day,
        summary,
        evidence,
        definitions,
        missing=best.outcome.missing if told.label is Label.NOT_ENOUGH else "",
        queries=_queries(case, told),
        one_source=case.stories_of(line for item in evidence for line in item.sources) == 1,
        tolerance=best.outcome.tolerance if told.label in {Label.SUPPORTED, Label.REFUTED} else "",
        turns=say_turn(best.outcome.turn, told.label, alone=len(told.trials) == 1),
        used=tuple(UsedSeries(metric, first, last, places) for metric, first, last, places in told.series),
    )


def _rows(trial: Trial) -> Iterator[tuple[str, str, int]]:
    """Return metric, place and year of the values that decided; without them, of the last years that matter."""
    outcome = trial.outcome
    pairs = outcome.decisive or tuple(
        (code, year)
        for code in outcome.places[:3]
        for first, last in outcome.used[:2]
        for year in ((first, last) if last - first > 3 else range(first, last + 1))
    )
    for code, year in pairs:
        for metric in trial.measured.ids:
            yield metric, code, year


def _evidence(case: Case, trial: Trial, panel: Panel) -> Iterator[Evidence]:
    seen: set[tuple[str, str, int]] = set()
    for metric, code, year in _rows(trial):
        entity = panel.atlas.entity(code)
        row = panel.row(metric, entity, year) if entity else None
        if row is None or (metric, code, year) in seen or len(seen) >= MOST_EVIDENCE:
            continue
        seen.add((metric, code, year))
        known = panel.index.by_id[metric]
        unit = known.unit if known.unit.startswith("%") else f" {known.unit}"
        yield case.evidence(
            row, f"{known.name}, {panel.atlas.name(code)}, {year}: {row['value']:,.6g}{unit}", decisive=True
        )


def _definition(case: Case, trial: Trial, panel: Panel) -> Definition:
    outcome = trial.outcome
    allowed = outcome.tolerance and f"tolerance: {outcome.tolerance}"
    note = "; ".join(part for part in (allowed, outcome.missing and f"missing: {outcome.missing}") if part)
    sources: dict[str, SourceLine] = {
        line.source: line for item in _evidence(case, trial, panel) for line in item.sources
    }
    return Definition(
        trial.measured.words(panel),
        outcome.holds,
        outcome.numbers,
        note,
        tuple(sources.values()),
        trial.measured.metric.id,
    )


def _queries(case: Case, told: Answered) -> tuple[Query, ...]:
    best = told.trials[0]
    names = " and ".join(map(told.panel.atlas.name, best.outcome.places[:4])) or "all places"
    spans = ", ".join(f"{a} to {b}" if a != b else str(a) for a, b in best.outcome.used) or "all years"
    words = f"{best.measured.words(told.panel)} of {names}, {spans}"
    found = [
        Query(
            words if number == 0 else f"further values for the same question ({number + 1})",
            case.view.full_sql(sql),
            tuple((name, str(value)) for name, value in sorted({**case.view.times, **parameters}.items())),
        )
        for number, (sql, parameters) in enumerate(told.asked)
    ]
    return tuple(found) or (Query(words),)


def _chart(case: Case, told: Answered, day: Day) -> tuple[Series, ...]:
    """Return the series of the places of a statement, a decade around the years that matter."""
    if not told.trials:
        return ()
    best, found = told.trials[0], []
    if best.measured.over is not None or len(best.measured.metrics) > 1:
        return ()
    metric = best.measured.metric
    first = min((a for a, _ in best.outcome.used), default=day.year) - 10
    for code in best.outcome.places[:2]:
        entity = told.panel.atlas.entity(code)
        values = told.panel.series(metric.id, code)
        points = tuple(
            Point(Day(year, 1, 1), Day(year + 1, 1, 1), values[year], year <= day.year)
            for year in sorted(values)
            if first <= year <= day.year + 3
        )
        if entity is None or len(points) < 4:
            continue
        row = told.panel.row(metric.id, entity, points[-1].start.year)
        source = case.source_lines(row)[0].publisher if row else ""
        found.append(
            Series(
                f"{metric.id}/{entity}", f"{metric.name}, {told.panel.atlas.name(code)}", metric.unit, points, source
            )
        )
    return tuple(found)
