"""Lines without a subject: "Runs until Monday", "Hangzhou-based" are said of what the article is about.

Headlines, summaries and lists leave the subject out. The subject is then put back as a mention of no width at the
start of the line, so that every pattern of the grammar reads the line as a whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from onrecord.reading.document import STATING_BLOCKS, Document, Span
from onrecord.reading.mentions import NameMention
from onrecord.reading.occasions import Told, event_told
from onrecord.reading.references import main_event
from onrecord.reading.spans import Spans
from onrecord.reading.stems import stem
from onrecord.reading.words import one_of, words_where
from onrecord.record.names import Names

_FIRM_LINE = re.compile(
    r"(?:[A-Z][\w. ]{2,20}-(?:based|headquartered)|Based in|Headquartered in|Founded|Established|Set up"
    r"|(?:Founder|Co-founder|CEO|Chief executive|Chairman) (?:is|was)|(?:Owned|Backed|Funded|Controlled) by|Spun out of"
    r"|(?:A )?(?:[Uu]nit|[Ss]ubsidiary|[Ss]pin-off) of)\b"
    r"(?=[^.]{0,80}$)"
)
_LONGEST_LINE = 120
"""A longer sentence is no line of a list, and has a subject of its own further on."""


def find_left_out(
    document: Document, mentions: Sequence[NameMention], names: Names, told: Sequence[Told] = ()
) -> Iterator[NameMention]:
    """Yield the subjects that lines leave out, each with a span of no width at the start of its line.

    `told` are the events that the headline of an article without an event's name can mean.
    """
    event, firm = main_event(mentions) or event_told(told, Span(0, 0)), _main_firm(document, mentions, names)
    act = next((m for m in mentions if m.role == "policy" and document.blocks and _in_first_block(document, m)), None)
    models = [m for m in mentions if m.role == "model" and document.blocks and _in_first_block(document, m)]
    model = models[0] if len({m.ids for m in models}) == 1 else None
    known = Spans(mentions)
    for sentence in document.sentences:
        span = sentence.span
        if sentence.block.kind not in STATING_BLOCKS or span.end - span.start > _LONGEST_LINE:
            continue
        roles = {mention.role for mention in known.inside(span)}
        words = span.of(document.text).rstrip(".")
        if event and "event" not in roles and (_line("fragment").match(words) or _DAYS_LINE.match(words)):
            yield replace(event, span=Span(span.start, span.start), reference=True, year=None)
        elif (
            act
            and "policy" not in roles
            and _line("act-fragment").match(words)
            and not _is_of_another(document, act, words)
        ):
            yield replace(act, span=Span(span.start, span.start), reference=True)
        elif model and not {"model", "organisation"} & roles and _line("model-fragment").match(words):
            yield replace(model, span=Span(span.start, span.start), reference=True)
        elif (
            firm
            and not {"organisation", "family", "model"} & roles
            and (_FIRM_LINE.match(words) or _line("firm-fragment").match(words))
        ):
            yield replace(firm, span=Span(span.start, span.start), reference=True)


def _is_of_another(document: Document, act: NameMention, line: str) -> bool:
    """Say whether the headline tells what a line begins with of something else: "unveils the plan and signs orders"."""
    verb = stem(line.split(maxsplit=1)[0].casefold())
    headline = document.blocks[0].span.of(document.text)
    told = [word for word in re.finditer(r"[A-Za-z]+", headline) if stem(word[0].casefold()) == verb]
    at = act.span.start - document.blocks[0].span.start
    return bool(told) and not any(0 <= at - word.end() <= _BESIDE for word in told)


_BESIDE = 20
"""So many characters at most stand between a verb of the headline and the act that it is done to."""


def _in_first_block(document: Document, mention: NameMention) -> bool:
    return mention.span.end <= document.blocks[0].span.end


@cache
def _line(kind: str) -> re.Pattern[str]:
    """Return how a line begins that leaves its subject out: "Announced on Tuesday", "Runs until Monday"."""
    return re.compile(rf"{one_of(words_where('event_words', 'kind', kind))}\b", re.IGNORECASE)


_DAYS_LINE = re.compile(
    r"(?:[A-Z][a-z]+|\d{1,2}) days(?: (?:in|at) [^,;]{2,60})?,? (?:from |starting |beginning )?(?:on )?"
    r"(?:[A-Z][a-z]+ )?\d{1,2}\b|"
    r"(?:[Ff]rom )?\d{1,2}(?:-|–| to | and )\d{1,2} [A-Z][a-z]+|(?:[Ff]rom )?[A-Z][a-z]+ \d{1,2}(?:-|–| to )\d{1,2}\b"
)
"""A line that only gives days."""


def _main_firm(document: Document, mentions: Sequence[NameMention], names: Names) -> NameMention | None:
    """Return the firm that a line without a subject means: the first of the headline, else of the article.

    A model stands for its maker. Where several firms are named another one may be meant.
    """
    start = document.blocks[0].span.end if document.blocks else 0
    firms: list[NameMention] = []
    for mention in mentions:
        if mention.role == "organisation" and not mention.reference and mention.best.use == "name":
            firms.append(mention)
        elif mention.role in {"model", "product", "family"} and (owner := names.entities.get(mention.best.owner)):
            firms.append(NameMention(mention.span, "organisation", (owner,)))
    headline = [firm for firm in firms if firm.span.end <= start] or firms
    if not headline:
        return None
    alone = len({firm.best.id for firm in headline}) == 1
    return replace(headline[0], described=not alone)
