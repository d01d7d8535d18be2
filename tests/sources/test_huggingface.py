"""The Hub's lists and single models, from the shapes that its client knows to readings and rows."""

import json
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_answers import AT, a_model, answer
from onrecord.sources.huggingface import PAGE, TOKEN, HuggingFace
from onrecord.sources.huggingface_models import METRICS
from onrecord.sources.source import Part, Reading, Row, Watching
from onrecord.terms.errors import Unreadable

DAY = AT.date()
NEXT = '<https://huggingface.co/api/models?cursor=eyJf>; rel="next"'


def read(source, slot, body, **more):
    capture, raw = answer("huggingface", slot, body, **more)
    (parser,) = [one for one in source.parsers if one.holds(capture.day)]
    return list(parser.parse(capture, raw))


def listed(*models, slot="organisation/Qwen/1", source=None, **headers):
    return read(source or HuggingFace(), slot, list(models), **headers)


def values(parsed):
    return {(one.entity, one.metric): one.value for one in parsed if isinstance(one, Reading)}


def rows(parsed, table):
    return [dict(one.cells) for one in parsed if isinstance(one, Row) and one.table == table]


def heard(parsed):
    return {one for one in parsed if isinstance(one, Watching)}


class TestWhatIsAsked:
    def test_each_account_is_a_list_of_its_own(self):
        asked = HuggingFace(("Qwen", "zai-org")).first({})
        assert [one.slot for one in asked] == ["organisation/Qwen/1", "organisation/zai-org/1"]
        assert "author=Qwen&sort=createdAt&limit=1000&expand=childrenModelCount" in asked[0].address
        assert asked[0].secret == TOKEN

    def test_the_whole_hub_is_one_list(self):
        (asked,) = HuggingFace(("Qwen",), whole=True).first({})
        assert asked.slot == "models/1"
        assert "author" not in asked.address

    def test_a_single_model_may_be_gone(self):
        (asked,) = HuggingFace((), models=("deepseek-ai/DeepSeek-R1",)).first({})
        assert asked.address.startswith("https://huggingface.co/api/models/deepseek-ai/DeepSeek-R1?expand=")
        assert asked.also == {401, 404, 410}

    def test_a_page_leads_to_the_next_and_the_last_to_none(self):
        source = HuggingFace(("Qwen",))
        (following,) = source.further(*answer("huggingface", "organisation/Qwen/1", [], link=NEXT))
        assert (following.slot, following.address) == (
            "organisation/Qwen/2",
            "https://huggingface.co/api/models?cursor=eyJf",
        )
        assert source.further(*answer("huggingface", "organisation/Qwen/2", [])) == ()

    def test_a_page_that_leads_elsewhere_is_not_followed(self):
        link = '<https://elsewhere.example/api/models?cursor=eyJf>; rel="next"'
        with pytest.raises(Unreadable, match="a next page below https"):
            HuggingFace().further(*answer("huggingface", "organisation/Qwen/1", [], link=link))


