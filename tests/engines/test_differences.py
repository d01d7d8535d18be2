"""What differs between the engines is declared, and what is declared is met."""
# ruff: noqa: E501 - one statement a line

import pytest

from engines.spark_here import spark_or_skip
from onrecord.engine import DuckEngine
from onrecord.engine.differences import DIFFERENCES
from onrecord.terms.errors import BadInput

spark_or_skip()

SHARED = [
    line.strip()
    for line in """
SELECT a, b FROM (VALUES (1, 'x'), (1, NULL), (NULL, 'y')) AS t(a, b) ORDER BY ALL
SELECT * EXCLUDE (b) FROM (VALUES (1, 2)) AS t(a, b)
SELECT b, sum(a) AS s FROM (VALUES (1, 1), (3, 1), (7, 2)) AS t(a, b) GROUP BY ALL ORDER BY ALL
SELECT a + 1 AS c, count(*) AS n FROM (VALUES (1)) AS t(a) GROUP BY c HAVING n > 0
SELECT a, b FROM (VALUES (1, 1), (3, 1), (7, 2)) AS t(a, b) QUALIFY row_number() OVER (PARTITION BY b ORDER BY a DESC) = 1 ORDER BY a
SELECT count(*) FILTER (a > 1) AS n, sum(a) FILTER (a > 5) AS s, bool_or(a > 1) AS o FROM (VALUES (1), (2)) AS t(a)
SELECT a FROM (VALUES (1), (2)) AS t(a) WHERE NOT EXISTS (SELECT 1 FROM (VALUES (2)) AS u(b) WHERE u.b = t.a)
SELECT a, NOT EXISTS (SELECT 1 FROM (VALUES (2)) AS u(b) WHERE u.b = t.a) AS e FROM (VALUES (1), (2)) AS t(a) ORDER BY a
SELECT t.a, u.a AS b FROM (VALUES (1), (2)) AS t(a) LEFT JOIN (VALUES (2)) AS u(a) ON u.a = t.a ORDER BY ALL
SELECT t.a, u.b FROM (VALUES (1)) AS t(a) FULL JOIN (VALUES (2)) AS u(b) ON u.b = t.a ORDER BY ALL
SELECT t.a FROM (VALUES (1), (2)) AS t(a) ANTI JOIN (VALUES (2)) AS u(a) ON u.a = t.a
SELECT 1 IS DISTINCT FROM NULL AS a, NULL IS NOT DISTINCT FROM NULL AS b
SELECT a, sum(a) OVER (ORDER BY a ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s, lag(a) OVER (ORDER BY a) AS l FROM (VALUES (1), (3), (7)) AS t(a) ORDER BY a
SELECT a, first_value(a) OVER (PARTITION BY b ORDER BY a DESC) AS f, max(a) OVER (ORDER BY a) AS m FROM (VALUES (1, 1), (3, 1)) AS t(a, b) ORDER BY a
SELECT a, sum(a) OVER (ORDER BY d RANGE BETWEEN INTERVAL 7 DAY PRECEDING AND CURRENT ROW) AS s FROM (VALUES (1, DATE '2024-01-01'), (2, DATE '2024-01-05'), (3, DATE '2024-01-20')) AS t(a, d) ORDER BY a
SELECT any_value(a) AS a FROM (VALUES (NULL), (1)) AS t(a)
SELECT median(a) AS m, avg(a) AS v FROM (VALUES (1), (2)) AS t(a)
SELECT regexp_matches('Open AI', '(?i)open') AS a, regexp_matches('xopen', '^open') AS b, regexp_extract('ab12', '([a-z]+)([0-9]+)', 2) AS c
SELECT contains('abc', 'b') AS a, starts_with('abc', 'ab') AS b, lower('ABC') AS c, 'a' || 'b' AS d, concat('a', NULL, 'b') AS e
SELECT coalesce(NULL, 1) AS a, nullif(1, 1) AS b, greatest(1, NULL, 3) AS c, CASE WHEN TRUE THEN 1 END AS d
SELECT 7 // 2 AS a, 7 % 3 AS b, 7 / 2 AS c, -7 // 2 AS d, abs(-3) AS e
SELECT array_length(['a', NULL]) AS a, list_sort(['b', NULL, 'a']) AS b, list_concat(['a'], ['b']) AS c
SELECT t.a, u.b FROM (VALUES (1, ['x', 'y'])) AS t(a, l) CROSS JOIN unnest(t.l) AS u(b) ORDER BY b
SELECT DATE '2024-01-01' + CAST(i AS INTEGER) AS d FROM unnest(range(3)) AS t(i) ORDER BY i
SELECT a FROM (VALUES ('b'), ('B'), ('é'), ('Z'), ('😀')) AS t(a) ORDER BY a
SELECT year(DATE '2024-02-01') AS a, month(DATE '2024-02-01') AS b, last_day(DATE '2024-02-01') AS c, strftime(DATE '2024-01-06', '%Y-%m') AS d
SELECT TRY_CAST('x' AS INTEGER) AS a, CAST('2024-01-01' AS DATE) AS b, CAST($nothing AS VARCHAR[]) IS NULL AS c
SELECT max_by(a, (b, c)) AS m FROM (VALUES (1, 2, 3), (3, 2, 4)) AS t(a, b, c)
""".strip().splitlines()
]  # fmt: skip
"""What SQL here may use freely: the part of DuckDB's SQL that both engines understand alike."""

ANSWERED = [sql for row in DIFFERENCES if row.mend != "refused" for sql in row.examples]
REFUSED = [(row.name, sql) for row in DIFFERENCES if row.mend == "refused" for sql in row.examples]


def same(spark, sql):
    """Ask both engines; values must be equal and of the same type."""
    ours, theirs = (engine.query(sql, {"nothing": None}) for engine in (DuckEngine(), spark))
    assert repr(theirs) == repr(ours)


@pytest.mark.parametrize("sql", ANSWERED)
def test_a_difference_that_is_met_shows_in_no_answer(spark, sql):
    same(spark, sql)


@pytest.mark.parametrize("sql", SHARED)
def test_the_shared_part_of_sql_means_the_same(spark, sql):
    same(spark, sql)


@pytest.mark.parametrize(("name", "sql"), REFUSED)
def test_what_would_differ_in_silence_is_refused_with_its_name(spark, name, sql):
    DuckEngine().query(sql)
    with pytest.raises(BadInput, match=name):
        spark.query(sql)


@pytest.mark.usefixtures("spark")
def test_every_rewriting_is_declared():
    from onrecord.engine.spark_sql import REWRITES

    declared = {row.name for row in DIFFERENCES if row.mend == "rewritten"}
    assert set(REWRITES) <= declared
    assert declared - set(REWRITES) == {"order of NULL", "parameter that is NULL"}, "these two sqlglot and `_null` do"


def test_a_difference_has_one_name():
    names = [row.name for row in DIFFERENCES]
    assert len(set(names)) == len(names)
    assert all(row.examples for row in DIFFERENCES)
