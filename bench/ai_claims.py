"""Check claims of real news reports, one sentence each, against the shipped record, and score the verdicts.

    python bench/ai_claims.py --articles articles.csv --claims claims.csv --out pred.csv

`articles.csv` has `id,url,publisher,published_at,headline`, `claims.csv` has `article_id,n,type,claim` and, where the
answers are known, `verdict` (`true`, `false`, `mixed`, `unknown` = Supported, Refuted, Conflicting Evidence, Not Enough
Evidence). Each claim is checked by the ordinary path: a document of the article's headline and the one sentence, with
the article's publisher, address and day, so that the article itself, its publisher and copies on record do not
testify. Of the other columns nothing is looked at before the verdict stands; `type` only sorts the scores. A sentence
with several claims is right only if all of them are.

The output repeats the claims with `verdict_now`, `verdict_then`, `reason` and `seconds`. `reason` says why a claim was
not decided: `type not read` (no claim was found in the sentence), `name not linked` (nor any name of the record),
`fact not on record` or `wrong metric` (the record measures the thing, but not by this word); for what was decided it is
the summary of the verdict. With answers, the scores by type and the misses by reason are printed. `--part` scores only
the articles of one part; the split is by a hash of the article's id. Every third article was kept unread at first; half
of these were `opened` later, to learn what kinds of sentence are missed, the other half is `held-out`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord import check, open_record, read
from onrecord.checking.case import merge_labels
from onrecord.checking.result import CheckedArticle, CheckedClaim, Verdict
from onrecord.reading.document import BlockKind
from onrecord.record import Record
from onrecord.terms.errors import BadDocument
from onrecord.terms.labels import Label
from onrecord.terms.time import Day, Period

WORDS = {
    Label.SUPPORTED: "true",
    Label.REFUTED: "false",
    Label.CONFLICTING: "mixed",
    Label.NOT_ENOUGH: "unknown",
    Label.NOT_CHECKABLE: "unknown",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the library says of one sentence."""

    now: str
    then: str
    reason: str
    seconds: float


