"""Measure how many articles a second are read and checked on one core, the memory, and where the time goes.

    python bench/throughput.py DIR_OF_ARTICLES
    python bench/throughput.py DIR_OF_ARTICLES --make 100000 --seed 7     # writes articles there first
    python bench/throughput.py DIR_OF_ARTICLES --check 500                # how many of them are checked too

Everything that `onrecord.read_all` takes is read: text, HTML, PDF, feeds, archives. Times are seconds of the processor,
so that a busy machine changes them little; the process is held to one core where the system allows it. What is loaded
once (record, names, word tables) is given apart. Memory is the resident set, sampled every thousand articles: it should
not grow. Made articles come from templates and a seed: the same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from onrecord import annotate, check, open_record, read_all
from onrecord.reading import annotate as annotating
from onrecord.reading import context as contexts
from onrecord.reading import read as reading
from onrecord.reading.document import Document
from onrecord.record import Record

A_FOLDER = 1000
"""How many made articles go into one folder."""

SAMPLED_EVERY = 1000


@dataclass
class Stages:
    """Seconds by stage of reading; a stage that another one calls is not counted twice."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _open: list[float] = field(default_factory=list)

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time counted; generators are run to their end, as their callers do."""

        def run(*args: Any, **more: Any) -> Any:
            start = time.process_time()
            self._open.append(0.0)
            try:
                result = work(*args, **more)
                return list(result) if isinstance(result, Iterator) else result
            finally:
                spent = time.process_time() - start
                self.seconds[name] += spent - self._open.pop()
                if self._open:
                    self._open[-1] += spent

        return run

    def watch(self) -> None:
        """Count the stages of reading."""
        for module, function, name in (
            (reading, "find_blocks", "blocks and dateline"),
            (reading, "find_sentences", "sentences"),
            (contexts, "find_names", "names"),
            (contexts, "find_new_models", "new models"),
            (contexts, "find_dates", "dates"),
            (contexts, "find_quantities", "quantities"),
            (contexts, "tag", "marking"),
            (annotating, "find_claims", "claims"),
        ):
            setattr(module, function, self.timed(name, getattr(module, function)))


def main() -> None:
    """Make articles where asked, read them all, check some."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a folder of articles, or any file that onrecord reads")
    parser.add_argument("--make", type=int, metavar="N", help="write N articles into the folder first")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", type=int, default=300, metavar="N", help="how many articles are checked")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    start = time.process_time()
    record = open_record()
    if options.make:
        make_articles(record, options.folder, options.make, options.seed)
        print(f"made      {options.make:,} articles in {options.folder} with seed {options.seed}")
        start = time.process_time()
        record = open_record()
    # The first article loads names, word tables and grammar; it is no measure of those after it.
    warm = Document("It rained.")
    annotate(warm, record)
    print(f"loading   {time.process_time() - start:.2f} s, once")
    sample = measure_reading(options.folder, record)
    measure_checking(sample[: options.check], record)


def measure_reading(folder: Path, record: Record) -> list[Document]:
    """Read all articles, print the figures, and return up to a thousand documents to check."""
    stages = Stages()
    stages.watch()
    kept: list[Document] = []
    memory: list[float] = []
    count = characters = found = problems = 0
    start, wall = time.process_time(), time.perf_counter()
    for entry in read_all(folder):
        if entry.document is None:
            problems += bool(entry.problem)
            continue
        claims = annotating.annotate(entry.document, record).claims
        count, characters, found = count + 1, characters + len(entry.document.text), found + len(claims)
        if len(kept) < SAMPLED_EVERY:
            kept.append(entry.document)
        if count % SAMPLED_EVERY == 0:
            memory.append(resident())
    spent, wall = time.process_time() - start, time.perf_counter() - wall
    if not count:
        sys.exit(f"There is no article in {folder}.")
    memory.append(resident())
    print(f"articles  {count:,} of {characters / count:,.0f} characters; {found:,} claims; {problems:,} not readable")
    each = 1000 * spent / count
    print(f"reading   {count / spent:,.0f} articles a second on one core ({each:.2f} ms each; wall {wall:.0f} s)")
    rest = spent - sum(stages.seconds.values())
    shares = {**stages.seconds, "files, formats and the rest": rest}
    for name, seconds in sorted(shares.items(), key=lambda item: -item[1]):
        print(f"          {1000 * seconds / count:6.2f} ms  {100 * seconds / spent:3.0f} %  {name}")
    first = min(count, SAMPLED_EVERY)
    print(f"memory    {memory[0]:.0f} MB after {first:,} articles, {memory[-1]:.0f} MB after all, peak {peak():.0f} MB")
    return kept


