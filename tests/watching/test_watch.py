"""What a watch list tells: flips with the rows that did it, forecasts that fell due, and nothing twice."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desks import ARTICLE, START, fair, opened, pulls, skald, visitors
from killing import DEAD, run_program
from onrecord import open_record
from onrecord.reading.claims.claim import Modality
from onrecord.terms.errors import BadInput
from onrecord.terms.labels import Label
from onrecord.watching import watch
from onrecord.watching.history import read_history
from onrecord.watching.journal import Subject
from onrecord.watching.report import histories_of, list_of
from onrecord.watching.watch import remove

LATER, LAST = date(2025, 6, 10), date(2025, 6, 20)

AHEAD = (
    "Oslo Courier, Sunday, June 1, 2025- Fjordlab will release Skald 3 in July 2025. "
    "Fjordlab's Skald 3, the follow-up to Skald 2, has not yet been released."
)

WEEKS = tuple(date.fromordinal(date(2025, 3, 17).toordinal() + 7 * at).isoformat() for at in range(10))

RELEASES = {
    "releases": [skald(1, "2024-05-06"), skald(2, "2025-05-05")],
    "coverage": [
        {"table": "releases", "subject": "fjordlab", "period": "2024-01-01/2025-12-31", "completeness": "full",
         "sources": "office", "note": "all launches"},
    ],
}  # fmt: skip


def turns(report):
    return [(flip.claim.quote, flip.now.before.verdict, flip.now.after.verdict) for flip in report.flips]


def rows(flip):
    return [(row.change, row.statement, row.before) for row in flip.rows]


class TestFlips:
    def test_a_correction_by_the_same_source_flips_a_claim_and_is_shown_as_a_revision(self, desk):
        desk.add(ARTICLE)
        desk.news(LATER, events=[fair("2025-06-05", city="bergen")])
        (flip,) = desk.run(LATER).flips
        assert (flip.claim.quote, flip.now.before.verdict, flip.now.after.verdict) == (
            "was held in Oslo",
            Label.SUPPORTED,
            Label.REFUTED,
        )
        assert not flip.then.flipped
        assert flip.cause == "facts"
        ((change, now, before),) = rows(flip)
        assert change == "revised"
        assert "Bergen" in now
        assert "Oslo" in before
        assert flip.rows[0].sources[0].publisher == "Harbour Wire"

    def test_a_better_source_flips_a_claim_and_its_row_is_new(self, desk):
        desk.add(ARTICLE)
        desk.news(LATER, events=[fair("2025-06-05", city="bergen", sources="office")])
        (flip,) = desk.run(LATER).flips
        assert ("new", True) in [(row.change, "Bergen" in row.statement) for row in flip.rows]

    def test_a_new_vintage_of_a_number_flips_a_claim(self, desk):
        desk.add(ARTICLE)
        desk.news(LATER, observations=[visitors("2025-06-06", 12000, qualifier="about")])
        (flip,) = desk.run(LATER).flips
        assert (flip.now.before.verdict, flip.now.after.verdict) == (Label.SUPPORTED, Label.REFUTED)
        ((change, now, before),) = rows(flip)
        assert change == "revised"
        assert "12,000" in now
        assert "41,000" in before

    def test_a_new_observation_decides_what_was_open(self, desk):
        desk.add("Downloads of Skalder have slowed.", published=START)
        desk.news(LATER, observations=[pulls(week, 1200 - 100 * at) for at, week in enumerate(WEEKS)])
        (flip,) = desk.run(LATER).flips
        assert flip.now.before.verdict is Label.NOT_ENOUGH
        assert flip.now.after.verdict is Label.SUPPORTED
        assert [row.change for row in flip.rows] == ["new"]
        assert [(trial.before, trial.after) for trial in flip.definitions] == [(None, True)]

    def test_what_is_found_late_but_was_public_on_the_day_flips_the_verdict_then_too(self, desk):
        desk.add(ARTICLE)
        desk.news(LATER, events=[fair("2025-03-01", city="bergen", sources="office")])
        (flip,) = desk.run(LATER).flips
        assert flip.then.flipped
        assert flip.now.flipped

    def test_a_row_that_is_withdrawn_has_ended(self, desk):
        desk.news(START, events=[fair("2025-06-01", city="bergen", sources="gazette")])
        desk.add(ARTICLE)
        before = desk.run(START)
        assert turns(before) == []
        desk.news(LATER, events=[fair("2025-06-01", city="bergen", sources="gazette", superseded="2025-06-08")])
        changes = [row.change for flip in desk.run(LATER).flips for row in flip.rows]
        assert "ended" in changes

    def test_a_row_that_was_there_before_and_only_now_weighs_is_not_called_new(self, desk):
        count = {"qualifier": "about", "sources": "gazette"}
        desk.news(date(2025, 6, 3), observations=[visitors("2025-06-03", 12000, **count)])
        desk.add(ARTICLE, day=date(2025, 6, 4))
        desk.news(LATER, observations=[visitors("2025-06-03", 12000, superseded="2025-06-08", **count)])
        (flip,) = desk.run(LATER).flips
        assert (flip.now.before.verdict, flip.now.after.verdict) == (Label.REFUTED, Label.SUPPORTED)
        assert {("41,000" in row.statement, row.change) for row in flip.rows} == {
            (True, "decides now"),
            (False, "ended"),
        }

    def test_the_next_value_of_a_series_stands_beside_the_one_before(self, desk):
        desk.news(START, observations=[pulls(week, 1200 - 100 * at) for at, week in enumerate(WEEKS[:8])])
        desk.add("Downloads of Skalder have slowed.", published=START)
        desk.news(LATER, observations=[pulls(week, 2000) for week in WEEKS[8:]])
        (flip,) = desk.run(LATER).flips
        assert (flip.now.before.verdict, flip.now.after.verdict) == (Label.SUPPORTED, Label.REFUTED)
        assert [(row.change, bool(row.before)) for row in flip.rows] == [("new", True)]

    def test_what_was_printed_as_right_and_is_wrong_comes_first(self, desk):
        desk.add(
            "The North AI Fair was held in Bergen.",
            "The North AI Fair was held in Oslo.",
            published=date(2025, 3, 3),
        )
        desk.news(LATER, events=[fair("2025-06-05", city="bergen")])
        assert [after for _, _, after in turns(desk.run(LATER))] == [Label.REFUTED, Label.SUPPORTED]

    def test_news_on_other_things_flips_nothing(self, desk):
        desk.add(ARTICLE)
        desk.news(LATER, **RELEASES)
        assert desk.run(LATER).is_quiet


class TestRuns:
    def test_a_run_on_an_unchanged_record_writes_nothing(self, desk):
        desk.add(ARTICLE)
        desk.news(LATER, events=[fair("2025-06-05", city="bergen")])
        desk.run(LATER)
        before = desk.files()
        assert desk.run(LATER).is_quiet
        assert desk.run(LAST).is_quiet
        assert desk.files() == before

    def test_what_no_report_has_told_the_next_one_tells(self, desk):
        desk.add(ARTICLE)
        desk.news(LATER, events=[fair("2025-06-05", city="bergen")])
        first = desk.run(LATER, told=False)
        again = desk.run(LATER)
        assert again.flips == first.flips
        assert desk.run(LATER).is_quiet

    def test_a_claim_that_flips_back_is_told_twice(self, desk):
        desk.add("The North AI Fair was held in Oslo.", published=date(2025, 3, 3))
        desk.news(LATER, events=[fair("2025-06-05", city="bergen")])
        first = desk.run(LATER)
        desk.news(LAST, events=[fair("2025-06-15", city="oslo")])
        second = desk.run(LAST)
        assert [after for report in (first, second) for _, _, after in turns(report)] == [
            Label.REFUTED,
            Label.SUPPORTED,
        ]
        (told,) = histories_of(read_history(desk.list), read_history(desk.list).articles)
        assert [moment.claim.now.label for moment in told.moments] == [Label.SUPPORTED, Label.REFUTED, Label.SUPPORTED]

    def test_the_same_list_record_and_day_give_the_same_bytes(self, desk, tmp_path):
        other = replace(desk, list=tmp_path / "other")
        for one in (desk, other):
            one.add(ARTICLE, AHEAD)
        desk.news(LATER, events=[fair("2025-06-05", city="bergen")])
        assert desk.run(LATER) == other.run(LATER)
        assert desk.files() == other.files()

    def test_another_version_that_reads_otherwise_is_told_apart_from_new_facts(self, desk, monkeypatch):
        desk.add(ARTICLE)
        read = watch.check

        def otherwise(document, record):
            """Read one claim less, and hold the other for what somebody said."""
            article = read(document, record)
            first = article.claims[0]
            now = replace(first.now, label=Label.NOT_ENOUGH)
            claim = replace(first.claim, modality=Modality.ATTRIBUTED)
            return replace(article, claims=(replace(first, claim=claim, now=now),))

        monkeypatch.setattr(watch, "check", otherwise)
        monkeypatch.setattr(watch, "__version__", "9.9.9")
        report = desk.run(LATER)
        assert [flip.cause for flip in report.flips] == ["reading"]
        (reading,) = report.readings
        assert reading.cause == "reading"
        assert [claim.quote for claim in reading.gone] == ["It drew over 30,000 visitors"]

    def test_another_version_that_decides_otherwise_on_the_same_rows_is_told_apart(self, desk, monkeypatch):
        desk.add(ARTICLE)
        read = watch.check

        def otherwise(document, record):
            article = read(document, record)
            one, *others = article.claims
            return replace(article, claims=(replace(one, now=replace(one.now, label=Label.CONFLICTING)), *others))

        monkeypatch.setattr(watch, "check", otherwise)
        monkeypatch.setattr(watch, "__version__", "9.9.9")
        assert [(flip.cause, flip.rows) for flip in desk.run(LATER).flips] == [("rules", ())]

    def test_an_article_that_lost_its_bytes_is_named_and_stops_no_other(self, desk):
        desk.add(ARTICLE, "The North AI Fair was held in Oslo.", published=date(2025, 3, 3))
        next(iter((desk.list / "articles").iterdir())).write_text("spoilt")
        desk.news(LATER, events=[fair("2025-06-05", city="bergen")])
        outcome = watch.run(desk.list, open_record(desk.record), day=LATER)
        assert ["is lost or damaged" in problem for problem in outcome.problems] == [True]
        assert len(outcome.history.events) == 1


class TestForecasts:
    def test_a_forecast_is_open_until_its_time_has_come(self, desk):
        desk.news(START, **RELEASES)
        desk.add(AHEAD)
        report = desk.run(START)
        assert [(one.claim.quote, one.claim.until) for one in report.open] == [
            ("Fjordlab will release Skald 3 in July 2025", date(2025, 7, 31))
        ]
        assert desk.run(date(2025, 7, 31)).due == ()

    def test_a_forecast_that_fell_due_is_decided_and_told_once(self, desk):
        desk.news(START, **RELEASES)
        desk.add(AHEAD)
        desk.news(date(2025, 8, 2), releases=[skald(3, "2025-07-09")])
        report = desk.run(date(2025, 8, 2))
        assert [(due.claim.quote, due.verdict.verdict, due.decided) for due in report.due] == [
            ("Fjordlab will release Skald 3 in July 2025", Label.SUPPORTED, True)
        ]
        assert report.open == ()
        assert desk.run(date(2025, 8, 3)).is_quiet

    def test_a_forecast_that_fell_due_while_the_record_stood_still_is_told_as_not_decided(self, desk):
        desk.news(START, **RELEASES)
        desk.add(AHEAD)
        assert [due.decided for due in desk.run(date(2025, 8, 1)).due] == [False]

    def test_a_forecast_that_was_over_when_it_was_added_is_no_news(self, desk):
        desk.news(START, **RELEASES)
        desk.add(AHEAD, day=date(2025, 9, 1))
        assert desk.run(date(2025, 9, 2)).is_quiet


class TestArticles:
    def test_what_is_on_the_list_stays_as_it_is(self, desk):
        first = desk.add(ARTICLE)
        before = desk.files()
        second = desk.add(ARTICLE, day=LATER)
        assert (second.new, second.known) == ([], first.new)
        assert desk.files() == before

    def test_every_article_of_a_file_of_several_is_watched(self, desk, tmp_path):
        lines = tmp_path / "news.jsonl"
        lines.write_text(
            '{"text": "The North AI Fair was held in Oslo.", "published": "2025-03-03"}\n'
            '{"text": "The North AI Fair was held in Bergen.", "published": "2025-03-04"}\n'
            '{"text": "The North AI Fair was held in Bergen."}\n'
        )
        outcome = desk.add(lines)
        assert len(outcome.new) == 2
        assert [problem.partition("news.jsonl, ")[2][:31] for problem in outcome.problems] == [
            "line 3 does not say when it app"
        ]
        desk.news(LATER, events=[fair("2025-06-05", city="bergen")])
        assert len(desk.run(LATER).flips) == 2

    def test_a_folder_is_watched_with_what_can_be_read_in_it(self, desk, tmp_path):
        news = tmp_path / "news"
        news.mkdir()
        (news / "a.txt").write_text(ARTICLE)
        (news / "b.txt").write_bytes(b"\x00\x01")
        (news / "c.jpg").write_bytes(b"\xff\xd8")
        outcome = desk.add(news)
        assert len(outcome.new) == 1
        assert "b.txt" in outcome.problems[0]
        assert "c.jpg" in outcome.skipped[0]

    def test_what_is_removed_is_not_checked_and_leaves_no_bytes(self, desk):
        (id_,) = desk.add(ARTICLE).new
        remove(desk.list, [id_], day=START)
        desk.news(LATER, events=[fair("2025-06-05", city="bergen")])
        assert desk.run(LATER).is_quiet
        assert list((desk.list / "articles").iterdir()) == []
        assert len(histories_of(read_history(desk.list), [id_])) == 2

    def test_what_is_removed_and_added_again_goes_on_with_its_history(self, desk):
        (id_,) = desk.add(ARTICLE).new
        remove(desk.list, [id_], day=START)
        desk.news(LATER, events=[fair("2025-06-05", city="bergen")])
        desk.add(ARTICLE, day=LATER)
        assert len(desk.run(LATER).flips) == 1

    def test_a_folder_of_something_else_is_refused(self, desk):
        desk.list.mkdir()
        (desk.list / "letter.txt").write_text("Dear all")
        with pytest.raises(BadInput, match="is there and no watch list: name a new folder"):
            desk.add(ARTICLE)

    def test_a_folder_that_is_no_watch_list_is_said(self, desk):
        with pytest.raises(BadInput, match="is no watch list: begin one with `onrecord watch add ARTICLE"):
            desk.run(LATER)
        assert not desk.list.exists()

    def test_a_damaged_entry_is_named(self, desk):
        desk.add(ARTICLE)
        (desk.list / "journal/000001.json").write_text("{")
        with pytest.raises(BadInput, match=r"000001\.json is damaged"):
            desk.run(LATER)

    def test_the_list_of_another_layout_is_refused(self, desk):
        desk.add(ARTICLE)
        (desk.list / "journal/000001.json").write_text('{"layout": 99}')
        with pytest.raises(BadInput, match="was written by another onrecord"):
            desk.run(LATER)


def lab(count, last):
    """A lab that brings out a model every month, the last of them on a day."""
    days = [date.fromordinal(last.toordinal() - 30 * (count - 1 - at)) for at in range(count)]
    return {"releases": [skald(at, day.isoformat()) for at, day in enumerate(days)], "coverage": RELEASES["coverage"]}


class TestAnnouncements:
    def test_an_overdue_successor_is_announced_once(self, desk):
        desk.news(START, **lab(12, date(2025, 5, 20)))
        desk.add(subjects=[Subject("fjordlab", ("overdue",))])
        assert desk.run(LATER).announcements == ()
        autumn, winter = date(2025, 9, 1), date(2025, 9, 2)
        desk.news(autumn, observations=[visitors("2025-09-01", 41000)])
        (told,) = desk.run(autumn).announcements
        assert (told.kind, told.subject) == ("overdue", "fjordlab")
        assert "The wait is unusual for Fjordlab" in told.words
        desk.news(winter, observations=[visitors("2025-09-02", 42000)])
        assert desk.run(winter).announcements == ()

    def test_after_a_launch_the_next_wait_is_news_again(self, desk):
        desk.news(START, **lab(12, date(2025, 5, 20)))
        desk.add(subjects=[Subject("fjordlab", ("overdue",))])
        desk.news(date(2025, 9, 1), observations=[visitors("2025-09-01", 41000)])
        assert len(desk.run(date(2025, 9, 1)).announcements) == 1
        desk.news(date(2025, 9, 2), releases=[skald(12, "2025-09-01")])
        assert desk.run(date(2025, 9, 2)).announcements == ()
        desk.news(date(2025, 12, 30), observations=[visitors("2025-12-30", 43000)])
        assert len(desk.run(date(2025, 12, 30)).announcements) == 1

    def weeks(self, *values, first="2025-03-31"):
        start = date.fromisoformat(first).toordinal()
        return [pulls(date.fromordinal(start + 7 * at).isoformat(), value) for at, value in enumerate(values)]

    def test_a_broken_record_is_announced_once(self, desk):
        desk.news(START, observations=self.weeks(5, 4, 6, 5, 4, 5, 6, 5))
        desk.add(subjects=[Subject("fjordlab", ("extreme",))])
        assert desk.run(START).is_quiet
        desk.news(LATER, observations=self.weeks(9, first="2025-05-26"))
        (told,) = desk.run(LATER).announcements
        assert (told.kind, told.subject) == ("highest", "skalder")
        assert "is a record: the highest of 9 values" in told.words
        assert desk.run(LAST).is_quiet

    def test_a_low_is_announced_and_a_middling_value_is_not(self, desk):
        desk.news(START, observations=self.weeks(5, 4, 6, 5, 4, 5, 6, 5))
        desk.add(subjects=[Subject("fjordlab", ("extreme",))])
        desk.news(LATER, observations=self.weeks(5, 1, first="2025-05-26"))
        assert [told.kind for told in desk.run(LATER).announcements] == ["lowest"]
        desk.news(LAST, observations=self.weeks(5, first="2025-06-09"))
        assert desk.run(LAST).is_quiet

    def test_few_values_make_no_record(self, desk):
        desk.news(START, observations=self.weeks(5, 4))
        desk.add(subjects=[Subject("fjordlab", ("extreme",))])
        desk.news(LATER, observations=self.weeks(9, first="2025-05-26"))
        assert desk.run(LATER).is_quiet

    def test_what_an_article_speaks_of_is_watched_unless_one_measure_was_chosen(self, desk):
        desk.news(START, observations=self.weeks(5, 4, 6, 5, 4, 5, 6, 5))
        desk.add("Downloads of Skalder have slowed.", published=START)
        desk.news(LATER, observations=self.weeks(9, first="2025-05-26"))
        assert [told.kind for told in desk.run(LATER).announcements] == ["highest"]
        desk.add(subjects=[Subject("skalder", ("overdue",))])
        desk.news(LAST, observations=self.weeks(11, first="2025-06-02"))
        assert desk.run(LAST).announcements == ()


SENTENCES = (
    ARTICLE,
    AHEAD,
    "Oslo Courier, Monday, March 3, 2025- The North AI Fair was held in Bergen.",
    "Oslo Courier, Monday, March 3, 2025- The North AI Fair drew over 30,000 visitors.",
)


@settings(max_examples=12)
@given(order=st.permutations(SENTENCES), runs=st.lists(st.integers(0, 3), max_size=4))
def test_the_order_of_additions_and_runs_changes_nothing_in_the_end(order, runs, tmp_path_factory):
    one = opened(tmp_path_factory.mktemp("desk"))
    other = replace(one, list=one.list.with_name("other"))
    for at, text in enumerate(order):
        one.add(text)
        for _ in range(runs.count(at)):
            one.run(START)
    other.add(*SENTENCES)
    one.news(LATER, events=[fair("2025-06-05", city="bergen")])
    assert one.run(LATER) == other.run(LATER)
    assert list_of(read_history(one.list), LATER) == list_of(read_history(other.list), LATER)


KILLED = """
import os, sys
from datetime import date
from pathlib import Path
from killing import dying_at
from onrecord import open_record
from onrecord.watching.deliver import deliver
from onrecord.watching.taking import Given
from onrecord.watching.watch import add, mark_told, run

