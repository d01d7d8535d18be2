"""The tables of the record: their columns, what each means, and which file they are edited in.

This module is the one place that knows the shape of a table; validation, the Parquet build and the documentation page
are made from it. Tables are CSV files under `data/`; every table whose name is a folder there may be split over files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "key", "keys", "words", "number", "period", "published", "day", "choice"]
"""How a cell is read.

`key` names a row of another table (`Column.of`), `keys` several of them joined by `|`, `words` are free texts joined by
`|`, `period` and `published` are dates or intervals of ISO 8601-2 (`published` may also be `unknown`), `day` is a day,
`choice` one of `Column.choices`.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column as people edit it."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    of: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `key` is the column by which other tables name its rows, empty where none does.

    A timed table may hold several rows of one key: each is a vintage, or the word of another source.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: str = ""
    timed: bool = True
    all_columns: tuple[Column, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Put the times and the sources behind the columns of the table's own."""
        object.__setattr__(self, "all_columns", self.columns + (TIMES if self.timed else ()))


TIMES = (
    Column(
        "published", "published", "when the public could first know it: a date, coarse or exact, or `unknown`", True
    ),
    Column(
        "basis",
        "choice",
        "how that day is known: `stated` by the source, the `act` itself was public, `shown` by its publisher though "
        "the reading kept is later, or only `recorded` (published is then `unknown`)",
        True,
        choices=("stated", "act", "shown", "recorded"),
    ),
    Column("superseded", "day", "the day on which the source or a better one replaced this row; empty while it stands"),
    Column("superseded_recorded", "day", "when this record learned that; empty: together with the row"),
    Column("recorded", "day", "when this record got the row", True),
    Column("sources", "keys", "sources that carry it, best first", True, of="sources"),
    Column("note", "text", "what a reader must know to use the row"),
)

TIERS = ("O", "M", "S", "W")

SOURCES = Table(
    "sources",
    "Every page and file that a row rests on.",
    (
        Column("source", "key", "name of the source in this record", True),
        Column("publisher", "text", "who published it", True),
        Column("published", "published", "the date that it carries, or `unknown`", True),
        Column(
            "tier",
            "choice",
            "O official, M established, S aggregators and copies, W content farms, undated",
            True,
            choices=TIERS,
        ),
        Column("licence", "text", "SPDX name of its licence, or `facts only` where single facts are cited", True),
        Column("address", "text", "its best address"),
        Column(
            "mirror",
            "choice",
            "`yes` where the address is a mirror or a copy, kept but not offered as a link",
            choices=("yes",),
        ),
        Column("story", "text", "a name shared by all copies and rewrites of one text; they count as one source"),
        Column("note", "text", "what a reader must know to use the source"),
    ),
    key="source",
    timed=False,
)

ENTITIES = Table(
    "entities",
    "Organisations, people, event series, products, places, model families.",
    (
        Column("entity", "key", "name of the entity in this record", True),
        Column(
            "kind",
            "choice",
            "what it is",
            True,
            choices=("organisation", "person", "event-series", "product", "place", "model-family", "country", "group"),
        ),
        Column("name", "text", "the name a reader knows", True),
        Column("aliases", "words", "other names and short forms, Chinese ones too"),
        Column("subkind", "text", "lab, company, government, research, media; city; head of government ..."),
        Column("country", "text", "ISO 3166 code, EU or INT"),
        Column("parent", "key", "the entity it belongs to: owner, employer, maker, country", of="entities"),
        Column("place", "key", "where it is based", of="entities"),
        Column("role", "text", "a person's role"),
        Column("holds", "period", "when the role or the entity holds, as far as known"),
    ),
    key="entity",
)

ALIASES = Table(
    "aliases",
    "Names that are only sometimes used for an entity: metonyms, titles, dated names.",
    (
        Column("alias", "text", "the name as it is printed", True),
        Column("entity", "key", "whom it can mean: an entity, or one edition of an event", True, of="entities|events"),
        Column(
            "use",
            "choice",
            "`metonym` (Beijing for the Chinese state), `title` (the US President), `name`, `local` (Parliament: only "
            "beside others of the same place or firm)",
            True,
            choices=("metonym", "title", "name", "local"),
        ),
        Column("holds", "period", "when it is used so; empty for always"),
        Column("note", "text", "what a reader must know"),
    ),
    timed=False,
)

METRICS = Table(
    "metrics",
    "What is counted. No observation without a metric.",
    (
        Column("metric", "key", "name of the metric in this record", True),
        Column("name", "text", "short name for a table", True),
        Column(
            "concepts",
            "words",
            "what the words of an article may mean by it: downloads, usage, users, visits ...",
            True,
        ),
        Column("unit", "text", "unit of a value", True),
        Column(
            "kind",
            "choice",
            "`counter` only grows, `flow` is per period, `level` at a time, `share` of a whole, "
            "`change` between two periods, `sign` is +1 or -1",
            True,
            choices=("counter", "flow", "level", "share", "change", "sign"),
        ),
        Column("window", "text", "the period that one value covers", True),
        Column("scope", "text", "of what: world, mainland China, one site ..."),
        Column("counts", "text", "what is counted, by whom", True),
        Column("misses", "text", "what it does not measure", True),
        Column("breaks", "text", "known breaks and anomalies"),
    ),
    key="metric",
    timed=False,
)

RULES = Table(
    "rules",
    "When a value of a series is flagged: the rules of hygiene and their thresholds.",
    (
        Column("rule", "key", "name of the rule; `record/sql/hygiene/` holds what it asks", True),
        Column("flag", "choice", "the flag that it raises", True, choices=("suspect", "stale", "gap", "unmeasured")),
        Column("applies", "words", "the metrics, or the kinds of metric, to which it applies", True),
        Column("ratio", "number", "how far two values must be apart, as the rule says"),
        Column("days", "number", "how many days the rule looks back or allows"),
        Column("least", "number", "values below this are too small to tell"),
        Column("beside", "key", "the metric that must move too", of="metrics"),
        Column("beside_ratio", "number", "how much that one must grow, as a share"),
        Column("beside_least", "number", "values of that one below this are too small to tell"),
        Column("meaning", "text", "what the rule says, with its reason", True),
    ),
    key="rule",
    timed=False,
)

OBSERVATIONS = Table(
    "observations",
    "A value of a metric for an entity over a period, from one source.",
    (
        Column("entity", "text", "an entity, an event, a release or a model of this record", True),
        Column("metric", "key", "what is counted", True, of="metrics"),
        Column("value", "number", "the value in the metric's unit", True),
        Column(
            "qualifier",
            "choice",
            "how the source words it; empty is exact",
            choices=("about", "over", "under", "at-least", "at-most", "estimate", "estimate-over"),
        ),
        Column("high", "number", "the upper end where the source gives a range"),
        Column("period", "period", "what the value is about", True),
        Column("read", "day", "when the value was read, where that is later than its publication"),
        Column(
            "flag",
            "choice",
            "`suspect` a jump or a fall without cause, `stale` carried over, `gap` the first value after a gap, "
            "`unmeasured` a zero that stands for no reading, `wrong` shown to be wrong, `expected` a forecast, `gone` "
            "the last value of what its source lists no longer: none of these enters a rate",
            choices=("suspect", "stale", "gap", "unmeasured", "wrong", "expected", "gone"),
        ),
        Column("rule", "key", "the rule that raised the flag; empty where a person did", of="rules"),
    ),
)

EVENTS = Table(
    "events",
    "Editions of conferences, summits and meetings, with their dates and places.",
    (
        Column("event", "key", "name of the edition in this record", True),
        Column("series", "key", "the series it belongs to", True, of="entities"),
        Column("edition", "text", "its number or year, as its organiser counts"),
        Column("name", "text", "its full name", True),
        Column("period", "period", "its days; coarse where no source gives the day", True),
        Column("extended", "period", "days that only a part of it ran, such as an exhibition"),
        Column("city", "key", "where it took place", True, of="entities"),
        Column("venue", "text", "the halls"),
        Column("status", "choice", "what the row says", True, choices=("planned", "held", "moved")),
    ),
    key="event",
)

POLICIES = Table(
    "policies",
    "Laws, orders, plans, rules, declarations.",
    (
        Column("policy", "key", "name of the act in this record", True),
        Column("title", "text", "its title", True),
        Column("aliases", "words", "names by which the press calls it"),
        Column("jurisdiction", "text", "country code, EU, INT or a subdivision such as US-CA", True),
        Column("issuer", "text", "who issued it", True),
        Column("actor", "key", "the person or body that the press names as acting", of="entities"),
        Column("kind", "text", "executive order, law, strategy, export control rule ...", True),
        Column(
            "act",
            "choice",
            "what happened on its day",
            True,
            choices=(
                "signed",
                "released",
                "adopted",
                "proposed",
                "announced",
                "took effect",
                "rescinded",
                "stated",
                "established",
                "decided",
            ),
        ),
        Column("period", "period", "the day of the act; coarse where no source gives the day", True),
        Column("effective", "period", "when it takes effect"),
        Column("status", "text", "where it stands now"),
        Column("topics", "words", "what it is mainly about, from `words/topics.csv`"),
        Column("also", "words", "topics that it touches without being mainly about them"),
        Column("contents", "words", "what it says, lets, bars or sets, and what it does not: one plain point each"),
    ),
    key="policy",
)

TARGETS = Table(
    "targets",
    "Goals that somebody stated: how much of what, by when.",
    (
        Column("target", "key", "name of the goal in this record", True),
        Column("who", "key", "whose goal it is", True, of="entities"),
        Column("metric", "key", "what shall be reached", True, of="metrics"),
        Column("value", "number", "how much, in `unit`", True),
        Column("high", "number", "the upper end where a range is stated"),
        Column(
            "qualifier",
            "choice",
            "how it is worded; empty is exact",
            choices=("about", "over", "under", "at-least", "at-most", "estimate", "estimate-over"),
        ),
        Column("unit", "text", "unit of the value: a currency code, percent, count ...", True),
        Column("deadline", "period", "by when; empty where none was stated"),
        Column("period", "period", "when the goal was stated", True),
        Column(
            "standing",
            "choice",
            "`official` its owner's own goal, `restated` by others (a conversion, a summary), "
            "`forecast` by others, `reported` with no document behind it",
            True,
            choices=("official", "restated", "forecast", "reported"),
        ),
    ),
)

RELEASES = Table(
    "releases",
    "Models and when they came out; one row a model, kind of date and source statement.",
    (
        Column("release", "text", "name of the release in this record", True),
        Column("maker", "key", "who made it", True, of="entities"),
        Column("model", "text", "the model's name", True),
        Column("aliases", "words", "other names"),
        Column("family", "text", "the family it belongs to"),
        Column(
            "kind",
            "choice",
            "which date this is: a launch is not an upload; `reseller` is what a shop that resells the model gives as "
            "its release, which may be a placeholder and never decides",
            True,
            choices=(
                "release",
                "announcement",
                "api",
                "weights",
                "preview",
                "general availability",
                "paper",
                "repository",
                "listing",
                "update",
                "reseller",
            ),
        ),
        Column("period", "period", "its day; coarse where no source gives the day", True),
        Column("weights", "choice", "whether the weights are open", choices=("open", "closed")),
        Column("modality", "text", "text, image, video, audio ..."),
        Column(
            "launch",
            "choice",
            "`no` for a variant, size, distillate or alias that came with another model",
            choices=("no",),
        ),
    ),
)

MODELS = Table(
    "models",
    "Models as hosts list them, whose downloads, pulls, tokens or prices are on record: whose they are, how large, and "
    "which list tracks them.",
    (
        Column(
            "model",
            "key",
            "the repository as Hugging Face writes it, `Qwen/Qwen3-8B`, or the address elsewhere: "
            "`ollama.com/library/qwen3`",
            True,
        ),
        Column("subject", "text", "the name under which `observations` holds its counts; mostly its own", True),
        Column("namespace", "text", "the account on Hugging Face that publishes it"),
        Column(
            "maker",
            "key",
            "the organisation behind the account; `hf-community` where that is nobody on record",
            True,
            of="entities",
        ),
        Column(
            "region",
            "choice",
            "where the account is based, as the ATOM Project assigns it; `eu` is Europe, not the Union; empty where it "
            "assigns none",
            choices=("us", "china", "eu", "other", "unknown"),
        ),
        Column("parameters", "number", "total parameters in billions, not the active ones"),
        Column("active", "number", "active parameters in billions, for a mixture of experts"),
        Column(
            "sized",
            "choice",
            "how `parameters` is known: `listed` by the ATOM Project, read off the name, or counted in the `weights` "
            "by the host, where packed ones count as fewer",
            choices=("listed", "named", "weights"),
        ),
        Column("created", "period", "the day on which the repository was made; not the launch"),
        Column("released", "period", "the day of release, where the ATOM Project corrects the day of creation"),
        Column("release", "text", "the row of `releases` that it belongs to"),
        Column(
            "tracked",
            "choice",
            "`primary` or `extra` list of the ATOM Project; empty where only its downloads are on record",
            choices=("primary", "extra"),
        ),
        Column("sources", "keys", "sources that carry it, best first", True, of="sources"),
        Column("note", "text", "what a reader must know to use the row"),
    ),
    key="model",
    timed=False,
)

HOST_IDS = Table(
    "host_ids",
    "What a host calls a repository for ever: one that was renamed or moved keeps its subject.",
    (
        Column("id", "key", "the name that its host never changes and never gives again", True),
        Column("model", "key", "the repository by the name that it had when this record met it", True, of="models"),
        Column("formerly", "text", "an earlier name that its host still leads on from"),
    ),
    key="id",
    timed=False,
)

HAPPENINGS = Table(
    "happenings",
    "Dated facts that are no number and fit no other table: who attended, founded, said, met, moved.",
    (
        Column("happening", "key", "name of the happening in this record", True),
        Column(
            "kind",
            "choice",
            "what happened",
            True,
            choices=(
                "founded",
                "attended",
                "spoke",
                "opened",
                "stated",
                "met",
                "renamed",
                "listed",
                "invested",
                "partnered",
                "acquired",
                "released",
                "trained on",
                "runs on",
            ),
        ),
        Column("entity", "key", "who", True, of="entities"),
        Column("object", "text", "with or at what: an entity, an event, a policy"),
        Column("period", "period", "when", True),
        Column("topics", "words", "what it was about, from `words/topics.csv`"),
        Column("text", "text", "what was said or done, in our own words"),
    ),
)

COVERAGE = Table(
    "coverage",
    "What this record watches since when; absence is evidence only inside it.",
    (
        Column(
            "table",
            "choice",
            "which table",
            True,
            choices=("releases", "events", "policies", "targets", "happenings", "observations"),
        ),
        Column("subject", "text", "an entity, a metric, a jurisdiction, a kind of happening, or `*`", True),
        Column("scope", "text", "where only names that begin so are watched: `Qwen/`"),
        Column("period", "period", "the days that are watched", True),
        Column(
            "completeness",
            "choice",
            "`full` nothing of note is missing, `main` the main numbered versions are there, `partial` much, "
            "`thin` little",
            True,
            choices=("full", "main", "partial", "thin"),
        ),
        Column("sources", "keys", "where that rests on", of="sources"),
        Column("note", "text", "what is missing"),
    ),
    timed=False,
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        SOURCES,
        ENTITIES,
        METRICS,
        RULES,
        EVENTS,
        ALIASES,
        POLICIES,
        TARGETS,
        RELEASES,
        MODELS,
        HOST_IDS,
        OBSERVATIONS,
        HAPPENINGS,
        COVERAGE,
    )
}
"""Every table, in an order in which a table only names rows of itself and of tables before it."""
