"""Decide claims that somebody set a goal: is there such a goal, is its sum the one claimed, and has it been reached."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.result import Definition, Evidence, Query, Verdict
from onrecord.checking.turning import say_interval, say_turn, turn_of
from onrecord.measures.registry import SERIES, TARGETS
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Interval, Quantity, interval_of, say_number
from onrecord.terms.time import Period

RATE_METRICS = {"CNY": "cny-per-usd", "EUR": "eur-per-usd"}
"""The metric that holds a currency's rate to the dollar: units of the currency for one dollar."""

CONVERSION = 0.05
"""Half-width of a converted sum: rates on record are those that sources printed within the same few months."""

_CURRENCIES = frozenset({"USD", "CNY", "EUR", "GBP", "JPY"})
_FILLERS = frozenset({"the", "of", "a", "in", "size", "and"})

_RATE = (
    "SELECT value FROM observations WHERE metric = $metric AND period_start <= $day ORDER BY period_start DESC LIMIT 1"
)

_ENDINGS = (("ments", ""), ("ment", ""), ("ings", ""), ("ing", ""), ("ies", "y"), ("ed", ""), ("s", ""))
"""Endings that "invest", "investing" and "investments" do not share."""

STANDING = {"official": "official", "restated": "as restated", "forecast": "a forecast", "reported": "as reported"}


def decide_target(case: Case) -> Verdict:
    """Decide a stated goal.

    A goal whose quantity the article leaves open ("AI industry") is compared with every goal that the words can mean.
    That a goal exists and that its sum is another is conflicting evidence; where the words fit exactly one goal,
    another sum refutes.
    """
    details = case.claim.details
    metrics = _read_metrics(case) or _metrics(case, details["body"]) or _money_goals(case)
    if not metrics:
        return not_enough(case, "The record knows no goal by these words.", "a document that states the goal")
    answer = case.ask(TARGETS, f"goals for {', '.join(metrics.values())}", who=None, concepts=_concepts(case, metrics))
    mine = [
        row for row in answer.rows if row["metric"] in metrics and _same_owner(case, row) and _same_deadline(case, row)
    ]
    decisive = [row for row in mine if case.decides(row) and row["standing"] in {"official", "restated"}]
    queries: list[Query] = [query_of(answer)]
    who = case.claim.subject_name
    if not decisive:
        return not_enough(
            case, f"No goal of {who} for this is on record.", "a document that states the goal", queries=tuple(queries)
        )
    rows = [_compare(case, row, queries) for row in mine]
    official = [row for row in decisive if row["standing"] == "official"] or decisive
    held = {d.holds for row, d in zip(mine, rows, strict=True) if row in official}
    reached, reached_evidence = _reached(case, metrics, queries)
    evidence = (
        tuple(
            case.evidence(row, _statement(row), decisive=row in official, note=_conversion_note(case, row, queries))
            for row in mine
        )
        + reached_evidence
    )
    definitions = (*rows, *([reached] if reached else []))
    first = official[0]
    stated = (
        f"The {STANDING[first['standing']]} goal on record is {_sum(first)} for {first['metric_name']}"
        f"{_by(first)}{_in_claimed_unit(case, first, queries)}"
    )
    printed = details["printed"]
    if misread := _misread(case, stated, held):
        label, summary = misread
        return Verdict(label, case.day, summary, evidence, definitions, queries=tuple(queries))
    if True in held:
        return Verdict(
            Label.SUPPORTED,
            case.day,
            f"{stated}.",
            evidence,
            definitions,
            queries=tuple(queries),
            tolerance=say_interval(details["quantity"]),
            turns=_turns(case, official, Label.SUPPORTED),
        )
    tail = f" {reached.numbers[:1].upper()}{reached.numbers[1:]}." if reached and reached.numbers else ""
    if held == {None}:
        return not_enough(
            case,
            f"{stated}; the two sums cannot be compared.{tail}",
            "an exchange rate of that time",
            evidence=evidence,
            definitions=definitions,
            queries=tuple(queries),
        )
    converted = any(row["unit"] != details["quantity"].unit for row in official)
    vague = len({row["metric"] for row in official}) > 1 or (converted and not _is_named(case, first))
    summary = f"No goal of {printed} is on record. {stated}.{tail}"
    if vague:
        summary = f"There is such a goal, but no {printed} is on record for it. {stated}.{tail}"
    # A line that names only a sum may mean another goal, but a zero too many of the one on record is no chance.
    vague = vague or bool(details.get("described") and any(_is_slip(details["quantity"], row) for row in official))
    label = Label.CONFLICTING if vague else Label.REFUTED
    return Verdict(
        label,
        case.day,
        summary,
        evidence,
        definitions,
        queries=tuple(queries),
        tolerance=say_interval(details["quantity"]) if label is Label.REFUTED else "",
        turns=_turns(case, official, label),
    )


