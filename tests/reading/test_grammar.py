"""The grammar of claims, which is data, holds together."""

import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.reading import claims
from onrecord.reading.grammar import expand

GRAMMAR = files("onrecord").joinpath("data/words/grammar.csv")
ROWS = list(csv.DictReader(GRAMMAR.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['type']}: {row['rule']}")
def test_every_pattern_compiles_and_says_by_example_what_it_is_for(row):
    pattern = re.compile(expand(row["pattern"]))
    assert row["example"]
    assert row["needs"]
    if not pattern.groupindex.keys() & {"claim"}:
        assert row["type"].startswith("policy"), "every other pattern marks the words of its claim"


def test_no_two_rules_of_a_type_share_a_name():
    names = [(row["type"], row["rule"]) for row in ROWS]
    assert len(names) == len(set(names))


def test_every_type_of_the_grammar_is_read_by_a_module_of_claims():
    code = "\n".join(file.read_text(encoding="utf-8") for file in Path(claims.__path__[0]).glob("*.py"))
    asked = set(re.findall(r'matches\("([a-z-]+)"', code))
    assert {row["type"] for row in ROWS} == asked
