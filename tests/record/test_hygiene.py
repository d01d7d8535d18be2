"""Values that are not to be trusted for a rate are flagged by documented rules, and never repaired."""

import csv
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import open_record
from onrecord.record.hygiene import RANK, flagged_tables, flags
from onrecord.record.store import shipped_tables
from strategies import opened, small, stated, write_tables

few = settings(max_examples=15)

RULES = [
    {"rule": "falling-counter", "flag": "suspect", "applies": "counter", "ratio": "0.005", "least": "1000"},
    {"rule": "carried-over", "flag": "stale", "applies": "loads", "least": "1000", "beside": "likes"},
    {"rule": "jump-without-likes", "flag": "suspect", "applies": "loads", "ratio": "4", "days": "120",
     "least": "10000", "beside": "likes", "beside_ratio": "0.05", "beside_least": "100"},
    {"rule": "gap", "flag": "gap", "applies": "counter", "days": "60"},
    {"rule": "zero", "flag": "unmeasured", "applies": "counter|flow|level", "least": "100"},
]  # fmt: skip

METRICS = [
    {"metric": "loads", "name": "loads", "concepts": "loads", "unit": "loads", "kind": "flow", "window": "30 days"},
    {"metric": "likes", "name": "likes", "concepts": "likes", "unit": "likes", "kind": "counter", "window": "all time"},
    {"metric": "stars", "name": "stars", "concepts": "stars", "unit": "stars", "kind": "counter", "window": "all time"},
]

FIRST = date(2025, 1, 1)


def reading(metric, day, value, entity="acme", **more):
    at = (FIRST + timedelta(days=day)).isoformat()
    return stated(**{"entity": entity, "metric": metric, "value": str(value), "period": at, "published": at, **more})


def world(*readings):
    metrics = [{**metric, "counts": "those", "misses": "others"} for metric in METRICS]
    return small(
        rules=[{**rule, "meaning": "as it says"} for rule in RULES], metrics=metrics, observations=list(readings)
    )


def marked(record):
    return [(flag.metric, (flag.period.start - FIRST).days, flag.rule) for flag in flags(record.latest())]


SERIES = [
    # (readings as (metric, day, value), what is marked)
    ("a counter that falls", [("stars", 0, 5000), ("stars", 7, 4900)], [("stars", 7, "falling-counter")]),
    ("a few stars taken back", [("stars", 0, 5000), ("stars", 7, 4990)], []),
    ("a counter too small to tell", [("stars", 0, 20), ("stars", 7, 15)], []),
    ("a flow may fall", [("loads", 0, 50_000), ("loads", 7, 20_000)], []),
    ("carried over, likes too", [("loads", 0, 5000), ("likes", 0, 90), ("loads", 7, 5000), ("likes", 7, 90)],
     [("loads", 7, "carried-over")]),
    ("carried over, no likes known", [("loads", 0, 5000), ("loads", 7, 5000), ("loads", 14, 5000)],
     [("loads", 7, "carried-over"), ("loads", 14, "carried-over")]),
    ("the same value, but likes moved", [("loads", 0, 5000), ("likes", 0, 90), ("loads", 7, 5000), ("likes", 7, 91)],
     []),
    ("a counter may stand still", [("stars", 0, 5000), ("stars", 7, 5000)], []),
    ("a jump without likes", [("loads", 0, 20_000), ("likes", 0, 1000), ("loads", 30, 90_000), ("likes", 30, 1010)],
     [("loads", 30, "jump-without-likes")]),
    ("a jump that stays", [("loads", 0, 20_000), ("likes", 0, 1000), ("loads", 30, 90_000), ("likes", 30, 1010),
                           ("loads", 40, 91_000), ("likes", 40, 1015)],
     [("loads", 30, "jump-without-likes"), ("loads", 40, "jump-without-likes")]),
    ("a jump that likes share", [("loads", 0, 20_000), ("likes", 0, 1000), ("loads", 30, 90_000), ("likes", 30, 1200)],
     []),
    ("a jump where no likes are known", [("loads", 0, 20_000), ("loads", 30, 90_000)], []),
    ("a jump of few likes", [("loads", 0, 20_000), ("likes", 0, 9), ("loads", 30, 90_000), ("likes", 30, 9)], []),
    ("a slow rise", [("loads", 0, 20_000), ("likes", 0, 1000), ("likes", 60, 1005), ("likes", 90, 1006),
                     ("loads", 121, 90_000), ("likes", 121, 1010)], []),
    ("a gap", [("stars", 0, 10), ("stars", 61, 20), ("stars", 121, 30)], [("stars", 61, "gap")]),
    ("a flow has no gap", [("loads", 0, 10), ("loads", 200, 20)], []),
    ("a zero that is none", [("loads", 0, 500), ("loads", 7, 0), ("loads", 14, 510)], [("loads", 7, "zero")]),
    ("a zero before the first value", [("stars", 0, 0), ("stars", 7, 200)], [("stars", 0, "zero")]),
    ("a zero among small values", [("stars", 0, 0), ("stars", 7, 2)], []),
    ("a counter that falls to zero", [("stars", 0, 5000), ("stars", 7, 0)], [("stars", 7, "zero")]),
]  # fmt: skip


@pytest.mark.parametrize(("readings", "expected"), [case[1:] for case in SERIES], ids=[case[0] for case in SERIES])
def test_a_rule_marks_what_it_says_and_nothing_else(small_record, readings, expected):
    assert marked(small_record(world(*(reading(*one) for one in readings)))) == expected


