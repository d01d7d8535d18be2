"""Check quantitative claims against a folder of series, for scoring against TSVer (Strong and Vlachos 2025).

    python bench/tsver.py --series DIR --claims claims.jsonl --out pred.jsonl [--record DIR] [--fallback]

`DIR` holds `metadata.json` (a list of `filename`, `title`, `description`, `unit`), `country_codes.yaml` (code to names)
and `csv/`, one wide file a series: a column `Date` with the year, and one column a country. The series are imported as
anybody imports data of their own (`onrecord record import`), into a record of their own: that of `--record`, which is
made once and used again, or a temporary one.

Each line of the claims has at least `Claim` and `Date` (as in "January 18, 2016"); `Claimant` and `Publisher` say
which country "we" are. Each line of the output is `{"id", "verdict", "series": [{"name", "from", "to", "countries"}]}`,
with the labels of TSVer. A claim of which nothing was computed is Not Enough Evidence, as in the product; with
`--fallback` it is Refuted, by the prior that most of what fact-checkers pick up is. Nothing else is different.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from onrecord import open_record, read
from onrecord.checking.check import check
from onrecord.checking.result import CheckedArticle
from onrecord.record import Record
from onrecord.record.folder.manifest import is_record_folder
from onrecord.record.folder.transaction import create_record
from onrecord.record.imports.mapping import Mapping as ImportMapping
from onrecord.record.imports.mapping import Wide
from onrecord.record.imports.run import import_files
from onrecord.terms.labels import Label
from onrecord.terms.time import Day

LABELS = {
    Label.SUPPORTED: "Supported",
    Label.REFUTED: "Refuted",
    Label.CONFLICTING: "Cherry-Picking/Conflicting Evidence",
    Label.NOT_ENOUGH: "Not Enough Evidence",
}

SOURCE = "series"

RECORDED = Day(2026, 11, 23)


def main() -> None:
    """Import the series, check the claims, write the verdicts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--series", type=Path, required=True, help="folder with metadata.json, country_codes.yaml, csv/"
    )
    parser.add_argument("--claims", type=Path, required=True, help="claims, one JSON object a line")
    parser.add_argument("--out", type=Path, required=True, help="where to write the verdicts, one JSON object a line")
    parser.add_argument("--record", type=Path, help="the record of the series; made where it is not there")
    parser.add_argument("--fallback", action="store_true", help="Refuted where nothing was computed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        folder = options.record or Path(spare) / "record"
        if not is_record_folder(folder):
            import_series(options.series, folder)
        record, seconds = open_record(folder), []
        with options.claims.open(encoding="utf-8") as claims, options.out.open("w", encoding="utf-8") as out:
            for number, line in enumerate(line for line in claims if line.strip()):
                started = time.perf_counter()
                said = json.loads(line)
                answer = {"id": said.get("id", number), **answered(said, record, fallback=options.fallback)}
                out.write(json.dumps(answer, ensure_ascii=False) + "\n")
                seconds.append(time.perf_counter() - started)
    if seconds:
        typical = sorted(seconds)[len(seconds) // 2]
        print(f"{len(seconds)} claims, {1000 * typical:.0f} ms each (median)", file=sys.stderr)


def import_series(series: Path, folder: Path) -> None:
    """Import a folder of wide CSV files into a new record that stands alone."""
    described = json.loads((series / "metadata.json").read_text(encoding="utf-8"))
    names = dict(places(series / "country_codes.yaml"))
    files = [series / "csv" / one["filename"] for one in described]
    codes = sorted({code for file in files for code in header(file)[1:]})
    times = {"published": "unknown", "basis": "recorded", "recorded": RECORDED.isoformat(), "sources": SOURCE}
    mapping = ImportMapping(
        "observations",
        columns={"period": "Date"},
        constants={"metric": "{stem}", "published": "unknown", "basis": "recorded", "sources": SOURCE},
        wide=Wide(header="entity", cell="value"),
        along={
            "sources": (
                {"source": SOURCE, "publisher": "The series", "published": "unknown", "tier": "M", "licence": "theirs"},
            ),
            "entities": tuple(
                {"entity": code, "kind": "country" if code.isalpha() else "group", "name": names.get(code, [code])[0],
                 "aliases": "|".join(names.get(code, [])[1:]), "country": code, **times}
                for code in codes
            ),
            "metrics": tuple(
                {"metric": Path(one["filename"]).stem, "name": one["title"], "concepts": one["title"].replace("|", " "),
                 "unit": one["unit"], "kind": "level", "window": "a year", "counts": one["description"] or one["title"],
                 "misses": "nothing is said of it"}
                for one in described
            ),
        },
    )  # fmt: skip
    create_record(folder, base="")
    # A series may begin before the year 1, which no record holds.
    import_files(folder, files, mapping, recorded=RECORDED, skip_bad=True)


def header(file: Path) -> list[str]:
    """Return the names of a file's columns."""
    with file.open(encoding="utf-8-sig") as lines:
        return lines.readline().strip().split(",")


def places(file: Path) -> Iterator[tuple[str, list[str]]]:
    """Read `CODE:` and the names below it, a small part of YAML."""
    code, listed = "", list[str]()
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and line[0] not in " -":
            if code:
                yield code, listed
            code, listed = line.rstrip(": "), []
        elif line.strip().startswith("- "):
            name = line.strip()[2:]
            listed.append(json.loads(name.replace("\\x", "\\u00")) if name.startswith('"') else name)
    if code:
        yield code, listed


def answered(said: Mapping[str, str], record: Record, *, fallback: bool) -> dict[str, object]:
    """Check one claim; several parts are right only if all of them are."""
    day = datetime.strptime(said["Date"], "%B %d, %Y").date()
    document = read(said["Claim"].encode(), published=day, publisher=spoken(said.get("Publisher")), format="txt")
    article = check(document, record, speaker=spoken(said.get("Claimant")))
    label = together(article)
    if fallback and not computed(article):
        label = Label.REFUTED
    return {"verdict": LABELS[label], "series": list(series_of(article))}


def spoken(name: str | None) -> str:
    """Return a name; "Missing" is none."""
    return "" if name is None or name == "Missing" else name


def together(article: CheckedArticle) -> Label:
    """Return the label of a text: right only if every part is."""
    labels = [one.now.label for one in article.claims]
    for label in (Label.REFUTED, Label.CONFLICTING, Label.NOT_ENOUGH):
        if label in labels:
            return label
    return Label.SUPPORTED if Label.SUPPORTED in labels else Label.NOT_ENOUGH


def computed(article: CheckedArticle) -> bool:
    """Say whether any number of a series was looked at."""
    return any(definition.numbers for one in article.claims for definition in one.now.definitions)


def series_of(article: CheckedArticle) -> Iterator[dict[str, object]]:
    """Return the series that matter with their years, each once."""
    seen = set()
    for one in article.claims:
        for used in one.now.used:
            if used not in seen:
                seen.add(used)
                yield {"name": used.metric, "from": used.first, "to": used.last, "countries": list(used.places)}


if __name__ == "__main__":
    main()
