"""The gate: what is said of 68 groups of articles in our own words must not get worse.

Thirty-four stories with a copy, a trim and a change of number each, ten of them restyled as well; fourteen reports of
the same event by a second desk, four of which share its speeches and numbers; ten forms filled twice with other names
and numbers. The texts stand in `families/`.
"""

from collections import Counter

import pytest

from onrecord.copies.compare import compare
from onrecord.copies.derivation import Derivation
from onrecord.copies.order import Basis

FLOORS = {
    "families": 68,  # of 68 groups
    "copies wholly derived": 33,  # of 34: a footer of its own makes one of them new in part
    "trims wholly derived": 34,
    "rewrites derived": 10,
    "desks independent": 14,
    "forms independent": 20,
    "sources": 112,  # of 112 derived articles
    "changes reported": 33,  # of 34
}
"""What the method reached when it was written; a change may raise them, never lower them."""

MOST_FALSE_ALARMS = 2
"""Facts said to be changed or lost in copies, trims and rewrites that changed none."""


@pytest.fixture(scope="module")
def found(family_cases):
    return compare(case.article for case in family_cases)


@pytest.fixture(scope="module")
def told(found, family_cases):
    """Each article of the set with what is said of it."""
    by_name = {case.name: case for case in family_cases}
    return [(by_name[found.articles[one.number].place], one) for one in found.traced]


@pytest.fixture(scope="module")
def counted(found, told):
    counts = Counter()
    group_of = {found.articles[one.number].place: case.group for case, one in told}
    heads = {}
    for case, one in told:
        family = found.family_of(one.number)
        heads.setdefault(case.group, set()).add(family.head if family else one.number)
        kind = one.kind
        counts["copies wholly derived"] += case.how == "copy" and kind is Derivation.WHOLLY
        counts["trims wholly derived"] += case.how == "trim" and kind is Derivation.WHOLLY
        counts["rewrites derived"] += case.how == "rewrite" and kind is not Derivation.INDEPENDENT
        counts["desks independent"] += case.how == "desk" and kind is Derivation.INDEPENDENT
        counts["forms independent"] += case.how == "form" and kind is Derivation.INDEPENDENT
        if one.links:
            counts["sources"] += found.articles[one.links[0].source].place == f"{case.group}/wire"
        changes = {"number-changed", "date-changed"} & {loss.kind for loss in one.losses}
        counts["changes reported"] += case.how == "changed" and bool(changes)
        counts["false alarms"] += case.how in {"copy", "trim", "rewrite"} and bool(one.losses)
    whole = [group for group, own in heads.items() if len(own) == 1]
    mixed = {head for family in found.families for head in [family.head] if len(_groups(found, family, group_of)) > 1}
    counts["families"] = sum(next(iter(heads[group])) not in mixed for group in whole)
    return counts


def _groups(found, family, group_of):
    return {group_of[found.articles[number].place] for number in family.members}


def test_the_set_has_its_groups(family_cases):
    assert len({case.group for case in family_cases}) == 68


@pytest.mark.parametrize("what", FLOORS)
def test_nothing_falls_below_its_floor(counted, what):
    assert counted[what] >= FLOORS[what]


def test_few_facts_are_wrongly_said_to_be_lost(counted):
    assert counted["false alarms"] <= MOST_FALSE_ALARMS


def test_a_form_filled_anew_is_named_as_similar(told, found):
    for case, one in told:
        if case.how == "form":
            assert [found.articles[other].place.partition("/")[0] for other in one.similar] == [case.name.split("/")[0]]


def test_the_wire_is_credited_where_a_paper_names_it(told):
    bases = [one.links[0].basis for case, one in told if case.name.endswith("/copy-credit")]
    assert bases
    assert set(bases) == {Basis.CREDITED}


def test_an_independent_source_counts_once_for_each_family(found):
    assert found.independent_sources == 68


def test_no_article_is_the_source_of_one_that_appeared_earlier(found):
    for one in found.traced:
        for link in one.links:
            assert found.articles[link.source].document.published <= found.articles[one.number].document.published
