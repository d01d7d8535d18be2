"""What an error looks like: one sentence, an exit code, no traceback; and what help costs."""

import re
import signal
import subprocess
import sys

import pytest

from onrecord.terms.errors import OnrecordError

DATED = "Rain\n\nOslo Courier, Sunday, March 2, 2025- It rained on the fair.\n"


def place(folder, name, content):
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


BAD = {
    "no command of that name": (lambda _: ["chekc"], "chekc"),
    "no option of that name": (lambda _: ["check", "--colour"], "--colour"),
    "nothing to check": (lambda _: ["check"], "Name an article"),
    "a missing file": (lambda at: ["check", at / "nowhere.txt"], "nowhere.txt"),
    "a folder": (lambda at: ["check", at], "no article"),
    "an empty file": (lambda at: ["check", place(at, "a.txt", "")], "a.txt"),
    "only spaces": (lambda at: ["check", place(at, "a.txt", " \n\t\n")], "a.txt"),
    "a binary file": (lambda at: ["check", place(at, "a.txt", b"\x00\x01\x02\xff" * 50)], "a.txt"),
    "a PDF": (lambda at: ["check", place(at, "a.pdf", "%PDF-1.7")], "pdf"),
    "another encoding": (
        lambda at: ["check", place(at, "a.txt", "Zürich und Genf".encode("latin-1"))],
        "UTF-8",
    ),
    "10 MB of text": (lambda at: ["check", place(at, "a.txt", "All is well. " * 800_000)], "MB"),
    "no day": (lambda at: ["check", place(at, "a.txt", "The fair was held in Oslo.\n")], "--published"),
    "no day, but another one": (
        lambda at: ["check", place(at, "a.txt", "It was held in Oslo.\n"), "--as-of", "2025-01-01"],
        "--published",
    ),
    "a day that does not exist": (
        lambda at: ["check", place(at, "a.txt", DATED), "--as-of", "2025-02-30"],
        "'2025-02-30' is not a day of the calendar",
    ),
    "a day in another form": (
        lambda at: ["check", place(at, "a.txt", DATED), "--published", "25.7.2025"],
        "YYYY-MM-DD",
    ),
    "an unknown format": (
        lambda at: ["check", place(at, "a.txt", DATED), "--format", "pdf"],
        "choose one of terminal, json, html, markdown, claimreview",
    ),
    "a file that does not say its format": (
        lambda at: ["check", place(at, "a.txt", DATED), "--out", at / "report.docx"],
        ".html",
    ),
    "an empty --out": (lambda at: ["check", place(at, "a.txt", DATED), "--out", ""], "--out is empty"),
    "a report in a folder that does not exist": (
        lambda at: ["check", place(at, "a.txt", DATED), "--out", at / "x" / "y" / "report.html"],
        "its folder does not exist",
    ),
    "a report over its article": (
        lambda at: ["check", place(at, "a.html", DATED), "--out", f"{at}/"],
        "overwrite the article",
    ),
    "two articles and one file": (
        lambda at: [
            "check",
            place(at, "a.txt", DATED),
            place(at, "b.txt", DATED),
            "--out",
            at / "report.html",
        ],
        "name a folder",
    ),
    "two articles of one name": (
        lambda at: ["check", place(at, "a.txt", DATED), place(at, "A.md", DATED), "--out", at / "reports"],
        "would both become",
    ),
    "several pages on one stream": (
        lambda at: ["check", place(at, "a.txt", DATED), place(at, "b.txt", DATED), "--format", "html"],
        "--out DIR",
    ),
    "standard input twice": (lambda _: ["check", "-", "-"], "once"),
    "a claim without a day": (lambda _: ["check", "--claim", "The fair was in Oslo."], "--published"),
    "an empty claim": (lambda _: ["check", "--claim", " ", "--published", "2025-01-01"], "--claim is empty"),
    "a claim and an article": (
        lambda at: ["check", place(at, "a.txt", DATED), "--claim", "It rained.", "--published", "2025-01-01"],
        "not both",
    ),
    "a record that is no folder": (
        lambda at: ["check", place(at, "a.txt", DATED), "--record", at / "none"],
        "not a folder of tables",
    ),
    "a record with a bad row": (
        lambda at: ["list", "sources", "--record", place(at, "sources.csv", "source,colour\na,b\n").parent],
        "line 1",
    ),
    "nobody to show": (lambda _: ["show"], "NAME"),
    "an unknown name": (lambda _: ["show", "fiordlab"], "did you mean fjordlab"),
    "a name of two people": (lambda _: ["show", "Nord"], "kari_nord (Kari Nord), olav_nord (Olav Nord)"),
    "an unknown list": (lambda _: ["list", "vegetables"], "entities, metrics"),
    "a list in an unknown format": (lambda _: ["list", "events", "--format", "html"], "terminal, json, csv"),
    "a page in an unknown format": (lambda _: ["show", "fjordlab", "--format", "csv"], "terminal, json"),
    "a demo that is no page": (lambda at: ["demo", "--out", at / "demo.pdf"], ".html"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_sentence_and_exit_code_2(case, run, tables, tmp_path):
    words, said = BAD[case]
    asked = words(tmp_path)
    before = {path: path.stat().st_size for path in tmp_path.rglob("*")}
    if asked[0] in {"show", "list"} and "--record" not in asked and len(asked) > 1:
        asked = [*asked, "--record", tables]
    result = run(*asked)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("onrecord: ")
    assert result.err.count("\n") == 1
    assert "Traceback" not in result.err
    assert said in result.err
    assert {path: path.stat().st_size for path in tmp_path.rglob("*")} == before, "nothing may be left behind"


@pytest.mark.parametrize("group", [[], ["record"], ["watch"], ["collect"]])
def test_a_group_without_a_command_shows_what_there_is(group, run):
    result = run(*group)
    assert (result.code, result.err) == (0, "")
    assert result.out == run(*group, "--help").out
    assert "\nCommands:\n" in result.out


def test_a_fault_of_ours_is_exit_code_1(run, monkeypatch):
    def fail(_folder, _engine):
        raise OnrecordError("The record is upside down.")

    monkeypatch.setattr("onrecord.cli.list.record_of", fail)
    result = run("list", "events")
    assert (result.code, result.err) == (1, "onrecord: The record is upside down.\n")


def test_an_error_never_carries_an_escape_sequence(run):
    result = run("show", "\x1b[31mred\u202e\nand more")
    assert result.code == 2
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", result.err)


def test_ctrl_c_is_exit_code_130(run, monkeypatch):
    def interrupt(_folder, _engine):
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.cli.list.record_of", interrupt)
    assert run("list", "events").code == 130


def test_version_and_help(run):
    assert re.fullmatch(r"onrecord \d+\.\d+\.\d+\n", run("--version").out)
    for words in ([], ["--help"], ["-h"]):
        result = run(*words)
        assert result.code == 0
        assert all(command in result.out for command in ("check", "show", "list", "demo", "schema"))


@pytest.mark.parametrize("command", ["check", "show", "list", "demo", "schema"])
def test_every_command_has_help(command, run):
    result = run(command, "--help")
    assert result.code == 0
    assert f"onrecord {command}" in result.out


def test_a_closed_pipe_ends_in_silence(tables, tmp_path):
    command = [sys.executable, "-m", "onrecord.cli.main", "list", "metrics", "--record", tables]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in {0, 128 + signal.SIGPIPE}


def in_a_new_process(code):
    """Run some code as nobody ran any before."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)  # noqa: S603


def test_help_loads_no_engine():
    code = (
        "import sys; from onrecord.cli.main import main; main(['--help']);"
        "print(*{'duckdb', 'jinja2', 'trafilatura', 'rich.console'} & set(sys.modules), file=sys.stderr)"
    )
    done = in_a_new_process(code)
    assert done.stderr.strip() == ""


def test_importing_the_library_loads_nothing():
    code = "import sys; before = set(sys.modules); import onrecord; print(*set(sys.modules) - before)"
    done = in_a_new_process(code)
    assert done.stdout.split() == ["onrecord"]


def test_the_library_offers_its_names():
    import onrecord

    assert all(getattr(onrecord, name) is not None for name in onrecord.__all__)
    assert set(onrecord.__all__) <= set(dir(onrecord))
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        _ = onrecord.chekc


@pytest.mark.parametrize("words", [("--engine", "duck", "list", "events"), ("list", "events", "--engine", "duck")])
def test_an_engine_may_be_named_before_a_command_or_after_it(run, tables, words):
    result = run(*words, "--record", tables)
    assert result.code == 2
    assert result.err.startswith("onrecord: 'duck' is no engine: write one of duckdb, spark")


def test_the_engine_of_a_command_is_nearer_than_the_one_before_it_and_that_than_the_environment(
    run, tables, monkeypatch
):
    monkeypatch.setenv("ONRECORD_ENGINE", "duck")
    assert run("list", "events", "--record", tables).code == 2
    assert run("--engine", "duckdb", "list", "events", "--record", tables).code == 0
    assert run("--engine", "drake", "list", "events", "--record", tables, "--engine", "duckdb").code == 0
