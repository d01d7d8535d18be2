"""Decide claims that a model came out, and that it did not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.result import Evidence, Query, Verdict
from onrecord.measures.registry import HAPPENINGS, RELEASES
from onrecord.terms.labels import Label
from onrecord.terms.lists import say_list
from onrecord.terms.time import Period, say_day, say_on

LAUNCH_KINDS = ("release", "announcement", "api", "weights", "preview", "general availability")
"""Kinds of date that count as coming out; a paper, an upload or a listing may lie weeks away."""


def decide_release(case: Case) -> Verdict:
    """Decide when a model came out, or whether a maker brought something out in a period."""
    details = case.claim.details
    if details.get("thing"):
        return _decide_thing(case)
    if details["releases"] or (details["model"] and details["makers"]):
        return _decide_model(case)
    if details["makers"] and not details["model"]:
        return _decide_maker(case)
    return not_enough(
        case, f"{case.claim.subject_name} is not on record.", f"a dated release of {case.claim.subject_name}"
    )


def _decide_model(case: Case) -> Verdict:
    claimed, details = case.claim.period, case.claim.details
    known = list(details["releases"]) or None
    answer = case.ask(
        RELEASES,
        f"all dates on record for {case.claim.subject_name}",
        releases=known,
        makers=None if known else list(details["makers"]),
    )
    # A name that stands for no row may still be the end of one: "Medium 3" of the maker's full name.
    rows = [row for row in answer.rows if case.decides(row) and (known or is_model(row, details["model"], ()))]
    dated = [row for row in rows if row["kind"] in LAUNCH_KINDS]
    evidence = tuple(case.evidence(row, release_statement(row), decisive=row in dated) for row in rows)
    queries = (query_of(answer),)
    name = case.claim.subject_name
    if other := _another_maker(case, dated):
        summary = f"{name} is a model of {other}, not of {case.name(details['said_maker'])}: {_dates(dated)}."
        return Verdict(Label.REFUTED, case.day, summary, evidence, queries=queries, one_source=case.stories(dated) == 1)
    if _is_of_others(case, dated):
        # Who sells another's model launches it too, in a way.
        summary = f"{name} is a model of {case.name(dated[0]['maker'])}: {_dates(dated)}."
        own = case.ask(RELEASES, "models of the firm itself", releases=None, makers=[details["said_maker"]])
        if own.rows and details.get("by"):
            return Verdict(Label.CONFLICTING, case.day, summary, evidence, queries=queries)
        return not_enough(
            case, summary, f"the part of {case.name(details['said_maker'])}", evidence=evidence, queries=queries
        )
    if dated and claimed is None:
        return _decide_out(case, dated, evidence, queries)
    if not rows and (verdict := _never_out(case, answer.rows, queries)):
        return verdict
    if not dated or claimed is None:
        return not_enough(
            case,
            f"No release date of {name} was on record.",
            f"a dated release of {name}",
            evidence=evidence,
            queries=queries,
        )
    inside = [row for row in dated if any(reading.contains(period_of_row(row)) for reading in case.readings)]
    one = case.stories(dated) == 1
    days = _dates(inside or dated)
    if inside:
        return Verdict(Label.SUPPORTED, case.day, f"{name}: {days}.", evidence, queries=queries, one_source=one)
    coarse = [row for row in dated if claimed.overlaps(period_of_row(row))]
    off = min(abs((period_of_row(row).start - claimed.start).days) for row in dated)
    if coarse or (off <= 2 and claimed.is_day):
        label_text = f"{name}: {days}; too near to {claimed} to tell an announcement from a release."
        return (
            Verdict(Label.CONFLICTING, case.day, label_text, evidence, queries=queries, one_source=one)
            if not coarse
            else not_enough(case, f"{name}: {days}.", "the exact day", evidence=evidence, queries=queries)
        )
    return Verdict(
        Label.REFUTED, case.day, f"{name}: {days}, not {claimed}.", evidence, queries=queries, one_source=one
    )


def _never_out(case: Case, all_rows: Sequence[Row], queries: tuple[Query, ...]) -> Verdict | None:
    """Refute the release of a model that is not on record, where its maker's models are all on record for that time.

    Not where a model's name begins like this one: the words may have left a part of its name out.
    """
    details, name = case.claim.details, case.claim.details["model"]
    claimed = case.claim.period or (Period.of_day(case.article_day) if case.is_dated else None)
    start = plain_model(name)
    alike = [
        row
        for row in all_rows
        if plain_model(row["model"]).startswith(start)
        or any(plain_model(part).startswith(start) for part in re.split(r"[\s_–-]+", row["model"]))
    ]
    watched = case.watched("releases", details["makers"], claimed.start) if claimed else None
    if alike or watched is None or watched["completeness"] != "full" or not _is_version(name):
        return None
    if claimed is None or claimed.start > case.day or case.article_day >= watched["period_end"]:
        return None
    makers = makers_named(case, details["makers"])
    summary = f"No release of {name} is on record, and all models of {makers} of that time are."
    return Verdict(Label.REFUTED, case.day, summary, queries=queries)


def _is_version(name: str) -> bool:
    """Say whether a name is a bare version: R2, V5; no size, no variant."""
    return re.fullmatch(r"(?:[A-Za-z]+[ -])?[A-Z][a-z]*[ -]?\d", name) is not None


def _decide_out(case: Case, rows: Sequence[Row], evidence: tuple[Evidence, ...], queries: tuple[Query, ...]) -> Verdict:
    """Decide that a model was out when the article appeared, where no day is said."""
    name = case.claim.subject_name
    out = [row for row in rows if period_of_row(row).start <= case.article_day]
    if out:
        one = case.stories(out) == 1
        return Verdict(Label.SUPPORTED, case.day, f"{name}: {_dates(out)}.", evidence, queries=queries, one_source=one)
    return not_enough(
        case,
        f"{name}: {_dates(rows)}, after the article.",
        f"a release of {name} by {say_day(case.article_day)}",
        evidence=evidence,
        queries=queries,
    )


def _another_maker(case: Case, rows: Sequence[Row]) -> str:
    """Name the maker of a model that the article gives to another lab; whoever sells models of others may do so."""
    said = case.claim.details.get("said_maker", "")
    entity = case.entity(said) if said else None
    makers = {row["maker"] for row in rows}
    if entity is None or entity["subkind"] != "lab" or len(makers) != 1:
        return ""
    maker = makers.pop()
    other = case.entity(maker)
    if other is None or set(case.ancestors(said)) & set(case.ancestors(maker)):
        return ""
    return case.name(maker)


def _is_of_others(case: Case, rows: Sequence[Row]) -> bool:
    """Say whether no maker of the model on record belongs to the firm that the words name, nor that firm to it."""
    said = case.claim.details.get("said_maker", "")
    if not said or not rows:
        return False
    return not any(set(case.ancestors(said)) & set(case.ancestors(row["maker"])) for row in rows)


def _dates(rows: Sequence[Row]) -> str:
    """Write the dates of a model with their kinds: "announcement and preview on 18 November 2025"."""
    kinds: dict[Period, list[str]] = {}
    for row in rows:
        named = kinds.setdefault(period_of_row(row), [])
        if row["kind"] not in named:
            named.append(row["kind"])
    return "; ".join(f"{say_list(named)} {say_on(period)}" for period, named in kinds.items())


_MODALITIES = frozenset({"video", "image", "audio", "vision", "robotics"})
"""Words before "model" that say what it makes; one that makes text is called by no such word."""


def _is_as_described(row: Row, words: str) -> bool:
    """Say whether a model can be what the words call it: open or closed, of text or of something else."""
    said = set(re.findall(r"[a-z]+", words))
    weights = "open" if "open" in said else "closed" if said & {"closed", "proprietary"} else row["weights"]
    other = said & (_MODALITIES | {"speech", "voice", "music", "multimodal", "world"})
    return bool(row["weights"] == weights and (row["modality"] in other if other else row["modality"] in {"text", ""}))


def _decide_thing(case: Case) -> Verdict:
    """Refute that a lab brought out a thing that is no model, where all that it brought out is on record."""
    name, makers = case.claim.subject_name, list(case.claim.details["makers"])
    answer = case.ask(RELEASES, f"all that {name} brought out", releases=None, makers=makers)
    rows = [row for row in answer.rows if case.decides(row) and row["kind"] in LAUNCH_KINDS]
    day = case.article_day if case.is_dated else max((period_of_row(row).start for row in rows), default=case.day)
    watched = case.watched("releases", makers, day)
    summary = f"All that {name} is on record as having brought out are models."
    if not rows or watched is None or watched["completeness"] != "full":
        return not_enough(case, summary, f"what else {name} brought out", queries=(query_of(answer),))
    evidence = tuple(case.evidence(row, release_statement(row)) for row in rows[-3:])
    return Verdict(Label.REFUTED, case.day, summary, evidence, queries=(query_of(answer),))


def _decide_maker(case: Case) -> Verdict:
    """Decide "the emergence of a lab in January": a launch in the period supports it; what came before is named."""
    claimed, makers = case.claim.period, list(case.claim.details["makers"])
    launches = case.ask(RELEASES, f"all releases of {case.claim.subject_name}", releases=None, makers=makers)
    founded = case.ask(
        HAPPENINGS, f"when {case.claim.subject_name} was founded", kinds=["founded"], entities=makers, object=None
    )
    queries = (query_of(launches), query_of(founded))
    rows = [row for row in launches.rows if row["launch"] != "no" and row["kind"] in LAUNCH_KINDS and case.decides(row)]
    rows = [row for row in rows if _is_as_described(row, case.claim.details.get("described_as", ""))]
    inside = [row for row in rows if claimed and claimed.contains(period_of_row(row))]
    before = [row for row in rows if claimed and period_of_row(row).start < claimed.start]
    evidence = [case.evidence(row, release_statement(row)) for row in inside]
    if before:
        evidence.append(
            case.evidence(before[-1], f"{release_statement(before[-1])}, the launch before", decisive=False)
        )
    evidence += [
        case.evidence(row, f"{case.claim.subject_name} was founded in {period_of_row(row)}", decisive=False)
        for row in founded.rows
    ]
    earlier = f"; before it came {before[-1]['model']} ({say_on(period_of_row(before[-1]))})" if before else ""
    earlier += f"; the firm dates from {period_of_row(founded.rows[0])}" if founded.rows else ""
    if not inside:
        return not_enough(
            case,
            f"No launch of {case.claim.subject_name} in {claimed} was on record{earlier}.",
            f"a dated release of {case.claim.subject_name} in {claimed}",
            evidence=tuple(evidence),
            queries=queries,
        )
    names = "; ".join(dict.fromkeys(f"{row['model']} {say_on(period_of_row(row))}" for row in inside))
    return Verdict(
        Label.SUPPORTED,
        case.day,
        f"Supported for {names}{earlier}.",
        tuple(evidence),
        queries=queries,
        one_source=case.stories(inside) == 1,
    )


def is_model(row: Row, name: str, releases: Sequence[str]) -> bool:
    """Say whether a row is of the named model: by id, or by its name or alias, with or without what stands before it.

    "Opus 4.5" is Claude Opus 4.5; a bare number names nothing.
    """
    if row["release"] in releases:
        return True
    wanted = plain_model(name)
    names = {plain_model(known) for known in (row["model"], *row["aliases"])}
    last = re.split(r"[\s-]", row["model"])[-1]
    short = re.match(r"[a-z]{2}", wanted) is not None
    return wanted in names or plain_model(last) == wanted or (short and any(known.endswith(wanted) for known in names))


def plain_model(name: str) -> str:
    """Return a model's name without spaces, hyphens and case, as it is compared.

    >>> plain_model("DeepSeek-R2") == plain_model("deepseek r2")
    True
    """
    return re.sub(r"[\s_\-–]+", "", name).casefold()


def makers_named(case: Case, makers: Sequence[str]) -> str:
    """Name the makers whose releases are asked for."""
    return ", ".join(case.name(maker) for maker in makers) or "all makers"


def release_statement(row: Row) -> str:
    """Write a row of a release: which model, what came out, when."""
    return f"{row['model']}: {row['kind']} {say_on(period_of_row(row))}"
