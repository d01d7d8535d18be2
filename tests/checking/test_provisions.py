"""What an act is said to contain is compared with what is on record of it: requires, forbids, limits, sets, names."""

from __future__ import annotations

import pytest

from onrecord import open_record
from onrecord.record import Record
from onrecord.terms.labels import Label


@pytest.fixture(scope="module")
def record() -> Record:
    return open_record()


@pytest.mark.parametrize(
    ("day", "headline", "line"),
    [
        ("2025-07-24", "Trump unveils AI Action Plan", "The plan rests on three pillars"),
        ("2026-01-15", "US eases chip exports to China", "Volume may not exceed half of US sales"),
        ("2025-10-31", "Trump and Xi agree truce in Busan", "China freezes the October rare-earth controls for a year"),
        ("2025-08-27", "China issues AI Plus plan", "Six areas are covered"),
        ("2025-09-30", "California governor signs SB 53", "Developers have to report incidents"),
    ],
)
def test_a_line_under_a_headline_on_an_act_is_borne_out_by_what_the_act_says(labels, record, day, headline, line):
    assert labels(record, day, headline, line) == {Label.SUPPORTED}


@pytest.mark.parametrize(
    ("day", "headline", "line"),
    [
        ("2025-07-24", "Trump unveils AI Action Plan", "The plan rests on five pillars"),
        ("2026-01-15", "US eases chip exports to China", "Volume may not exceed 80% of US sales"),
        ("2026-06-30", "Council adopts AI omnibus", "High-risk duties are put off to December 2029"),
    ],
)
def test_another_number_or_day_of_the_same_matter_is_refuted(labels, record, day, headline, line):
    assert labels(record, day, headline, line) == {Label.REFUTED}


@pytest.mark.parametrize("line", ["Washington withheld its signature", "China put its name to the statement"])
def test_who_signed_a_statement_and_who_refused_is_told_apart(labels, record, line):
    assert labels(record, "2025-02-12", "Paris AI Action Summit ends", line) == {Label.SUPPORTED}


@pytest.mark.parametrize("line", ["Washington signed the statement", "China refused to sign the statement"])
def test_the_contrary_of_a_provision_is_refuted(labels, record, line):
    assert labels(record, "2025-02-12", "Paris AI Action Summit ends", line) == {Label.REFUTED}


@pytest.mark.parametrize(
    "line",
    ["The plan rests on three pillars and a fund", "The plan bans exports to China", "It has 28 chapters"],
)
def test_what_is_not_on_record_of_an_act_leaves_it_open(labels, record, line):
    assert not labels(record, "2025-07-24", "Trump unveils AI Action Plan", line) & {Label.SUPPORTED, Label.REFUTED}


@pytest.mark.parametrize(
    ("day", "headline", "line"),
    [
        ("2026-06-03", "Trump signs order on frontier AI", "Labs must give 30 days of early access"),
        ("2025-12-12", "Trump order targets state AI laws", "The order strikes down all state AI laws"),
        (
            "2025-08-12",
            "Nvidia and AMD to share China revenue with Washington",
            "The share is fixed by a published rule",
        ),
        ("2025-01-22", "White House hosts launch of Stargate", "It is government money"),
    ],
)
def test_what_the_act_says_is_not_so_is_refuted_in_other_words_too(labels, record, day, headline, line):
    assert labels(record, day, headline, line) == {Label.REFUTED}


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("High-risk duties start in December 2027", Label.CONFLICTING),
        ("Annex III duties start in December 2027", Label.SUPPORTED),
        ("Annex I duties start in August 2028", Label.SUPPORTED),
        ("Annex I duties start in August 2027", Label.REFUTED),
    ],
)
def test_a_day_that_is_right_for_a_part_alone_is_half_right_where_no_part_is_named(labels, record, line, label):
    assert labels(record, "2026-05-08", "EU negotiators agree on AI omnibus", line) == {label}


def test_an_act_of_which_nothing_came_bears_out_no_more_than_half(labels, record):
    line = "Washington takes 15% of H20 revenue"
    assert labels(record, "2025-12-10", "China frowns on Nvidia chips", line) == {Label.CONFLICTING}


def test_of_several_acts_in_the_news_the_one_that_says_so_bears_a_line_out(labels, record):
    line = "Volumes to China are capped at 50%"
    assert labels(record, "2026-01-16", "Trump puts tariff on chips and lets H200 go to China", line) == {
        Label.SUPPORTED
    }
