"""Text that nobody writes, or only those who mean harm: read like any other, with exact spans, in linear work."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import annotate, check, open_record, read
from onrecord.reading.document import BlockKind
from onrecord.terms.errors import BadInput
from operations import grows_linearly

DAY = date(2025, 7, 25)

PIECES = [
    "“He said ‘she said “no” twice’ ", "\u202e", "\u200f", "\u200b", "\ufeff", "\u00ad", "\x85", "\u2028", "\x0b",
    "\r", "\n\n", "\t", "| a | b |\n|---|---|\n", "- ", "• ", "1. ", "(a) ", "# ", "## ", "---\n", "THE PORT OPENED. ",
    "07/08/2025 ", "2025.07.08 ", "8th of July, '25 ", "July 0, 2025 ", "29 February 2023 ", "9999-12-31 ",
    "0001-01-01 ",
    "the end of the end of 9999 ", "next century ", "10 billion years ago ", "1 000 000 ", "1'000,5 ", "9" * 400,
    "1e999 ",
    "1 in 0 ", "$5m-$6m ", "%", "１２ ", "½ ", "Ⅷ ", "İ", "ﬁ", "e\u0301", "深度求索", "😀", "(" * 30, "[", "<event:0> ",
    "<b>", "&", "DeepSeek ", "DeepSeek's R2 ", "Llama 9 ", "GPT-999999 ", "WAIC 2025 ", "WAIC was held in Shanghai ",
    "Beijing ", "Liang ", "the company ", "the Paris summit ", "said that ", "according to ", "may ", "May ", "not ",
    "hasn’t yet emerged ", "have slowed ", "fallen 42 % since 1990 ", "hundreds of ", "half of ", "by 2030 ",
    "on Friday ",
    "Catenaa, Friday, July 25, 2025- ", "By Jane Doe | 5 May 2025\n", "Sources:\n", "In Summary\n", ". ", "! ", "… ",
]  # fmt: skip


@pytest.fixture(scope="module")
def record():
    return open_record()


def exact(found):
    """Say whether every span of a read document is where it says, in order, and claims quote what stands there."""
    document, length = found.document, len(found.document.text)
    for group in (found.names, found.new_models, found.dates, found.quantities):
        spans = [mention.span for mention in group]
        if spans != sorted(spans) or any(not 0 <= span.start < span.end <= length for span in spans):
            return False
    return all(
        claim.quote == document.quote(claim.span)
        and all(0 <= place.start < place.end <= length for place in claim.places)
        for claim in found.claims
    )


@settings(max_examples=80)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40), st.sampled_from(["txt", "md"]))
def test_any_text_is_read_with_exact_spans(record, pieces, style):
    try:
        document = read("".join(pieces).encode("utf-8", "surrogatepass"), published=DAY, format=style)
    except BadInput:
        return
    assert exact(annotate(document, record))


@settings(max_examples=25)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.dates(date(1000, 1, 1), date(8999, 12, 31)))
def test_any_text_is_checked_on_any_day(record, pieces, day):
    try:
        document = read("".join(pieces).encode(), published=day, format="txt")
    except BadInput:
        return
    assert check(document, record).document == document


@pytest.mark.parametrize("piece", [*PIECES, "word ", "a", "WAIC was held in Shanghai.\n\n", "Liang said no. "])
def test_work_grows_with_the_length_and_no_faster(record, piece):
    def work(text):
        try:
            annotate(read(f"x {text}".encode(), published=DAY, format="txt"), record)
        except BadInput:
            return

    work(piece)
    assert grows_linearly(work, piece)


def test_no_text_makes_it_hang():
    """What calls do not count - the inner steps of expressions - would take hours where it grows with the square."""
    script = """
import sys
from datetime import date
from onrecord import annotate, open_record, read
record = open_record()
for piece in ("word ", "a", "(", "“", "1,", "1 ", "A. ", "the end of ", "$", "July ", "DeepSeek ", "a-", "| "):
    text = "x " + piece * (300_000 // len(piece))
    annotate(read(text.encode(), published=date(2025, 7, 25), format="txt"), record)
print("done")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=900, check=False)  # noqa: S603
    assert done.stdout.strip() == "done", done.stderr


class TestWhatFuzzingFound:
    def test_a_heading_with_a_line_separator_inside_is_one_block(self):
        document = read("# Port\x85reopens\n\nIt rained.", format="md")
        assert [block.kind for block in document.blocks] == [BlockKind.HEADLINE, BlockKind.PARAGRAPH]

    @pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
    def test_a_day_at_the_end_of_the_calendar_is_no_day_of_an_article(self, day, record):
        with pytest.raises(BadInput, match="no article is"):
            read("The firm released R1 on Friday.", published=day)
        with pytest.raises(BadInput, match="no day on which anything was known"):
            check(read("It rained.", published=DAY), record, as_of=day)

    @pytest.mark.parametrize(
        "text",
        [
            "WAIC 9999-12-31 was held in Shanghai on 9999-12-31.",
            "DeepSeek released R1 by the end of 9999-12.",
            "WAIC was held in Shanghai in 9999-12-31.",
            "China wants AI to become a $100 billion industry by 9999-12.",
        ],
    )
    def test_a_year_that_ends_the_calendar_is_read(self, record, text):
        assert exact(annotate(read(text, published=DAY), record))
