"""What a comparison returns: for each article how far it is derived and from what, and the families they form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from onrecord.copies.article import Article
from onrecord.copies.derivation import Derivation
from onrecord.copies.facts import Loss
from onrecord.copies.order import Basis
from onrecord.copies.spans import OriginSpan


@dataclass(frozen=True, slots=True)
class Link:
    """A likely source, and how the order is known; `verbatim` is the share of the article in common runs of words.

    `told` is that share of its sentences alone: two pages of one site have their menus in common, and tell two stories.
    """

    source: int
    basis: Basis
    verbatim: float
    told: float


@dataclass(frozen=True, slots=True)
class Traced:
    """An article with its origin: the class and its probability, its sources likeliest first, and its spans.

    `similar` are articles with the same words and other specifics, which are no source; `related` others on the same
    matter. Shares of words by origin are in `shares`, in the order verbatim, rewritten, new; `losses`
    is what became of the facts of its first source.
    """

    number: int
    kind: Derivation
    probability: float
    links: tuple[Link, ...] = ()
    spans: tuple[OriginSpan, ...] = ()
    shares: tuple[float, float, float] = (0.0, 0.0, 1.0)
    similar: tuple[int, ...] = ()
    related: tuple[int, ...] = ()
    losses: tuple[Loss, ...] = ()
    twin: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """Articles that go back to one text; `head` is the likeliest first of them, and counts as the one source.

    `ordered` is False where nothing tells which member was first.
    """

    head: int
    members: tuple[int, ...]
    ordered: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """What a comparison with an archive was about: how many articles the archive holds, how many of them are new.

    `asked` are the numbers of those that were asked for; the others of the comparison are what they go back to, or
    are of their families.
    """

    articles: int
    added: int
    asked: tuple[int, ...]


@dataclass(frozen=True)
class Compared:
    """All articles of a comparison, in the order of their days, each traced; and their families of two or more."""

    articles: tuple[Article, ...]
    traced: tuple[Traced, ...]
    families: tuple[Family, ...]
    scope: Scope | None = None

    @property
    def independent_sources(self) -> int:
        """How many sources there are when a family counts once."""
        return len(self.articles) - sum(len(family.members) - 1 for family in self.families)

    def family_of(self, number: int) -> Family | None:
        """Return the family of an article; None for one that stands alone."""
        return self._homes.get(number)

    @cached_property
    def _homes(self) -> dict[int, Family]:
        return {number: family for family in self.families for number in family.members}
