"""What a pattern cannot do without: found in the pattern, and never more than that."""

import re

import pytest

from onrecord.reading.grammar import MARKS, expand
from onrecord.reading.needs import needs_of
from onrecord.reading.words import word_table

LISTS = {"MODEL": ["<model:"], "ORG": ["<organisation:"], "DATE": ["<date:"], "RELEASED": ["came", "out"]}


MODEL, ORG, DATE, RELEASED = ({*words} for words in LISTS.values())


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("{MODEL} {RELEASED}", [MODEL, RELEASED]),
        ("(?P<who>{MODEL})?", []),
        ("(?:{MODEL} )*{RELEASED}", [RELEASED]),
        ("(?:{MODEL} ){0,2}x", []),
        ("(?:{MODEL} ){1,2}x", [MODEL]),
        ("{MODEL}?x", []),
        ("(?:{MODEL}|{ORG}) {DATE}", [MODEL | ORG, DATE]),
        ("(?:(?:{MODEL})|x) {DATE}", [DATE]),
        ("{MODEL}|{ORG}", [MODEL | ORG]),
        ("(?!{MODEL})x(?<!{ORG})", []),
        ("x(?={DATE})", [DATE]),
        (r"\({MODEL}[()|?]{DATE}", [MODEL, DATE]),
        ("models? of {GAP:3}{MODEL}", [{"model"}, {" of "}, MODEL]),
        ("(?:the law|an act|acts?)", [{"the law", "an act", "act"}]),
        ("signed(?: on)?", [{"signed"}]),
        ("(?:signed|)x", []),
        ("ab{1,2}cde*", []),
        ("abcde+f", [{"abcd"}]),
        ("(?:word ){0,5}?than {DATE}??", [{"than "}]),
        ("(?:word ){1,5}?than x+?", [{"word "}, {"than "}]),
        ("(?:{MODEL} was sold|{MODEL} came)", [{" was sold", " came"}]),
    ],
)
def test_only_what_every_match_contains_is_needed(pattern, needs):
    assert list(needs_of(pattern, LISTS)) == needs


@pytest.mark.parametrize("row", word_table("grammar"), ids=lambda row: row["rule"])
def test_a_pattern_that_may_match_without_a_mark_does_not_demand_it(row):
    """Take a mark out of the pattern's own words: where it is needed, nothing can match."""
    marks = {name: [name] for name in MARKS}
    for need in needs_of(row["pattern"], marks):
        if len(need) == 1 and (name := min(need)) in MARKS:
            never = re.compile(expand(row["pattern"]).replace(MARKS[name], r"(?!)"))
            assert never.search("<organisation:0> released <model:1> on <date:2> in <place:3>") is None
