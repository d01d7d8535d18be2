"""Candidates: what shares words is found, a crowd costs no square, and boilerplate joins nobody."""

import numpy as np
import pytest

from onrecord.copies.pairs import CROWD, FIRST, Pair, alike_pairs, copied_pairs
from onrecord.copies.prints import PrintTable
from onrecord.copies.words import words_of
from onrecord.engine import DuckEngine
from onrecord.terms.errors import BadInput


def text(seed, words=120):
    random = np.random.default_rng(seed)
    return " ".join(f"w{number}" for number in random.integers(0, 10**6, words))


def table_of(folder, texts, window=12):
    table = PrintTable(folder, window)
    table.add(texts)
    return table


def found(table, **asked):
    engine = DuckEngine()
    table.attach(engine)
    return copied_pairs(engine, **asked)


def both_pairs(table):
    engine = DuckEngine()
    table.attach(engine)
    return copied_pairs(engine), alike_pairs(engine)


def met(pairs):
    return {(pair.earlier, pair.later) for pair in pairs}


def test_a_copy_is_found_and_a_stranger_is_not(tmp_path):
    table = table_of(tmp_path, [text(1), text(2), f"{text(1, 100)} and more"])
    assert met(found(table)) == {(0, 2)}


def test_equal_articles_are_twins_and_no_pairs(tmp_path):
    table = table_of(tmp_path, [text(1)] * 5000)
    assert table.twins == dict.fromkeys(range(1, 5000), 0)
    assert found(table) == []


def test_a_crowd_of_near_copies_costs_a_pair_each(tmp_path):
    size = 60 * CROWD
    texts = [f"{text(1)} ending{number} with{number} words{number}" for number in range(size)]
    pairs = found(table_of(tmp_path, texts))
    assert {later for _, later in met(pairs)} == set(range(1, size))
    assert len(pairs) <= CROWD**2 / 2 + FIRST * size


def test_boilerplate_that_all_share_costs_no_square(tmp_path):
    size, footer = 20 * CROWD, text(99, 60)
    texts = [f"{text(number)} {footer}" for number in range(size)]
    assert len(found(table_of(tmp_path, texts))) <= CROWD**2 / 2 + FIRST * size


def test_boilerplate_hides_no_copy(tmp_path):
    footer = text(99, 60)
    texts = [f"{text(number)} {footer}" for number in range(3 * CROWD)]
    pairs = met(found(table_of(tmp_path, [*texts, f"{text(47)} {footer} and a word"])))
    assert [earlier for earlier, later in pairs if later == 3 * CROWD] == [47]


@pytest.mark.parametrize("cut", [1, CROWD, 2 * CROWD])
def test_what_comes_later_changes_no_earlier_pair(tmp_path, cut):
    texts = [f"{text(number % 3)} tail{number} of{number}" for number in range(3 * CROWD)]
    texts += [f"{text(number)} {text(99, 60)}" for number in range(3 * CROWD)]
    tables = []
    for name, part in (("whole", texts), ("part", texts[:cut])):
        (tmp_path / name).mkdir()
        table = table_of(tmp_path / name, part, 4)
        table.add_terms(0, [words_of(one) for one in part])
        tables.append(table)
    (whole, whole_alike), (part, part_alike) = map(both_pairs, tables)
    assert part == [pair for pair in whole if pair.later < cut]
    assert part_alike == [pair for pair in whole_alike if pair.later < cut]


def test_with_since_only_pairs_of_later_articles_are_asked_for(tmp_path):
    table = table_of(tmp_path, [text(1), f"{text(1)} again", text(2), f"{text(2)} again"])
    assert met(found(table)) == {(0, 1), (2, 3)}
    assert met(found(table, since=3)) == {(2, 3)}


def test_a_table_is_gone_on_with(tmp_path):
    table = table_of(tmp_path, [text(1), text(2)])
    table.save()
    later = PrintTable(tmp_path)
    later.add([text(2), f"{text(1)} again"])
    assert later.size == 4
    assert later.twins == {2: 1}
    assert met(found(later, since=2)) == {(0, 3)}


def test_parts_that_were_not_written_down_do_not_count(tmp_path):
    table = table_of(tmp_path, [text(1)])
    table.save()
    table.add([text(2)])
    assert PrintTable(tmp_path).size == 1


def test_a_table_with_another_window_is_refused(tmp_path):
    table_of(tmp_path, [text(1)]).save()
    with pytest.raises(BadInput, match="window 12, not 4"):
        PrintTable(tmp_path, 4)


def test_a_damaged_table_is_refused(tmp_path):
    (tmp_path / "prints.json").write_text("{")
    with pytest.raises(BadInput, match="cannot be read"):
        PrintTable(tmp_path)


def test_rare_words_find_what_shares_no_run(tmp_path):
    one = "Keeper Maud Ferring climbed the Skarvon lighthouse with a hand lamp on Saturday."
    other = (
        "On Saturday, a hand lamp in reach, Ferring (the keeper, first name Maud) was up at Skarvon, the lighthouse."
    )
    stranger = "Potato farmers in the south expect a small harvest after a dry summer."
    table = table_of(tmp_path, [one, stranger, other])
    table.add_terms(0, [words_of(text) for text in (one, stranger, other)])
    engine = DuckEngine()
    table.attach(engine)
    assert alike_pairs(engine) == [Pair(0, 2, 8)]
