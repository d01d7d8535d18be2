"""The dated facts on record as a statement could tell them: who has a part in each, by which words, on which days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.checking.acts import act_statement
from onrecord.checking.case import Case, Row, period_of_row, query_of
from onrecord.checking.result import Query, Verdict
from onrecord.measures.registry import HAPPENINGS, POLICY_ACTS, SERIES, TARGETS
from onrecord.reading.dates import find_dates
from onrecord.reading.dates.lengths import length_of
from onrecord.reading.quantities import find_quantities
from onrecord.reading.stems import meanings
from onrecord.reading.words import cell_words, word_table
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Quantity, interval_of
from onrecord.terms.time import Day, Period, say_on

KINDS = (
    "founded", "opened", "attended", "stated", "spoke", "met", "partnered", "listed", "renamed", "acquired", "invested",
)  # fmt: skip
"""The kinds of happenings."""

_ALWAYS = (Day(1900, 1, 1), Day(9999, 1, 1))
_UNDONE = re.compile(
    r"\b(?P<how>repealed|revoked|rescinded|reversed|withdrawn|renamed|postponed|amended) "
    r"(?P<day>\d{4}-\d{2}(?:-\d{2})?)"
)
_STEPS = {"postponed": "postponed", "amended": "amended", "renamed": "renamed"}
_DOUBTFUL = re.compile(
    r"\b(?:not|no|nor|never|without|another|other|misread|misdates?|confused|error|wrong|usual|by an? )\b"
)
"""Words of a note that speaks of something else than the fact."""

FREE = re.compile(r"\b(?:may|voluntary|non-binding)\b")
"""Words of a row on what nobody is held to."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated fact: what it was (an act, a kind of happening, "effect" or "undone"), whose, on which days."""

    row: Row
    what: str
    days: Period
    ids: frozenset[str]
    text: str
    statement: str

    @property
    def words(self) -> frozenset[str]:
        """What the words of its row say."""
        return meanings(self.text)

    @property
    def numbers(self) -> tuple[Quantity, ...]:
        """The numbers that its row tells."""
        return numbers_in(self.text)

    @property
    def told_days(self) -> tuple[Period, ...]:
        """The days that its row tells beside its own."""
        return _dates(self.text, self.days.start)[0]

    @property
    def lengths(self) -> tuple[float, ...]:
        """The lengths of time, in days, that its row tells."""
        return _dates(self.text, self.days.start)[1]


def verdict_by(case: Case, label: Label, fact: Fact, summary: str, queries: tuple[Query, ...]) -> Verdict:
    """Return the verdict that a single fact decides."""
    evidence = (case.evidence(fact.row, fact.statement),)
    return Verdict(label, case.day, summary, evidence, queries=queries, one_source=case.stories([fact.row]) == 1)


Known = tuple[tuple[Fact, ...], tuple[Query, ...]]
"""Facts, with what was asked to get them."""


def all_facts(case: Case) -> Known:
    """Return every dated act, happening and goal that may decide, with what was asked; gathered once."""
    return case.once("facts", _gather)


def all_figures(case: Case) -> Known:
    """Return every single figure on record that may decide, with what was asked; gathered once."""
    return case.once("figures", _gather_figures)


def _gather(case: Case) -> Known:
    acts = case.ask(
        POLICY_ACTS,
        "every act on record, to find the one that is told",
        policies=None,
        actor=None,
        kind=None,
        first=_ALWAYS[0],
        until=_ALWAYS[1],
    )
    happened = case.ask(
        HAPPENINGS,
        "every happening on record, to find the one that is told",
        kinds=list(KINDS),
        entities=None,
        object=None,
    )
    goals = case.ask(TARGETS, "every goal on record, to find the one that is told", who=None, concepts=None)
    facts = [fact for row in acts.rows if case.decides(row) for fact in _of_act(case, row)]
    single = [_of_happening(case, row) for row in happened.rows if case.decides(row)]
    stated = [_of_goal(case, row) for row in goals.rows if case.decides(row) and row["standing"] == "official"]
    asked = tuple(query_of(answer) for answer in (acts, happened, goals))
    return (*facts, *single, *_together(case, single), *stated), asked


