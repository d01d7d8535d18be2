import gzip
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from loopback import Loopback, Say, packed, raw
from onrecord.sources.http import REDIRECTS
from onrecord.sources.network import PrivateAddress
from onrecord.sources.source import Capture, Request
from onrecord.sources.unpack import TooLarge
from onrecord.terms.errors import SourceFailed

VARIABLE = "HF_TOKEN"
PAGE = b'{"models": []}'


@pytest.fixture
def ask(http, host):
    """Return a function that asks the server for a path."""

    def ask(path="/page", fetch=None, earlier=None, **request):
        return (fetch or http())(Request(host.address + path, "page", **request), earlier)

    return ask


def captured(host, headers, path="/page"):
    at = datetime(2031, 5, 5, tzinfo=UTC)
    address = host.address + path
    return Capture("one", "page", address, address, 200, at, headers, "0" * 64, 1, "CC0-1.0")


class TestWhoAsks:
    def test_every_question_says_who_asks(self, ask, host):
        host.pages["/page"] = Say(PAGE)
        assert ask().body == PAGE
        assert host.asked[0].headers["user-agent"].startswith("onrecord/")
        assert "desk@example.org" in host.asked[0].headers["user-agent"]

    def test_what_was_kept_makes_the_question_conditional(self, ask, host):
        host.pages["/page"] = Say(PAGE, headers={"ETag": '"7"'})
        answer = ask(earlier=captured(host, {"etag": '"7"', "last-modified": "Mon, 05 May 2031 00:00:00 GMT"}))
        assert answer.unchanged
        assert host.asked[0].headers["if-modified-since"] == "Mon, 05 May 2031 00:00:00 GMT"

    def test_the_tag_of_another_page_is_not_sent(self, ask, host):
        host.pages["/page"] = Say(PAGE, headers={"ETag": '"7"'})
        assert not ask(earlier=captured(host, {"etag": '"7"'}, "/page?cursor=1")).unchanged

    def test_unchanged_without_a_condition_is_no_answer(self, ask, host):
        host.pages["/page"] = Say(b"", 304)
        with pytest.raises(SourceFailed, match="answered 304"):
            ask()


class TestPace:
    def test_a_host_is_asked_no_faster_than_its_pace(self, ask, http, host, time):
        host.pages["/page"] = Say(PAGE)
        fetch = http(pace=3.0)
        ask(fetch=fetch)
        time.passed += 1
        ask(fetch=fetch)
        assert time.slept == [2.0]

    def test_one_host_can_have_a_pace_of_its_own(self, ask, http, host, time):
        host.pages["/page"] = Say(PAGE)
        fetch = http(pace=3.0, paces={"127.0.0.1": 10.0})
        ask(fetch=fetch)
        ask(fetch=fetch)
        assert time.slept == [10.0]

    @pytest.mark.parametrize("as_date", [False, True])
    def test_a_host_is_asked_again_when_it_says(self, ask, host, time, as_date):
        when = format_datetime(time.now + timedelta(seconds=120), usegmt=True) if as_date else "120"
        host.next = [Say(b"", 429, {"Retry-After": when})]
        host.pages["/page"] = Say(PAGE)
        assert ask().body == PAGE
        assert time.slept == [120.0]

    def test_a_host_that_wants_to_be_left_alone_for_long_is(self, ask, host, time):
        host.pages["/page"] = Say(b"", 429, {"Retry-After": "86400"})
        with pytest.raises(SourceFailed, match="left alone for 86,400 seconds"):
            ask()
        assert not time.slept
        assert len(host.asked) == 1

    def test_an_answer_without_sense_in_retry_after_is_tried_again(self, ask, host):
        host.next = [Say(b"", 503, {"Retry-After": "in a moment"})]
        host.pages["/page"] = Say(PAGE)
        assert ask().body == PAGE


class TestAttempts:
    @pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
    def test_what_may_pass_is_tried_again(self, ask, host, status):
        host.next = [Say(b"oops", status)] * 4
        host.pages["/page"] = Say(PAGE)
        assert ask().body == PAGE

    def test_attempts_have_an_end(self, ask, host):
        host.pages["/page"] = Say(b"oops", 500)
        with pytest.raises(SourceFailed, match="answered 500"):
            ask()
        assert len(host.asked) == 5

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
    def test_what_does_not_pass_is_asked_once(self, ask, host, status):
        host.pages["/page"] = Say(b"no", status)
        with pytest.raises(SourceFailed, match=f"answered {status}"):
            ask()
        assert len(host.asked) == 1

    def test_a_status_that_is_news_is_an_answer(self, ask):
        assert ask(also=frozenset({404})).status == 404

    def test_a_host_that_nobody_listens_on_is_named(self, http, time):
        gone = Loopback(time.clock)
        gone.close()
        with pytest.raises(SourceFailed, match=gone.address):
            http()(Request(gone.address, "page"), None)


