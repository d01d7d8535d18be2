"""`onrecord check`: say of an article, claim by claim, whether the record bears it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.documents import STDIN, STDIN_NAME
from onrecord.cli.options import EngineAddress, RecordFolder, day_of, format_named, format_option, out_option, record_of
from onrecord.terms.errors import BadInput, NoPublicationDay

if TYPE_CHECKING:
    from onrecord.checking.result import CheckedArticle
    from onrecord.cli.documents import Documents
    from onrecord.copies.article import Article
    from onrecord.reading.document import Document
    from onrecord.terms.time import Day

SUFFIXES = {
    "terminal": ".txt",
    "json": ".json",
    "html": ".html",
    "markdown": ".md",
    "claimreview": ".jsonld",
    "jsonl": ".jsonl",
}
"""The report formats, and the suffix of a file of each; jsonl is json with one article a line."""

FILE_WIDTH = 100

_BY_SUFFIX = {suffix: name for name, suffix in SUFFIXES.items()} | {".htm": "html", ".markdown": "markdown"}


def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE",
            help="Text, Markdown, HTML, PDF, a feed, a WARC file, JSON lines or a folder of them; - is standard input.",
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
    speaker: Annotated[
        str, typer.Option("--speaker", metavar="NAME", help="Who says it: tells which country “we” are.")
    ] = "",
    format_: Annotated[str | None, format_option(SUFFIXES)] = None,
    out: Annotated[str | None, out_option("an article")] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            metavar="SOURCE",
            help="Other articles (a folder, feed, archive): what was copied, changed, lost.",
        ),
    ] = None,
    record: RecordFolder = None,
    engine: EngineAddress = None,
) -> None:
    """Check articles, claim by claim, against the record: as known on their day, and as known now."""
    from onrecord.cli.destinations import destination_of
    from onrecord.cli.documents import Documents, show_all
    from onrecord.cli.output import write_files

    then, appeared = day_of(as_of), day_of(published)
    places = tuple(files or ())
    _refuse_odd_inputs(places, claim)
    sources = Documents(places, published=appeared, publisher=publisher)
    style = _format(format_, out, 2 if sources.are_many else len(places))
    if sources.are_many or (style == "jsonl" and claim is None):
        # Of an archive one article is held at a time; one that cannot be read stops no other.
        destination = destination_of(out, style, SUFFIXES[style], places, many=True)
        ask, to_file = _asker(record, engine, then, speaker, against), out not in {None, STDIN}
        show_all(sources, lambda it: _render(ask(it), style, to_file=to_file), destination, needs_day=True)
        return
    targets = _targets(places, out, style)
    # Articles are read before the record is opened: a typing mistake is answered at once.
    documents = [_claim(claim, appeared or then, publisher)] if claim is not None else _one_by_one(sources)
    ask = _asker(record, engine, then, speaker, against)
    if targets:
        reports = [_render(ask(document), style, to_file=True) for document in documents]
        write_files(dict(zip(targets, reports, strict=True)))
        return
    destination = destination_of(None, style, "", places, many=len(documents) > 1)
    for document in documents:
        destination.put(_render(ask(document), style, to_file=False), document.title)


def _refuse_odd_inputs(places: Sequence[str], claim: str | None) -> None:
    if claim is None and not places:
        raise BadInput("Name an article to check, - for standard input, or a sentence with --claim.")
    if claim is not None and places:
        raise BadInput("Give either articles or --claim, not both.")
    if claim is not None and not claim.strip():
        raise BadInput("--claim is empty: write the sentence to check.")


def _format(wanted: str | None, out: str | None, articles: int) -> str:
    """Return the format that was named, or that the suffix of --out names."""
    if wanted is None and out is not None and out != STDIN and _is_folder(out):
        style = "html"
    else:
        style = format_named(wanted, out, _BY_SUFFIX, "check") or ("html" if articles > 1 else "")
    if not style:
        raise BadInput(
            f"{out!r} does not say its format: end it with {', '.join(SUFFIXES.values())}, or give --format."
        )
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


def _one_by_one(documents: Documents) -> list[Document]:
    """Read the articles and insist on their days: they are asked for, never guessed."""
    found = documents.one_by_one()
    for place, document in zip(documents.places, found, strict=True):
        if document.published is None:
            name = STDIN_NAME if place == STDIN else repr(place)
            raise NoPublicationDay(f"{name} does not say when it appeared: give the day with --published YYYY-MM-DD.")
    return found


def _claim(text: str, appeared: Day | None, publisher: str) -> Document:
    from onrecord import read

    if appeared is None:
        raise NoPublicationDay("A claim needs the day on which it was made: give --published YYYY-MM-DD.")
    # As bytes it is surely the sentence, even where a file of that name exists.
    return read(text.encode("utf-8", "surrogateescape"), published=appeared, publisher=publisher, format="txt")


def _asker(
    folder: Path | None, engine: str | None, then: Day | None, speaker: str, against: Path | None
) -> Callable[[Document], CheckedArticle]:
    from onrecord.checking.check import check as check_document

    others = _others(against) if against else []
    record = record_of(folder, engine)
    return lambda document: check_document(document, record, as_of=then, speaker=speaker, against=others)


def _others(place: Path) -> list[Article]:
    """Read the articles to check against; those that cannot be read are named on standard error."""
    from onrecord.cli.copies import articles_of
    from onrecord.cli.documents import say

    articles, missing = articles_of([str(place)])
    for problem in missing:
        say(problem)
    return articles


def _render(article: CheckedArticle, style: str, *, to_file: bool) -> str:
    from onrecord.cli.destinations import json_line
    from onrecord.reports import render

    if style == "jsonl":
        return json_line(render(article, "json"))
    if to_file:
        return render(article, style, width=FILE_WIDTH, colour=False)
    return render(article, style)
