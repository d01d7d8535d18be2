"""What a run leaves in the record: what changed, that it was heard, what is gone, and what the rules mark."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import open_record
from onrecord.record.coverage import watched
from onrecord.record.folder.transaction import create_record
from onrecord.record.imports.run import import_rows
from onrecord.sources.source import Part, Reading, Row, Watching
from onrecord.sources.storing import store
from onrecord.terms.errors import BadRecord, Unreadable

DAY = date(2026, 11, 1)
METRICS = {
    "hf_downloads_30d": ("flow", "30 days"),
    "hf_likes": ("counter", "all time"),
    "ollama_pulls": ("counter", "all time"),
}


def on(days):
    return DAY + timedelta(days=days)


def told(entity, value, days, metric="hf_downloads_30d"):
    return Reading(entity, metric, float(value), on(days), on(days))


def a_model(name, **more):
    cells = {"model": name, "subject": name, "maker": "acme", "sources": "the-hub"}
    return Row("models", cells | more)


def an_identity(name, known, formerly=""):
    return Row("host_ids", {"id": known, "model": name, "formerly": formerly})


@pytest.fixture
def folder(tmp_path):
    return a_record(tmp_path / "record")


def a_record(made):
    create_record(made, "")
    rules = [
        {
            "rule": "falling-counter",
            "flag": "suspect",
            "applies": "counter",
            "ratio": "0.005",
            "least": "1000",
            "meaning": "A counter does not fall.",
        },
        {
            "rule": "jump-without-likes",
            "flag": "suspect",
            "applies": "hf_downloads_30d",
            "ratio": "4",
            "days": "120",
            "least": "10000",
            "beside": "hf_likes",
            "beside_ratio": "0.05",
            "beside_least": "100",
            "meaning": "Machines do not like.",
        },
    ]
    import_rows(
        made,
        {
            "sources": [
                {"source": name, "publisher": "Hub", "published": "unknown", "tier": "O", "licence": "facts only"}
                for name in ("the-hub", "another")
            ],
            "metrics": [
                {
                    "metric": name,
                    "name": name,
                    "concepts": "downloads",
                    "unit": "downloads",
                    "kind": kind,
                    "window": window,
                    "counts": "requests",
                    "misses": "use",
                }
                for name, (kind, window) in METRICS.items()
            ],
            "rules": rules,
            "entities": [
                {
                    "entity": "acme",
                    "kind": "organisation",
                    "name": "Acme",
                    "published": "2020-01-01",
                    "basis": "stated",
                    "recorded": "2026-10-01",
                    "sources": "the-hub",
                }
            ],
            "models": [dict(a_model(f"acme/{letter}").cells) for letter in "abc"],
        },
        "the world",
        recorded=date(2026, 10, 1),
    )
    return made


def run(folder, days, *parsed, cited="the-hub", name=""):
    return store(folder, cited, parsed, run=name or f"{cited} {days}", recorded=on(days))


def stored(folder, entity="acme/a", metric="hf_downloads_30d"):
    asked = (
        "SELECT period_start, value, flag FROM observations WHERE entity = $entity AND metric = $metric ORDER BY ALL"
    )
    rows = open_record(folder).latest().query(asked, {"entity": entity, "metric": metric})
    return [((row["period_start"] - DAY).days, row["value"], row["flag"] or "") for row in rows]


HEARD = Watching("hf_downloads_30d")
HEARD_LIKES = Watching("hf_likes")
HEARD_PAGES = Watching("ollama_pulls", "ollama.com/library/")


class TestOnlyChanges:
    def test_a_value_that_stands_still_is_stored_once(self, folder):
        for days in range(4):
            run(folder, days, told("acme/a", 10, days), HEARD)
        assert stored(folder) == [(0, 10, "")]

    def test_where_it_moves_again_the_last_day_on_which_it_stood_is_stored_too(self, folder):
        for days, value in enumerate((10, 10, 10, 12)):
            run(folder, days, told("acme/a", value, days), HEARD)
        assert stored(folder) == [(0, 10, ""), (2, 10, ""), (3, 12, "")]

    def test_without_a_heartbeat_nobody_says_how_long_it_stood(self, folder):
        for days, value in enumerate((10, 10, 10, 12)):
            run(folder, days, told("acme/a", value, days))
        assert stored(folder) == [(0, 10, ""), (3, 12, "")]

    def test_many_days_at_once_leave_the_same_line(self, folder):
        run(folder, 3, *(told("acme/a", value, days) for days, value in enumerate((10, 10, 10, 12))))
        assert stored(folder) == [(0, 10, ""), (2, 10, ""), (3, 12, "")]

    def test_the_first_value_of_a_day_stands(self, folder):
        run(folder, 0, told("acme/a", 10, 0), HEARD)
        run(folder, 0, told("acme/a", 11, 0), HEARD, name="later that day")
        assert stored(folder) == [(0, 10, "")]

    def test_a_thing_that_two_pages_name_is_told_once(self, folder):
        run(folder, 0, told("acme/a", 10, 0), told("acme/a", 10, 0), a_model("acme/d"), a_model("acme/d"))
        assert stored(folder) == [(0, 10, "")]

    def test_each_source_is_a_series_of_its_own(self, folder):
        run(folder, 0, told("acme/a", 10, 0))
        run(folder, 1, told("acme/a", 10, 1), cited="another")
        assert stored(folder) == [(0, 10, ""), (1, 10, "")]

    def test_an_earlier_day_that_comes_late_is_kept(self, folder):
        run(folder, 5, told("acme/a", 10, 5))
        run(folder, 6, told("acme/a", 7, 2))
        assert stored(folder) == [(2, 7, ""), (5, 10, "")]

    @settings(max_examples=6, deadline=None)
    @given(values=st.lists(st.integers(0, 2), min_size=1, max_size=8), cuts=st.sets(st.integers(1, 7)))
    def test_however_the_days_are_cut_into_runs_what_is_stored_draws_the_same_line(
        self, tmp_path_factory, values, cuts
    ):
        assert self.line(tmp_path_factory, values, cuts) == values

    def line(self, tmp_path_factory, values, cuts):
        """Store the values with a run up to each cut, and draw the line through what was stored for every day."""
        folder = a_record(tmp_path_factory.mktemp("line") / "record")
        start = 0
        for end in sorted({cut for cut in cuts if cut < len(values)} | {len(values)}):
            run(folder, end - 1, *(told("acme/a", values[day], day) for day in range(start, end)), HEARD)
            start = end
        points = {day: value for day, value, _ in stored(folder)}
        return [value_on(points, day) for day in range(len(values))]


def value_on(points, day):
    """Return the value of the last stored day that is not later; the line stands still between stored days."""
    return points[max(one for one in points if one <= day)]


class TestHeartbeats:
    def test_days_that_follow_one_another_are_one_stretch_of_coverage(self, folder):
        for days in (0, 1, 2, 7):
            run(folder, days, told("acme/a", 10, days), HEARD)
        found = [one for one in watched(open_record(folder), on(10)) if one.subject == "hf_downloads_30d"]
        assert [(one.period.start, one.period.last) for one in found] == [(on(0), on(2)), (on(7), on(7))]

    def test_what_a_host_calls_otherwise_is_covered_by_its_name_there(self, folder):
        page = a_model("ollama.com/library/a", subject="acme/a")
        run(folder, 0, page, told("ollama.com/library/a", 10, 0, "ollama_pulls"), HEARD_PAGES)
        (found,) = watched(open_record(folder), on(0), about=["acme/a"], tables=["observations"])
        assert (found.subject, found.held) == ("ollama_pulls", 1)

    def test_what_begins_otherwise_is_not_covered(self, folder):
        run(folder, 0, told("acme/a", 10, 0), Watching("hf_downloads_30d", "acme/", "partial"))
        (found,) = [one for one in watched(open_record(folder), on(0)) if one.subject == "hf_downloads_30d"]
        assert (found.completeness, found.note) == ("partial", "Only names that begin with acme/.")


class TestWhatIsGone:
    def test_a_whole_list_without_a_series_says_that_it_is_gone(self, folder):
        run(folder, 0, told("acme/a", 10, 0), told("acme/b", 5, 0), HEARD)
        run(folder, 1, told("acme/b", 5, 1), HEARD)
        assert stored(folder) == [(0, 10, ""), (1, 10, "gone")]

    def test_it_is_said_once(self, folder):
        run(folder, 0, told("acme/a", 10, 0), told("acme/b", 5, 0), HEARD)
        for days in (1, 2, 3):
            run(folder, days, told("acme/b", 5, days), HEARD)
        assert stored(folder) == [(0, 10, ""), (1, 10, "gone")]

    def test_what_comes_back_is_told_even_with_its_old_value(self, folder):
        run(folder, 0, told("acme/a", 10, 0), told("acme/b", 5, 0), HEARD)
        run(folder, 1, told("acme/b", 5, 1), HEARD)
        run(folder, 2, told("acme/a", 10, 2), told("acme/b", 5, 2), HEARD)
        assert stored(folder) == [(0, 10, ""), (1, 10, "gone"), (2, 10, "")]

    def test_a_list_that_was_cut_says_nothing(self, folder):
        run(folder, 0, told("acme/a", 10, 0), told("acme/b", 5, 0), HEARD)
        run(folder, 1, told("acme/b", 5, 1))
        assert stored(folder) == [(0, 10, "")]

    def test_a_list_of_one_maker_says_nothing_of_others(self, folder):
        run(folder, 0, told("acme/a", 10, 0), a_model("other/x"), told("other/x", 5, 0), HEARD)
        run(folder, 1, told("other/x", 5, 1), Watching("hf_downloads_30d", "other/"))
        assert stored(folder) == [(0, 10, "")]

    def test_one_model_that_was_asked_for_by_name_may_be_gone(self, folder):
        run(folder, 0, told("acme/a", 10, 0), a_model("acme/a-2"), told("acme/a-2", 5, 0))
        run(folder, 1, Watching("hf_downloads_30d", "acme/a"))
        assert stored(folder) == [(0, 10, ""), (1, 10, "gone")]
        assert stored(folder, "acme/a-2") == [(0, 5, "")]

    def test_a_whole_list_that_holds_nothing_of_what_it_held_is_refused(self, folder):
        run(folder, 0, told("acme/a", 10, 0), HEARD)
        with pytest.raises(Unreadable, match="lacks 1 of the 1 series"):
            run(folder, 1, HEARD)
        assert stored(folder) == [(0, 10, "")]

    def test_a_list_that_lost_a_third_is_refused(self, folder):
        models = [f"acme/m{number}" for number in range(90)]
        run(folder, 0, *map(a_model, models), *(told(name, 1, 0) for name in models), HEARD)
        with pytest.raises(Unreadable, match="lacks 30 of the 90 series"):
            run(folder, 1, *(told(name, 1, 1) for name in models[30:]), HEARD)


def renamed(folder):
    rows = open_record(folder).latest().query("SELECT * FROM happenings WHERE kind = 'renamed' ORDER BY happening")
    return [(row["entity"], row["text"], row["period_start"]) for row in rows]


class TestNewNames:
    def test_a_model_that_was_renamed_stays_one_series(self, folder):
        for days, (name, value) in enumerate((("acme/old", 10), ("acme/new", 12), ("acme/new", 13))):
            met = an_identity(name, "64f0"), a_model(name), told(name, value, days)
            run(folder, days, *met, told("acme/a", 1, days), HEARD)
        assert stored(folder, "acme/old") == [(0, 10, ""), (1, 12, ""), (2, 13, "")]
        assert renamed(folder) == [("acme", "acme/old is now acme/new", on(1))]

    def test_so_does_one_that_was_on_record_before_its_host_was_asked(self, folder):
        run(folder, 0, an_identity("acme/a", "64f0"), a_model("acme/a"), told("acme/a", 10, 0))
        run(folder, 1, an_identity("acme/b-side", "64f0"), a_model("acme/b-side"), told("acme/b-side", 12, 1))
        assert stored(folder) == [(0, 10, ""), (1, 12, "")]

    def test_so_does_one_whose_old_name_leads_to_a_new_one(self, folder):
        run(folder, 1, an_identity("acme/z", "64f0", formerly="acme/a"), a_model("acme/z"), told("acme/z", 12, 1))
        assert stored(folder) == [(1, 12, "")]
        assert renamed(folder) == [("acme", "acme/a is now acme/z", on(1))]

    def test_it_is_heard_of_by_the_name_that_it_was_asked_for(self, folder):
        by_old_name = Watching("hf_downloads_30d", "acme/a")
        for days, value in enumerate((10, 10, 12)):
            new = an_identity("acme/z", "64f0", formerly="acme/a"), a_model("acme/z"), told("acme/z", value, days)
            run(folder, days, *new, by_old_name)
        run(folder, 3, by_old_name)
        assert stored(folder) == [(0, 10, ""), (1, 10, ""), (2, 12, ""), (3, 12, "gone")]

    def test_a_name_that_is_given_again_is_no_rename(self, folder):
        run(folder, 0, an_identity("acme/a", "64f0"), a_model("acme/a"), told("acme/a", 10, 0))
        run(folder, 1, an_identity("acme/a", "65ff"), a_model("acme/a"), told("acme/a", 2, 1))
        assert renamed(folder) == []

    def test_a_definition_that_is_there_stands(self, folder):
        run(folder, 0, a_model("acme/a", parameters="7"))
        (row,) = open_record(folder).latest().query("SELECT parameters FROM models WHERE model = 'acme/a'")
        assert row["parameters"] is None

    def test_a_reading_of_something_unknown_is_refused_with_its_name(self, folder):
        with pytest.raises(BadRecord, match="'acme/unheard' is no entity"):
            run(folder, 0, told("acme/unheard", 10, 0))


class TestSumsOverARun:
    def test_parts_add_up_where_all_was_seen(self, folder):
        run(folder, 0, Part("acme", "hf_likes", 1.0, on(0)), Part("acme", "hf_likes", 2.0, on(0)), HEARD_LIKES)
        assert stored(folder, "acme", "hf_likes") == [(0, 3, "")]

    @pytest.mark.parametrize("heard", [[], [Watching("hf_likes", "acme/")], [HEARD]])
    def test_a_part_of_the_list_adds_up_to_nothing(self, folder, heard):
        run(folder, 0, told("acme/a", 1, 0), Part("acme", "hf_likes", 1.0, on(0)), *heard)
        assert stored(folder, "acme", "hf_likes") == []


class TestHygieneAtTheDoor:
    def test_a_counter_that_falls_comes_in_flagged(self, folder):
        run(folder, 0, told("acme/a", 5000, 0, "ollama_pulls"))
        run(folder, 1, told("acme/a", 4000, 1, "ollama_pulls"))
        assert stored(folder, metric="ollama_pulls") == [(0, 5000, ""), (1, 4000, "suspect")]

    def test_a_jump_without_likes_is_seen_though_unchanged_likes_are_not_stored(self, folder):
        for days, value in enumerate((10_000, 11_000, 60_000)):
            run(folder, days, told("acme/a", value, days), told("acme/a", 500, days, "hf_likes"))
        assert stored(folder) == [(0, 10_000, ""), (1, 11_000, ""), (2, 60_000, "suspect")]

    def test_a_jump_with_likes_is_none(self, folder):
        for days, (value, likes) in enumerate(((10_000, 500), (60_000, 900))):
            run(folder, days, told("acme/a", value, days), told("acme/a", likes, days, "hf_likes"))
        assert stored(folder) == [(0, 10_000, ""), (1, 60_000, "")]


class TestOnce:
    def test_a_run_that_is_stored_is_not_stored_again(self, folder):
        run(folder, 0, told("acme/a", 10, 0), name="one")
        before = open_record(folder).vintage
        run(folder, 0, told("acme/b", 10, 0), name="one")
        assert open_record(folder).vintage == before

    def test_what_a_parser_cannot_read_leaves_the_record_as_it_was(self, folder):
        def broken():
            yield told("acme/a", 10, 0)
            raise Unreadable("expected a list, got a number")

        before = open_record(folder).vintage
        with pytest.raises(Unreadable, match="got a number"):
            store(folder, "the-hub", broken(), run="one", recorded=on(0))
        assert open_record(folder).vintage == before

    def test_a_publisher_ahead_of_the_clock_is_not_believed(self, folder):
        run(folder, 0, Reading("acme/a", "hf_downloads_30d", 1.0, on(0), on(1)))
        (row,) = open_record(folder).latest().query("SELECT published_at FROM observations")
        assert row["published_at"] == on(0)
