"""Who has more of something, and who came first, decided on the shipped record."""

from __future__ import annotations

import pytest

from onrecord import check, open_record, read
from onrecord.record import Record
from onrecord.terms.labels import Label
from onrecord.terms.time import Day


@pytest.fixture(scope="module")
def record() -> Record:
    return open_record()


def labels(record: Record, day: Day, line: str) -> set[Label]:
    document = read(f"A headline\n\n{line}.\n", published=day, title="A headline", format="text")
    return {one.now.label for one in check(document, record).claims}


@pytest.mark.parametrize(
    ("day", "line", "label"),
    [
        (Day(2026, 4, 10), "Qwen has passed Llama in downloads", Label.SUPPORTED),
        (Day(2026, 4, 10), "Llama leads Qwen in cumulative downloads", Label.REFUTED),
        (Day(2026, 4, 10), "Llama trails Qwen in downloads", Label.SUPPORTED),
        (Day(2026, 4, 10), "Qwen is the most downloaded open model family", Label.SUPPORTED),
        (Day(2026, 4, 10), "Llama is the most downloaded open model family", Label.REFUTED),
        (Day(2025, 4, 12), "US private AI investment was nearly 12 times China's", Label.SUPPORTED),
        (Day(2025, 4, 12), "China produced 40 notable AI models in 2024", Label.REFUTED),
    ],
)
def test_two_are_compared_by_what_is_on_record(record, day, line, label):
    assert labels(record, day, line) == {label}


@pytest.mark.parametrize(
    ("day", "line", "label"),
    [
        (Day(2026, 1, 10), "Zhipu went public before MiniMax", Label.SUPPORTED),
        (Day(2026, 1, 10), "MiniMax went public before Zhipu", Label.REFUTED),
        (Day(2026, 4, 25), "DeepSeek-V4-Pro came out 15 months after DeepSeek-R1", Label.SUPPORTED),
        (Day(2026, 4, 25), "DeepSeek-V4-Pro came out two months after DeepSeek-R1", Label.REFUTED),
    ],
)
def test_who_came_first_is_told_by_the_days_on_record(record, day, line, label):
    assert label in labels(record, day, line)


def test_a_group_of_families_is_no_rival_of_a_family(record):
    document = read("Qwen is the most downloaded model family.", published=Day(2026, 4, 10), format="text")
    told = " ".join(one.now.summary for one in check(document, record).claims)
    assert "Chinese open models" not in told


@pytest.mark.parametrize(
    "line",
    [
        "Qwen has passed Llama in elegance",
        "Acme has passed Llama in downloads",
        "Qwen may one day pass Llama in downloads",
    ],
)
def test_what_is_not_measured_or_not_stated_is_left_open(record, line):
    assert not labels(record, Day(2026, 4, 10), line) & {Label.SUPPORTED, Label.REFUTED}


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("ChatGPT has 80 million weekly users", Label.REFUTED),
        ("ChatGPT has 800 million weekly users", Label.SUPPORTED),
        ("ChatGPT has 650 million weekly users", Label.NOT_ENOUGH),
    ],
)
def test_a_number_a_power_of_ten_off_is_a_slip(record, line, label):
    assert labels(record, Day(2025, 10, 20), line) == {label}
