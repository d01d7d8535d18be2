"""A full listing of the Hugging Face Hub a day: how much time, memory and space it takes, and what a year comes to.

    python bench/hub_year.py [--models 3000000] [--days 4] [--dir FOLDER]

The Hub is made up, in the shape of its own answers: pages of a thousand models, newest first, so that every page moves
on as models are added (3,000 a day in three million) and deleted (one in 50,000 a day). Downloads a day follow a Pareto
law under which a quarter of the models change their 30-day count from one day to the next; likes and derivatives change
rarely. Every day goes the whole way: page, archive, parser, record. The space of a year is the first day and 364 times
the mean of the days after it.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np

from onrecord.sources.archive import Archive
from onrecord.sources.collect import collect
from onrecord.sources.huggingface import HuggingFace
from onrecord.sources.source import Answer, Capture, Request
from onrecord.sources.waiting import Home

FIRST = datetime(2026, 1, 1, 3, tzinfo=UTC)
PAGE = 1000
TASKS = (
    "text-generation",
    "text-classification",
    "text-to-image",
    "automatic-speech-recognition",
    "reinforcement-learning",
)
BASES = (
    "Qwen/Qwen3-8B",
    "meta-llama/Llama-3.1-8B",
    "deepseek-ai/DeepSeek-R1",
    "mistralai/Mistral-7B-v0.3",
    "google/gemma-3-4b",
)


@dataclass
class MadeHub:
    """A Hub that grows and is used, a day at a time; the same seed makes the same Hub."""

    models: int
    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(20261123))
    day: int = 0

    def __post_init__(self) -> None:
        """Begin with a month of use."""
        self.rate = self._rates(self.models)
        self.use = [self.rng.poisson(self.rate) for _ in range(30)]
        self.total = self.rng.poisson(self.rate * 200)
        self.likes = self.rng.poisson(self.rate / 5)
        self.children = self.rng.poisson(self.rate / 50)
        self.there = np.ones(self.models, dtype=bool)
        self._list()

    def next_day(self) -> None:
        """Let a day pass: use, new models, models that go."""
        self.day += 1
        new = self.models // 1000
        self.rate = np.concatenate([self.rate, self._rates(new)])
        grown = len(self.rate)
        self.use = [np.pad(one, (0, grown - len(one))) for one in self.use[1:]] + [self.rng.poisson(self.rate)]
        self.total = np.pad(self.total, (0, new)) + self.use[-1]
        self.likes = np.pad(self.likes, (0, new)) + self.rng.poisson(self.rate / 300)
        self.children = np.pad(self.children, (0, new)) + self.rng.poisson(self.rate / 3000)
        self.there = np.pad(self.there, (0, new), constant_values=True)
        self.there &= self.rng.random(grown) > 1 / 50_000
        self._list()

    def __call__(self, request: Request, earlier: Capture | None) -> Answer:
        """Answer as the Hub does: a page, and the address of the next one in a header."""
        del earlier
        number = int(parse_qs(urlsplit(request.address).query).get("cursor", ["0"])[0])
        entries = self.listed[number * PAGE : (number + 1) * PAGE]
        body = json.dumps([self._entry(int(one)) for one in entries], separators=(",", ":")).encode()
        headers = {"content-type": "application/json; charset=utf-8"}
        if (number + 1) * PAGE < len(self.listed):
            following = f"https://huggingface.co/api/models?sort=createdAt&limit={PAGE}&cursor={number + 1}"
            headers["link"] = f'<{following}>; rel="next"'
        return Answer(200, request.address, headers, body)

    def _rates(self, count: int) -> np.ndarray:
        return np.minimum(self.rng.pareto(0.55, count) * 0.02, 3e5)

    def _list(self) -> None:
        self.listed = np.flatnonzero(self.there)[::-1]
        self.month = sum(self.use)

    def _entry(self, number: int) -> dict[str, object]:
        made = FIRST + timedelta(minutes=number - self.models)
        size = number * 104_729 % 70_000_000_000
        task, base = TASKS[number % 5], BASES[number % 4]
        return {
            "_id": f"{number * 2654435761 % 2**96:024x}",
            "id": f"account-{number * 7919 % 400_009}/{task.split('-')[-1]}-model-{number}",
            "likes": int(self.likes[number]),
            "private": False,
            "gated": "auto" if number % 40 == 0 else False,
            "downloads": int(self.month[number]),
            "downloadsAllTime": int(self.total[number]),
            "tags": ["transformers", "safetensors", task, "en", f"base_model:{base}", f"base_model:finetune:{base}",
                     f"arxiv:{2300 + number % 26}.{number * 31 % 99999:05d}", "license:apache-2.0", "region:us"],
            "createdAt": made.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "safetensors": {"parameters": {"BF16": size}, "total": size},
            "childrenModelCount": int(self.children[number]),
        }  # fmt: skip


def main() -> None:
    """Collect the made-up Hub for some days, and say what each day took."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--models", type=int, default=3_000_000)
    given.add_argument("--days", type=int, default=4)
    given.add_argument("--dir", type=Path, help="keep the home here; left out, a folder that goes away")
    asked = given.parse_args()
    home_folder = asked.dir or Path(tempfile.mkdtemp(prefix="onrecord-hub-"))
    try:
        run(asked.models, asked.days, home_folder)
    finally:
        if not asked.dir:
            shutil.rmtree(home_folder, ignore_errors=True)


def run(models: int, days: int, folder: Path) -> None:
    """Run the days; `folder` takes the archive and the record."""
    hub = MadeHub(models)
    source = HuggingFace(whole=True)
    sizes: list[int] = []
    raw = 0
    for day in range(days):
        now = FIRST + timedelta(days=day)
        home = Home(Archive(folder / "archive"), folder / "record", folder / "documents")
        began, processor = time.perf_counter(), time.process_time()
        (done,) = collect([source], {source.name: source}, home, hub, lambda now=now: now, lambda *_: None)
        took, worked = time.perf_counter() - began, time.process_time() - processor
        if done.failure or done.run is None:
            raise SystemExit(done.failure)
        raw = sum(capture.size for capture in done.run.captures)
        archived, parts = _size(folder / "archive"), _size(folder / "record" / "parts")
        sizes.append(archived + parts - sum(sizes))
        values = sum(report.new for one in done.stored for report in one.reports if report.table == "observations")
        print(
            f"day {day + 1}: {len(hub.listed):,} models, {raw / 1e9:.2f} GB of answers; {took:.0f} s, {worked:.0f} s "
            f"of processor with the made-up Hub; {sizes[-1] / 1e6:.1f} MB more, archive {archived / 1e6:.1f} MB, "
            f"record {parts / 1e6:.1f} MB, {values:,} values; memory "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB",
            flush=True,
        )
        hub.next_day()
    later = sizes[1:] or sizes
    year = sizes[0] + 364 * sum(later) / len(later)
    print(f"a year: {year / 1e9:.1f} GB, for {raw * 365 / 1e9:,.0f} GB of answers")


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    main()
