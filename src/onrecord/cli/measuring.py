"""What `onrecord measure` asks: typed names become ids, options become the words of a measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from onrecord.cli.lines import choices_of, matching, some_of
from onrecord.cli.lookup import folded
from onrecord.cli.subjects import Subject, subject_of
from onrecord.measures import ask
from onrecord.measures.ask import words_of
from onrecord.terms.errors import BadInput, UnknownName

if TYPE_CHECKING:
    from onrecord.measures import Measurement
    from onrecord.record import Record, View

SUBJECTS = {
    "adoption": (1, 8),
    "total": (1, 8),
    "share": (0, 50),
    "pace": (0, 8),
    "overdue": (0, 8),
    "extreme": (1, 1),
    "lead": (2, 2),
    "change": (1, 1),
    "trend": (1, 1),
    "path": (0, 8),
    "relative_adoption": (0, 50),
}
"""How many names each measure takes, at least and at most."""

BY_NAME = frozenset({"makers", "entities", "entity", "one", "other", "targets", "who", "metric"})
"""Words of a measure that the typed names stand for."""

WITH_VALUES = """
SELECT DISTINCT entity FROM observations WHERE list_contains($ids, entity) AND metric = $metric ORDER BY entity"""


def asked(
    record: Record, view: View, name: str, names: Sequence[str], metric: str | None, words: Mapping[str, Any]
) -> Measurement:
    """Ask a measure with the names and options that were typed.

    Raises `UnknownName` for names that the record does not hold, and `BadInput` for names or options too many or few.
    """
    taken = words_of(name)
    key = name.replace("-", "_")
    least, most = SUBJECTS[key]
    if not least <= len(names) <= most:
        needs = "no name" if most == 0 else f"{least} name{'' if least == 1 else 's'}"
        needs += f" to {most}" if most > least else ""
        raise BadInput(f"`onrecord measure {name}` takes {needs} of whom to measure, not {len(names)}.")
    given = {word: value for word, value in words.items() if value not in (None, [], ())}
    for word in given:
        if word not in taken:
            options = ", ".join(f"--{_option(other)}" for other in taken if other in words)
            raise BadInput(
                f"--{_option(word)} is no option of `onrecord measure {name}`: it takes {options or 'none'}."
            )
    if metric is not None and "metric" not in taken:
        raise BadInput(f"--metric is no option of `onrecord measure {name}`: it counts launches.")
    subjects = [subject_of(record, text) for text in names] if key != "path" else []
    if "makers" in taken:
        given |= _makers(record, subjects)
    elif key == "path":
        given |= _goals(view, names, metric)
    else:
        given |= _series(record, view, key, subjects, metric)
    return ask(view, key, **given)


def usage(name: str) -> str:
    """Return how a measure is typed.

    >>> usage("overdue")
    'onrecord measure overdue [NAME]... [--family]'
    """
    least, most = SUBJECTS[name]
    words = ["onrecord measure", name, *["NAME"] * least]
    words += ["[NAME]..."] if most > least else []
    taken = words_of(name)
    if "metric" in taken:
        words.append("--metric METRIC" if taken["metric"] else "[--metric METRIC]")
    for word, needed in taken.items():
        if word not in BY_NAME:
            words.append(f"--{_option(word)}" if needed else f"[--{_option(word)}]")
    return " ".join(words)


def _option(word: str) -> str:
    return {"first": "from", "last": "to", "families": "family"}.get(word, word)


def _makers(record: Record, subjects: Sequence[Subject]) -> dict[str, Any]:
    """Return whose launches are meant: a lab's, or those of whoever makes what was named; a country has an option."""
    makers = []
    for subject in subjects:
        entity = record.entities.get(subject.id, {})
        if entity.get("kind") == "country":
            raise BadInput(f"{subject.name} is a country: ask for it with --country {entity['country']}.")
        owned = entity.get("kind") in {"model-family", "product"} and entity["parent"]
        makers.append(entity["parent"] if owned else subject.id)
    return {"makers": list(dict.fromkeys(makers))} if makers else {}


