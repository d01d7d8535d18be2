"""The list and the rankings of OpenRouter, from the shapes that its client knows to readings and rows."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_answers import AT, a_ranking, an_entry, answer
from onrecord.sources.openrouter import KEY, OpenRouter
from onrecord.sources.source import Reading, Row, Watching
from onrecord.terms.errors import Unreadable

DAY = AT.date()
V32 = "openrouter.ai/deepseek/deepseek-v3.2-20251201"


def read(slot, body, **more):
    capture, raw = answer("openrouter", slot, body, **more)
    (parser,) = [one for one in OpenRouter().parsers if one.holds(capture.day)]
    return list(parser.parse(capture, raw))


def listed(*entries, slot="models/1", **more):
    return read(slot, {"data": list(entries), **more})


def values(parsed):
    return {(one.entity, one.metric): one.value for one in parsed if isinstance(one, Reading)}


def rows(parsed, table):
    return [dict(one.cells) for one in parsed if isinstance(one, Row) and one.table == table]


class TestWhatIsAsked:
    def test_rankings_are_asked_for_where_the_settings_say_so_with_the_key(self):
        assert [one.slot for one in OpenRouter().first({})] == ["models/1"]
        (_, rankings) = OpenRouter(rankings=True).first({})
        assert rankings.secret == KEY

    def test_the_first_run_asks_for_the_past_and_later_ones_for_what_may_have_changed(self):
        (_, first) = OpenRouter(rankings=True).first({})
        assert first.address.endswith("/api/v1/datasets/rankings-daily?start_date=2025-01-01")
        capture, _ = answer("openrouter", "rankings", {})
        (_, later) = OpenRouter(rankings=True).first({"rankings": capture})
        assert later.address.endswith("/api/v1/datasets/rankings-daily")

    def test_a_list_that_comes_in_pages_is_followed(self):
        following = {"data": [], "links": {"next": "/api/v1/models?offset=1000"}}
        (asked,) = OpenRouter().further(
            *answer("openrouter", "models/1", following, address="https://openrouter.ai/api/v1/models")
        )
        assert (asked.slot, asked.address) == ("models/2", "https://openrouter.ai/api/v1/models?offset=1000")

    @pytest.mark.parametrize("more", [{}, {"links": {"next": None}}, {"links": None}])
    def test_one_that_does_not_is_over(self, more):
        assert OpenRouter().further(*answer("openrouter", "models/1", {"data": [], **more})) == ()


class TestTheList:
    def test_prices_are_dollars_for_a_million_tokens(self):
        found = values(listed(an_entry()))
        assert found[V32, "or_price_input"] == 0.55
        assert found[V32, "or_price_output"] == 2.19
        assert found[V32, "context-window"] == 163840

    def test_an_entry_is_the_subject_that_older_readings_have(self):
        (row,) = rows(listed(an_entry()), "models")
        assert row == {
            "model": V32,
            "subject": "openrouter-deepseek-deepseek-v3-2-20251201",
            "maker": "deepseek",
            "created": "2025-12-01",
            "sources": "s_or_api",
        }

    def test_a_free_variant_is_an_entry_of_its_own(self):
        free = an_entry(variant="free", pricing={"prompt": "0", "completion": "0"})
        found = values(listed(an_entry(), free))
        assert found[f"{V32}:free", "or_price_input"] == 0
        assert (found["openrouter", "or_models_listed"], found["openrouter", "or_models_free"]) == (2, 1)

    def test_the_day_of_listing_is_no_launch(self):
        (row,) = rows(listed(an_entry()), "releases")
        assert (row["kind"], row["period"], row["launch"]) == ("listing", "2025-12-01", "no")
        assert row["model"] == "DeepSeek: DeepSeek V3.2 on OpenRouter"

    def test_a_maker_is_known_by_author_or_by_the_repository_of_the_weights(self):
        tuned = an_entry("somebody/tuned-v1", hugging_face_id="Qwen/Qwen3-8B")
        nobody = an_entry("somebody/closed-v1", hugging_face_id=None)
        assert [row["maker"] for row in rows(listed(tuned, nobody), "models")] == ["alibaba", "other-makers"]

    def test_names_that_point_elsewhere_and_prices_that_depend_are_left_out(self):
        latest = an_entry("deepseek/latest", alias_target={"name": "V3.2", "slug": "deepseek/deepseek-v3.2"})
        router = an_entry("openrouter/auto", pricing={"prompt": "-1", "completion": "-1"})
        assert set(values(listed(latest, router))) == {
            ("openrouter", "or_models_listed"),
            ("openrouter", "or_models_free"),
        }

    def test_a_whole_list_says_that_it_saw_all(self):
        heard = {one for one in listed(an_entry(), total_count=1, links={"next": None}) if isinstance(one, Watching)}
        assert heard == {
            Watching(metric, "openrouter.ai/") for metric in ("or_price_input", "or_price_output", "context-window")
        }

    @pytest.mark.parametrize("more", [{"total_count": 2}, {"links": {"next": "/api/v1/models?offset=1"}}])
    def test_a_part_of_a_list_does_not(self, more):
        parsed = listed(an_entry(), **more)
        assert not [one for one in parsed if isinstance(one, Watching)]
        assert ("openrouter", "or_models_listed") not in values(parsed)

    @pytest.mark.parametrize("price", ["free", "", "NaN", "Infinity", 0.5, None])
    def test_a_price_that_is_none_is_unreadable(self, price):
        with pytest.raises(Unreadable, match="prompt"):
            listed(an_entry(pricing={"prompt": price, "completion": "0"}))


class TestTheRankings:
    ROWS = (
        ("2026-11-21", "deepseek/deepseek-v3.2-20251201", "700"),
        ("2026-11-21", "deepseek/deepseek-v3.2-20251201:free", "200"),
        ("2026-11-21", "somebody/tuned-v1", "50"),
        ("2026-11-21", "other", "50"),
        ("2026-11-22", "deepseek/deepseek-v3.2-20251201", "800"),
    )

    def figures(self, *lines, **meta):
        said = read("rankings", a_ranking(lines or self.ROWS, **meta))
        return {(row["entity"], row["metric"], row["period"]): row for row in rows(said, "observations")}

    def test_tokens_are_of_a_model_a_maker_and_all(self):
        found = {key: int(row["value"]) for key, row in self.figures().items()}
        assert found == {
            ("openrouter-deepseek-deepseek-v3-2-20251201", "or_tokens_day_model", "2026-11-21"): 700,
            ("openrouter-deepseek-deepseek-v3-2-20251201-free", "or_tokens_day_model", "2026-11-21"): 200,
            ("openrouter-somebody-tuned-v1", "or_tokens_day_model", "2026-11-21"): 50,
            ("deepseek", "or_tokens_day_author", "2026-11-21"): 900,
            ("openrouter", "or_tokens_day_total", "2026-11-21"): 1000,
            ("openrouter-deepseek-deepseek-v3-2-20251201", "or_tokens_day_model", "2026-11-22"): 800,
            ("deepseek", "or_tokens_day_author", "2026-11-22"): 800,
        }

    def test_they_are_published_as_of_the_day_that_the_answer_says(self):
        assert {row["published"] for row in self.figures(as_of="2026-11-22T23:10:00Z").values()} == {"2026-11-22"}

    def test_a_publisher_ahead_of_the_clock_is_not_believed(self):
        assert {row["published"] for row in self.figures(as_of="2027-01-01T00:00:00Z").values()} == {"2026-11-23"}

    @pytest.mark.parametrize(
        ("lines", "meta", "message"),
        [
            ((), {"version": "v2"}, "expected version v1 of the dataset, got 'v2'"),
            ((("2026-10-01", "a/b", "1"),), {}, "row 1: expected a day from 2026-11-01 to 2026-11-22"),
            ((("2026-11-21", "a/b", "1"), ("2026-11-21", "a/b", "2")), {}, "row 2: expected each model once a day"),
            ((("2026-11-21", "a/b", "1.5"),), {}, "`total_tokens` to be a whole number"),
            ((("2026-11-21", "ab", "1"),), {}, "a slug such as deepseek/deepseek-r1"),
            ((), {"as_of": "today"}, "a time such as"),
        ],
    )
    def test_another_shape_is_unreadable(self, lines, meta, message):
        with pytest.raises(Unreadable, match=message):
            self.figures(*lines, **meta)

    @given(order=st.permutations(ROWS))
    def test_the_order_of_rows_changes_nothing(self, order):
        assert self.figures(*order) == self.figures()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


class TestBrokenShapes:
    @given(field=st.sampled_from(sorted(an_entry())), value=JSON)
    def test_a_field_of_another_kind_is_unreadable_and_nothing_else(self, field, value):
        with suppress(Unreadable):
            listed(an_entry(**{field: value}))

    @given(body=st.binary(max_size=40) | JSON.map(lambda said: json.dumps(said).encode()), meta=JSON, data=JSON)
    def test_anything_else_is_unreadable_and_nothing_else(self, body, meta, data):
        for slot, said in (("models/1", body), ("rankings", body), ("rankings", {"meta": meta, "data": data})):
            with suppress(Unreadable):
                read(slot, said)

    @given(links=JSON)
    def test_so_are_links_of_another_kind(self, links):
        with suppress(Unreadable):
            OpenRouter().further(*answer("openrouter", "models/1", {"data": [], "links": links}))
