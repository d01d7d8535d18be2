"""The labels are those of the field, word by word; the tiers are in the order of trust."""

from onrecord.record.schema import TABLES, TIERS
from onrecord.terms.labels import Basis, Label, Tier


def test_the_labels_are_those_of_the_field():
    assert [str(label) for label in Label] == [
        "Supported", "Refuted", "Conflicting Evidence", "Not Enough Evidence", "Not Checkable",
    ]  # fmt: skip


def test_the_record_knows_these_tiers_and_no_others():
    assert tuple(Tier) == TIERS


def test_the_record_knows_these_bases_and_no_others():
    column = next(column for column in TABLES["events"].all_columns if column.name == "basis")
    assert tuple(Basis) == column.choices
