"""`onrecord record`: a record of one's own from the command line, in words that a person can act on."""

import json

import pytest

MAPPING = """
table = "observations"
columns = {entity = "firm", period = "week", value = "pulls"}
constants = {metric = "pulls", sources = "courier"}
"""


@pytest.fixture
def mine(run, tables, tmp_path):
    """A record that stands alone and holds the invented tables."""
    folder = tmp_path / "mine"
    assert run("record", "init", folder, "--alone").code == 0
    for name in ("sources", "entities", "metrics"):
        done = run("record", "import", folder, tables / f"{name}.csv", "--table", name)
        assert done.code == 0, done.err
    return folder


@pytest.fixture
def mapping(tmp_path):
    file = tmp_path / "pulls.toml"
    file.write_text(MAPPING)
    return file


def test_a_mapped_file_is_in_the_series(run, mine, mapping, tmp_path):
    (tmp_path / "pulls.csv").write_text(
        "firm,week,pulls\nskalder,2025-02-03/2025-02-09,80\nskalder,2025-02-10/2025-02-16,\n"
    )
    done = run("record", "import", mine, tmp_path / "pulls.csv", "-m", mapping, "--set", "published=2025-03-01")
    assert done.out == "observations: 1 new, 1 without a value.\n"
    again = run("record", "import", mine, tmp_path / "pulls.csv", "-m", mapping, "--set", "published=2025-03-01")
    assert "imported already on" in again.out
    shown = run("series", "skalder", "pulls", "--record", mine, "--format", "csv").out
    assert ",80" in shown
    assert ",80" not in run("series", "skalder", "pulls", "--record", mine, "--as-of", "2025-02-28").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{file}"], "Say what the columns mean with --mapping FILE"),
        (["{file}", "-m", "{map}", "--table", "events"], "--mapping and --table exclude each other"),
        (["{file}", "-m", "{map}", "--set", "published"], "--set 'published' must be COLUMN=TEXT"),
        (["{file}", "-m", "{map}", "--set", "publisht=2025"], "'publisht' is unknown; did you mean 'published'"),
        (["none.csv", "-m", "{map}"], "none.csv is not there: name a file to import"),
        (["{map}", "-m", "{map}"], "is of a kind that is not read"),
        (["{file}", "--table", "prices"], "'prices' is no table"),
        (["{file}", "-m", "{map}", "--recorded", "2025-02-30"], "'2025-02-30' is not a day of the calendar"),
    ],
)
def test_what_cannot_be_imported_is_said_in_one_line(run, mine, mapping, tmp_path, arguments, message):
    (tmp_path / "pulls.csv").write_text("firm,week,pulls\nskalder,2025-02-03,80\n")
    names = {"file": str(tmp_path / "pulls.csv"), "map": str(mapping)}
    done = run("record", "import", mine, *(text.format(**names) for text in arguments))
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert done.err.count("\n") == 1


def test_a_file_with_the_columns_of_a_table_may_leave_its_times_out(run, mine, tmp_path):
    (tmp_path / "own.csv").write_text("entity,metric,value,period,sources\nskalder,pulls,80,2025-02-03,courier\n")
    done = run("record", "import", mine, tmp_path / "own.csv", "--table", "observations", "--recorded", "2025-03-01")
    assert (done.out, done.err) == ("observations: 1 new.\n", "")
    shown = run("series", "skalder", "pulls", "--record", mine, "--as-of", "2025-03-01").out
    assert "unknown" in shown
    (tmp_path / "own.csv").write_text("entity,metric,period,sources\nskalder,pulls,2025-02-03,courier\n")
    assert "has no column 'value'" in run("record", "import", mine, tmp_path / "own.csv", "--table", "observations").err


def test_bad_rows_are_named_when_they_are_left_out(run, mine, mapping, tmp_path):
    (tmp_path / "pulls.csv").write_text("firm,week,pulls\nskalder,soon,80\nskalder,2025-02-03,90\n")
    done = run("record", "import", mine, tmp_path / "pulls.csv", "-m", mapping, "--skip-bad")
    assert done.code == 0
    assert done.out.startswith("observations: 1 new, 1 skipped.\n  skipped ")
    assert "line 2, column 'period': 'soon' is not a date" in done.out


def test_a_folder_that_is_in_use_is_not_made_a_record(run, mine, tmp_path):
    assert "holds a record already" in run("record", "init", mine).err
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").touch()
    assert "is there and not empty" in run("record", "init", tmp_path / "full").err


def test_a_part_that_is_not_what_the_manifest_says_is_found(run, mine):
    assert run("record", "validate", mine).out.startswith(f"{mine} is sound: 3 sources")
    part = next(mine.glob("parts/metrics/*.parquet"))
    content = part.read_bytes()
    part.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert "its checksum differs" in run("record", "validate", mine).err
    part.unlink()
    assert "is missing, and the manifest counts on it" in run("record", "validate", mine).err


def test_a_damaged_manifest_is_named(run, mine):
    (mine / "manifest.json").write_text("{")
    done = run("series", "skalder", "--record", mine)
    assert done.code == 2
    assert "manifest.json is damaged: restore it from a copy" in done.err


def test_a_record_of_another_onrecord_is_not_misread(run, mine):
    manifest = mine / "manifest.json"
    said = json.loads(manifest.read_text())
    for other in ({"layout": 1}, {"columns": "0123"}):
        manifest.write_text(json.dumps(said | other))
        done = run("series", "skalder", "--record", mine)
        assert done.code == 2
        assert "was written by another onrecord" in done.err


def test_export_and_merge_carry_a_record_elsewhere(run, mine, tmp_path):
    assert run("record", "export", mine, "--to", tmp_path / "out").code == 0
    assert (tmp_path / "out" / "sources.csv").read_text().startswith("source,publisher")
    run("record", "init", tmp_path / "other", "--alone")
    assert run("record", "merge", tmp_path / "other", mine).code == 0
    assert run("record", "validate", tmp_path / "other").code == 0
    assert "exclude" not in run("list", "metrics", "--record", tmp_path / "other").out
