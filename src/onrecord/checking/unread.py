"""What a single statement says beside the claims read in it: a name that no claim holds keeps it from being borne out.

"Acme listed before Beta" is not borne out by the day on which Acme was listed. Only a text of one statement is looked
at: an article says many things, and each is a claim of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.checking.result import CheckedClaim, Verdict
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind, Span
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged
from onrecord.terms.labels import Label

_CAPITALISED = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*")
_TELLING = frozenset({"organisation", "person", "model", "newmodel", "policy", "product", "family"})
"""Names that make a statement another one; a place or a date more only sets the scene."""


def lowered(context: Context, checked: Sequence[CheckedClaim]) -> tuple[CheckedClaim, ...]:
    """Return the claims of a single statement, left open where it holds a name that nothing has read."""
    stating = [one for one in context.sentences if one.sentence.block.kind is not BlockKind.HEADLINE]
    if len(stating) != 1:
        return tuple(checked)
    span = stating[0].sentence.span
    own = [one for one in checked if span.contains(one.claim.span)]
    left = next(_unread(context, stating[0], own), "") if own else ""
    return tuple(_open(one, left) if left and one in own else one for one in checked)


def _unread(context: Context, tagged: Tagged, own: Sequence[CheckedClaim]) -> Iterator[str]:
    """Yield the names of a line that stand outside every claim and are in none of their details."""
    held = {id_ for one in own for id_ in _ids((one.claim.subject, *one.claim.details.values()))}
    read = [place for one in own for place in one.claim.places]
    names = [mention for _, mention in tagged.names()]
    # "ByteDance's Doubao": whose it is, is told with what it is.
    held |= {m.owner for mention in names if held & set(mention.ids) for m in mention.meanings} - {""}
    told = " ".join(text for one in own for text in _told(one.now))
    for _, mention in tagged.names():
        tells = mention.role in _TELLING and not (mention.reference or mention.described)
        looked_at = any(span.overlaps(mention.span) for span in read) or held & _related(mention)
        printed = context.document.quote(mention.span)
        if tells and not looked_at and printed not in told:
            yield printed
    mentions = [mention.span for mention in tagged.mentions.values()]
    text = context.document.text
    for found in _CAPITALISED.finditer(text, tagged.sentence.span.start, tagged.sentence.span.end):
        word = Span(found.start(), found.end())
        inside = any(span.overlaps(word) for span in (*mentions, *read))
        if not (inside or _is_own_title(context, tagged, word) or found[0] in told):
            yield found[0]


def _is_own_title(context: Context, tagged: Tagged, word: Span) -> bool:
    """Say whether a word is part of what the person behind it does, as the record has it: "Vice President Smith"."""
    text, posts = context.document.text, context.known.posts if context.known else {}
    behind = (m for _, m in tagged.names() if m.role == "person" and text[word.end : m.span.start] == " ")
    roles = (posts[mention.best.id].role for mention in behind if mention.best.id in posts)
    return any(word.of(text) in role for role in roles)


def _told(verdict: Verdict) -> Iterator[str]:
    """Yield what a verdict tells: a name that stands in its evidence was looked at."""
    yield verdict.summary
    for evidence in verdict.evidence:
        yield f"{evidence.statement} {evidence.note}"
    for definition in verdict.definitions:
        yield f"{definition.name} {definition.note}"


def _related(mention: NameMention) -> set[str]:
    return {*mention.ids, *(meaning.owner for meaning in mention.meanings)} - {""}


def _ids(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple | list | frozenset):
            yield from _ids(value)
        elif hasattr(value, "id"):
            yield value.id


def _open(one: CheckedClaim, left: str) -> CheckedClaim:
    return replace(one, then=_without(one.then, left), now=_without(one.now, left))


def _without(verdict: Verdict, left: str) -> Verdict:
    if verdict.label is not Label.SUPPORTED:
        return verdict
    summary = f"{verdict.summary} What is said of {left} was not read."
    return replace(verdict, label=Label.NOT_ENOUGH, summary=summary, missing=f"the part of {left}")
