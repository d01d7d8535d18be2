"""What counts as a source: copies of one text are one, by whomever they were printed."""

from datetime import date, timedelta

import pytest

from onrecord.checking.check import check
from onrecord.reading.document import Document
from onrecord.reading.read import read
from onrecord.record import open_record
from onrecord.terms.labels import Label

TIMES = "published,basis,superseded,recorded,sources,note"
END = "2025-02-03,shown,,2026-01-01,wire|post,"
WEEKS = [date(2024, 10, 7) + timedelta(weeks=week) for week in range(16)]


def record_of(folder, story):
    """Write a record in which two publishers tell everything, of one `story` or each its own."""
    tables = {
        "sources": "source,publisher,published,tier,licence,address,mirror,story\n"
        f"wire,Nordwire,2025-02-03,M,facts only,https://wire.example,,{story}\n"
        f"post,Harbour Post,2025-02-03,M,facts only,https://post.example,,{story}\n",
        "entities": f"entity,kind,name,aliases,subkind,country,parent,place,role,{TIMES}\n"
        f"norway,country,Norway,,,NO,,,,{END}\noslo,place,Oslo,,city,NO,norway,,,{END}\n"
        f"bergen,place,Bergen,,city,NO,norway,,,{END}\nskalder,product,Skalder,,app,NO,,,,{END}\n"
        f"northfair,event-series,North AI Fair,,conference,NO,,,,{END}\n",
        "metrics": "metric,name,concepts,unit,kind,window,scope,counts,misses\n"
        "pulls,Weekly pulls,downloads,pulls,flow,a week,one registry,pulls,copies\n",
        "events": f"event,series,edition,name,period,extended,city,venue,status,{TIMES}\n"
        f"fair_2025,northfair,2025,North AI Fair 2025,2025-02-01,,oslo,,held,{END}\n",
        "observations": f"entity,metric,value,high,qualifier,period,read,flag,{TIMES}\n"
        + "".join(
            f"skalder,pulls,{900 - 50 * place},,,{week}/{week + timedelta(days=6)},,,{END}\n"
            for place, week in enumerate(WEEKS)
        ),
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return open_record(folder)


def verdict_on(text, record):
    article: Document = read(text.encode(), published=date(2025, 2, 4), format="txt")
    (claim,) = check(article, record).claims
    return claim.now


@pytest.mark.parametrize(("story", "one_source"), [("", False), ("fair-wire", True)])
@pytest.mark.parametrize("text", ["The North AI Fair was held in Bergen.", "Downloads of Skalder have fallen."])
def test_two_papers_that_print_one_text_are_one_source(text, story, one_source, tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "cache"))
    (tmp_path / "tables").mkdir()
    verdict = verdict_on(text, record_of(tmp_path / "tables", story))
    assert verdict.evidence
    assert verdict.one_source is one_source


@pytest.mark.parametrize(("day", "testify"), [(date(2025, 2, 5), False), (date(2025, 3, 20), True)])
def test_what_was_public_well_before_an_article_is_no_copy_of_it(day, testify, tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "cache"))
    (tmp_path / "tables").mkdir()
    record = record_of(tmp_path / "tables", "fair-wire")
    article = read(
        b"The North AI Fair was held in Bergen.",
        published=day,
        publisher="Nordwire",
        address="https://wire.example",
        format="txt",
    )
    (claim,) = check(article, record).claims
    assert (claim.now.label == "Refuted") is testify


def test_a_count_of_the_articles_own_source_disputes_another_count():
    headline = "World AI Conference draws a record crowd to Shanghai"
    address = "https://www.shine.cn/news/metro/2407064491/"
    text = f"{headline}\n\nTwo billion views online.\n"
    article = read(text, published=date(2024, 7, 6), title=headline, address=address, format="text")
    (claim,) = [one for one in check(article, open_record()).claims if "views" in one.claim.quote]
    assert claim.now.label is Label.CONFLICTING
    assert "own source" in claim.now.summary
