"""Whose an act of policy is: the authority that issued it, the administration of its day, how many did it together."""

from __future__ import annotations

import pytest

from onrecord import open_record
from onrecord.record import Record
from onrecord.terms.labels import Label

CURBS = ("2023-10-20", "Washington shuts loopholes in chip curbs")
DIFFUSION = ("2025-05-14", "Washington drops the AI diffusion rule")
H20 = ("2025-04-16", "Nvidia needs licence for H20")
LABELS = ("2025-03-15", "China publishes labelling rules")
AI_PLUS = ("2025-08-27", "China issues AI Plus opinions")
FUND = ("2025-03-07", "China to launch state venture fund")
PLAN = ("2025-07-24", "White House publishes AI Action Plan")
LISTED = ("2025-01-31", "US adds Chinese AI firms to blacklist")


@pytest.fixture(scope="module")
def record() -> Record:
    return open_record()


@pytest.mark.parametrize(
    ("article", "line"),
    [
        (CURBS, "It was a measure of the Biden administration"),
        (DIFFUSION, "The framework was a Biden-era measure"),
        (DIFFUSION, "It was the Biden administration that issued the framework"),
        (DIFFUSION, "The previous administration had put it out in January"),
        (H20, "It is a curb of the Trump administration"),
        (LABELS, "Four authorities issued the rules"),
        (LABELS, "The cyberspace regulator issued the rules with three other bodies"),
        (AI_PLUS, "The paper comes from the State Council"),
        (FUND, "The state planner announced the fund on Thursday"),
    ],
)
def test_who_made_the_act_that_the_headline_is_about_is_borne_out_in_any_words(labels, record, article, line):
    assert labels(record, *article, line) == {Label.SUPPORTED}


@pytest.mark.parametrize(
    ("article", "line"),
    [
        (CURBS, "It was Trump's doing"),
        (DIFFUSION, "The framework was a Trump measure"),
        (H20, "The curb was put in place by the Biden administration"),
        (LABELS, "The cyberspace regulator issued the rules with nine other bodies"),
        (LABELS, "The rules were drafted by the commerce ministry alone"),
        (AI_PLUS, "The paper comes from the European Commission"),
        (FUND, "The central bank announced the fund"),
        (PLAN, "The plan was drafted by the Energy Department"),
    ],
)
def test_an_act_of_somebody_else_is_refuted(labels, record, article, line):
    assert labels(record, *article, line) == {Label.REFUTED}


@pytest.mark.parametrize(
    ("article", "line"),
    [
        (LISTED, "It was the Trump administration that put Sophgo on the list"),  # the month held two administrations
        (AI_PLUS, "The paper on tea comes from the European Commission"),
        (DIFFUSION, "It was Nvidia that wrote the letter"),
        (PLAN, "The bananas were drafted by the Energy Department"),
    ],
)
def test_what_may_be_another_act_or_another_day_is_left_open(labels, record, article, line):
    assert not labels(record, *article, line) & {Label.SUPPORTED, Label.REFUTED}


def test_what_was_published_is_not_said_to_be_signed_by_whoever_led_those_who_published_it(labels, record):
    article = ("2026-01-15", "New US chip rule for China takes effect")
    assert Label.SUPPORTED not in labels(record, *article, "It was signed by the president on Tuesday")


def test_what_was_proposed_was_not_set_up(labels, record):
    line = "China set up a world AI cooperation body on Saturday"
    assert Label.SUPPORTED not in labels(record, "2025-07-27", "A step towards cooperation", line)
