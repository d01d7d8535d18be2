import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_history import git, instant, write_history
from onrecord.sources.git import GitFetch
from onrecord.sources.git_stream import LAST_COMMIT, changes, further_request, history_request
from onrecord.sources.source import Capture, Request
from onrecord.terms.errors import SourceFailed, Unreadable

TODAY = date(2026, 11, 23)


class Files(SimpleHTTPRequestHandler):
    def log_message(self, *said):
        pass


@pytest.fixture
def served():
    """Return a function that serves a folder on loopback and gives its address."""
    servers = []

    def serve(folder):
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(folder)))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def captured(request, answer, day):
    at = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
    return Capture("git", request.slot, request.address, "", 200, at, answer.headers, "", len(answer.body), "MIT")


def collected(folder, paths, home, today=TODAY, earlier=None, **limits):
    """Ask as a run does; returns its captures by slot and all changes."""
    fetch = GitFetch(home, today, **limits)
    captures, found = {}, []
    waiting = [history_request(folder, paths, earlier or {})]
    while waiting:
        request = waiting.pop()
        answer = fetch(request, None)
        capture = captures[request.slot] = captured(request, answer, today)
        found += changes(capture, answer.body)
        waiting += further_request(capture, answer.body)
    return captures, found


def told(found):
    return [(change.day.isoformat(), change.path, change.before, change.after) for change in found]


def test_a_history_is_told_day_by_day_with_what_stood_before(tmp_path):
    folder = write_history(
        tmp_path / "r",
        [
            ("2026-03-01T10:00", {"a.toml": "1", "b.toml": "x", "readme": "no"}),
            ("2026-03-02T10:00", {"a.toml": "2"}),
            ("2026-03-04T10:00", {"b.toml": None}),
        ],
    )
    _, found = collected(folder, ["*.toml"], tmp_path)
    assert told(found) == [
        ("2026-03-01", "a.toml", None, "1"),
        ("2026-03-01", "b.toml", None, "x"),
        ("2026-03-02", "a.toml", "1", "2"),
        ("2026-03-04", "b.toml", "x", None),
    ]


def test_what_was_replaced_before_its_day_was_over_was_never_the_word_of_a_day(tmp_path):
    folder = write_history(
        tmp_path / "r",
        [("2026-03-01T10:00", {"a": "1"}), ("2026-03-02T10:00", {"a": "2"}), ("2026-03-02T23:00", {"a": "1"})],
    )
    assert told(collected(folder, ["a"], tmp_path)[1]) == [("2026-03-01", "a", None, "1")]


def test_a_day_counts_when_it_is_over(tmp_path):
    folder = write_history(tmp_path / "r", [("2026-03-01T10:00", {"a": "1"}), ("2026-03-02T10:00", {"a": "2"})])
    captures, found = collected(folder, ["a"], tmp_path, date(2026, 3, 2))
    assert told(found) == [("2026-03-01", "a", None, "1")]
    _, later = collected(folder, ["a"], tmp_path, date(2026, 3, 3), captures)
    assert told(later) == [("2026-03-02", "a", "1", "2")]


def test_only_the_main_line_was_ever_shown(tmp_path):
    folder = write_history(tmp_path / "r", [("2026-03-01T10:00", {"a": "1"})])
    base = git(folder, "rev-parse", "main")
    write_history(folder, [("2026-03-02T10:00", {"a": "2"}), ("2026-03-03T10:00", {"a": "3"})], branch="fix", onto=base)
    at = int(instant("2026-03-09T12:00").timestamp())
    tree = git(folder, "rev-parse", "fix^{tree}")
    merge = f"tree {tree}\nparent {base}\nparent {git(folder, 'rev-parse', 'fix')}\nauthor A <a> {at} +0000\n"
    merged = git(
        folder, "hash-object", "-t", "commit", "-w", "--stdin", given=f"{merge}committer A <a> {at} +0000\n\n".encode()
    )
    git(folder, "update-ref", "refs/heads/main", merged)
    _, found = collected(folder, ["a"], tmp_path)
    assert told(found) == [("2026-03-01", "a", None, "1"), ("2026-03-09", "a", "1", "3")]


