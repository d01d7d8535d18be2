"""The blocks of an article, found by their form."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.document import BlockKind
from onrecord.reading.layout import find_blocks
from operations import grows_linearly


def kinds(text):
    return [(block.kind.value, " ".join(block.span.of(text).split())) for block in find_blocks(text).blocks]


FULL = """Rail Line Opens After Ten Years Of Work

World Business Markets

In Summary

  • The line opened with 3,000 guests
  • It runs 12 trains a day


Harbour Post, Friday, July 25, 2025- The line, which links two ports, opened on Friday. Trains run daily.

It runs 12 trains a day.

Protected by Textguard
"""


def test_the_parts_of_a_full_article():
    assert kinds(FULL) == [
        ("headline", "Rail Line Opens After Ten Years Of Work"),
        ("category", "World Business Markets"),
        ("summary-label", "In Summary"),
        ("bullet", "The line opened with 3,000 guests"),
        ("bullet", "It runs 12 trains a day"),
        ("dateline", "Harbour Post, Friday, July 25, 2025-"),
        ("paragraph", "The line, which links two ports, opened on Friday. Trains run daily."),
        ("paragraph", "It runs 12 trains a day."),
        ("footer", "Protected by Textguard"),
    ]
    layout = find_blocks(FULL)
    assert (layout.publisher, str(layout.published), layout.place) == ("Harbour Post", "2025-07-25", "")


def test_a_wire_story():
    text = """Rail line opens
Link joins two ports
By Jane Doe and John Roe | July 25, 2025
Updated 3:05 pm

HANGZHOU, July 25 (Reuters) - The line opened on Friday. It is long.

What comes next

The operator plans 12 trains a day.

- First trains at 6 a.m.
- Last trains at midnight
  with a stop at the port

