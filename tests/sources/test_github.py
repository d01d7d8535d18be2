import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collected import Collecting, capture
from loopback import Say
from onrecord.sources.github import GitHub
from onrecord.sources.source import Reading, Watching
from onrecord.terms.errors import Unreadable

DAY = date(2031, 5, 6)
SOURCE = GitHub({"acme/whale": "deepseek-v3"}, {"acme/whale": "deepseek"})


def release(tag, published="2031-05-01T10:00:00Z", **more):
    return {"tag_name": tag, "name": tag, "published_at": published, "draft": False, "prerelease": False, **more}


def read(slot, said, status=200, source=SOURCE):
    (parser,) = source.parsers
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return list(parser.parse(capture("github", slot, status=status), body))


def test_stars_are_those_of_the_day_of_the_question():
    assert read("repository/acme/whale", {"full_name": "acme/whale", "stargazers_count": 120}) == [
        Reading("deepseek-v3", "github_stars", 120.0, DAY, DAY),
        Watching("github_stars", "deepseek-v3", "partial"),
    ]


def test_releases_count_from_the_day_on_which_they_were_published():
    drafts = [release("v3", None, draft=True), release("v2", prerelease=True), release("v1", "2031-04-01T23:00:00Z")]
    second, first = (row.cells for row in read("releases/acme/whale/1", drafts))
    assert (first["happening"], first["period"], first["basis"]) == ("release-acme/whale@v1", "2031-04-01", "act")
    assert (second["note"], first["note"]) == ("A pre-release.", "")


@pytest.mark.parametrize("status", [404, 451])
def test_a_repository_that_is_gone_says_nothing(status):
    assert read("repository/acme/whale", {"message": "Not Found"}, status) == []


@pytest.mark.parametrize(
    ("slot", "said", "message"),
    [
        ("repository/acme/whale", b"<html>", "expected JSON"),
        ("repository/acme/whale", {"stars": 3}, "`stargazers_count`, and there is None"),
        ("repository/acme/whale", {"stargazers_count": "3"}, "`stargazers_count`, and there is '3'"),
        ("repository/acme/whale", [], "`stargazers_count`"),
        ("releases/acme/whale/1", {"message": "moved"}, "expected a list of releases"),
        ("releases/acme/whale/1", [{"tag": "v1"}], "expected releases with `tag_name`"),
        ("releases/acme/whale/1", [release("v1", "soon")], "expected releases with `tag_name`"),
    ],
)
def test_another_shape_is_said(slot, said, message):
    with pytest.raises(Unreadable, match=message):
        read(slot, said)


def test_a_next_page_elsewhere_is_not_asked():
    link = '<https://evil.example/repos>; rel="next"'
    with pytest.raises(Unreadable, match="lies elsewhere"):
        SOURCE.further(capture("github", "releases/acme/whale/1", link=link), b"[]")


@given(st.permutations([f"v{n}" for n in range(6)]), st.integers(0, 6))
def test_the_order_of_releases_and_where_a_page_ends_change_nothing(tags, end):
    pages = [[release(tag) for tag in tags[:end]], [release(tag) for tag in tags[end:]]]
    rows = [row.cells["happening"] for n, page in enumerate(pages, 1) for row in read(f"releases/acme/whale/{n}", page)]
    assert sorted(rows) == [f"release-acme/whale@v{n}" for n in range(6)]


def test_all_pages_come_with_the_token_and_a_second_run_doubles_nothing(tmp_path, host, http):
    base = f"{host.address}/api"
    source = GitHub({"acme/whale": "deepseek-v3"}, {"acme/whale": "deepseek"}, base)
    following = {"Link": f'<{base}/repositories/7/releases?page=2>; rel="next", <{base}/x>; rel="last"'}
    host.pages["/api/repos/acme/whale"] = Say(b'{"stargazers_count": 7}')
    host.pages["/api/repos/acme/whale/releases?per_page=100"] = Say(
        json.dumps([release("v2")]).encode(), 200, following
    )
    host.pages["/api/repositories/7/releases?page=2"] = Say(json.dumps([release("v1")]).encode())
    collecting = Collecting(tmp_path, http({"GITHUB_TOKEN": "abc"}))
    for day in (DAY, date(2031, 5, 7)):
        assert not collecting.run(source, day).failure
    assert {one.headers["authorization"] for one in host.asked} == {"Bearer abc"}
    assert collecting.asked("SELECT object FROM happenings WHERE kind = 'released'") == [{"object": "acme/whale"}] * 2
    stars = "SELECT value FROM observations WHERE entity = 'deepseek-v3' AND sources = ['github_api']"
    assert collecting.asked(stars) == [{"value": 7.0}]


def test_a_quota_that_is_used_up_is_waited_for(tmp_path, host, http, time):
    source = GitHub({"acme/whale": "deepseek-v3"}, base=host.address)
    used_up = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.now.timestamp()) + 40)}
    host.next = [Say(b"{}", 403, used_up)]
    host.pages["/repos/acme/whale"] = Say(b'{"stargazers_count": 7}')
    assert not Collecting(tmp_path, http()).run(source, DAY).failure
    assert sum(time.slept) == pytest.approx(40, abs=1)


def test_a_quota_that_comes_back_much_later_ends_the_run(tmp_path, host, http, time):
    used_up = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.now.timestamp()) + 3600)}
    host.pages["/repos/acme/whale"] = Say(b"{}", 403, used_up)
    source = GitHub({"acme/whale": "deepseek-v3"}, base=host.address)
    assert "left alone for 3,600 seconds" in Collecting(tmp_path, http()).run(source, DAY).failure


def test_a_refusal_is_no_quota(tmp_path, host, http):
    host.pages["/repos/acme/whale"] = Say(b"{}", 403)
    source = GitHub({"acme/whale": "deepseek-v3"}, base=host.address)
    assert "answered 403" in Collecting(tmp_path, http()).run(source, DAY).failure
    assert len(host.asked) == 1


def test_a_subject_that_the_record_does_not_know_is_told(tmp_path, host, http):
    host.pages["/repos/acme/whale"] = Say(b'{"stargazers_count": 7}')
    source = GitHub({"acme/whale": "deepsek-v3"}, base=host.address)
    failure = Collecting(tmp_path, http()).run(source, DAY).failure
    assert failure.startswith("a reading, column 'entity': 'deepsek-v3' is no entity")