def _gather_figures(case: Case) -> Known:
    few = [row["metric"] for row in case.view.query(_FEW, {"most": MOST_VALUES})]
    measured = case.view.query(_MEASURED, {"metrics": few})
    figures = case.ask(
        SERIES,
        "every single figure on record, to find the ones that are told",
        entities=[row["entity"] for row in measured],
        concepts=None,
    )
    told = [_of_figure(case, row) for row in figures.rows if row["metric"] in few and case.decides(row)]
    return tuple(told), (query_of(figures),)


def _of_act(case: Case, row: Row) -> Iterator[Fact]:
    """Yield what is known of an act: what was done, from when it applies, when it was taken back."""
    ids = frozenset({row["policy"], *case.ancestors(row["actor"]), *_state(case, row["jurisdiction"])}) - {""}
    text = " . ".join(
        (
            row["title"],
            *row["aliases"],
            row["kind"],
            row["issuer"],
            row["status"] or "",
            *topic_words(row),
            _plain_note("; ".join((*row["contents"], row["note"] or ""))),
        )
    )
    yield Fact(row, row["act"], period_of_row(row), ids, text, act_statement(row))
    if row["effective_start"] is not None:
        days = Period(row["effective_start"], row["effective_end"])
        yield Fact(row, "effect", days, ids, text, f"{row['title']}: took effect {say_on(days)}")
    undone = _UNDONE.search(row["status"] or "")
    if undone and (days := Period.parse(undone["day"])).start <= case.day:
        yield Fact(
            row, _STEPS.get(undone["how"], "undone"), days, ids, text, f"{row['title']}: {undone['how']} {say_on(days)}"
        )


def _of_happening(case: Case, row: Row) -> Fact:
    who, what = case.name(row["entity"]), case.name(row["object"]) if row["object"] else ""
    place = _place_of(case, row["object"])
    ids = frozenset({*case.ancestors(row["entity"]), *case.ancestors(row["object"] or ""), row["object"], *place}) - {
        ""
    }
    text = " . ".join((who, what, row["text"], *topic_words({**row, "also": []}), _plain_note(row["note"])))
    days = period_of_row(row)
    said = row["text"] or f"{row['kind']}{f' ({what})' if what else ''}"
    return Fact(row, row["kind"], days, ids, text, f"{who}: {said}, {days}")


def _of_goal(case: Case, row: Row) -> Fact:
    who = case.name(row["who"])
    amount = Quantity(row["value"], row["unit"], "exact", interval_of(row["value"], row["qualifier"] or "exact"))
    by = f"by {Period(row['deadline_start'], row['deadline_end'])}" if row["deadline_start"] else ""
    text = " . ".join((who, row["metric_name"], *row["concepts"], str(amount), by, _plain_note(row["note"])))
    ids = frozenset({row["who"], *case.ancestors(row["who"])}) - {""}
    days = period_of_row(row)
    return Fact(row, "goal", days, ids, text, f"{who}: {amount} for {row['metric_name']}, stated {days}")


MOST_VALUES = 60
"""A metric of more values is a series, whose values say nothing beside themselves."""

_FEW = "SELECT metric FROM observations GROUP BY metric HAVING count(*) <= $most ORDER BY metric"
_MEASURED = "SELECT DISTINCT entity FROM observations WHERE list_contains($metrics, metric) ORDER BY ALL"


