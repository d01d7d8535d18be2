"""A clock for tests: nothing waits for real."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


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
