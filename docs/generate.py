"""Write the parts of the documentation that are made from the code; `make docs` runs it, a test says when it is due.

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`; everything around it is written by hand.
"""
# ruff: noqa: INP001 - a script beside the pages that it renews

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from onrecord.checking.check import DECIDERS
from onrecord.checking.series.claims import TYPES
from onrecord.checking.series.decide import DECIDERS as SERIES_DECIDERS
from onrecord.cli.measuring import usage
from onrecord.engine.differences import DIFFERENCES
from onrecord.measures import QUESTIONS, statistics
from onrecord.measures.measure import Measure
from onrecord.measures.registry import MEASURES
from onrecord.measures.reproductions import reproductions
from onrecord.reading.claims.claim import ClaimType
from onrecord.record import open_record
from onrecord.record.schema import TABLES, Column, Table
from onrecord.reports.json import schema
from onrecord.reports.reproductions import markdown
from onrecord.reports.watching.json import watch_schema

PAGES = Path(__file__).parent

_PART = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def renew(page: str) -> str:
    """Return a page with its generated parts made anew."""
    return _PART.sub(lambda part: f"{part[1]}\n{PARTS[part[2]]().strip()}\n\n{part[3]}", page)


def tables() -> str:
    """Describe every table with its columns."""
    return "\n\n".join(_table(table) for table in TABLES.values())


def _table(table: Table) -> str:
    about = [table.meaning]
    if table.key:
        about.append(f"Rows are named by `{table.key}`.")
    if not table.timed:
        about.append("It has no times of its own.")
    rows = [_row(column) for column in table.columns]
    head = "| column | holds | meaning |\n|---|---|---|"
    return f"### {table.name}\n\n{' '.join(about)}\n\n{head}\n" + "\n".join(rows)


def times() -> str:
    """Describe the columns that every timed table has behind its own."""
    timed = next(table for table in TABLES.values() if table.timed)
    behind = timed.all_columns[len(timed.columns) :]
    return "| column | holds | meaning |\n|---|---|---|\n" + "\n".join(_row(column) for column in behind)


def rules() -> str:
    """List the rules of hygiene as they are shipped, with what each finds in the shipped record."""
    latest = open_record().latest()
    counted = """
        SELECT r."rule", r.flag, r.applies, r.meaning, count(o.value) AS found
        FROM rules AS r LEFT JOIN observations AS o ON o."rule" = r."rule"
        GROUP BY ALL ORDER BY r."rule"
    """
    rows = (
        f"| `{row['rule']}` | `{row['flag']}` | {', '.join(f'`{name}`' for name in row['applies'])} | {row['meaning']} "
        f"| {row['found']:,} |"
        for row in latest.query(counted)
    )
    return "| rule | flag | applies to | what it says | values |\n|---|---|---|---|---:|\n" + "\n".join(rows)


_HOLDS = {
    "text": "text",
    "words": "texts joined by `\\|`",
    "number": "a number",
    "period": "a date or interval",
    "published": "a date or interval, or `unknown`",
    "day": "a day",
}


def _row(column: Column) -> str:
    match column.kind:
        case "choice":
            holds = "one of " + ", ".join(f"`{choice}`" for choice in column.choices)
        case "key":
            holds = f"a name in `{column.of}`" if column.of else "its own name"
        case "keys":
            holds = f"names in `{column.of}`, joined by `\\|`"
        case _:
            holds = _HOLDS[column.kind]
    needed = "" if column.required else "; may be empty"
    return f"| `{column.name}` | {holds}{needed} | {column.meaning} |"


def measures() -> str:
    """List the measures that answer a question, each with what it is asked for."""
    rows = (
        f"| `{measure.name}` | {measure.title} | {measure.unit} | `{usage(measure.name)}` |"
        for measure in MEASURES
        if measure.name in QUESTIONS
    )
    return "| measure | what | unit | typed as |\n|---|---|---|---|\n" + "\n".join(rows)


def look_ups() -> str:
    """List the measures that show rows as they are."""
    rows = (
        f"| `{measure.name}` | {measure.title} | {measure.unit} | {measure.definition} |"
        for measure in MEASURES
        if measure.name not in QUESTIONS
    )
    return "| look-up | what | unit | definition |\n|---|---|---|---|\n" + "\n".join(rows)


def each_measure() -> str:
    """Describe each measure that answers a question: definition, uncertainty, what it abstains on, parameters."""
    return "\n\n".join(_measure(measure) for measure in MEASURES if measure.name in QUESTIONS)


