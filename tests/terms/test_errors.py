"""The errors form one tree; whoever catches the root catches all of it."""

import inspect

import pytest

from onrecord.terms import errors

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_root_catches_every_error(kind):
    assert issubclass(kind, errors.OnrecordError)


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_stands_in_the_drawing_of_the_tree(kind):
    assert kind.__name__ in errors.__doc__
    assert kind.__doc__


def test_bad_input_is_told_from_our_own_faults():
    for kind in (errors.BadDay, errors.BadDocument, errors.NoPublicationDay, errors.BadRecord, errors.UnknownName):
        assert issubclass(kind, errors.BadInput)