class TestBodies:
    CUT = (
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", PAGE),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"5\r\nabcde\r\n"),
        raw(b"HTTP/1.1 200 OK\r\n"),
        raw(b""),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n" + PAGE),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: nine\r\n\r\n", PAGE),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 14\r\n\r\n", PAGE),
        raw(b"SSH-2.0-OpenSSH\r\n\r\n"),
        Say(gzip.compress(PAGE)[:-9], headers={"Content-Encoding": "gzip"}),
        Say(b"no gzip", headers={"Content-Encoding": "gzip"}),
    )

    @pytest.mark.parametrize("cut", CUT)
    def test_a_body_that_is_cut_is_asked_for_again_and_never_taken(self, ask, host, cut):
        host.next = [cut]
        host.pages["/page"] = Say(PAGE)
        assert ask().body == PAGE
        assert len(host.asked) == 2

    @pytest.mark.parametrize(
        "say",
        [
            packed(PAGE),
            Say(gzip.compress(PAGE[:5]) + gzip.compress(PAGE[5:]), headers={"Content-Encoding": "gzip"}),
            Say(zlib.compress(PAGE), headers={"Content-Encoding": "deflate"}),
            raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"e\r\n" + PAGE + b"\r\n0\r\n\r\n"),
            raw(b"HTTP/1.1 200 OK\r\n\r\n", PAGE),
        ],
    )
    def test_a_body_is_taken_as_it_is_sent(self, ask, host, say):
        host.pages["/page"] = say
        assert ask().body == PAGE

    def test_a_bomb_is_never_unpacked(self, ask, host):
        host.pages["/page"] = packed(b"\0" * 30_000_000)
        with pytest.raises(TooLarge, match="unpacks to more than 1,000,000 bytes"):
            ask(limit=1_000_000)
        assert len(host.asked) == 1

    def test_a_body_beyond_its_limit_is_not_taken(self, ask, host):
        host.pages["/page"] = Say(b"x" * 2000)
        with pytest.raises(TooLarge, match="larger than 1,000 bytes"):
            ask(limit=1000)

    def test_an_encoding_that_nobody_asked_for_is_refused(self, ask, host):
        host.pages["/page"] = Say(PAGE, headers={"Content-Encoding": "br"})
        with pytest.raises(SourceFailed, match="encoding 'br'"):
            ask()

    @pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"])
    def test_a_body_that_drips_in_ends_with_its_time(self, ask, http, host, time, head):
        def drip(handler):
            handler.wfile.write(head)
            for _ in range(900):
                time.passed += 10
                handler.wfile.write(b"x")
                handler.wfile.flush()

        host.pages["/page"] = Say(act=drip)
        with pytest.raises(SourceFailed, match="took too long"):
            ask(fetch=http(attempts=1))


class TestRedirects:
    def test_a_redirect_is_followed_and_noted(self, ask, host):
        host.pages |= {"/page": Say(b"", 301, {"Location": "there"}), "/there": Say(PAGE)}
        answer = ask()
        assert (answer.body, answer.final_address) == (PAGE, f"{host.address}/there")

    def test_redirects_have_an_end(self, ask, host):
        host.pages["/page"] = Say(b"", 302, {"Location": "/page"})
        with pytest.raises(SourceFailed, match="redirected more than 5 times"):
            ask()
        assert len(host.asked) == REDIRECTS + 1

    @pytest.mark.parametrize(
        "private",
        [
            "http://localhost:{port}/secret",
            "http://127.0.0.2:{port}/secret",
            "http://[::1]:{port}/secret",
            "http://[::ffff:127.0.0.2]:{port}/secret",
            "http://0x7f.2:{port}/secret",
            "http://169.254.169.254/latest/meta-data",
            "http://10.0.0.1/",
        ],
    )
    def test_no_redirect_leads_into_a_private_network(self, ask, host, private):
        port = host.address.rpartition(":")[2]
        host.pages |= {"/page": Say(b"", 302, {"Location": private.format(port=port)}), "/secret": Say(b"secret")}
        with pytest.raises(PrivateAddress, match="is not public"):
            ask()
        assert [asked.path for asked in host.asked] == ["/page"]

    @pytest.mark.parametrize("other", ["file:///etc/passwd", "ftp://example.org/", "http://me:pass@127.0.0.1/"])
    def test_a_redirect_to_anything_else_is_refused(self, ask, host, other):
        host.pages["/page"] = Say(b"", 302, {"Location": other})
        with pytest.raises(SourceFailed):
            ask()
        assert len(host.asked) == 1

    def test_what_signs_an_address_is_not_kept(self, ask, host):
        host.pages |= {
            "/page": Say(b"", 302, {"Location": "/file?id=7&X-Amz-Signature=abc#part"}),
            "/file?id=7&X-Amz-Signature=abc": Say(PAGE),
        }
        assert ask().final_address == f"{host.address}/file?id=7&X-Amz-Signature=..."


