import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from loopback import Loopback, Say
from onrecord.sources.registry import SOURCES

SETTINGS = """\
contact = "desk@example.org"
pace = 0
allow = ["127.0.0.1"]

[pypi]
packages = ["openai", "torch"]
base = "{address}"
"""


def recent(package, count):
    return Say(json.dumps({"data": {"last_month": count}, "package": package}).encode())


@pytest.fixture
def host(tmp_path, monkeypatch):
    """A server that counts downloads, and settings in the folder where commands run that name it."""
    server = Loopback(lambda: datetime.now(UTC))
    for package, count in (("openai", 30), ("torch", 40)):
        server.pages[f"/api/packages/{package}/recent"] = recent(package, count)
    (tmp_path / "onrecord.toml").write_text(SETTINGS.format(address=server.address))
    monkeypatch.chdir(tmp_path)
    yield server
    server.close()


@pytest.mark.usefixtures("host")
def test_what_is_collected_can_be_asked(run):
    done = run("collect", "pypi")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == "pypi: 2 answers, 2 new."
    assert "30" in run("series", "pypi-openai", "pypi_downloads_30d", "--record", "record").out


def test_a_source_that_fails_is_named_and_the_others_go_on(run, host):
    settings = Path("onrecord.toml")
    another = (
        f'[[url]]\nname = "counts"\naddress = "{host.address}/gone"\nmapping = "counts.toml"\ncited = "pypistats"\n'
    )
    settings.write_text(f"{settings.read_text()}\n{another}")
    Path("counts.toml").write_text('table = "observations"\ncolumns = {entity = "firm"}\n')
    done = run("collect", "--all")
    assert done.code == 1
    assert "counts failed" in done.out
    assert "pypi: 2 answers" in done.out


def test_a_run_that_is_cut_goes_on_where_it_stopped(run, host):
    whole = host.pages.pop("/api/packages/torch/recent")
    assert run("collect", "pypi").code == 1
    status = run("collect", "status").out
    assert "1 answer kept, with which the next run goes on" in status
    host.pages["/api/packages/torch/recent"] = whole
    assert run("collect", "pypi").code == 0
    assert [asked.path for asked in host.asked].count("/api/packages/openai/recent") == 1


@pytest.mark.usefixtures("host")
def test_status_tells_how_every_source_stands(run):
    assert "pypi: no whole run yet." in run("collect", "status").out
    run("collect", "pypi")
    done = run("collect", "status", "--verify")
    assert done.code == 0
    assert "2 answers" in done.out
    assert "2 bodies" in done.out
    assert "all whole" in done.out


@pytest.mark.usefixtures("host")
def test_status_says_what_is_damaged(run, tmp_path):
    run("collect", "pypi")
    body = next((tmp_path / "archive" / "bodies").rglob("*.zst"))
    body.write_bytes(b"something else")
    done = run("collect", "status", "--verify")
    assert done.code == 1
    assert body.stem in done.out


def test_a_replay_gives_the_same_record(run, host):
    run("collect", "pypi")
    host.pages["/api/packages/openai/recent"] = recent("openai", 31)
    run("collect", "pypi")
    done = run("collect", "replay", "--into", "again")
    assert done.code == 0
    assert "2 runs" in done.out
    query = ("series", "pypi-openai", "pypi_downloads_30d", "--format", "json", "--record")
    assert run(*query, "again").out == run(*query, "record").out


@pytest.mark.usefixtures("host")
def test_a_replay_takes_no_folder_that_is_there(run):
    run("collect", "pypi")
    done = run("collect", "replay", "--into", "record")
    assert done.code == 2
    assert "holds a record already" in done.err


@pytest.mark.parametrize("command", [("pypi",), ("status",), ("replay", "--into", "again")])
@pytest.mark.usefixtures("host")
def test_every_command_answers_in_json_too(run, command):
    run("collect", "pypi")
    done = run("collect", *command, "--format", "json")
    assert done.code == 0
    assert "pypi" in json.dumps(json.loads(done.out))


@pytest.mark.usefixtures("host")
def test_settings_may_lie_elsewhere(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path.parent)
    assert run("collect", "pypi", "--settings", tmp_path / "onrecord.toml").code == 0
    monkeypatch.setenv("ONRECORD_SETTINGS", str(tmp_path / "onrecord.toml"))
    assert run("collect", "status").code == 0
    assert (tmp_path / "record" / "manifest.json").exists()


def test_settings_that_are_written_to_start_from_can_be_read(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("collect", "init", "--contact", "desk@example.org").code == 0
    assert "no whole run" not in run("collect", "status").out
    text = (tmp_path / "onrecord.toml").read_text()
    for section in ("[pypi]", "[feeds]", "[[url]]"):
        assert f"# {section}" in text
    (tmp_path / "onrecord.toml").write_text(text.replace("# [pypi]\n# packages", "[pypi]\npackages"))
    assert "pypi: no whole run yet." in run("collect", "status").out
    assert run("collect", "init").code == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Usage"),
        (("pypo",), "did you mean 'pypi'"),
        (("--all", "pypi"), "Name what to collect, or give --all: pypi."),
        (("pypi", "--format", "yaml"), "'yaml' is not a format"),
        (("pypi", "--settings", "none.toml"), "onrecord collect init"),
        (("replay",), "--into"),
    ],
)
@pytest.mark.usefixtures("host")
def test_bad_input_is_named_with_its_mend(run, words, message):
    done = run("collect", *words)
    assert message in done.out + done.err
    assert done.code == (0 if not words else 2)


def test_settings_without_a_source_say_so(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "onrecord.toml").write_text('contact = "desk@example.org"\n')
    done = run("collect", "--all")
    assert done.code == 2
    assert "names no source" in done.err


def test_the_help_names_every_source(run):
    said = run("collect", "--help").out
    assert all(name in said for name in SOURCES)
