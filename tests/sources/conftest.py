import pytest

from loopback import Loopback
from made_time import Time
from onrecord.sources.http import Http, Manners


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def host(time):
    """A server on loopback, whose clock is that of the test."""
    server = Loopback(time.clock)
    yield server
    server.close()


@pytest.fixture
def http(time):
    """Return a function that makes an `Http` with the manners of tests: nothing waits for real."""
    made = []

    def make(secrets=None, **changes):
        manners = Manners(**{"contact": "desk@example.org", "pace": 0, "allow": ("127.0.0.1",), "backoff": 0} | changes)
        one = Http(manners, secrets or {}, clock=time.clock, seconds=time.seconds, sleep=time.sleep)
        made.append(one)
        return one

    yield make
    for one in made:
        one.__exit__(None, None, None)
