"""The record that is shipped keeps its own rules: every row has a source, a day or the word unknown, and a tier."""

import csv
from datetime import date

import pytest

from onrecord import open_record
from onrecord.record.load import table_files
from onrecord.record.schema import TABLES, TIERS
from onrecord.record.store import shipped_tables
from onrecord.terms.time import Period

TIMED = [table.name for table in TABLES.values() if table.timed]


@pytest.fixture(scope="module")
def record():
    return open_record()


@pytest.fixture(scope="module")
def all_of(record):
    """Ask for rows of all vintages, also of those that were replaced; nothing found is what most rules want."""
    return record.engine.query


@pytest.mark.parametrize("table", TIMED)
def test_every_row_has_a_source_a_day_or_unknown_and_a_tier(record, table):
    rows = record.all_vintages(table)
    assert rows
    for row in rows:
        assert row["sources"], row
        assert row["tier"] in TIERS, row
        assert row["published"] == "unknown" or Period.parse(row["published"]), row
        assert (row["basis"] == "recorded") is (row["published"] == "unknown"), row
        assert row["known_from"] < row["known_until"], row


@pytest.mark.parametrize("table", TIMED)
def test_a_row_that_stands_is_known_today(record, all_of, table):
    standing = all_of(f"SELECT count(*) AS n FROM record_{table} WHERE superseded_at IS NULL")
    assert record.as_of(record.now).query(f"SELECT count(*) AS n FROM {table} WHERE superseded_at IS NULL") == standing


def test_every_source_has_a_publisher_a_tier_and_a_licence(record):
    for source in record.sources.values():
        assert source["publisher"], source
        assert source["tier"] in TIERS, source
        assert source["licence"], source


def test_an_undated_content_farm_is_never_trusted(all_of):
    assert all_of("SELECT * FROM record_sources WHERE tier = 'O' AND published = 'unknown' AND address = ''") == []


def test_every_observation_is_of_something_and_of_a_metric(all_of):
    assert all_of(
        "SELECT DISTINCT entity FROM record_observations WHERE entity NOT IN (SELECT entity FROM record_entities "
        "UNION ALL SELECT event FROM record_events UNION ALL SELECT release FROM record_releases "
        "UNION ALL SELECT subject FROM record_models)"
    ) == []  # fmt: skip
    assert all_of("SELECT * FROM record_observations WHERE metric NOT IN (SELECT metric FROM record_metrics)") == []


def test_every_metric_says_what_it_counts_and_what_it_misses(all_of):
    rows = all_of('SELECT metric, concepts, counts, misses, "window" FROM record_metrics')
    assert rows
    for row in rows:
        assert all(row.values()), row


def test_a_range_has_its_ends_in_order(all_of):
    for table in ("observations", "targets"):
        assert all_of(f"SELECT * FROM record_{table} WHERE high < value") == []


def test_what_was_held_is_not_public_before_it_began(all_of):
    assert all_of("SELECT * FROM record_events WHERE status = 'held' AND known_from < period_start") == []


def test_what_happened_is_not_public_before_it_began(all_of):
    assert all_of("SELECT * FROM record_happenings WHERE known_from < period_start") == []
    assert all_of("SELECT * FROM record_policies WHERE act <> 'took effect' AND known_from < period_start") == []


def test_a_public_act_is_known_from_its_own_day_or_later(all_of):
    for table in ("releases", "policies", "events"):
        assert all_of(
            f"SELECT * FROM record_{table} WHERE basis = 'act' AND status IS DISTINCT FROM 'planned' "
            "AND known_from < period_start"
            if table == "events"
            else f"SELECT * FROM record_{table} WHERE basis = 'act' AND known_from < period_start"
        ) == []  # fmt: skip


def test_a_value_from_before_its_period_is_a_forecast_or_suspect(all_of):
    assert all_of(
        "SELECT * FROM record_observations WHERE known_from < period_start AND flag NOT IN ('expected', 'suspect')"
    ) == []  # fmt: skip


