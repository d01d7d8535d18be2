"""Countries and groups of countries in text, with their members by date."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.reading.series.cues import pattern
from onrecord.reading.words import cell_words, one_of

WORLD = "world"

FEWEST_CAPITALS = 4
"""A country's name of so many letters is known in capitals too."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in a text: `code` is an ISO 3166-1 alpha-3 code, or the name of a group; `people` marks a demonym."""

    start: int
    end: int
    code: str
    people: bool = False
    group: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory."""

    code: str
    alpha2: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    region: str


@cache
def place_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table of `data/places/`."""
    text = files("onrecord").joinpath("data", "places", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if line.strip() and not line.startswith("#")))


@cache
def countries() -> dict[str, Country]:
    """Return the countries by code.

    >>> countries()["GHA"].name
    'Ghana'
    """
    return {
        row["code"]: Country(
            row["code"],
            row["alpha2"],
            row["name"],
            cell_words(row["aliases"]),
            cell_words(row["demonyms"]),
            row["region"],
        )
        for row in place_table("countries")
    }


@cache
def members(group: str, year: int) -> tuple[str, ...]:
    """Return the codes of a group's members in a year, in the order of the alphabet; empty where none are listed.

    >>> "GBR" in members("eu", 2015), "GBR" in members("eu", 2022)
    (True, False)
    """
    found: set[str] = set()
    for row in place_table("groups"):
        if row["group"] != group or not row["members"]:
            continue
        if (row["from"] and year < int(row["from"])) or (row["to"] and year >= int(row["to"])):
            continue
        for name in cell_words(row["members"]):
            if name == "@":
                found |= {country.code for country in countries().values() if country.region == group}
            elif name.isupper():
                found.add(name)
            else:
                found |= set(members(name, year))
    return tuple(sorted(found))


@cache
def group_name(group: str) -> str:
    """Return the name of a group."""
    return next((row["name"] for row in place_table("groups") if row["group"] == group), group)


def place_name(code: str) -> str:
    """Return the name of a country or of a group.

    >>> place_name("GHA"), place_name("eu")
    ('Ghana', 'European Union')
    """
    return countries()[code].name if code in countries() else group_name(code)


@cache
def _gazetteer() -> tuple[re.Pattern[str], dict[str, tuple[str, bool, bool]]]:
    """Return the pattern of all names, and what each means: its code, whether it names people, whether a group."""
    names: dict[str, tuple[str, bool, bool]] = {}
    for row in place_table("groups"):
        for name in (row["name"], *cell_words(row["aliases"])):
            names.setdefault(name, (row["group"], False, True))
    for country in countries().values():
        for name in (country.name, *country.aliases):
            names[name] = (country.code, False, False)
        for name in country.demonyms:
            names.setdefault(name, (country.code, True, False))
        # In capitals a longer name means the same; a short one may be another word.
        if len(country.name) >= FEWEST_CAPITALS:
            names.setdefault(country.name.upper(), (country.code, False, False))
    ordered = sorted(names, key=lambda name: (-len(name), name))
    # Names in lower case ("the world") may begin a sentence; others are matched as they are written.
    parts = [
        ("(?i:" + re.escape(name) + ")" if name[0].islower() else re.escape(name)).replace("'", "['’]")
        for name in ordered
    ]
    return re.compile(r"(?<![\w-])(?:" + "|".join(parts) + r")(?![\w])(?!-[A-Z])"), names


def find_places(text: str, extra: Iterable[tuple[str, str]] = ()) -> list[PlaceMention]:
    """Return the places of a text in their order; `extra` are further names with the entity that each means.

    >>> [(p.code, p.people) for p in find_places("More Nigerians than Indians live in the EU.")]
    [('NGA', True), ('IND', True), ('eu', False)]
    """
    gazetteer, names = _gazetteer()
    folded = {name.casefold(): meaning for name, meaning in names.items()}
    found = []
    for match in gazetteer.finditer(text):
        word = match.group().replace("’", "'")
        meaning = names.get(word) or folded.get(word.casefold())
        if meaning is None:
            continue
        code, people, group = meaning
        if word == "US" and text.isupper():
            continue
        found.append(PlaceMention(match.start(), match.end(), code, people, group))
    found += _seats_in(text)
    for name, entity in extra:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if not any(place.start < match.end() and match.start() < place.end for place in found):
                found.append(PlaceMention(match.start(), match.end(), entity))
    return sorted(found, key=lambda place: place.start)