def _misread(case: Case, stated: str, held: set[bool | None]) -> tuple[Label, str] | None:
    """Return the verdict on a goal that is told of what it does not count, as more than it says, or as a fact."""
    details = case.claim.details
    if not_of := details.get("not_of"):
        return Label.REFUTED, f"{stated}: {_counts(case)}, which is not what “{not_of}” says."
    if True in held and details.get("as_fact"):
        return Label.CONFLICTING, f"{stated}: a goal, and nothing on record says that it was reached."
    if True in held and (unsaid := details.get("unsaid")):
        return Label.CONFLICTING, f"{stated}: {unsaid}, which the words leave out."
    return None


def _counts(case: Case) -> str:
    """Say what the metric of a goal counts."""
    rows = case.view.query(
        "SELECT counts FROM metrics WHERE list_contains($metrics, metric) ORDER BY ALL",
        {"metrics": list(case.claim.details["metrics"])},
    )
    return "; ".join(str(row["counts"]) for row in rows)


def _read_metrics(case: Case) -> dict[str, str]:
    """Return what the reader found the goal to be of, with the names."""
    read = case.claim.details.get("metrics", ())
    rows = case.view.query(
        "SELECT DISTINCT metric, name FROM metrics WHERE list_contains($metrics, metric) ORDER BY ALL",
        {"metrics": list(read)},
    )
    return {row["metric"]: row["name"] for row in rows} if read else {}


def _turns(case: Case, official: Sequence[Row], label: Label) -> str:
    """Say which goal would have changed the verdict; empty where there are several, or one in another currency."""
    claimed: Quantity = case.claim.details["quantity"]
    if len(official) != 1 or official[0]["unit"] != claimed.unit:
        return ""
    return say_turn(turn_of(claimed, f"the goal for {official[0]['metric_name']}"), label)


_POWERS = (0.001, 0.1, 10.0, 1000.0)


def _is_slip(claimed: Quantity, row: Row) -> bool:
    """Say whether a sum is a goal on record with a zero too many or too few."""
    if row["unit"] != claimed.unit or claimed.unit not in _CURRENCIES:
        return False
    printed = claimed.interval if claimed.interval.high < math.inf else interval_of(claimed.value, "exact")
    return any(Interval(row["value"], row["high"] or row["value"]).overlaps(printed.scaled(p)) for p in _POWERS)


def _metrics(case: Case, body: str) -> dict[str, str]:
    """Return the metrics of goals whose words all stand in the claim, with their names; more words tell more."""
    words = {_stem(word) for word in re.findall(r"[a-z]+", body.casefold())}
    rows = case.view.query(
        "SELECT DISTINCT m.metric, m.name, m.concepts FROM metrics AS m JOIN targets AS t ON t.metric = m.metric "
        "ORDER BY ALL"
    )
    found: dict[str, tuple[int, str]] = {}
    for row in rows:
        phrases = [{_stem(word) for word in re.findall(r"[a-z]+", phrase.casefold())} for phrase in row["concepts"]]
        said = max((len(phrase) for phrase in phrases if phrase <= words), default=0)
        if said:
            found[row["metric"]] = said, row["name"]
    most = max((said for said, _ in found.values()), default=0)
    return {metric: name for metric, (said, name) in found.items() if said == most}


