"""Datelines: place, publisher and day, before the first sentence or on a line alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.dateline import dateline_alone, dateline_before, day_in, is_name, publisher_in

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
    ("SINGAPORE:", "SINGAPORE", "", "None"),
    ("HARBIN —", "HARBIN", "", "None"),  # a place that no list knows, in capitals before a dash
    ("SAN MATEO, Calif. --", "SAN MATEO", "", "None"),
    ("PARIS (Harbour Post) -", "PARIS", "Harbour Post", "None"),
    ("WUXI (Harbour Post) —", "WUXI", "Harbour Post", "None"),
    ("ST. LOUIS, Feb. 10, 2025 (Harbour Post) --", "ST. LOUIS", "Harbour Post", "2025-02-10"),
    ("Harbour Post, Paris, Feb. 10, 2025 --", "Paris", "Harbour Post", "2025-02-10"),
    ("(Harbour Post, 10 February 2025)", "", "Harbour Post", "2025-02-10"),
    ("[Harbour Post, Paris, 10 February 2025]", "Paris", "Harbour Post", "2025-02-10"),
    ("(Harbour Post) -", "", "Harbour Post", "None"),
    ("PARIS - Harbour Post - 10 February 2025 -", "PARIS", "Harbour Post", "2025-02-10"),
    ("PARIS | 10 February 2025 |", "PARIS", "", "2025-02-10"),
    ("Paris, 10 February 2025.", "Paris", "", "2025-02-10"),
    ("By Jane Doe, PARIS, 10 February 2025 -", "PARIS", "", "2025-02-10"),
    ("THE HARBOUR POST, 10 February 2025 -", "", "THE HARBOUR POST", "2025-02-10"),
    ("NEWPORT NEWS, Va., 10 February 2025 -", "NEWPORT NEWS", "", "2025-02-10"),
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
    ("Updated 26 July 2025 | Published 25 July 2025", "", "2025-07-25"),
    ("25 July 2025 (updated 26 July 2025)", "", "2025-07-25"),
    ("Published 25 July 2025, 09:30 GMT", "", "2025-07-25"),
    ("Fri, 25 Jul 2025 09:30 +0000", "", "2025-07-25"),
    ("Jul 25, 2025 | 4 min read", "", "2025-07-25"),
    ("25.07.2025", "", "2025-07-25"),
    ("25-07-2025", "", "2025-07-25"),
    ("05-06-2025", "", "None"),
    ("25-Jul-2025", "", "2025-07-25"),
    ("Posted on 2025-07-25 by admin", "", "2025-07-25"),
    ("Posted by Jane Doe on 25 July 2025", "", "2025-07-25"),
    ("Published by Harbour Post on 25 July 2025", "Harbour Post", "2025-07-25"),
    ("First published: 25 July 2025", "", "2025-07-25"),
    ("(Harbour Post, 25 July 2025)", "Harbour Post", "2025-07-25"),
    ("From the Harbour Post, 25 July 2025", "Harbour Post", "2025-07-25"),
    ("harbourpost.example | 25 July 2025 | Page 4", "harbourpost.example", "2025-07-25"),
    ("Business | July 25, 2025", "", "2025-07-25"),  # the desk is not the publisher
]


@pytest.mark.parametrize(("words", "place", "publisher", "day"), BEFORE)
@pytest.mark.parametrize("first", ["The port opened.", "“It is open,” she said.", "iPhone makers cheered."])
def test_a_dateline_before_the_first_sentence(words, place, publisher, day, first):
    if words.endswith((")", "]")) and first[0] == "i":
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
        "London: The city and its people grew.",
        "WARNING - The port is closed.",
        "KEY POINT - The port is closed.",
        "GPT - The new word is here.",
        "MIRAVOX — The maker of chips grew. MIRAVOX sold more.",  # always in capitals: a firm, no place
        "Harbour Post - The paper grew.",
        "Storm (of the year) The port is closed.",
    ],
)
def test_sentences_with_dashes_and_dates_are_no_datelines(text):
    assert dateline_before(text, 0, len(text)) is None


@pytest.mark.parametrize(
    "sentence",
    ["OpenAI released a model on Monday.", "Nordport issued 4 bonds.", "Harbour Group published a plan."],
)
def test_who_acts_in_the_first_sentence_is_not_the_publisher(sentence):
    text = f"BEIJING, 16 May 2026 - {sentence}"
    found = dateline_before(text, 0, len(text))
    assert (found.place, found.publisher, text[found.end :]) == ("BEIJING", "", sentence)
    assert dateline_alone(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("By Jane Doe · May 16, 2026 · 3:05 pm", "2026-05-16"),
        ("By Jane Doe | Updated 18 May 2026 | Published 16 May 2026", "2026-05-16"),
        ("By Jane Doe | Updated 18 May 2026", "None"),
        ("By Jane Doe", "None"),
    ],
)
def test_the_first_day_of_a_byline_that_is_no_update(line, day):
    assert str(day_in(line, 0, len(line))) == day


def test_a_day_counts_only_with_its_label_where_one_is_asked_for():
    line = "© 2025 Harbour Post, 9 May 2025. Published 10 May 2025."
    assert str(day_in(line, 0, len(line), needs_label=True)) == "2025-05-10"


def test_publishers_and_names_are_known_by_their_words():
    assert publisher_in("By Jane Doe, Harbour Post | 5 May 2025") == "Harbour Post"
    assert publisher_in("By Jane Doe, Business Reporter") == ""
    assert is_name("The Harbour Post")
    assert not is_name("Saturday")
    assert not is_name("The post is read in Oslo.")


@pytest.mark.parametrize(("line", "publisher", "day"), ALONE)
def test_a_dateline_on_a_line_alone(line, publisher, day):
    found = dateline_alone(line, 0, len(line))
    assert (found.publisher, str(found.published)) == (publisher, day)


@pytest.mark.parametrize(
    "line",
    ["Storm of July 25, 2025", "Vote: 25 July 2025", "Exports rose on July 25, 2025", "July 2025", "Port reopens"],
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
