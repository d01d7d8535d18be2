"""What tables of sentences say of a verdict, in a letter, and what all claims of a sentence come to together."""

from collections.abc import Callable

from onrecord.checking.case import merge_labels
from onrecord.checking.result import CheckedArticle
from onrecord.terms.labels import Label

Ask = Callable[..., CheckedArticle]

S, R, C, N = Label.SUPPORTED, Label.REFUTED, Label.CONFLICTING, Label.NOT_ENOUGH


def label(article: CheckedArticle) -> Label:
    """Return what all claims say together: right only if every one is; open where nothing is claimed."""
    labels = [one.now.label for one in article.claims]
    return merge_labels(labels) if labels else N
