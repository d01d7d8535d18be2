"""HTML of either kind: a whole page, of which the article is a part, or a fragment that is the article."""

from __future__ import annotations

import re

from onrecord.reading.load import Loaded
from onrecord.reading.load.html import load_html
from onrecord.reading.load.pieces import join_pieces, pieces_of_fragment

PAGE_START = re.compile(
    r"\s*(?:<!--.{0,500}?-->\s*|<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
"""How a whole page begins."""


def load_markup(markup: str, name: str) -> Loaded:
    """Return the article of a page, or a fragment of HTML as the article that it is.

    >>> load_markup("<p>Ships are <b>back</b>.</p>", "The fragment").text
    'Ships are back.\\n'

    Raises `BadDocument` where there is no article.
    """
    if PAGE_START.match(markup):
        return load_html(markup, name)
    text, known = join_pieces(pieces_of_fragment(markup))
    return Loaded(text, known=known)
