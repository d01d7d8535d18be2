"""Decide a number of something that the record measures: under every definition that the words can mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.definitions import other_definitions, with_other_definitions
from onrecord.checking.ends import decide_ends
from onrecord.checking.movements import decide_movement
from onrecord.checking.result import Definition, Evidence, Query, Verdict
from onrecord.checking.turning import say_interval, say_turn, turn_of
from onrecord.checking.values import are_rivals, contradicts, fits, is_slip, say_own_word, say_value
from onrecord.measures.registry import SERIES
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Quantity, interval_of
from onrecord.terms.time import ONE_DAY, Day, Period

ALWAYS = Period(Day(1900, 1, 1), Day(9999, 1, 1))
"""The time that a number of an article without a date may be of."""

STALE_DAYS = 400
"""A number without a date is compared with the values of this many days before the article."""


@dataclass(frozen=True, slots=True)
class _Values:
    """What the record holds of what a number can be of, each value with whether it bears the number out."""

    case: Case
    rows: tuple[Row, ...]
    held: tuple[bool | None, ...]
    queries: tuple[Query, ...]
    weak: tuple[Row, ...] = ()
    """Values of weak sources: they bear nothing out."""

    @property
    def near(self) -> list[Row]:
        """The values that bear the number out."""
        return [row for row, held in zip(self.rows, self.held, strict=True) if held]

    @property
    def firm(self) -> list[Row]:
        """The values that nothing speaks against."""
        return [row for row in self.rows if row["flag"] == ""]

    @property
    def reported(self) -> str:
        """What the record holds, in words."""
        return "; ".join(dict.fromkeys(f"{row['metric_name']} {say_value(row)}" for row in self.rows))

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """Each value as a line of the table of which says what."""
        return tuple(
            Definition(row["metric_name"], held, say_value(row), row["note"], self.case.source_lines(row))
            for row, held in zip(self.rows, self.held, strict=True)
        )

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Each value as evidence."""
        return tuple(
            self.case.evidence(
                row,
                f"{row['metric_name']} of {self.case.name(row['entity'])}: {say_value(row)}",
                decisive=held is not None,
            )
            for row, held in zip(self.rows, self.held, strict=True)
        )

    def verdict(self, label: Label, summary: str, *, turns: bool = False) -> Verdict:
        """Return a verdict by these values; `turns` says what would have changed it."""
        quantity: Quantity = self.case.claim.details["quantity"]
        return Verdict(
            label,
            self.case.day,
            summary,
            self.evidence,
            self.definitions,
            queries=self.queries,
            one_source=self.case.stories(self.rows) == 1 and label is not Label.CONFLICTING,
            tolerance=say_interval(quantity) if turns else "",
            turns=_turns(self.case, self.rows, label) if turns else "",
        )


def decide_number(case: Case) -> Verdict:
    """Decide a number against the values on record; refuted where the period is said and no value of it comes near.

    How far something moved is asked of two values where no change that a source printed decides it.
    """
    verdict = _decide_value(case)
    moved = case.claim.details.get("moved")
    if verdict.label is Label.NOT_ENOUGH and moved:
        return decide_movement(replace(case, claim=replace(case.claim, details=moved)))
    return verdict


def _decide_value(case: Case) -> Verdict:
    details, name = case.claim.details, case.claim.subject_name
    pairs = frozenset(with_other_definitions(details["measures"], details["words"]))
    entities = sorted({entity for entity, _ in pairs})
    asked = case.ask(SERIES, f"values of {name}", entities=entities, concepts=None)
    window = _window(case)
    if "came_from" in details and (verdict := decide_ends(case, asked, pairs, window)) is not None:
        return verdict
    in_time = [row for row in asked.rows if (row["entity"], row["metric"]) in pairs and row["flag"] in {"", "suspect"}]
    in_time = [row for row in in_time if period_of_row(row).overlaps(window)]
    rows = tuple(row for row in in_time if case.decides(row))
    weak = tuple(row for row in in_time if not case.decides(row))
    values = _Values(case, rows, tuple(fits(details["quantity"], row) for row in rows), (query_of(asked),), weak)
    if not rows:
        summary = f"No such figure of {name} for that time is on record."
        return not_enough(case, summary, f"a figure of {name}", queries=values.queries)
    if values.near:
        return _borne_out(values)
    excluded = _of_another_thing(values, window) or _slipped(values) or _excluded(values, pairs, window)
    return excluded or not_enough(
        case,
        f"{name}: {values.reported}; whether {details['printed']} is said of the same is not certain.",
        "the definition and the period of the number",
        evidence=values.evidence,
        definitions=values.definitions,
        queries=values.queries,
    )