def test_a_commit_with_an_earlier_clock_counts_from_the_one_before_it(tmp_path):
    folder = write_history(tmp_path / "r", [("2026-03-05", {"a": "1"}), ("2026-03-02", {"a": "2"}), ("2026-03-06", {})])
    assert told(collected(folder, ["a"], tmp_path)[1]) == [("2026-03-05", "a", None, "2")]


def test_a_commit_of_the_future_stops_nothing(tmp_path):
    folder = write_history(
        tmp_path / "r", [("2026-03-01", {"a": "1"}), ("2099-01-01", {"a": "2"}), ("2026-03-04", {"a": "3"})]
    )
    assert told(collected(folder, ["a"], tmp_path)[1]) == [
        ("2026-03-01", "a", None, "2"),
        ("2026-03-04", "a", "2", "3"),
    ]


def test_what_was_not_there_when_somebody_looked_was_not_public_then(tmp_path):
    folder = write_history(tmp_path / "r", [("2026-03-01", {"a": "1"})])
    captures, _ = collected(folder, ["a"], tmp_path, date(2026, 3, 8))
    write_history(folder, [("2026-03-01", {"a": "2"})], onto=git(folder, "rev-parse", "main"))
    _, later = collected(folder, ["a"], tmp_path, date(2026, 3, 12), captures)
    assert told(later) == [("2026-03-08", "a", "1", "2")]


def test_a_history_that_was_rewritten_is_told_whole_again(tmp_path):
    folder = write_history(tmp_path / "r", [("2026-03-01", {"a": "1"}), ("2026-03-02", {"a": "2"})])
    captures, _ = collected(folder, ["a"], tmp_path, date(2026, 3, 5))
    write_history(folder, [("2026-03-01", {"a": "1"}), ("2026-03-02", {"a": "9"})])
    _, later = collected(folder, ["a"], tmp_path, date(2026, 3, 12), captures)
    assert told(later) == [("2026-03-01", "a", None, "1"), ("2026-03-02", "a", "1", "9")]


def test_nothing_new_is_an_answer_too(tmp_path):
    folder = write_history(tmp_path / "r", [("2026-03-01", {"a": "1"})])
    captures, _ = collected(folder, ["a"], tmp_path)
    again, found = collected(folder, ["a"], tmp_path, TODAY, captures)
    assert found == []
    assert again["history/0"].headers[LAST_COMMIT] == captures["history/0"].headers[LAST_COMMIT]


def test_a_long_history_comes_in_several_answers_that_each_end_with_a_day(tmp_path):
    commits = [(f"2026-03-{1 + n // 2:02}T{10 + n % 2}:00", {"a": str(n)}) for n in range(12)]
    folder = write_history(tmp_path / "r", commits)
    whole = collected(folder, ["a"], tmp_path)[1]
    captures, found = collected(folder, ["a"], tmp_path, chunk=10)
    assert len(captures) == 6
    assert found == whole
    # The next run begins where the last of the answers ended, not where one of them did.
    assert collected(folder, ["a"], tmp_path, TODAY, captures)[1] == []


def test_links_are_no_files_and_bytes_that_are_no_text_say_nothing(tmp_path):
    files = {"a": "1", "b": b"\xff\xfe", "c": Path("a")}
    folder = write_history(tmp_path / "r", [("2026-03-01", files), ("2026-03-02", {"c": Path("b")})])
    assert told(collected(folder, ["**"], tmp_path)[1]) == [("2026-03-01", "a", None, "1")]


def test_the_same_history_gives_the_same_bytes(tmp_path):
    folder = write_history(tmp_path / "r", [("2026-03-01", {"a": "1"}), ("2026-03-02", {"é b": "2\n"})])
    request = history_request(folder, ["**"], {})
    first, second = (GitFetch(tmp_path, TODAY)(request, None) for _ in range(2))
    assert first == second


