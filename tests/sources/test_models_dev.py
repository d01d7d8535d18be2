import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collected import Collecting, capture
from loopback import Say
from made_history import git, write_history
from onrecord.sources.git import GitFetch
from onrecord.sources.models_dev import ModelsDev, read_catalogue
from onrecord.sources.source import Reading, Row, Watching
from onrecord.terms.errors import Unreadable

DAY = date(2031, 5, 6)
OWN, MAKER, SHOP = (
    "models/deepseek/deepseek-v9.toml",
    "providers/deepseek/models/deepseek-v9.toml",
    "providers/openrouter/models/deepseek/deepseek-v9.toml",
)


def page(day="2031-05-01", price=None):
    cost = f"[cost]\ninput = {price}\noutput = 1\n" if price is not None else ""
    return f'name = "DeepSeek V9"\nrelease_date = "{day}"\nopen_weights = true\n{cost}'


def api(*models):
    return {
        "deepseek": {
            "id": "deepseek",
            "models": {m: {"id": m, "name": m, "release_date": "2031-05-01"} for m in models},
        }
    }


def listed(said):
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return list(read_catalogue(capture("models-dev", "list"), body))


def test_the_list_shows_models_of_its_day_and_watches_prices():
    said = api("deepseek-v9")
    said["deepseek"]["models"]["deepseek-v9"]["cost"] = {"input": 0.2, "output": 1, "cache_read": 0.1}
    row, *others = listed(said)
    assert (row.cells["release"], row.cells["published"], row.cells["basis"]) == ("deepseek-v9", "2031-05-06", "shown")
    assert "deepseek" in [one.cells["subject"] for one in others if isinstance(one, Row)]
    assert [one for one in others if isinstance(one, Reading)] == [
        Reading("deepseek-v9", "price-input", 0.2, DAY, DAY),
        Reading("deepseek-v9", "price-output", 1.0, DAY, DAY),
    ]
    assert {one.metric for one in others if isinstance(one, Watching)} == {
        "price-input",
        "price-output",
        "context-window",
    }


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (b"<html>", "expected providers with their `models`"),
        ([], "expected providers with their `models`"),
        ({"deepseek": {"entries": {}}}, "expected providers with their `models`"),
        ({"deepseek": {"models": {"a": []}}}, "none of 1 has one"),
        ({"deepseek": {"models": {"a": {"released": "2031"}}}}, "none of 1 has one"),
        ({}, "none of 0 has one"),
    ],
)
def test_a_list_of_another_shape_is_said(said, message):
    with pytest.raises(Unreadable, match=message):
        listed(said)


@given(st.permutations(["deepseek-v7", "deepseek-v8", "deepseek-v9"]))
def test_the_order_of_the_list_changes_nothing(models):
    assert listed(api(*models)) == listed(api(*sorted(models)))


def parsed(folder, today, earlier=None):
    """Ask for what is new and read it; returns the captures for the next run, and the rows but for heartbeats."""
    source, found, captures = ModelsDev(checkout=folder), [], {}
    waiting = list(source.first(earlier or {}))
    while waiting:
        request = waiting.pop()
        answer = GitFetch(folder.parent, today)(request, None)
        headers = {name.replace("-", "_"): text for name, text in answer.headers.items()}
        one = captures[request.slot] = capture(source.name, request.slot, address=request.address, day=today, **headers)
        found += read_catalogue(one, answer.body)
        waiting += source.further(one, answer.body)
    return captures, [one for one in found if not (isinstance(one, Row) and one.table == "coverage")]


def test_a_page_that_cannot_be_read_for_a_day_takes_nothing_back(tmp_path):
    history = [("2031-05-01", {OWN: page()}), ("2031-05-02", {OWN: "name = "}), ("2031-05-03", {OWN: page()})]
    _, found = parsed(write_history(tmp_path / "r", history), DAY)
    assert [one.cells.get("superseded") for one in found] == [None, None]


