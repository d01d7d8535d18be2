"""The page of a comparison in a real browser: no network, both sides lead to each other, phone, contrast."""

from datetime import date

import pytest

from onrecord.copies.article import Article
from onrecord.copies.compare import compare
from onrecord.reading.document import Document
from onrecord.reports.copies import render_copies

pytestmark = pytest.mark.browser

WIRE = (
    "The World Summit on Ships opened in Shanghai on Saturday, where 800 companies showed their work. "
    "Wu Fang, an analyst at Peach Securities, said that some of the ships could sail without a crew. "
    "Visitors queued for hours at the gates of the halls."
)
COPY = (
    "Visitors queued for hours at the gates of the halls. "
    "The World Summit on Ships opened in Beijing on Saturday, where 900 companies showed their work."
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    papers = ((WIRE, "Nordwire", 26), (COPY, "Harbour Post", 27), (WIRE.upper(), "Lake Times", 28))
    compared = compare(
        Article(publisher, Document(text, title="Ships", publisher=publisher, published=date(2025, 7, day)))
        for text, publisher, day in papers
    )
    path = tmp_path_factory.mktemp("copies") / "copies.html"
    path.write_text(render_copies(compared, "html"), encoding="utf-8")
    return path.as_uri()


def test_it_asks_the_network_for_nothing_and_reports_no_error(page, address):
    requests, errors = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    assert errors == []
    assert requests == [address]


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_it_never_scrolls_sideways(page, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_copy_and_source_stand_side_by_side_and_on_a_phone_one_under_the_other(page, address):
    page.goto(address)
    source, copy = (page.get_by_label(side, exact=True).first for side in ("Source", "Copy"))
    assert copy.bounding_box()["x"] > source.bounding_box()["x"] + source.bounding_box()["width"] - 1
    page.set_viewport_size({"width": 390, "height": 844})
    assert copy.bounding_box()["y"] > source.bounding_box()["y"] + source.bounding_box()["height"] - 1


def test_a_number_leads_to_the_sentence_on_the_other_side_and_back(page, address):
    page.goto(address)
    page.locator("[id='c1-1'] a").click()
    assert page.url.endswith("#t1-3")
    page.locator("[id='t1-3'] a").click()
    assert page.url.endswith("#c1-1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_the_contrast_of_wcag_aa(page, address, scheme, contrast):
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    found = contrast(page)
    assert len(found) > 20
    assert [row for row in found if row[0] < 4.5] == []


def test_every_link_leads_somewhere_and_ids_are_unique(page, address):
    page.goto(address)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)")
    targets = page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].map((node) => node.hash.slice(1))")
    assert len(ids) == len(set(ids))
    assert targets
    assert set(targets) <= set(ids)
