"""What a user types gives the same bytes on Spark as on DuckDB, on the shipped record."""

import pytest

from engines.spark_here import ADDRESS, spark_or_skip
from onrecord.cli.demo import example
from onrecord.cli.main import main

spark_or_skip()

COMMANDS = {
    "series": ("series", "deepseek", "--format", "json", "--as-of", "2025-07-25"),
    "series of one metric": ("series", "deepseek-models", "or_tokens_week_author", "--format", "csv"),
    "revisions": ("revisions", "deepseek", "--format", "json"),
    "diff": ("diff", "--from", "2026-03-01", "--to", "2026-03-08", "--format", "csv"),
    "coverage": ("coverage", "waic", "--format", "json"),
    "show": ("show", "waic", "--as-of", "2025-07-25"),
    "check": ("check", str(example()), "--format", "json"),
}


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_command_prints_the_same_bytes_on_both_engines(words, capsys):
    printed = []
    for address in ("duckdb", ADDRESS):
        assert main(["--engine", address, *words]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0]
    assert printed[1] == printed[0]
