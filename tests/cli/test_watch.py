"""`onrecord watch` as a newsroom types it."""

import json
import sys

import feedparser
import pytest
from jsonschema import Draft202012Validator

from desks import ARTICLE, fair, opened

FIRST, LATER = "2025-06-01", "2025-06-10"


@pytest.fixture
def desk(tmp_path):
    """A record that gets news; the list is begun by the commands."""
    return opened(tmp_path)


@pytest.fixture
def watch(run, desk):
    """Run a command of `onrecord watch` on the desk's list and record."""

    def run_here(command, *words, day=LATER):
        place = ["--list", desk.list, "--day", day] if command != "show" else ["--list", desk.list]
        record = ["--record", desk.record] if command in {"add", "run"} else []
        return run("watch", command, *words, *place, *record)

    return run_here


@pytest.fixture
def file(tmp_path):
    place = tmp_path / "fair.txt"
    place.write_text(ARTICLE)
    return place


@pytest.fixture
def flipped(desk, watch, file):
    """A list on which a verdict is about to flip."""
    from datetime import date

    assert watch("add", file, day=FIRST).code == 0
    desk.news(date(2025, 6, 10), events=[fair("2025-06-05", city="bergen")])


def test_an_article_is_added_listed_and_removed(watch, file):
    added = watch("add", file)
    assert added.code == 0
    assert "Fair opens its doors (Oslo Courier, 2 March 2025)\n  ✓ 2 Supported\n" in added.out
    assert watch("add", file).out == f"{added.out.split()[-1]} is watched already.\n"
    assert watch("list").out == added.out
    assert watch("remove", added.out.split()[-1][:12]).out.endswith("is not watched any more.\n")
    assert watch("list").out.startswith("Nothing is watched")


def test_a_sentence_is_added_with_its_day(watch):
    added = watch("add", "The North AI Fair was held in Bergen.", "--published", "2025-03-03")
    assert added.code == 0
    assert added.out.startswith("“The North AI Fair was held in Bergen.” (3 March 2025)\n  ✗ 1 Refuted")


@pytest.mark.usefixtures("flipped")
def test_what_flipped_is_told_once(watch):
    done = watch("run")
    assert done.code == 0
    assert "One verdict flipped since 1 June 2025." in done.out
    assert "✗ Refuted, was Supported: “was held in Oslo”" in done.out
    assert watch("run").out.startswith("No verdicts flipped since 10 June 2025.")


@pytest.mark.usefixtures("flipped")
def test_the_history_of_a_claim_is_shown(watch):
    claim = json.loads(watch("run", "--format", "json").out)["flips"][0]["claim"]["id"]
    shown = watch("show", claim).out
    assert shown.index("1 June 2025: ✓ Supported") < shown.index("10 June 2025: ✗ Refuted")


@pytest.mark.usefixtures("flipped")
def test_the_json_of_a_run_follows_the_schema(run, watch):
    schema = json.loads(run("schema", "watch").out)
    Draft202012Validator(schema).validate(json.loads(watch("run", "--format", "json").out))


@pytest.mark.usefixtures("flipped")
def test_a_feed_is_written_and_stays_the_same_when_nothing_happens(watch, tmp_path):
    feed = tmp_path / "flips.xml"
    assert watch("run", "--feed", feed).code == 0
    first = feed.read_bytes()
    assert len(feedparser.parse(first).entries) == 1
    assert watch("run", "--feed", feed).code == 0
    assert feed.read_bytes() == first


@pytest.mark.usefixtures("flipped")
def test_a_feed_that_cannot_be_written_is_said_and_the_flip_is_not_lost(watch, tmp_path):
    done = watch("run", "--feed", tmp_path / "no-such-folder" / "deep" / "flips.xml")
    assert done.code == 2
    assert "cannot be written" in done.err
    assert watch("run").out.startswith("One verdict flipped")


