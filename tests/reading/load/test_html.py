"""HTML: the article of a page, and only what the page states."""

from datetime import date

import pytest

from onrecord.reading.read import read
from onrecord.terms.errors import BadDocument

PAGE = """<!doctype html><html><head><title>Port reopens after storm | Harbour Post</title>
<meta name="author" content="Jane Doe"><meta property="og:title" content="Port reopens after storm">
<meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2025-07-25T10:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Port reopens after storm</h1><p>By Jane Doe</p>
<h3>In Summary</h3>
<ul><li>Ships are back in the harbour after four days</li><li>Cranes are not working yet</li></ul>
<p>OSLO, July 25 (Reuters) - The port has reopened after a storm of four days, and ships came
back on <a href="/d">Thursday</a>.</p><h2>What comes next</h2>
<p>The operator plans 12 ships a day.<br>It would be finished by 2030, the ministry said.</p>
<table><tr><th>Year</th><th>Ships</th></tr><tr><td>2024</td><td>12</td></tr></table></article>
<footer>© 2025 Harbour Post. All rights reserved.</footer></body></html>"""


def test_a_page_becomes_its_article_with_what_its_metadata_say():
    document = read(PAGE)
    assert (document.title, document.publisher) == ("Port reopens after storm", "Harbour Post")
    assert document.published == date(2025, 7, 25)
    assert document.text.startswith("Port reopens after storm\n\n")
    found = [(block.kind.value, document.quote(block.span)) for block in document.blocks]
    for expected in [
        ("headline", "Port reopens after storm"),
        ("summary-label", "In Summary"),
        ("bullet", "Cranes are not working yet"),
        ("dateline", "OSLO, July 25 (Reuters) -"),
        ("paragraph", "The port has reopened after a storm of four days, and ships came back on Thursday."),
        ("subheading", "What comes next"),
        ("paragraph", "The operator plans 12 ships a day. It would be finished by 2030, the ministry said."),
        ("paragraph", "2024 | 12"),
    ]:
        assert expected in found


def test_a_page_that_does_not_state_its_day_has_none():
    lines = [line for line in PAGE.splitlines() if "published_time" not in line]
    assert read("\n".join(lines).replace("<body>", "</head><body>")).published is None


def test_a_file_is_read_as_html_by_its_suffix_and_by_its_own_charset(tmp_path):
    file = tmp_path / "port.html"
    file.write_bytes(
        PAGE.replace("<head>", "<head><meta charset=windows-1252>").replace("Cranes", "Cränes").encode("cp1252")
    )
    assert "Cränes are not working yet" in read(file).text


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><head><title>Home</title></head><body><nav>Home Markets</nav></body></html>",
        "<html>" + "<div>" * 2000,
        "<!doctype html>",
    ],
)
def test_a_page_without_an_article_is_refused(page):
    with pytest.raises(BadDocument, match="holds no article"):
        read(page, format="html")