def _money_goals(case: Case) -> dict[str, str]:
    """Return what the owner's goals in money are counted in: "has pledged 380 billion yuan" says no more than the sum.

    A state has many: its goals in that currency must be of one kind.
    """
    unit, of_state = case.claim.details["quantity"].unit, case.claim.details["of_state"]
    if unit not in _CURRENCIES:
        return {}
    rows = case.view.query(
        "SELECT DISTINCT m.metric, m.name, t.who FROM metrics AS m JOIN targets AS t ON t.metric = m.metric "
        "WHERE list_contains($units, t.unit) ORDER BY ALL",
        {"units": [unit] if of_state else sorted(_CURRENCIES)},
    )
    found = {row["metric"]: row["name"] for row in rows if _same_owner(case, row)}
    return found if len(found) == 1 or not of_state else {}


def _stem(word: str) -> str:
    for ending, short in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)] + short
    return word


def _concepts(case: Case, metrics: dict[str, str]) -> list[str]:
    rows = case.view.query(
        "SELECT concepts FROM metrics WHERE list_contains($metrics, metric)", {"metrics": list(metrics)}
    )
    return sorted({concept for row in rows for concept in row["concepts"]})


def _same_owner(case: Case, row: Row) -> bool:
    """Say whether a goal is the claimed owner's: its own, its part's or whole's, or another arm's of the same state."""
    claimed: Sequence[str] = case.claim.details["who"]
    if row["who"] in claimed:
        return True
    owner = case.entity(row["who"])
    for id_ in claimed:
        entity = case.entity(id_)
        if entity is None or owner is None:
            continue
        if all(_is_state(e["kind"], e["subkind"]) for e in (entity, owner)):
            # A city's goal is not its country's, though the city belongs to it.
            local = "municipal" in owner["name"].casefold()
            if entity["country"] == owner["country"] and not local:
                return True
        elif row["who"] in case.ancestors(id_) or id_ in case.ancestors(row["who"]):
            return True
    return False


def _is_state(kind: str, subkind: str) -> bool:
    return kind in {"country", "place"} or "government" in subkind


def _same_deadline(case: Case, row: Row) -> bool:
    claimed: Period | None = case.claim.details["deadline"]
    if claimed is None or row["deadline_start"] is None:
        return True
    deadline = Period(row["deadline_start"], row["deadline_end"])
    return claimed.overlaps(deadline) or claimed.start.year == deadline.last.year


def _compare(case: Case, row: Row, queries: list[Query]) -> Definition:
    """Compare a goal's sum with the claimed one, in the claimed unit."""
    claimed: Quantity = case.claim.details["quantity"]
    name = f"{row['metric_name']}, {STANDING[row['standing']]} {period_of_row(row)}"
    if row["unit"] == claimed.unit:
        factor: float | None = 1.0
    else:
        factor = _factor(case, row["unit"], claimed.unit, queries)
    if factor is None:
        return Definition(
            name, None, f"{_sum(row)}: no rate to {claimed.unit} on record by then", row["note"], case.source_lines(row)
        )
    stated = row["value"] * factor
    high = (row["high"] or row["value"]) * factor
    width = 0.0 if factor == 1.0 else CONVERSION
    fits = Interval(stated * (1 - width), high * (1 + width)).overlaps(claimed.interval)
    numbers = (
        _sum(row) if factor == 1.0 else f"{_sum(row)}, {say_number(_figures(stated), claimed.unit)} at the rate of then"
    )
    return Definition(name, fits, numbers, row["note"], case.source_lines(row))


def _factor(case: Case, unit: str, wanted: str, queries: list[Query]) -> float | None:
    """Return by what a sum is multiplied to come to another currency, at the newest rate known by the article's day."""
    to_dollar = 1.0 if unit == "USD" else _rate(case, unit, queries)
    from_dollar = 1.0 if wanted == "USD" else _rate(case, wanted, queries)
    if to_dollar is None or from_dollar is None:
        return None
    return from_dollar / to_dollar


