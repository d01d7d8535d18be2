"""Decide whether something rose, fell or slowed: under every definition on record that the article's words can mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from onrecord.checking.case import Case, Row, not_enough, query_of
from onrecord.checking.result import Definition, Evidence, Point, Series, Verdict
from onrecord.measures.measure import Answer
from onrecord.measures.movement import Movement, movement, usable, weekly_growth
from onrecord.measures.registry import SERIES
from onrecord.reading.words import word_table
from onrecord.terms.labels import Label
from onrecord.terms.time import Day, say_day

PER_METRIC = 2
"""How many series of one metric are shown: a lab's largest, and the one after it."""

WORTH_SHOWING = 0.25
"""The second series of a metric is shown if it is at least this share of the largest."""

FEWEST_POINTS = 4
"""A chart of fewer values than this shows nothing that the table does not."""

CHART_DAYS = 400
"""How far back a chart reaches."""


def decide_trend(case: Case) -> Verdict:
    """Decide a movement; definitions that disagree are Conflicting Evidence, with a table of which says what."""
    details = case.claim.details
    answer = ask_series(case)
    tried = [
        _definition(case, rows, concept)
        for concept in details["concepts"]
        for rows in _series_for(case, answer, concept)
        if worth_a_row(rows, case.article_day)
    ]
    queries = (query_of(answer),)
    subject, words = case.claim.subject_name, " and ".join(details["concepts"])
    if not tried:
        return not_enough(
            case,
            f"No series of {words} of {subject} is on record with values that can be compared.",
            f"a series of {words} of {subject}",
            queries=queries,
        )
    definitions = tuple(definition for definition, _ in tried)
    evidence = tuple(item for _, item in tried if item is not None)
    held = {definition.holds for definition in definitions} - {None}
    count = {value: sum(1 for d in definitions if d.holds is value) for value in (True, False, None)}
    tally = f"{count[True]} of {len(definitions)} definitions say so, {count[False]} say the opposite"
    tally += f", {count[None]} cannot tell" if count[None] else ""
    if not held:
        return not_enough(
            case,
            f"None of the {len(definitions)} definitions on record can tell.",
            f"values of {words} of {subject} up to {say_day(case.article_day)}",
            evidence=evidence,
            definitions=definitions,
            queries=queries,
        )
    if held == {True, False}:
        return Verdict(
            Label.CONFLICTING,
            case.day,
            f"It depends on what is counted: {tally}.",
            evidence,
            definitions,
            queries=queries,
        )
    silent = _silent_concepts(details["concepts"], tried)
    if silent:
        return not_enough(
            case,
            f"{tally}; nothing decisive on {' and '.join(silent)}.",
            f"values of {' and '.join(silent)} of {subject}",
            evidence=evidence,
            definitions=definitions,
            queries=queries,
        )
    label = Label.SUPPORTED if held == {True} else Label.REFUTED
    decisive = (definition for definition in definitions if definition.holds is not None)
    one = case.stories_of(line for definition in decisive for line in definition.sources) == 1
    summary = f"{tally[:1].upper()}{tally[1:]}{', on the word of one source' if one else ''}."
    return Verdict(label, case.day, summary, evidence, definitions, queries=queries, one_source=one)


def ask_series(case: Case) -> Answer:
    """Ask for all series of the claim's concepts, for its subject and everything that belongs to it."""
    details = case.claim.details
    entities = sorted({id_ for subject in details["subjects"] for id_ in belongings(case, subject)})
    words = sorted({word for concept in details["concepts"] for word in concept_words(concept)})
    return case.ask(
        SERIES,
        f"every series of {' or '.join(details['concepts'])} of {case.claim.subject_name} and what belongs to it",
        entities=entities,
        concepts=words,
    )


def belongings(case: Case, entity: str) -> set[str]:
    """Return an entity and all that belongs to it: a lab's models, apps and sites; not the firms that it owns."""
    rows = [row for row in case.view.record.entities.values() if row["kind"] != "person"]
    names = {row["entity"]: row["name"] for row in rows}
    children: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        children[row["parent"]].add(row["entity"])
        # "Acme models" are all that Acme makes, not one family among others.
        if row["entity"] == entity and row["name"] == f"{names.get(row['parent'])} models":
            return belongings(case, row["parent"])
    found, front = {entity}, {entity}
    while front:
        front = {child for parent in front for child in children[parent]} - found
        found |= front
    return found


def concept_words(concept: str) -> set[str]:
    """Return the words under which a metric may list a concept."""
    for row in word_table("concepts"):
        if row["concept"] == concept:
            return {concept, *row["forms"].split("|")}
    return {concept}


