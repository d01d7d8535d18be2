"""How often the statistics of the measures cry wolf, and how much they see, on simulated histories.

    .venv/bin/python bench/false_alarms.py            # the figures of docs/statistics.md; a quarter of an hour
    .venv/bin/python bench/false_alarms.py --runs 50  # a quick look

Every row simulates histories with a known truth, asks the statistic that a measure uses, and counts. The dice are
seeded: the same runs give the same table.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import fmean

from onrecord.measures.pace import change_of_pace
from onrecord.measures.statistics import (
    crossing_interval,
    crossings,
    mann_kendall,
    overdue,
    peak_chance,
    peak_share,
    peak_window,
    rate_ratio_interval,
    theil_sen,
)
from onrecord.measures.trend import APART, LEVEL, SEASON, SURE, movement_word
from onrecord.terms.time import Period

START = date(2025, 1, 6)
BEFORE, AFTER = 180, 90

Row = tuple[str, str, str]


def main() -> None:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=1000, help="histories for each row")
    runs = parser.parse_args().runs
    print("| statistic | history | result |\n|---|---|---|")
    for statistic, history, result in rows(runs):
        print(f"| {statistic} | {history} | {result} |", flush=True)


def rows(runs: int) -> Iterator[Row]:
    """Yield the rows of the table."""
    yield from pace(runs)
    yield from waits(runs)
    yield from trends(runs)
    yield from segments(runs)
    yield from peaks(runs)
    yield from leads(max(runs // 4, 10))


def share(hits: int, runs: int) -> str:
    """Write a share with its standard error."""
    part = hits / runs
    return f"{part:.1%} (± {math.sqrt(part * (1 - part) / runs):.1%})"


def launches(dice: random.Random, rate: float, *, fall: float = 1.0, batch: int = 1, burst: bool = False) -> list[date]:
    """Simulate launch days over the days before and after a split; `fall` is the rate after it as a share."""
    days = []
    for at in range(BEFORE + AFTER):
        chance = rate * (fall if at >= BEFORE else 1.0) / (2 if burst else 1)
        if dice.random() < chance:
            days += [START + timedelta(at)] * batch
            if burst:
                days.append(START + timedelta(at + dice.randrange(1, 8)))
    return days


def pace(runs: int) -> Iterator[Row]:
    """Ask for a change of pace: 180 days against the 90 after them, at 5 %."""
    split, end = START + timedelta(BEFORE), START + timedelta(BEFORE + AFTER)

    def called(seed: int, **kind: float | bool) -> tuple[bool, bool]:
        days = launches(random.Random(seed), **kind)  # type: ignore[arg-type]  # noqa: S311
        by_day = change_of_pace(days, split, Period(START, end)).p <= 0.05
        one_by_one = binomial_p(sum(day < split for day in days), sum(split <= day < end for day in days)) <= 0.05
        return by_day, one_by_one

    truths: list[tuple[str, dict[str, float | bool]]] = [
        ("12 launches in 270 days, no change", {"rate": 12 / 270}),
        ("36 uploads in batches of 3, no change", {"rate": 12 / 270, "batch": 3}),
        ("launches in bursts of two within a week, no change", {"rate": 24 / 270, "burst": True}),
        ("rate of 24 in 270 days falls by 40 %", {"rate": 24 / 270, "fall": 0.6}),
        ("rate of 24 in 270 days falls by 80 %", {"rate": 24 / 270, "fall": 0.2}),
        ("rate of 60 in 270 days falls by 40 %", {"rate": 60 / 270, "fall": 0.6}),
    ]
    for history, kind in truths:
        found = [called(seed, **kind) for seed in range(runs)]
        yield "pace: said to have changed", history, share(sum(one for one, _ in found), runs)
        yield "(for comparison) binomial test of single uploads", history, share(sum(two for _, two in found), runs)
    for history, rate, fall in (("24 in 270 days, no change", 24, 1.0), ("24 in 270 days, falls by 40 %", 24, 0.6)):
        held = told = 0
        for seed in range(max(runs // 2, 10)):
            days = launches(random.Random(seed), rate / 270, fall=fall)  # noqa: S311
            span = rate_ratio_interval(days, split, START, end, draws=400, seed=seed)
            told += span is not None
            held += span is not None and span.low <= fall <= span.high
        yield "pace: 95 % interval of the ratio holds the truth", history, share(held, told)


def binomial_p(before: int, after: int) -> float:
    """Return the two-sided p of so many events after the split if each falls into either stretch by its length."""
    n, part = before + after, AFTER / (BEFORE + AFTER)
    chances = [math.comb(n, k) * part**k * (1 - part) ** (n - k) for k in range(n + 1)]
    return min(1.0, sum(chance for chance in chances if chance <= chances[after] * (1 + 1e-9)))


def waits(runs: int) -> Iterator[Row]:
    """Ask whether an ordinary wait is unusual, at 10 %, for gaps of three shapes."""
    shapes: dict[str, Callable[[random.Random], float]] = {
        "log-normal gaps": lambda dice: dice.lognormvariate(4, 0.7),
        "exponential gaps": lambda dice: dice.expovariate(1 / 60),
        "regular gaps (normal, 60 ± 15 days)": lambda dice: max(1.0, dice.gauss(60, 15)),
    }
    for gaps in (5, 8, 9, 19):
        for shape, draw in shapes.items():
            dice = random.Random(gaps)  # noqa: S311
            runs_here = 4 * runs
            hits = sum(
                (overdue([round(draw(dice)) for _ in range(gaps)], round(draw(dice))).p or 1) <= 0.1
                for _ in range(runs_here)
            )
            yield "overdue: an ordinary wait is called unusual", f"{gaps} past {shape}", share(hits, runs_here)
    for gaps in (8, 9, 19):
        dice = random.Random(gaps)  # noqa: S311
        hits = sum(
            (overdue([round(dice.lognormvariate(4, 0.7)) for _ in range(gaps)], 3 * 60).p or 1) <= 0.1
            for _ in range(runs)
        )
        yield (
            "overdue: three times the median wait is called unusual",
            f"{gaps} past log-normal gaps",
            share(hits, runs),
        )


def autoregression(dice: random.Random, length: int, phi: float, slope: float = 0.0) -> list[float]:
    """Simulate a series that resembles its past, with a slope in standard deviations a step."""
    value = dice.gauss(0, 1)
    values = []
    for step in range(length):
        values.append(value + slope * step)
        value = phi * value + math.sqrt(1 - phi * phi) * dice.gauss(0, 1)
    return values


def trends(runs: int) -> Iterator[Row]:
    """Ask for a rise or fall at 5 %."""
    for length in (12, 24, 40):
        for phi in (0.0, 0.4, 0.7):
            dice = random.Random(length)  # noqa: S311
            series = [autoregression(dice, length, phi) for _ in range(runs)]
            ours = sum(mann_kendall(values).p <= 0.05 for values in series)
            plain = sum(mann_kendall(values, correct_autocorrelation=False).p <= 0.05 for values in series)
            history = f"{length} values, no trend, autocorrelation {phi:g}"
            yield "trend: Mann-Kendall says rose or fell", history, share(ours, runs)
            yield "(for comparison) without the effective size", history, share(plain, runs)
    for length, slope in ((12, 0.2), (24, 0.1), (40, 0.1)):
        dice = random.Random(length)  # noqa: S311
        hits = sum(mann_kendall(autoregression(dice, length, 0.4, slope)).p <= 0.05 for _ in range(runs))
        history = f"{length} values that rise {slope:g} standard deviations a step, autocorrelation 0.4"
        yield "trend: Mann-Kendall says rose or fell", history, share(hits, runs)


def segments(runs: int) -> Iterator[Row]:
    """Ask whether the slope of the last third differs from that of the rest."""

    def said(values: list[float]) -> str:
        split = len(values) - max(4, len(values) // 3)
        points = list(enumerate(values))
        parts = [
            theil_sen(part, confidence=APART, correct_autocorrelation=True) for part in (points[:split], points[split:])
        ]
        return movement_word(*parts)

    for length in (16, 24, 40):
        for phi in (0.0, 0.4, 0.7):
            dice = random.Random(length)  # noqa: S311
            hits = sum(bool(said(autoregression(dice, length, phi, 0.1))) for _ in range(runs))
            history = f"{length} values that rise steadily, autocorrelation {phi:g}"
            yield "trend: the slope is said to have changed", history, share(hits, runs)
    for length in (16, 24, 40):
        dice = random.Random(length)  # noqa: S311
        words = []
        for _ in range(runs):
            noise = autoregression(dice, length, 0.4)
            split = length - max(4, length // 3)
            words.append(said([value + 0.5 * min(step, split) for step, value in enumerate(noise)]))
        hits = sum(word in {"slowed", "stalled"} for word in words)
        history = f"{length} values that rise half a standard deviation a step and then stand still"
        yield "trend: said to have slowed or stalled", history, share(hits, runs)


def peaks(runs: int) -> Iterator[Row]:
    """Ask whether a series has peaked."""

    def called(values: list[float], seed: int) -> bool:
        counts = [(START + timedelta(weeks=at), value) for at, value in enumerate(values)]
        peak = peak_window(counts)
        if peak is None or not peak.settled:
            return False
        middle = peak.period.start + (peak.period.end - peak.period.start) / 2
        season = Period(middle - timedelta(SEASON), middle + timedelta(SEASON + 1))
        return peak_share(counts, season, draws=200, seed=seed) >= SURE and peak_chance(values, seed=seed) <= LEVEL

    few = max(runs // 4, 10)
    for phi in (0.0, 0.4, 0.7, 0.9):
        dice = random.Random(1)  # noqa: S311
        hits = sum(called(autoregression(dice, 40, phi), seed) for seed in range(few))
        yield "trend: said to have peaked", f"40 weeks without a peak, autocorrelation {phi:g}", share(hits, few)
    for height in (2.0, 4.0, 8.0):
        dice = random.Random(2)  # noqa: S311
        hits = 0
        for seed in range(few):
            noise = autoregression(dice, 40, 0.4)
            bump = [height * math.exp(-(((at - 15) / 5) ** 2)) for at in range(40)]
            hits += called([value + more for value, more in zip(noise, bump, strict=True)], seed)
        history = f"40 weeks with a bump of {height:g} standard deviations, autocorrelation 0.4"
        yield "trend: said to have peaked", history, share(hits, few)


def leads(runs: int) -> Iterator[Row]:
    """Ask for the crossover of two series."""
    for phi in (0.0, 0.7):
        dice = random.Random(3)  # noqa: S311
        hits = 0
        for _ in range(runs):
            apart = [value - 3 for value in autoregression(dice, 40, phi)]
            hits += any(found.lasting for found in crossings(apart))
        history = f"40 periods, 3 standard deviations apart throughout, autocorrelation {phi:g}"
        yield "lead: a lasting crossover is reported", history, share(hits, runs)
    for slope in (0.2, 0.5):
        dice, held, told, widths = random.Random(4), 0, 0, []  # noqa: S311
        for seed in range(runs):
            apart = [value + slope * (at - 19.5) for at, value in enumerate(autoregression(dice, 40, 0.4))]
            lasting = [found for found in crossings(apart) if found.lasting and found.sign > 0]
            span = crossing_interval(apart, lasting[-1], draws=200, seed=seed) if lasting else None
            if span:
                told += 1
                # The true lines cross between the periods 19 and 20.
                held += span[0] <= 20 and span[1] >= 19
                widths.append(span[1] - span[0])
        history = f"40 periods, the difference rises {slope:g} standard deviations a period"
        told_words = f"{share(held, told)} of {told}; mean width {fmean(widths):.1f} periods"
        yield "lead: the 95 % interval holds the day of the crossover", history, told_words


if __name__ == "__main__":
    main()