class TestAModel:
    def test_its_counts_are_readings_of_the_day(self):
        parsed = listed(a_model())
        assert values(parsed) == {
            ("Qwen/Qwen3-8B", "hf_downloads_30d"): 1200,
            ("Qwen/Qwen3-8B", "hf_downloads_all_time"): 54000,
            ("Qwen/Qwen3-8B", "hf_likes"): 310,
            ("Qwen/Qwen3-8B", "hf_derivatives"): 7,
            ("Qwen/Qwen3-8B", "hf_gated"): 0,
        }
        assert {(one.day, one.published) for one in parsed if isinstance(one, Reading)} == {(DAY, DAY)}

    def test_its_row_says_whose_it_is_when_it_was_made_and_how_large(self):
        (row,) = rows(listed(a_model()), "models")
        assert row == {
            "model": "Qwen/Qwen3-8B",
            "subject": "Qwen/Qwen3-8B",
            "namespace": "Qwen",
            "maker": "alibaba",
            "region": "china",
            "created": "2025-04-27",
            "parameters": "8.19073536",
            "sized": "weights",
            "sources": "s_hf_hub",
        }

    def test_its_host_calls_it_by_one_name_for_ever(self):
        parsed = listed(a_model(number=255))
        assert rows(parsed, "host_ids") == [{"id": "0000000000000000000000ff", "model": "Qwen/Qwen3-8B"}]
        kinds = [one.table for one in parsed if isinstance(one, Row)]
        assert kinds.index("host_ids") < kinds.index("models")

    def test_an_account_that_nobody_knows_is_of_the_community_unless_the_settings_say_whose(self):
        unknown = a_model("someone/Tuned-8B")
        (row,) = rows(listed(unknown, slot="models/1"), "models")
        assert row["maker"] == "hf-community"
        (row,) = rows(listed(unknown, slot="models/1", source=HuggingFace(makers={"someone": "acme"})), "models")
        assert row["maker"] == "acme"

    def test_the_day_before_which_nothing_was_noted_is_no_day_of_making(self):
        (row,) = rows(listed(a_model(createdAt="2022-03-02T23:29:04.000Z")), "models")
        assert row["created"] == ""

    @pytest.mark.parametrize(("gated", "value"), [(False, 0), ("auto", 1), ("manual", 2)])
    def test_access_is_a_level(self, gated, value):
        assert values(listed(a_model(gated=gated)))["Qwen/Qwen3-8B", "hf_gated"] == value

    def test_derivatives_by_relation_are_added(self):
        parsed = listed(a_model(childrenModelCount={"adapter": 3, "finetune": 4, "merge": 0, "quantized": 13}))
        assert values(parsed)["Qwen/Qwen3-8B", "hf_derivatives"] == 20

    def test_what_is_not_given_is_no_zero(self):
        model = a_model()
        for absent in ("downloadsAllTime", "childrenModelCount", "safetensors", "gated"):
            model[absent] = None
        assert set(values(listed(model, a_model("Qwen/Other", 2)))) >= {("Qwen/Qwen3-8B", "hf_likes")}
        assert ("Qwen/Qwen3-8B", "hf_downloads_all_time") not in values(listed(model))


class TestDerivativesOfAMaker:
    TAGS = ("base_model:Qwen/Qwen3-8B", "base_model:finetune:Qwen/Qwen3-8B", "base_model:merge:Qwen/Qwen3-4B")

    def parts(self, *models, **more):
        return [one for one in listed(*models, **more) if isinstance(one, Part)]

    def test_each_counts_once_for_a_maker_however_many_bases_it_names(self):
        tuned = a_model("someone/Tuned", tags=[*self.TAGS, "base_model:nobody-known/Base"])
        assert self.parts(tuned, slot="models/4") == [Part("alibaba", "hf_derivatives", 1.0, DAY)]

    def test_a_list_of_one_account_does_not_see_them(self):
        assert self.parts(a_model("Qwen/Tuned", tags=list(self.TAGS))) == []


class TestAllThatThereIs:
    def test_the_last_page_of_an_account_says_so_for_its_names_alone(self):
        assert heard(listed(a_model())) == {Watching(metric, "Qwen/") for metric in METRICS}

    def test_the_last_page_of_the_hub_says_so_for_all(self):
        assert heard(listed(a_model(), slot="models/3000")) == {Watching(metric, "") for metric in METRICS}

    def test_a_page_with_a_next_one_does_not(self):
        assert heard(listed(a_model(), link=NEXT)) == set()

    def test_nor_does_a_full_page_that_names_no_next_one(self):
        assert heard(listed(*(a_model(f"Qwen/{number}", number) for number in range(PAGE)))) == set()

    def test_an_empty_page_after_full_ones_is_the_end(self):
        assert heard(listed(slot="organisation/Qwen/2")) == {Watching(metric, "Qwen/") for metric in METRICS}

    def test_an_account_without_any_model_is_a_wrong_name(self):
        with pytest.raises(Unreadable, match="expected models of Qwn, got nothing"):
            listed(slot="organisation/Qwn/1")

    def test_a_list_of_another_account_is_refused(self):
        with pytest.raises(Unreadable, match="a name that begins with Qwen/, got 'qwen-copies/Qwen3-8B'"):
            listed(a_model("qwen-copies/Qwen3-8B"))


