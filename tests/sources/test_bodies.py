"""Bodies come back as they were kept, whatever they are the difference from, and take little where little changed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.sources.bodies import DIFFERENCE, WHOLE, Bodies
from onrecord.sources.resemblance import sketch_of
from onrecord.terms.errors import BadRecord


def page(first, day=0, models=600):
    """Return a page of a list as a host gives it; a few of its numbers change from day to day."""
    return json.dumps([entry(number, day) for number in range(first, first + models)]).encode()


def entry(number, day):
    moved = day if number % 9 == 0 else 0
    return {"_id": f"{number * 2654435761:024x}", "id": f"acme/model-{number}", "downloads": number * 7 + moved}


@pytest.fixture
def bodies(tmp_path):
    return Bodies(tmp_path / "bodies", tmp_path / "drafts")


def kinds(bodies):
    return sorted(file.suffix for file in bodies._files())


@settings(max_examples=40, deadline=None)
@given(kept=st.lists(st.binary(max_size=3000), min_size=1, max_size=5))
def test_what_is_kept_comes_back_to_the_byte(tmp_path_factory, kept):
    bodies = Bodies(tmp_path_factory.mktemp("bodies"), tmp_path_factory.mktemp("drafts"))
    like = ""
    digests = [like := bodies.put(body, like) for body in kept]
    assert [bodies.get(digest) for digest in digests] == kept


def test_the_same_bytes_are_kept_once(bodies):
    assert bodies.put(page(0)) == bodies.put(page(0))
    assert bodies.size()[0] == 1


def test_a_page_that_changed_a_little_takes_a_fraction(bodies):
    bodies.put(page(0))
    _, before = bodies.size()
    digest = bodies.put(page(0, day=1))
    assert bodies.size()[1] - before < before / 4
    assert bodies.get(digest) == page(0, day=1)


def test_a_page_that_moved_on_is_kept_as_the_difference_from_the_two_that_hold_its_parts(bodies):
    for first in (0, 600, 1200):
        bodies.put(page(first))
    _, before = bodies.size()
    digest = bodies.put(page(300, day=3))
    assert kinds(bodies) == [DIFFERENCE, WHOLE, WHOLE, WHOLE]
    assert bodies.size()[1] - before < before / 8
    assert bodies.get(digest) == page(300, day=3)


def test_another_writer_finds_what_the_page_resembles(bodies, tmp_path):
    bodies.put(page(0))
    Bodies(tmp_path / "bodies", tmp_path / "others").put(page(50))
    assert kinds(bodies) == [DIFFERENCE, WHOLE]


def test_a_difference_starts_from_whole_bodies_alone(bodies):
    digests = [bodies.put(page(0, day)) for day in range(5)]
    assert kinds(bodies) == [DIFFERENCE] * 4 + [WHOLE]
    assert [bodies.get(digest) for digest in digests] == [page(0, day) for day in range(5)]


def test_what_has_nothing_in_common_is_kept_whole(bodies):
    bodies.put(page(0))
    bodies.put(b"<html>" + bytes(range(256)) * 20, like=bodies.put(page(0)))
    assert kinds(bodies) == [WHOLE, WHOLE]


@pytest.mark.parametrize("spoiled", [b"", b"\x51\x2a\x4d\x18", b"no zstd at all, and long enough to have a head"])
def test_a_damaged_body_is_named_and_spoils_no_other(bodies, spoiled):
    digest = bodies.put(page(0))
    next(iter(bodies._files())).write_bytes(spoiled)
    with pytest.raises(BadRecord, match="restore it from a copy"):
        bodies.get(digest)
    other = Bodies(bodies._folder, bodies._drafts)
    for body in (page(5000), page(10)):
        assert other.get(other.put(body, like=digest)) == body


def test_sketches_of_pages_that_overlap_overlap():
    whole, moved, other = (set(sketch_of(page(first))) for first in (0, 200, 5000))
    assert len(whole & moved) > 20
    assert not whole & other
