"""Which engine an address means, as it is typed after `--engine` or stands in `ONRECORD_ENGINE`."""

from __future__ import annotations

from urllib.parse import parse_qsl

from onrecord.engine.base import Engine
from onrecord.engine.duck import DuckEngine
from onrecord.terms.errors import BadInput

DEFAULT = "duckdb"

ADDRESSES = ("duckdb", "spark", "spark://local[2]", "spark://HOST:PORT", "sc://HOST:PORT")
"""The forms of an address, for messages and help."""


def open_engine(address: str = DEFAULT) -> Engine:
    """Open the engine of an address: `duckdb`, `spark` (on this machine), `spark://HOST:PORT`, `sc://HOST:PORT`.

    Settings may follow a question mark: `duckdb?memory=4GB&threads=8`, `spark?spark.driver.memory=8g`.

    >>> open_engine("duckdb?memory=1GB").query("SELECT 1 AS one")
    [{'one': 1}]

    Raises `BadInput` for an address that is none of these, and where Spark is not installed or does not answer.
    """
    place, _, query = address.strip().partition("?")
    try:
        settings = dict(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)))
    except ValueError:
        raise BadInput(
            f"The settings of the engine {address!r} cannot be read: write ?name=value&name=value."
        ) from None
    if place == DEFAULT:
        return _duckdb(address, settings)
    if place == "spark" or place.startswith(("spark://", "sc://")):
        return _spark(address, place, settings)
    raise BadInput(f"{address!r} is no engine: write one of {', '.join(ADDRESSES)}.")


def _duckdb(address: str, settings: dict[str, str]) -> Engine:
    unknown = settings.keys() - {"memory", "threads"}
    if unknown:
        raise BadInput(f"DuckDB has no setting {min(unknown)!r} here ({address!r}): it takes memory and threads.")
    threads = settings.get("threads", "2")
    if not threads.isdecimal() or int(threads) < 1:
        raise BadInput(f"threads is {threads!r} in {address!r}: write a whole number, such as threads=4.")
    return DuckEngine(memory=settings.get("memory"), threads=int(threads))


def _spark(address: str, place: str, settings: dict[str, str]) -> Engine:
    strange = [name for name in settings if not name.startswith("spark.")]
    if strange:
        raise BadInput(f"Spark has no setting {strange[0]!r} ({address!r}): its settings begin with spark.")
    try:
        from onrecord.engine.spark import SparkEngine  # noqa: PLC0415 - half a gigabyte that few need
    except ImportError as error:
        raise BadInput(
            f"The engine {place!r} needs {error.name}, which is not installed: pip install 'onrecord[spark]'"
        ) from None
    return SparkEngine(place, settings=settings)