class TestASingleModel:
    SOURCE = HuggingFace((), models=("deepseek-ai/DeepSeek-R1",))

    def one(self, body, status=200):
        return read(self.SOURCE, "model/deepseek-ai/DeepSeek-R1", body, status=status)

    def test_it_reads_as_in_a_list_and_speaks_for_itself_alone(self):
        parsed = self.one(a_model("deepseek-ai/DeepSeek-R1"))
        assert values(parsed)["deepseek-ai/DeepSeek-R1", "hf_likes"] == 310
        assert {one.scope for one in heard(parsed)} == {"deepseek-ai/DeepSeek-R1"}

    def test_one_that_was_renamed_is_on_record_by_the_name_that_it_was_asked_for_too(self):
        parsed = self.one(a_model("deepseek-ai/R1", 9))
        (row,) = rows(parsed, "host_ids")
        assert (row["model"], row["formerly"]) == ("deepseek-ai/R1", "deepseek-ai/DeepSeek-R1")
        assert [row["model"] for row in rows(parsed, "models")] == ["deepseek-ai/DeepSeek-R1", "deepseek-ai/R1"]
        assert {one.scope for one in heard(parsed)} == {"deepseek-ai/DeepSeek-R1", "deepseek-ai/R1"}

    @pytest.mark.parametrize(
        ("status", "said"),
        [
            (404, "Repository not found"),
            (401, "Repository not found"),
            (401, "Invalid username or password."),
            (410, "gone"),
        ],
    )
    def test_one_that_is_no_more_is_heard_of_without_a_reading(self, status, said):
        parsed = self.one({"error": said}, status)
        assert parsed == [Watching(metric, "deepseek-ai/DeepSeek-R1") for metric in METRICS]

    def test_a_token_that_is_not_accepted_deletes_nothing(self):
        with pytest.raises(Unreadable, match="expected the token in HF_TOKEN to be accepted"):
            self.one({"error": "Invalid credentials in Authorization header"}, 401)


NUMBERS = st.lists(st.integers(0, 40), min_size=1, max_size=12, unique=True)


class TestOrder:
    @given(numbers=NUMBERS, cuts=st.sets(st.integers(1, 11)), order=st.randoms(use_true_random=False))
    def test_any_order_of_pages_gives_the_same_rows(self, numbers, cuts, order):
        models = [a_model(f"maker/{number}", number, downloads=number) for number in numbers]
        bounds = [0, *sorted(cut for cut in cuts if cut < len(models)), len(models)]
        pages = [models[start:end] for start, end in pairwise(bounds)]
        whole = sorted(map(repr, listed(*models, slot="models/1", link=NEXT)))
        numbered = list(enumerate(pages, 1))
        order.shuffle(numbered)
        parsed = [one for at, page in numbered for one in listed(*page, slot=f"models/{at}", link=NEXT)]
        assert sorted(map(repr, parsed)) == whole


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


class TestBrokenShapes:
    @given(field=st.sampled_from(sorted(a_model())), value=JSON)
    def test_a_field_of_another_kind_is_unreadable_and_nothing_else(self, field, value):
        with suppress(Unreadable):
            listed(a_model(**{field: value}), a_model("Qwen/b", 2), slot="models/1")

    @given(body=st.binary(max_size=40) | JSON.map(lambda said: json.dumps(said).encode()))
    def test_anything_else_is_unreadable_and_nothing_else(self, body):
        for slot, status in (("models/1", 200), ("model/a/b", 200), ("model/a/b", 401)):
            with suppress(Unreadable):
                read(HuggingFace(), slot, body, status=status)

    @given(cut=st.integers(0, 400))
    def test_a_body_that_was_cut_is_unreadable(self, cut):
        body = json.dumps([a_model()])
        with pytest.raises(Unreadable):
            read(HuggingFace(), "organisation/Qwen/1", body[: min(cut, len(body) - 1)])

    def test_a_count_that_none_of_the_models_has_any_more_is_named(self):
        model = a_model()
        del model["downloads"]
        with pytest.raises(Unreadable, match="expected `downloads` of the models, got nothing"):
            listed(model)

    def test_unknown_fields_are_fine(self):
        assert values(listed(a_model(inference="warm", evalResults=[{}]))) == values(listed(a_model()))
