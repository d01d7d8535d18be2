"""With what every measure is asked: values for its parameters, by their names."""

import re
from datetime import date

VALUES = {
    "entities": [["acme", "bolt"], ["acme", "fair-25", "one"]],
    "makers": [None, ["acme"]],
    "releases": [None, ["one", "two"]],
    "families": [None, ["Big"]],
    "policies": [None, ["act"]],
    "targets": [None, ["goal"]],
    "kinds": [["met", "spoke", "founded", "attended"]],
    "subjects": [["acme", "pulls", "NO", "fair"], []],
    "concepts": [["downloads"], None, ["attendance", "usage"]],
    "metrics": [["seats"], ["pulls", "seats"]],
    "who": [None, ["acme"]],
    "metric": ["pulls", "seats", "stock"],
    "series": ["fair"],
    "watched": ["releases", "observations"],
    "country": [None, "NO"],
    "actor": [None, "acme"],
    "object": [None, "bolt"],
    "kind": [None, "x"],
    "one": ["acme"],
    "two": ["bolt"],
    "other": ["bolt"],
    "one_names": ["(?i)ada"],
    "two_names": ["Bo"],
    "by": ["lab", "country", "entity"],
    "every": [None, "month", "week"],
    "first": [date(2025, 2, 1)],
    "until": [date(2025, 11, 1)],
    "last": [date(2025, 10, 31)],
    "tolerance": [7],
    "window": [30, 30, 0],
}
"""What a parameter is asked with, by its name; one that is not here takes the example of its measure."""


def asked(measure):
    """Some combinations of values for the parameters of a measure, each value at least once."""
    parameters = {parameter.name: parameter for parameter in getattr(measure, "parameters", ())}
    named = sorted(set(re.findall(r"\$(\w+)", measure.sql)) - {"as_of", "recorded_as_of"})
    pools = {}
    for name in named:
        assert name in VALUES or name in parameters, f"{measure.name}: say in VALUES with what ${name} is asked"
        pool = VALUES.get(name) or [parameters[name].example]
        optional = name in parameters and parameters[name].optional
        pools[name] = [*pool, None] if optional and None not in pool else pool
    turns = max(map(len, pools.values()), default=1)
    aligned = [{name: pool[turn % len(pool)] for name, pool in pools.items()} for turn in range(turns)]
    # All values occur side by side; in one more turn the later ones of some meet the first ones of others.
    crossed = {name: pool[place % len(pool)] for place, (name, pool) in enumerate(pools.items())}
    return [*aligned, crossed] if crossed not in aligned else aligned
