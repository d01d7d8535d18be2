"""One clause, one verb, one date."""

from datetime import date

import pytest

from onrecord import check, open_record, read

DAY = date(2025, 9, 2)


@pytest.fixture(scope="module")
def record():
    return open_record()


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("The EU AI Act entered into force on 1 August 2024.", "2024-08-01"),
        ("The EU AI Act, published on 12 July 2024, entered into force on 1 August 2024.", "2024-08-01"),
        ("On 1 August 2024, the EU AI Act entered into force.", "2024-08-01"),
        ("The EU AI Act entered into force on 1 August 2024, and the code came in July 2025.", "2024-08-01"),
        ("The EU AI Act entered into force after a vote of 13 March 2024.", None),
    ],
)
def test_an_act_is_dated_by_its_own_verb(text, period, record):
    claims = [one.claim for one in check(read(text, published=DAY), record).claims if one.claim.type == "policy-date"]
    assert [claim.period.to_edtf() if claim.period else None for claim in claims] == [period]


def test_two_models_of_one_sentence_keep_their_own_dates(record):
    text = "While OpenAI released GPT-5 on 7 August 2025, xAI released Grok 4 on 9 July 2025."
    claims = {one.claim.subject_name: one.claim.period for one in check(read(text, published=DAY), record).claims}
    assert {name: str(period) for name, period in claims.items()} == {"GPT-5": "7 August 2025", "Grok 4": "9 July 2025"}
