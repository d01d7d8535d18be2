"""The names of everything on record, and where they stand in a text.

A name may belong to several entities, and one entity has several names; dated names (titles, metonyms) say when they
hold. Matching is leftmost-longest over all names at once (Aho & Corasick 1975), so `Qwen2.5-0.5B` is never read as
`Qwen2.5`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import ahocorasick_rs

from onrecord.record.people import Post, guests_of_events, posts_of
from onrecord.record.store import Record
from onrecord.terms.time import Day, Period


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name can mean: a row of `table`, by its id; `kind` is the entity's kind or the table's name.

    `owner` is the id of what it belongs to: a model's maker, an app's firm, an act's author. A name whose `use` is
    local ("Parliament", "the Commission") means this only beside others of the same place.
    """

    id: str
    table: str
    kind: str
    name: str
    use: str = "name"
    holds: Period | None = None
    owner: str = ""

    def held_on(self, day: Day | None) -> bool:
        """Say whether the name meant this on a day."""
        return self.holds is None or day is None or self.holds.contains(day)


@dataclass(frozen=True, slots=True)
class Found:
    """A name found in a text, with all it can mean."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """An edition of an event as names need it: when it was, every place that it lay in, the city first, who came."""

    meaning: Meaning
    series: str
    period: Period
    places: tuple[str, ...]
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric as reading needs it: the words that it goes by, and for what it has values."""

    metric: str
    name: str
    concepts: tuple[str, ...]
    unit: str
    kind: str
    entities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody who leads a state or its government, as reading needs it: of which country, in which role, when."""

    person: str
    name: str
    country: str
    role: str
    holds: Period | None


@dataclass(frozen=True, slots=True)
class Goal:
    """A stated goal as reading needs it: whose it is, of what, how much in what unit, by which words, and by when."""

    who: str
    metric: str
    name: str
    value: float
    unit: str
    concepts: tuple[str, ...]
    deadline: Period | None


ANY_CASE_KINDS = frozenset({"policy", "event-series", "event"})
"""What is written in any case ("the AI action plan"); people, firms and models keep their capitals."""


_NUMBERED = re.compile(r"([A-Z][A-Za-z]*)[- ]?\d")


_LETTERED = re.compile(r"[ -]([A-Z])\d")
"""A letter and a number behind a maker's name: MiniMax-M1."""


_JOINT = re.compile(r"[ -](?=\S)")