Read more: Old line closes
(Reporting by Jane Doe; Editing by John Roe)
© 2025 Harbour Post. All rights reserved.
"""
    assert [kind for kind, _ in kinds(text)] == [
        "headline", "headline", "byline", "byline", "dateline", "paragraph", "subheading", "paragraph",
        "bullet", "bullet", "footer", "footer", "footer",
    ]  # fmt: skip
    layout = find_blocks(text)
    assert (layout.publisher, layout.place, str(layout.published)) == ("Reuters", "HANGZHOU", "2025-07-25")


def test_one_line_a_paragraph_without_blank_lines():
    body = f"The port is open. {'It is big. ' * 20}\nIt was closed."
    text = f"Port reopens\nMarch 27, 2008\n{body}\nSources\nA list, 2008"
    assert [kind for kind, _ in kinds(text)] == [
        "headline",
        "dateline",
        "paragraph",
        "paragraph",
        "footer",
        "footer",
    ]


def test_lines_broken_to_a_page_are_one_paragraph_whose_span_covers_the_newlines():
    text = (
        "The ministry said on Monday that the line, which was to open in 2023, had\n"
        "cost 4 billion yuan more than planned. Officials blamed the soil and the\n"
        "Weather.\n\nA second line is under study, and would be finished by the year of\n2030, it said.\n"
    )
    blocks = find_blocks(text).blocks
    assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH] * 2
    assert blocks[0].span.of(text).count("\n") == 2


@pytest.mark.parametrize(
    "claim",
    ["The port of Oslo was shut in 2024", "The port of Oslo was shut in 2024.", "Oslo", "Was it shut?"],
)
def test_a_lone_sentence_is_a_paragraph_and_no_headline(claim):
    assert kinds(claim) == [("paragraph", claim)]


@pytest.mark.parametrize(
    "label", ["In Summary", "Key points:", "**Key takeaways**", "TL;DR", "At a glance", "THE GIST"]
)
@pytest.mark.parametrize("mark", ["• ", "•", "- ", "* ", "– ", "▪ ", "1. ", "2) ", "(3) "])
def test_summaries_come_under_many_labels_and_marks(label, mark):
    text = f"Port reopens\n\n{label}\n\n{mark}Ships are back\n{mark}Cranes are not\n\nShips are back.\n"
    assert [kind for kind, _ in kinds(text)] == ["headline", "summary-label", "bullet", "bullet", "paragraph"]
    assert ("bullet", "Ships are back") in kinds(text)


def test_a_summary_may_do_without_marks_and_share_a_line_with_its_label():
    text = "Plant opens\n\nKey takeaways\n\nIt cost 3 billion\nIt is big\n\nA plant opened. It is big.\n"
    assert [kind for kind, _ in kinds(text)] == ["headline", "summary-label", "bullet", "bullet", "paragraph"]
    text = "Plant opens\n\nTL;DR: A plant opened.\n\nA plant opened on Monday.\n"
    assert kinds(text)[1:3] == [("summary-label", "TL;DR:"), ("bullet", "A plant opened.")]


@pytest.mark.parametrize(
    "line", ["World Business Markets", "Technology | World", "Markets", "World / Asia", "BUSINESS"]
)
def test_category_lines_before_or_after_the_headline(line):
    assert kinds(f"{line}\n\nPort of Oslo reopens\n\nShips came back.\n")[0] == ("category", line)
    assert kinds(f"Port of Oslo reopens\n\n{line}\n\nShips came back.\n")[1] == ("category", line)


@pytest.mark.parametrize(
    "line",
    ["By Jane Doe", "Jane Doe | Staff writer", "By Jane Doe, Technology correspondent", "Updated 3:05 pm",
     "5 min read", "Written by Jane Doe", "*By Jane Doe*"],
)  # fmt: skip
def test_bylines(line):
    assert kinds(f"Port of Oslo reopens\n\n{line}\n\nShips came back.\n")[1] == ("byline", line)


@pytest.mark.parametrize(
    "line",
    ["Protected by Textguard", "© 2025 Harbour Post", "All rights reserved.", "Copyright 2025 Harbour Post",
     "(Reporting by Jane Doe; Editing by John Roe)", "Subscribe to our newsletter", "Read more: Port closes",
     "Related", "Reporting by Jane Doe; Editing by John Roe"],
)  # fmt: skip
def test_footers(line):
    assert kinds(f"Port of Oslo reopens\n\nShips came back.\n\nCranes did not.\n\n{line}\n")[-1] == (
        "footer",
        line,
    )


@pytest.mark.parametrize(
    "paragraph",
    [
        "Related work shows that ports matter to towns.",
        "Reporting by the bank found a fall. It was large.",
        "By 2030, the town wants to have three ports.",
        "Summary trials are rare in Oslo.",
        "- - -" + " x" * 200 + ".",
    ],
)
def test_paragraphs_that_only_begin_like_something_else(paragraph):
    text = f"Port of Oslo reopens\n\nShips came.\n\n{paragraph}\n\n" + "It rained. It snowed.\n\n" * 9
    assert kinds(text)[2][0] in {"paragraph", "bullet"}


def test_tables_rules_and_empty_bullets_do_no_harm():
    text = "Ships\n\n| Year | Ships |\n|---|---|\n| 2024 | 12 |\n\n***\n\n•\n-\n\nA\tB\n1\t2\n\nIt rained.\n"
    assert kinds(text)[-1] == ("paragraph", "It rained.")


BODY = "A tram line was cut on Monday. It ran for years.\n\nThe vote of 3 March 2021 was close.\n\nTrams are slow."


def told(text):
    layout = find_blocks(text)
    sayings = {"headline", "paragraph", "subheading", "bullet"}
    said = " ".join(words for kind, words in kinds(text) if kind in sayings)
    return layout.publisher, layout.place, str(layout.published), said


SAID = "Tram line cut " + " ".join(BODY.split())


@pytest.mark.parametrize(
    ("lines", "publisher", "place", "day"),
    [
        ("The Northmoor Times\nFriday 3 November 2023", "The Northmoor Times", "", "2023-11-03"),
        ("The Northmoor Times\n\nFriday 3 November 2023", "The Northmoor Times", "", "2023-11-03"),
        ("The Times of Northmoor\nNovember 3, 2023", "The Times of Northmoor", "", "2023-11-03"),
        ("Tram Gazette\nOslo\nNovember 3, 2023", "Tram Gazette", "Oslo", "2023-11-03"),
        ("By Jane Doe\nTram Gazette\n3 November 2023", "Tram Gazette", "", "2023-11-03"),
        ("3 November 2023\nTram Gazette", "Tram Gazette", "", "2023-11-03"),
        ("Jane Doe\n3 November 2023", "", "", "2023-11-03"),
        ("The Tram Letter\n3 November 2023", "The Tram Letter", "", "2023-11-03"),
        ("November 3, 2023", "", "", "2023-11-03"),
        ("Published 3 November 2023, 09:30 GMT", "", "", "2023-11-03"),
        ("Nov 3, 2023 | 4 min read", "", "", "2023-11-03"),
        ("By Jane Doe, Staff Writer\n3 November 2023", "", "", "2023-11-03"),
        ("By the transport desk | 3 November 2023", "", "", "2023-11-03"),
        ("By our own reporters, 3 November 2023", "", "", "2023-11-03"),
        ("By Jane Doe · November 3, 2023 · 3:05 pm", "", "", "2023-11-03"),
        ("By Jane Doe on November 3, 2023", "", "", "2023-11-03"),
        ("By Jane Doe, Tram Gazette\n3 November 2023", "Tram Gazette", "", "2023-11-03"),
        ("Jane Doe | Tram Gazette | 3 November 2023", "Tram Gazette", "", "2023-11-03"),
        ("Updated 9 November 2023\n3 November 2023", "", "", "2023-11-03"),
        ("By Jane Doe | Updated 9 November 2023", "", "", "None"),
        ("Photo: Jane Doe, 9 November 2022\n3 November 2023", "", "", "2023-11-03"),
    ],
)
def test_lines_between_headline_and_text_that_say_who_and_when(lines, publisher, place, day):
    assert told(f"Tram line cut\n\n{lines}\n\n{BODY}\n") == (publisher, place, day, SAID)


@pytest.mark.parametrize(
    ("line", "publisher", "day"),
    [
        ("Tram Gazette, 3 November 2023", "Tram Gazette", "2023-11-03"),
        ("(Tram Gazette, 3 November 2023)", "Tram Gazette", "2023-11-03"),
        ("— Tram Gazette, 3 November 2023", "Tram Gazette", "2023-11-03"),
        ("Tram Gazette\n3 November 2023", "Tram Gazette", "2023-11-03"),
        ("3 November 2023\n\n© 2023 Tram Gazette", "", "2023-11-03"),
        ("First published: 3 November 2023", "", "2023-11-03"),
        ("Posted on 2023-11-03 by admin", "", "2023-11-03"),
        ("This article was first published on 3 November 2023.", "", "2023-11-03"),
        ("© 2023 Tram Gazette. Published 3 November 2023.", "", "2023-11-03"),
        ("Last updated: 9 November 2023", "", "None"),
        ("Read more: Trams of 3 November 2023", "", "None"),
    ],
)
def test_lines_below_the_text_that_say_who_and_when(line, publisher, day):
    assert told(f"Tram line cut\n\n{BODY}\n\n{line}\n") == (publisher, "", day, SAID)


def test_the_first_day_decides_and_a_later_one_is_still_no_sentence():
    text = f"Tram line cut\n\n3 November 2023\n\n{BODY}\n\nTram Gazette, 9 November 2023\n"
    assert told(text) == ("Tram Gazette", "", "2023-11-03", SAID)


@pytest.mark.parametrize(
    "text",
    [
        f"Tram line cut\n\n{BODY}\n\nThe next vote is due on 3 November 2023\n",
        f"Tram line cut\n\n{BODY}\n\nNext vote: 3 November 2023\n",
        f"Tram line cut\n\n{BODY}\n\nSources\n\nTram Gazette, 3 November 2023\n",
        f"By 3 November 2023, trams will be gone\n\n{BODY}\n",
        f"Tram line cut\n\n{BODY}\n\n1 May 2020\n\nIt rained.\n\n2 May 2020\n\nIt snowed.\n",
        "Tram line cut\n\nIt had a long end.\n\n1 May 2020\n\nIt rained.\n\n2 May 2020\n\nIt snowed.\n",
    ],
)
def test_days_that_an_article_tells_of_are_not_its_own(text):
    assert find_blocks(text).published is None


def test_a_masthead_stands_above_the_headline():
    text = f"The Northmoor Times\nFriday 3 November 2023\n\nTram line cut\n\n{BODY}\n"
    assert told(text) == ("The Northmoor Times", "", "2023-11-03", SAID)


def test_a_day_alone_below_a_first_summary():
    text = f"Tram line cut\n\nThe town has had enough.\n\n3 November 2023\n\n{BODY}\n"
    assert find_blocks(text).published is not None


NEWS_LIKE = st.lists(
    st.sampled_from(
        ["\n", "\n\n", " ", "• ", "- ", "1. ", "In Summary", "By Jane Doe", "OSLO, May 5, 2025 — ",
         "Ships came back.", "© 2025", "Key points: ", "Markets", "(Reuters)",
         "--", "May 45, 2025", "\u200f", "\u00a0", "\t", "|",
         "“", "”", "\f", "#"]
    )
    | st.text(max_size=12),
    max_size=30,
).map("".join)  # fmt: skip


@given(NEWS_LIKE)
def test_blocks_are_in_order_apart_and_hold_every_word(text):
    blocks = find_blocks(text).blocks
    assert all(0 <= block.span.start < block.span.end <= len(text) for block in blocks)
    pairs = pairwise(blocks)
    assert all(first.span.end <= second.span.start for first, second in pairs)
    inside = {place for block in blocks for place in range(block.span.start, block.span.end)}
    letters = [place for place, character in enumerate(text) if character.isalpha() and place not in inside]
    assert all(text[place - 1] == "(" for place in letters)  # the mark of a list item: (a)


@pytest.mark.parametrize(
    "piece",
    [
        "word ",
        "word\n",
        "• a\n",
        "- ",
        "OSLO, ",
        "A, ",
        "(",
        "\n",
        " \n",
        "| ",
        "\u200f",
        "a—",
        "1. ",
        "(A) B",
        "HARBIN — The\n",
        "5 May 2025\n",
        "Oslo Courier\n",
        "By the desk\n",
        "Jane Doe | 5 May 2025 ",
    ],
)
def test_work_grows_with_the_length_and_no_faster(piece):
    assert grows_linearly(find_blocks, piece)
