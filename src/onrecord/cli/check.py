"""`onrecord check`: say of an article, claim by claim, whether the record bears it out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import EngineAddress, RecordFolder, chosen, day_of, record_of
from onrecord.terms.errors import BadInput, NoPublicationDay

if TYPE_CHECKING:
    from onrecord.checking.result import CheckedArticle
    from onrecord.reading.document import Document
    from onrecord.terms.time import Day

STDIN = "-"

SUFFIXES = {
    "terminal": ".txt",
    "json": ".json",
    "html": ".html",
    "markdown": ".md",
    "claimreview": ".jsonld",
}
"""The report formats, and the suffix of a file of each."""

FILE_WIDTH = 100

_BY_SUFFIX = {suffix: name for name, suffix in SUFFIXES.items()} | {".htm": "html", ".markdown": "markdown"}


def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE",
            help="Articles as .txt, .md or .html; - is standard input.",
            show_default=False,
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help="The day of the verdict 'then', instead of the article's own day."),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DAY", help="When the article appeared, where it does not say so."),
    ] = None,
    claim: Annotated[
        str | None,
        typer.Option("--claim", metavar="TEXT", help="A sentence to check, instead of an article."),
    ] = None,
    publisher: Annotated[str, typer.Option("--publisher", metavar="NAME", help="Who published the article.")] = "",
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"{', '.join(SUFFIXES)}; by the suffix of --out where left out, else terminal.",
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="FILE|DIR", help="Write the report there; a folder gets one file an article."),
    ] = None,
    record: RecordFolder = None,
    engine: EngineAddress = None,
) -> None:
    """Check articles, claim by claim, against the record: as known on their day, and as known now."""
    from onrecord.cli.output import put, write_files

    then, appeared = day_of(as_of), day_of(published)
    places = tuple(files or ())
    _refuse_odd_inputs(places, claim)
    style = _format(format_, out, len(places))
    targets = _targets(places, out, style)
    # Articles are read before the record is opened: a typing mistake is answered at once.
    if claim is not None:
        documents = [_claim(claim, appeared or then, publisher)]
    else:
        documents = [_read(place, appeared, publisher) for place in places]
    ask = _asker(record, engine, then)
    if targets:
        reports = [_render(ask(document), style, to_file=True) for document in documents]
        write_files(dict(zip(targets, reports, strict=True)))
        return
    for number, document in enumerate(documents):
        text = _render(ask(document), style, to_file=False)
        if len(documents) > 1:
            text = _one_of_many(text, style, first=number == 0)
        put(text, data=style != "terminal")


def _refuse_odd_inputs(places: Sequence[str], claim: str | None) -> None:
    if claim is None and not places:
        raise BadInput("Name an article to check, - for standard input, or a sentence with --claim.")
    if claim is not None and places:
        raise BadInput("Give either articles or --claim, not both.")
    if claim is not None and not claim.strip():
        raise BadInput("--claim is empty: write the sentence to check.")
    if places.count(STDIN) > 1:
        raise BadInput("Standard input can be read once only: give - once.")


def _format(wanted: str | None, out: str | None, articles: int) -> str:
    """Return the format that was named, or that the suffix of --out names."""
    if wanted is not None:
        style = chosen(wanted, tuple(SUFFIXES), "a report format")
    elif out is None or out == STDIN:
        style = "terminal"
    elif _is_folder(out):
        style = "html"
    else:
        suffix = Path(out).suffix.casefold()
        if suffix not in _BY_SUFFIX and articles > 1:
            style = "html"
        elif suffix not in _BY_SUFFIX:
            known = ", ".join(SUFFIXES.values())
            raise BadInput(f"{out!r} does not say its format: end it with {known}, or give --format.")
        else:
            style = _BY_SUFFIX[suffix]
    if style == "html" and articles > 1 and out in {None, STDIN}:
        raise BadInput("Several articles as html need a folder: give --out DIR.")
    return style


def _is_folder(out: str) -> bool:
    return out.endswith(("/", "\\")) or Path(out).is_dir()


def _targets(places: Sequence[str], out: str | None, style: str) -> tuple[Path, ...]:
    """Return the file of each report; empty where reports go to standard output."""
    if out is None or out == STDIN:
        return ()
    if not out:
        raise BadInput("--out is empty: name a file or a folder.")
    names = places or ("claim",)
    if _is_folder(out):
        targets = _inside(Path(out), names, style)
    elif len(names) == 1:
        targets = (Path(out),)
    elif Path(out).exists() or Path(out).suffix.casefold() in _BY_SUFFIX:
        raise BadInput(f"{out!r} is one file, but {len(names)} articles make {len(names)} reports: name a folder.")
    else:
        targets = _inside(Path(out), names, style)
    articles = {Path(place).resolve(): place for place in places if place != STDIN}
    for target in targets:
        if target.resolve() in articles:
            raise BadInput(f"The report would overwrite the article {str(target)!r}: choose another --out.")
    return targets


def _inside(folder: Path, names: Sequence[str], style: str) -> tuple[Path, ...]:
    taken: dict[str, str] = {}
    targets: list[Path] = []
    for name in names:
        target = folder / f"{'stdin' if name == STDIN else Path(name).stem}{SUFFIXES[style]}"
        # Some file systems do not tell A.html from a.html.
        other = taken.get(target.name.casefold())
        if other is not None:
            raise BadInput(f"{other!r} and {name!r} would both become {target.name!r}: rename one of them.")
        taken[target.name.casefold()] = name
        targets.append(target)
    return tuple(targets)


def _read(place: str, appeared: Day | None, publisher: str) -> Document:
    """Read one article and insist on its day: it is asked for, never guessed."""
    from onrecord import read
    from onrecord.reading.load.text import MAX_BYTES

    if place == STDIN:
        document = read(_stdin(MAX_BYTES + 1), published=appeared, publisher=publisher)
    else:
        document = read(Path(place), published=appeared, publisher=publisher)
    if document.published is None:
        name = "The article on standard input" if place == STDIN else repr(place)
        raise NoPublicationDay(f"{name} does not say when it appeared: give the day with --published YYYY-MM-DD.")
    return document


def _stdin(most: int) -> bytes:
    """Read no more of standard input than shows that it is too much."""
    if sys.stdin is None:
        raise BadInput("Standard input is closed: name an article instead of -.")
    try:
        return sys.stdin.buffer.read(most)
    except OSError as error:
        raise BadInput(f"Standard input cannot be read: {error.strerror}.") from None


def _claim(text: str, appeared: Day | None, publisher: str) -> Document:
    from onrecord import read

    if appeared is None:
        raise NoPublicationDay("A claim needs the day on which it was made: give --published YYYY-MM-DD.")
    # As bytes it is surely the sentence, even where a file of that name exists.
    return read(text.encode("utf-8", "surrogateescape"), published=appeared, publisher=publisher, format="txt")


def _asker(folder: Path | None, engine: str | None, then: Day | None) -> Callable[[Document], CheckedArticle]:
    from onrecord.checking.check import check as check_document

    record = record_of(folder, engine)
    return lambda document: check_document(document, record, as_of=then)


def _render(article: CheckedArticle, style: str, *, to_file: bool) -> str:
    from onrecord.reports import render

    if to_file:
        return render(article, style, width=FILE_WIDTH, colour=False)
    return render(article, style)


def _one_of_many(text: str, style: str, *, first: bool) -> str:
    """Make several reports on one stream tell apart: JSON one a line, others with a rule between them."""
    import json

    if style in {"json", "claimreview"}:
        return json.dumps(json.loads(text)) + "\n"
    rule = "\n---\n\n" if style == "markdown" else f"\n{'─' * 40}\n\n"
    return text if first else rule + text