def main() -> None:
    """Read the claims, check them, write and score the verdicts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--part", choices=("all", "open", "opened", "held-out"), default="all")
    parser.add_argument("--misses", action="store_true", help="print every miss with its reason")
    options = parser.parse_args()
    articles = {row["id"]: row for row in _rows(options.articles)}
    claims = [row for row in _rows(options.claims) if options.part in {"all", part_of(row["article_id"])}]
    record = open_record()
    done = [row | _columns(answer_of(articles[row["article_id"]], row["claim"], record)) for row in claims]
    if not done:
        raise SystemExit("There are no claims in this part.")
    with options.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(done[0]))
        writer.writeheader()
        writer.writerows(done)
    if all(row.get("verdict") for row in done):
        print(scores(done))
        if options.misses:
            print(misses(done))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def part_of(article: str) -> str:
    """Return the part of an article, by a hash of its id."""
    digest = int(hashlib.sha256(article.encode()).hexdigest(), 16)
    if digest % 3:
        return "open"
    return "opened" if digest // 3 % 2 else "held-out"


def answer_of(article: dict[str, str], sentence: str, record: Record) -> Answer:
    """Check one sentence in the setting of its article."""
    day = _day(article.get("published_at", ""))
    text = f"{article['headline']}\n\n{sentence.rstrip('.')}.\n"
    start = time.perf_counter()
    try:
        document = read(
            text,
            published=day,
            publisher=article.get("publisher", ""),
            title=article["headline"],
            address=article.get("url", ""),
            format="text",
        )
        checked = check(document, record, as_of=None if day else record.now)
    except BadDocument as error:
        return Answer("unknown", "unknown", str(error), time.perf_counter() - start)
    seconds = time.perf_counter() - start
    own = claims_on_sentence(checked)
    if not own:
        reason = "type not read" if _is_linked(checked, record) else "name not linked"
        return Answer("unknown", "unknown", reason, seconds)
    now, then = ([getattr(one, which) for one in own] for which in ("now", "then"))
    label_now, label_then = (_merged(verdicts) for verdicts in (now, then))
    if _contradicts_itself(checked) and Label.SUPPORTED in {label_now, label_then}:
        label_now = label_then = Label.CONFLICTING
    return Answer(WORDS[label_now], WORDS[label_then], _reason(label_now, now), seconds)


def claims_on_sentence(checked: CheckedArticle) -> list[CheckedClaim]:
    """Return the claims of the sentence itself: what only the headline states is not asked for."""
    body = [b.span for b in checked.document.blocks if b.kind not in {BlockKind.HEADLINE, BlockKind.DATELINE}]
    return [one for one in checked.claims if any(span.contains(place) for span in body for place in one.claim.places)]


def _contradicts_itself(checked: CheckedArticle) -> bool:
    """Say whether the sentence was found to contradict itself or the headline: a weekday that is not that date."""
    return any(finding.kind == "contradiction" for finding in checked.findings)


def _merged(verdicts: Sequence[Verdict]) -> Label:
    labels = [v.label for v in verdicts if v.label is not Label.NOT_CHECKABLE]
    return merge_labels(labels) if labels else Label.NOT_CHECKABLE


def _reason(label: Label, verdicts: Sequence[Verdict]) -> str:
    decided = [verdict for verdict in verdicts if verdict.label is label]
    summary = " ".join(verdict.summary for verdict in decided)
    if label is not Label.NOT_ENOUGH:
        return summary
    measured = any(verdict.definitions for verdict in decided)
    return f"{'wrong metric' if measured else 'fact not on record'}: {summary}"


def _is_linked(checked: CheckedArticle, record: Record) -> bool:
    from onrecord.record.names import Names  # noqa: PLC0415 - only where a claim was not read

    return bool(Names.of(record).find(checked.document.text))


def _day(printed: str) -> Day | None:
    """Return the day of an article; of one dated by its month alone, the last day of it."""
    return Period.parse(printed).last if printed else None


def _columns(answer: Answer) -> dict[str, str]:
    return {
        "verdict_now": answer.now,
        "verdict_then": answer.then,
        "reason": answer.reason,
        "seconds": f"{answer.seconds:.3f}",
    }


def scores(rows: Sequence[dict[str, str]]) -> str:
    """Write the scores: overall, by gold verdict and by type."""
    right = sum(row["verdict"] == row["verdict_now"] for row in rows)
    false = [row for row in rows if row["verdict"] == "false"]
    true = [row for row in rows if row["verdict"] == "true"]
    caught = sum(row["verdict_now"] in {"false", "mixed"} for row in false)
    accused = sum(row["verdict_now"] == "false" for row in true)
    lines = [
        f"claims {len(rows)}, right {right} ({right / len(rows):.1%})",
        f"false refuted or shown as conflicting {caught} of {len(false)}",
        f"true refuted {accused} of {len(true)}",
        "",
        "gold      -> " + "".join(f"{word:>9}" for word in ("true", "false", "mixed", "unknown")),
    ]
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        table[row["verdict"]][row["verdict_now"]] += 1
    for gold in ("true", "false", "mixed", "unknown"):
        cells = "".join(f"{table[gold][word]:9}" for word in ("true", "false", "mixed", "unknown"))
        lines.append(f"{gold:13}{cells}")
    lines.append("")
    for type_ in sorted({row["type"] for row in rows}):
        mine = [row for row in rows if row["type"] == type_]
        lines.append(f"{type_:20} {sum(row['verdict'] == row['verdict_now'] for row in mine):3} of {len(mine)}")
    reasons = Counter(_kind(row) for row in rows if row["verdict"] != row["verdict_now"])
    lines += ["", "misses by reason"] + [f"  {count:3} {reason}" for reason, count in reasons.most_common()]
    spent = sorted(float(row["seconds"]) for row in rows)
    lines += ["", f"seconds a claim: median {spent[len(spent) // 2]:.3f}, longest {spent[-1]:.3f}"]
    return "\n".join(lines)


def _kind(row: dict[str, str]) -> str:
    return row["reason"].split(":")[0] if row["verdict_now"] == "unknown" else f"decided as {row['verdict_now']}"


def misses(rows: Sequence[dict[str, str]]) -> str:
    """Write every miss with its reason."""
    return "\n".join(
        f"{row['article_id']}.{row['n']} [{row['type']}] {row['verdict']} but {row['verdict_now']}: "
        f"{row['claim']} | {row['reason']}"
        for row in rows
        if row["verdict"] != row["verdict_now"]
    )


if __name__ == "__main__":
    main()
