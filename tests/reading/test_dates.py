"""Which words are dates, what they stand for on a publication day, and which words are none."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.dates import find_dates
from onrecord.reading.document import Span
from onrecord.terms.time import Period

FRIDAY = date(2025, 7, 25)
MONDAY = date(2025, 7, 28)
JANUARY = date(2026, 1, 8)

# text, publication day, the words, the period as tables write it ("" where none), TIMEX3 value
NAMED = [
    ("It was signed on 25 July 2025.", JANUARY, "25 July 2025", "2025-07-25", "2025-07-25"),
    ("It was signed on July 25, 2025, in Paris.", JANUARY, "July 25, 2025", "2025-07-25", "2025-07-25"),
    ("Friday, July 25, was the day.", FRIDAY, "Friday, July 25", "2025-07-25", "2025-07-25"),
    ("It came out on Jul. 3.", FRIDAY, "Jul. 3", "2025-07-03", "2025-07-03"),
    ("It came out on the 3rd of July.", FRIDAY, "the 3rd of July", "2025-07-03", "2025-07-03"),
    ("It came out on the 16th.", FRIDAY, "the 16th", "2025-07-16", "2025-07-16"),
    ("It came out on the 28th, in Paris.", FRIDAY, "the 28th", "2025-06-28", "2025-06-28"),
    ("It will open on the 3rd.", FRIDAY, "the 3rd", "2025-08-03", "2025-08-03"),
    ("Updated 2025-07-25 by hand", None, "2025-07-25", "2025-07-25", "2025-07-25"),
    ("Updated 25/07/2025 by hand", None, "25/07/2025", "2025-07-25", "2025-07-25"),
    ("Updated 05/07/2025 by hand", None, "05/07/2025", "", "2025-XX-XX"),
    ("Updated 05.07.2025 by hand", None, "05.07.2025", "2025-07-05", "2025-07-05"),
    ("Prices rose in July 2025.", None, "July 2025", "2025-07", "2025-07"),
    ("By 2030 it should be done.", FRIDAY, "2030", "2030", "2030"),
    ("Its 2024 results were weak.", FRIDAY, "2024", "2024", "2024"),
    ("The 2008 games were in Asia.", FRIDAY, "2008", "2008", "2008"),
    ("CES 2025 was large.", FRIDAY, "2025", "2025", "2025"),
    ("In the 1990s it was small.", FRIDAY, "the 1990s", "1990-01-01/1999-12-31", "199"),
    ("Sales grew in Q2 2025.", FRIDAY, "Q2 2025", "2025-Q2", "2025-Q2"),
    ("Sales grew in the second quarter of 2025.", FRIDAY, "the second quarter of 2025", "2025-Q2", "2025-Q2"),
    ("Sales grew in the second quarter.", FRIDAY, "the second quarter", "2025-Q2", "2025-Q2"),
    ("Sales fell in the fourth quarter.", FRIDAY, "the fourth quarter", "2024-Q4", "2024-Q4"),
    ("It grew in the first half of last year.", FRIDAY, "the first half of last year", "2024-H1", "2024-H1"),
    ("It grew in H1 2025.", FRIDAY, "H1 2025", "2025-H1", "2025-H1"),
    ("In fiscal 2025 it grew.", FRIDAY, "fiscal 2025", "", "FY2025"),
    ("It came in early 2025.", FRIDAY, "early 2025", "2025-01/2025-04", "2025"),
    ("It was large in the mid-1990s.", FRIDAY, "mid-1990s", "1993-05/1996-08", "199"),
    ("It came in mid-2024.", FRIDAY, "mid-2024", "2024-05/2024-08", "2024"),
    ("It came in late June.", FRIDAY, "late June", "2025-06-21/2025-06-30", "2025-06"),
    ("It must close by the end of 2027.", FRIDAY, "the end of 2027", "2027-12", "2027"),
    ("at the end of March", FRIDAY, "the end of March", "2025-03-27/2025-03-31", "2025-03"),
    ("It will close by the end of the year.", FRIDAY, "the end of the year", "2025-12", "2025"),
    ("It will close by year-end.", FRIDAY, "year-end", "2025-12", "2025"),
    ("It happened in the summer of 2024.", FRIDAY, "the summer of 2024", "2024-06/2024-08", "2024-SU"),
    ("It snowed in the winter of 2023.", FRIDAY, "the winter of 2023", "2023-12/2024-02", "2023-WI"),
    ("They met on February 30.", FRIDAY, "February 30", "", "2025-02-30"),
]

RANGES = [
    ("The fair runs July 26-28.", FRIDAY, "July 26-28", "2025-07-26/2025-07-28"),
    ("It ran from July 26 to July 28, 2024.", FRIDAY, "July 26 to July 28, 2024", "2024-07-26/2024-07-28"),
    ("It will run 26 to 28 July.", FRIDAY, "26 to 28 July", "2025-07-26/2025-07-28"),
    ("It will run 30 July to 2 August.", FRIDAY, "30 July to 2 August", "2025-07-30/2025-08-02"),
    ("It rose between March and May.", FRIDAY, "March and May", "2025-03/2025-05"),
    ("It grew in 2019-2021.", FRIDAY, "2019-2021", "2019/2021"),
    ("It grew between 2019 and 2021.", FRIDAY, "2019 and 2021", "2019/2021"),
]

RELATIVE = [
    ("It opened today.", FRIDAY, "today", "2025-07-25", "2025-07-25"),
    ("It opened yesterday.", FRIDAY, "yesterday", "2025-07-24", "2025-07-24"),
    ("It opens tomorrow.", FRIDAY, "tomorrow", "2025-07-26", "2025-07-26"),
    ("It opens tonight.", FRIDAY, "tonight", "2025-07-25", "2025-07-25TNI"),
    ("It opened this week.", FRIDAY, "this week", "2025-07-21/2025-07-27", "2025-W30"),
    ("It opens this weekend.", FRIDAY, "this weekend", "2025-07-26/2025-07-27", "2025-W30-WE"),
    ("It opened this weekend.", MONDAY, "this weekend", "2025-07-26/2025-07-27", "2025-W30-WE"),
    ("It ended over the weekend.", MONDAY, "the weekend", "2025-07-26/2025-07-27", "2025-W30-WE"),
    ("It came last month.", JANUARY, "last month", "2025-12", "2025-12"),
    ("It will come next quarter.", FRIDAY, "next quarter", "2025-Q4", "2025-Q4"),
    ("It grew last year.", JANUARY, "last year", "2025", "2025"),
    ("They spoke last Friday.", FRIDAY, "last Friday", "2025-07-18", "2025-07-18"),
    ("It was released on Wednesday.", FRIDAY, "Wednesday", "2025-07-23", "2025-07-23"),
    ("It was released on Friday.", FRIDAY, "Friday", "2025-07-25", "2025-07-25"),
    ("It will open on Saturday.", FRIDAY, "Saturday", "2025-07-26", "2025-07-26"),
    ("The fair opens on Monday.", FRIDAY, "Monday", "2025-07-28", "2025-07-28"),
    ("The talks end on Monday.", FRIDAY, "Monday", "2025-07-28", "2025-07-28"),
    ("It was forced to end on Monday.", FRIDAY, "Monday", "2025-07-21", "2025-07-21"),
    ("Fair to open on Monday", FRIDAY, "Monday", "2025-07-28", "2025-07-28"),
    ("It said on Monday it will open in May.", FRIDAY, "Monday", "2025-07-21", "2025-07-21"),
    ("It spoke on Tuesday night.", FRIDAY, "Tuesday night", "2025-07-22", "2025-07-22TNI"),
    ("On Sunday the firm agreed to the plan.", FRIDAY, "Sunday", "2025-07-20", "2025-07-20"),
    ("On Sunday the firm is expected to vote.", FRIDAY, "Sunday", "2025-07-27", "2025-07-27"),
    ("It was released in January.", FRIDAY, "January", "2025-01", "2025-01"),
    ("It was released in September.", FRIDAY, "September", "2024-09", "2024-09"),
    ("It will be released in September.", FRIDAY, "September", "2025-09", "2025-09"),
    ("It will be released in May.", FRIDAY, "May", "2026-05", "2026-05"),
    ("Shares fell in October of last year.", FRIDAY, "October of last year", "2024-10", "2024-10"),
    ("Shares fell in October last year.", FRIDAY, "October last year", "2024-10", "2024-10"),
    ("It opened on May 3 last year.", FRIDAY, "May 3 last year", "2024-05-03", "2024-05-03"),
    ("It opens in March next year.", FRIDAY, "March next year", "2026-03", "2026-03"),
    ("It was shown on December 11.", JANUARY, "December 11", "2025-12-11", "2025-12-11"),
    ("An event is to be held on August 12.", FRIDAY, "August 12", "2025-08-12", "2025-08-12"),
    ("It grew over the spring.", FRIDAY, "the spring", "2025-03/2025-05", "2025-SP"),
    ("It grew last summer.", FRIDAY, "last summer", "2024-06/2024-08", "2024-SU"),
    ("It came two weeks ago.", FRIDAY, "two weeks ago", "2025-07-07/2025-07-13", "2025-W28"),
    ("It came three days ago.", FRIDAY, "three days ago", "2025-07-22", "2025-07-22"),
    ("It began three years ago.", FRIDAY, "three years ago", "2022", "2022"),
    ("It will open in three days.", FRIDAY, "three days", "2025-07-28", "2025-07-28"),
    ("It fell over the past three months.", FRIDAY, "the past three months", "2025-04-25/2025-07-25", "P3M"),
    ("It doubled in the past decade.", FRIDAY, "the past decade", "2015-07-25/2025-07-25", "P1DE"),
    ("It is the lowest in six years.", FRIDAY, "six years", "2019-07-25/2025-07-25", "P6Y"),
    ("It fell in the last week of March.", FRIDAY, "the last week of March", "2025-03-24/2025-03-30", "2025-W13"),
]

LEANING = [
    ("It began on July 20. The following day it ended.", "The following day", "2025-07-21"),
    ("In May 2024 it rose. The same month it fell.", "The same month", "2024-05"),
    ("In Q2 2025 it made 5% more, up from a year earlier.", "a year earlier", "2024-Q2"),
    ("It began on July 1, 2025 and ended three days later.", "three days later", "2025-07-04"),
    ("It rose. The following day it fell.", "The following day", ""),
    ("It rose from a year earlier.", "a year earlier", ""),
]

LONG_AND_OFTEN = [
    ("a three-day meeting", "three-day", "DURATION", "P3D"),
    ("It lasted for six months.", "six months", "DURATION", "P6M"),
    ("after thirty minutes", "thirty minutes", "DURATION", "PT30M"),
    ("just days before the start", "days", "DURATION", "PXD"),
    ("It has struggled in recent years.", "recent years", "DURATION", "PXY"),
    ("It meets every few days.", "every few days", "SET", "PXD"),
    ("a monthly report", "monthly", "SET", "P1M"),
    ("It is updated each week.", "each week", "SET", "P1W"),
    ("twice a week", "twice a week", "SET", "P1W"),
    ("It meets every Monday.", "every Monday", "SET", "XXXX-WXX-1"),
    ("at 14:58 UTC", "14:58 UTC", "TIME", "2025-07-25T14:58Z"),
    ("at 6:40 p.m. it ended", "6:40 p.m.", "TIME", "2025-07-25T18:40"),
]

NONE = [
    "It may open, and it may not.",
    "May God help them.",
    "They march on.",
    "March on, they said.",
    "April Smith said so.",
    "It is an august body.",
    "38% from the start",
    "GPT-4.5, R1, Qwen 2.5 and V3-0324",
    "a survey of 2024 companies",
    "over 2000 people",
    "It costs $2025 there.",
    "call +1 202 555 2025",
    "see example.org/2024/1689",
    "Regulation (EU) 2024/1689",
    "EO 14179",
    "the Q2 model",
    "The sun sat low.",
    "the second model",
    "a spring in its step",
    "the fall of the firm",
    "the Spring Festival",
    "USA Today said so.",
    "Black Friday",
    "Lei Jun spoke.",
    "growth year-on-year",
    "the first half of the match",
    "24/7 and 9/11",
    "Boeing 787",
    "",
    "It stood on the 5th place.",
    "They met on the 10th anniversary.",
]


def quotes(text, published=FRIDAY):
    return {mention.span.of(text): mention for mention in find_dates(text, published)}


@pytest.mark.parametrize(("text", "published", "quote", "period", "value"), NAMED + RELATIVE)
def test_a_date_has_exact_words_a_period_and_a_value(text, published, quote, period, value):
    found = quotes(text, published)
    assert quote in found
    assert found[quote].period == (Period.parse(period) if period else None)
    assert found[quote].value == value


@pytest.mark.parametrize(("text", "published", "quote", "period"), RANGES)
def test_a_range_is_one_mention(text, published, quote, period):
    (mention,) = find_dates(text, published)
    assert mention.span.of(text) == quote
    assert mention.period == Period.parse(period)


@pytest.mark.parametrize(("text", "quote", "period"), LEANING)
def test_a_date_that_leans_on_another_is_resolved_only_against_that(text, quote, period):
    assert quotes(text)[quote].period == (Period.parse(period) if period else None)


@pytest.mark.parametrize(("text", "quote", "kind", "value"), LONG_AND_OFTEN)
def test_durations_sets_and_times_have_their_type(text, quote, kind, value):
    mention = quotes(text)[quote]
    assert (mention.type, mention.value) == (kind, value)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date_is_not_found(text):
    assert find_dates(text, FRIDAY) == ()


@pytest.mark.parametrize(
    "text", ["It opened on Friday.", "It came last month.", "in January", "two weeks ago", "today"]
)
def test_without_a_publication_day_nothing_relative_is_resolved(text):
    assert [mention.period for mention in find_dates(text, None)] == [None]


def test_reading_by_sentences_finds_what_reading_the_whole_finds():
    text = "It began on July 20. The following day it ended. On Friday it will return."
    parts = [Span(0, 20), Span(21, 48), Span(49, len(text))]
    assert tuple(m for part in parts for m in find_dates(text, FRIDAY, part)) == find_dates(text, FRIDAY)


WORDS = [
    "in", "on", "the", "a", "last", "next", "this", "of", "end", "early", "July", "May", "march", "Friday",
    "week", "weekend", "year", "years", "two", "3", "31", "2025", "2019-2021", "1990s", "Q2", "first",
    "quarter", "half", "ago", "earlier", "following", "day", "days", "to", "and", "between", "will", "said",
    ".", ",", "\n", "spring", "every", "few", "10:30", "p.m.", "9999", "0001-01-01", "month", "decade",
    "century", "past", "million", "from", "fiscal", "-",
]  # fmt: skip
news = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@settings(max_examples=400, deadline=None)
@given(text=st.one_of(st.text(max_size=120), news), published=st.one_of(st.none(), days))
def test_every_find_lies_inside_the_text_in_order_and_has_a_valid_period(text, published):
    last = 0
    for mention in find_dates(text, published):
        assert last <= mention.span.start < mention.span.end <= len(text)
        assert mention.span.of(text).strip() == mention.span.of(text)
        assert mention.period is None or mention.period.start < mention.period.end
        assert mention.value
        last = mention.span.end


@settings(max_examples=200, deadline=None)
@given(text=news, shift=st.integers(1, 50))
def test_moving_a_text_moves_its_spans(text, shift):
    here = find_dates(text, FRIDAY)
    there = find_dates("\n" * shift + text, FRIDAY)
    assert [(m.span.start + shift, m.span.end + shift, m.period, m.value) for m in here] == [
        (m.span.start, m.span.end, m.period, m.value) for m in there
    ]


@pytest.mark.parametrize(
    "piece", ["a", " ", "\n", "1", "111,", "the ", "end of ", "alpha beta 1 ", "first quarter of "]
)
def test_a_text_without_an_end_is_read_in_linear_time(piece):
    # No clock here: a quadratic rule on this size would run for minutes and be noticed.
    find_dates(piece * (200_000 // len(piece)), FRIDAY)