@cache
def _seats() -> tuple[re.Pattern[str], dict[str, tuple[str, bool]]]:
    """Return the pattern of all seats of governments, and of each its state and whether it must act to stand for it."""
    seats = {
        name: (row["code"], bool(row["acting"])) for row in place_table("seats") for name in cell_words(row["names"])
    }
    return re.compile(rf"(?<![\w-]){one_of(seats)}(?![\w-])"), seats


def _seats_in(text: str) -> list[PlaceMention]:
    """Return the seats of governments that stand for the state: "the Kremlin", and "Ankara" where it spends."""
    pattern_of_seats, seats = _seats()
    found, beside = [], []
    for match in pattern_of_seats.finditer(text):
        code, must_act = seats[match.group()]
        place = PlaceMention(*match.span(), code, group=code not in countries())
        ahead, behind = text[: match.start()], text[match.end() :]
        if not must_act or (pattern("subject-ahead").search(ahead) and pattern("acts-as-state").match(behind)):
            found.append(place)
        elif pattern("set-beside-state").search(ahead) and pattern("ends-comparison").match(behind):
            beside.append(place)
    # Whom a state is set beside is a state: "Ankara hosts more than Athens".
    return [*found, *beside] if found else []


@cache
def _parts() -> re.Pattern[str]:
    names = [name for row in place_table("parts") for name in cell_words(row["names"])]
    return re.compile(rf"(?<![\w-]){one_of(names)}(?![\w])")


def part_of_country(text: str) -> str:
    """Return the name of a state, province or city that a text is about; empty where it names none.

    >>> part_of_country("Wind produced less than 10% of Texas power."), part_of_country("Kenya's power")
    ('Texas', '')
    """
    match = _parts().search(text)
    return match.group() if match else ""


def names_person(name: str, text: str) -> bool:
    """Say whether a text means the holder of an office: by full name, or by a surname without another first name.

    >>> names_person("Jonathan", "Jonathan Ashworth MP"), names_person("Trump", "former President Trump")
    (False, True)
    """
    match = re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", text) if name in text else None
    if match is None:
        return False
    if " " in name:
        return True
    before = re.search(r"(\w+)\.?\s+$", text[: match.start()])
    titled = not before or before[1].casefold() in _TITLES or not before[1][0].isupper()
    return titled and not re.match(r"\s+[A-Z]", text[match.end() :])


_TITLES = {
    "president",
    "minister",
    "premier",
    "chancellor",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "ex",
    "former",
    "pm",
    "leader",
    "under",
    "during",
    "since",
    "when",
    "after",
    "before",
    "while",
    "with",
    "by",
    "as",
    "from",
    "in",
    "for",
    "and",
    "until",
    "if",
}


def home_of(claimant: str, publisher: str) -> str:
    """Return the country that "we" and "our country" mean, by who says it and who prints it; empty where nobody knows.

    >>> home_of("Nigerian columnist", "Africa Check"), home_of("", "Full Fact"), home_of("A post", "AFP")
    ('NGA', 'GBR', '')
    """
    named = [place.code for place in find_places(claimant) if not place.group]
    if named:
        return named[0]
    surname_of = [
        row["country"]
        for row in place_table("terms_of_office")
        if any(names_person(name, claimant) for name in cell_words(row["names"]))
    ]
    if surname_of and len(set(surname_of)) == 1:
        return surname_of[0]
    folded = publisher.casefold().strip()
    for row in place_table("publishers"):
        if any(name.casefold() == folded for name in cell_words(row["names"])):
            return row["country"]
    return ""
