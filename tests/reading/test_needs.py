"""What a pattern cannot do without: found in the pattern, and never more than that."""

import re

import pytest

from onrecord.reading.grammar import MARKS, expand
from onrecord.reading.needs import mandatory
from onrecord.reading.words import word_table


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("{MODEL} {RELEASED}", {"MODEL", "RELEASED"}),
        ("(?P<who>{MODEL})?", set()),
        ("(?:{MODEL} )*{RELEASED}", {"RELEASED"}),
        ("(?:{MODEL} ){0,2}x", set()),
        ("(?:{MODEL} ){1,2}x", {"MODEL"}),
        ("{MODEL}?x", set()),
        ("(?:{MODEL}|{ORG}) {DATE}", {"DATE"}),
        ("(?:(?:{MODEL})|x) {DATE}", {"DATE"}),
        ("{MODEL}|{ORG}", set()),
        ("(?!{MODEL})x(?<!{ORG})", set()),
        ("x(?={DATE})", {"DATE"}),
        (r"\({MODEL}[()|?]{DATE}", {"MODEL", "DATE"}),
    ],
)
def test_only_what_every_match_contains_is_mandatory(pattern, names):
    assert mandatory(pattern) == names


@pytest.mark.parametrize("row", word_table("grammar"), ids=lambda row: row["rule"])
def test_a_pattern_that_may_match_without_a_mark_does_not_demand_it(row):
    """Take a mark out of the pattern's own words: where something mandatory is gone, nothing can match."""
    for name in mandatory(row["pattern"]) & set(MARKS):
        never = re.compile(expand(row["pattern"]).replace(MARKS[name], r"(?!)"))
        assert never.search("<organisation:0> released <model:1> on <date:2> in <place:3>") is None
