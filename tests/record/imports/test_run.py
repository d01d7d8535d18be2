"""Imports: what sources said decides, never the order or the number of the imports; all of a file is taken, or none."""

import itertools
import multiprocessing
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from killing import DEAD, run_program
from onrecord import open_record
from onrecord.record.folder.manifest import read_manifest
from onrecord.record.folder.transaction import create_record
from onrecord.record.folder.validate import validate_record
from onrecord.record.imports.mapping import own_columns, read_mapping
from onrecord.record.imports.run import import_files, import_rows
from onrecord.terms.errors import BadRecord
from strategies import SMALL

RECORDED = date(2031, 1, 1)

COUNTS = """
table = "observations"
[columns]
entity = "firm"
period = "year"
value = "count"
[constants]
metric = "pulls"
sources = "wire"
"""


@pytest.fixture
def folder(tmp_path):
    return world(tmp_path / "record")


def world(folder):
    """Make a record of its own that holds the small world of the tests, and no observation."""
    create_record(folder, "")
    import_rows(folder, SMALL, "the small world", recorded=RECORDED)
    return folder


@pytest.fixture
def counts(tmp_path):
    """Write a CSV file of counts and its mapping; returns a function that imports them."""
    (tmp_path / "counts.toml").write_text(COUNTS)

    def bring(folder, text, published="2025-03-01", **options):
        file = tmp_path / f"counts-{published}.csv"
        file.write_text(text)
        mapping = read_mapping(tmp_path / "counts.toml", {"published": published})
        return import_files(folder, [file], mapping, recorded=RECORDED, **options)

    return bring


def values(folder, day=None):
    record = open_record(folder)
    view = record.as_of(day) if day else record.latest()
    rows = view.query("SELECT entity, period_start, value FROM observations ORDER BY ALL")
    return [(row["entity"], row["period_start"].year, row["value"]) for row in rows]


def test_a_later_vintage_replaces_and_the_earlier_one_stays_in_its_days(folder, counts):
    counts(folder, "firm,year,count\nacme,2020,5\nbolt,2020,7\n")
    (report,) = counts(folder, "firm,year,count\nacme,2020,6\nbolt,2020,7\n", published="2025-06-01")
    assert (report.new, report.revised, report.repeated, report.ended) == (0, 1, 1, 1)
    assert values(folder, date(2025, 2, 28)) == []
    assert values(folder, date(2025, 5, 31)) == [("acme", 2020, 5.0), ("bolt", 2020, 7.0)]
    assert values(folder, date(2025, 6, 1)) == [("acme", 2020, 6.0), ("bolt", 2020, 7.0)]


def test_the_record_of_a_day_does_not_know_the_ends_that_were_learned_later(folder, counts, tmp_path):
    counts(folder, "firm,year,count\nacme,2020,5\n")
    (tmp_path / "later.csv").write_text("firm,year,count\nacme,2020,6\n")
    mapping = read_mapping(tmp_path / "counts.toml", {"published": "2025-06-01"})
    import_files(folder, [tmp_path / "later.csv"], mapping, recorded=date(2032, 1, 1))
    record = open_record(folder)
    asked = "SELECT value FROM observations"
    assert record.as_of(date(2025, 7, 1)).query(asked) == [{"value": 6.0}]
    assert record.as_of(date(2025, 7, 1), recorded_as_of=date(2031, 6, 1)).query(asked) == [{"value": 5.0}]


statements = st.lists(
    st.tuples(st.sampled_from(["acme", "bolt"]), st.integers(1, 3), st.integers(0, 6)),
    min_size=1,
    max_size=6,
    unique_by=lambda said: (said[0], said[2]),
)
"""What a source said: of whom, how much, and on which day."""

START = date(2025, 1, 1)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(statements, st.randoms(use_true_random=False))
def test_the_order_in_which_words_come_in_changes_no_answer(said, chance):
    shuffled = list(said)
    chance.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as place:
        folder = world(Path(place) / "record")
        for number, (firm, value, day) in enumerate(shuffled):
            published = (START + timedelta(days=day)).isoformat()
            row = {"entity": firm, "metric": "pulls", "value": value, "period": "2024", "published": published}
            told = {**row, "basis": "stated", "recorded": RECORDED.isoformat(), "sources": "wire"}
            import_rows(folder, {"observations": [told]}, f"word {number}", recorded=RECORDED)
        validate_record(folder)
        record = open_record(folder)
        for day in range(-1, 8):
            rows = record.as_of(START + timedelta(days=day)).query(
                "SELECT entity, value, known_from FROM observations ORDER BY entity"
            )
            assert [(row["entity"], row["value"], row["known_from"]) for row in rows] == standing(said, day)


def standing(said, day):
    """What stands on a day: of each firm the last word, known since it was first said in a row."""
    found = []
    for firm in ("acme", "bolt"):
        words = sorted((when, value) for who, value, when in said if who == firm and when <= day)
        if words:
            others = [number for number, word in enumerate(words) if word[1] != words[-1][1]]
            since = words[others[-1] + 1 if others else 0]
            found.append((firm, float(since[1]), START + timedelta(days=since[0])))
    return found


