"""What stands around a number: words that qualify it, the noun it counts, the period it is per, names it belongs to."""

from __future__ import annotations

import re
from functools import cache

from onrecord.reading.quantities.vocabulary import GAP, counting, vocabulary
from onrecord.reading.words import cell_words, word_table

REACH = 44
"""How many characters before a number can qualify it."""

_WORDS = re.compile(r"[A-Za-z.’'-]+")
_NEXT = re.compile(rf"(?:{GAP}|-)(?P<word>[^\W_][\w’'-]*)")
_LONGEST_PHRASE = 5
_QUALIFIER_WORDS = 5
_VERSION = 1000


def qualifier_before(text: str, start: int, floor: int) -> tuple[int, str]:
    """Return where the words that qualify a number begin, and the qualifier; `exact` if there are none.

    >>> qualifier_before("It drew an estimated 350,000", 21, 0)
    (8, 'estimate')
    """
    table = vocabulary().qualifiers
    low = max(floor, start - REACH)
    window = text[low:start]
    if window[-1:] in {"~", "≈", "<", ">"}:
        return start - 1, {"<": "under", ">": "over"}.get(window[-1], "about")
    words = list(_WORDS.finditer(window))
    if not words or window[words[-1].end() :].strip(" \xa0\n") or words[-1].end() == len(window):
        return start, "exact"
    best = (start, "exact")
    for count in range(1, min(_QUALIFIER_WORDS, len(words)) + 1):
        first = words[-count]
        phrase = " ".join(word.group().lower() for word in words[-count:])
        if phrase in table and window[first.start() : words[-1].end()].count("\n") <= 1:
            best = (low + first.start(), table[phrase])
    if best[1] == "about" and text[best[0] : best[0] + 4].lower() == "some" and _partitive(text, start):
        return start, "exact"
    return best


def _partitive(text: str, start: int) -> bool:
    return text[max(0, start - 8) : start].lower().endswith("and some ")


def qualifier_after(text: str, end: int) -> tuple[int, str]:
    """Return the end of words behind a number that qualify it ("300,000 or more"), and the qualifier."""
    match = vocabulary().after.match(text, end)
    if not match:
        return end, "exact"
    if match["after"] is None:
        return match.end(), "over"
    return match.end(), vocabulary().after_words[" ".join(match["after"].lower().split())]


def noun_after(text: str, end: int, *, single: bool = False) -> tuple[int, str]:
    """Return the end and the words of the noun that a number counts; an empty text where none is found.

    >>> noun_after("28 European nations signed it", 2)
    (19, 'nations')
    """
    position, previous, hyphen = end, "", False
    for index in range(_LONGEST_PHRASE):
        match = _NEXT.match(text, position)
        if not match:
            break
        word = match["word"]
        low = word.lower()
        if low in counting("stop") or low.endswith(("'s", "’s", "s'", "s’")):
            break
        if word[0].isdigit() and not previous[:1].isupper():
            break
        hyphen = text[match.start()] == "-"
        if hyphen and index == 0:
            return (match.end(), low) if low.isalpha() and low not in {"plus", "odd", "strong"} else (end, "")
        if is_plural(word):
            compound = f"{previous.lower()} {low}" if previous.lower() in counting("compound") else low
            return match.end(), compound
        if single and word.islower():
            return match.end(), low
        position, previous = match.end(), word
    return end, ""


def is_plural(word: str) -> bool:
    """Say whether a word looks like a noun in the plural.

    >>> [word for word in ("visitors", "people", "news", "business", "GPUs") if is_plural(word)]
    ['visitors', 'people', 'GPUs']
    """
    low = word.lower()
    if low in counting("plural"):
        return True
    if low in counting("not-plural") or len(low) < 4 or not low.endswith("s"):
        return False
    return not low.endswith(("ss", "us", "is")) and low.isalpha()


@cache
def _months() -> frozenset[str]:
    """Return the names of months: "by the end of June 988 services" counts services."""
    return frozenset(word.lower() for row in word_table("months") for word in cell_words(row["words"]))


_OWN_NUMBER = re.compile(rf"(?P<word>[^\W\d_][\w.’'&-]*)(?P<gap>{GAP}|-|\n)$")


def belongs_to_name(text: str, start: int, printed: str, floor: int) -> bool:
    """Say whether a number is part of a name, a version or a reference: "Qwen 2.5", "GPT-4", "Group of 20".

    >>> belongs_to_name("the Qwen 2.5 model", 9, "2.5", 0), belongs_to_name("over 28 nations", 5, "28", 0)
    (True, False)
    """
    window = text[max(0, floor, start - 40) : start]
    match = _OWN_NUMBER.search(window)
    if not match:
        return False
    word, low = match["word"], match["word"].lower().rstrip(".")
    if match["gap"] == "-":
        return low not in vocabulary().qualifiers and low not in {"mid", "pre", "post"}
    if low in counting("legal") or window.lower().endswith(("group of ", "g-")):
        return not (low in {"order", "group"} and "," in printed)
    if not word[0].isupper() or low in counting("plain") or low in counting("change") or low in _months():
        return False
    # A capital letter that only opens a sentence tells nothing; else the number is small enough for a version.
    opens = not window[: match.start()].strip() or window[: match.start()].rstrip()[-1:] in {
        ".",
        "!",
        "?",
        ":",
        "\n",
    }
    plain = printed.replace(",", "")
    small = plain[:1].isdigit() and float(plain) < _VERSION and "," not in printed
    return small and not (opens and word.islower())


_PART_OF_ADDRESS = re.compile(r"[/=?&@_#\\]$|\w\.$|[+]$|\d[.:,/]$|[^\W\d_]$|\d[-–—]$|\d[ \xa0]$|\(\d+\)[ ]?$|No\.[ ]?$")
_LIST_MARK = re.compile(r"[.)][ \t\xa0]")


def is_no_number(text: str, start: int, end: int) -> bool:
    """Say whether digits belong to an address, a telephone number, a time, a word or a list.

    >>> text = "call +1 202 555 or see x.org/2024/1689"
    >>> is_no_number(text, 8, 11), is_no_number(text, 34, 38)
    (True, True)
    """
    before, after = text[max(0, start - 6) : start], text[end : end + 3]
    if _PART_OF_ADDRESS.search(before):
        return True
    if re.match(r"[:/,.]\d|\.[a-z]|/\w|@|[ \xa0-]\d{3}(?!\d)|_", after):
        return True
    opens_line = start == 0 or before.rstrip(" \t")[-1:] in {"\n", ""}
    return opens_line and bool(_LIST_MARK.match(text, end))
