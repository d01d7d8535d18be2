"""What a rewrite did to the facts is said; what it only worded otherwise is not."""

from datetime import date

import pytest

from onrecord.copies.facts import KINDS, losses_of
from onrecord.reading.document import Document

SOURCE = "The harbour company of Kalmar hired 300 sailors on 4 May, its director Lena Ek said."


def lost(copy, source=SOURCE, copied=date(2025, 5, 7), published=date(2025, 5, 6)):
    found = losses_of(Document(copy, published=copied), Document(source, published=published))
    return [(loss.kind, loss.copy.of(copy), loss.source.of(source)) for loss in found]


def kinds(copy, source=SOURCE):
    return [kind for kind, _, _ in lost(copy, source)]


def test_the_same_words_lost_nothing():
    assert lost(SOURCE) == []


def test_a_changed_number_is_named_with_both():
    assert lost(SOURCE.replace("300", "500")) == [("number-changed", "500 sailors", "300 sailors")]


def test_a_rounded_number_is_not_changed():
    source = "The harbour company of Kalmar hired 298 sailors on 4 May, its director Lena Ek said."
    assert lost(source.replace("298", "about 300"), source) == []


def test_a_changed_day_is_named_with_both():
    assert lost(SOURCE.replace("4 May", "5 May")) == [("date-changed", "5 May", "4 May")]


@pytest.mark.parametrize("day", ["on Sunday", "on May 4"])
def test_another_name_for_the_day_is_not_changed(day):
    assert lost(SOURCE.replace("on 4 May", day)) == []


def test_a_changed_length_of_time_is_a_changed_number():
    source = "The old ferry of Kalmar crossed the narrow sound for 94 years without any accident."
    assert lost(source.replace("94", "49"), source) == [("number-changed", "49 years", "94 years")]


def test_another_place_in_the_same_spot_is_named():
    source = "The World Summit on Ships opened in Shanghai on Saturday, where 800 companies showed their work."
    assert lost(source.replace("Shanghai", "Beijing"), source) == [("name-changed", "Beijing", "Shanghai")]


def test_a_short_form_of_a_name_is_not_another_name():
    source = "The ships of the European Union opened a new line to the port of Kalmar on Saturday."
    assert lost(source.replace("European Union", "EU"), source) == []


def test_a_surname_that_only_the_source_introduces():
    source = f"{SOURCE} Ek said the port would grow."
    copy = "The harbour company of Kalmar hired 300 sailors on 4 May. Ek said the port would grow."
    assert ("introduction-cut", "Ek", "Lena Ek") in lost(copy, source)


def test_a_surname_behind_the_full_name_is_introduced():
    assert lost(f"{SOURCE} Ek is glad.") == []


def test_a_dropped_speaker():
    assert kinds("The harbour company of Kalmar hired 300 sailors on 4 May.") == ["attribution-dropped"]


@pytest.mark.parametrize(
    "copy",
    [
        "Lena Ek, its director, said the harbour company of Kalmar hired 300 sailors on 4 May.",
        "The harbour company of Kalmar hired 300 sailors on 4 May, according to its director Lena Ek.",
        '"We hired 300 sailors on 4 May," said director Lena Ek of the harbour company of Kalmar.',
    ],
)
def test_a_speaker_named_otherwise_is_not_dropped(copy):
    assert lost(copy) == []


def test_a_hedge_that_became_an_assertion():
    source = "The harbour company of Kalmar may close two of its docks for repairs this winter."
    assert kinds(source.replace("may close", "closes"), source) == ["hedge-dropped"]


def test_a_hedge_in_other_words_is_kept():
    source = "The harbour company of Kalmar may close two of its docks for repairs this winter."
    assert kinds(source.replace("may close", "could close"), source) == []


def test_a_scope_that_was_lost():
    source = "Some of the docks in the harbour of Kalmar were closed for repairs during the winter."
    assert kinds(source.replace("Some of the docks", "The docks"), source) == ["scope-lost"]


def test_an_exception_that_was_left_out():
    source = "Sales of the harbour company rose 12 percent to 41 million kronor, excluding the ferries."
    assert kinds(source.replace(", excluding the ferries", ""), source) == ["scope-lost"]


def test_a_sentence_of_its_own_is_not_compared():
    assert lost(f"{SOURCE} A dog ran through the market and stole a sausage from 7 tables.") == []


def test_every_kind_is_explained():
    assert all(KINDS.values())