def _of_figure(case: Case, row: Row) -> Fact:
    """Return a figure with what its row tells beside it: "5,300 firms, 15 percent of the world"."""
    who, days = case.name(row["entity"]), period_of_row(row)
    qualifier = row["qualifier"] or "exact"
    amount = Quantity(row["value"], row["unit"], qualifier, interval_of(row["value"], qualifier))
    text = " . ".join((who, row["metric_name"], *row["concepts"], str(amount), str(days), _plain_note(row["note"])))
    ids = frozenset({*case.ancestors(row["entity"]), *_place_of(case, row["entity"])}) - {""}
    return Fact(row, "figure", days, ids, text, f"{who}: {row['metric_name']} {amount} ({days})")


def _together(case: Case, facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield what several did together, or one at a time and place: those at one event, at one series, on one day."""
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.what in _JOINT:
            for id_ in {fact.row["object"], *_place_of(case, fact.row["object"])[:1]} - {"", None}:
                groups[id_, _JOINT[fact.what]].append(fact)
        if fact.days.is_day:
            groups[f"{fact.row['entity']} {fact.days}", fact.what].append(fact)
    for (_, what), several in sorted(groups.items(), key=lambda item: item[0]):
        if len(several) > 1:
            days = Period(min(fact.days.start for fact in several), max(fact.days.end for fact in several))
            ids = frozenset(id_ for fact in several for id_ in fact.ids)
            statement = "; ".join(dict.fromkeys(fact.statement for fact in several[:_MOST]))
            text = " . ".join((*(fact.text for fact in several), _GUESTS if what == "attended" else ""))
            yield Fact(several[0].row, what, days, ids, text, statement)


_JOINT = {"attended": "attended", "spoke": "attended", "opened": "attended", "partnered": "partnered"}
"""What several people or firms do together, by the kind of each one's happening."""

AT_EVENTS = frozenset({"attended", "spoke", "opened", "stated"})
"""Kinds of happenings that are at an event."""

EDITION_DAYS = 200
"""Editions are about a year apart: one that lies further from the article is not the one it is about."""

_GUESTS = "guests and speakers on the stage and in the audience"

_MOST = 4
"""How many of several facts are told."""


def _state(case: Case, jurisdiction: str) -> Sequence[str]:
    """Return the state whose act it is: the country by its code."""
    return case.once("states", _states).get(jurisdiction.split("-", maxsplit=1)[0], [])


def _states(case: Case) -> Mapping[str, Sequence[str]]:
    states: dict[str, list[str]] = defaultdict(list)
    for id_, row in case.view.record.entities.items():
        if row["kind"] == "country":
            states[row["country"]].append(id_)
    return states


def _place_of(case: Case, event: str) -> Sequence[str]:
    """Return where an event was, and its series."""
    return case.once("places of events", _places).get(event, [])


def _places(case: Case) -> Mapping[str, Sequence[str]]:
    places: dict[str, list[str]] = defaultdict(list)
    for row in case.view.query("SELECT DISTINCT event, city, series FROM events ORDER BY ALL"):
        places[row["event"]] += (row["series"], *case.ancestors(row["city"]))
    return places


def topic_words(row: Row) -> Iterator[str]:
    """Yield the words of the topics of an act or a happening."""
    topics = {*row["topics"], *row["also"]}
    for known in word_table("topics"):
        if known["topic"] in topics:
            yield from cell_words(known["words"])


def _plain_note(note: str | None) -> str:
    """Return the parts of a note that speak of the fact itself."""
    return "; ".join(part for part in (note or "").split(";") if not _DOUBTFUL.search(part))


@lru_cache(maxsize=4096)
def _dates(text: str, day: Day) -> tuple[tuple[Period, ...], tuple[float, ...]]:
    """Return the days and the lengths of time that a text tells."""
    dates = find_dates(text, day)
    return (
        tuple(date.period for date in dates if date.period is not None),
        tuple(length for date in dates if (length := length_of(date.value))),
    )


@lru_cache(maxsize=4096)
def numbers_in(text: str) -> tuple[Quantity, ...]:
    """Return the numbers that a text tells."""
    return tuple(mention.quantity for mention in find_quantities(text))