def _measure(measure: Measure) -> str:
    parts = [
        f"### {measure.title}",
        f"`{measure.name}`, in {measure.unit}; SQL: [`{measure.name}.sql`]({_SQL}/{measure.name}.sql).",
        measure.definition,
        f"**Uncertainty.** {measure.uncertainty}",
        f"**It abstains** {measure.abstains[:1].lower()}{measure.abstains[1:]}",
        "```\n" + usage(measure.name) + "\n```",
        "| parameter of the SQL | is | meaning |\n|---|---|---|\n"
        + "\n".join(
            f"| `${parameter.name}` | {_KINDS[parameter.kind]}{'; may be null' if parameter.optional else ''} "
            f"| {parameter.meaning} |"
            for parameter in measure.parameters
        ),
    ]
    return "\n\n".join(parts)


_SQL = "../src/onrecord/measures/sql"

_KINDS = {"word": "a text", "words": "texts", "day": "a day", "number": "a number"}


def statistics_list() -> str:
    """List the public functions of the statistics with the first sentence of each."""
    functions = [(name, getattr(statistics, name)) for name in statistics.__all__]
    rows = [f"| `{name}` | {_first_sentence(it)} |" for name, it in functions if inspect.isfunction(it)]
    return "| function | what it does |\n|---|---|\n" + "\n".join(rows)


def reproduced() -> str:
    """Set published figures beside what the record gives, as `onrecord reproduce --format markdown` does."""
    record = open_record()
    return markdown(reproductions(record), record)


def claim_types() -> str:
    """List the claim types with what is decided of each."""
    rows = []
    for type_ in ClaimType:
        if type_ in DECIDERS:
            what = _first_sentence(DECIDERS[type_])
        elif type_ in TYPES.values():
            shape = next(shape for shape, of in TYPES.items() if of is type_)
            what = f"Of series of countries: {_first_sentence(SERIES_DECIDERS[shape])}"
        elif type_ is ClaimType.OPINION:
            what = "A judgement: always Not Checkable."
        else:
            what = "Named in the design; not read from articles yet."
        rows.append(f"| `{type_.value}` | {what} |")
    return "| type | what is decided |\n|---|---|\n" + "\n".join(rows)


def json_form() -> str:
    """List the keys of the JSON form, object by object."""
    return _keys(schema())


def watch_form() -> str:
    """List the keys of the JSON form of a run of a watch list."""
    return _keys(watch_schema())


def _keys(whole: Mapping[str, Any]) -> str:
    objects = {"(the whole)": whole, **whole["$defs"]}
    rows = []
    for name, form in objects.items():
        rows += [
            f"| {name} | `{key}` | {_meaning(value, whole['$defs'])} |"
            for key, value in form.get("properties", {}).items()
        ]
    return "| object | key | meaning |\n|---|---|---|\n" + "\n".join(rows)


def _meaning(value: Mapping[str, object], objects: Mapping[str, Mapping[str, object]]) -> str:
    said = value.get("description")
    if not said:
        name = str(value.get("$ref", "")).rpartition("/")[2]
        said = objects.get(name, {}).get("description") or name
    return " ".join(str(said).split()).replace("|", "\\|")


def _first_sentence(what: object) -> str:
    text = " ".join((inspect.getdoc(what) or "").split("\n\n")[0].split()).replace("|", "\\|")
    return text if text.endswith(".") else f"{text}."


_MENDS = {
    "rewritten": "rewritten",
    "set": "set for the session",
    "converted": "converted in the rows",
    "refused": "refused",
    "outside": "not used here",
}


def differences() -> str:
    """List where the SQL of Spark differs from that of DuckDB, and what is done about it."""
    rows = (f"| {row.name} | {row.duckdb} | {row.spark} | {_MENDS[row.mend]} |" for row in DIFFERENCES)
    return "| difference | DuckDB | Spark | here |\n|---|---|---|---|\n" + "\n".join(rows)


PARTS: Mapping[str, Callable[[], str]] = {
    "tables": tables,
    "times": times,
    "rules": rules,
    "measures": measures,
    "look-ups": look_ups,
    "each-measure": each_measure,
    "statistics": statistics_list,
    "reproductions": reproduced,
    "claim-types": claim_types,
    "json": json_form,
    "json-watch": watch_form,
    "differences": differences,
}


if __name__ == "__main__":
    for page in sorted(PAGES.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        page.write_text(renew(text), encoding="utf-8")