def _rate(case: Case, currency: str, queries: list[Query]) -> float | None:
    """Return how many units of a currency a dollar bought, by the newest rate on record before the article."""
    metric = RATE_METRICS.get(currency)
    if metric is None:
        return None
    rows = case.view.query(_RATE, {"metric": metric, "day": case.article_day})
    asked = Query(
        f"{currency} for a dollar, the newest rate by {case.article_day.isoformat()}",
        case.view.full_sql(_RATE),
        (("day", case.article_day.isoformat()), ("metric", metric)),
    )
    if asked not in queries:
        queries.append(asked)
    return float(rows[0]["value"]) if rows else None


def _reached(
    case: Case, metrics: dict[str, str], queries: list[Query]
) -> tuple[Definition | None, tuple[Evidence, ...]]:
    """Say whether the claimed sum has already been reached, by the levels on record for the quantity and country."""
    claimed: Quantity = case.claim.details["quantity"]
    countries = sorted(
        {row["country"] for id_ in case.claim.details["who"] if (row := case.entity(id_)) and row["country"]}
    )
    if not countries:
        return None, ()
    owners = case.view.record.latest().query(
        "SELECT DISTINCT entity FROM entities WHERE kind IN ('country', 'place') AND subkind <> 'city' "
        "AND list_contains($countries, country) ORDER BY ALL",
        {"countries": countries},
    )
    answer = case.ask(
        SERIES, "levels reached so far", entities=[row["entity"] for row in owners], concepts=_concepts(case, metrics)
    )
    queries.append(query_of(answer))
    levels = [row for row in answer.rows if case.decides(row) and not row["flag"]]
    passed = []
    for row in levels:
        factor = 1.0 if row["unit"] == claimed.unit else _factor(case, row["unit"], claimed.unit, queries)
        if factor and row["value"] * factor >= claimed.value:
            passed.append((row["period_start"], row["value"] * factor, row))
    if not passed:
        return None, ()
    start, value, row = min(passed, key=lambda item: item[0])
    reached = say_number(row["value"], row["unit"])
    text = f"the sum of {case.claim.details['printed']} was passed in {start.year}: {reached}"
    text += "" if row["unit"] == claimed.unit else f", about {say_number(_figures(value), claimed.unit)}"
    definition = Definition("level reached", None, text, row["note"], case.source_lines(row))
    return definition, (
        case.evidence(
            row, f"{row['metric_name']} {period_of_row(row)}: {say_number(row['value'], row['unit'])}", decisive=False
        ),
    )


def _is_named(case: Case, row: Row) -> bool:
    """Say whether the article names the quantity itself ("core AI industry") and not only its kind ("industry")."""
    words = {_stem(word) for word in re.findall(r"[a-z]+", case.claim.details["body"].casefold())}
    name = {_stem(word) for word in re.findall(r"[a-z]+", row["metric_name"].casefold())} - _FILLERS
    return name <= words


def _in_claimed_unit(case: Case, row: Row, queries: list[Query]) -> str:
    claimed: Quantity = case.claim.details["quantity"]
    if row["unit"] == claimed.unit:
        return ""
    factor = _factor(case, row["unit"], claimed.unit, queries)
    return f" (about {say_number(_figures(row['value'] * factor), claimed.unit)})" if factor else ""


def _conversion_note(case: Case, row: Row, queries: list[Query]) -> str:
    return _in_claimed_unit(case, row, queries).strip(" ()")


def _sum(row: Row) -> str:
    qualifier = row["qualifier"] or "exact"
    low = str(Quantity(row["value"], row["unit"], qualifier, interval_of(row["value"], qualifier)))
    return f"{low} to {say_number(row['high'], row['unit'])}" if row["high"] else low


def _by(row: Row) -> str:
    return f" by {Period(row['deadline_start'], row['deadline_end']).last.year}" if row["deadline_start"] else ""


def _statement(row: Row) -> str:
    return f"{row['metric_name']}: {_sum(row)}{_by(row)} ({STANDING[row['standing']]}, stated {period_of_row(row)})"


def _figures(value: float) -> float:
    """Round a converted sum to three figures: more would claim to know the rate."""
    return float(f"{value:.3g}")
