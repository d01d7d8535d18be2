"""What a watch list has to tell in each form: the terminal, JSON with its schema, and a feed that readers take."""

import json
import re
from dataclasses import replace
from datetime import date

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from onrecord.checking.result import SourceLine
from onrecord.reports.watching import render_history, render_list, render_run
from onrecord.reports.watching.atom import feed
from onrecord.reports.watching.json import flip_json, watch_schema
from onrecord.terms.errors import BadInput
from onrecord.terms.labels import Label
from onrecord.watching.history import History
from onrecord.watching.journal import Added, Checked, Entry, Place, Subject
from onrecord.watching.model import (
    Announcement,
    Due,
    Flip,
    Head,
    KeptClaim,
    Open,
    Reading,
    Row,
    RowChange,
    Statement,
    Told,
    Trial,
    TrialChange,
    Turn,
    Verdict,
)
from onrecord.watching.report import RecordAsked, RunReport, histories_of, list_of

DAY = date(2025, 6, 10)
RAW = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
WIRE = SourceLine("wire", "The Wire", "2025-06-05", "M", "https://wire.example/fair")


def sample(words="was held in Oslo"):
    """A report with everything in it, in which others say some words."""
    article = Head(
        "article-1", "Fair opens", "Oslo Courier", date(2025, 3, 2), "https://courier.example/fair", "fair.txt"
    )
    claim = Statement("claim-1", 10, 26, words, "event-place", "asserted", "", "fair", "Fair", None, "reading-1")
    ahead = replace(claim, id="claim-2", quote="will open a second hall in 2025", until=date(2025, 12, 31))

    def verdict(label, summary, missing=""):
        return Verdict(f"verdict-{label}", label, DAY, "v1", summary, missing)

    held = verdict(Label.SUPPORTED, "The fair took place in Oslo.")
    moved = verdict(Label.REFUTED, f"The fair took place in Bergen: {words}")
    unknown = verdict(Label.NOT_ENOUGH, "Nothing is on record.", "a second hall")
    flip = Flip(
        "flip-1", DAY, article, claim, Turn(held, moved), Turn(held, held), "facts",
        (
            RowChange("revised", "The fair: held in Bergen", "The fair: held in Oslo", DAY, words, (WIRE,)),
            RowChange("ended", "The fair: held in Hamar", "", date(2025, 3, 1), "", ()),
        ),
        (TrialChange("Visitors, 2025", True, None, "over 41,000"),),
    )  # fmt: skip
    rules = replace(flip, id="flip-2", now=Turn(moved, unknown), cause="rules", rows=(), definitions=())
    then = replace(flip, id="flip-3", now=Turn(held, held), then=Turn(unknown, held), rows=(), definitions=())
    return RunReport(
        "1.2.3", DAY, date(2025, 6, 1), RecordAsked("v1", DAY), 12, 160,
        flips=(flip, rules, then),
        readings=(Reading("reading-1", DAY, article, "reading", (claim,), (ahead,)),),
        due=(
            Due("due-1", DAY, article, replace(ahead, until=date(2025, 6, 9)), held, decided=True),
            Due("due-2", DAY, article, replace(ahead, until=date(2025, 6, 8)), unknown, decided=False),
        ),
        announcements=(
            Announcement("overdue-1", DAY, "overdue", "lab", "Fjordlab", "", f"90 days: {words}", (WIRE,)),
            Announcement("record-1", DAY, "highest", "app", "Skalder", "Skalder: Weekly pulls", "9 pulls.", ()),
        ),
        open=tuple(Open(article, replace(ahead, id=f"claim-{at}"), unknown) for at in range(7)),
    )  # fmt: skip


def history_of(report):
    """The list of which a report tells, as a feed needs it."""
    history = History(born="abc")
    told = {"flips": report.flips, "due": report.due, "announcements": report.announcements}
    history.add(1, Entry(DAY, "1.2.3", "v1", readings=report.readings, **told))
    return history


class TestTerminal:
    def test_the_report_of_the_sample(self, snapshot):
        assert render_run(sample(), "terminal", width=80, colour=False) == snapshot

    def test_a_quiet_run_says_so(self):
        quiet = replace(sample(), flips=(), readings=(), due=(), announcements=(), open=())
        assert render_run(quiet, "terminal", width=100, colour=False) == (
            "No verdicts flipped since 1 June 2025.\n"
            "12 articles with 160 claims; the record as of 10 June 2025, vintage v1.\n"
        )

    def test_a_verdict_of_a_record_that_ends_before_the_day_is_said_to_be_one_so_far(self):
        (decided, _) = sample().due
        told = render_run(replace(sample(), due=(replace(decided, decided=False),)), "terminal", width=100)
        assert "The record ends before; so far: The fair took place in Oslo." in " ".join(told.split())

    @given(words=st.text(min_size=1, max_size=40))
    def test_words_of_others_stay_words(self, words):
        assert not RAW.search(render_run(sample(words), "terminal", width=60, colour=False))


