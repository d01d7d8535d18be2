"""Whether there is a Spark on this machine, and how the tests start it."""

import os
import shutil
from importlib.util import find_spec

import pytest

ADDRESS = "spark://local[2]?spark.driver.memory=1g&spark.sql.codegen.wholeStage=false&spark.sql.adaptive.enabled=false"
"""Small data: compiling a plan to Java, or planning it anew half-way, would take longer than running it."""

NEEDS = ("pyspark", "sqlglot", "pyarrow", "pandas")


def why_no_spark():
    """Say what is missing for Spark, or nothing."""
    if missing := [name for name in NEEDS if find_spec(name) is None]:
        return f"{missing[0]} is not installed: `make spark` installs it and runs these tests"
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        return "Spark needs Java 17 or newer, and there is none"
    return ""


def spark_or_skip():
    """Skip a whole module where there is no Spark, with one word for all its tests."""
    if why := why_no_spark():
        pytest.skip(why, allow_module_level=True)
