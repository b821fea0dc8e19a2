"""Answers about articles and quotes with the same words as others, or on the same matter."""

from typing import Literal

from msgspec import Struct

from ..model import Article, QuoteHit, Snippet


class Copy(Struct, frozen=True):
    """An article beside others that are copies of it, or versions."""

    id: str
    title: str
    date: str
    outlet: str
    locator: str
    words: int
    """Words of its body."""
    shared: float
    """Share of these that stand in the article in question, in runs of three or more, 0 to 1."""
    of_first: float
    """Share of the words of the article in question that stand in this one."""
    in_group: bool = True
    """Whether the two fold into one row; if not, one of them is also a copy of something else: a round-up."""
    version: str = ""
    """The number of this version of an agency's item, if the article in question is another version of it."""


class Copies(Struct, frozen=True, tag=True):
    """An article and its copies, oldest first, undated ones last."""

    total: int
    """Articles, with the one in question."""
    offset: int
    copies: tuple[Copy, ...] = ()
    outlets: int = 0
    """Different outlets among all of them."""


class Repeats(Struct, frozen=True, tag=True):
    """A quote and its exact repeats, oldest first, undated ones last."""

    total: int
    offset: int
    quotes: tuple[QuoteHit, ...] = ()
    outlets: int = 0


class Change(Struct, frozen=True, array_like=True):
    """A stretch of two texts: the same in both, only in one of them, or different."""

    first: str
    """Text in the first article; "" where the second adds."""
    second: str
    """Text in the second; "" where it cuts."""
    same: bool
    """Whether it has the same words in both; white space, marks and letter case may differ."""
    moved: bool = False
    """Whether what is cut or added stands elsewhere in the other article."""


class Comparison(Struct, frozen=True, tag=True):
    """Two articles, compared word by word."""

    first: Article
    second: Article
    title: tuple[Change, ...]
    """The headlines."""
    text: tuple[Change, ...]
    """The bodies, in the order of the first."""
    same: int
    """Words of the bodies that both have, in order."""
    cut: int
    """Words of the first's body that the second lacks."""
    added: int
    """Words of the second's body that the first lacks."""


class SimilarHit(Struct, frozen=True):
    """An article that is similar to another."""

    id: str
    title: str
    date: str
    outlet: str
    locator: str
    score: float
    shared: tuple[str, ...]
    """Those of the words in question that it has, the most telling first."""
    snippet: Snippet
    copies: int = 0
    """Other similar articles that are folded into this one as its copies."""


class Similar(Struct, frozen=True, tag=True):
    """Articles similar to one, the most similar first."""

    total: int
    """Rows: articles with at least one of the words."""
    offset: int
    terms: tuple[str, ...] = ()
    """The words that articles are ranked by, the most telling first."""
    hits: tuple[SimilarHit, ...] = ()
    copies: int = 0
    """Copies of the article in question, which are left out."""


Difference = Literal[
    "shortened", "longer", "reworded", "paraphrase", "verbatim", "stance", "speaker", "speaker unclear"
]
"""How a quote differs from another with the same words. "speaker": others are named as the speaker; "speaker unclear":
the names differ, but one of the attributions is doubtful or names no known person or organisation."""


class QuoteVariant(Struct, frozen=True):
    """A quote beside the one in question."""

    hit: QuoteHit
    changes: tuple[Change, ...]
    """Its words compared with those of the quote in question."""
    differs: tuple[Difference, ...]


class QuoteVariants(Struct, frozen=True, tag=True):
    """A quote and the other versions of the same words, oldest first, undated ones last."""

    total: int
    """Quotes, with the one in question."""
    offset: int
    variants: tuple[QuoteVariant, ...] = ()
    outlets: int = 0
    """Different outlets among all of them."""


class VariantGroups(Struct, frozen=True, tag=True):
    """Quotes that match and have variants: the first of each group, as article id and number."""

    total: int
    """Groups."""
    offset: int
    quotes: tuple[tuple[str, int], ...] = ()
