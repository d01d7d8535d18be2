"""What is installed is enough: the public names, the data, and no package that is only there for development."""

import os
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

import onrecord

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

WITHOUT_DEVELOPMENT = """
import sys
allowed = set(sys.argv[1].split(","))

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in set(sys.argv[2].split(",")):
            raise ModuleNotFoundError(f"{name} is not installed for users")

sys.meta_path.insert(0, Refuse())
from onrecord.cli.main import main
for arguments in (["--help"], ["list", "measures"], ["check", "--claim", "WAIC 2024 was held in Shanghai",
                  "--published", "2024-07-05", "--format", "html"]):
    assert main(arguments) == 0, arguments
"""


def runtime_modules():
    """The modules that come with the dependencies of a user, and the ones that do not."""
    wanted, seen = list(PROJECT["project"]["dependencies"]), set()
    while wanted:
        requirement = Requirement(wanted.pop())
        name = requirement.name.lower().replace("_", "-")
        marker = requirement.marker
        if name in seen or (marker is not None and not marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        wanted += metadata.requires(name) or []
    allowed, other = set(), set()
    for module, distributions in metadata.packages_distributions().items():
        names = {name.lower().replace("_", "-") for name in distributions}
        (allowed if names & (seen | {"onrecord"}) else other).add(module)
    return allowed, other


def test_the_dependencies_of_a_user_are_enough(tmp_path):
    allowed, other = runtime_modules()
    assert "duckdb" in allowed
    assert "pytest" in other
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", WITHOUT_DEVELOPMENT, ",".join(allowed), ",".join(other)],
        capture_output=True, text=True, check=False, cwd=tmp_path, env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "<html" in ran.stdout


def test_every_public_name_is_there():
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
    assert sorted(onrecord.__all__) == dir(onrecord)


def test_a_name_that_is_not_there_is_an_attribute_error():
    assert not hasattr(onrecord, "chekc")


def test_the_licences_are_those_that_the_package_names():
    for name in PROJECT["project"]["license-files"]:
        assert (ROOT / name).read_text(encoding="utf-8").strip()
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "CC-BY-4.0" in (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")


def test_the_lock_pins_every_file_by_hash_and_names_no_host():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "http" not in text.replace("httpx", "").replace("httpcore", "").replace("httptools", "")
