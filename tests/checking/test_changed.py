"""By how much something moved, decided by the two values between which it did."""

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
    ("line", "label"),
    [
        ("Downloads of Yuanbao rose 41% to 8.7 million a month", Label.SUPPORTED),
        ("Downloads of Doubao rose 16% in the third quarter", Label.SUPPORTED),
        ("Downloads of Doubao fell 16% in the third quarter", Label.REFUTED),
        ("Monthly downloads of DeepSeek were 8% lower in the third quarter", Label.SUPPORTED),
        ("Yuanbao added 5.9 million monthly users in the third quarter", Label.SUPPORTED),
        ("Yuanbao lost 5.9 million monthly users in the third quarter", Label.REFUTED),
    ],
)
def test_how_far_a_count_moved_is_asked_of_two_values(labels, record, line, label):
    assert labels(record, Day(2025, 10, 25), "Chatbots in China", line) == {label}


def test_what_a_count_grew_by_is_not_held_against_its_level(labels, record):
    line = "ChatGPT has 900 million weekly users, 350 million more than in October"
    assert Label.REFUTED not in labels(record, Day(2026, 3, 15), "How many use ChatGPT", line)


def test_a_month_called_may_makes_no_forecast(labels, record):
    line = "DeepSeek's web traffic fell 29% between February and May 2025"
    assert labels(record, Day(2025, 8, 20), "Visits to chatbots", line) == {Label.SUPPORTED}
