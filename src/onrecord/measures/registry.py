"""The list of all measures; `onrecord list measures` and the documentation are made from it."""

from datetime import date

from onrecord.measures.measure import Measure, Parameter

_ENTITIES = Parameter("entities", "words", "whose values: ids of entities or releases", ["deepseek-r1", "acme"])
_METRIC = Parameter("metric", "word", "what is counted", "ollama_pulls")
_EVERY = Parameter(
    "every", "word", "a kind of period: day, week, month, quarter or year; null for the usual", None, True
)
_FIRST = Parameter("first", "day", "leave out what ends before it", None, True)
_LAST = Parameter("last", "day", "leave out what begins after it", None, True)
_MAKERS = Parameter("makers", "words", "whose launches; null for everybody's", ["deepseek", "acme"], True)
_FAMILIES = Parameter("families", "words", "of which families; null for all", None, True)
_COUNTRY = Parameter("country", "word", "where the labs sit, by ISO 3166; null for anywhere", None, True)

EVENT_EDITIONS = Measure(
    "event_editions",
    "Editions of an event series",
    "editions",
    "All editions of a series that were public on the day, with their dates and places; for an edition the best and "
    "newest row comes first.",
    (Parameter("series", "word", "the series of events", "waic"),),
)
EVENT_FIGURES = Measure(
    "event_figures",
    "Figures of an event's editions",
    "as the metric",
    "Every reported figure of one metric for every edition of a series, conflicting ones side by side. The figure to "
    "beat is the highest of the editions before.",
    (
        Parameter("series", "word", "the series of events", "waic"),
        Parameter("metrics", "words", "what was counted", ["event-exhibitors", "seats"]),
    ),
)
MEETINGS = Measure(
    "meetings",
    "Meetings of two people",
    "meetings",
    "Events on the days on which two people are on record as having met, with their places.",
    (
        Parameter("one", "word", "a person", "xi-jinping"),
        Parameter("two", "word", "another person", "donald-trump"),
        Parameter("one_names", "word", "a pattern that matches the first one's names", "Xi"),
        Parameter("two_names", "word", "a pattern that matches the other's names", "Trump"),
    ),
)
POLICY_ACTS = Measure(
    "policy_acts",
    "Acts of policy",
    "acts",
    "Laws, orders, plans and rules, by the days on which they were signed, released or took effect.",
    (
        Parameter("policies", "words", "which acts; null for all", None, True),
        Parameter("actor", "word", "whose acts; null for anybody's", None, True),
        Parameter("kind", "word", "words of the kind of act; null for any", None, True),
        Parameter("first", "day", "the first day of the act", date(2025, 1, 1)),
        Parameter("until", "day", "the day before which it was", date(2026, 1, 1)),
    ),
)
RELEASES = Measure(
    "releases",
    "Releases",
    "releases",
    "Every dated statement that a model came out, by kind of date (announcement, API, weights, preview, general "
    "availability); a launch is not an upload.",
    (
        Parameter("releases", "words", "which releases; null for all", None, True),
        Parameter("makers", "words", "whose; null for everybody's", ["deepseek", "acme"], True),
    ),
)
SERIES = Measure(
    "series",
    "Series of a subject",
    "as the metric",
    "All values of the metrics that a word may mean, for a subject and everything that belongs to it. Flagged values "
    "(stale, suspect, wrong, expected) are shown and never enter a rate.",
    (
        _ENTITIES,
        Parameter(
            "concepts", "words", "what the metrics may mean; null for anything", ["downloads", "attendance"], True
        ),
    ),
)
TARGETS = Measure(
    "targets",
    "Stated goals",
    "as stated",
    "Goals that somebody stated for a quantity, official ones first, each with its sum, unit and deadline.",
    (
        Parameter("who", "words", "whose goals; null for anybody's", None, True),
        Parameter(
            "concepts", "words", "what the metrics may mean; null for anything", ["AI industry", "attendance"], True
        ),
    ),
)
HAPPENINGS = Measure(
    "happenings",
    "Happenings",
    "happenings",
    "Dated facts that are no number: who attended, founded, said or met.",
    (
        Parameter("kinds", "words", "what happened", ["met", "founded", "attended"]),
        Parameter("entities", "words", "who; null for anybody", None, True),
        Parameter("object", "word", "with or at what; null for anything", None, True),
    ),
)
ENTITIES = Measure(
    "entities",
    "Facts on entities",
    "entities",
    "Where an organisation is based, what it belongs to, who holds a role.",
    (Parameter("entities", "words", "ids of entities", ["deepseek", "acme"]),),
)
COVERAGE = Measure(
    "coverage",
    "Coverage",
    "days",
    "What the record watches since when, and how fully; absence is evidence only inside it.",
    (
        Parameter("watched", "word", "which table", "releases"),
        Parameter("subjects", "words", "whom or what", ["deepseek", "acme"]),
    ),
)

