"""All claims of an article: what is stated twice is one claim with two places."""

from __future__ import annotations

from onrecord import check, open_record, read
from onrecord.reading.claims.claim import ClaimType
from onrecord.terms.time import Day

RATE = "The pace of new model rollouts, which peaked in spring at one every few days, has slowed."


def places_of_pace(summary: str, body: str) -> list[int]:
    text = f"Labs take a breath\n\n  • {summary}\n\n{body}\n"
    claims = check(read(text, published=Day(2025, 7, 25)), open_record()).claims
    return [len(one.claim.places) for one in claims if one.claim.type is ClaimType.PACE]


def test_a_summary_without_the_rate_is_the_claim_that_gives_it():
    assert places_of_pace("The pace of new model rollouts has slowed", RATE) == [2]


def test_a_summary_is_not_taken_for_one_of_two_rates():
    other = "The pace of new model rollouts, which peaked in autumn at one every three weeks, has slowed."
    assert places_of_pace("The pace of new model rollouts has slowed", f"{RATE} {other}") == [1, 1, 1]


def test_a_bare_start_is_at_the_scale_of_its_end():
    text = "ChatGPT keeps growing\n\nIts weekly users rose from 400 to 800 million.\n"
    claims = [one.claim for one in check(read(text, published=Day(2025, 10, 20)), open_record()).claims]
    assert [claim.details["came_from"][0].value for claim in claims if "came_from" in claim.details] == [400_000_000]


def test_a_start_may_stand_behind_the_end_and_what_it_is_a_share_of():
    text = "ChatGPT loses ground on the web\n\nIt has slipped to 31.5% of visits from 42.7% a year earlier.\n"
    claims = [one.claim for one in check(read(text, published=Day(2026, 1, 22)), open_record()).claims]
    assert [claim.details["came_from"][0].value for claim in claims if "came_from" in claim.details] == [42.7]
