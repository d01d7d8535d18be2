"""The test set of families: stories in our own words, and by rule what papers make of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.copies.article import Article
from onrecord.reading.read import read

FOLDER = Path(__file__).parent / "families"
FIRST, NEXT = date(2026, 3, 2), date(2026, 3, 3)


@dataclass(frozen=True)
class Case:
    """An article of the set: the group it belongs to, how it was made, and what should be said of it."""

    name: str
    group: str
    how: str
    article: Article


def sections(name):
    """Return the texts of a file by their names."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    parts = re.split(r"^== (\w+)\n", text, flags=re.MULTILINE)[1:]
    return {key: body.strip() for key, body in zip(parts[::2], parts[1::2], strict=True)}


def sentences(text):
    return re.split(r"(?<=[.!?])(?<!Dr\.)[\"”]? (?=[A-Z\"“])", text)


PAPERS = {
    "capitals": str.upper,
    "quotes": lambda text: text.replace('"', "”").replace("'", "’").replace(" - ", " – "),
    "lines": lambda text: re.sub(r"(.{50,60}) ", r"\1\n", text),
    "spaces": lambda text: text.replace(" ", "\u00a0 "),
    "credit": lambda text: f"(Nordwire) - {text}",
    "footer": lambda text: (
        f"{text}\n\nSign up for our letter and read the day's news at breakfast. All rights reserved."
    ),
    "headline": lambda text: f"Our readers woke to this\n\n{text}",
    "typos": lambda text: text.replace("the ", "teh ", 2),
    "encoding": lambda text: text.replace('"', "\u00e2\u20ac\u0153").replace("é", "Ã©"),
    "paragraphs": lambda text: text.replace(". ", ".\n\n"),
}
"""What a copy looks like in ten papers."""

TRIMS = (
    lambda parts: parts[:3],
    lambda parts: parts[:-1],
    lambda parts: parts[::2],
    lambda parts: [parts[0], *reversed(parts[1:])],
    lambda parts: parts[1:],
)
"""How a paper shortens: the head, all but the end, every second sentence, in another order, without the lead."""


def changed(text):
    """Return a text in which the second number is another, with the number before and after."""
    numbers = list(re.finditer(r"(?<![\w.,])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?!\w|[.,]\d)", text))
    match = numbers[:2][-1]
    value = match[0].replace(",", "")
    other = f"{float(value) * 2 + 7:,.1f}" if "." in value else f"{int(value) * 2 + 7:,}"
    return text[: match.start()] + other + text[match.end() :], match[0], other


def filled():
    """Return each form with its two fillings."""
    for name, body in sections("forms.txt").items():
        form, *rows = body.splitlines()
        for number, row in enumerate(rows):
            slots = dict(slot.split("=", 1) for slot in row.split("|"))
            yield name, number, form.format(**slots)


def made(text, publisher, day):
    document = read(text.encode(), published=day, publisher=publisher, format="txt")
    return replace(document, title=document.title or text[:40])


def cases():
    """Return all articles of the set: 34 families, 14 second desks, 20 filled forms."""
    found = []

    def add(name, group, how, text, publisher, day):
        found.append(Case(name, group, how, Article(name, made(text, publisher, day))))

    for number, (name, text) in enumerate(sections("wires.txt").items()):
        add(f"{name}/wire", name, "wire", text, "Nordwire", FIRST)
        paper = list(PAPERS)[number % len(PAPERS)]
        add(f"{name}/copy-{paper}", name, "copy", PAPERS[paper](text), "Harbour Post", NEXT)
        trimmed = " ".join(TRIMS[number % len(TRIMS)](sentences(text)))
        add(f"{name}/trim", name, "trim", trimmed, "Lake Times", NEXT)
        add(f"{name}/changed", name, "changed", changed(text)[0], "Evening Mirror", NEXT)
    for name, text in sections("rewrites.txt").items():
        add(f"{name}/rewrite", name, "rewrite", text, "Fjord Daily", NEXT)
    for name, text in sections("desks.txt").items():
        add(f"{name}/desk", f"{name}-desk", "desk", text, "Island Herald", NEXT)
    for name, number, text in filled():
        add(f"{name}/form-{number}", f"{name}-{number}", "form", text, "County Gazette", (FIRST, NEXT)[number])
    return found


@pytest.fixture(scope="session")
def family_cases():
    return cases()