def test_a_reading_that_is_later_than_its_publication_says_so(all_of):
    assert all_of("SELECT * FROM record_observations WHERE basis = 'shown' AND read IS NULL AND note = ''") == []
    assert all_of("SELECT * FROM record_observations WHERE read < period_start") == []


def test_at_most_one_row_of_an_edition_and_source_list_stands(all_of):
    assert all_of(
        "SELECT event, sources FROM record_events WHERE superseded_at IS NULL GROUP BY ALL HAVING count(*) > 1"
    ) == []  # fmt: skip


def test_a_row_that_ended_has_one_that_took_its_place_or_says_why(all_of):
    for table, key in (("events", "event"), ("releases", "release"), ("targets", "target")):
        assert all_of(
            f"SELECT {key} FROM record_{table} AS old WHERE superseded_at IS NOT NULL AND NOT EXISTS "
            f"(SELECT 1 FROM record_{table} AS new WHERE new.{key} = old.{key} "
            "AND new.known_until > old.known_until) AND note = ''"
        ) == [], table  # fmt: skip


def test_coverage_is_of_what_the_record_holds(record, all_of):
    rows = all_of("SELECT \"table\", subject FROM record_coverage WHERE \"table\" = 'releases' AND subject <> '*'")
    known = set(record.entities) | {row["country"] for row in record.entities.values()}
    assert {row["subject"] for row in rows} <= known


def test_the_tables_hold_no_path_of_somebodys_machine_and_no_half_written_cell():
    for table in TABLES.values():
        for file in table_files(shipped_tables(), table):
            text = file.read_text(encoding="utf-8")
            assert "\ufffd" not in text, file
            assert "/home/" not in text, file


def test_every_file_among_the_tables_belongs_to_one():
    folder = shipped_tables()
    known = {file for table in TABLES.values() for file in table_files(folder, table)}
    # Words of the language, places, published figures and weights are read by rooms above the record.
    beside = {"words", "places", "published", "copies", "collecting"}
    found = {file for file in folder.rglob("*.csv") if file.relative_to(folder).parts[0] not in beside}
    assert found == known


def test_the_topics_of_policies_are_those_of_the_word_list(all_of):
    with (shipped_tables() / "words" / "topics.csv").open(encoding="utf-8", newline="") as file:
        known = {row["topic"] for row in csv.DictReader(file)}
    used = {row["topic"] for row in all_of("SELECT DISTINCT unnest(topics || also) AS topic FROM record_policies")}
    assert used <= known


def test_a_repository_has_a_maker_on_record_and_one_region_an_account(all_of):
    assert all_of(
        "SELECT namespace FROM record_models WHERE region <> '' GROUP BY namespace HAVING count(DISTINCT region) > 1"
    ) == []  # fmt: skip
    assert all_of(
        "SELECT DISTINCT release FROM record_models WHERE release <> '' "
        "AND release NOT IN (SELECT release FROM record_releases)"
    ) == []  # fmt: skip
    assert all_of("SELECT model FROM record_models WHERE (parameters IS NULL) <> (sized = '')") == []
    assert all_of("SELECT model FROM record_models WHERE parameters <= 0 OR active > parameters") == []
    assert all_of("SELECT model FROM record_models WHERE released_start < created_start - INTERVAL 90 DAY") == []


def test_the_tracked_models_are_those_of_the_atom_project(all_of):
    counted = all_of("SELECT tracked, count(*) AS n FROM record_models WHERE tracked <> '' GROUP BY ALL ORDER BY ALL")
    assert [(row["tracked"], row["n"]) for row in counted] == [("extra", 186), ("primary", 1772)]
    told = {
        row["model"]: (
            row["region"],
            row["parameters"],
            row["active"],
            str(row["created_start"]),
            str(row["released_start"]),
        )
        for row in all_of("SELECT * FROM record_models WHERE tracked <> ''")
    }
    assert told["deepseek-ai/DeepSeek-R1"][:3] == ("china", 671, 37)
    assert told["moonshotai/Kimi-K2.5"][3:] == ("2026-01-01", "2026-01-27")
    assert told["swiss-ai/Apertus-8B-Instruct-2509"][0] == "eu"