def _goals(view: View, names: Sequence[str], metric: str | None) -> dict[str, Any]:
    """Return which goals are meant: some by their ids, or all of somebody, on one metric or on any."""
    given: dict[str, Any] = {}
    if metric is not None:
        given["metric"] = metric_named(view, metric)
    held = {row["target"] for row in view.record.latest().query("SELECT DISTINCT target FROM targets ORDER BY target")}
    targets = [name for name in names if name in held]
    who = [id_ for name in names if name not in held for id_ in _bodies(view.record, subject_of(view.record, name))]
    return given | ({"targets": targets} if targets else {}) | ({"who": who} if who else {})


def _bodies(record: Record, subject: Subject) -> list[str]:
    """Return whose goals are a subject's own: for a country those of its state bodies too."""
    entity = record.entities.get(subject.id, {})
    if entity.get("kind") != "country":
        return list(subject.ids)
    bodies = [
        row["entity"]
        for row in record.entities.values()
        if row["subkind"] == "government" and row["country"] == entity["country"]
    ]
    return [*subject.ids, *bodies]


def metric_named(view: View, words: str) -> str:
    """Return the metric that words mean by its id or its name.

    Raises `UnknownName` where there is none, or several.
    """
    rows = view.query("SELECT metric, name FROM metrics ORDER BY metric")
    wanted = folded(words)
    exact = [row["metric"] for row in rows if wanted in {folded(row["metric"]), folded(row["name"])}]
    found = exact or [row["metric"] for row in rows if wanted in folded(row["metric"]) or wanted in folded(row["name"])]
    if len(found) == 1:
        return str(found[0])
    if not found:
        raise UnknownName(f"The record has no metric {words!r}: `onrecord list metrics` shows them all.")
    raise UnknownName(f"{words!r} can mean several metrics: ask for one of {', '.join(found[:8])}.")


def _series(record: Record, view: View, key: str, subjects: Sequence[Subject], words: str | None) -> dict[str, Any]:
    if not subjects:
        if words is None:
            raise BadInput(f"`onrecord measure {key}` needs --metric: `onrecord list metrics` shows them all.")
        return {"metric": metric_named(view, words)}
    metric = _metric_of(record, subjects[0], words)
    found = [_with_values(record, subject, metric) for subject in subjects]
    if key in {"adoption", "total", "share", "relative_adoption"}:
        return {"metric": metric, "entities": list(dict.fromkeys(id_ for ids in found for id_ in ids))}
    single = [_only(subject, ids, metric) for subject, ids in zip(subjects, found, strict=True)]
    if key == "lead":
        return {"metric": metric, "one": single[0], "other": single[1]}
    return {"metric": metric, "entity": single[0]}


def _metric_of(record: Record, subject: Subject, words: str | None) -> str:
    choices = matching(subject, choices_of(record, subject), words)
    if len(choices) > 1:
        raise BadInput(
            f"The record holds several metrics of {subject.name}: name one with --metric, such as "
            f"{some_of(choices, subject)}."
        )
    return str(choices[0].metric["metric"])


def _with_values(record: Record, subject: Subject, metric: str) -> list[str]:
    rows = record.latest().query(WITH_VALUES, {"ids": list(subject.ids), "metric": metric})
    found = [row["entity"] for row in rows]
    if not found:
        raise UnknownName(
            f"The record holds no values of {metric} of {subject.name}: "
            f"`onrecord series {subject.id}` shows what it holds."
        )
    return [subject.id] if subject.id in found else found


def _only(subject: Subject, ids: Sequence[str], metric: str) -> str:
    if len(ids) == 1:
        return ids[0]
    named = ", ".join(ids[:8]) + (f" and {len(ids) - 8} more" if len(ids) > 8 else "")
    raise BadInput(f"{subject.name} has {len(ids)} series of {metric}: name one of {named}.")
