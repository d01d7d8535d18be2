"""The settings of a collection: one TOML file that says what is collected, where it is kept, and with what manners."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, get_origin, get_type_hints

from onrecord.sources.fill import fill, nearest
from onrecord.sources.registry import SOURCES
from onrecord.sources.source import Source
from onrecord.terms.errors import BadInput

FILE = "onrecord.toml"

UNSAID = ("base",)
"""Entries that the starting file leaves out: where an API lies is no choice, but for tests and mirrors."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")


@dataclass(frozen=True)
class General:
    """What holds for all sources.

    `record`, `archive` and `documents` are folders. `contact` is the address or page of whoever collects, and stands
    in every User-Agent. `pace` is the number of seconds between two questions to one host, `paces` that of single
    hosts. `allow` names hosts that may be asked though they lie in a private network.
    """

    contact: str
    record: Path
    archive: Path
    documents: Path
    pace: float = 1.0
    paces: Mapping[str, float] = field(default_factory=dict)
    allow: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """What is collected: `sources` by name, and `kinds`, the names under each section."""

    file: Path
    general: General
    sources: Mapping[str, Source]
    kinds: Mapping[str, tuple[str, ...]]

    def chosen(self, names: tuple[str, ...]) -> tuple[Source, ...]:
        """Return the sources of the given names or sections, each once.

        Raises `BadInput` for a name that the settings do not hold.
        """
        found: dict[str, Source] = {}
        for name in names:
            if name not in self.sources and name not in self.kinds:
                known = {*self.sources, *self.kinds}
                hint = (
                    f": add a section [{name}] to collect it"
                    if name in SOURCES
                    else nearest(name, known) or ": there is no section in it"
                )
                raise BadInput(f"{self.file} has no source {name!r}{hint}.")
            found |= {one: self.sources[one] for one in self.kinds.get(name, (name,))}
        return tuple(found.values())

    def require_contact(self) -> None:
        """Let nobody ask who does not say who asks; what only reads the settings needs no contact.

        Raises `BadInput` where there is none yet.
        """
        _require_contact(self.file, self.general.contact)


def read_settings(file: Path) -> Settings:
    """Read a settings file; paths in it are relative to its folder.

    Raises `BadInput` that names the entry that is wrong, and the nearest one that is right.
    """
    said = _parsed(file)
    home = file.parent
    general_entries = {one.name for one in fields(General)}
    for name in said:
        if name not in general_entries and name not in SOURCES:
            raise BadInput(f"{file}: {name!r} is unknown{nearest(name, {*general_entries, *SOURCES})}.")
    folders = {name: name for name in ("record", "archive", "documents")}
    general = fill(
        General, folders | {name: value for name, value in said.items() if name in general_entries}, str(file), home
    )
    if general.contact:
        _require_contact(file, general.contact)
    if general.pace < 0 or any(pace < 0 for pace in general.paces.values()):
        raise BadInput(f"{file}: `pace` is a number of seconds and cannot be negative.")
    sources: dict[str, Source] = {}
    kinds: dict[str, tuple[str, ...]] = {}
    for kind in SOURCES:
        if kind in said:
            made = _sources_of(kind, said[kind], file, home)
            for source in made:
                if source.name in sources or (source.name != kind and source.name in SOURCES):
                    raise BadInput(f"{file}, [[{kind}]]: {source.name!r} names another source: give it its own name.")
                sources[source.name] = source
            kinds[kind] = tuple(source.name for source in made)
    return Settings(file, general, sources, kinds)


def _require_contact(file: Path, contact: str) -> None:
    if not re.fullmatch(r"[!-~]+@[!-~]+|https?://[!-~]+", contact):
        raise BadInput(f"{file}: `contact` must be a mail address or a page: hosts want to know who asks them.")


def _sources_of(kind: str, said: Any, file: Path, home: Path) -> list[Source]:
    shape = SOURCES[kind]
    if "name" not in {one.name for one in fields(shape)}:  # type: ignore[arg-type]
        if not isinstance(said, dict):
            raise BadInput(f"{file}: write [{kind}] once, with single brackets.")
        return [fill(shape, said, f"{file}, [{kind}]", home)]
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        raise BadInput(f"{file}: write [[{kind}]] with double brackets: there may be several, each with its `name`.")
    made = []
    for number, entries in enumerate(said, 1):
        source = fill(shape, entries, f"{file}, [[{kind}]] number {number}", home)
        if not _NAME.fullmatch(source.name):
            raise BadInput(
                f"{file}, [[{kind}]]: {source.name!r} must be a short name in lower case: letters, digits, -."
            )
        made.append(source)
    return made


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise BadInput(
            f"{file} is not there: write one with `onrecord collect init`, or name it with --settings."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{file}: {error}: write it as TOML.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} cannot be read ({error}): settings are a TOML file in UTF-8.") from None


STARTING = """\
# What `onrecord collect` asks, and where it keeps what comes. Remove the # before what you want.

# Who asks: a mail address or a page, which stands in every User-Agent.
contact = "{contact}"

# Folders, beside this file.
record = "record"          # the record: `onrecord check article.txt --record record`
archive = "archive"        # every answer as it came
documents = "documents"    # article pages, for `onrecord read`, `check` and `copies`

pace = 1.0                 # seconds between two questions to one host
# allow = ["intranet"]     # hosts that may be asked though they lie in a private network

# [paces]                  # other paces for some hosts
# "example.org" = 10.0
"""


def starting_settings(contact: str) -> str:
    """Return a settings file to start from, with a section for every source.

    >>> starting_settings("desk@example.org").splitlines()[3]
    'contact = "desk@example.org"'
    """
    sections = (_section(kind, shape) for kind, shape in SOURCES.items())
    return STARTING.format(contact=contact) + "".join(sections)


def _section(kind: str, shape: type[Source]) -> str:
    """Return the section of a source, with what it says of itself and its entries as they are if left out."""
    about = (shape.__doc__ or "").partition("\n")[0]
    several = "name" in {one.name for one in fields(shape)}  # type: ignore[arg-type]
    said = [one for one in fields(shape) if one.name not in UNSAID]  # type: ignore[arg-type]
    hints = get_type_hints(shape)
    entries = [f"# {one.name} = {_as_toml(_start(one, hints[one.name]))}" for one in said]
    return "\n".join([f"\n# {about}", f"# [[{kind}]]" if several else f"# [{kind}]", *entries]) + "\n"


def _start(one: Field[Any], hint: Any) -> Any:
    """Return the value that a field has if left out, else one of its type to be written over."""
    if one.default_factory is not MISSING:
        return one.default_factory()
    if one.default is not MISSING and one.default is not None:
        return one.default
    return () if get_origin(hint) is tuple else "..."


def _as_toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(_as_toml(one) for one in value)}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{json.dumps(name)} = {_as_toml(one)}' for name, one in value.items())}}}"
    if isinstance(value, int | float | date):
        return str(value)
    return json.dumps(str(value), ensure_ascii=False)
