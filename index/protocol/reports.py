"""Answers that are pages of their own: tables of words, the profile of a name, and the comparison of two searches."""

from msgspec import Struct

from ..model import EntityType, QuoteHit, Stance, Timeline


class Dateline(Struct, frozen=True):
    """An article by what tells it apart in a list."""

    id: str
    title: str
    date: str
    outlet: str


class OutletShare(Struct, frozen=True, array_like=True):
    """How many of an outlet's articles are in a set."""

    outlet: str
    articles: int
    of: int
    """All articles of the outlet."""


class Companion(Struct, frozen=True, array_like=True):
    """A name in the same articles as another, by log-likelihood over articles (Dunning 1993)."""

    name: str
    type: EntityType
    articles: int
    """Articles that mention both."""
    expected: float
    """Articles that would mention both by chance."""
    log_likelihood: float


class Keyword(Struct, frozen=True, array_like=True):
    """A word that a set uses more than another; see `statistics.keyness`."""

    word: str
    occurrences: int
    other: int
    """Occurrences in what it is compared with."""
    log_likelihood: float
    log_ratio: float


class QuoteSet(Struct, frozen=True):
    """The quotes by a speaker, or about a name."""

    total: int = 0
    doubtful: int = 0
    """Quotes whose attribution is doubtful, see `quotation.DOUBTFUL`, or which have no speaker."""
    stances: tuple[tuple[Stance, int], ...] = ()
    """How many are affirmed, denied and so on; none is left out."""
    newest: tuple[QuoteHit, ...] = ()


class Contradiction(Struct, frozen=True):
    """Two quotes in one article of which one denies what the other may affirm. Only reading tells whether it does."""

    said: QuoteHit
    """By the name that the profile is about."""
    other: QuoteHit
    shared: tuple[str, ...]
    """The rare words that both have, which is why they are shown together."""


class Profile(Struct, frozen=True, tag=True):
    """Everything about one name, on one page."""

    name: str
    entity_type: EntityType
    aliases: tuple[str, ...] = ()
    articles: int = 0
    """Articles that mention it."""
    mentions: int = 0
    searched: int = 0
    """Articles that were searched for it."""
    first: Dateline | None = None
    last: Dateline | None = None
    timeline: Timeline = Timeline("day")
    """The articles over time; its `undated` are in no bar, and neither first nor last."""
    outlets: tuple[OutletShare, ...] = ()
    """Most articles first."""
    without_outlet: int = 0
    companions: tuple[Companion, ...] = ()
    """Highest log-likelihood first."""
    companions_total: int = 0
    """Names that were measured."""
    companions_capped: bool = False
    """Whether only the most frequent names of each type were measured."""
    keywords: tuple[Keyword, ...] = ()
    """Of the quotes by the name against all other quotes, or without quotes of the articles against all others."""
    keywords_of_quotes: bool = False
    by: QuoteSet = QuoteSet()
    about: QuoteSet = QuoteSet()
    contradictions: tuple[Contradiction, ...] = ()
    compared: int = 0
    """Articles with quotes by the name and a denial that were looked through for contradictions."""
    comparable: int = 0
    """Articles that have both."""
    namesakes: tuple[tuple[EntityType, str, int], ...] = ()
    """Other names that what was asked for may mean, with their articles."""


class Side(Struct, frozen=True):
    """One of two searches that are compared."""

    query: str
    articles: int = 0
    words: int = 0
    """Running words of the articles, or with quotes of the quotes."""
    quotes: int = 0
    """Quotes in the articles, or that match."""
    unnamed: int = 0
    """Quotes of them whose speaker has no name."""
    undated: int = 0
    outlets: int = 0
    first: str = ""
    """Date of the earliest dated article."""
    last: str = ""


class Rate(Struct, frozen=True, array_like=True):
    """A name on both sides, by log-likelihood over articles (Rayson & Garside 2000), positive if more frequent in A."""

    name: str
    type: EntityType
    a: int
    """Articles of the first side; of a speaker, quotes."""
    b: int
    a_rate: float
    """Per thousand articles; of a speaker, per thousand quotes."""
    b_rate: float
    log_likelihood: float
    log_ratio: float


class ScopeComparison(Struct, frozen=True, tag=True):
    """Two searches side by side."""

    a: Side
    b: Side
    both: int = 0
    """Articles, or quotes, that both find."""
    names: tuple[Rate, ...] = ()
    """The most frequent names of each side, the greatest differences first."""
    speakers: tuple[Rate, ...] = ()
    keywords_a: tuple[Keyword, ...] = ()
    """Words that the first side uses more than the second."""
    keywords_b: tuple[Keyword, ...] = ()
    only_a: tuple[Rate, ...] = ()
    """Of the frequent names of the first side those that the second leaves out, most articles first."""
    only_b: tuple[Rate, ...] = ()
    considered: int = 0
    """Names of each type, and speakers, of each side that were compared at most."""


class WordRow(Struct, frozen=True, array_like=True):
    """A word, or a sequence of words, with its counts; what its kind of table does not have is 0."""

    text: str
    occurrences: int
    """In the articles, or quotes, of the table; of a collocate in the whole index, hits left out."""
    documents: int
    """Articles, or quotes, with it; of a collocate those where it is near a hit."""
    near: int = 0
    """Of a collocate: occurrences near the hits."""
    expected: float = 0.0
    """Of a collocate: occurrences near the hits by chance."""
    other: int = 0
    """Of a keyword: occurrences in what it is compared with."""
    log_likelihood: float = 0.0
    """Negative for what is less frequent than expected."""
    log_dice: float = 0.0
    mutual_information: float = 0.0
    log_ratio: float = 0.0
    percent_difference: float = 0.0


class WordTable(Struct, frozen=True, tag=True):
    """The answer to `CountWords`: a page of its rows."""

    rows: tuple[WordRow, ...]
    offset: int
    total: int
    """Rows of the whole table."""
    documents: int = 0
    """Articles, or quotes, that were counted."""
    words: int = 0
    """Their running words; for n-grams the places where one begins; for collocates the words near the hits."""
    other_documents: int = 0
    """What keyness compares with; for collocates the whole index."""
    other_words: int = 0
    hits: int = 0
    """Hits whose neighbours are counted."""
    rarer: int = 0
    """Rows left out because they are rarer than asked for."""
