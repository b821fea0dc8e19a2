"""Answers of the search process."""

from typing import Literal

from msgspec import Struct

from ..decisions import Curation
from ..model import (
    Annotations,
    Article,
    EntityCount,
    EntityType,
    Facets,
    Hit,
    QuoteHit,
    Reject,
    Span,
    SpeakerCount,
    Timeline,
)
from .news import News
from .omissions import Omissions
from .pictures import Matrix, SplitTimeline
from .reasons import Reasons
from .related_answers import Comparison, Copies, QuoteVariants, Repeats, Similar, VariantGroups
from .reports import Profile, ScopeComparison, WordTable


class WordForms(Struct, frozen=True):
    """A word of a query with the other forms of it that are searched for: its inflections."""

    word: str
    others: tuple[tuple[str, int], ...] = ()
    """With their number of articles, most first."""
    left_out: int = 0
    """Forms beyond the maximum number, which are not searched for."""


class Interpretation(Struct, frozen=True):
    """How a query was interpreted: what was typed, what was searched, and why they differ."""

    typed: str = ""
    searched: str = ""
    """The query as searched; searching for it gives the same results."""
    reason: Literal["as typed", "prefix", "not searchable"] = "as typed"
    """"prefix": nothing contains the last word, so it was read as the start of a word (see `Search.try_prefix`);
    "not searchable": the query has no letter or digit to search for, so it finds nothing."""
    notes: tuple[str, ...] = ()
    """Messages for the user: the reason, and parts of the query that were not read as written."""
    forms: tuple[WordForms, ...] = ()
    """The words of the query that other forms were searched for as well."""


class Results(Struct, frozen=True, tag=True):
    """A page of results; `hits` for article search, `quotes` for quote search."""

    total: int
    """Rows: matches, without those that are folded."""
    offset: int
    hits: tuple[Hit, ...] = ()
    quotes: tuple[QuoteHit, ...] = ()
    interpretation: Interpretation = Interpretation()
    seconds: float = 0.0
    first: "Reading | None" = None
    """The article of the first hit, if requested and available without delay."""
    folded: int = 0
    """Matches that are folded into a row as its copies, or as exact repeats of a quote."""
    fold_state: Literal["off", "on", "unknown"] = "off"
    """"unknown": folding was requested, but copies have not been looked for in this index yet."""
    is_ahead: bool = False
    """Whether these are of a newer commit than the last `Refresh` answered, so that other numbers are not."""


class Reading(Struct, frozen=True, tag=True):
    """An article to read; `matches` are sorted spans in its text."""

    article: Article
    annotations: Annotations
    matches: tuple[Span, ...] = ()


class Ids(Struct, frozen=True, tag=True):
    """Article ids in order, and their total number without the limit."""

    ids: tuple[str, ...]
    total: int


class Rejects(Struct, frozen=True, tag=True):
    """Rejected sources, sorted by locator, and their total number."""

    rejects: tuple[Reject, ...]
    total: int


class Status(Struct, frozen=True, tag=True):
    """The current state of the index."""

    articles: int
    engine: str
    version: str
    """Identifier of its newest commit; "" without an index."""


class Completion(Struct, frozen=True):
    """A completion for the text at the cursor."""

    text: str
    """The text to insert, quoted as the query language requires."""
    label: str
    """The text to display."""
    kind: str
    """A short description: "word", "person", "outlet", or for a field what it searches."""
    articles: int = 0
    """Number of articles with it; 0 if not meaningful."""


class Completions(Struct, frozen=True, tag=True):
    """Completions that can replace `[start, end)` of the query, best first."""

    start: int
    end: int
    choices: tuple[Completion, ...] = ()
    values: bool = False
    """Whether these are values of a field, not words of a text."""


class ClauseCount(Struct, frozen=True):
    """The counts of one condition of a query."""

    text: str
    """The condition as written."""
    total: int
    """Number of articles, or quotes, that it finds alone."""
    without: int = 0
    """Number that the query finds without it; only set if the query finds nothing."""


class Explanation(Struct, frozen=True, tag=True):
    """What each condition of a query finds; empty for a single condition that finds something."""

    total: int
    """Number of articles, or quotes, that the query finds."""
    clauses: tuple[ClauseCount, ...] = ()
    suggestion: str = ""
    """The query with corrected spelling, from words in the index; "" if there is nothing to correct."""
    suggested: int = 0
    """Number that the suggestion finds."""


class FacetsAnswer(Struct, frozen=True, tag=True):
    """The answer to `CountFacets`."""

    facets: Facets
    also: tuple[EntityCount, ...] = ()
    """The entities requested with `also`, unless they are in the facets or in no match."""
    over_time: tuple[tuple[int, ...], ...] = ()
    """How many matches mention each entity of `facets`, then of `also`, in each of the stretches asked for."""


