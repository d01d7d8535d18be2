"""The snippets by which a machine collects every day are right: the commands exist, the units are well-formed."""

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import typer

from onrecord.cli.main import app

PAGE = (Path(__file__).parents[2] / "docs" / "collecting.md").read_text(encoding="utf-8")
UNITS = dict(re.findall(r"^```ini (\S+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE))
CRON = re.search(r"^```cron\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)[1].splitlines()


def commands_in(line):
    """The commands of onrecord in a line of shell, each as its words."""
    for part in re.split(r"&&|>>", line):
        words = shlex.split(part)
        if words and words[0].endswith("/onrecord"):
            yield words[1:]


def unit(name):
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string(UNITS[name])
    return parser


@pytest.mark.parametrize("line", CRON)
def test_a_line_of_cron_has_five_times_and_a_command_that_there_is(line):
    *times, rest = line.split(None, 5)
    assert all(re.fullmatch(r"\*|\d+", time) for time in times)
    assert int(times[0]) < 60
    assert int(times[1]) < 24
    (words,) = commands_in(rest)
    assert words[0] in typer.main.get_command(app).commands


def test_the_service_runs_a_command_that_there_is_where_it_may_write():
    service = unit("onrecord.service")["Service"]
    (words,) = commands_in(service["ExecStart"])
    assert words == ["collect", "--all"]
    assert service["ReadWritePaths"] == service["WorkingDirectory"]


def test_the_timer_starts_the_service():
    assert set(UNITS) == {"onrecord.service", "onrecord.timer"}
    assert unit("onrecord.timer")["Install"]["WantedBy"] == "timers.target"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_reads_the_calendar():
    calendar = unit("onrecord.timer")["Timer"]["OnCalendar"]
    done = subprocess.run(["systemd-analyze", "calendar", calendar], capture_output=True, check=False)  # noqa: S603, S607
    assert done.returncode == 0, done.stderr
