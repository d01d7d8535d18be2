"""A gate for short statements, one line each, about every kind of fact on record: right ones and wrong ones.

`lines.csv`, `figures.csv` on releases and numbers, `models.csv` on models and `acts.csv` on events, acts and offices
hold the day and headline of an article, a line of it and the label that the line deserves; many were written before the
rules were run on them. What is right and what is caught may only grow (`floors.json`).
"""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord import check, open_record, read
from onrecord.checking.case import merge_labels
from onrecord.reading.document import BlockKind
from onrecord.record import Record
from onrecord.terms.labels import Label
from onrecord.terms.time import parse_day

FOLDER = Path(__file__).parent / "lines"
FLOORS = json.loads((FOLDER / "floors.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Lines:
    """A file of lines with the labels that were given, and what must not be fallen below."""

    name: str
    answers: list[tuple[dict[str, str], Label]]
    floors: dict[str, int]


def label_of(line: dict[str, str], record: Record) -> Label:
    """Check one line under its headline; every claim of it must hold."""
    text = f"{line['headline']}\n\n{line['statement']}.\n"
    document = read(text, published=parse_day(line["published"]), title=line["headline"], format="text")
    said = [block.span for block in document.blocks if block.kind is not BlockKind.HEADLINE]
    claims = [
        one.now.label
        for one in check(document, record).claims
        if any(span.contains(place) for span in said for place in one.claim.places)
    ]
    labels = [label for label in claims if label is not Label.NOT_CHECKABLE]
    return merge_labels(labels) if labels else Label.NOT_ENOUGH


@pytest.fixture(scope="module")
def record() -> Record:
    return open_record()


@pytest.fixture(scope="module", params=sorted(FLOORS))
def lines(request: pytest.FixtureRequest, record: Record) -> Lines:
    with (FOLDER / f"{request.param}.csv").open(encoding="utf-8", newline="") as file:
        answers = [(line, label_of(line, record)) for line in csv.DictReader(file)]
    return Lines(request.param, answers, FLOORS[request.param])


def test_the_lines_are_the_ones_that_the_floors_were_set_on(lines):
    assert hashlib.sha256((FOLDER / f"{lines.name}.csv").read_bytes()).hexdigest()[:16] == lines.floors["lines"]


def test_no_true_line_is_refuted(lines):
    refuted = [
        line["statement"] for line, label in lines.answers if line["label"] == "Supported" and label == "Refuted"
    ]
    assert not refuted


def test_no_fewer_lines_are_right_than_before(lines):
    right = sum(line["label"] == label for line, label in lines.answers)
    assert right >= lines.floors["right"], f"{right} of {len(lines.answers)} lines decided rightly"


def test_no_fewer_false_lines_are_caught_than_before(lines):
    false = [label for line, label in lines.answers if line["label"] == Label.REFUTED.value]
    caught = sum(label in {Label.REFUTED, Label.CONFLICTING} for label in false)
    assert caught >= lines.floors["caught"], f"{caught} of {len(false)} false lines caught"


def test_no_more_false_lines_are_borne_out_than_before(lines):
    borne_out = [
        line["statement"] for line, label in lines.answers if line["label"] == "Refuted" and label == "Supported"
    ]
    assert len(borne_out) <= lines.floors["borne out though false"], borne_out