deadly = dying_at(int(sys.argv[3]))
folder, record, day = Path(sys.argv[1]), open_record(Path(sys.argv[2])), date(2025, 6, 10)
os.fsync, Path.replace = deadly(os.fsync), deadly(Path.replace)
add(folder, [Given(b"The North AI Fair was held in Bergen.", "a text", date(2025, 3, 4))], [], record, day=day)
outcome = run(folder, record, day=day, commanded=True)
if outcome.history.news:
    print(" ".join(event.id for event in outcome.history.news), flush=True)
    mark_told(folder, outcome.history.entries, day=day)
deliver(folder, [sys.executable, "-c", "import sys; open(sys.argv[1], 'a').write(sys.stdin.read() + chr(10))",
                 sys.argv[4]], lambda flip: flip.id, day=day)
"""


def test_a_kill_at_any_write_loses_nothing(desk, tmp_path):
    desk.add(ARTICLE)
    desk.news(LATER, events=[fair("2025-06-05", city="bergen")])
    told, taken, killed = [], tmp_path / "taken", 0
    for step in itertools.count():
        done = run_program(KILLED, desk.list, desk.record, step, taken)
        told += done.stdout.split()
        read_history(desk.list)
        if done.returncode == 0:
            break
        assert done.returncode == DEAD, done.stderr
        killed += 1
    assert killed > 5
    history = read_history(desk.list)
    assert len(history.articles) == 2
    assert {event.id for _, event in history.events} == set(told) == set(taken.read_text().split())
    assert (history.news, history.owed) == ([], [])
    assert list(desk.list.glob("*/.*")) == []


def test_two_commands_at_once_do_not_mix(desk):
    from onrecord.watching.journal import writing

    told = []
    with writing(desk.list), pytest.raises(BadInput, match="is in use by another command"):
        watch.add(desk.list, [], [], open_record(desk.record), day=START, wait=0.2, waiting=told.append)
    assert told == [0.2]