class TestSecrets:
    def test_a_secret_goes_to_the_host_that_was_asked(self, ask, http, host):
        host.pages["/page"] = Say(PAGE)
        ask(fetch=http({VARIABLE: "hf_abc"}), secret=VARIABLE)
        assert host.asked[0].headers["authorization"] == "Bearer hf_abc"

    def test_a_secret_is_forwarded_to_no_other_host(self, ask, http, host, time):
        other = Loopback(time.clock)
        other.pages["/"] = Say(PAGE)
        host.pages["/page"] = Say(b"", 302, {"Location": f"{other.address}/"})
        assert ask(fetch=http({VARIABLE: "hf_abc"}), secret=VARIABLE).body == PAGE
        assert "authorization" not in other.asked[0].headers
        other.close()

    def test_an_answer_that_repeats_the_secret_is_not_kept(self, ask, http, host):
        host.pages["/page"] = Say(b'{"sent": "Bearer hf_abc"}')
        with pytest.raises(SourceFailed, match="repeats the secret") as failure:
            ask(fetch=http({VARIABLE: "hf_abc"}), secret=VARIABLE)
        assert "hf_abc" not in str(failure.value)

    def test_without_the_variable_the_question_goes_without(self, ask, host):
        host.pages["/page"] = Say(PAGE)
        ask(secret=VARIABLE)
        assert "authorization" not in host.asked[0].headers


class TestRobots:
    def test_a_page_is_asked_only_where_the_host_lets_us(self, ask, host):
        host.pages |= {"/robots.txt": Say(b"User-agent: onrecord\nDisallow: /private\n"), "/page": Say(PAGE)}
        assert ask(robots=True).body == PAGE
        with pytest.raises(SourceFailed, match=r"robots.txt .* does not let us"):
            ask("/private/page", robots=True)
        assert "/private/page" not in [asked.path for asked in host.asked]

    def test_a_host_without_rules_forbids_nothing(self, ask, host):
        host.pages["/page"] = Say(PAGE)
        assert ask(robots=True).body == PAGE

    def test_where_the_rules_cannot_be_had_nothing_is_asked(self, ask, host):
        host.pages |= {"/robots.txt": Say(b"", 503), "/page": Say(PAGE)}
        with pytest.raises(SourceFailed, match=r"robots.txt"):
            ask(robots=True)

    def test_the_pace_that_a_host_wishes_is_kept(self, ask, http, host, time):
        host.pages |= {"/robots.txt": Say(b"User-agent: *\nCrawl-delay: 20\n"), "/page": Say(PAGE)}
        fetch = http(pace=1.0)
        ask(fetch=fetch, robots=True)
        ask(fetch=fetch, robots=True)
        assert time.slept == [1.0, 20.0]

    def test_rules_are_read_once(self, ask, http, host):
        host.pages["/page"] = Say(PAGE)
        fetch = http()
        ask(fetch=fetch, robots=True)
        ask(fetch=fetch, robots=True)
        assert [asked.path for asked in host.asked].count("/robots.txt") == 1


@pytest.mark.parametrize("address", ["ftp://example.org/", "http://", "http://exa mple.org/", "http://a@b/", "x"])
def test_an_address_that_is_none_is_named(http, address):
    with pytest.raises(SourceFailed):
        http()(Request(address, "page"), None)
