"""The words that all reports share: what a label means, how a tally reads, what a kind of claim is called."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.checking.result import CheckedArticle, CheckedClaim
from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.terms.errors import BadDay
from onrecord.terms.labels import Label
from onrecord.terms.lists import say_list
from onrecord.terms.time import Day, parse_day, say_day


@dataclass(frozen=True, slots=True)
class LabelWords:
    """How a label is shown: `key` names it in a style sheet, `sign` tells it apart without colour."""

    key: str
    sign: str
    meaning: str


LABELS: dict[Label, LabelWords] = {
    Label.SUPPORTED: LabelWords("supported", "✓", "What the record holds agrees with these words."),
    Label.REFUTED: LabelWords("refuted", "✗", "What the record holds rules these words out."),
    Label.CONFLICTING: LabelWords(
        "conflicting", "±", "Fair readings of the words, or good sources, disagree; the card shows which."
    ),
    Label.NOT_ENOUGH: LabelWords(
        "not-enough", "?", "The record cannot tell, or not yet; the card names what is missing."
    ),
    Label.NOT_CHECKABLE: LabelWords("not-checkable", "○", "An opinion, or words that no record could test."),
}
"""In the order in which reports count them."""

NOT_A_COURT = "A verdict is what this record holds, not a court."

METHOD = (
    "Each claim was put to a dated record of public facts twice: as it was known on the day of the article, "
    "which is the fair test of an article, and as it is known now. A vague claim is tried under every "
    "definition on record. An article is never evidence for its own claims."
)

LICENCE = (
    "The record’s own tables are licensed CC BY 4.0; sources keep their rights, and the words of the article "
    "are its publisher’s."
)

_TIERS = {"O": "official", "M": "established", "S": "secondary", "W": "weak"}

_FINDINGS = {
    "contradiction": "The article contradicts itself",
    "unintroduced-name": "A name that is never introduced",
    "unsourced-quantity": "A number without a source",
    "unresolved-date": "A date that cannot be told",
    "derived": "Derived from another article",
    "told-elsewhere": "Who else says so",
    "number-changed": "A number that its source has otherwise",
    "date-changed": "A day that its source has otherwise",
    "name-changed": "A name that its source has otherwise",
    "introduction-cut": "A name that only its source introduces",
    "attribution-dropped": "Said by somebody in its source",
    "hedge-dropped": "Less sure in its source",
    "scope-lost": "Narrower in its source",
}

_BASES = {
    "stated": "",
    "act": "a public act of that day",
    "shown": "shown by its publisher then, read later",
    "recorded": "publication day unknown: the day it entered this record",
}

_MODALITIES = {
    Modality.ASSERTED: "",
    Modality.HEDGED: "hedged",
    Modality.FORECAST: "forecast",
    Modality.ATTRIBUTED: "attributed",
    Modality.CONDITIONAL: "conditional",
    Modality.DENIED: "denied",
    Modality.QUOTED: "quoted",
}

_TYPES = {
    ClaimType.EXTREME: "Record, first or lowest",
    ClaimType.POLICY_DATE: "Date of a policy",
    ClaimType.POLICY_CONTENT: "Content of a policy",
    ClaimType.AUTHOR: "Maker of a policy",
    ClaimType.EVENT_PLACE: "Place of an event",
    ClaimType.EVENT_DATE: "Date of an event",
    ClaimType.ABSENCE_OF_RELEASE: "Not yet released",
    ClaimType.SEQUENCE: "Order of events",
    ClaimType.LEVEL: "A number",
}
"""Where the name of a type says too little; the others are their own names."""

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def say_count(count: int, one: str, many: str = "") -> str:
    """Write a count the way a newspaper does.

    >>> say_count(1, "claim"), say_count(12, "claim")
    ('one claim', '12 claims')
    """
    number = _SMALL[count] if count < len(_SMALL) else str(count)
    return f"{number} {one if count == 1 else many or one + 's'}"


def counts(article: CheckedArticle) -> dict[Label, int]:
    """Count the verdicts as known now, each label in its place."""
    found = Counter(checked.now.label for checked in article.claims)
    return {label: found[label] for label in LABELS}


def tally(article: CheckedArticle) -> str:
    """Say in a sentence or two how the article fared.

    >>> from datetime import date
    >>> from onrecord.reading.document import Document
    >>> tally(CheckedArticle(Document("Hm."), date(2025, 7, 25), date(2026, 11, 23), "v1"))
    'No claim was found that a record could test.'
    """
    if not article.claims:
        return "No claim was found that a record could test."
    if len(article.claims) == 1:
        return _of_one(article.claims[0])
    number = counts(article)
    parts = [
        text
        for count, text in (
            (number[Label.SUPPORTED], f"supports {_of(number[Label.SUPPORTED])}"),
            (number[Label.REFUTED], f"refutes {_of(number[Label.REFUTED])}"),
            (number[Label.CONFLICTING], f"holds conflicting evidence on {_of(number[Label.CONFLICTING])}"),
            (number[Label.NOT_ENOUGH], f"cannot decide {_of(number[Label.NOT_ENOUGH])}"),
        )
        if count
    ]
    total = say_count(len(article.claims), "claim")
    sentences = []
    if parts:
        sentences.append(f"Of {total}, the record {say_list(parts)}.")
        if number[Label.NOT_CHECKABLE]:
            verb = "is" if number[Label.NOT_CHECKABLE] == 1 else "are"
            sentences.append(f"{_of(number[Label.NOT_CHECKABLE]).capitalize()} {verb} not checkable.")
    else:
        sentences.append(f"{total.capitalize()} found; none of them can be checked against a record.")
    changed = sum(1 for checked in article.claims if has_changed(checked))
    if changed:
        verb = "verdict has" if changed == 1 else "verdicts have"
        sentences.append(f"{_of(changed).capitalize()} {verb} changed since the article appeared.")
    return " ".join(sentences)


def has_changed(checked: CheckedClaim) -> bool:
    """Say whether the label is another now than it was on the day of the article."""
    return checked.then.label is not checked.now.label


def say_verdict(checked: CheckedClaim) -> str:
    """Write the two verdicts in one phrase: `Refuted`, or `Not Enough Evidence then, Supported now`."""
    if has_changed(checked):
        return f"{checked.then.label.value} then, {checked.now.label.value} now"
    return checked.now.label.value


def say_type(kind: ClaimType) -> str:
    """Name a claim type for a reader.

    >>> say_type(ClaimType.ABSENCE_OF_RELEASE)
    'Not yet released'
    """
    return _TYPES.get(kind, kind.value.replace("-", " ").capitalize())


def about(claim: Claim) -> str:
    """Say what kind of claim it is, in a few words: `Attendance, hedged; July 2025`."""
    text = say_type(claim.type)
    if claim.speaker:
        text += f", according to {claim.speaker}"
    elif _MODALITIES[claim.modality]:
        text += f", {_MODALITIES[claim.modality]}"
    return f"{text}; {claim.period}" if claim.period else text


def say_tier(tier: str) -> str:
    """Name a trust tier: `O` is official, `M` established, `S` secondary, `W` weak."""
    return _TIERS.get(str(tier), str(tier))


def say_basis(basis: str) -> str:
    """Say how it is known from when a fact was public; nothing where its source states the day."""
    return _BASES.get(str(basis), str(basis))


def say_finding(kind: str) -> str:
    """Name a kind of finding for an editor.

    >>> say_finding("contradiction"), say_finding("odd-thing")
    ('The article contradicts itself', 'Odd thing')
    """
    return _FINDINGS.get(kind, kind.replace("-", " ").capitalize())


def say_letter(number: int) -> str:
    """Return the letter by which a finding is called in the margin.

    >>> say_letter(1), say_letter(26), say_letter(27)
    ('A', 'Z', 'AA')
    """
    rest, last = divmod(number - 1, 26)
    return (say_letter(rest) if rest else "") + chr(ord("A") + last)


def say_published(published: str) -> str:
    """Write a source's publication day for a reader; what is no day stays as it is.

    >>> say_published("2025-07-26"), say_published("2025"), say_published("unknown")
    ('26 July 2025', '2025', 'date unknown')
    """
    if not published or published == "unknown":
        return "date unknown"
    try:
        return say_day(parse_day(published))
    except BadDay:
        return published


def headline(article: CheckedArticle) -> str:
    """Return the title to show."""
    document = article.document
    if document.title.strip():
        return document.title.strip()
    return "Untitled article" if "\n" in document.text.strip() else "A single statement"


def say_origin(article: CheckedArticle) -> str:
    """Say who published the article and when: `Harbour Daily, 12 May 2025`."""
    document = article.document
    day: Day | None = document.published
    return ", ".join(part for part in (document.publisher.strip(), say_day(day) if day else "no date given") if part)


def _of_one(checked: CheckedClaim) -> str:
    verb = {
        Label.SUPPORTED: "The record supports the claim",
        Label.REFUTED: "The record refutes the claim",
        Label.CONFLICTING: "The record holds conflicting evidence on the claim",
        Label.NOT_ENOUGH: "The record cannot decide the claim",
        Label.NOT_CHECKABLE: "The claim is not one that a record could test",
    }[checked.now.label]
    return f"{verb}. The verdict has changed since then." if has_changed(checked) else f"{verb}."


def _of(count: int) -> str:
    return _SMALL[count] if count < len(_SMALL) else str(count)
