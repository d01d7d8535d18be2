"""A dated public record of the AI race, and what it says of a news article: as known then, and as known now.

    import onrecord

    record = onrecord.open_record()
    document = onrecord.read("article.txt")
    checked = onrecord.check(document, record)
    print(onrecord.reports.render(checked, "terminal"))

Names are loaded when they are first used, so that `import onrecord` costs next to nothing.
"""

__version__ = "0.1.0"

__all__ = [
    "BadInput",
    "CheckedArticle",
    "Document",
    "OnrecordError",
    "Record",
    "View",
    "__version__",
    "annotate",
    "check",
    "open_record",
    "read",
    "read_all",
    "reports",
]

TYPE_CHECKING = False  # `typing` alone would be a fifth of the time that this import takes

if TYPE_CHECKING:
    from onrecord import reports
    from onrecord.checking.check import check
    from onrecord.checking.result import CheckedArticle
    from onrecord.reading.annotate import annotate
    from onrecord.reading.document import Document
    from onrecord.reading.read import read
    from onrecord.reading.read_all import read_all
    from onrecord.record.store import Record, View, open_record
    from onrecord.terms.errors import BadInput, OnrecordError
else:
    _HOMES = {
        "BadInput": "onrecord.terms.errors",
        "CheckedArticle": "onrecord.checking.result",
        "Document": "onrecord.reading.document",
        "OnrecordError": "onrecord.terms.errors",
        "Record": "onrecord.record.store",
        "View": "onrecord.record.store",
        "annotate": "onrecord.reading.annotate",
        "check": "onrecord.checking.check",
        "open_record": "onrecord.record.store",
        "read": "onrecord.reading.read",
        "read_all": "onrecord.reading.read_all",
    }

    # Hidden from type checkers: they would otherwise take any misspelt name for a valid one.
    def __getattr__(name: str) -> object:
        from importlib import import_module  # noqa: PLC0415 - only a first use pays for it

        if name == "reports":
            return import_module("onrecord.reports")
        if name not in _HOMES:
            raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted(__all__)