class TestJson:
    def test_it_follows_its_schema_in_which_every_property_says_what_it_means(self):
        schema = watch_schema()
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(json.loads(render_run(sample(), "json")))
        for form in (schema, *schema["$defs"].values()):
            for name, said in form.get("properties", {}).items():
                assert said.get("description") or "$ref" in said, name

    def test_a_command_gets_the_same_flip_on_one_line(self):
        report = sample()
        line = flip_json(report.flips[0])
        assert line.count("\n") == 1
        said = json.loads(line)
        assert said.pop("onrecord")
        assert said == json.loads(render_run(report, "json"))["flips"][0]

    def test_a_format_that_there_is_not_is_refused(self):
        with pytest.raises(BadInput, match="'html' is not a format of a watch list: choose one of terminal, json"):
            render_run(sample(), "html")


class TestFeed:
    def test_a_reader_takes_it(self):
        found = feedparser.parse(feed(history_of(sample()), 100).encode())
        assert not found.bozo
        assert found.version == "atom10"
        assert found.feed.updated == "2025-06-10T00:00:00Z"
        assert [entry.title for entry in found.entries[:2]] == [
            "Refuted, was Supported: “was held in Oslo”",
            "Not Enough Evidence, was Refuted: “was held in Oslo”",
        ]
        assert found.entries[0].link == "https://courier.example/fair"
        assert "revised: The fair: held in Bergen; before: The fair: held in Oslo" in found.entries[0].content[0].value

    def test_every_entry_has_what_the_standard_demands(self):
        found = feedparser.parse(feed(history_of(sample()), 100).encode())
        assert len(found.entries) == 8
        assert len({entry.id for entry in found.entries}) == 8
        for entry in found.entries:
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", entry.id)
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.updated)
            assert entry.title
            assert entry.content[0].value

    def test_ids_stay_when_more_happens_and_the_oldest_leave(self):
        history = history_of(sample())
        before = {entry.id for entry in feedparser.parse(feed(history, 100).encode()).entries}
        (flip, *_) = sample().flips
        newer = replace(flip, id="flip-9", day=date(2025, 6, 12))
        history.add(2, Entry(newer.day, "1.2.3", "v2", flips=(newer,)))
        whole = feedparser.parse(feed(history, 100).encode())
        assert before < {entry.id for entry in whole.entries}
        assert whole.feed.updated == "2025-06-12T00:00:00Z"
        assert [entry.id for entry in feedparser.parse(feed(history, 3).encode()).entries] == [
            entry.id for entry in whole.entries[:3]
        ]

    def test_the_feed_of_a_list_without_events_is_one(self):
        history = History(born="abc")
        history.add(1, Entry(DAY, "1.2.3", "v1"))
        found = feedparser.parse(feed(history, 10).encode())
        assert not found.bozo
        assert found.entries == []

    @given(words=st.text(min_size=1, max_size=40))
    def test_whatever_an_article_says_the_feed_is_well_formed(self, words):
        text = feed(history_of(sample(words)), 100)
        assert not feedparser.parse(text.encode()).bozo


def claim_with(label, summary):
    statement = Statement("claim-1", 0, 16, "was held in Oslo", "event-place", "forecast", "", "fair", "Fair", DAY, "r")
    row = Row("The fair: held in Oslo", ("events", "fair"), DAY, decisive=True, note="", sources=(WIRE,))
    told = Told(f"verdict-{label}", label, DAY, "v1", summary, "", False, (row,), (Trial("a", True, "1"),))
    return KeptClaim(statement, told, told)


@pytest.fixture
def history():
    """A list with an article whose claim has flipped, and a subject."""
    head = Head("article-1", "Fair opens", "Oslo Courier", date(2025, 3, 2), "", "fair.txt")
    history = History()
    added = (Added("ab.txt", "fair.txt", None, "", (Place("article-1", ""),)),)
    first = claim_with(Label.SUPPORTED, "It took place in Oslo.")
    subjects = (Subject("fjordlab", ("overdue",)),)
    history.add(
        1, Entry(date(2025, 6, 1), "1.2.3", "v1", added=added, checked=(Checked(head, (first,)),), subjects=subjects)
    )
    second = claim_with(Label.REFUTED, "It took place in Bergen.")
    history.add(2, Entry(DAY, "1.2.3", "v2", checked=(Checked(head, (second,)),)))
    return history


class TestListAndHistory:
    def test_the_list_counts_verdicts(self, history, snapshot):
        assert render_list(list_of(history, DAY), "terminal", width=80, colour=False) == snapshot

    def test_the_list_as_json(self, history):
        (one,) = json.loads(render_list(list_of(history, DAY), "json"))["articles"]
        assert one["verdicts"] == {"Refuted": 1}
        assert one["open_until"] == "2025-06-10"

    def test_an_empty_list_says_how_to_begin(self):
        assert "`onrecord watch add ARTICLE`" in render_list(list_of(History(), DAY), "terminal")

    def test_the_history_of_a_claim(self, history, snapshot):
        told = histories_of(history, ["claim-1"])
        assert render_history(told, "terminal", width=80, colour=False) == snapshot

    def test_the_history_as_json_has_the_rows_of_every_verdict(self, history):
        (one,) = json.loads(render_history(histories_of(history, ["article-1"]), "json"))["claims"]
        assert [(at["day"], at["now"]["label"]) for at in one["history"]] == [
            ("2025-06-01", "Supported"),
            ("2025-06-10", "Refuted"),
        ]
        assert one["history"][0]["now"]["rows"][0]["statement"] == "The fair: held in Oslo"
