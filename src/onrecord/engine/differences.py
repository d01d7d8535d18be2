"""Where Spark's SQL differs from DuckDB's, and what is done about it: declared once, as data.

The tests run every example on both engines, and `docs/scale.md` shows this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mend = Literal["rewritten", "set", "converted", "refused", "outside"]
"""How a difference is met.

`rewritten` in the translated SQL, `set` as a setting of the session, `converted` in the rows that come back, `refused`
with a word before anything runs, `outside`: such SQL is not written here, because no translation can see it.
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; each of `examples` is a SELECT that gives the same rows on both engines.

    For what is refused they are the SELECTs that are refused; for what is outside, the spelling to use instead.
    """

    name: str
    duckdb: str
    spark: str
    mend: Mend
    examples: tuple[str, ...]


DIFFERENCES = (
    Difference(
        "order of NULL",
        "`ORDER BY` puts NULL last, up or down, in window functions too",
        "first where ascending, last where descending",
        "rewritten",
        (
            "SELECT a FROM (VALUES (2), (NULL), (1)) AS t(a) ORDER BY a",
            "SELECT a FROM (VALUES (2), (NULL), (1)) AS t(a) ORDER BY a DESC",
            "SELECT a, b FROM (VALUES (2, 'x'), (NULL, 'y'), (2, NULL)) AS t(a, b) ORDER BY ALL",
            "SELECT a, row_number() OVER (ORDER BY a) AS n FROM (VALUES (2), (NULL), (1)) AS t(a) ORDER BY n",
        ),
    ),
    Difference(
        "first element",
        "lists count from 1, and what is not there is NULL",
        "lists count from 0, and what is not there is an error",
        "rewritten",
        (
            "SELECT s[1] AS a, s[2] AS b, s[-1] AS c FROM (VALUES (['x']), (['y', 'z'])) AS t(s) ORDER BY a",
            "SELECT s[1] AS a FROM (VALUES (CAST([] AS VARCHAR[])), (CAST(NULL AS VARCHAR[]))) AS t(s)",
        ),
    ),
    Difference(
        "membership beside NULL",
        "`list_contains` and `list_has_any` pass over a NULL in a list",
        "a NULL in a list makes the answer NULL where nothing else is found",
        "rewritten",
        (
            "SELECT list_contains(['x', NULL], 'y') AS a, list_contains(['x', NULL], 'x') AS b",
            "SELECT list_has_any(['x', NULL], ['y']) AS a, list_has_any(['x', NULL], ['y', NULL, 'x']) AS b",
        ),
    ),
    Difference(
        "parameter that is NULL",
        "takes the type that its place needs",
        "has no type, and a function of lists refuses it",
        "rewritten",
        ("SELECT count(*) AS n FROM (VALUES ('x')) AS t(a) WHERE $nothing IS NULL OR list_contains($nothing, a)",),
    ),
    Difference(
        "list of rows",
        "`list(x)` keeps NULL, and is NULL where there is no row",
        "`collect_list(x)` drops NULL, and is empty where there is no row",
        "rewritten",
        (
            "SELECT list(a) AS l FROM (VALUES (1), (1)) AS t(a)",
            "SELECT list(a) AS l FROM (VALUES (NULL), (CAST(NULL AS INTEGER))) AS t(a)",
            "SELECT list(a) AS l FROM (VALUES (1)) AS t(a) WHERE a > 1",
            "SELECT list(a) FILTER (a > 1) AS l, list(a) FILTER (a > 2) AS m FROM (VALUES (1), (2)) AS t(a)",
            "SELECT list_sort(list(DISTINCT a)) AS l FROM (VALUES (2), (1), (2)) AS t(a)",
            "SELECT list(a ORDER BY b DESC) AS l FROM (VALUES ('x', 1), ('y', 3), (NULL, 2)) AS t(a, b)",
        ),
    ),
    Difference(
        "list of lists",
        "`flatten` passes over a NULL among the lists",
        "one NULL makes the whole list NULL",
        "rewritten",
        ("SELECT flatten([['x'], NULL, ['y']]) AS a",),
    ),
    Difference(
        "list without repeats",
        "`list_distinct` drops NULL",
        "`array_distinct` keeps it",
        "rewritten",
        ("SELECT list_sort(list_distinct(['y', NULL, 'x', 'y'])) AS a",),
    ),
    Difference(
        "cut to a month",
        "`date_trunc` of a date is a timestamp",
        "`trunc` of a date is a date",
        "outside",
        (
            "SELECT CAST(date_trunc('month', DATE '2025-03-05') AS DATE) AS a",
            "SELECT CAST(date_trunc('week', DATE '2025-03-05') AS DATE) AS a",
            "SELECT CAST(date_trunc('quarter', DATE '2025-03-05') AS DATE) AS a",
        ),
    ),
    Difference(
        "day and interval",
        "a date plus an interval is a timestamp",
        "it is a date",
        "outside",
        (
            "SELECT CAST(DATE '2025-03-31' + INTERVAL 1 MONTH AS DATE) AS a",
            "SELECT CAST(DATE '2025-03-05' - INTERVAL 28 DAY AS DATE) AS a",
        ),
    ),
    Difference(
        "one row of each",
        "`DISTINCT ON` keeps the order that is asked for",
        "picks the same rows, and gives them in any order",
        "outside",
        (
            (
                "SELECT * FROM (SELECT DISTINCT ON (b) a, b FROM (VALUES (1, 1), (3, 1), (7, 2)) AS t(a, b) "
                "ORDER BY b, a DESC) AS d ORDER BY b"
            ),
        ),
    ),
    Difference(
        "days between",
        "a date minus a date is a number",
        "it is an interval",
        "outside",
        ("SELECT date_diff('day', DATE '2025-03-05', DATE '2025-04-05') AS a",),
    ),
    Difference(
        "division by zero",
        "gives infinity",
        "is an error",
        "outside",
        ("SELECT a / nullif(b, 0) AS a FROM (VALUES (3, 2), (1, 0)) AS t(a, b) ORDER BY ALL",),
    ),
    Difference(
        "number to whole number",
        "`CAST(2.5 AS INTEGER)` rounds",
        "it cuts",
        "outside",
        ("SELECT CAST(floor(CAST(2.5 AS DOUBLE)) AS INTEGER) AS a, CAST(floor(CAST(-2.5 AS DOUBLE)) AS INTEGER) AS b",),
    ),
    Difference(
        "numbers of a kind",
        "`floor`, `ceil`, `sign`, `avg` of a decimal give the kind that came in",
        "give whole numbers or decimals",
        "outside",
        (
            "SELECT CAST(floor(CAST(2.5 AS DOUBLE)) AS DOUBLE) AS a",
            "SELECT avg(CAST(a AS DOUBLE)) AS a FROM (VALUES (1.5), (2)) AS t(a)",
        ),
    ),
    Difference(
        "functions of analysis",
        "`exp`, `ln`, `corr` by the machine's library",
        "by Java's: the last digit may differ",
        "outside",
        ("SELECT round(exp(CAST(1 AS DOUBLE)), 9) AS a, round(ln(CAST(3 AS DOUBLE)), 9) AS b",),
    ),
    Difference(
        "order of a sum",
        "adds in the order of its threads",
        "adds in the order of its partitions, so that the last digits of a sum of fractions may differ",
        "outside",
        ("SELECT round(sum(a), 6) AS a FROM (VALUES (0.1), (0.2), (0.3)) AS t(a)",),
    ),
    Difference(
        "rows that tie",
        "keep the order in which they were read, by chance",
        "come in any order",
        "outside",
        ("SELECT a, b FROM (VALUES (1, 'x'), (1, 'y')) AS t(a, b) ORDER BY a, b",),
    ),
    Difference(
        "value of the extreme row",
        "`max_by(x, y)` passes over rows where x is NULL",
        "takes them too",
        "rewritten",
        (
            "SELECT max_by(a, b) AS x, min_by(a, b) AS y FROM (VALUES (1, 2), (2, NULL), (NULL, 3)) AS t(a, b)",
            "SELECT max_by(a, b) FILTER (b < 3) AS x FROM (VALUES (1, 2), (NULL, 2), (5, 4)) AS t(a, b)",
        ),
    ),
    Difference(
        "months between",
        "`date_diff('month', a, b)` counts the months that begin, likewise quarters and years",
        "counts whole months that have passed",
        "rewritten",
        (
            "SELECT date_diff('month', DATE '2024-01-31', DATE '2024-02-01') AS a",
            "SELECT date_diff('month', DATE '2024-03-31', DATE '2023-02-01') AS a",
            "SELECT date_diff('quarter', DATE '2023-12-31', DATE '2024-01-01') AS a",
            "SELECT date_diff('year', DATE '2023-12-31', DATE '2024-01-01') AS a",
        ),
    ),
    Difference(
        "weeks between",
        "`date_diff('week', a, b)` counts the Mondays",
        "counts whole weeks that have passed",
        "refused",
        ("SELECT date_diff('week', DATE '2024-01-06', DATE '2024-01-08') AS a",),
    ),
    Difference(
        "numbers of weekdays",
        "`dayofweek` of a Thursday is 4, `isodow` 4",
        "5, and 6 as sqlglot writes it",
        "rewritten",
        ("SELECT dayofweek(DATE '2025-07-24') AS a, isodow(DATE '2025-07-24') AS b, isodow(DATE '2025-07-27') AS c",),
    ),
    Difference(
        "parts of a date by name",
        "`date_part('dow', day)`, `extract(isodow FROM day)`",
        "other numbers under the same names",
        "refused",
        (
            "SELECT date_part('dow', DATE '2025-07-24') AS a",
            "SELECT extract('isodow' FROM DATE '2025-07-24') AS a",
            "SELECT weekday(DATE '2025-07-24') AS a",
        ),
    ),
    Difference(
        "names of months and days",
        "`monthname` is January",
        "is Jan",
        "refused",
        ("SELECT monthname(DATE '2024-01-05') AS a", "SELECT dayname(DATE '2024-01-05') AS a"),
    ),
    Difference(
        "text of rows",
        "`string_agg(x, ',' ORDER BY x)`",
        "loses the order in translation: write `array_to_string(list(x ORDER BY x), ',')`",
        "refused",
        ("SELECT string_agg(a, ',' ORDER BY a) AS a FROM (VALUES ('b'), ('a')) AS t(a)",),
    ),
    Difference(
        "join of the nearest row",
        "`ASOF JOIN`",
        "has none: sqlglot takes ASOF for an alias",
        "refused",
        (
            "SELECT x.a FROM (VALUES (1)) AS x(a) ASOF JOIN (VALUES (0)) AS y(a) ON x.a >= y.a",
            "SELECT x.a FROM (VALUES (1)) AS x(a) ASOF LEFT JOIN (VALUES (0)) AS y(a) ON x.a >= y.a",
        ),
    ),
    Difference(
        "quantiles and pivots",
        "`quantile_cont`, `quantile_disc`, `PIVOT`, `UNPIVOT`",
        "are spelt or counted otherwise",
        "refused",
        (
            "SELECT quantile_cont(a, 0.5) AS a FROM (VALUES (1), (2)) AS t(a)",
            "SELECT quantile_disc(a, 0.5) AS a FROM (VALUES (1), (2)) AS t(a)",
            "PIVOT (SELECT 1 AS a, 'x' AS b) ON b USING sum(a)",
        ),
    ),
    Difference(
        "time zone",
        "UTC",
        "that of the machine, unless it is told",
        "set",
        ("SELECT CAST(CAST('2025-03-05 23:30:00' AS TIMESTAMP) AS DATE) AS a",),
    ),
    Difference(
        "types of values",
        "gives dates, lists, numbers and text of Python",
        "gives Arrow columns",
        "converted",
        (
            "SELECT DATE '9999-12-31' AS a, [DATE '2025-01-01', NULL] AS b, CAST(1 AS DOUBLE) AS c, 2 AS d, 'é' AS e",
            "SELECT CAST('2025-03-05 23:30:00' AS TIMESTAMP) AS a, TRUE AS b, NULL AS c, count(*) AS d",
            "SELECT CAST(0.1 AS DOUBLE) + CAST(0.2 AS DOUBLE) AS a, CAST([] AS VARCHAR[]) AS b",
        ),
    ),
)
