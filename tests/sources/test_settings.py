import itertools
import re

import pytest

from onrecord.sources.pypi import PyPI
from onrecord.sources.registry import SOURCES
from onrecord.sources.settings import read_settings, starting_settings
from onrecord.terms.errors import BadInput

CONTACT = 'contact = "desk@example.org"\n'


@pytest.fixture
def said(tmp_path):
    """Return a function that writes settings and reads them."""

    def read(text, contact=CONTACT):
        file = tmp_path / "onrecord.toml"
        file.write_text(contact + text)
        return read_settings(file)

    return read


def test_a_section_makes_a_source_and_folders_lie_beside_the_file(said, tmp_path):
    settings = said('pace = 2\n[pypi]\npackages = ["openai"]\n')
    assert settings.sources == {"pypi": PyPI(("openai",))}
    assert settings.general.pace == 2.0
    assert settings.general.record == tmp_path / "record"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[pypy]\n", r"'pypy' is unknown; did you mean 'pypi'"),
        ("[pypi]\npackage = []\n", r"\[pypi\]: 'package' is unknown; did you mean 'packages'"),
        ('[pypi]\npackages = "openai"\n', r"`packages` must be a list"),
        ("[pypi]\npackages = [1]\n", r"`packages` must be a text"),
        ("[pypi]\nbase = true\n", r"`base` must be a text"),
        ("[[pypi]]\n", r"write \[pypi\] once"),
        ('pace = "slow"\n', r"`pace` must be a number"),
        ("pace = -1\n", r"`pace` is a number of seconds"),
        ("pace = \n", r"write it as TOML"),
    ],
)
def test_a_wrong_entry_is_named_with_its_mend(said, text, message):
    with pytest.raises(BadInput, match=message):
        said(text)


def test_settings_that_name_nobody_yet_can_be_read_and_not_be_collected_by(said):
    settings = said("[pypi]\n", 'contact = ""\n')
    with pytest.raises(BadInput, match="`contact` must be a mail address"):
        settings.require_contact()


@pytest.mark.parametrize("contact", ["", 'contact = "me"\n'])
def test_nobody_collects_without_saying_who(said, contact):
    with pytest.raises(BadInput, match="`contact`"):
        said("[pypi]\n", contact)


def test_an_unknown_source_is_named_with_the_nearest(said):
    with pytest.raises(BadInput, match="no source 'pypis'; did you mean 'pypi'"):
        said("[pypi]\n").chosen(("pypis",))


def test_a_known_source_without_a_section_says_what_to_add(said):
    with pytest.raises(BadInput, match=r"add a section \[pypi\]"):
        said("").chosen(("pypi",))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadInput, match="onrecord collect init"):
        read_settings(tmp_path / "none.toml")


def test_every_section_of_the_starting_settings_can_be_taken_as_it_is(said):
    sections = starting_settings("desk@example.org").partition("[paces]")[2]
    taken = re.findall(r"^# (\[\[?[a-z-]+\]\]?|[a-z_]+ = .*)$", sections, re.MULTILINE)
    numbers = itertools.count()
    named = [f'name = "source-{next(numbers)}"' if line.startswith("name = ") else line for line in taken]
    assert set(said("\n".join(named)).kinds) == set(SOURCES)
