"""Markdown: marks are recognised and the text stays as it is."""

import pytest

from onrecord.reading.load.markdown import load_markdown
from onrecord.reading.read import read

TEXT = """# Port *reopens* #

**Key points**

* Ships are back
- [Cranes](https://example.org/c) are not

## Background

The storm came on Sunday. It was strong.
"""


def test_headings_and_lists_are_what_their_marks_say():
    document = read(TEXT, format="md")
    assert document.text == TEXT
    assert [(block.kind.value, document.quote(block.span)) for block in document.blocks] == [
        ("headline", "Port *reopens*"),
        ("summary-label", "**Key points**"),
        ("bullet", "Ships are back"),
        ("bullet", "[Cranes](https://example.org/c) are not"),
        ("subheading", "Background"),
        ("paragraph", "The storm came on Sunday. It was strong."),
    ]


@pytest.mark.parametrize("text", ["It rained.\n\n# Later\n\nIt snowed.", "#hashtag\n\nIt rained.", "It rained."])
def test_only_a_heading_above_the_text_is_the_headline(text):
    assert load_markdown(text).title == ""
