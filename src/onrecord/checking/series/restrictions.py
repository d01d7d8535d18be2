"""What a claim restricts its count to and a metric does not count: lung cancer, ages 2 to 15, production for yields."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache

from onrecord.checking.series.asking import Ask
from onrecord.checking.series.aspects import aspects_of, only_of, other_aspect
from onrecord.checking.series.measured import Measured
from onrecord.checking.series.metrics import Metric, MetricIndex, ages_of
from onrecord.checking.series.sums import joined_terms
from onrecord.checking.series.units import counts_people, unit_of
from onrecord.reading.series.cues import pattern
from onrecord.reading.series.statement import Shape, Statement
from onrecord.reading.series.topic import fold, known_things, placed_terms, topic_terms
from onrecord.reading.words import cell_words, word_table

MOST_MISSED = 1.0
"""A metric that leaves more of the named things out than it measures is not decided by."""


FITS = 0.75
"""A metric that explains so much of what a claim names is what it means, whatever else it names."""


_THING = r"[\w-]+(?: [\w-]+)?"
_LIST = re.compile(rf"(?:{_THING}, +){{2,}}(?:{_THING} +)?(?:and|or|plus) +{_THING}", re.IGNORECASE)
"""Three things or more in a row; a single comma may only end the words before ("In Russia, wind and solar")."""


@cache
def _restricting() -> frozenset[str]:
    return frozenset(word for row in word_table("restricting") for word in cell_words(row["words"]))


def not_measured(statement: Statement, measured: Measured, text: str, index: MetricIndex) -> str:
    """Return what the claim restricts its count to and the metric does not; empty where they agree.

    A claim on lung cancer is not decided by deaths from cancer, nor one on ages 2 to 15 by those of 5 to 19.
    """
    parts = [*measured.metrics, *(m for m in (measured.over, measured.times) if m is not None)]
    # Age groups say by their ages whom they count; beside a metric that fits, another thing is of another part.
    fits = measured.metric.ages is not None or measured.recall >= FITS
    if not fits and index.missed(statement.topic, parts) > MOST_MISSED:
        return "what is named"
    if _named_by_nothing(statement, measured):
        return "what is measured"
    if toll := _other_event(statement, measured):
        return toll
    if pattern("share-of-output").search(statement.topic) and unit_of(measured.metric).kind not in {"percent", "score"}:
        return "a share of the whole economy"
    if homes := _counts_homes(statement, measured, text):
        return homes
    if part_of_a_list(text, parts):
        return "all that is listed"
    aspect = other_aspect(statement.topic, " ".join(metric.name for metric in parts)) or of_others(
        f"{text} {statement.topic}", measured
    )
    if aspect:
        return aspect
    alone = _of_whom(statement, measured)
    if alone:
        return alone
    telling = ("" if fits else index.telling(statement.topic, parts)) or half_of_two(statement, text, measured, index)
    if telling and not _is_named_by_its_aspect(telling, parts):
        return telling
    word = (
        unknown_modifier(statement.topic, measured, index)
        or other_cause(statement.topic, measured)
        or _of_a_kind(statement, measured)
    )
    if word:
        return word
    said = statement.topic.lower()
    known = " ".join(
        f"{m.name} {' '.join(m.concepts)} {' '.join(m.title)} {' '.join(m.other)}" for m in measured.metrics
    ).lower()
    for word in sorted(_restricting()):
        known_too = word in known or fold(word) in known
        if word in said and not known_too and re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", said):
            return word
    ages = ages_of(text)
    span = measured.metric.ages
    if ages is None or span is None or len(measured.metrics) > 1:
        return ""
    younger = ages[0] < span[0] - 1
    older = ages[1] > span[1] + 2
    if younger or older:
        return f"ages {ages[0]} to {ages[1]}"
    return ""


def _is_named_by_its_aspect(word: str, parts: Sequence[Metric]) -> bool:
    """Say whether a word says no more than metrics do by their aspect: who burns coal consumes it."""
    said, known = aspects_of(word), aspects_of(" ".join(metric.name for metric in parts))
    return any(said[family] & known.get(family, frozenset()) for family in said)


_EVERYTHING = frozenset(
    {"population", "share", "people", "adult", "capita", "rate", "gdp", "country", "production", "consumption", "yield"}
)
"""Words that many metrics are named by, and that lead to none of them."""


def _named_by_nothing(statement: Statement, measured: Measured) -> bool:
    """Say whether a claim names nothing of a metric but that it is a share of the population, or of the economy."""
    names = [metric.title - _EVERYTHING for metric in measured.metrics]
    said = {*topic_terms(statement.topic), *topic_terms(statement.context)}
    groups = measured.metric.ages is not None or any(
        not metric.title - metric.aside - _EVERYTHING for metric in measured.metrics
    )
    return not groups and not any(name & said for name in names)


def _other_event(statement: Statement, measured: Measured) -> str:
    """Return that a claim speaks of deaths where no metric counts any, or that a metric counts nothing else."""
    said = {*topic_terms(statement.topic), *topic_terms(statement.context)}
    dead = any("death" in metric.title | metric.other for metric in measured.metrics)
    if not dead and "death" in topic_terms(statement.topic):
        return "deaths"
    # "It burns half of the coal" is no claim on who burns to death.
    used = aspects_of(statement.topic).get("quantity") and not said & _DEADLY
    return "what is used" if used and all("death" in metric.title for metric in measured.metrics) else ""


_DEADLY = frozenset({"death", "mortality", "homicide", "conflict", "terrorism", "toll", "suicide"})
"""Words that speak of deaths, and things that are counted by them."""

_HOMES = re.compile(
    r"\s*(?:more|fewer|additional|extra|new|poor|rural|urban)?\s*(?P<what>homes|households|houses|families|schools)\b",
    re.IGNORECASE,
)


def _counts_homes(statement: Statement, measured: Measured, text: str) -> str:
    """Return what a claim counts in larger units than people, where a metric counts people: homes."""
    amount = statement.amount
    if amount is None or amount.unit == "percent" or not any(map(counts_people, measured.metrics)):
        return ""
    match = _HOMES.match(text, amount.end) or _HOMES.match(f" {amount.unit}")
    return match["what"] if match else ""


def beyond_the_whole(restriction: str, ask: Ask) -> bool:
    """Say whether a claim counts more of a part than there is of the whole: more illegal migrants than migrants."""
    amount, measured = ask.statement.amount, ask.measured
    if restriction not in _restricting() or amount is None or ask.statement.shape is not Shape.LEVEL:
        return False
    values = measured.values(ask.panel, ask.code, ask.now - MOST_YEARS, ask.now) if measured.additive else {}
    return bool(values) and measured.over is None and amount.interval.low * measured.factor > max(values.values())


MOST_YEARS = 6
"""In so many years a part has not outgrown the whole."""

_ALONE = frozenset({"woman", "man", "student"})
"""Of whom alone a claim may speak, so that a number of everybody does not decide it."""


def part_of_a_list(text: str, parts: Sequence[Metric]) -> bool:
    """Say whether metrics count some of the things that a text lists and not the others.

    "From geothermal, hydro, wind and solar" is not wind and solar.
    """
    named = frozenset[str]().union(*(metric.title for metric in parts))
    described = frozenset[str]().union(*(metric.title | metric.other for metric in parts))
    for found in _LIST.finditer(pattern("interjection").sub(" ", text)):
        things = [set(topic_terms(one)) for one in re.split(r", *(?:and|or|plus)? +| +(?:and|or|plus) +", found[0])]
        # What a description lists too is all of it: renewables, "from hydro, wind and solar".
        if any(named & thing for thing in things) and not all(described & thing for thing in things):
            return True
    return False


def _of_whom(statement: Statement, measured: Measured) -> str:
    """Return of whom a claim speaks where no metric says that it counts them: obese women, by the obesity of adults."""
    said = aspects_of(statement.topic).get("people", frozenset()) & _ALONE
    parts = " ".join(f"{metric.name} {metric.unit} {metric.id}" for metric in measured.metrics).replace("-", " ")
    # "Births per woman" speaks of women without counting only them.
    named = {who for who in said if who in parts.lower()}
    return min(said - named - aspects_of(parts).get("people", frozenset()), default="")


def of_others(text: str, measured: Measured) -> str:
    """Return whom a metric counts, where the claim speaks of everybody: only women, only students."""
    return only_of(text, measured.metric.name) if len(measured.metrics) == 1 else ""


def half_of_two(statement: Statement, text: str, measured: Measured, index: MetricIndex) -> str:
    """Return what a sum leaves out of two things that a claim puts together: "farms and factories together"."""
    if not statement.combined or len(measured.metrics) > 1:
        return ""
    have = measured.metric.title
    for pair in joined_terms(text):
        inside, outside = pair & have, pair - have
        if inside and outside and (index.weight(min(outside)) or min(outside) in known_things()):
            return min(outside)
    return ""


_CAUSE = re.compile(
    r"\b(?:deaths?|fatalities|die|dies|died|dying|killed|murdered|injured|injuries)\s+"
    r"(?:(?:each|every|a|per)\s+(?:day|week|month|year)\s+)?"
    r"(?:in|by|from|of|with|while|during|due to|because of|caused by|at the hands of|on) (?=\S)(?P<cause>[^,;.!?]*)",
    re.IGNORECASE,
)


def _of_a_kind(statement: Statement, measured: Measured) -> str:
    """Return the quality that is ranked where no metric has it: "the most expensive electricity"."""
    match = pattern("most-of-a-kind").search(fold(statement.topic))
    if match is None or statement.shape not in {Shape.RANK, Shape.COMPARISON, Shape.EXTREME}:
        return ""
    known = " ".join(f"{m.name} {' '.join(m.title)} {' '.join(m.other)}" for m in measured.metrics).lower()
    named = set(topic_terms(match["kind"])) & frozenset[str]().union(*(m.title | m.other for m in measured.metrics))
    return "" if named or match["kind"].lower()[:5] in known or not topic_terms(match["kind"]) else match["kind"]


def other_cause(topic: str, measured: Measured) -> str:
    """Return of what somebody died, or where, by a claim whose metric counts all deaths: "killed in mine accidents".

    Where a place or a year stood, more than one space does.
    """
    match = _CAUSE.search(topic)
    if match is None:
        return ""
    named = topic_terms(" ".join(match["cause"].split()[:MOST_OF_CAUSE]))
    titles = frozenset[str]().union(*(metric.title | metric.other for metric in measured.metrics))
    return "" if set(named) & titles else next(iter(named), "")


MOST_OF_CAUSE = 6
"""Of so many words behind a death one names what it was of."""

_DONE_WITH = frozenset({"export", "import"})
"""What is done with a thing: all exports are none of coal."""

_ADJECTIVE = re.compile(r"(?:ly|ed|ing|ous|ive|ful|less|able|ible|al|ic|ary|est|ern|ish|ate|n['’]t)$")


def unknown_modifier(topic: str, measured: Measured, index: MetricIndex) -> str:
    """Return a noun that no metric of the record knows and that stands right before what one measures.

    "Coffee production" is not the production of electricity. Names in capitals and adjectives restrict nothing.
    """
    titles = frozenset[str]().union(*(metric.title | metric.other for metric in measured.metrics))
    # Of two words with a comma between them neither restricts the other.
    pairs = itertools.chain.from_iterable(
        itertools.pairwise(placed_terms(part)) for part in re.split(r"[,;:.!?()]", topic)
    )
    for (word, at), (following, behind) in pairs:
        if behind != at + 1 or following not in titles or word in {*titles, "without"}:
            continue
        if following in _DONE_WITH and word in known_things():
            return word
        if (
            _ADJECTIVE.search(word)
            or index.weight(word)
            or re.search(rf"(?<!\w){re.escape(word[:1].upper() + word[1:])}", topic)
        ):
            continue
        return word
    return ""
