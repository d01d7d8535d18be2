"""Every engine finds the same pairs of articles."""

import numpy as np
import pytest

from onrecord.copies.pairs import alike_pairs, copied_pairs
from onrecord.copies.prints import PrintTable
from onrecord.copies.words import words_of
from onrecord.engine import DuckEngine


def text(seed, words=120):
    return " ".join(f"w{number}" for number in np.random.default_rng(seed).integers(0, 10**6, words))


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    texts = [f"{text(number % 7)} tail{number} of{number}" for number in range(40)]
    texts += [f"{text(100 + number)} {text(99, 60)}" for number in range(30)]
    texts += [
        "Keeper Maud Ferring climbed the Skarvon lighthouse on Saturday night",
        "On Saturday Maud Ferring, keeper, climbed the lighthouse at Skarvon",
    ]
    made = PrintTable(tmp_path_factory.mktemp("prints"), 4)
    made.add(texts)
    made.add_terms(0, [words_of(one) for one in texts])
    return made


def asked(engine, table):
    table.attach(engine)
    return copied_pairs(engine), copied_pairs(engine, since=30), alike_pairs(engine)


def test_an_engine_finds_what_duckdb_finds(engine, table):
    assert asked(engine, table) == asked(DuckEngine(), table)


def test_there_is_something_to_find(table):
    copied, later, alike = asked(DuckEngine(), table)
    assert len(copied) > len(later) > 0
    assert alike
