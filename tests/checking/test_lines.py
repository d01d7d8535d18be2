"""A gate for short statements, one line each, about every kind of fact on record: right ones and wrong ones.

`lines.csv` holds the day and headline of an article, a line of it and the label that the line deserves; many of the
lines were written before the rules were run on them. What is right and what is caught may only grow (`floors.json`).
"""

from __future__ import annotations

import csv
import hashlib
import json
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
def answers() -> list[tuple[dict[str, str], Label]]:
    record = open_record()
    with (FOLDER / "lines.csv").open(encoding="utf-8", newline="") as file:
        return [(line, label_of(line, record)) for line in csv.DictReader(file)]


def test_the_lines_are_the_ones_that_the_floors_were_set_on():
    assert hashlib.sha256((FOLDER / "lines.csv").read_bytes()).hexdigest()[:16] == FLOORS["lines"]


def test_no_true_line_is_refuted(answers):
    refuted = [line["statement"] for line, label in answers if line["label"] == "Supported" and label == "Refuted"]
    assert not refuted


def test_no_fewer_lines_are_right_than_before(answers):
    right = sum(line["label"] == label for line, label in answers)
    assert right >= FLOORS["right"], f"{right} of {len(answers)} lines decided rightly"


def test_no_fewer_false_lines_are_caught_than_before(answers):
    caught = [
        label in {Label.REFUTED, Label.CONFLICTING} for line, label in answers if line["label"] == Label.REFUTED.value
    ]
    assert sum(caught) >= FLOORS["caught"], f"{sum(caught)} of {len(caught)} false lines caught"


def test_no_more_false_lines_are_borne_out_than_before(answers):
    borne_out = [line["statement"] for line, label in answers if line["label"] == "Refuted" and label == "Supported"]
    assert len(borne_out) <= FLOORS["borne out though false"], borne_out