def test_sources_are_not_set_against_each_other(small_record):
    record = small_record(world(reading("stars", 0, 5000), reading("stars", 7, 3000, sources="gazette")))
    assert marked(record) == []


def test_copies_of_one_story_are_one_series(small_record):
    tables = world(reading("stars", 0, 5000), reading("stars", 7, 3000, sources="gazette"))
    tables["sources"] = [{**source, "story": "one"} for source in tables["sources"]]
    assert marked(small_record(tables)) == [("stars", 7, "falling-counter")]


def test_a_flag_names_its_rule_and_gives_the_numbers(small_record):
    (flag,) = flags(small_record(world(reading("stars", 0, 5000), reading("stars", 7, 4000))).latest())
    assert (flag.flag, flag.rule, flag.origin) == ("suspect", "falling-counter", "wire")
    assert flag.reason == "4,000 on 8 January 2025, below 5,000 at the reading before: a counter does not fall"


def test_what_was_not_known_yet_marks_nothing(small_record):
    record = small_record(world(reading("stars", 0, 5000), reading("stars", 7, 4000)))
    assert flags(record.as_of(FIRST)) == ()


def test_a_value_known_to_be_wrong_is_no_reading(small_record):
    high = reading("stars", 7, 90_000, flag="wrong")
    record = small_record(world(reading("stars", 0, 5000), high, reading("stars", 14, 5100)))
    assert marked(record) == []


@few
@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=12))
def test_a_counter_that_only_grows_is_never_said_to_fall(values):
    rows = [reading("stars", day, value) for day, value in enumerate(sorted(values))]
    with opened(world(*rows)) as record:
        assert "falling-counter" not in {rule for _, _, rule in marked(record)}


@few
@given(
    st.permutations([reading("loads", day, value) for day, value in enumerate((500, 0, 5000, 5000, 90_000, 90_000))])
)
def test_the_order_of_rows_changes_no_flag(rows):
    with opened(world(*rows)) as record:
        assert marked(record) == [("loads", 1, "zero"), ("loads", 3, "carried-over"), ("loads", 5, "carried-over")]


# The tables: flags are written into them, by a command, and stand there with their rule.


def cells(file):
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_flags_are_written_into_the_tables_and_no_value_is_changed(tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "cache"))
    folder = write_tables(tmp_path, world(reading("stars", 0, 5000), reading("stars", 7, 4000)))
    ((file, text),) = flagged_tables(folder).items()
    before = cells(file)
    file.write_text(text, encoding="utf-8")
    after = cells(file)
    assert [(row["flag"], row["rule"]) for row in after] == [("", ""), ("suspect", "falling-counter")]
    assert [{**row, "flag": "", "rule": ""} for row in after] == before
    assert flagged_tables(folder) == {}


def test_a_flag_whose_reason_is_gone_is_taken_back_and_a_persons_flag_stays(tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "cache"))
    mended = reading("stars", 7, 5100, flag="suspect", rule="falling-counter")
    doubted = reading("stars", 14, 5200, flag="suspect")
    folder = write_tables(tmp_path, world(reading("stars", 0, 5000), mended, doubted))
    ((file, text),) = flagged_tables(folder).items()
    file.write_text(text, encoding="utf-8")
    assert [(row["flag"], row["rule"]) for row in cells(file)] == [("", ""), ("", ""), ("suspect", "")]


def test_the_shipped_flags_are_those_of_the_rules():
    assert [str(file) for file in flagged_tables(shipped_tables())] == []


def test_every_shipped_rule_has_its_question_and_its_rank():
    record = open_record()
    rules = {row["rule"] for row in record.latest().query('SELECT "rule" FROM rules')}
    questions = {file.stem for file in (shipped_tables().parent / "record" / "sql" / "hygiene").glob("*.sql")}
    assert rules == questions == set(RANK)


KNOWN = [
    # Counts of DeepSeek-V3.2 and R1 in spring 2026, which likes do not share; the first values before are kept.
    ("deepseek-v3-2", "hf_downloads_30d", "2026-04-08", ""),
    ("deepseek-v3-2", "hf_downloads_30d", "2026-04-15", "carried-over"),
    ("deepseek-v3-2", "hf_downloads_30d", "2026-04-24", "jump-without-likes"),
    ("deepseek-r1", "hf_downloads_30d", "2026-02-19", ""),
    ("deepseek-r1", "hf_downloads_30d", "2026-04-22", "jump-without-likes"),
    # A page of the Ollama library that was made anew, and months in which a repository was not in a top list.
    ("ollama-lfm2", "ollama_pulls", "2026-03-31", "falling-counter"),
    ("github-llama", "github_stars", "2025-01-13", "gap"),
]


@pytest.mark.parametrize(("entity", "metric", "day", "rule"), KNOWN)
def test_a_known_anomaly_is_flagged_by_its_rule(entity, metric, day, rule):
    source = {"hf_downloads_30d": "s_llmfit", "ollama_pulls": "s_ollama_feed", "github_stars": "s_gh_ranking"}[metric]
    rows = open_record().latest().query(
        'SELECT DISTINCT "rule" FROM observations WHERE entity = $entity AND metric = $metric AND period_start = $day '
        "AND list_contains(sources, $source)",
        {"entity": entity, "metric": metric, "day": date.fromisoformat(day), "source": source},
    )  # fmt: skip
    assert [row["rule"] for row in rows] == [rule]