class Cooccurrence(Struct, frozen=True):
    """An entity that co-occurs with another."""

    name: str
    type: EntityType
    articles: int
    """Articles that mention both."""
    expected: float
    """Expected number if the two were independent."""


class Cooccurrences(Struct, frozen=True, tag=True):
    """The answer to `CountCooccurrences`: most articles first, ties by name."""

    articles: int
    """Matches that mention the entity in question."""
    companions: tuple[Cooccurrence, ...] = ()


class Variants(Struct, frozen=True, tag=True):
    """The answer to `ListVariants`: most articles first, including the entity itself if articles name it.

    Mentions are not counted.
    """

    entities: tuple[EntityCount, ...] = ()


class Speakers(Struct, frozen=True, tag=True):
    """The answer to `CountSpeakers`: most quotes first, ties by name."""

    quotes: int
    """Quotes counted, with and without a named speaker."""
    unnamed: int
    """Quotes whose speaker is not resolved to an entity: "analysts", "the company", or none."""
    speakers: tuple[SpeakerCount, ...] = ()
    total: int = 0
    """Named speakers without the limit."""


class Statement(Struct, frozen=True):
    """A quote on the matter of a denial."""

    hit: QuoteHit
    copies: int
    """Further quotes in which the same speaker says the same."""
    shared: tuple[str, ...]
    """Words of the denial that it has too, the rarest first."""


class Denial(Struct, frozen=True):
    """A quote that denies something, and statements that share at least two words with it."""

    hit: QuoteHit
    copies: int
    """Further quotes in which the same speaker denies the same."""
    claims: tuple[Statement, ...]
    """Most in common first, the speaker's own last."""


class Denials(Struct, frozen=True, tag=True):
    """The answer to `FindDenials`: those with statements on their matter first, then the newest."""

    denials: tuple[Denial, ...]
    looked_at: int
    """Quotes that deny something, as far as they were looked at."""
    total: int
    """All quotes in the results that deny something."""


class TimelineAnswer(Struct, frozen=True, tag=True):
    """The answer to `CountTimeline`."""

    timeline: Timeline


class CurationAnswer(Struct, frozen=True, tag=True):
    """The current decisions, by the ids and spans of this index."""

    curation: Curation
    missing: tuple[str, ...] = ()
    """Keys of decisions about articles and quotes that are not in this index."""
    complete: bool = True
    """Whether all were located; if not, the next such question continues."""


class End(Struct, frozen=True, tag=True):
    """The end of the answer to an `Overview`."""


class Failure(Struct, frozen=True, tag=True):
    """A question that could not be answered, with a message for the user."""

    message: str
    kind: Literal["cancelled", "timeout", "index", "bug"]


class RawSource(Struct, frozen=True, tag=True):
    """An excerpt of a file or archive member."""

    locator: str
    """Path of the file or archive member."""
    format: str
    """Name of the reader."""
    text: str
    """The text, decoded but otherwise unchanged."""
    start: int
    """Offset of the first byte."""
    end: int
    """Offset after the last byte."""
    size: int
    """Total size in bytes; 0 while unknown."""
    found: bool
    """Whether the requested place was found; if not, the excerpt is from the start of the file."""


class KwicLine(Struct, frozen=True, array_like=True):
    """One stop of a trail in its context, each part on one line."""

    left: str
    keyword: str
    right: str
    article: str
    """Id of the article."""
    start: int
    end: int
    """The stop in the article's text."""
    outlet: str
    date: str
    space_before: bool = True
    """Whether white space stands between `left` and the stop in the text."""
    space_after: bool = True
    """The same between the stop and `right`."""


class KwicLines(Struct, frozen=True, tag=True):
    """A page of a concordance."""

    lines: tuple[KwicLine, ...]
    offset: int
    total: int
    """Lines gathered so far."""
    complete: bool
    """Whether all lines have been gathered."""


Answer = (
    Results
    | Copies
    | Repeats
    | Comparison
    | Similar
    | QuoteVariants
    | VariantGroups
    | News
    | Omissions
    | Reasons
    | SplitTimeline
    | Matrix
    | FacetsAnswer
    | Cooccurrences
    | Variants
    | Speakers
    | Denials
    | TimelineAnswer
    | Reading
    | RawSource
    | KwicLines
    | Ids
    | Rejects
    | Status
    | CurationAnswer
    | Completions
    | Explanation
    | WordTable
    | Profile
    | ScopeComparison
    | End
    | Failure
)


class Reply(Struct, frozen=True):
    """An answer, or part of one, to the question with that number."""

    number: int
    answer: Answer
    last: bool = True
    """False for the parts of the answer to an `Overview`, which `End` or a `Failure` completes."""