ADOPTION = Measure(
    "adoption",
    "Adoption, month by month",
    "as the metric",
    "Level and growth of one metric for each month. A counter stands at its last reading of the month and grows by "
    "what was added since the last reading of the month before; a flow, a level or a share is the mean of the "
    "month's values, and grows by the ratio to the month before.",
    (_ENTITIES, _METRIC, _FIRST, _LAST),
    "The interval of a growth holds everything that the wording of the two values allows (over, about, a range).",
    "On a month without a value, on growth after a month without one, on values that cover more than a month, and on "
    "changes and signs, which have no level.",
)
SHARE = Measure(
    "share",
    "Shares by lab or country, and their concentration",
    "percent",
    "Each holder's part of the sum of one metric in one period, and the Herfindahl-Hirschman index: the sum of the "
    "squared shares, 1 for a single holder. A counter is shared by its growth. Published shares are taken as they "
    "are, and what they leave open stays open.",
    (
        _METRIC,
        Parameter("by", "word", "whose shares: lab, country or entity", "lab"),
        Parameter("entities", "words", "among whom; null for all that are on record", None, True),
        _EVERY,
        _FIRST,
        _LAST,
    ),
    "The whole is what is on record in the period; the answer says how many series that is. Where published shares "
    "leave a rest, the index lies between a rest in crumbs and a rest in one hand.",
    "Where fewer than two holders are on record, and where published shares add up to more than the whole: then two "
    "ways of counting are mixed.",
)
PACE = Measure(
    "pace",
    "Pace of releases",
    "launch days",
    "Days on which a lab launched something, each model once, on the first day on which it could be had: the "
    "earliest of its release, preview, API, weights and general availability, or its announcement where no other day "
    "is on record. Variants, papers, uploads, updates and shop listings are no launch. The last 90 days are compared "
    "with the 180 before, or the days after a split with those before it.",
    (_MAKERS, _COUNTRY, _FAMILIES),
    "The ratio of the two rates has a 95 % interval by block bootstrap; the test deals days, and weeks, out anew, so "
    "that what comes together moves together, and takes the larger p. Above 5 % the answer is: cannot tell.",
    "On a trend where the record does not watch the labs fully over both stretches: what it does not hold may have "
    "come out.",
)
OVERDUE = Measure(
    "overdue",
    "Overdue successor",
    "probability",
    "How unusual the wait since the last launch is among the waits before it: with nine or more past gaps p = (1 + "
    "gaps at least as long) / (n + 1), with four to eight the log-normal predictive. A date that the maker stated "
    "beats both.",
    (_MAKERS, _FAMILIES),
    "p is the chance that a new gap of the same kind lasts at least as long. The wait is still running, so it is a "
    "lower bound of the gap that will be (censored on the day).",
    "With fewer than four past gaps, and where nobody was watching since the last launch.",
)
EXTREME = Measure(
    "extreme",
    "Records: highest, lowest since, first",
    "as the metric",
    "Where a value stands in its series: a record if no earlier value is as high, the lowest since the last one that "
    "was as low, the first at or above a threshold. Ties are named. A counter is at a record every day, so its "
    "growth is asked.",
    (_ENTITIES, _METRIC, _EVERY),
    "A record is one since the first day on record, which is named. It is no record if the wording of an earlier value "
    "(about, over) allows it to have been as high. Values that were revised later are named.",
    "With fewer than two comparable values, and on a day for which the series has none.",
)
LEAD = Measure(
    "lead",
    "Lead and crossover",
    "as the metric",
    "Which of two series of one metric is ahead, by how much, and when one overtook the other: the first period of a "
    "change of sign that lasts for k periods. A change that turned back sooner is named as such.",
    (
        Parameter("one", "word", "a series, by its entity", "deepseek-models"),
        Parameter("other", "word", "another one", "qwen-models"),
        Parameter("metric", "word", "what is counted", "or_tokens_week_author"),
        _EVERY,
    ),
    "The day of a crossover has a 95 % interval by block bootstrap of the differences around their moving mean.",
    "With no period in which both are on record, and on a crossover that falls into a hole of the record.",
)
CHANGE = Measure(
    "change",
    "Change and ratio between two days",
    "percent",
    "The value of one metric at one day against another: difference, ratio, per cent. The two must cover periods of "
    "one length; a value speaks for a day in its period, or at most so many days away.",
    (
        _ENTITIES,
        _METRIC,
        Parameter("first", "day", "the earlier day", date(2025, 4, 25)),
        Parameter("last", "day", "the later day", date(2025, 7, 25)),
        Parameter("tolerance", "number", "how many days away a value may be", 7),
    ),
    "The interval holds everything that the wording of both values allows. Later revisions of either end are named.",
    "Where an end has no value within reach, where no two values cover periods of one length, and on ratios to nought.",
)
TREND = Measure(
    "trend",
    "Trend: rising, falling, slowed, accelerated, stalled, peaked",
    "as the metric, by period",
    "The median slope of Theil and Sen over the whole and over two segments, the test of Mann and Kendall with the "
    "size of the sample that autocorrelation leaves, and the highest four-period mean with the share of block "
    "bootstraps that put it in the same season.",
    (_ENTITIES, _METRIC, _EVERY, _FIRST, _LAST),
    "Slopes have intervals widened for autocorrelation; two segments are called different where their 90 % intervals "
    "do not touch. A peak counts as past when eight weeks are known after it, and as one where series without a peak "
    "stand so high in 5 % of draws or less. What that means in false alarms is measured in docs/statistics.md.",
    "With fewer than eight comparable values, on a peak without eight weeks after it, and where the intervals touch: "
    "then it cannot tell.",
)
PATH = Measure(
    "path",
    "Path to a target",
    "percent a year",
    "The growth that a stated goal needs from the last value to its deadline, beside the growth from the first value "
    "of that kind to the last. A goal whose time has come is met or missed by the values for it.",
    (
        Parameter("targets", "words", "which goals; null for all", None, True),
        Parameter("who", "words", "whose goals; null for anybody's", None, True),
        Parameter("metric", "word", "of what; null for anything", "ai-core-industry-size", True),
    ),
    'Both growths have the interval that the wording of their ends allows; a goal of "over" is read as its number.',
    "Without a deadline, without a value of the same metric and unit, with a single value on the actual growth, and "
    "on a goal whose time has come without a value for it.",
)
RELATIVE_ADOPTION = Measure(
    "relative_adoption",
    "Relative adoption by size class at equal age",
    "multiple of the baseline",
    "Downloads of a model so many days after its launch against the most downloaded of its size class at the same "
    "age, after the Relative Adoption Metric of the ATOM Project. Version v1 (January 2026) divides by the median of "
    "the ten models with the most downloads in all, v2 (May 2026) by the tenth-highest count at that age, which may "
    "not fall as the age grows. Size classes are those of the ATOM Project, by total parameters.",
    (
        Parameter(
            "metric", "word", "what is counted: a counter, or a rolling count such as 30 days", "hf_downloads_30d"
        ),
        Parameter("window", "number", "days that a rolling count reaches back; 0 for a counter", 30),
    ),
    "A count speaks for an age that it misses by a tenth at most. A rolling count is the total since the launch only "
    "while its window reaches back to it, so it speaks for ages up to its window. How the ATOM Project smooths, "
    "breaks ties and sums its private daily counts is not published; no value of it is claimed to be reproduced.",
    "At an age for which the class has not ten models with a count, on models without size or launch day, and on ages "
    "beyond the window of a rolling count.",
)
TOTAL = Measure(
    "total",
    "Sum over a stretch of days",
    "as the metric",
    "The sum of a flow over the periods that lie inside a stretch, and the days of the stretch without a value.",
    (
        _ENTITIES,
        _METRIC,
        Parameter("first", "day", "the first day of the stretch", date(2025, 1, 1)),
        Parameter("last", "day", "its last day", date(2025, 12, 31)),
    ),
    "The interval holds what the wording of the values allows; where days have no value it is open above.",
    "On counters, levels and shares, of which a sum means nothing, and on values over periods that overlap, such as "
    "rolling counts.",
)
LEFT_OUT = Measure(
    "left_out",
    "Values left out",
    "values",
    "How many values of a metric are flagged (stale, suspect, wrong, expected) or rest on a content farm alone: none "
    "of them enters a measure.",
    (
        Parameter("entities", "words", "whose values; null for all", None, True),
        _METRIC,
    ),
)

MEASURES = (
    EVENT_EDITIONS,
    EVENT_FIGURES,
    MEETINGS,
    POLICY_ACTS,
    RELEASES,
    SERIES,
    TARGETS,
    HAPPENINGS,
    ENTITIES,
    COVERAGE,
    LEFT_OUT,
    ADOPTION,
    SHARE,
    PACE,
    OVERDUE,
    EXTREME,
    LEAD,
    CHANGE,
    TREND,
    PATH,
    RELATIVE_ADOPTION,
    TOTAL,
)
