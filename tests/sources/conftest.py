from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from loopback import Loopback
from onrecord.sources.http import Http, Manners


@dataclass
class Time:
    """A clock that goes on only when somebody sleeps, and can be set."""

    now: datetime = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)
    passed: float = 0.0
    slept: list[float] = field(default_factory=list)

    def clock(self):
        return self.now

    def seconds(self):
        return self.passed

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.passed += seconds
        self.now += timedelta(seconds=seconds)


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