# Facts that the record must tell by day, whatever else is added to it.

ON_A_DAY = [
    ("SELECT DISTINCT period_start AS day FROM releases WHERE release = 'deepseek-chat'", "2026-03-06", ["2024-12-26"]),
    ("SELECT DISTINCT period_start AS day FROM releases WHERE release = 'deepseek-chat'", "2026-03-08", ["2025-12-01"]),
    ("SELECT DISTINCT period_start AS day FROM releases WHERE release = 'deepseek-r1' AND kind = 'release'",
     "2025-01-19", []),
    ("SELECT DISTINCT period_start AS day FROM releases WHERE release = 'deepseek-r1' AND kind = 'release'",
     "2025-01-20", ["2025-01-20"]),
    ("SELECT DISTINCT city AS day FROM events WHERE event = 'waic-2025'", "2025-07-25", ["shanghai"]),
    ("SELECT DISTINCT status AS day FROM events WHERE event = 'waic-2025'", "2025-07-25", ["planned"]),
    ("SELECT DISTINCT status AS day FROM events WHERE event = 'waic-2025'", "2025-08-25", ["held"]),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "day", "known"), ON_A_DAY)
def test_a_fact_is_told_as_it_was_known_on_the_day(record, sql, day, known):
    rows = record.as_of(date.fromisoformat(day)).query(sql)
    assert sorted(str(row["day"]) for row in rows) == known


# What each source gave as a date of a model, day by day: (release, condition, day, dates that stood then).

DATES_ON_A_DAY = [
    # One launch, four dates, of four kinds; a maker that contradicts itself; a repository made before the launch.
    ("deepseek-v3", "kind = 'announcement'", "2026-11-23", ["2024-12-24"]),
    ("deepseek-v3", "kind = 'repository'", "2026-11-23", ["2024-12-25"]),
    ("deepseek-v3", "kind = 'release'", "2026-11-23", ["2024-12-26"]),
    ("deepseek-v3-0324", "kind IN ('release', 'announcement')", "2025-04-01", ["2025-03-24", "2025-03-25"]),
    ("deepseek-v4-pro", "kind = 'repository'", "2026-04-23", ["2026-04-22"]),
    ("deepseek-v4-pro", "kind <> 'repository'", "2026-04-23", []),
    ("deepseek-v4-pro", "kind = 'preview'", "2026-04-24", ["2026-04-24"]),
    ("moonshot-kimi-k2-5", "kind = 'repository'", "2026-01-28", ["2026-01-01"]),
    # On the list before it was out; corrected months later.
    ("zhipu-glm-5-1", "TRUE", "2026-06-17", ["2026-03-27", "2026-04-07"]),
    ("zhipu-glm-5-1", "TRUE", "2026-06-18", ["2026-04-07"]),
    # A year typed wrong, until somebody saw it.
    ("amazon-nova-2-pro", "period_start > known_from", "2026-02-13", ["2026-12-03"]),
    ("amazon-nova-2-pro", "TRUE", "2026-02-14", ["2025-12-03"]),
    # A date that went to and fro.
    ("google-gemini-3-pro@venice/gemini-3-pro-preview", "TRUE", "2025-12-18", ["2025-11-18"]),
    ("google-gemini-3-pro@venice/gemini-3-pro-preview", "TRUE", "2025-12-19", ["2024-06-07"]),
    ("google-gemini-3-pro@venice/gemini-3-pro-preview", "TRUE", "2025-12-28", ["2024-06-07"]),
    ("google-gemini-3-pro@venice/gemini-3-pro-preview", "TRUE", "2025-12-29", ["2025-12-02"]),
    ("google-gemini-2-5-pro@openrouter/google/gemini-2.5-pro", "TRUE", "2026-05-14", ["2025-03-20"]),
    ("google-gemini-2-5-pro@openrouter/google/gemini-2.5-pro", "TRUE", "2026-05-20", ["2025-06-17"]),
    ("google-gemini-2-5-pro@openrouter/google/gemini-2.5-pro", "TRUE", "2026-05-21", ["2025-03-20"]),
    # Even good sources err.
    ("openai-o3-mini", "known_from = '2025-04-23'", "2025-12-31", ["2024-01-31"]),
    ("openai-o3-mini", "TRUE", "2026-01-26", ["2025-01-31"]),
    ("openai-sora-turbo", "known_from >= '2025-04-23'", "2026-01-25", ["2024-02-15"]),
    ("openai-sora-turbo", "TRUE", "2026-01-26", ["2024-12-09"]),
    ("carnegie-mellon-ner", "TRUE", "2026-01-25", ["2016-05-29"]),
    ("carnegie-mellon-ner", "TRUE", "2026-01-26", ["2016-03-04"]),
    # An id with a day in it is not the day of the release.
    ("anthropic-claude-3-7-sonnet", "TRUE", "2025-06-04", ["2025-02-24"]),
    ("anthropic-claude-3-7-sonnet", "TRUE", "2026-11-23", ["2025-02-24"]),
]  # fmt: skip


