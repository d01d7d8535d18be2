"""The rooms are a contract: data flows one way, and an import against the flow is found."""

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
ROOMS = [layer.removeprefix("onrecord.") for layer in CONTRACT["contracts"][0]["layers"]]
"""From the command line down to the words; a room imports only what stands after it."""


@pytest.fixture
def copy(tmp_path):
    """A copy of the source that may be spoilt."""
    skip = shutil.ignore_patterns("*.csv", "__pycache__")
    shutil.copytree(ROOT / "src" / "onrecord", tmp_path / "onrecord", ignore=skip)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder):
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603


def test_the_source_keeps_the_contract(copy):
    linted = lint(copy)
    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize(("room", "imported"), [("terms", "engine"), ("record", "checking"), ("reading", "cli")])
def test_an_import_against_the_flow_is_found(copy, room, imported):
    (copy / "onrecord" / room / "planted.py").write_text(f"import onrecord.{imported}\n")
    linted = lint(copy)
    assert linted.returncode == 1
    assert f"onrecord.{room}.planted -> onrecord.{imported}" in linted.stdout.replace("\n", " ")


def test_every_room_of_the_source_is_in_the_contract():
    found = {folder.parent.name for folder in (ROOT / "src" / "onrecord").glob("*/__init__.py")}
    assert found == set(ROOMS)


def test_only_the_engine_opens_a_database():
    users = set()
    for file in (ROOT / "src" / "onrecord").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.partition(".")[0] == "duckdb" for name in names):
                users.add(file.relative_to(ROOT / "src" / "onrecord").as_posix())
    assert users == {"engine/duck.py", "engine/workshop.py"}


@pytest.mark.parametrize("room", ["terms", "measures", "reading", "checking", "watching"])
def test_no_room_of_the_middle_asks_the_clock(room):
    """What a check says depends on the article and the record alone; the same inputs give the same bytes in a year."""
    for file in (ROOT / "src" / "onrecord" / room).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in {"today", "now", "utcnow", "time_ns"} or not _is_clock(node), file


def _is_clock(node):
    return isinstance(node.value, ast.Name) and node.value.id in {"date", "datetime", "time", "Day"}
