"""An archive that grows: the same families in whatever portions articles come, and nothing lost on the way."""

import json
import tempfile
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.copies.archive import LOCK, compare_with_archive
from onrecord.copies.article import Article
from onrecord.copies.compare import compare
from onrecord.copies.derivation import Derivation
from onrecord.copies.parts import LIST
from onrecord.reading.document import Document
from onrecord.terms.errors import BadInput

WIRE = (
    "The port of Kalmar opened again on Monday, two weeks after the flood, its owner said. Forty ships wait outside for"
    " a pilot. The mayor promised higher walls along the quay before the winter."
)
HARVEST = (
    "Potato farmers in the south expect a small harvest after a dry summer. Prices rose by a third in one week, and the"
    " largest trader in Orrby has stopped taking orders from abroad."
)
FOOTER = (
    "Sign up for our letter and read the news of the day at breakfast. All rights reserved by the Harbour Post and its"
    " owners. Nothing may be printed again without the written leave of the editor in chief."
)
TEXTS = (
    WIRE,
    WIRE.partition(". ")[0] + ".",
    f"{WIRE} Bakers gave away rolls.",
    WIRE.upper(),
    f"{WIRE}\n\n{FOOTER}",
    HARVEST,
    HARVEST.replace("a third", "a half"),
    f"{HARVEST}\n\n{FOOTER}",
    f"A dog bit a postman in Orrby on Sunday, and nobody knows whose dog it was.\n\n{FOOTER}",
    f"Choirs from nine countries sang in the quarry at Holsa while rain fell on them.\n\n{FOOTER}",
    "Breaking",
    "",
)


def article(place, text, day=5):
    return Article(place, Document(text, published=date(2025, 5, day) if day else None))


def families(compared):
    """Return the families by the places of their articles, each with its head."""
    names = [article.place for article in compared.articles]
    return {(names[family.head], tuple(names[number] for number in family.members)) for family in compared.families}


def said(compared):
    """Return what is said of each article, by places."""
    names = [article.place for article in compared.articles]
    return {
        names[one.number]: (one.kind, tuple((names[link.source], link.basis) for link in one.links), one.losses)
        for one in compared.traced
    }


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(TEXTS), st.none() | st.integers(1, 5)), min_size=1, max_size=14),
    st.lists(st.integers(0, 14), max_size=4),
)
def test_any_split_into_portions_gives_the_families_of_one_run_whatever_their_days(drawn, cuts):
    articles = [article(f"{number}", text, day) for number, (text, day) in enumerate(drawn)]
    whole = compare(articles)
    with tempfile.TemporaryDirectory() as name:
        folder, cuts = Path(name, "archive"), sorted({0, len(articles), *(cut for cut in cuts if cut < len(articles))})
        for start, end in pairwise(cuts):
            compare_with_archive(articles[start:end], folder)
        again = compare_with_archive(articles, folder)
    assert families(again) == families(whole)
    assert said(again) == said(whole)
    assert again.scope.added == 0


def test_the_set_of_families_comes_out_the_same_in_two_portions(family_cases, tmp_path):
    articles = [case.article for case in family_cases]
    ordered = sorted(articles, key=lambda one: one.document.published)
    for portion in (ordered[:70], ordered[70:]):
        compare_with_archive(portion, tmp_path / "archive")
    assert families(compare_with_archive(articles, tmp_path / "archive")) == families(compare(articles))


def test_a_day_is_answered_with_what_it_goes_back_to_and_nothing_else(tmp_path):
    compare_with_archive([article("wire", WIRE, 5), article("harvest", HARVEST, 5)], tmp_path)
    found = compare_with_archive([article("post", WIRE.partition(". ")[0], 6)], tmp_path)
    assert [one.place for one in found.articles] == ["wire", "post"]
    assert found.traced[1].kind is Derivation.WHOLLY
    assert (found.scope.articles, found.scope.added, found.scope.asked) == (3, 1, (1,))


def test_an_article_that_came_late_is_the_source_of_those_before_it(tmp_path):
    compare_with_archive([article("post", f"{WIRE} Bakers gave away rolls.", 6)], tmp_path)
    found = compare_with_archive([article("wire", WIRE, 5)], tmp_path)
    assert families(found) == {("wire", ("wire", "post"))}


@pytest.fixture
def few(monkeypatch):
    """Let four parts of a table be many."""
    monkeypatch.setattr("onrecord.copies.parts.MANY", 4)
    return 4


