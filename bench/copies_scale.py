"""Who copied whom, at scale: articles made up by rule, with a known share of copies, timed from file to pairs.

    python bench/copies_scale.py make FOLDER [ARTICLES]     JSON lines, 3 kB an article, and truth.csv
    python bench/copies_scale.py find FOLDER [MEMORY]       all pairs; time, peak memory, recall and precision
    python bench/copies_scale.py peers FOLDER               the same beside datasketch and rensa, in one run
    python bench/copies_scale.py same [ARTICLES]            as many times one article, and boilerplate that all share

`peers` needs `pip install datasketch rensa`. A fifth of the articles are copies of an earlier one, with 0, 5, 10 or 20
% of the words replaced, in equal parts. Words follow a Zipf law over 60,000 forms.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import numpy as np

from onrecord.copies.fingerprints import fingerprint_all
from onrecord.copies.pairs import copied_pairs
from onrecord.copies.prints import PrintTable
from onrecord.engine import DuckEngine

WORDS, FORMS, COPIES, BATCH = 500, 60_000, 0.2, 2_000
EDITS = (0.0, 0.05, 0.1, 0.2)
FILE = 20_000


def make(folder: Path, articles: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(20261123)
    letters = np.array(list("etaoinshrdlucmfwypvbgkjqxz"))
    weights = 1 / np.arange(1, 27) ** 0.7
    forms = np.unique(
        ["".join(random.choice(letters, size=n, p=weights / weights.sum())) for n in random.integers(2, 11, FORMS * 2)]
    )
    forms = random.permutation(forms)[:FORMS]
    chances = 1 / np.arange(3, FORMS + 3) ** 1.05
    limits = np.cumsum(chances / chances.sum())

    def drawn(count: int) -> np.ndarray:
        return np.minimum(np.searchsorted(limits, random.random(count)), FORMS - 1)

    bank: list[np.ndarray] = []
    with (folder / "truth.csv").open("w", newline="") as truth:
        writer = csv.writer(truth)
        writer.writerow(["copy", "source", "edits"])
        for start in range(0, articles, FILE):
            with (folder / f"articles-{start:08d}.jsonl").open("w") as out:
                for number in range(start, min(start + FILE, articles)):
                    if number > 100 and random.random() < COPIES:
                        # Mostly something recent, as in news.
                        source = int(random.integers(max(0, len(bank) - 50_000), len(bank)))
                        edits = EDITS[int(random.integers(4))]
                        kept, (origin, words) = random.random(WORDS) >= edits, bank[source]
                        words = np.where(kept, words, drawn(WORDS))
                        writer.writerow([number, origin, edits])
                    else:
                        words = drawn(WORDS).astype(np.int32)
                        bank.append((number, words))
                        if len(bank) > 100_000:
                            bank[len(bank) - 100_001] = None
                    out.write(json.dumps({"text": " ".join(forms[words].tolist())}) + "\n")


def batches(folder: Path) -> Iterator[list[str]]:
    batch: list[str] = []
    for path in sorted(folder.glob("articles-*.jsonl")):
        with path.open() as lines:
            for line in lines:
                batch.append(json.loads(line)["text"])
                if len(batch) == BATCH:
                    yield batch
                    batch = []
    if batch:
        yield batch


class Peak:
    """The most memory that this process and its workers hold together, looked at twice a second."""

    def __enter__(self) -> Self:
        self.most, self._over = 0.0, threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            self.most = max(self.most, sum(map(resident, tree(os.getpid()))) / 1e9)


def tree(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children")
    found = children.read_text().split() if children.exists() else []
    return [process, *(one for child in found for one in tree(int(child)))]


def resident(process: int) -> float:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize()
    except (OSError, IndexError):
        return 0.0


def truth_of(folder: Path) -> dict[str, set[tuple[int, int]]]:
    """Return the true pairs by share of edits; that copies of one article are copies of each other is not asked."""
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    with (folder / "truth.csv").open() as lines:
        for row in csv.DictReader(lines):
            found[row["edits"]].add((int(row["source"]), int(row["copy"])))
    return found


def score(name: str, folder: Path, pairs: set[tuple[int, int]]) -> str:
    truth = truth_of(folder)
    origin = {copy: source for some in truth.values() for source, copy in some}
    right = sum(origin.get(a, a) == origin.get(b, b) for a, b in pairs)
    recalls = ", ".join(
        f"{float(e):.0%} {len(some & pairs) / max(1, len(some)):.4f}" for e, some in sorted(truth.items())
    )
    return f"{name}: pairs {len(pairs):,}, precision {right / max(1, len(pairs)):.5f}, recall at edits {recalls}"


def ours(folder: Path, memory: str = "3GB") -> set[tuple[int, int]]:
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=folder) as work:
        table = PrintTable(Path(work))
        for found in fingerprint_all(batches(folder), workers=2):
            table.add_prints(found)
            if table.size % 100_000 == 0:
                print(f"  {table.size:,} articles fingerprinted, {time.perf_counter() - began:.0f} s", flush=True)
        printed = time.perf_counter()
        engine = DuckEngine(memory=memory, spill=Path(work, "spill"))
        table.attach(engine)
        pairs = {(pair.earlier, pair.later) for pair in copied_pairs(engine)}
        engine.close()
    pairs |= {(first, twin) for twin, first in table.twins.items()}
    joined = time.perf_counter()
    print(f"  fingerprints {printed - began:.1f} s, join {joined - printed:.1f} s, all {joined - began:.1f} s")
    return pairs


def with_datasketch(folder: Path) -> set[tuple[int, int]]:
    from datasketch import MinHash, MinHashLSH

    index, pairs, number = MinHashLSH(threshold=0.3, num_perm=128), set(), 0
    for batch in batches(folder):
        for text in batch:
            words = text.split()
            sketch = MinHash(num_perm=128)
            sketch.update_batch([" ".join(words[at : at + 5]).encode() for at in range(len(words) - 4)])
            pairs |= {(other, number) for other in index.query(sketch)}
            index.insert(number, sketch)
            number += 1
    return pairs


def with_rensa(folder: Path) -> set[tuple[int, int]]:
    from rensa import RMinHash, RMinHashLSH

    index, pairs, number = RMinHashLSH(threshold=0.3, num_perm=128, num_bands=32), set(), 0
    for batch in batches(folder):
        for text in batch:
            words = text.split()
            sketch = RMinHash(num_perm=128, seed=42)
            sketch.update([" ".join(words[at : at + 5]) for at in range(len(words) - 4)])
            pairs |= {(other, number) for other in index.query(sketch)}
            index.insert(number, sketch)
            number += 1
    return pairs


def run(name: str, folder: Path, find: Callable[[Path], set[tuple[int, int]]]) -> None:
    """Time one way in a process of its own, so that each has its own memory."""
    began = time.perf_counter()
    with Peak() as peak:
        pairs = find(folder)
    took = time.perf_counter() - began
    used = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    load = os.getloadavg()[1]
    print(score(name, folder, pairs))
    print(
        f"{name}: {took:.1f} s, {used:.1f} s of processor, {peak.most:.2f} GB, load of the machine {load:.1f}",
        flush=True,
    )


def same(articles: int) -> None:
    """Hostile: one article so many times over, and so many articles with one footer longer than they are."""
    random = np.random.default_rng(1)
    text = " ".join(f"w{number}" for number in random.integers(0, 5000, 500))
    footer = " ".join(f"f{number}" for number in range(200))

    def own() -> str:
        return " ".join(f"v{number}" for number in random.integers(0, 10**9, 120))

    for name, texts in (
        ("identical", (text for _ in range(articles))),
        ("shared footer", (f"{own()} {footer}" for _ in range(articles // 10))),
    ):
        began = time.perf_counter()
        with Peak() as peak, tempfile.TemporaryDirectory() as work:
            table = PrintTable(Path(work))
            batch: list[str] = []
            for one in texts:
                batch.append(one)
                if len(batch) == BATCH:
                    table.add(batch)
                    batch = []
            if batch:
                table.add(batch)
            engine = DuckEngine(memory="2GB")
            table.attach(engine)
            pairs = copied_pairs(engine)
            engine.close()
        print(
            f"{name}: {table.size:,} articles, {len(table.twins):,} twins, {len(pairs):,} pairs, "
            f"{time.perf_counter() - began:.1f} s, {peak.most:.2f} GB",
            flush=True,
        )


def main(what: str, folder: str = "1000000", size: str = "") -> None:
    if what == "make":
        make(Path(folder), int(size or 1_000_000))
    elif what == "find":
        run("onrecord", Path(folder), lambda place: ours(place, size or "3GB"))
    elif what == "peers":
        import subprocess

        for name in ("ours", "datasketch", "rensa"):
            subprocess.run([sys.executable, __file__, name, folder], check=True)
    elif what == "same":
        same(int(folder))
    else:
        find = {"ours": ours, "datasketch": with_datasketch, "rensa": with_rensa}[what]
        run(what, Path(folder), find)


if __name__ == "__main__":
    main(*sys.argv[1:])