@pytest.mark.parametrize(("release", "condition", "day", "dates"), DATES_ON_A_DAY)
def test_a_date_is_told_as_its_source_gave_it_on_the_day(record, release, condition, day, dates):
    rows = record.as_of(date.fromisoformat(day)).query(
        f"SELECT DISTINCT period_start AS day FROM releases WHERE release = $release AND {condition}",
        {"release": release},
    )
    assert sorted(str(row["day"]) for row in rows) == dates


def test_the_gaps_of_deepseek_are_those_between_its_releases(record):
    day = {
        row["release"]: row["day"]
        for row in record.latest().query(
            "SELECT release, min(period_start) AS day FROM releases WHERE maker = 'deepseek' "
            "AND kind IN ('release', 'preview', 'weights') GROUP BY release"
        )
    }
    assert (day["deepseek-v4-pro"] - day["deepseek-r1"]).days == 459
    assert (day["deepseek-v4-pro"] - day["deepseek-v3-2"]).days == 144
    assert not [release for release in day if release.startswith("deepseek-r2")]


def test_what_a_shop_says_is_no_release_of_the_model(record, all_of):
    assert all_of(
        "SELECT release FROM record_releases WHERE (kind = 'reseller') <> contains(release, '@') "
        "OR (kind = 'reseller' AND (launch <> 'no' OR tier <> 'S'))"
    ) == []  # fmt: skip
    from onrecord.measures.registry import PACE, RELEASES
    from onrecord.record.names import Names

    view = record.as_of(record.now)
    dated = view.query(RELEASES.sql, {"releases": None, "makers": ["google"]})
    assert dated
    assert not [row for row in dated if row["kind"] == "reseller"]
    days = {row["day"] for row in view.query(PACE.sql, {"makers": ["google"], "country": None, "families": None})}
    assert date(2024, 6, 7) not in days
    assert not Names.of(record).meanings("Gemini 3 Pro on Venice")


def test_every_correction_of_a_shop_that_stood_for_a_day_is_kept(all_of):
    (kept,) = all_of("SELECT count(*) AS n FROM record_releases WHERE kind = 'reseller' AND superseded_at IS NOT NULL")
    assert kept["n"] > 600
    # Each row of an entry begins where the one before it ended: nothing is lost and nothing overlaps.
    assert all_of(
        "SELECT release, known_from FROM (SELECT release, known_from, lag(known_until) OVER "
        "(PARTITION BY release ORDER BY known_from) AS before FROM record_releases WHERE kind = 'reseller') "
        "WHERE before <> known_from"
    ) == []  # fmt: skip


def test_a_built_record_is_not_built_again(monkeypatch):
    open_record()
    monkeypatch.setattr("onrecord.record.build.read_tables", lambda folder: pytest.fail(f"{folder} was read again"))
    open_record()