def _borne_out(values: _Values) -> Verdict:
    """Return the verdict on a number that a value bears out: other sources and definitions may say another."""
    case, near = values.case, values.near
    rivals = [
        row
        for row, held in zip(values.rows, values.held, strict=True)
        if row["flag"] == ""
        and any(are_rivals(row, other) for other in near)
        and (held is False or _is_of_another_source(case, row, near))
    ]
    if rivals:
        return values.verdict(Label.CONFLICTING, f"Sources disagree: {values.reported}.")
    if said := _by_other_rules(values, holds=False):
        return values.verdict(Label.CONFLICTING, f"By which rule is not said: {values.reported}; {said}.")
    said = "; ".join(dict.fromkeys(f"{row['metric_name']} {say_value(row)}" for row in near))
    if all(row["flag"] for row in near):
        notes = "; ".join(dict.fromkeys(row["note"] for row in near if row["note"]))
        return values.verdict(Label.CONFLICTING, f"{case.claim.subject_name}: {said}, which is in doubt: {notes}.")
    return values.verdict(Label.SUPPORTED, f"{case.claim.subject_name}: {said}.", turns=True)


def _by_other_rules(values: _Values, *, holds: bool) -> str:
    """Say what weak sources have by other definitions of what is counted, where they bear the number out or do not.

    They decide nothing; that the words leave the definition open does.
    """
    quantity: Quantity = values.case.claim.details["quantity"]
    return "; ".join(
        f"{row['metric_name']} {say_value(row)}, on the word of a weak source"
        for row in values.weak
        if fits(quantity, row) is holds
        and any(one["metric"] != row["metric"] and are_rivals(row, one) for one in values.rows)
    )


def _of_another_thing(values: _Values, window: Period) -> Verdict | None:
    """Return a verdict where the number is exactly the value of another thing."""
    case, firm = values.case, values.firm
    claimed: Quantity = case.claim.details["quantity"]
    if not firm or claimed.qualifier != "exact" or (swapped := _of_another(case, firm, window)) is None:
        return None
    mine = max(firm, key=lambda row: row["period_end"])
    summary = (
        f"{case.claim.subject_name}: {mine['metric_name']} {say_value(mine)}; {case.claim.details['printed']} is the "
        f"number of {case.name(swapped['entity'])}."
    )
    label = Label.REFUTED if len({row["metric"] for row in firm}) == 1 else Label.CONFLICTING
    both = (*values.evidence, case.evidence(swapped, f"{case.name(swapped['entity'])}: {say_value(swapped)}"))
    one = case.stories(values.rows) == 1
    return Verdict(label, case.day, summary, both, values.definitions, queries=values.queries, one_source=one)


def _slipped(values: _Values) -> Verdict | None:
    """Return a verdict where the number is a value on record with a zero too many or too few."""
    details = values.case.claim.details
    slipped = next((row for row in values.firm if is_slip(details["quantity"], row)), None)
    if slipped is None:
        return None
    plain = len({(row["entity"], row["metric"]) for row in values.firm}) == 1
    return values.verdict(
        Label.REFUTED if plain else Label.CONFLICTING,
        f"{values.case.claim.subject_name}: {slipped['metric_name']} {say_value(slipped)}, not {details['printed']}: "
        "a power of ten apart.",
    )


def _excluded(values: _Values, pairs: frozenset[tuple[str, str]], window: Period) -> Verdict | None:
    """Return a verdict where every value that can be meant is another one.

    Where the record holds the number as the word of the article's own source, sources disagree.
    """
    case, firm = values.case, values.firm
    start = case.claim.details.get("came_from")
    if start and any(fits(start[0], row) for row in firm):
        return None  # what it came from says nothing of where it went
    if not firm or not (_is_plain(case, firm) if case.claim.period is not None else _is_of_these_days(case, firm)):
        return None
    name, printed = case.claim.subject_name, case.claim.details["printed"]
    if _is_own_word(case, pairs, window):
        return values.verdict(Label.CONFLICTING, f"{name}: {values.reported}; {say_own_word(printed)}.")
    if said := _by_other_rules(values, holds=True):
        return values.verdict(Label.CONFLICTING, f"By which rule is not said: {values.reported}; {said}.")
    return values.verdict(Label.REFUTED, f"{name}: {values.reported}, not {printed}.", turns=True)


