"""A command for each flip: it gets the words on standard input, no shell, and what it did not take comes again."""

import sys
from datetime import date

import pytest

from desks import ARTICLE, fair
from onrecord.terms.errors import BadInput
from onrecord.watching.deliver import deliver, words_of
from onrecord.watching.history import read_history

LATER = date(2025, 6, 10)

KEEP = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read() + '\\n')"


@pytest.fixture
def owing(desk):
    """A list with a flip that a command is to take."""
    desk.add(ARTICLE)
    desk.news(LATER, events=[fair("2025-06-05", city="bergen")])
    desk.run(LATER, commanded=True)
    return desk.list


def test_each_flip_is_handed_over_once(owing, tmp_path):
    command = [sys.executable, "-c", KEEP, str(tmp_path / "taken")]
    (flip,) = read_history(owing).owed
    for _ in range(2):
        assert deliver(owing, command, lambda flip: flip.id, day=LATER) == []
    assert (tmp_path / "taken").read_text().split() == [flip.id]


def test_a_command_that_fails_is_said_and_the_flip_comes_again(owing, tmp_path):
    failing = [sys.executable, "-c", "import sys; sys.exit('the desk is closed')"]
    (problem,) = deliver(owing, failing, lambda flip: flip.id, day=LATER)
    assert "it ended with code 1 and said 'the desk is closed'; it is asked again at the next run." in problem
    assert deliver(owing, [sys.executable, "-c", KEEP, str(tmp_path / "taken")], lambda flip: flip.id, day=LATER) == []
    assert (tmp_path / "taken").exists()


def test_a_command_that_does_not_end_is_ended_with_all_that_it_started(owing, tmp_path):
    child = f"import time; time.sleep(60); open({str(tmp_path / 'lived')!r}, 'w')"
    slow = [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"]
    (problem,) = deliver(owing, slow, lambda flip: flip.id, day=LATER, timeout=1.5)
    assert "it did not end in 1.5 seconds" in problem
    assert len(read_history(owing).owed) == 1


def test_a_command_that_there_is_not_is_said(owing):
    (problem,) = deliver(owing, ["no-such-program"], lambda flip: flip.id, day=LATER)
    assert "it cannot be started (No such file or directory)" in problem


def test_a_flip_of_a_run_without_a_command_is_owed_to_none(desk):
    desk.add(ARTICLE)
    desk.news(LATER, events=[fair("2025-06-05", city="bergen")])
    desk.run(LATER)
    assert read_history(desk.list).owed == []


@pytest.mark.parametrize(("words", "told"), [("", "--exec is empty"), ("mail 'desk", "close the quotes")])
def test_a_command_that_cannot_be_read_is_refused(words, told):
    with pytest.raises(BadInput, match=told):
        words_of(words)
