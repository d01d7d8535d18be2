"""A statement that no type of claim reads is borne out by the fact that holds nearly all that it says."""

from __future__ import annotations

import pytest

from onrecord import open_record
from onrecord.record import Record
from onrecord.terms.labels import Label
from onrecord.terms.time import Day


@pytest.fixture(scope="module")
def record() -> Record:
    return open_record()


@pytest.mark.parametrize(
    ("day", "headline", "line"),
    [
        (
            Day(2025, 9, 15),
            "Chip curbs widen again",
            "On 12 September Washington blacklisted a further 32 outfits, 23 of them Chinese",
        ),
        (Day(2026, 8, 20), "How China vets its chatbots", "The watchdog had 988 generative services filed by 30 June"),
        (
            Day(2026, 5, 20),
            "What the leaders agreed",
            "Some ten companies were cleared for the H200, yet nothing has been delivered",
        ),
        (
            Day(2025, 4, 12),
            "Brussels has a plan for AI",
            "The EU hopes to see its data-centre capacity at least tripled",
        ),
    ],
)
def test_words_that_no_fact_holds_do_not_hide_the_fact_that_all_else_tells(labels, record, day, headline, line):
    assert labels(record, day, headline, line) == {Label.SUPPORTED}


@pytest.mark.parametrize(
    ("day", "headline", "line"),
    [
        (
            Day(2025, 9, 15),
            "Chip curbs widen again",
            "On 12 September Washington blacklisted a further 52 outfits, 23 of them Chinese",
        ),
        (
            Day(2025, 9, 15),
            "Chip curbs widen again",
            "On 10 September Washington blacklisted a further 32 outfits, 23 of them Chinese",
        ),
        (Day(2026, 5, 20), "What the leaders agreed", "Ten companies had their H200 chips delivered during the talks"),
        (Day(2025, 10, 31), "Trump and Xi agree on a truce", "The fentanyl tariff was cut to zero"),
        (
            Day(2026, 6, 10),
            "White House on frontier models",
            "Frontier labs must give 30 days of early access to their models",
        ),
        (Day(2024, 7, 5), "World AI Conference opens in Shanghai", "Nine Nobel and Turing laureates came"),
    ],
)
def test_another_number_day_edition_or_a_stronger_word_is_not_borne_out(labels, record, day, headline, line):
    assert Label.SUPPORTED not in labels(record, day, headline, line)
