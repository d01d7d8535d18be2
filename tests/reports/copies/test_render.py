"""A comparison in each form: it says what was found, and shows what others wrote as text and nothing else."""

import json
from dataclasses import replace
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from onrecord.copies.article import Article
from onrecord.copies.compare import compare
from onrecord.copies.derivation import Derivation
from onrecord.copies.facts import KINDS
from onrecord.copies.order import Basis
from onrecord.copies.result import Scope
from onrecord.copies.spans import Origin
from onrecord.reading.document import Document
from onrecord.reports.copies import FORMATS, copies_schema, render_copies
from onrecord.terms.errors import BadInput

WIRE = (
    "The World Summit on Ships opened in Shanghai on Saturday, where 800 companies showed their work. "
    "Wu Fang, an analyst at Peach Securities, said that some of the ships could sail without a crew. "
    "Visitors queued for hours at the gates of the halls."
)
COPY = (
    "Visitors queued for hours at the gates of the halls. "
    "The World Summit on Ships opened in Beijing on Saturday, where 900 companies showed their work."
)


def article(place, text, publisher, day):
    return Article(place, Document(text, title=f"Ships, says {publisher}", publisher=publisher, published=day))


@pytest.fixture(scope="module")
def compared():
    return compare([
        article("wire.txt", WIRE, "Nordwire", date(2025, 7, 26)),
        article("post.txt", COPY, "Harbour Post", date(2025, 7, 27)),
        article("own.txt", "Bakers in Tranby want to sell bread on Sundays again.", "Fjord Daily", date(2025, 7, 27)),
    ])  # fmt: skip


def test_the_terminal_names_source_copy_and_changes(compared):
    shown = " ".join(render_copies(compared, "terminal", missing=["b.txt is empty."]).split())
    assert "3 articles from 2 independent sources" in shown
    assert "Likely first: Nordwire" in shown
    assert "Harbour Post: Ships, says Harbour Post (27 July 2025): wholly derived" in shown
    assert "the source is earlier and holds its words" in shown
    assert "The source has “Shanghai” where this has “Beijing”." in shown
    assert "b.txt is empty." in shown


def test_json_holds_spans_that_can_be_cut_out(compared):
    read = json.loads(render_copies(compared, "json"))
    copy = next(one for one in read["articles"] if one["place"] == "post.txt")
    assert read["families"] == [{"head": 0, "members": [0, copy["number"]], "order_known": True}]
    assert read["independent_sources"] == 2
    assert copy["kind"] == "wholly derived"
    assert copy["sources"][0]["basis"] == "earlier"
    assert sum(copy["shares"].values()) == pytest.approx(1, abs=0.001)
    assert COPY[copy["spans"][0]["start"] : copy["spans"][0]["end"]].startswith("Visitors queued")
    changed = {fact["kind"]: (fact["copy"]["quote"], fact["source"]["quote"]) for fact in copy["facts"]}
    assert changed["number-changed"] == ("900 companies", "800 companies")


def test_the_json_and_the_terminal_of_the_sample(compared, snapshot):
    assert {**json.loads(render_copies(compared, "json")), "onrecord": "VERSION"} == snapshot
    assert render_copies(compared, "terminal", missing=["b.txt is empty."], width=100) == snapshot


@pytest.mark.parametrize("scope", [None, Scope(articles=9, added=1, asked=(1,))])
def test_the_json_keeps_to_its_schema(compared, scope):
    schema = copies_schema()
    Draft202012Validator.check_schema(schema)
    shown = render_copies(replace(compared, scope=scope), "json", missing=["b.txt is empty."])
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(json.loads(shown))


def test_the_schema_knows_every_kind_and_basis():
    known = copies_schema()["$defs"]
    assert known["fact"]["properties"]["kind"]["enum"] == list(KINDS)
    assert known["source"]["properties"]["basis"]["enum"] == [basis.value for basis in Basis]
    assert known["span"]["properties"]["origin"]["enum"] == [origin.value for origin in Origin]
    assert known["article"]["properties"]["kind"]["enum"] == [kind.value for kind in Derivation]


def test_the_page_marks_what_moved_changed_and_was_dropped(compared):
    page = render_copies(compared, "html")
    assert "moved from 3" in page
    assert 'class="s f-dropped"' in page
    assert 'class="o-verbatim"' in page
    assert "Beijing<sup>" in page
    assert "<script" not in page


@pytest.mark.parametrize("format_", FORMATS)
def test_what_others_wrote_is_text_and_never_markup(format_):
    evil = "<script>alert(1)</script> \x1b[31m The port of Kalmar opened again on Monday after the great flood."
    papers = [article("a", evil, "<b>Nordwire</b>", None), article("b", f"{evil} Ships wait.", "Post\x1b[2J", None)]
    found = compare(papers)
    shown = render_copies(found, format_)
    assert "<script>alert" not in shown or format_ == "json"
    assert "\x1b" not in shown


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_is_said_of_no_articles(format_):
    assert render_copies(compare([]), format_)


def test_the_same_articles_give_the_same_bytes(compared):
    assert render_copies(compared, "html") == render_copies(compared, "html")


def test_an_unknown_format_is_refused(compared):
    with pytest.raises(BadInput, match="choose one of terminal, html, json"):
        render_copies(compared, "pdf")
