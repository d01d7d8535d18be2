"""Decide claims that a model had not come out, where the record was watching its maker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.releases import LAUNCH_KINDS, is_model, makers_named, plain_model, release_statement
from onrecord.checking.result import Evidence, Query, Verdict
from onrecord.measures.registry import COVERAGE, PACE, RELEASES
from onrecord.measures.statistics import overdue
from onrecord.terms.labels import Label, tier_rank
from onrecord.terms.time import ONE_DAY, Day, Period, say_day, say_on


def decide_absence(case: Case) -> Verdict:
    """Decide whether a model had not come out by the article's day, where the record was watching its maker."""
    details = case.claim.details
    name, makers = details["model"] or case.claim.subject_name, tuple(details["makers"])
    answer = case.ask(
        RELEASES, f"all releases of {makers_named(case, makers)}", releases=None, makers=list(makers) or None
    )
    queries = [query_of(answer)]
    mine = [row for row in answer.rows if is_model(row, name, details["releases"]) and row["kind"] in LAUNCH_KINDS]
    decisive = [row for row in mine if case.decides(row)]
    near = [
        row
        for row in answer.rows
        if row not in mine
        and plain_model(row["model"]).startswith(plain_model(name))
        and period_of_row(row).last <= case.article_day
        and case.decides(row)
    ]
    out = [row for row in decisive if row["kind"] != "announcement" and period_of_row(row).last <= case.article_day]
    if out:
        row = out[0]
        return Verdict(
            Label.REFUTED,
            case.day,
            f"{row['model']} had come out: {row['kind']} {say_on(period_of_row(row))}.",
            tuple(case.evidence(r, release_statement(r)) for r in out),
            queries=tuple(queries),
        )
    announced = [
        row for row in decisive if row["kind"] == "announcement" and period_of_row(row).last <= case.article_day
    ]
    later = [row for row in decisive if period_of_row(row).start > case.article_day]
    watched = case.watched("releases", makers, _asked_day(case)) if makers else None
    if announced and not later:
        return _only_announced(case, announced, watched, queries)
    if not makers and not later:
        return not_enough(
            case, f"{name} is not on record, nor who makes it.", f"who makes {name}", queries=tuple(queries)
        )
    gap, gap_evidence, gap_query = _gap(case, makers, name)
    queries += gap_query
    evidence = tuple(case.evidence(row, f"{release_statement(row)}: after the article") for row in later) + gap_evidence
    if later:
        row = min(later, key=lambda r: r["period_start"])
        summary = f"{name} came out only later: {row['kind']} {say_on(period_of_row(row))}. {gap}"
        return Verdict(Label.SUPPORTED, case.day, summary.strip(), evidence, queries=tuple(queries))
    if near:
        row = near[0]
        return not_enough(
            case,
            f"{row['model']} had come out ({row['kind']} {say_on(period_of_row(row))}); whether it is the {name} that "
            "is meant the name does not say.",
            "which model is meant",
            evidence=tuple(case.evidence(r, release_statement(r)) for r in near),
            queries=tuple(queries),
        )
    known = watched is not None and (
        watched["completeness"] == "full" or (watched["completeness"] == "main" and bool(gap) and _is_main(name))
    )
    if watched is None or not known:
        note = (watched["note"] if watched else "") or "no full list of its releases is kept"
        return not_enough(
            case,
            f"No release of {name} is on record, but its maker is not watched fully: {note.rstrip('.')}.",
            f"a full list of releases of {makers_named(case, makers)}",
            evidence=evidence,
            queries=tuple(queries),
        )
    until = min(case.day, Period(watched["period_start"], watched["period_end"]).last)
    still = f" Nor by {say_day(until)}, as far as its maker is watched." if until > case.article_day else ""
    summary = f"No release of {name} by {say_day(case.article_day)}.{still} {gap}"
    return Verdict(Label.SUPPORTED, case.day, summary, evidence, queries=tuple(queries))


STILL_WATCHED_DAYS = 14
"""How long after the last day of its watch the record's word on what had not come out still holds."""