def test_many_days_leave_few_files_and_the_families_that_they_had(tmp_path, few):
    days = [article(f"{day}", f"{(WIRE, HARVEST)[day % 2]} Press {day}.", day) for day in range(1, 2 * few + 2)]
    for one in days:
        compare_with_archive([one], tmp_path)
    listed = json.loads((tmp_path / LIST).read_text())["parts"]
    assert {part[0] for parts in listed.values() for part in parts} == {
        file.name for file in tmp_path.glob("*.parquet")
    }
    assert all(len(parts) < few for parts in listed.values())
    assert families(compare_with_archive(days, tmp_path)) == families(compare(days))


@pytest.mark.parametrize("late", [False, True])
def test_a_run_that_is_killed_while_it_rewrites_files_loses_nothing(tmp_path, monkeypatch, few, late):
    def stop(_path, _data):
        raise KeyboardInterrupt

    days = [article(f"{day}", f"{WIRE} Press {day}.", day) for day in range(2, 1 + few)]
    for one in days:
        compare_with_archive([one], tmp_path)
    held = (tmp_path / LIST).read_bytes()
    last = article("last", HARVEST, 1 if late else 9)
    with monkeypatch.context() as broken:
        broken.setattr("onrecord.copies.parts.write_whole", stop)
        with pytest.raises(KeyboardInterrupt):
            compare_with_archive([last], tmp_path)
    assert (tmp_path / LIST).read_bytes() == held
    again = compare_with_archive([*days, last], tmp_path)
    assert families(again) == families(compare([*days, last]))
    assert again.scope.added == 1


def test_the_same_articles_again_are_not_added_and_answered_alike(tmp_path):
    today = [article("wire", WIRE, 5), article("post", WIRE.upper(), 6)]
    first, again = compare_with_archive(today, tmp_path), compare_with_archive(today, tmp_path)
    assert (again.traced, again.families) == (first.traced, first.families)
    assert (first.scope.added, again.scope.added, again.scope.articles) == (2, 0, 2)


def test_a_text_that_cannot_be_encoded_is_kept_with_its_places(tmp_path):
    odd = WIRE.replace("Kalmar", "Kal\ud800mar")
    compare_with_archive([article("odd", odd, 5)], tmp_path)
    found = compare_with_archive([article("post", odd, 6)], tmp_path)
    assert len(found.articles[0].document.text) == len(odd)
    assert found.traced[1].twin


def test_a_run_that_is_cut_off_leaves_the_archive_as_it_was(tmp_path):
    compare_with_archive([article("wire", WIRE)], tmp_path)
    held = (tmp_path / LIST).read_bytes()

    def stop(doing, _done, _all):
        if doing == "laying side by side":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compare_with_archive([article("post", HARVEST)], tmp_path, progress=stop)
    assert (tmp_path / LIST).read_bytes() == held
    assert compare_with_archive([article("post", HARVEST)], tmp_path).scope.articles == 2


def test_a_first_run_that_is_cut_off_can_be_begun_again(tmp_path):
    def stop(doing, _done, _all):
        if doing == "laying side by side":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compare_with_archive([article("wire", WIRE)], tmp_path, progress=stop)
    assert compare_with_archive([article("wire", WIRE)], tmp_path).scope.added == 1


def test_two_runs_at_once_are_told(tmp_path):
    with FileLock(tmp_path / LOCK), pytest.raises(BadInput, match="in use by another run"):
        compare_with_archive([article("wire", WIRE)], tmp_path)


def test_a_folder_of_something_else_is_not_touched(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(BadInput, match="holds something else than an archive"):
        compare_with_archive([article("wire", WIRE)], tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_in_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "archive").write_text("mine")
    with pytest.raises(BadInput, match="holds something else"):
        compare_with_archive([article("wire", WIRE)], tmp_path / "archive")


@pytest.mark.parametrize("damage", ["cut", "gone", "other"])
def test_a_damaged_part_is_named_and_nothing_is_written(tmp_path, damage):
    compare_with_archive([article("wire", WIRE)], tmp_path)
    part = tmp_path / "prints-00000.parquet"
    if damage == "cut":
        part.write_bytes(part.read_bytes()[:-9])
    elif damage == "other":
        part.write_bytes(part.read_bytes()[:-1] + b"?")
    else:
        part.unlink()
    held = {file: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(BadInput, match=r"prints-00000\.parquet' is gone or was changed"):
        compare_with_archive([article("post", HARVEST)], tmp_path)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == held


@pytest.mark.parametrize(
    ("words", "said"),
    [("{", "cannot be read"), ("[]", "cannot be read"), (json.dumps({"format": "x", "parts": {}}), "another version")],
)
def test_a_list_of_another_kind_is_refused(tmp_path, words, said):
    (tmp_path / LIST).write_text(words)
    with pytest.raises(BadInput, match=said):
        compare_with_archive([article("wire", WIRE)], tmp_path)