def test_the_same_file_again_changes_nothing(folder, counts):
    counts(folder, "firm,year,count\nacme,2020,5\n")
    before = read_manifest(folder)
    (again,) = counts(folder, "firm,year,count\nacme,2020,5\n")
    assert again.before == RECORDED.isoformat()
    assert read_manifest(folder) == before


def test_rows_that_are_held_are_not_added_by_another_file(folder, counts):
    counts(folder, "firm,year,count\nacme,2020,5\n")
    (report,) = counts(folder, "firm,year,count\nacme,2020,5\nacme,2021,8\n")
    assert (report.new, report.held, report.revised) == (1, 1, 0)


BAD = [
    ("acme,2020,five", "line 3, column 'value' is 'five': write a plain, finite number"),
    ("acme,2020,inf", "line 3, column 'value' is 'inf': write a plain, finite number"),
    (
        "amce,2020,5",
        "line 3, column 'entity': 'amce' is no entity, event or release of the record; did you mean 'acme'",
    ),
    ("acme,2020-13,5", "line 3, column 'period': '2020-13' is not in the calendar"),
    ("acme,,5", "line 3, column 'period' is empty"),
    ("acme,2020", "line 3: 2 cells where the header has 3"),
    ('acme,2020,"5', "line 3"),
    ("bolt,2020,8", "another value of the same thing on the same day than .*line 2: keep one of the two"),
]


@pytest.mark.parametrize(("row", "message"), BAD)
def test_a_bad_row_is_named_and_nothing_is_written(folder, counts, row, message):
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    with pytest.raises(BadRecord, match=message):
        counts(folder, f"firm,year,count\nbolt,2020,7\n{row}\n")
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_bad_rows_can_be_left_out_and_are_named(folder, counts):
    (report,) = counts(folder, "firm,year,count\nacme,2020,five\nbolt,2020,7\n", skip_bad=True)
    assert (report.new, report.bad) == (1, 1)
    assert "line 2, column 'value' is 'five'" in report.problems[0]
    assert values(folder) == [("bolt", 2020, 7.0)]


def test_a_cell_that_says_nothing_is_no_zero(folder, counts):
    (report,) = counts(folder, "firm,year,count\nacme,2020,NA\nacme,2021,\nbolt,2020,0\n")
    assert (report.new, report.empty) == (1, 2)
    assert values(folder) == [("bolt", 2020, 0.0)]


def test_one_column_an_entity_and_one_file_a_metric(folder, tmp_path):
    (tmp_path / "wide.toml").write_text(
        'table = "observations"\ncolumns = {period = "Year"}\nconstants = {metric = "{stem}", sources = "gazette"}\n'
        'wide = {header = "entity", cell = "value", leave = ["Total"]}\n'
        'values = {entity = {ACM = "acme", BLT = "bolt"}}\n'
    )
    (tmp_path / "pulls.csv").write_text("Year,ACM,BLT,Total\n2020,1,2,3\n2021,,4,4\n")
    (tmp_path / "seats.csv").write_text("Year,ACM,BLT,Total\n2020,10,20,30\n")
    files = [tmp_path / "pulls.csv", tmp_path / "seats.csv"]
    (report,) = import_files(folder, files, read_mapping(tmp_path / "wide.toml"), recorded=RECORDED)
    assert (report.read, report.new, report.empty) == (6, 5, 1)
    rows = open_record(folder).latest().query("SELECT metric, entity, value FROM observations ORDER BY ALL")
    assert [tuple(row.values()) for row in rows] == [
        ("pulls", "acme", 1.0),
        ("pulls", "bolt", 2.0),
        ("pulls", "bolt", 4.0),
        ("seats", "acme", 10.0),
        ("seats", "bolt", 20.0),
    ]