def _asked_day(case: Case) -> Day:
    """Return the day for which it is asked whether the record was watching.

    An article without a day may be of any time: what had not come out by the end of the record's watch had not then.
    """
    watches = case.ask(COVERAGE, "", watched="releases", subjects=list(case.claim.details["makers"])).rows
    last = max((row["period_end"] for row in watches if row["completeness"] == "full"), default=None)
    if last is None or case.article_day < last:
        return case.article_day
    near = (case.article_day - last).days <= STILL_WATCHED_DAYS
    return last - ONE_DAY if near or not case.is_dated else case.article_day


def _only_announced(case: Case, rows: Sequence[Row], watched: Row | None, queries: Sequence[Query]) -> Verdict:
    """Decide that a model was not out of which an announcement alone is on record: to be shown is not yet to be out."""
    row, name = rows[0], case.claim.subject_name
    evidence = tuple(case.evidence(one, release_statement(one)) for one in rows)
    summary = f"{row['model']} was announced {say_on(period_of_row(row))}; its release is not on record."
    if case.claim.details.get("unseen"):
        summary = f"{row['model']} was shown {say_on(period_of_row(row))}; a release is not on record."
        return Verdict(Label.CONFLICTING, case.day, summary, evidence, queries=tuple(queries))
    if watched is not None and watched["completeness"] in {"full", "main"}:
        return Verdict(Label.SUPPORTED, case.day, summary, evidence, queries=tuple(queries))
    return not_enough(case, summary, f"a dated release of {name}", evidence=evidence, queries=tuple(queries))


def _gap(case: Case, makers: Sequence[str], name: str) -> tuple[str, tuple[Evidence, ...], list[Query]]:
    """Say how long the predecessor has been out, and how unusual that is among the maker's own launches."""
    if not makers:
        return "", (), []
    words = f"launch days of {makers_named(case, makers)}"
    answer = case.ask(PACE, words, makers=list(makers), country=None, families=None)
    previous = _predecessor(case, makers, name)
    days = sorted(
        {row["day"] for row in answer.rows if row["exact"] and row["day"] <= case.article_day and case.decides(row)}
    )
    if previous is None or len(days) < 2:
        return "", (), [query_of(answer)]
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    wait = (case.article_day - period_of_row(previous).start).days
    waited = overdue(gaps, wait)
    rank = f" (rank p {waited.p:.2f})" if waited.p is not None else ""
    text = (
        f"{previous['model']} had been out for {wait} days; of the {len(gaps)} gaps between launches of "
        f"{makers_named(case, makers)} before, {waited.longer} lasted as long{rank}, the longest {max(gaps)} days. "
        f"Its last launch of any model was {(case.article_day - days[-1]).days} days before the article."
    )
    return text, (case.evidence(previous, f"{release_statement(previous)}, the model before"),), [query_of(answer)]


def _predecessor(case: Case, makers: Sequence[str], name: str) -> Row | None:
    """Return the first release of the version before: R1 for R2, GPT-4 for GPT-5, Llama 3 for Llama 4."""
    match = re.search(r"(\d+)(?:\.\d+)?(?!.*\d)", name)
    if not match or int(match[1]) < 2:
        return None
    older = name[: match.start()] + str(int(match[1]) - 1)
    rows = case.ask(RELEASES, "", releases=None, makers=list(makers)).rows
    found = [
        row
        for row in rows
        if (is_model(row, older, ()) or _is_size_of(row, older))
        and row["kind"] in LAUNCH_KINDS
        and period_of_row(row).last <= case.article_day
    ]
    return min(found, key=lambda row: (tier_rank(case.tier(row)), row["period_start"]), default=None)


def _is_size_of(row: Row, name: str) -> bool:
    """Say whether a row is a size or a form of a version: Llama 2 70B of Llama 2, and not Llama 2.5 of it."""
    return (
        re.match(
            rf"{re.escape(plain_model(name))}(?![\d.])|{re.escape(plain_model(name))}\d+b", plain_model(row["model"])
        )
        is not None
    )


def _is_main(name: str) -> bool:
    """Say whether a name is a main numbered version: Llama 5, GPT-6; not a size or a variant."""
    return re.fullmatch(r"(?:\w+ )?[A-Za-z]+[ -]?\d+(?:\.\d+)?", name) is not None
