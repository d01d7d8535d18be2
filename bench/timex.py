"""Tag the dates of news texts, for scoring against a gold standard of TIMEX3.

    python bench/timex.py --docs docs.jsonl --out pred.jsonl

Each line of the input is one text: `{"doc": id, "dct": "YYYY-MM-DD" or null, "text": ...}`; other fields are not
looked at. Each line of the output is `{"doc": id, "timexes": [{"start", "end", "type", "value"}]}`, with offsets in
characters of the same text. Where `dct` is null, the first full date of the text's head is taken as the publication
day. A range ("26 to 28 July 2025") is one mention for onrecord and two expressions in TIMEX3, so it is written as two.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from onrecord.reading.dates import find_dates
from onrecord.reading.mentions import DateMention
from onrecord.terms.time import Day, parse_day

HEAD = 400
"""How many characters of a text can hold its dateline."""

_JOINT = re.compile(r"\s*[-–—]\s*|\s+(?:to|through|until|till|and)\s+")


def main() -> None:
    """Read the texts, write their dates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path, required=True, help="texts, one JSON object a line")
    parser.add_argument("--out", type=Path, required=True, help="where to write the dates, one JSON object a line")
    options = parser.parse_args()
    with options.docs.open(encoding="utf-8") as docs, options.out.open("w", encoding="utf-8") as out:
        for line in docs:
            if line.strip():
                out.write(json.dumps(tag(json.loads(line)), ensure_ascii=False) + "\n")


def tag(document: dict[str, str | None]) -> dict[str, object]:
    """Return the dates of one text."""
    text, dct = document["text"] or "", document.get("dct")
    published = parse_day(dct[:10]) if dct else day_of_head(text)
    timexes = [part for mention in find_dates(text, published) for part in parts(mention, text)]
    return {"doc": document["doc"], "timexes": timexes}


def day_of_head(text: str) -> Day | None:
    """Return the first full date of a text's head."""
    for mention in find_dates(text[:HEAD], None):
        if mention.period and mention.period.is_day:
            return mention.period.start
    return None


def parts(mention: DateMention, text: str) -> list[dict[str, object]]:
    """Return a mention as one expression of TIMEX3, or as the two ends of a range."""
    start, end = mention.span.start, mention.span.end
    first, slash, last = mention.value.partition("/")
    joint = _JOINT.search(text, start, end) if slash else None
    if not joint:
        return [{"start": start, "end": end, "type": mention.type, "value": mention.value}]
    return [
        {"start": start, "end": joint.start(), "type": mention.type, "value": first},
        {"start": joint.end(), "end": end, "type": mention.type, "value": last},
    ]


if __name__ == "__main__":
    main()
