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
ORIGIN_WEIGHTS = np.array([1.0, 1.9, 1.0])
CLASS_RIDGE, ORIGIN_RIDGE = 5.0, 20.0
DEALS = 8
"""So many ways the stories are dealt out to the folds: 47 independent articles make one deal alone say little."""
INDEPENDENT_WEIGHT = 3.0
"""Independent articles are few, and each class counts alike in a macro-F1: the rarer one weighs more."""
DERIVATION = {
    "shared": "share of the content words that the sources have",
    "pairs": "share of the pairs of content words in a row that the sources have",
    "lead": "share of the first sentence that the nearest ones of the sources hold",
    "elsewhere": "share of the content stems that other articles on the matter have and the sources have not",
    "odd_numbers": "share of the numbers that the sources have not",
    "own_quotes": "share of its words that are quoted and in no run of four that the sources have",
    "phrases": "share of its words that are not quoted and in a run of six that the sources have",
    "new": "root of the number of new content words above three in each sentence",
    "weakest": "smallest share of a sentence that the sources have",
    "gap": "root of the longest run of content words that the sources have not",
    "new_numbers": "root of how many numbers the sources have not",
}
QUESTIONS = {
    "independent": ("shared", "pairs", "lead", "elsewhere", "odd_numbers", "own_quotes", "phrases"),
    "partly": ("shared", "new", "weakest", "gap", "new_numbers"),
}
"""What is asked of an article, and the features that answer: is it independent; if not, has it matter of its own."""
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


def fit_questions(values: np.ndarray, gold: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Fit a logistic regression with a ridge for each question: weights by question, and the constants."""
    names = list(DERIVATION)
    table, limits = np.zeros((len(names), len(QUESTIONS))), np.zeros(len(QUESTIONS))
    asked = {"independent": gold >= 0, "partly": gold != LABELS.index("non")}
    answers = {"independent": gold == LABELS.index("non"), "partly": gold == LABELS.index("partially")}
    weight = {"independent": np.array([1.0, INDEPENDENT_WEIGHT]), "partly": np.ones(2)}
    for number, (question, features) in enumerate(QUESTIONS.items()):
        places, rows = [names.index(feature) for feature in features], asked[question]
        wanted = answers[question][rows].astype(int)
        # Of two classes the difference of their weights counts; its ridge is half of theirs.
        both, constant = fit_classes(values[rows][:, places], wanted, weight[question], 2 * CLASS_RIDGE)
        table[places, number], limits[number] = both[:, 1] - both[:, 0], constant[1] - constant[0]
    return table, limits


def classes_of(scores: np.ndarray) -> np.ndarray:
    """Return the classes by the scores of the two questions."""
    return np.where(scores[:, 0] >= 0, LABELS.index("non"), np.where(scores[:, 1] >= 0, 1, 0))


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
    """Fit on four fifths of the stories, predict the last, five times over and several ways to deal them out."""
    values, gold, stories = class_table(meter)
    tables, origins, told = span_table(meter)
    names = np.unique(np.concatenate([stories, told]))
    results = []
    for seed in range(DEALS):
        fold = dict(zip(np.random.default_rng(seed).permutation(names), np.arange(len(names)) % 5, strict=True))
        mine, theirs = np.array([fold[s] for s in stories]), np.array([fold[s] for s in told])
        given, spelt = np.zeros_like(gold), [np.zeros_like(one) for one in origins]
        for part in range(5):
            train = mine != part
            centre, spread = standardised(values[train])
            weights, limits = fit_questions((values[train] - centre) / spread, gold[train])
            given[~train] = classes_of((values[~train] - centre) / spread @ weights + limits)
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
    asked = ("classes", "derived or not", "spans")
    means, spreads = np.mean(results, axis=0), np.std(results, axis=0)
    shown = (f"{name} {mean:.3f} (±{one:.3f})" for name, mean, one in zip(asked, means, spreads, strict=True))
    print(f"macro-F1 on unseen stories, mean and spread of {DEALS} deals: {', '.join(shown)}")


def fit(meter: Meter) -> None:
    values, gold, _ = class_table(meter)
    centre, spread = standardised(values)
    weights, limits = fit_questions((values - centre) / spread, gold)
    save("derivation", DERIVATION, tuple(QUESTIONS), centre, spread, weights, limits)
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
