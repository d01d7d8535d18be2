"""The list of all measures; `onrecord list measures` and the documentation are made from it."""

from onrecord.measures.measure import Measure

EVENT_EDITIONS = Measure(
    "event_editions",
    "Editions of an event series",
    "editions",
    "All editions of a series that were public on the day, with their dates and places; for an edition the best and "
    "newest row comes first.",
)
EVENT_FIGURES = Measure(
    "event_figures",
    "Figures of an event's editions",
    "as the metric",
    "Every reported figure of one metric for every edition of a series, conflicting ones side by side. The figure to "
    "beat is the highest of the editions before.",
)
MEETINGS = Measure(
    "meetings",
    "Meetings of two people",
    "meetings",
    "Events on the days on which two people are on record as having met, with their places.",
)
POLICY_ACTS = Measure(
    "policy_acts",
    "Acts of policy",
    "acts",
    "Laws, orders, plans and rules, by the days on which they were signed, released or took effect.",
)
RELEASES = Measure(
    "releases",
    "Releases",
    "releases",
    "Every dated statement that a model came out, by kind of date (announcement, API, weights, preview, general "
    "availability); a launch is not an upload.",
)
LAUNCHES = Measure(
    "launches",
    "Launch days",
    "lab-days",
    "Days on which a lab launched a model: variants, sizes, aliases and uploads of the same launch count once. Days "
    "per launch is the length of a period over its launch days.",
)
SERIES = Measure(
    "series",
    "Series of a subject",
    "as the metric",
    "All values of the metrics that a word may mean, for a subject and everything that belongs to it. Flagged values "
    "(stale, suspect, wrong, expected) are shown and never enter a rate.",
)
TARGETS = Measure(
    "targets",
    "Stated goals",
    "as stated",
    "Goals that somebody stated for a quantity, official ones first, each with its sum, unit and deadline.",
)
HAPPENINGS = Measure(
    "happenings",
    "Happenings",
    "happenings",
    "Dated facts that are no number: who attended, founded, said or met.",
)
ENTITIES = Measure(
    "entities",
    "Facts on entities",
    "entities",
    "Where an organisation is based, what it belongs to, who holds a role.",
)
COVERAGE = Measure(
    "coverage",
    "Coverage",
    "days",
    "What the record watches since when, and how fully; absence is evidence only inside it.",
)

MEASURES = (
    EVENT_EDITIONS,
    EVENT_FIGURES,
    MEETINGS,
    POLICY_ACTS,
    RELEASES,
    LAUNCHES,
    SERIES,
    TARGETS,
    HAPPENINGS,
    ENTITIES,
    COVERAGE,
)