def _is_own_word(case: Case, pairs: frozenset[tuple[str, str]], window: Period) -> bool:
    """Say whether the record holds the number by the article's own source."""
    entities = sorted({entity for entity, _ in pairs})
    return any(
        (row["entity"], row["metric"]) in pairs
        and period_of_row(row).overlaps(window)
        and fits(case.claim.details["quantity"], row)
        for row in case.left_out(SERIES, f"values of {case.claim.subject_name}", entities=entities, concepts=None)
    )


def _turns(case: Case, rows: Sequence[Row], label: Label) -> str:
    """Say which value would have changed the verdict; empty where several on record decided it together."""
    if len(rows) != 1:
        return ""
    what = f"{rows[0]['metric_name']} ({period_of_row(rows[0])})"
    return say_turn(turn_of(case.claim.details["quantity"], what), label, alone=label is Label.REFUTED)


def _of_another(case: Case, rows: Sequence[Row], window: Period) -> Row | None:
    """Return the value of another thing, by the same metric and of the same time, that the number is exactly."""
    claimed: Quantity = case.claim.details["quantity"]
    metrics = sorted({row["metric"] for row in rows})
    listed = case.view.query(
        "SELECT DISTINCT entity FROM observations WHERE list_contains($metrics, metric) ORDER BY ALL",
        {"metrics": metrics},
    )
    own = {entity for entity, _ in case.claim.details["measures"]}
    others = [row["entity"] for row in listed if row["entity"] not in own]
    if not others or len(others) > _MOST_RIVALS:
        return None
    asked = case.ask(SERIES, "values of others by the same metric", entities=others, concepts=None)
    for row in asked.rows:
        alike = [one for one in rows if one["metric"] == row["metric"] and one["period_end"] == row["period_end"]]
        exact = claimed.interval.overlaps(interval_of(abs(row["value"]), "exact"))
        if alike and exact and not row["flag"] and case.decides(row) and period_of_row(row).overlaps(window):
            return row
    return None


_MOST_RIVALS = 12
"""Among more things than this some number is met by chance."""


def _window(case: Case) -> Period:
    if case.claim.period is not None:
        return case.claim.period
    if not case.is_dated:
        return ALWAYS
    return Period(case.article_day - STALE_DAYS * ONE_DAY, case.article_day + ONE_DAY)


def _is_plain(case: Case, rows: Sequence[Row]) -> bool:
    """Say whether one thing alone can be meant, by definitions that agree, and its values lie wholly in the period."""
    period, first = case.claim.period, rows[0]
    alike = {first["metric"], *other_definitions(first["metric"])}
    one = all(row["entity"] == first["entity"] and row["metric"] in alike for row in rows)
    return one and all(period is not None and period.contains(period_of_row(row)) for row in rows)


def _is_of_these_days(case: Case, rows: Sequence[Row]) -> bool:
    """Say whether all that can be meant is one change of the days before the article: "shares fell by half"."""
    metrics = {(row["entity"], row["metric"]) for row in rows}
    late = all(0 <= (case.article_day - row["period_end"]).days <= _THESE_DAYS for row in rows)
    return case.is_dated and len(metrics) == 1 and late and all(row["kind"] == "change" for row in rows)


_THESE_DAYS = 7


def _is_of_another_source(case: Case, row: Row, near: Sequence[Row]) -> bool:
    """Say whether a row prints another number for the very time for which others print the one that is claimed."""
    claimed: Quantity = case.claim.details["quantity"]
    same = [other for other in near if period_of_row(other) == period_of_row(row) and other["metric"] == row["metric"]]
    return (
        claimed.qualifier == "exact"
        and contradicts(claimed, row)
        and any(other["entity"] == row["entity"] and not contradicts(claimed, other) for other in same)
    )
