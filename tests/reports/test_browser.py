"""The page in a real browser: no network, no scripts needed, keyboard, contrast, phone, paper."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from onrecord.checking.result import CheckedArticle
from onrecord.reports import render

pytestmark = pytest.mark.browser

FOLLOW_FOCUS = """() => {
  window.reached = [];
  document.addEventListener("focusin", (event) => {
    const node = event.target;
    if (getComputedStyle(node).outlineStyle === "none") window.reached.push("hidden");
    else if (node.matches("a.mark, a.ref")) window.reached.push("mark" + node.getAttribute("href"));
    else window.reached.push("card#" + (node.closest(".card")?.id ?? ""));
  });
}"""


@pytest.fixture(scope="module")
def address(article: CheckedArticle, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render(article, "html"), encoding="utf-8")
    return path.as_uri()


def test_it_asks_the_network_for_nothing_and_reports_no_error(page: Any, address: str) -> None:
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    page.goto(address)
    page.mouse.move(200, 700)
    assert errors == []
    assert [request for request in requests if not request.startswith("data:")] == [address]


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_it_never_scrolls_sideways(page: Any, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_cards_stand_under_the_article(page: Any, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    article = page.locator("article").bounding_box()
    card = page.locator("#claim-1").bounding_box()
    assert card["y"] > article["y"] + article["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_the_contrast_of_wcag_aa(page: Any, address: str, scheme: str, contrast: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true })")
    found = contrast(page)
    assert len(found) > 150
    assert [row for row in found if row[0] < 4.5] == []


def test_tab_reaches_every_mark_and_every_card_and_shows_where_it_is(page: Any, address: str) -> None:
    page.goto(address)
    page.evaluate(FOLLOW_FOCUS)
    for _ in range(100):
        page.keyboard.press("Tab")
    reached = set(page.evaluate("window.reached"))
    cards = page.evaluate("[...document.querySelectorAll('.card')].map((node) => node.id)")
    assert len(cards) == 9
    assert {f"mark#{card}" for card in cards} <= reached
    assert {f"card#{card}" for card in cards} <= reached
    assert "hidden" not in reached


def test_a_mark_leads_to_its_card_and_back_without_scripts(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator("article a.mark[href='#claim-4']").last.click()
    assert page.url.endswith("#claim-4")
    page.locator("#claim-4 .backs a").first.click()
    assert page.url.endswith("#c4p0")
    assert page.locator("#c4p0").is_visible()
    context.close()


def test_the_keys_walk_from_card_to_card(page: Any, address: str) -> None:
    page.goto(address)
    page.locator("article a.mark[href='#claim-4']").last.focus()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "claim-5"
    page.keyboard.press("k")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#claim-4"


def test_headings_are_in_order_landmarks_are_there_and_ids_are_unique(page: Any, address: str) -> None:
    page.goto(address)
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((node) => +node.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.evaluate("document.documentElement.lang") == "en"
    for landmark in ("header", "main", "article", "footer"):
        assert page.locator(landmark).count() == 1
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)")
    assert len(ids) == len(set(ids))
    targets = page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].map((node) => node.hash.slice(1))")
    assert set(targets) <= set(ids)


def test_only_web_addresses_are_links(page: Any, address: str) -> None:
    page.goto(address)
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map((node) => node.getAttribute('href'))")
    assert all(link.startswith(("#", "https://")) for link in links)
    assert page.locator("article script").count() == 0
    assert "<script>alert('x')</script>" in page.locator("article").inner_text()


def test_the_verdicts_are_told_apart_without_colour(page: Any, address: str) -> None:
    page.goto(address)
    lines = page.evaluate(
        "[...document.querySelectorAll('.tally .mark')].map((node) => { const s = getComputedStyle(node);"
        " return s.textDecorationStyle + s.textDecorationThickness })"
    )
    signs = page.locator(".tally .sign").all_inner_texts()
    assert len(set(lines)) == len(set(signs)) == 5


def test_on_paper_nothing_is_cut(page: Any, address: str) -> None:
    page.goto(address)
    page.set_viewport_size({"width": 665, "height": 940})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 665
    assert page.locator(".queries p").first.evaluate("(node) => node.checkVisibility()")
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type/Page/") > 0
