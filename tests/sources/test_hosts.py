"""Hosts of models, collected from a server that speaks as they do: two days, and what a reader of the record sees."""

import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from loopback import Say
from made_answers import a_library, a_model, a_ranking, an_entry
from onrecord.record import open_record
from onrecord.record.folder.transaction import create_record
from onrecord.record.imports.run import silent
from onrecord.sources.archive import Archive
from onrecord.sources.collect import collect
from onrecord.sources.huggingface import HuggingFace
from onrecord.sources.ollama import FEWEST, Ollama
from onrecord.sources.openrouter import KEY, OpenRouter
from onrecord.sources.waiting import Home


@pytest.fixture
def run(http, time, tmp_path):
    """Return a function that collects a source on the next day, and one that asks the record."""
    create_record(tmp_path / "record")
    home = Home(Archive(tmp_path / "archive"), tmp_path / "record", tmp_path / "documents")

    def collected(source):
        time.now += timedelta(days=1)
        (done,) = collect(
            [source], {source.name: source}, home, http({KEY: "sk-or-made-up-for-a-test"}), time.clock, silent
        )
        assert not done.failure
        return lambda sql: [tuple(row.values()) for row in open_record(home.record).latest().query(sql)]

    return collected


def said(body, **headers):
    return Say(json.dumps(body).encode(), headers=headers)


def path_of(request):
    parts = urlsplit(request.address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


LIKES = (
    "SELECT entity, value, flag FROM observations WHERE metric = 'hf_likes' AND sources[1] = 's_hf_hub' "
    "ORDER BY entity, period_start"
)


def test_an_account_in_two_pages_with_a_rename_and_a_deletion(host, run):
    source = HuggingFace(("Qwen",), base=host.address)
    following = f"{host.address}/api/models?cursor=eyJf"
    (first,) = map(path_of, source.first({}))
    host.pages[first] = said([a_model("Qwen/a", 1), a_model("Qwen/b", 2)], Link=f'<{following}>; rel="next"')
    host.pages["/api/models?cursor=eyJf"] = said([a_model("Qwen/c", 3)])
    run(source)
    host.pages[first] = said([a_model("Qwen/a-renamed", 1, likes=311)], Link=f'<{following}>; rel="next"')
    asked = run(source)
    assert asked(LIKES) == [
        ("Qwen/a", 310, ""),
        ("Qwen/a", 311, ""),
        ("Qwen/b", 310, ""),
        ("Qwen/b", 310, "gone"),
        ("Qwen/c", 310, ""),
    ]
    assert asked("SELECT text FROM happenings WHERE kind = 'renamed' AND entity = 'alibaba'") == [
        ("Qwen/a is now Qwen/a-renamed",)
    ]


def test_prices_and_rankings_that_are_given_otherwise_later(host, run):
    source = OpenRouter(rankings=True, base=host.address)
    host.pages["/api/v1/models"] = said({"data": [an_entry()]})
    daily = "/api/v1/datasets/rankings-daily"
    rows = [("2026-11-21", "deepseek/deepseek-v3.2-20251201", "700")]
    host.pages[f"{daily}?start_date=2025-01-01"] = said(a_ranking(rows))
    run(source)
    host.pages["/api/v1/models"] = said({"data": [an_entry(pricing={"prompt": "0.0000005", "completion": "0.000002"})]})
    host.pages[daily] = said(a_ranking([(rows[0][0], rows[0][1], "720")], as_of="2026-11-24T06:00:00Z"))
    asked = run(source)
    about = "WHERE entity = 'openrouter-deepseek-deepseek-v3-2-20251201'"
    prices = f"SELECT value FROM observations {about} AND metric = 'or_price_input' ORDER BY period_start"
    assert asked(prices) == [(0.55,), (0.5,)]
    assert asked(f"SELECT value FROM observations {about} AND metric = 'or_tokens_day_model'") == [(720.0,)]


def test_a_page_of_the_library_goes_on_as_the_series_that_is_shipped(host, run):
    pages = [("deepseek-r1", "90.5M"), *((f"model-{number}", "1K") for number in range(FEWEST))]
    host.pages["/library?sort=newest"] = Say(a_library(pages).encode())
    asked = run(Ollama(host.address))
    latest = (
        "SELECT arg_max(value, period_start) FROM observations WHERE metric = 'ollama_pulls' AND entity = 'deepseek-r1'"
    )
    assert asked(latest) == [(90_500_000.0,)]
