"""A bad row is refused with its file, line and column in one sentence, and nothing is built from it."""

import re

import pytest

from onrecord.record.load import best_tier, columns_of, read_tables, table_files
from onrecord.record.schema import TABLES
from onrecord.terms.errors import BadRecord
from strategies import SMALL, small, stated, write_tables

HEADER = "entity,metric,value,period,published,basis,superseded,recorded,sources"
GOOD = "acme,pulls,1,2025-01-06/2025-01-12,2025-01-13,stated,,2025-02-01,wire"

BAD_ROWS = [
    ("an unknown metric", "acme,puls,1,2025,2025-01-13,stated,,2025-02-01,wire", "metric", "did you mean 'pulls'"),
    ("a key like no other", "acme,zzz,1,2025,2025-01-13,stated,,2025-02-01,wire", "metric", "add it there or correct"),
    ("an unknown source", "acme,pulls,1,2025,2025-01-13,stated,,2025-02-01,wier", "sources", "did you mean 'wire'"),
    ("a second source that is unknown", "acme,pulls,1,2025,2025-01-13,stated,,2025-02-01,wire|gazete", "sources",
     "did you mean 'gazette'"),
    ("no source", "acme,pulls,1,2025,2025-01-13,stated,,2025-02-01,", "sources", "is empty"),
    ("no value", "acme,pulls,,2025,2025-01-13,stated,,2025-02-01,wire", "value", "is empty: it must say the value"),
    ("no publication day", "acme,pulls,1,2025,,stated,,2025-02-01,wire", "published", "is empty"),
    ("a value in words", "acme,pulls,many,2025,2025-01-13,stated,,2025-02-01,wire", "value", "plain number"),
    ("a value with commas", 'acme,pulls,"1,000",2025,2025-01-13,stated,,2025-02-01,wire', "value", "plain number"),
    ("a value without end", "acme,pulls,inf,2025,2025-01-13,stated,,2025-02-01,wire", "value", "must be finite"),
    ("a day that does not exist", "acme,pulls,1,2025-02-30,2025-01-13,stated,,2025-02-01,wire", "period",
     "not in the calendar"),
    ("a period that ends first", "acme,pulls,1,2025-02/2025-01,2025-01-13,stated,,2025-02-01,wire", "period",
     "ends before it starts"),
    ("a day written otherwise", "acme,pulls,1,2025,13.01.2025,stated,,2025-02-01,wire", "published", "is not a date"),
    ("a coarse day of recording", "acme,pulls,1,2025,2025-01-13,stated,,2025-02,wire", "recorded", "YYYY-MM-DD"),
    ("a basis that is none", "acme,pulls,1,2025,2025-01-13,told,,2025-02-01,wire", "basis", "must be one of stated"),
    ("unknown but stated", "acme,pulls,1,2025,unknown,stated,,2025-02-01,wire", "basis", "while published is"),
    ("a day but only recorded", "acme,pulls,1,2025,2025-01-13,recorded,,2025-02-01,wire", "basis",
     "while published is"),
    ("replaced before it was public", "acme,pulls,1,2025,2025-01-13,stated,2025-01-12,2025-02-01,wire", "superseded",
     "must have stood for a day"),
    ("replaced on the day itself", "acme,pulls,1,2025,2025-01-13,stated,2025-01-13,2025-02-01,wire", "superseded",
     "must have stood for a day"),
    ("recorded before it was public", "acme,pulls,1,2025,2025-03,stated,,2025-02-01,wire", "recorded",
     "before the row was published"),
    ("replaced before it was recorded, its day unknown",
     "acme,pulls,1,2025,unknown,recorded,2025-01-31,2025-02-01,wire", "superseded", "must have stood for a day"),
]  # fmt: skip


def write_observations(folder, text):
    write_tables(folder, SMALL)
    file = folder / "observations.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def refusal(folder):
    with pytest.raises(BadRecord) as refused:
        read_tables(folder)
    message = str(refused.value)
    assert "\n" not in message
    assert re.search(r"[.?]$", message), message
    return message


@pytest.mark.parametrize(("row", "column", "reason"), [bad[1:] for bad in BAD_ROWS], ids=[bad[0] for bad in BAD_ROWS])
def test_a_bad_cell_is_refused_with_its_place(tmp_path, row, column, reason):
    file = write_observations(tmp_path, f"{HEADER}\n{GOOD}\n{row}\n")
    message = refusal(tmp_path)
    assert message.startswith(f"{file}, line 3, column {column!r}")
    assert reason in message