def test_names_with_odd_letters_come_through(tmp_path):
    folder = write_history(tmp_path / "r", [("2026-03-01", {"模型/a:free.toml": "1"})])
    assert told(collected(folder, ["**/*.toml"], tmp_path)[1]) == [("2026-03-01", "模型/a:free.toml", None, "1")]


def test_no_hook_or_helper_of_the_repository_is_run(tmp_path):
    folder = write_history(tmp_path / "r", [("2026-03-01", {"a": "1", ".gitattributes": "* diff=evil\n"})])
    trap = f"touch {tmp_path / 'trapped'}"
    for name in ("diff.evil.textconv", "diff.evil.command", "diff.external", "core.pager", "core.fsmonitor"):
        git(folder, "config", name, trap)
    collected(folder, ["**"], tmp_path)
    assert not (tmp_path / "trapped").exists()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda _: None, "is not there: clone the repository"),
        (lambda folder: folder.mkdir(), "is no git repository: name a checkout"),
        (lambda folder: write_history(folder, []), "has no commit yet"),
    ],
)
def test_what_is_no_history_is_said_in_a_sentence(tmp_path, make, message):
    make(tmp_path / "r")
    with pytest.raises(SourceFailed, match=message):
        collected(tmp_path / "r", ["**"], tmp_path)


def test_a_shallow_clone_is_refused_with_the_mend(tmp_path):
    folder = write_history(tmp_path / "r", [("2026-03-01", {"a": "1"}), ("2026-03-02", {"a": "2"})])
    git(tmp_path, "clone", "--quiet", "--depth", "1", folder.as_uri(), "shallow")
    with pytest.raises(SourceFailed, match="fetch --unshallow"):
        collected(tmp_path / "shallow", ["**"], tmp_path)


def test_without_git_one_sentence_says_so(tmp_path, monkeypatch):
    folder = write_history(tmp_path / "r", [("2026-03-01", {"a": "1"})])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceFailed, match="needs git, which is not installed"):
        collected(folder, ["**"], tmp_path)


def test_a_git_that_does_not_end_is_ended(tmp_path, monkeypatch):
    folder = write_history(tmp_path / "r", [("2026-03-01", {"a": "1"})])
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 600\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:/usr/bin:/bin")
    with pytest.raises(SourceFailed, match="took longer than"):
        collected(folder, ["**"], tmp_path, timeout=0.2)


def test_a_file_that_is_too_large_is_named(tmp_path):
    folder = write_history(tmp_path / "r", [("2026-03-01", {"a": "12345"})])
    with pytest.raises(SourceFailed, match=r"a has 5 bytes at .*, more than 4"):
        collected(folder, ["**"], tmp_path, largest=4)


def test_an_address_of_another_kind_is_refused(tmp_path):
    with pytest.raises(SourceFailed, match="is no repository"):
        GitFetch(tmp_path, TODAY)(Request("https://example.org/r", "history/0"), None)


@pytest.mark.parametrize("spoil", [lambda _: b"", lambda _: b"<html>", lambda body: body[:-20], lambda body: body[:30]])
def test_a_stream_that_is_cut_or_none_is_unreadable(tmp_path, spoil):
    folder = write_history(tmp_path / "r", [("2026-03-01", {"a": "1"})])
    request = history_request(folder, ["a"], {})
    answer = GitFetch(tmp_path, TODAY)(request, None)
    capture, body = captured(request, answer, TODAY), spoil(answer.body)
    with pytest.raises(Unreadable):
        list(changes(capture, body))
    with pytest.raises(Unreadable):
        further_request(capture, body)


def test_a_repository_elsewhere_is_copied_once_and_asked_for_what_is_new(tmp_path, served):
    folder = write_history(tmp_path / "web" / "r", [("2026-03-01", {"a": "1"})])
    git(folder, "update-server-info")
    address = f"{served(tmp_path / 'web')}/r/.git"
    captures, found = collected(address, ["a"], tmp_path / "home", date(2026, 3, 2))
    write_history(folder, [("2026-03-03", {"a": "2"})], onto=git(folder, "rev-parse", "main"))
    git(folder, "update-server-info")
    _, later = collected(address, ["a"], tmp_path / "home", TODAY, captures)
    assert told(found + later) == [("2026-03-01", "a", None, "1"), ("2026-03-03", "a", "1", "2")]
    assert len([one for one in (tmp_path / "home").iterdir() if one.is_dir()]) == 1


