from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collected import Collecting, capture
from made_history import git, write_history
from onrecord.sources.atom import DATES, EXTRA, PRIMARY, REGIONS, SIZES, Atom, read_lists
from onrecord.sources.git import GitFetch
from onrecord.sources.source import Reading, Row
from onrecord.terms.errors import Unreadable

DAY = date(2031, 5, 6)


def tracked(*models):
    return "org,model,modelId\n" + "".join(f"{one.split('/')[0]},{one.split('/')[1]},{one}\n" for one in models)


def sizes(**billions):
    lines = (f"deepseek-ai/{model},{total},,,\n" for model, total in billions.items())
    return "model_id,total_params_b,active_params_b,is_moe,notes\n" + "".join(lines)


def dates(**days):
    lines = (f"deepseek-ai/{model},2031-01-02,{day},\n" for model, day in days.items())
    return "# by hand\nmodel_id,hf_created_at,actual_release_date,notes\n" + "".join(lines)


REGION = "hf_org,region,notes\nqwen-next,china,\nodd,moon,\n"


def parsed(folder, today=DAY, earlier=None):
    source = Atom(checkout=folder)
    (request,) = source.first(earlier or {})
    answer = GitFetch(folder.parent, today)(request, None)
    headers = {name.replace("-", "_"): text for name, text in answer.headers.items()}
    one = capture("atom", request.slot, address=request.address, day=today, **headers)
    return {request.slot: one}, list(read_lists(one, answer.body))


def test_a_repository_is_told_once_with_all_that_the_lists_say(tmp_path):
    files = {PRIMARY: tracked("qwen-next/Qwen9-8B"), EXTRA: tracked("odd/One-1B"), REGIONS: REGION}
    _, found = parsed(write_history(tmp_path / "r", [("2031-05-01", files)]))
    odd, qwen = (one.cells for one in found if isinstance(one, Row))
    assert (qwen["model"], qwen["maker"], qwen["region"], qwen["tracked"]) == (
        "qwen-next/Qwen9-8B",
        "hf-community",
        "china",
        "primary",
    )
    assert (odd["tracked"], "region" in odd) == ("extra", False)


def test_makers_on_record_are_counted_where_their_count_changed(tmp_path):
    history = [
        ("2031-05-01", {PRIMARY: tracked("deepseek-ai/A", "deepseek-ai/B", "Qwen/C")}),
        ("2031-05-03", {PRIMARY: tracked("deepseek-ai/A", "Qwen/C")}),
    ]
    _, found = parsed(write_history(tmp_path / "r", history))
    counts = [(one.entity, one.value, one.day.day) for one in found if isinstance(one, Reading)]
    assert counts == [("alibaba", 1.0, 1), ("deepseek", 2.0, 1), ("deepseek", 1.0, 3)]


def test_a_size_that_is_corrected_is_a_later_reading(tmp_path):
    history = [("2031-05-01", {SIZES: sizes(A=900)}), ("2031-05-03", {SIZES: sizes(A=910, B=7)})]
    _, found = parsed(write_history(tmp_path / "r", history))
    read = [(one.entity, one.value, one.day.day) for one in found if isinstance(one, Reading)]
    assert read == [("deepseek-ai/A", 900.0, 1), ("deepseek-ai/A", 910.0, 3), ("deepseek-ai/B", 7.0, 3)]


def test_a_day_of_release_is_corrected_and_taken_back(tmp_path):
    history = [
        (f"2031-05-0{n}", {DATES: text})
        for n, text in enumerate((dates(V9="2031-01-05"), dates(V9="2031-01-06"), dates()), 1)
    ]
    collecting = Collecting(tmp_path)
    assert not collecting.run(Atom(checkout=write_history(tmp_path / "r", history)), DAY).failure
    sql = "SELECT period_start AS day FROM releases WHERE release = 'deepseek-v9'"
    stood = [collecting.asked(sql, date(2031, 5, n)) for n in (1, 2, 3)]
    assert stood == [[{"day": date(2031, 1, 5)}], [{"day": date(2031, 1, 6)}], []]


def test_a_list_that_lost_a_column_is_said(tmp_path):
    folder = write_history(tmp_path / "r", [("2031-05-01", {PRIMARY: "org,name\nx,y\n"})])
    with pytest.raises(
        Unreadable, match=r"expected org, modelId in models\.csv of 2031-05-01, and its columns are org, name"
    ):
        parsed(folder)


states = st.dictionaries(st.sampled_from(["A", "B", "C"]), st.integers(1, 3), max_size=3)


@settings(max_examples=8)
@given(st.lists(states, min_size=1, max_size=5), st.data())
def test_sizes_and_counts_are_the_same_wherever_the_runs_were(tmp_path_factory, history, data):
    home = tmp_path_factory.mktemp("lists")
    days = [date(2031, 4, 1) + timedelta(days=n) for n in range(len(history))]
    commits = [
        (f"{day}T10:00", {SIZES: sizes(**state), PRIMARY: tracked(*(f"deepseek-ai/{name}" for name in state))})
        for day, state in zip(days, history, strict=True)
    ]
    _, whole = parsed(write_history(home / "whole", commits))
    found, captures, done = [], {}, 0
    for split in sorted(data.draw(st.sets(st.integers(1, len(commits)))) | {len(commits)}):
        onto = git(home / "growing", "rev-parse", "main") if done else ""
        write_history(home / "growing", commits[done:split], onto=onto)
        captures, new = parsed(home / "growing", days[split - 1] + timedelta(days=1), captures)
        found, done = found + new, split
    readings = [[one for one in told if isinstance(one, Reading)] for told in (found, whole)]
    assert readings[0] == readings[1]
