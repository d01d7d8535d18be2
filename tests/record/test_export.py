"""What is exported can be read back: the same answers on every day, in every form."""

import json
from datetime import date

import duckdb
import pytest

from onrecord import open_record
from onrecord.record.export import export_record
from onrecord.record.folder.transaction import create_record
from onrecord.record.imports.mapping import own_columns
from onrecord.record.imports.merge import merge_records
from onrecord.record.imports.run import import_files
from onrecord.record.schema import TABLES
from onrecord.terms.errors import BadRecord

DAYS = [date(2024, 1, 1), date(2025, 7, 25), date(2026, 3, 6), date(2026, 3, 8), date(2026, 11, 23)]


def everything(record, day):
    view = record.as_of(day)
    return {name: view.query(f"SELECT * FROM {name} ORDER BY ALL") for name in TABLES}


@pytest.fixture(scope="module")
def shipped_csv(tmp_path_factory):
    place = tmp_path_factory.mktemp("export") / "csv"
    export_record(None, place)
    return place


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_shipped_record_comes_back_from_csv(shipped_csv, day):
    assert everything(open_record(shipped_csv), day) == everything(open_record(), day)


def test_the_shipped_record_comes_back_through_imports(shipped_csv, tmp_path):
    """The importer and the reader of edited tables follow the same rules: row by row, on every day."""
    create_record(tmp_path / "record", "")
    for table in TABLES:
        file = shipped_csv / f"{table}.csv"
        if file.exists():
            import_files(tmp_path / "record", [file], own_columns(table), recorded=date(2026, 11, 23))
    mine, shipped = open_record(tmp_path / "record"), open_record()
    assert mine.rows == shipped.rows
    for day in DAYS:
        assert everything(mine, day) == everything(shipped, day)


def test_parquet_holds_every_row(tmp_path):
    written = export_record(None, tmp_path / "parquet", "parquet", ["events", "sources"])
    assert set(written) == {"events", "sources"}
    with duckdb.connect() as connection:
        file = tmp_path / "parquet" / "events.parquet"
        ((rows,),) = connection.execute(f"SELECT count(*) FROM '{file}'").fetchall()
    assert rows == written["events"] == open_record().rows["events"]


def test_a_data_package_says_what_its_columns_mean(tmp_path):
    export_record(None, tmp_path / "package", "datapackage", ["targets"])
    package = json.loads((tmp_path / "package" / "datapackage.json").read_text())
    (resource,) = package["resources"]
    header = (tmp_path / "package" / resource["path"]).read_text().splitlines()[0].split(",")
    assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert all(field["description"] for field in resource["schema"]["fields"])


def test_a_folder_that_is_there_is_not_written_over(tmp_path):
    with pytest.raises(BadRecord, match="is there already: name a new folder"):
        export_record(None, tmp_path)


def test_an_unknown_table_is_named(tmp_path):
    with pytest.raises(BadRecord, match="'prices' is no table"):
        export_record(None, tmp_path / "x", "csv", ["prices"])
    assert not (tmp_path / "x").exists()


def test_merging_twice_is_merging_once(shipped_csv, tmp_path):
    for name in ("one", "two"):
        create_record(tmp_path / name, "")
    for table in ("sources", "entities", "events"):
        import_files(
            tmp_path / "one",
            [shipped_csv / f"{table}.csv"],
            own_columns(table),
            recorded=date(2026, 11, 23),
            skip_bad=True,
        )
    merge_records(tmp_path / "two", [tmp_path / "one"], recorded=date(2027, 1, 1))
    merged = open_record(tmp_path / "two")
    assert everything(merged, DAYS[-1]) == everything(open_record(tmp_path / "one"), DAYS[-1])
    assert not any(r.changed for r in merge_records(tmp_path / "two", [tmp_path / "one"], recorded=date(2027, 1, 2)))


def test_a_record_is_not_merged_into_itself_nor_with_what_is_none(tmp_path):
    create_record(tmp_path / "one", "")
    with pytest.raises(BadRecord, match="cannot be merged into itself"):
        merge_records(tmp_path / "one", [tmp_path / "one"], recorded=date(2027, 1, 1))
    with pytest.raises(BadRecord, match="is not a record"):
        merge_records(tmp_path / "one", [tmp_path / "nothing"], recorded=date(2027, 1, 1))
