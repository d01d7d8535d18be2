"""Every error that onrecord raises on purpose.

    OnrecordError              exit code 1: something is wrong on our side
    +-- SourceFailed           a source outside gave no usable answer; the others go on
        +-- Unreadable         its answer has a shape that no parser knows; the bytes are kept
    +-- BadInput               exit code 2: what was handed in cannot be used
        +-- BadDay             a day that does not exist or cannot be read
        +-- BadDocument        an article that cannot be read
        +-- NoPublicationDay   an article that does not say when it appeared
        +-- BadRecord          a row of the record that breaks its own rules
        +-- UnknownName        an entity, metric or list that the record does not hold

A message is one sentence that names the place and says how to mend it.
"""


class OnrecordError(Exception):
    """The root of the tree; catch it to catch everything that onrecord raises on purpose."""


class SourceFailed(OnrecordError):
    """A source outside gave no usable answer, after every retry that good manners allow."""


class Unreadable(SourceFailed):
    """An answer has a shape that no parser knows; says what was expected and what came."""


class BadInput(OnrecordError):
    """What was handed in cannot be used; the message says where and what to do."""


class BadDay(BadInput):
    """A day that does not exist (2025-02-30) or is not written as YYYY-MM-DD."""


class BadDocument(BadInput):
    """An article that is empty, binary, too large, or of a format that is not read."""


class NoPublicationDay(BadDocument):
    """An article that carries no date; the day must be given, it is never guessed."""


class BadRecord(BadInput):
    """A row of the record that breaks a rule of its table; names file, line and column."""


class UnknownName(BadInput):
    """A name that the record does not hold; names the nearest one that it does."""
