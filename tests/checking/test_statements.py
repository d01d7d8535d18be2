"""Statements that no pattern reads are told by their words; every word of them must be borne out."""

from __future__ import annotations

import pytest

from onrecord import check, open_record, read
from onrecord.checking.case import Case
from onrecord.checking.statements.facts import Fact, all_facts
from onrecord.record import Record
from onrecord.terms.labels import Label
from onrecord.terms.time import Day


@pytest.fixture(scope="module")
def record() -> Record:
    return open_record()


@pytest.mark.parametrize(
    "line",
    [
        "Case-by-case review of H200 exports was announced by BIS",
        "BIS moved to case-by-case review for H200 chips",
        "The move by BIS to a case-by-case review of H200 chips was made public on 13 January",
    ],
)
def test_one_fact_is_found_however_it_is_said(labels, record, line):
    assert labels(record, Day(2026, 1, 16), "H200 rule", line) == {Label.SUPPORTED}


@pytest.mark.parametrize(
    "line",
    [
        "BIS moved to a presumption of denial for H200 chips",
        "BIS moved to case-by-case review for H200 chips and bananas",
        "BIS moved to case-by-case review for 40 million H200 chips",
        "Commerce banned all H200 sales to China on 13 January",
    ],
)
def test_a_word_or_number_that_the_fact_does_not_hold_leaves_it_open(labels, record, line):
    assert not labels(record, Day(2026, 1, 16), "H200 rule", line) & {Label.SUPPORTED, Label.REFUTED}


def test_what_was_done_at_another_edition_does_not_bear_out_a_line_on_this_one(labels, record):
    line = "Opened by President Xi Jinping"
    assert Label.SUPPORTED not in labels(record, Day(2025, 7, 26), "Shanghai hosts World AI Conference", line)


def test_a_law_that_is_planned_alone_is_not_in_force(labels, record):
    line = "China's comprehensive AI law has been in force since January"
    assert labels(record, Day(2026, 7, 1), "What firms must know", line) == {Label.REFUTED}


def test_what_is_said_of_amendments_is_not_said_of_the_law(labels, record):
    line = "Amendments to the Cybersecurity Law took effect on 1 January"
    assert labels(record, Day(2026, 2, 1), "What firms must know", line) == {Label.SUPPORTED}


def test_the_act_of_a_state_is_not_that_of_a_union_of_the_same_name(labels, record):
    line = "It had been due to start on 30 June"
    assert Label.REFUTED not in labels(record, Day(2026, 5, 15), "Colorado repeals its AI Act", line)


def test_what_was_signed_was_not_vetoed(labels, record):
    assert labels(record, Day(2025, 10, 1), "California law", "Newsom vetoed SB 53") == {Label.REFUTED}


def test_an_act_is_not_that_of_a_leader_who_was_not_in_office(labels, record):
    line = "Chip curbs were first imposed under the Trump administration"
    assert labels(record, Day(2025, 7, 26), "US chip curbs", line) == {Label.REFUTED}


def test_one_act_did_not_take_back_another_that_was_taken_back_on_another_day(labels, record):
    line = "Executive Order 14179 revoked Executive Order 14110"
    assert labels(record, Day(2025, 2, 1), "Trump orders", line) == {Label.REFUTED}


def test_another_step_of_the_same_act_on_the_day_that_is_said_keeps_it_from_being_refuted(labels, record):
    line = "H200 chips can be exported case by case since 15 January"
    assert Label.REFUTED not in labels(record, Day(2026, 1, 20), "US chip rules", line)


def test_those_who_were_at_one_event_are_found_together(labels, record):
    line = "Xi Jinping met Jack Ma and Liang Wenfeng on 17 February"
    assert labels(record, Day(2025, 2, 18), "Symposium", line) == {Label.SUPPORTED}


def test_a_headline_is_never_told_by_its_words(record):
    document = read(
        "Chip Curbs Imposed By Washington\n\nNothing else is said.\n", published=Day(2025, 1, 5), format="text"
    )
    assert not [one for one in check(document, record).claims if one.claim.type == "happening"]