@pytest.mark.usefixtures("flipped")
def test_a_flip_may_end_the_command_with_a_code(watch):
    assert watch("run", "--fail-on-flip").code == 3
    assert watch("run", "--fail-on-flip").code == 0


@pytest.mark.usefixtures("flipped")
def test_a_command_gets_the_flip(watch, tmp_path):
    script = tmp_path / "take.py"
    script.write_text(f"import sys; open({str(tmp_path / 'taken.json')!r}, 'w').write(sys.stdin.read())")
    assert watch("run", "--exec", f"{sys.executable} {script}").code == 0
    assert json.loads((tmp_path / "taken.json").read_text())["now"]["after"]["verdict"] == "Refuted"


@pytest.mark.usefixtures("flipped")
def test_a_command_that_fails_is_said_after_the_report(watch):
    done = watch("run", "--exec", "false")
    assert done.code == 2
    assert "One verdict flipped" in done.out
    assert "false did not take flip-" in done.err
    assert watch("run", "--exec", "true").code == 0


def test_a_subject_is_watched_for_one_measure(watch):
    assert watch("add", "--subject", "Fjordlab", "--measure", "overdue").out == "fjordlab: overdue\n"
    assert watch("remove", "fjordlab").code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add"], "Name an article to watch, a sentence with --published, or a --subject"),
        (["add", "no-such-file.txt"], "There is no file 'no-such-file.txt'"),
        (["add", "The fair was held in Oslo."], "A claim needs the day on which it was made"),
        (["add", "https://example.org/a"], "is an address, and pages are not fetched"),
        (["add", "--subject", "nobody at all"], "holds no entity 'nobody at all'"),
        (["add", "x.txt", "--measure", "overdue"], "--measure says what is wanted of a --subject"),
        (["add", "--subject", "fjordlab", "--measure", "pace"], "'pace' is not a measure that is announced"),
        (["run"], "is no watch list: begin one with"),
        (["run", "--format", "html"], "'html' is not a format"),
        (["run", "--exec", ""], "--exec is empty"),
        (["list"], "is no watch list"),
        (["show", "claim-1"], "is no watch list"),
        (["remove", "article-1"], "is no watch list"),
    ],
)
def test_bad_input_is_one_sentence(watch, words, told):
    done = watch(*words)
    assert done.code == 2
    assert told in done.err
    assert done.err.count("\n") == 1


def test_an_id_that_there_is_not_is_refused(watch, file):
    watch("add", file)
    done = watch("remove", "article-zzz")
    assert done.code == 2
    assert "'article-zzz' is no article or subject of the watch list" in done.err


def test_an_article_that_does_not_say_its_day_stops_no_other(watch, file, undated):
    done = watch("add", undated, file)
    assert done.code == 2
    assert "undated.txt does not say when it appeared: give the day with --published" in done.err
    assert "Fair opens its doors" in done.out


def test_the_record_and_the_list_stand_beside_the_settings_of_what_is_collected(run, desk, file, tmp_path, monkeypatch):
    settings = tmp_path / "onrecord.toml"
    settings.write_text(f'contact = "desk@paper.example"\nrecord = "{desk.record.name}"\n')
    monkeypatch.chdir(tmp_path)
    added = run("watch", "add", file)
    assert (added.code, "✓ 2 Supported" in added.out) == (0, True)
    assert (tmp_path / "watching" / "journal").is_dir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert run("watch", "run", "--settings", settings).out.startswith("No verdicts flipped")


def test_the_engine_that_was_named_first_is_taken(run, watch, desk, file):
    watch("add", file)
    done = run("--engine", "abacus", "watch", "run", "--list", desk.list, "--record", desk.record)
    assert done.code == 2
    assert "'abacus' is no engine" in done.err


def test_the_list_may_be_named_by_the_environment(run, desk, file, monkeypatch):
    monkeypatch.setenv("ONRECORD_WATCH", str(desk.list))
    assert run("watch", "add", file, "--record", desk.record).code == 0
    assert "Fair opens its doors" in run("watch", "list").out
