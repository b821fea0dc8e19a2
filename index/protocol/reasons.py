"""Why a result is where it is, and why a quote is attributed as it is: the question and its answer."""

from msgspec import Struct

from ..model import Quote


class ScorePart(Struct, frozen=True):
    """A condition of a query, and what it adds to the score of a result."""

    text: str
    """The condition as the query language writes it."""
    points: float
    """What it adds to the score; 0 for one that only selects."""
    found: int
    """Articles, or quotes of a quote search, that satisfy it in the whole index."""
    headline: int = 0
    """Its occurrences in the headline."""
    body: int = 0
    """Its occurrences in the text below it, or of a quote search in the quote."""
    held: bool = True
    """Whether this result satisfies it; of several alternatives it need not."""


class ConfidencePart(Struct, frozen=True):
    """A sign that speaks for or against an attribution."""

    sign: str
    """What was seen, in words."""
    without: float
    """What the confidence would be without it, 0 to 1."""


class QuoteReasons(Struct, frozen=True):
    """Why a quote is attributed as it is."""

    quote: Quote
    """As it is shown, with the user's corrections."""
    corrected: bool
    """Whether the user has corrected the speaker."""
    between: int | None
    """Words between the quote and what names the speaker; None without a speaker."""
    to_cue: int | None
    """Words between the cue and what names the speaker; None without either."""
    base: float | None
    """The confidence that the rules alone give to such an attribution; None if it cannot be computed again."""
    parts: tuple[ConfidencePart, ...] = ()
    """The signs, what matters most first."""
    note: str = ""
    """Why there are no parts, if so."""


class Reasons(Struct, frozen=True, tag=True):
    """Why a result is where it is."""

    id: str
    title: str
    score: float
    population: int
    """Articles, or quotes of a quote search, in the index."""
    words: int
    """Words of the article, or of the quote."""
    parts: tuple[ScorePart, ...]
    """The conditions of the query, in its order."""
    matches: bool
    """Whether it is a result of the query at all."""
    quotes: tuple[QuoteReasons, ...] = ()
