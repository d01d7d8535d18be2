"""Credit is given to every source, and the committed page is the one that the tables make."""

from pathlib import Path

from onrecord import open_record
from onrecord.record.attribution import attribution, rows_by_source
from strategies import SMALL, small, stated

ROOT = Path(__file__).parents[2]


def test_the_committed_page_is_up_to_date():
    committed = (ROOT / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert committed == attribution(open_record()), "run `make attribution`"


def test_every_source_on_which_a_row_rests_is_credited():
    record = open_record()
    page = attribution(record).replace("\\", "")
    for name, rows in rows_by_source(record).items():
        assert rows
        assert record.sources[name]["publisher"] in page


def test_a_mirror_is_named_but_not_linked():
    record = open_record()
    page = attribution(record)
    offered = {source["address"] for source in record.sources.values() if source["mirror"] != "yes"}
    for source in record.sources.values():
        if source["mirror"] == "yes" and source["address"] and source["address"] not in offered:
            assert f"(<{source['address']}>)" not in page


def test_a_source_is_listed_under_its_licence_with_its_rows(small_record):
    source = {"source": "free", "publisher": "The <Free> [Press]", "published": "2025", "tier": "S", "licence": "MIT",
              "address": "https://free.example/a"}  # fmt: skip
    rows = [stated(entity=name, kind="group", name=name, published="2025-12-31", sources="free|wire") for name in "xy"]
    page = attribution(small_record(small(sources=[source], entities=rows)))
    under_mit = page.partition("## MIT")[2].partition("## ")[0]
    assert "- **The \\<Free\\> \\[Press\\]** (secondary, 2 rows): [free, 2025](<https://free.example/a>)" in under_mit
    assert page.index("## MIT") < page.index("## Facts only")


def test_a_source_on_which_nothing_rests_is_not_listed(small_record):
    page = attribution(small_record(SMALL))
    assert "The Wire" in page
    assert "Gazette" not in page