def measure_checking(documents: Sequence[Document], record: Record) -> None:
    """Check documents, and print the figures."""
    dated = [document for document in documents if document.published]
    if not dated:
        print("checking  no article says its day")
        return
    start = time.process_time()
    check(dated[0], record)
    first = time.process_time() - start
    start = time.process_time()
    claims = sum(len(check(document, record).claims) for document in dated[1:])
    spent = time.process_time() - start
    further = max(len(dated) - 1, 1)
    speed, each = further / max(spent, 1e-9), 1000 * spent / further
    print(f"checking  {speed:,.0f} articles a second with reading ({each:.1f} ms each; the first {first:.2f} s)")
    print(f"          {claims / further:.1f} claims an article")
    print(f"memory    peak {peak():.0f} MB")


def resident() -> float:
    """Return the memory that the process holds now, in MB; the peak where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return peak()
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak() -> float:
    """Return the most memory that the process ever held, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


SENTENCES = (
    "{Firm} released {model} on {day}, {gap} after the model before it.",
    "{Event} was held in {city} on {day} and drew over {count} visitors.",
    "“We will not slow down,” said {person}, who spoke in {city} last week.",
    "Downloads of {model} have fallen by {percent} % since {month}, according to figures of the company.",
    "The firm raised ${sum} billion in {month}, about {percent} % more than a year earlier.",
    "{Firm} and {firm} did not answer questions that were sent to them on {weekday}.",
    "In {year}, {Event} took place in {city}; this year it may return in the spring.",
    "Analysts expect that {firm} could open a second centre in {city} by the end of {later}.",
    "{person} signed an executive order in {month} that loosens the rules for data centres.",
    "It is not clear whether {model} was trained on {count} chips, as two people had said.",
    "Prices rose from {percent} to {more} per million tokens within {gap}.",
    "The agreement, which was announced at {Event}, has since been joined by {few} countries.",
    "{Firm}, based in {city}, employs nearly {count} people and was founded in {year}.",
    "Nobody at the port noticed: ships came, ships went, and the cranes stood still for an hour.",
    "“The question is what it costs,” a spokeswoman said, “and who pays for the power.”",
    "Shares of {firm} were little changed, while those of {Firm} rose {percent}.{few} % on {weekday}.",
)  # fmt: skip


def make_articles(record: Record, folder: Path, count: int, seed: int) -> None:
    """Write news articles made of names on record, invented numbers and the sentences above."""
    chance = random.Random(seed)  # noqa: S311 - articles, no secrets
    by_kind: dict[str, list[str]] = defaultdict(list)
    for row in record.entities.values():
        by_kind[row["kind"]].append(row["name"])
    models = [row["model"] for row in record.latest().query("SELECT DISTINCT model FROM releases ORDER BY model")]
    for number in range(count):
        place = folder / f"{number // A_FOLDER:05}" / f"{number:08}.txt"
        if number % A_FOLDER == 0:
            place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(made_article(chance, by_kind, models), encoding="utf-8")


def made_article(chance: random.Random, by_kind: dict[str, list[str]], models: list[str]) -> str:
    """Return one article of twelve paragraphs."""
    day = date(2023, 1, 1) + timedelta(days=chance.randrange(1300))

    def sentence() -> str:
        other = day - timedelta(days=chance.randrange(400))
        return chance.choice(SENTENCES).format(
            Firm=chance.choice(by_kind["organisation"]), firm=chance.choice(by_kind["organisation"]),
            model=chance.choice(models), Event=chance.choice(by_kind["event-series"]),
            city=chance.choice(by_kind["place"]), person=chance.choice(by_kind["person"]),
            day=f"{other:%B} {other.day}, {other.year}", month=f"{other:%B}", year=other.year,
            later=day.year + chance.randrange(1, 9), weekday=f"{other:%A}", count=f"{chance.randrange(1, 900)},000",
            percent=chance.randrange(2, 90), more=chance.randrange(90, 300), few=chance.randrange(2, 9),
            sum=chance.randrange(1, 400) / 10, gap=chance.choice(("three weeks", "nine months", "a year")),
        )  # fmt: skip

    headline = " ".join(word.capitalize() for word in sentence().split()[:8]).rstrip(",.;")
    lead = f"Oslo Courier, {day:%A}, {day:%B} {day.day}, {day.year}- {sentence()} {sentence()}"
    body = (" ".join(sentence() for _ in range(chance.randrange(2, 4))) for _ in range(10))
    return "\n\n".join((headline, lead, *body)) + "\n"


if __name__ == "__main__":
    main()