BAD_FILES = [
    ("an unknown column", f"{HEADER},remark\n{GOOD},x\n", "line 1: column 'remark' is unknown"),
    ("a misspelt column", f"{HEADER.replace('period', 'perod')}\n{GOOD}\n", "did you mean 'period'"),
    ("a missing column", "entity,metric\nacme,pulls\n", "line 1: the column 'value' is missing"),
    ("a column twice", f"{HEADER},value\n{GOOD},2\n", "line 1: column 'value' stands there twice"),
    ("too few cells", f"{HEADER}\n{GOOD}\nacme,pulls,1\n", "line 3: 3 cells where the header has 9"),
    ("too many cells", f"{HEADER}\n{GOOD},more\n", "line 2: 10 cells where the header has 9"),
    ("a quote that never ends", f'{HEADER}\n{GOOD}\nacme,"pulls,1\n', "check the quotes"),
    ("a quote inside a word", f'{HEADER}\n{GOOD}\n"ac"me,pulls,1\n', "line 3: "),
    ("an empty file", "", "line 1: the column 'entity' is missing"),
    ("bytes that are no text", f"{HEADER}\n".encode() + b"acm\xe9,pulls\n", "is not UTF-8 (byte"),
    ("a row twice", f"{HEADER}\n{GOOD}\n{GOOD}\n", "line 3 repeats observations.csv, line 2"),
]


@pytest.mark.parametrize(("text", "reason"), [bad[1:] for bad in BAD_FILES], ids=[bad[0] for bad in BAD_FILES])
def test_a_bad_file_is_refused_with_its_place(tmp_path, text, reason):
    file = write_observations(tmp_path, text)
    message = refusal(tmp_path)
    assert message.startswith(str(file))
    assert reason in message


def test_a_source_may_stand_there_once_only(tmp_path):
    write_tables(tmp_path, small(sources=[{**SMALL["sources"][0], "publisher": "Another Wire"}]))
    assert "line 6 repeats sources.csv, line 2: keep one of them." in refusal(tmp_path)


def test_an_edition_may_have_several_rows_as_what_is_known_of_it_changes(tmp_path):
    planned = stated(event="fair-25", series="fair", name="Fair 2025", period="2025-05", city="port", status="planned",
                     published="2025-01-01", superseded="2025-05-03")  # fmt: skip
    held = {**planned, "period": "2025-05-03", "status": "held", "published": "2025-05-03", "superseded": ""}
    write_tables(tmp_path, small(events=[planned, held]))
    assert [row["status"] for row in read_tables(tmp_path)["events"]] == ["planned", "held"]


def test_an_entity_may_belong_to_one_that_stands_further_down(tmp_path):
    child = stated(entity="acme-lab", kind="organisation", name="Acme Lab", parent="zeta", published="2024-01-01")
    parent = stated(entity="zeta", kind="organisation", name="Zeta", published="2024-01-01")
    write_tables(tmp_path, small(entities=[child, parent]))
    assert {row["parent"] for row in read_tables(tmp_path)["entities"]} == {"", "zeta"}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_any_editor_ends_them(tmp_path, ending):
    write_observations(tmp_path, ending.join([HEADER, GOOD, ""]))
    (row,) = read_tables(tmp_path)["observations"]
    assert row["sources"] == ["wire"]


def test_a_byte_order_mark_as_spreadsheets_write_it_is_no_part_of_the_first_column(tmp_path):
    write_observations(tmp_path, b"\xef\xbb\xbf" + f"{HEADER}\n{GOOD}\n".encode())
    assert len(read_tables(tmp_path)["observations"]) == 1


@pytest.mark.parametrize("odd", ["\u2028", "\x0b", "\x85", "\x1c"])
def test_only_a_line_break_breaks_a_line(tmp_path, odd):
    write_observations(tmp_path, f"{HEADER},note\n{GOOD},one{odd}two\n{GOOD},{odd}\nacme,puls\n")
    assert "line 4: 2 cells" in refusal(tmp_path)


def test_blank_lines_are_no_rows_and_cells_are_trimmed(tmp_path):
    write_observations(tmp_path, f"{HEADER}\n\n{GOOD.replace(',', ' , ')}\n\n")
    (row,) = read_tables(tmp_path)["observations"]
    assert (row["entity"], row["metric"], row["value"]) == ("acme", "pulls", 1.0)


def test_the_line_is_that_of_the_file_where_a_cell_holds_several_lines(tmp_path):
    note = '"one\ntwo"'
    write_observations(tmp_path, f"{HEADER},note\n{GOOD},{note}\nacme,puls,1,2025,2025,stated,,2025-01-01,wire,\n")
    assert "line 4, column 'metric'" in refusal(tmp_path)


def test_a_table_may_stand_in_one_file_in_several_or_in_a_folder(tmp_path):
    for name in ("observations.csv", "observations_more.csv", "observations/any.csv", "observed.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = {file.relative_to(tmp_path).as_posix() for file in table_files(tmp_path, TABLES["observations"])}
    assert found == {"observations.csv", "observations_more.csv", "observations/any.csv"}


def test_the_best_source_sets_the_tier(tmp_path):
    write_tables(tmp_path, small(observations=[
        stated(entity="acme", metric="pulls", value="1", period="2025", published="2025-12-31", sources="farm|digest"),
    ]))  # fmt: skip
    (row,) = read_tables(tmp_path)["observations"]
    assert row["tier"] == "S"
    assert best_tier([], {}) == "W"


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_row_has_exactly_the_stored_columns(tmp_path, table):
    write_tables(tmp_path, SMALL)
    for row in read_tables(tmp_path)[table.name]:
        assert set(row) == set(columns_of(table))