def test_a_mapping_brings_the_names_that_its_rows_need(folder, tmp_path):
    (tmp_path / "own.toml").write_text(
        COUNTS.replace('"pulls"', '"rides"').replace('"wire"', '"office"')
        + '[[sources]]\nsource = "office"\npublisher = "Office"\npublished = "unknown"\ntier = "O"\nlicence = "MIT"\n'
        '[[metrics]]\nmetric = "rides"\nname = "rides"\nconcepts = "usage"\nunit = "rides"\nkind = "flow"\n'
        'window = "a year"\ncounts = "rides"\nmisses = "walks"\n'
        '[[entities]]\nentity = "cart"\nkind = "organisation"\nname = "Cart"\nsources = "office"\n'
    )
    (tmp_path / "rides.csv").write_text("firm,year,count\ncart,2020,5\n")
    reports = import_files(folder, [tmp_path / "rides.csv"], read_mapping(tmp_path / "own.toml"), recorded=RECORDED)
    assert [(report.table, report.new) for report in reports] == [
        ("sources", 1),
        ("metrics", 1),
        ("entities", 1),
        ("observations", 1),
    ]


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "json", "parquet"])
def test_every_kind_of_file_gives_the_same_rows(folder, tmp_path, kind):
    import json

    from onrecord.engine import Workshop

    rows = [{"firm": "acme", "year": "2020", "count": 5}, {"firm": "bolt", "year": "2021", "count": 7.5}]
    file = tmp_path / f"counts.{kind}"
    match kind:
        case "csv" | "tsv":
            mark = "," if kind == "csv" else "\t"
            file.write_text("\n".join(mark.join(map(str, line)) for line in [rows[0], *(row.values() for row in rows)]))
        case "jsonl":
            file.write_text("\n\n".join(json.dumps(row) for row in rows))
        case "json":
            file.write_text(json.dumps(rows))
        case "parquet":
            with Workshop() as workshop:
                workshop.fill(
                    "t", {"firm": "VARCHAR", "year": "VARCHAR", "count": "DOUBLE"}, [(*r.values(),) for r in rows]
                )
                workshop.write("SELECT * FROM t", file)
    (tmp_path / "counts.toml").write_text(COUNTS)
    import_files(folder, [file], read_mapping(tmp_path / "counts.toml"), recorded=RECORDED)
    assert values(folder) == [("acme", 2020, 5.0), ("bolt", 2021, 7.5)]


def test_a_row_that_spans_lines_does_not_move_the_lines_after_it(folder, tmp_path):
    (tmp_path / "noted.csv").write_text(
        "entity,metric,value,period,published,basis,recorded,sources,note\n"
        'acme,pulls,1,2020,2025-01-01,stated,2026-01-01,wire,"two\nlines"\n\nacme,pulls,x,2021,2025-01-01,stated,2026-01-01,wire,\n'
    )
    with pytest.raises(BadRecord, match="line 5, column 'value' is 'x'"):
        import_files(folder, [tmp_path / "noted.csv"], own_columns("observations"), recorded=RECORDED)


def test_a_definition_cannot_change_under_a_name(folder):
    other = {**SMALL["metrics"][0], "unit": "tonnes"}
    with pytest.raises(BadRecord, match="'pulls' is defined otherwise already: give it another name"):
        import_rows(folder, {"metrics": [other]}, "another world", recorded=RECORDED)


KILLED = """
import os, sys
from datetime import date
from pathlib import Path
from killing import dying_at
from onrecord.engine import Workshop
from onrecord.record.imports.mapping import read_mapping
from onrecord.record.imports.run import import_files

deadly = dying_at(int(sys.argv[4]))
Workshop.write = deadly(Workshop.write)
os.fsync = deadly(os.fsync)
Path.replace = deadly(Path.replace)
import_files(Path(sys.argv[1]), [Path(sys.argv[2])], read_mapping(Path(sys.argv[3])), recorded=date(2031, 1, 1))
"""


def test_a_kill_at_any_write_leaves_the_record_as_it_was_or_as_it_should_be(folder, counts, tmp_path):
    counts(folder, "firm,year,count\nacme,2020,5\nbolt,2020,7\n")
    before = values(folder)
    file, mapping = tmp_path / "next.csv", tmp_path / "next.toml"
    file.write_text("firm,year,count\nacme,2020,6\nbolt,2020,7\nbolt,2021,9\n")
    mapping.write_text(COUNTS.replace("[constants]", '[constants]\npublished = "2025-06-01"'))
    after = [("acme", 2020, 6.0), ("bolt", 2020, 7.0), ("bolt", 2021, 9.0)]
    killed = 0
    for step in itertools.count():
        done = run_program(KILLED, folder, file, mapping, step)
        assert values(folder) in (before, after)
        if done.returncode == 0:
            break
        assert done.returncode == DEAD, done.stderr
        killed += 1
    assert killed > 8
    assert values(folder) == after
    assert validate_record(folder).stray == 0


def _bring(folder, name, value, barrier):
    barrier.wait()
    row = {"entity": name, "metric": "pulls", "value": value, "period": "2024", "published": "2025-01-01"}
    told = {**row, "basis": "stated", "recorded": RECORDED.isoformat(), "sources": "wire"}
    import_rows(Path(folder), {"observations": [told]}, name, recorded=RECORDED)


def test_two_imports_at_once_both_count(folder):
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(2)
    both = [
        context.Process(target=_bring, args=(str(folder), name, value, barrier))
        for name, value in (("acme", 1), ("bolt", 2))
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert values(folder) == [("acme", 2024, 1.0), ("bolt", 2024, 2.0)]


def test_who_does_not_wait_is_told(folder, counts):
    from onrecord.record.folder.transaction import Transaction

    told = []
    with Transaction(folder), pytest.raises(BadRecord, match="is being written by another import"):
        counts(folder, "firm,year,count\nacme,2020,5\n", wait=0.2, waiting=told.append)
    assert told == [0.2]