def test_a_copy_that_a_kill_left_locked_is_taken_up_again(tmp_path, served):
    folder = write_history(tmp_path / "web" / "r", [("2026-03-01", {"a": "1"})])
    git(folder, "update-server-info")
    address = f"{served(tmp_path / 'web')}/r/.git"
    collected(address, ["a"], tmp_path / "home")
    (copy,) = (one for one in (tmp_path / "home").iterdir() if one.is_dir())
    (copy / "refs/heads/onrecord.lock").touch()
    (copy / "config.lock").touch()
    assert told(collected(address, ["a"], tmp_path / "home")[1]) == [("2026-03-01", "a", None, "1")]


def test_a_path_that_names_nothing_is_told(tmp_path):
    folder = write_history(tmp_path / "my repo%20", [("2026-03-01", {"a": "1"})])
    with pytest.raises(SourceFailed, match=r"my%20repo%2520 never had a file called b/\*\.csv: mend the path"):
        collected(folder, ["b/*.csv"], tmp_path)
    assert told(collected(folder, ["a"], tmp_path)[1]) == [("2026-03-01", "a", None, "1")]


def test_a_repository_that_is_not_there_is_named(tmp_path, served):
    with pytest.raises(SourceFailed, match="/none: git fetch failed"):
        collected(f"{served(tmp_path)}/none", ["a"], tmp_path / "home")


@st.composite
def histories(draw):
    """Days that never fall, each with files written or deleted, and the days between them on which somebody looks."""
    steps = draw(st.lists(st.integers(0, 2), min_size=1, max_size=8))
    commits, day = [], 1
    for number, step in enumerate(steps):
        day += step
        names = draw(st.sets(st.sampled_from(["a", "b", "c/d"]), min_size=1))
        files = {name: draw(st.sampled_from([None, "1", "2", "3"])) for name in sorted(names)} | {"z": str(number)}
        commits.append((day, number, files))
    return commits, draw(st.sets(st.integers(1, len(commits))))


@settings(max_examples=15)
@given(histories())
def test_collecting_at_any_split_of_a_history_is_collecting_it_at_once(tmp_path_factory, drawn):
    history, splits = drawn
    home = tmp_path_factory.mktemp("split")
    commits = [(f"2026-03-{day:02}T00:{number:02}", files) for day, number, files in history]
    present, written = {}, []
    for moment, files in commits:
        # Git does not delete what is not there.
        written.append((moment, {k: v for k, v in files.items() if v is not None or present.get(k) is not None}))
        present |= files
    folder, growing = write_history(home / "whole", written), home / "growing"
    whole = collected(folder, ["**"], home)[1]
    found, captures, done = [], {}, 0
    for split in sorted({*splits, len(written)}):
        onto = git(growing, "rev-parse", "main") if done else ""
        write_history(growing, written[done:split], onto=onto)
        day = date.fromisoformat(written[split - 1][0][:10])
        today = TODAY if split == len(written) else day
        run, new = collected(growing, ["**"], home, today, captures)
        captures, found, done = captures | run, found + new, split
    assert told(found) == told(whole)


def test_the_last_run_is_told_by_its_day_where_an_earlier_one_had_more_answers(tmp_path):
    folder = write_history(tmp_path / "r", [(f"2026-03-0{n}", {"a": str(n)}) for n in range(1, 6)])
    first, _ = collected(folder, ["a"], tmp_path, date(2026, 3, 4), chunk=10)
    second, _ = collected(folder, ["a"], tmp_path, date(2026, 3, 20), first)
    assert len(first) > len(second)
    asked = history_request(folder, ["a"], first | second)
    assert second["history/0"].headers[LAST_COMMIT] in asked.address
    assert collected(folder, ["a"], tmp_path, TODAY, first | second)[1] == []
    assert replace(asked, address="") == Request("", "history/0", limit=asked.limit)
