"""Who copied whom: predictions for the scorers of METER and of the extractor variants, the fit, and the scale.

    python bench/copies.py class METER PRED.jsonl       wholly, partially or non, for each article
    python bench/copies.py source METER PRED.jsonl      the agency texts, likeliest first
    python bench/copies.py spans METER PRED.jsonl       verbatim, rewrite, new
    python bench/copies.py clusters DOCS.jsonl PRED.jsonl
    python bench/copies.py cross METER                  what a fit on the other stories gives, five folds
    python bench/copies.py fit METER                    makes src/onrecord/data/copies/*.csv anew

METER is a folder with articles.jsonl, pa.jsonl and spans.jsonl. `fit` and `cross` need scipy, which is in the dev
group.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.copies.align import Alignment
from onrecord.copies.article import Article
from onrecord.copies.compare import compare
from onrecord.copies.derivation import derivation_of, features_of
from onrecord.copies.spans import origins_of, word_features
from onrecord.copies.trace import likeness
from onrecord.copies.words import Words, words_of
from onrecord.reading.document import Document

LABELS = ("wholly", "partially", "non")
ORIGINS = ("verbatim", "rewrite", "new")
DATA = Path(__file__).parents[1] / "src" / "onrecord" / "data" / "copies"
CLASS_WEIGHTS = np.array([1.0, 1.0, 1.5])
"""The classes are uneven and each counts alike in a macro-F1: the rarer one weighs more."""
ORIGIN_WEIGHTS = np.array([1.0, 1.9, 1.0])
CLASS_RIDGE, ORIGIN_RIDGE = 30.0, 20.0
DERIVATION = {
    "shared": "share of the content words that the sources have",
    "new": "root of the number of new content words above three in each sentence",
    "weakest": "smallest such share of a sentence",
    "elsewhere_words": "root of the number of new stems that other articles on the matter have",
    "elsewhere_pairs": "pairs of words of other articles beside those of the sources",
}
SPANS = {
    "word": "the word stands in a source", "content_word": "it does, and is no word of grammar",
    "other_form": "it stands there in another form only", "grammar": "it is a word of grammar",
    "run_2": "it is in a shared run of two words", "run_3": "of three", "run_4": "of four",
    "run": "log of one more than the length of the run", "near": "a nearest sentence of the source has it",
    "near_grammar": "one has it, and it is a word of grammar",
    "sentence": "share of its sentence that the nearest ones hold",
    "around": "share of the words eight to each side that the sources have",
    "runs_around": "share of the words four to each side that are in runs of three",
    "distance": "words to the nearest shared one, in twelfths", "gap": "words to the farther of the two beside it",
    "run_before": "the word before is in a run", "run_after": "the word after is",
    "same_around": "`around`, where the word is the source's", "new_around": "`around`, where it is not",
    "article": "share of the article's content that the sources have",
}  # fmt: skip


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


class Meter:
    """The corpus: the agency texts of each story, and the other articles on it."""

    def __init__(self, folder: Path) -> None:
        self.articles, self.agency = rows(folder / "articles.jsonl"), rows(folder / "pa.jsonl")
        self.spans = rows(folder / "spans.jsonl")
        self.words = {row["id"]: words_of(row["text"]) for row in [*self.articles, *self.agency]}
        self.sources: dict[str, list[Words]] = defaultdict(list)
        self.papers: dict[str, list[str]] = defaultdict(list)
        for row in self.agency:
            self.sources[row["story"]].append(self.words[row["id"]])
        for row in self.articles:
            self.papers[row["story"]].append(row["id"])

    def aligned(self, row: dict[str, Any]) -> Alignment:
        return Alignment(words_of(row["text"]), tuple(self.sources[row["story"]]))

    def others(self, row: dict[str, Any]) -> list[Words]:
        return [self.words[other] for other in self.papers[row["story"]] if other != row["id"]]


def classes(meter: Meter) -> Iterable[dict[str, Any]]:
    for row in meter.articles:
        kind = derivation_of(meter.aligned(row), meter.others(row)).kind
        yield {"id": row["id"], "label": LABELS[list(type(kind)).index(kind)]}


def day_of(row: dict[str, Any]) -> date:
    day, month, year = map(int, row["date"].split("."))
    return date(1900 + year if year > 50 else 2000 + year, month, day)


def sources(meter: Meter) -> Iterable[dict[str, Any]]:
    """Rank all agency texts for each article, whatever their story, as `onrecord copies` ranks candidates."""
    agency = [(row["id"], day_of(row), meter.words[row["id"]]) for row in meter.agency]
    for row in meter.articles:
        known = [(key, words) for key, day, words in agency if day <= day_of(row)]
        words = meter.words[row["id"]]
        ranked = sorted(((-likeness(Alignment(words, (other,))), key) for key, other in known))
        yield {"id": row["id"], "ranked": [key for _, key in ranked[:10]]}


def clusters(docs: Path) -> Iterable[dict[str, Any]]:
    found = compare(Article(row["id"], Document(row["text"])) for row in rows(docs))
    for number, article in enumerate(found.articles):
        family = found.family_of(number)
        yield {"id": article.place, "cluster": found.articles[family.head].place if family else article.place}


def spans(meter: Meter) -> Iterable[dict[str, Any]]:
    for row in meter.spans:
        found = origins_of(meter.aligned(row))
        names = dict(zip(("verbatim", "rewritten", "new"), ORIGINS, strict=True))
        yield {"id": row["id"], "spans": [[one.span.start, one.span.end, names[one.origin]] for one in found]}


def f1(gold: np.ndarray, given: np.ndarray, label: object) -> float:
    hits = np.sum((gold == label) & (given == label))
    return float(2 * hits / max(1, np.sum(gold == label) + np.sum(given == label)))


def standardised(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return values.mean(axis=0), values.std(axis=0) + 1e-9


def fit_ordered(values: np.ndarray, gold: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Proportional odds with a ridge: weights, and the two limits."""
    from scipy.optimize import minimize
    from scipy.special import expit

    size, weight = values.shape[1], CLASS_WEIGHTS[gold]

    def loss(at: np.ndarray) -> float:
        score = values @ at[:size]
        below, upto = expit(at[size] - score), expit(at[size] + np.exp(at[size + 1]) - score)
        chances = np.stack([below, upto - below, 1 - upto], axis=1)[np.arange(len(gold)), gold]
        return float(-(weight * np.log(chances + 1e-12)).sum() + CLASS_RIDGE * (at[:size] ** 2).sum() / 2)

    # Seven numbers: the slope may well be found by differences.
    at = minimize(loss, np.concatenate([np.zeros(size), [-0.5, 0.0]]), method="L-BFGS-B").x
    return at[:size], np.array([at[size], at[size] + np.exp(at[size + 1])])


