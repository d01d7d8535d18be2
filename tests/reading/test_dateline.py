"""Datelines: place, publisher and day, before the first sentence or on a line alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.dateline import dateline_alone, dateline_before

BEFORE = [
    ("Harbour Post, Friday, July 25, 2025-", "", "Harbour Post", "2025-07-25"),
    (
        "Harbour Post, Monday, July 25, 2025-",
        "",
        "Harbour Post",
        "2025-07-25",
    ),  # it was a Friday: the date counts
    ("Harbour, July 25, 2025 -", "", "Harbour", "2025-07-25"),
    ("SHANGHAI, July 26 (Reuters) -", "SHANGHAI", "Reuters", "None"),
    ("SHANGHAI, July 26, 2025 (Reuters) -", "SHANGHAI", "Reuters", "2025-07-26"),
    ("BEIJING (AP) —", "BEIJING", "AP", "None"),
    ("WASHINGTON (AP)", "WASHINGTON", "AP", "None"),
    ("July 25, 2025 —", "", "", "2025-07-25"),
    ("2025-07-25 -", "", "", "2025-07-25"),
    ("25 July 2025:", "", "", "2025-07-25"),
    ("PARIS, Feb. 10, 2025 /PRNewswire/ --", "PARIS", "PRNewswire", "2025-02-10"),
    ("HARBIN, China, Feb. 10, 2025 /PRNewswire/ --", "HARBIN", "PRNewswire", "2025-02-10"),
    ("Catalogue Daily, July 25, 2025:", "", "Catalogue Daily", "2025-07-25"),
    (
        "MOUNTAIN VIEW, Calif., July 26, 2025 (GLOBE NEWSWIRE) --",
        "MOUNTAIN VIEW",
        "GLOBE NEWSWIRE",
        "2025-07-26",
    ),
    ("SAN FRANCISCO--(BUSINESS WIRE)--", "SAN FRANCISCO", "BUSINESS WIRE", "None"),
    ("Paris, 10 February 2025 –", "Paris", "", "2025-02-10"),
    ("Oslo, Norway, May 5, 2025 -", "Oslo", "", "2025-05-05"),
    ("LONDON —", "LONDON", "", "None"),
    ("(Reuters) -", "", "Reuters", "None"),
    ("New York, Tuesday, July 29, 2025, 10:30 AM ET -", "New York", "", "2025-07-29"),
]

ALONE = [
    ("March 27, 2008", "", "2008-03-27"),
    ("Published: 2025-07-25", "", "2025-07-25"),
    ("Published on Friday, July 25, 2025 at 3:05 p.m.", "", "2025-07-25"),
    ("Harbour Post | 25 July 2025", "Harbour Post", "2025-07-25"),
    ("Jane Doe | The Daily Globe | 25 July 2025", "The Daily Globe", "2025-07-25"),
    ("July 25, 2025 10:30 AM EDT", "", "2025-07-25"),
    ("2025-07-25T10:00:00Z", "", "2025-07-25"),
    ("Published July 25, 2025 | Updated July 26, 2025", "", "2025-07-25"),
    ("25/07/2025", "", "2025-07-25"),
    ("05/06/2025", "", "None"),  # May or June: never guessed
    ("Updated July 26, 2025", "", "None"),  # not the day on which it appeared
    ("Last modified on Fri 25 Jul 2025 10.30 BST", "", "None"),
]


@pytest.mark.parametrize(("words", "place", "publisher", "day"), BEFORE)
@pytest.mark.parametrize("first", ["The port opened.", "“It is open,” she said.", "iPhone makers cheered."])
def test_a_dateline_before_the_first_sentence(words, place, publisher, day, first):
    if words.endswith(")") and first[0] == "i":
        pytest.skip("without a mark only a capital or a quotation shows where the sentence begins")
    text = f"{words} {first}"
    found = dateline_before(text, 0, len(text))
    assert (found.place, found.publisher, str(found.published)) == (place, publisher, day)
    assert text[found.end :] == first


@pytest.mark.parametrize(
    "text",
    [
        "The plan - a long one - failed.",
        "In 2025 - the year of the storm - ships came.",
        "OpenAI: the firm and its people",
        "NVIDIA — The maker of chips grew.",
        "It opened on July 25, 2025: The port is big.",
        "On May 5, 2025 - the day of the storm - ships came.",
        "Dr. Li - the head of the port - said so.",
        "BREAKING: The port opened.",
        "LONDON - the city - is big.",
    ],
)
def test_sentences_with_dashes_and_dates_are_no_datelines(text):
    assert dateline_before(text, 0, len(text)) is None


@pytest.mark.parametrize(("line", "publisher", "day"), ALONE)
def test_a_dateline_on_a_line_alone(line, publisher, day):
    found = dateline_alone(line, 0, len(line))
    assert (found.publisher, str(found.published)) == (publisher, day)


@pytest.mark.parametrize(
    "line", ["Storm of July 25, 2025", "Exports rose on July 25, 2025", "July 2025", "Port reopens"]
)
def test_headlines_with_a_date_are_no_datelines(line):
    assert dateline_alone(line, 0, len(line)) is None


def test_a_day_that_does_not_exist_is_kept_in_its_words():
    found = dateline_before("Harbour Post, June 31, 2025- It rained.", 0, 39)
    assert (found.published, found.impossible_day) == (None, "June 31, 2025")


@given(
    st.text(st.sampled_from("AB ab,.-–—()/:|\n") | st.characters(codec="utf-8")),
    st.sampled_from([w for w, *_ in BEFORE]),
)
def test_no_text_breaks_the_grammar(text, words):
    for whole in (text, words + text, text + words):
        found = dateline_before(whole, 0, len(whole))
        assert found is None or 0 < found.end < len(whole) or found.end == len(whole)
        dateline_alone(whole, 0, len(whole))