def _series_for(case: Case, answer: Answer, concept: str) -> list[list[Row]]:
    """Return the series that a concept can mean, the largest of each metric."""
    words = concept_words(concept)
    by_metric: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in answer.rows:
        if words & set(row["concepts"]) and case.decides(row):
            by_metric[row["metric"]][row["entity"]].append(row)
    chosen: list[list[Row]] = []
    for entities in by_metric.values():
        ranked = sorted(entities.values(), key=lambda rows: (-_size(case, rows), rows[0]["entity"]))
        largest = _size(case, ranked[0])
        chosen += [rows for rows in ranked[:PER_METRIC] if _size(case, rows) >= WORTH_SHOWING * largest]
    return chosen


def worth_a_row(rows: Sequence[Row], day: Day) -> bool:
    """Say whether a series belongs in the table: it moves, or it once had enough values and then fell silent."""
    values = usable(rows, day)
    return bool(values) and (len(values) > 2 or bool(movement(rows, day).direction))


def _size(case: Case, rows: Sequence[Row]) -> float:
    values = usable(rows, case.article_day)
    return (
        abs(values[-1]["value"]) * (1 if len(values) > 1 or rows[0]["kind"] in {"change", "sign"} else 1e-9)
        if values
        else 0.0
    )


def _definition(case: Case, rows: list[Row], concept: str) -> tuple[Definition, Evidence | None]:
    first = rows[0]
    since = case.claim.details["since"]
    moved = movement(rows, case.article_day, since.start if since else None)
    holds = _holds(moved, case.claim.details["direction"])
    if holds is False and case.claim.details["direction"] == "up" and first["kind"] == "counter":
        # A counter climbs even while it climbs more slowly; which of the two is meant the words do not say.
        holds = None
    name = f"{concept}: {first['metric_name']}, {case.name(first['entity'])}"
    shown = any(row["basis"] == "shown" for row in rows)
    note = "shown by its publisher then; the reading that was kept is later" if shown else first["misses"]
    used = usable(rows, case.article_day)
    newest = used[-1] if used else rows[-1]
    definition = Definition(
        name, holds, moved.numbers, note, case.source_lines(newest), series=f"{first['metric']}/{first['entity']}"
    )
    if holds is None:
        return definition, None
    return definition, case.evidence(newest, f"{first['metric_name']} of {case.name(first['entity'])}: {moved.numbers}")


def _holds(moved: Movement, direction: str) -> bool | None:
    if not moved.direction:
        return None
    if direction == "slow":
        # A level that stands still may be growth that stopped or a pace that never was; the words do not say.
        return None if moved.direction == "flat" else moved.direction == "down"
    return moved.direction == direction


def _silent_concepts(concepts: Sequence[str], tried: Sequence[tuple[Definition, Evidence | None]]) -> list[str]:
    """Return the concepts on which no definition is decisive: "downloads and usage" is right only if both are."""
    decided = {definition.name.partition(":")[0] for definition, _ in tried if definition.holds is not None}
    return [concept for concept in concepts if concept not in decided]


def chart_series(case: Case) -> tuple[Series, ...]:
    """Return the series of a trend claim for its charts: those that decide first, what became public later marked."""
    answer = ask_series(case)
    charts: dict[str, tuple[bool, Series]] = {}
    for concept in case.claim.details["concepts"]:
        for rows in _series_for(case, answer, concept):
            chart = _chart(case, rows)
            if chart is not None:
                decides = bool(movement(rows, case.article_day).direction)
                charts.setdefault(chart.id, (not decides, chart))
    return tuple(chart for _, chart in sorted(charts.values(), key=lambda item: item[0]))


def _chart(case: Case, rows: Sequence[Row]) -> Series | None:
    first, article = rows[0], case.article_day
    values = [row for row in usable(rows, case.day) if abs((row["period_end"] - article).days) <= CHART_DAYS]
    if len(values) < FEWEST_POINTS:
        return None
    if first["kind"] == "counter":
        unit = f"{first['unit']} a week"
        points = tuple(Point(start, end, value, end <= article) for start, end, value in weekly_growth(values))
    else:
        unit = first["unit"]
        points = tuple(
            Point(row["period_start"], row["period_end"], row["value"], row["known_from"] <= article) for row in values
        )
    name = f"{first['metric_name']}, {case.name(first['entity'])}"
    source = case.source_lines(values[-1])[0].publisher
    return Series(f"{first['metric']}/{first['entity']}", name, unit, points, source)