def fit_classes(
    values: np.ndarray, gold: np.ndarray, weight: np.ndarray, ridge: float
) -> tuple[np.ndarray, np.ndarray]:
    """Softmax regression with a ridge: weights by class, and the constants."""
    from scipy.optimize import minimize

    size, kinds = values.shape[1], len(weight)
    wanted, weights = np.eye(kinds)[gold], weight[gold]

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        table = at.reshape(size + 1, kinds)
        scores = values @ table[:-1] + table[-1]
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances = raised / raised.sum(axis=1, keepdims=True)
        value = -(weights * np.log((chances * wanted).sum(axis=1) + 1e-12)).sum() + ridge * (table[:-1] ** 2).sum() / 2
        off = (chances - wanted) * weights[:, None]
        return float(value), np.vstack([values.T @ off + ridge * table[:-1], off.sum(axis=0)]).ravel()

    table = minimize(loss, np.zeros((size + 1) * kinds), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    table = table.reshape(size + 1, kinds)
    return table[:-1], table[-1]


def class_table(meter: Meter) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    found = [features_of(meter.aligned(row), meter.others(row)) for row in meter.articles]
    values = np.array([[one[name] for name in DERIVATION] for one in found])
    gold = np.array([LABELS.index(row["label"]) for row in meter.articles])
    return values, gold, np.array([row["story"] for row in meter.articles])


def span_table(meter: Meter) -> tuple[list[np.ndarray], list[np.ndarray], np.ndarray]:
    tables, golds = [], []
    for row in meter.spans:
        aligned = meter.aligned(row)
        features = word_features(aligned)
        tables.append(np.stack([features[name] for name in SPANS], axis=1))
        labels = [
            next((ORIGINS.index(kind) for start, end, kind in row["spans"] if start <= span.start < end), 2)
            for span in aligned.copy.spans
        ]
        golds.append(np.array(labels))
    return tables, golds, np.array([row["story"] for row in meter.spans])


def cross(meter: Meter) -> None:
    """Fit on four fifths of the stories, predict the last, five times over and three ways to deal them out."""
    values, gold, stories = class_table(meter)
    tables, origins, told = span_table(meter)
    names = np.unique(np.concatenate([stories, told]))
    results = []
    for seed in range(3):
        fold = dict(zip(np.random.default_rng(seed).permutation(names), np.arange(len(names)) % 5, strict=True))
        mine, theirs = np.array([fold[s] for s in stories]), np.array([fold[s] for s in told])
        given, spelt = np.zeros_like(gold), [np.zeros_like(one) for one in origins]
        for part in range(5):
            train = mine != part
            centre, spread = standardised(values[train])
            weights, (low, high) = fit_ordered((values[train] - centre) / spread, gold[train])
            score = (values[~train] - centre) / spread @ weights
            below, upto = 1 / (1 + np.exp(score - low)), 1 / (1 + np.exp(score - high))
            given[~train] = np.stack([below, upto - below, 1 - upto], axis=1).argmax(axis=1)
            words = np.vstack([t for t, f in zip(tables, theirs, strict=True) if f != part])
            marks = np.concatenate([g for g, f in zip(origins, theirs, strict=True) if f != part])
            centre, spread = standardised(words)
            table, constant = fit_classes((words - centre) / spread, marks, ORIGIN_WEIGHTS, ORIGIN_RIDGE)
            for number in np.flatnonzero(theirs == part):
                spelt[number] = ((tables[number] - centre) / spread @ table + constant).argmax(axis=1)
        every, found = np.concatenate(origins), np.concatenate(spelt)
        results.append([
            np.mean([f1(gold, given, label) for label in range(3)]),
            np.mean([f1(gold == 2, given == 2, label) for label in (True, False)]),
            np.mean([f1(every, found, label) for label in range(3)]),
        ])  # fmt: skip
    three, derived, spelled = np.mean(results, axis=0)
    print(f"macro-F1 on unseen stories: classes {three:.3f}, derived or not {derived:.3f}, spans {spelled:.3f}")


def fit(meter: Meter) -> None:
    values, gold, _ = class_table(meter)
    centre, spread = standardised(values)
    weights, limits = fit_ordered((values - centre) / spread, gold)
    save("derivation", DERIVATION, ("score", "high"), centre, spread, np.stack([weights, weights * 0], axis=1), limits)
    tables, origins, _ = span_table(meter)
    words = np.vstack(tables)
    centre, spread = standardised(words)
    table, constant = fit_classes((words - centre) / spread, np.concatenate(origins), ORIGIN_WEIGHTS, ORIGIN_RIDGE)
    save("spans", SPANS, ORIGINS, centre, spread, table, constant)


def save(
    name: str, means: dict[str, str], columns: Sequence[str], centre: Any, spread: Any, table: Any, limits: Any
) -> None:
    with (DATA / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(
            "# Made by bench/copies.py fit, see docs/copies.md. Features are centred and divided by their spread.\n"
        )
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", "centre", "spread", *columns, "means"])
        for number, (feature, meaning) in enumerate(means.items()):
            shown = [f"{value:.5g}" for value in (centre[number], spread[number], *table[number])]
            writer.writerow([feature, *shown, meaning])
        writer.writerow(["limit", "", "", *(f"{value:.5g}" for value in limits), "the constant of each class"])


def main(what: str, source: str, target: str = "") -> None:
    if what in {"fit", "cross"}:
        {"fit": fit, "cross": cross}[what](Meter(Path(source)))
    elif what == "clusters":
        write(Path(target), clusters(Path(source)))
    else:
        write(Path(target), {"class": classes, "source": sources, "spans": spans}[what](Meter(Path(source))))


if __name__ == "__main__":
    main(*sys.argv[1:])