class Names:
    """All names of a record.

    >>> from onrecord.record import open_record
    >>> names = Names.of(open_record())
    >>> [meaning.id for found in names.find("a chat with DeepSeek") for meaning in found.meanings]
    ['deepseek']
    """

    def __init__(
        self,
        meanings: Mapping[str, tuple[Meaning, ...]],
        occasions: Sequence[Occasion] = (),
        governed: Mapping[str, tuple[str, ...]] | None = None,
        entities: Mapping[str, Meaning] | None = None,
        countries: Iterable[str] = (),
        measured: Sequence[Measured] = (),
        officials: Sequence[Official] = (),
        speeches: Sequence[tuple[str, Period]] = (),
        goals: Sequence[Goal] = (),
        posts: Mapping[str, Post] | None = None,
    ) -> None:
        """Take meanings by the name as it is printed, and what else reading needs to know of the record."""
        self._meanings = meanings
        self.occasions = tuple(occasions)
        self.governed = dict(governed or {})
        self.entities = dict(entities or {})
        self.countries = frozenset(countries)
        self.measured = tuple(measured)
        self.officials = tuple(officials)
        self.speeches = tuple(speeches)
        self.goals = tuple(goals)
        self.posts = dict(posts or {})
        self.belongings: dict[str, tuple[str, ...]] = {}
        for meaning in self.entities.values():
            if meaning.owner and meaning.kind in {"product", "model-family"}:
                self.belongings[meaning.owner] = (*self.belongings.get(meaning.owner, ()), meaning.id)
        self._exact = sorted(meanings)
        folded: dict[str, list[Meaning]] = defaultdict(list)
        for name, means in meanings.items():
            loose = [m for m in means if (m.kind in ANY_CASE_KINDS or m.use == "title") and " " in name]
            folded[fold(name)] += [m for m in loose if m not in folded[fold(name)]]
        self._folded = {name: tuple(means) for name, means in folded.items() if means}
        self._folded_names = sorted(self._folded)

    @classmethod
    def of(cls, record: Record) -> Names:
        """Return the names of a record: entities and their aliases, releases, policies, events; gathered once."""
        return record.memory.once("names", lambda: cls._gather(record))

    @classmethod
    def _gather(cls, record: Record) -> Names:
        gathered: dict[str, list[Meaning]] = defaultdict(list)
        by_id: dict[str, Meaning] = {}
        view = record.latest()
        for row in view.query("SELECT DISTINCT entity, kind, name, aliases, parent FROM entities ORDER BY ALL"):
            meaning = Meaning(row["entity"], "entities", row["kind"], row["name"], owner=row["parent"])
            by_id[row["entity"]] = meaning
            _add(gathered, (row["name"], *row["aliases"]), meaning)
        for row in view.query("SELECT DISTINCT event, name FROM events ORDER BY ALL"):
            meaning = by_id[row["event"]] = Meaning(row["event"], "events", "event", row["name"])
            _add(gathered, (row["name"],), meaning)
        parents = {row["entity"]: row["parent"] for row in record.entities.values()}
        came = guests_of_events(record)
        occasions = [
            Occasion(
                by_id[row["event"]],
                row["series"],
                Period(row["start"], row["end"]),
                _within(row["city"], parents),
                came.get(row["event"], frozenset()),
            )
            for row in view.query(
                "SELECT event, series, city, min(period_start) AS start, max(period_end) AS end FROM events "
                "GROUP BY event, series, city ORDER BY ALL"
            )
        ]
        for row in view.query("SELECT alias, entity, use, holds_start, holds_end FROM aliases ORDER BY ALL"):
            base = by_id[row["entity"]]
            holds = Period(row["holds_start"], row["holds_end"]) if row["holds_start"] else None
            used = Meaning(base.id, base.table, base.kind, base.name, row["use"], holds, base.owner)
            _add(gathered, (row["alias"],), used)
        for row in view.query("SELECT DISTINCT policy, title, aliases, actor FROM policies ORDER BY ALL"):
            meaning = Meaning(row["policy"], "policies", "policy", row["title"], owner=row["actor"])
            _add(gathered, (row["title"], *row["aliases"]), meaning)
        # What only a shop's page calls a model is no name that an article is read by.
        named = "SELECT DISTINCT release, maker, model, aliases FROM releases WHERE kind <> 'reseller' ORDER BY ALL"
        for row in view.query(named):
            meaning = Meaning(row["release"], "releases", "model", row["model"], owner=row["maker"])
            _add(gathered, (row["model"], *row["aliases"]), meaning)
        governed = {row["entity"]: _within(row["parent"], parents) for row in record.entities.values() if row["parent"]}
        countries = [row["entity"] for row in record.entities.values() if row["kind"] == "country"]
        return cls(
            {name: tuple(dict.fromkeys(means)) for name, means in gathered.items()},
            occasions,
            governed,
            by_id,
            countries,
            _measured(record),
            _officials(record),
            _speeches(record),
            _goals(record),
            posts_of(record),
        )

    def meanings(self, name: str) -> tuple[Meaning, ...]:
        """Return what a name can mean, trying any case where that is usual."""
        return self._meanings.get(name) or self._folded.get(fold(name), ())

    @cached_property
    def model_endings(self) -> frozenset[str]:
        """What the names of models end in, behind a space or a hyphen: "Flash", "Sonnet 4.5"."""
        models = (name for name, means in self._meanings.items() if any(m.kind == "model" for m in means))
        return frozenset(name[joint.end() :] for name in models for joint in _JOINT.finditer(name))

    def measured_of(self, entities: Iterable[str]) -> list[tuple[Measured, list[str]]]:
        """Return the metrics that have values of any of the entities, each with those of which it has."""
        near: dict[str, tuple[Measured, list[str]]] = {}
        for entity in dict.fromkeys(entities):
            for measured in self._measured_by_entity.get(entity, ()):
                near.setdefault(measured.metric, (measured, []))[1].append(entity)
        return list(near.values())

    @cached_property
    def units(self) -> frozenset[str]:
        """All units of metrics and goals, and the words that metrics go by, with what these end in: "active users"."""
        concepts = {concept for measured in self.measured for concept in measured.concepts}
        units = {measured.unit for measured in self.measured} | {goal.unit for goal in self.goals}
        return frozenset(units | {end for concept in concepts for end in endings(concept)})

    @cached_property
    def _measured_by_entity(self) -> Mapping[str, Sequence[Measured]]:
        found: dict[str, list[Measured]] = defaultdict(list)
        for measured in self.measured:
            for entity in measured.entities:
                found[entity].append(measured)
        return dict(found)

    def find(self, text: str) -> tuple[Found, ...]:
        """Return the names in a text, leftmost first, the longest where several begin together, none overlapping."""
        hits = [
            Found(start, end, self._meanings[self._exact[index]])
            for index, start, end in self._exact_matcher.find_matches_as_indexes(text)
        ]
        hits += [
            Found(start, end, self._folded[self._folded_names[index]])
            for index, start, end in self._folded_matcher.find_matches_as_indexes(fold(text))
        ]
        whole = [hit for hit in hits if _stands_alone(text, hit.start, hit.end)]
        whole.sort(key=lambda hit: (hit.start, -hit.end))
        found: list[Found] = []
        for hit in whole:
            if not found or hit.start >= found[-1].end:
                found.append(hit)
        return tuple(found)

    @cached_property
    def _exact_matcher(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self._exact, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    @cached_property
    def _folded_matcher(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self._folded_names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def endings(words: str) -> Iterator[str]:
    """Yield some words and what they end in.

    >>> list(endings("monthly active users"))
    ['monthly active users', 'active users', 'users']
    """
    yield words
    for joint in re.finditer(" ", words):
        yield words[joint.end() :]


def fold(text: str) -> str:
    """Return the text in lower case with every character at its place.

    >>> fold("İstanbul AI")
    'İstanbul ai'
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _add(gathered: dict[str, list[Meaning]], names: Iterable[str], meaning: Meaning) -> None:
    for name in names:
        bare = name.removeprefix("The ").strip()
        if len(bare) > 1:
            gathered[bare].append(meaning)


def _measured(record: Record) -> list[Measured]:
    """Gather what the record has values of; the figures of events are read with their events."""
    return [
        Measured(
            row["metric"],
            row["name"],
            tuple(fold(concept) for concept in row["concepts"]),
            row["unit"],
            row["kind"],
            frozenset(row["entities"]),
        )
        for row in record.latest().query(
            "SELECT m.metric, m.name, m.concepts, m.unit, m.kind, list(DISTINCT o.entity) AS entities "
            "FROM metrics AS m JOIN observations AS o ON o.metric = m.metric "
            "WHERE m.metric NOT LIKE 'event-%' GROUP BY ALL ORDER BY m.metric"
        )
    ]


def _officials(record: Record) -> list[Official]:
    """Gather the heads of states and governments."""
    return [
        Official(
            row["entity"],
            row["name"],
            row["country"],
            row["role"],
            Period(row["holds_start"], row["holds_end"]) if row["holds_start"] else None,
        )
        for row in record.entities.values()
        if row["kind"] == "person" and row["subkind"].startswith("head of")
    ]


def _speeches(record: Record) -> list[tuple[str, Period]]:
    """Gather who is on record as having spoken, and when."""
    rows = record.latest().query(
        "SELECT DISTINCT entity, period_start, period_end FROM happenings WHERE kind IN ('stated', 'spoke', 'opened') "
        "ORDER BY ALL"
    )
    return [(row["entity"], Period(row["period_start"], row["period_end"])) for row in rows]


def _goals(record: Record) -> list[Goal]:
    """Gather the stated goals: whose, in what unit, by what words."""
    rows = record.latest().query(
        "SELECT DISTINCT t.who, t.metric, m.name, t.value, t.unit, m.concepts, t.deadline_start, t.deadline_end "
        "FROM targets AS t JOIN metrics AS m ON m.metric = t.metric ORDER BY ALL"
    )
    return [
        Goal(
            row["who"],
            row["metric"],
            row["name"],
            row["value"],
            row["unit"],
            tuple(fold(concept) for concept in row["concepts"]),
            Period(row["deadline_start"], row["deadline_end"]) if row["deadline_start"] else None,
        )
        for row in rows
    ]


def _within(place: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """Return a place and all that it lies in."""
    chain: list[str] = []
    while place and place not in chain:
        chain.append(place)
        place = parents.get(place, "")
    return tuple(chain)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether a match is a whole name: no letter or digit touches it, and no further version number follows."""
    before = text[start - 1] if start else " "
    if (before.isalnum() and before.isascii()) or (before in "-_/@." and start > 1 and text[start - 2].isalnum()):
        return False
    after = text[end : end + 2]
    if not after:
        return True
    if after[0].isalnum() and after[0].isascii() and text[end - 1].isascii():
        return False
    joined_to_number = after[0] in ".-" and len(after) > 1 and after[1].isdigit()
    return not joined_to_number


def model_stems(record: Record) -> dict[str, tuple[str, ...]]:
    """Return the names under which makers number their models ("Llama", "GPT"), with the makers that use them.

    >>> from onrecord.record import open_record
    >>> model_stems(open_record())["Grok"]
    ('xai',)
    """
    return record.memory.once("model stems", lambda: _stems(record))


def _stems(record: Record) -> dict[str, tuple[str, ...]]:
    stems: dict[str, Counter[str]] = defaultdict(Counter)
    for row in record.latest().query("SELECT maker, model, aliases FROM releases WHERE launch IS DISTINCT FROM 'no'"):
        for name in (row["model"], *row["aliases"]):
            match = _NUMBERED.match(name)
            if match:
                stems[match[1]][row["maker"]] += 1
            elif letter := _LETTERED.search(name):
                stems[letter[1]][row["maker"]] += 1
    # A letter is shared by makers ("R1", "V3"); who is meant depends on who is spoken of.
    letters = {stem: tuple(sorted(makers)) for stem, makers in stems.items() if len(stem) < 3}
    # One stray name must not make a word a family; a family belongs to whoever numbers most of it.
    return letters | {
        stem: (makers.most_common(1)[0][0],)
        for stem, makers in stems.items()
        if len(stem) >= 3 and makers.most_common(1)[0][1] > 1 and 2 * makers.most_common(1)[0][1] > makers.total()
    }