def test_pages_of_another_shape_are_said(tmp_path):
    folder = write_history(tmp_path / "r", [("2031-05-01", {OWN: 'title = "x"\n'})])
    with pytest.raises(Unreadable, match="none of 1 says when one came out"):
        parsed(folder, DAY)


def test_pages_of_other_things_are_passed_over(tmp_path):
    files = {"providers/deepseek/provider.toml": 'name = "DeepSeek"\n', "models/x/readme.md": "no", OWN: page()}
    _, found = parsed(write_history(tmp_path / "r", [("2031-05-01", files)]), DAY)
    assert len(found) == 1


said = st.sampled_from(
    [None, page(), page("2031-05-02"), page("2031-05"), page(price=0.2), page(price=0.4), "broken = "]
)


@settings(max_examples=12)
@given(
    st.lists(st.dictionaries(st.sampled_from([OWN, MAKER, SHOP]), said, min_size=1), min_size=1, max_size=5), st.data()
)
def test_a_history_that_is_read_in_stretches_says_what_it_says_at_once(tmp_path_factory, history, data):
    home, present, commits = tmp_path_factory.mktemp("stretches"), {}, []
    for number, files in enumerate(history):
        day = date(2031, 4, 1) + timedelta(days=number)
        commits.append((day, {k: v for k, v in files.items() if v is not None or present.get(k) is not None}))
        present |= files
    # Where nothing is left that looks like a model the answer is refused, and that is tried above.
    commits = [(day, {"models/openai/gpt-9.toml": page(f"2031-03-{day.day:02}"), **files}) for day, files in commits]
    written = [(f"{day}T10:00", files) for day, files in commits]
    _, whole = parsed(write_history(home / "whole", written), DAY)
    splits = sorted(data.draw(st.sets(st.integers(1, len(commits)))) | {len(commits)})
    found, captures, done = [], {}, 0
    for split in splits:
        onto = git(home / "growing", "rev-parse", "main") if done else ""
        write_history(home / "growing", written[done:split], onto=onto)
        captures, new = parsed(home / "growing", commits[split - 1][0] + timedelta(days=1), captures)
        found, done = found + new, split
    assert found == whole


def test_as_of_a_day_the_record_says_what_the_catalogue_said_then(tmp_path):
    history = [
        ("2031-05-01T10:00", {OWN: page("2031-04-30"), SHOP: page("2031-01-01"), MAKER: page("2031-04-30", 0.3)}),
        ("2031-05-02T10:00", {OWN: page("2031-04-29"), SHOP: page("2031-04-30")}),
        ("2031-05-04T10:00", {MAKER: page("2031-04-30", 0.2), SHOP: None}),
    ]
    collecting = Collecting(tmp_path)
    done = collecting.run(ModelsDev(checkout=write_history(tmp_path / "r", history)), DAY)
    assert not done.failure
    dates = "SELECT period_start FROM releases WHERE release = 'deepseek-v9' AND sources = ['models_dev']"
    assert collecting.asked(dates, date(2031, 5, 1)) == [{"period_start": date(2031, 4, 30)}]
    assert collecting.asked(dates) == [{"period_start": date(2031, 4, 29)}]
    shops = "SELECT period_start FROM releases WHERE kind = 'reseller' AND starts_with(release, 'deepseek-v9@')"
    assert [len(collecting.asked(shops, date(2031, 5, day))) for day in (1, 3, 5)] == [1, 1, 0]
    prices = (
        "SELECT value FROM observations WHERE entity = 'deepseek-v9' AND metric = 'price-input' ORDER BY period_start"
    )
    assert [row["value"] for row in collecting.asked(prices)] == [0.3, 0.2]


def test_a_list_that_comes_again_doubles_nothing(tmp_path, host, http):
    host.pages["/api.json"] = Say(json.dumps(api("deepseek-v9")).encode())
    collecting = Collecting(tmp_path, http())
    for day in (DAY, date(2031, 5, 7)):
        assert not collecting.run(ModelsDev(base=host.address), day).failure
    assert len(collecting.asked("SELECT * FROM releases WHERE release = 'deepseek-v9'")) == 1