def test_a_name_that_nothing_reads_keeps_a_single_statement_from_being_borne_out(labels, record):
    line = "MiniMax listed on 9 January, ahead of what Baidu had hoped"
    assert Label.SUPPORTED not in labels(record, Day(2026, 1, 10), "Listings", line)


def test_in_an_article_such_a_name_changes_nothing(record):
    text = "MiniMax listed on 9 January, as Baidu had hoped.\n\nThe market was closed on Sunday.\n"
    document = read(text, published=Day(2026, 1, 12), format="text")
    assert Label.SUPPORTED in {one.now.label for one in check(document, record).claims}


def test_what_an_act_lays_down_bears_a_statement_out(labels, record):
    line = "America's AI Action Plan was released with three pillars"
    assert labels(record, Day(2025, 7, 25), "US AI plan", line) == {Label.SUPPORTED}


def test_what_an_act_does_not_do_bears_nothing_out(labels, record):
    line = "The approval of H200 exports announced by Trump covers Blackwell chips"
    assert Label.SUPPORTED not in labels(record, Day(2025, 12, 10), "H200 exports", line)


def test_what_was_gathered_for_one_article_is_no_evidence_for_its_own_source(record):
    document = read("H200 rule\n\nBIS moved to case-by-case review for H200 chips.\n", format="text")
    (told,) = check(document, record, as_of=Day(2026, 1, 16)).claims

    def facts(*excluded: str) -> list[Fact]:
        view = record.as_of(Day(2026, 1, 16))
        return list(all_facts(Case(told.claim, document, view, frozenset(excluded), now=True))[0])

    (source,) = next(fact.row["sources"] for fact in facts() if len(fact.row["sources"]) == 1)
    assert all(fact.row["sources"] != [source] for fact in facts(source))
    assert any(fact.row["sources"] == [source] for fact in facts())


@pytest.mark.parametrize(
    ("day", "headline", "line", "label"),
    [
        (Day(2025, 1, 16), "US splits the world in three for AI chips", "Companies must comply from 15 May", "half"),
        (Day(2025, 6, 3), "Export controls", "The diffusion rule took effect on 15 May 2025", Label.REFUTED),
        (
            Day(2025, 6, 3),
            "Export controls",
            "The diffusion rule was due to take effect on 15 May 2025",
            Label.SUPPORTED,
        ),
    ],
)
def test_what_was_taken_back_before_its_day_never_started_though_it_was_planned_so(
    labels, record, day, headline, line, label
):
    assert labels(record, day, headline, line) == {Label.CONFLICTING if label == "half" else label}


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("The AI Act has been in force since August 2024", Label.SUPPORTED),
        ("The AI Act has been law since February 2025", Label.REFUTED),
    ],
)
def test_a_law_is_in_force_from_its_own_day_not_from_that_of_a_later_step(labels, record, line, label):
    assert labels(record, Day(2026, 3, 2), "What Brussels asks of firms", line) == {label}


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Fudan Microelectronics was among this week's additions", Label.SUPPORTED),
        ("Sophgo was among this week's additions", Label.REFUTED),
        ("32 names went onto the list on Friday", Label.SUPPORTED),
    ],
)
def test_who_was_listed_when_is_told_by_the_lists_on_record(labels, record, line, label):
    assert labels(record, Day(2025, 9, 14), "Chinese chip firms added to US Entity List", line) == {label}


@pytest.mark.parametrize(
    ("day", "headline", "line"),
    [
        (Day(2025, 3, 27), "US lists Inspur units", "Commerce blacklisted about 80 entities, all of them Chinese"),
        (Day(2026, 5, 20), "Brussels delays parts of the AI Act", "The omnibus was adopted on 7 May"),
    ],
)
def test_all_of_them_and_a_last_step_are_not_borne_out_by_some_and_by_a_provisional_one(
    labels, record, day, headline, line
):
    assert Label.SUPPORTED not in labels(record, day, headline, line)
