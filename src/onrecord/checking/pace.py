"""Decide claims on the pace of releases, for every scope that the words can mean: a lab's, a country's, everybody's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.checking.case import Case, Row, not_enough, query_of
from onrecord.checking.pace_months import decide_month
from onrecord.checking.release_counts import decide_release_count
from onrecord.checking.result import Definition, Evidence, Query, Verdict
from onrecord.measures.registry import PACE
from onrecord.terms.labels import Label
from onrecord.terms.time import ONE_DAY, Day, Period, say_day

MOST_SHOWN = 12
"""How many launches are named as evidence; the count is in the table."""

LOOK_BACK = 365
"""A peak is a peak among the months of the year before the article."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose launches are counted."""

    name: str
    makers: tuple[str, ...] | None
    country: str | None
    watched: str


def decide_pace(case: Case) -> Verdict:
    """Decide a pace; a scope that the record does not watch fully is counted and shown, and cannot decide."""
    if "count" in case.claim.details:
        return decide_release_count(case)
    if "group" in case.claim.details:
        return decide_month(case)
    tried = [_scope_row(case, scope) for scope in _scopes(case)]
    definitions = tuple(definition for definition, _, _ in tried)
    queries = tuple(query for _, query, _ in tried)
    evidence = _launches(case, tried[0][2])
    held = {definition.holds for definition in definitions}
    first = definitions[0]
    counted = f"{first.name[:1].upper()}{first.name[1:]}: {first.numbers}."
    others = f" {len(definitions)} scopes are counted in the table." if len(definitions) > 1 else ""
    if held >= {True, False}:
        return Verdict(
            Label.CONFLICTING,
            case.day,
            f"It depends on whose releases are meant. {counted}{others}",
            evidence=evidence,
            definitions=definitions,
            queries=queries,
        )
    if None in held or not held:
        ambiguous = "The words do not say whose releases are meant. " if len(definitions) > 1 else ""
        return not_enough(
            case,
            f"{ambiguous}{counted}{others}",
            "a full list of launches of all labs that are meant",
            evidence=evidence,
            definitions=definitions,
            queries=queries,
        )
    label = Label.SUPPORTED if held == {True} else Label.REFUTED
    return Verdict(label, case.day, f"{counted}{others}", evidence, definitions, queries=queries)


def _scopes(case: Case) -> list[Scope]:
    makers = tuple(dict.fromkeys(_maker(case, id_) for id_ in case.claim.details["makers"]))
    scopes = [Scope(f"launches of {case.name(maker)}", (maker,), None, maker) for maker in makers[:2]]
    countries = {row["country"] for maker in makers if (row := case.entity(maker)) and row["country"]}
    if case.claim.details["scope"].startswith("chinese"):
        countries |= {"CN"}
    if case.claim.details["scope"].startswith(("us ", "american")):
        countries |= {"US"}
    scopes += [
        Scope(f"launches of all labs in {_country(case, country)}", None, country, country)
        for country in sorted(countries)
    ]
    scopes.append(Scope("launches of all labs on record", None, None, "*"))
    return scopes


def _country(case: Case, code: str) -> str:
    """Return the name of a country."""
    rows = case.view.record.entities.values()
    named = (row["name"] for row in rows if row["country"] == code and row["subkind"] == "country")
    return str(next(named, code))


def _maker(case: Case, id_: str) -> str:
    """Return the maker of a family ("DeepSeek models"), or the firm itself."""
    row = case.entity(id_)
    return str(row["parent"]) if row and row["kind"] in {"model-family", "product"} and row["parent"] else id_


def _launches(case: Case, rows: Sequence[Row]) -> tuple[Evidence, ...]:
    """Name the launches that were counted in the narrowest scope, the newest first."""
    return tuple(
        case.evidence(row, f"{row['model']}: launched on {say_day(row['day'])}", decisive=False)
        for row in sorted(rows, key=lambda row: row["day"], reverse=True)[:MOST_SHOWN]
    )


def _scope_row(case: Case, scope: Scope) -> tuple[Definition, Query, Sequence[Row]]:
    makers = list(scope.makers) if scope.makers else None
    answer = case.ask(PACE, scope.name, makers=makers, country=scope.country, families=None)
    rows = [row for row in answer.rows if row["exact"] and row["day"] <= case.article_day and case.decides(row)]
    days = [row["day"] for row in rows]
    coverage = case.watched("releases", [scope.watched], case.article_day)
    details = case.claim.details
    peak: Period | None = details["peak"]
    window = peak or Period(case.article_day - 90 * ONE_DAY, case.article_day + ONE_DAY)
    inside = [day for day in days if window.contains(day)]
    launches = "launch" if len(inside) == 1 else "launches"
    parts = [
        f"{len(inside)} {launches} in {window}"
        + (f", one every {window.days / len(inside):.1f} days" if inside else "")
    ]
    checks: list[bool] = []
    if details["days"] and inside:
        low, high = details["days"]
        checks.append(low <= window.days / len(inside) <= high)
    elif details["days"]:
        checks.append(False)
    if peak:
        months = _by_month(days, case.article_day)
        top = max(months, key=lambda month: months[month]) if months else None
        if top:
            month = Period.of_month(*top)
            parts.append(f"most in {month} ({months[top]})")
            checks.append(peak.overlaps(month))
    if details["direction"] in {"slow", "down"} and peak and peak.end < case.article_day:
        after = Period(peak.end, case.article_day + ONE_DAY)
        later = sum(after.contains(day) for day in days)
        parts.append(
            f"{later} in the {after.days} days since" + (f", one every {after.days / later:.1f}" if later else "")
        )
        checks.append(later / after.days < len(inside) / window.days)
    fully = coverage is not None and coverage["completeness"] == "full"
    note = _coverage_note(coverage)
    holds = all(checks) if checks and fully else None
    counted = [row for row in rows if window.contains(row["day"]) or row["day"] >= window.end]
    return Definition(scope.name, holds, "; ".join(parts), note), query_of(answer), counted


def _by_month(days: list[Day], until: Day) -> dict[tuple[int, int], int]:
    """Count launch days by month over the year before a day; the month of the day itself has not ended."""
    months: dict[tuple[int, int], int] = {}
    for day in days:
        if 0 <= (until - day).days <= LOOK_BACK and (day.year, day.month) != (until.year, until.month):
            months[day.year, day.month] = months.get((day.year, day.month), 0) + 1
    return dict(sorted(months.items()))


def _coverage_note(coverage: Row | None) -> str:
    if coverage is None:
        return "not watched by this record"
    return f"coverage {coverage['completeness']}" + (f": {coverage['note']}" if coverage["note"] else "")
