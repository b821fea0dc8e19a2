"""What the search process answers."""

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


class Interpretation(Struct, frozen=True):
    """How a query was read: what was typed, what was searched, and why these differ."""

    typed: str = ""
    searched: str = ""
    """A query of the same language; asking with it gives the same results."""
    reason: Literal["as typed", "prefix", "not searchable"] = "as typed"
    """"prefix": nothing has the last word, so it was read as the start of a word (see `Search.begun`);
    "not searchable": the query holds no letter or digit to search for, so it finds nothing."""
    notes: tuple[str, ...] = ()
    """Sentences for the user: the reason, and parts of the query that were read otherwise than written."""


class Results(Struct, frozen=True, tag=True):
    """A page of results; `hits` for article search, `quotes` for quote search."""

    total: int
    offset: int
    hits: tuple[Hit, ...] = ()
    quotes: tuple[QuoteHit, ...] = ()
    interpretation: Interpretation = Interpretation()
    seconds: float = 0.0
    first: "Reading | None" = None
    """The article of the first hit, where it was wanted and could be had without further delay."""


class Reading(Struct, frozen=True, tag=True):
    """One article to read; `matches` are sorted spans in its text."""

    article: Article
    annotations: Annotations
    matches: tuple[Span, ...] = ()


class Ids(Struct, frozen=True, tag=True):
    """Article ids in order, and how many there would be without the limit."""

    ids: tuple[str, ...]
    total: int


class Rejects(Struct, frozen=True, tag=True):
    """Rejected sources, sorted by locator, and how many there are in all."""

    rejects: tuple[Reject, ...]
    total: int


class Status(Struct, frozen=True, tag=True):
    """What the index holds now."""

    articles: int
    engine: str


class Completion(Struct, frozen=True):
    """One thing that could stand at the cursor."""

    text: str
    """What to write, quoted as the query language needs it."""
    label: str
    """What to show of it."""
    kind: str
    """What it is, in a word or a few: "word", "person", "outlet", or of a field what it looks at."""
    articles: int = 0
    """How many articles have it; 0 when that says nothing."""


class Completions(Struct, frozen=True, tag=True):
    """What could stand in the query in place of `[start, end)`, best first."""

    start: int
    end: int
    choices: tuple[Completion, ...] = ()
    values: bool = False
    """Whether these are values of a field that was asked for, of which there are only so many."""


class ClauseCount(Struct, frozen=True):
    """One of the conditions that a query is made of."""

    text: str
    """As it is written."""
    total: int
    """How many articles, or quotes, it finds alone."""
    without: int = 0
    """How many the query finds without it; told only of a query that finds nothing."""


class Explanation(Struct, frozen=True, tag=True):
    """What the conditions of a query find; none are told when there is but one that finds something."""

    total: int
    """How many articles, or quotes, the query finds."""
    clauses: tuple[ClauseCount, ...] = ()
    suggestion: str = ""
    """The query with its words spelled as the index knows them; "" when nothing is wrong, or nothing is like it."""
    suggested: int = 0
    """How many the suggestion finds."""


class FacetsAnswer(Struct, frozen=True, tag=True):
    """The answer to `CountFacets`."""

    facets: Facets
    also: tuple[EntityCount, ...] = ()
    """What was to be counted too, unless it is among the entities of the facets or in no match."""


class Companion(Struct, frozen=True):
    """An entity that is mentioned together with another."""

    name: str
    type: EntityType
    articles: int
    """Articles that mention both."""
    expected: float
    """As many as there would be if neither had to do with the other."""


class Together(Struct, frozen=True, tag=True):
    """The answer to `CountTogether`: most articles first, ties by name."""

    articles: int
    """Matches that mention the one asked about."""
    companions: tuple[Companion, ...] = ()


class Variants(Struct, frozen=True, tag=True):
    """The answer to `ListVariants`: most articles first; the entity itself too, where articles name it."""

    entities: tuple[EntityCount, ...] = ()


class Speakers(Struct, frozen=True, tag=True):
    """The answer to `CountSpeakers`: most quotes first, ties by name."""

    quotes: int
    """Quotes counted, with or without a named speaker."""
    unnamed: int
    """Those of them whose speaker is not resolved to an entity: "analysts", "the company", or nobody."""
    speakers: tuple[SpeakerCount, ...] = ()
    total: int = 0
    """Named speakers without the limit."""


class TimelineAnswer(Struct, frozen=True, tag=True):
    """The answer to `CountTimeline`."""

    timeline: Timeline


class CurationAnswer(Struct, frozen=True, tag=True):
    """All decisions now, by the ids and spans of this index."""

    curation: Curation
    missing: tuple[str, ...] = ()
    """Keys of decisions about articles and quotes that this index does not have."""
    complete: bool = True
    """Whether all were looked for; else the next question of the kind goes on."""


class End(Struct, frozen=True, tag=True):
    """All parts of the answer to an `Overview` have come."""


class Failure(Struct, frozen=True, tag=True):
    """A question that could not be answered: what went wrong, in words for the user."""

    message: str
    kind: Literal["cancelled", "timeout", "index", "bug"]


class RawSource(Struct, frozen=True, tag=True):
    """A piece of a file or archive member."""

    locator: str
    """Of the file or archive member."""
    format: str
    """The reader's name."""
    text: str
    """Decoded, nothing else done to it."""
    start: int
    """Byte that it begins at."""
    end: int
    """Byte behind it."""
    size: int
    """Bytes of the whole; 0 while nobody has read to its end."""
    found: bool
    """Whether the place that was asked for was found; else it begins at the start of the file."""


class KwicLine(Struct, frozen=True, array_like=True):
    """One stop in its context, each part on one line."""

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
    """Whether those are all there are."""
    cut: bool = False
    """Whether there are more, which cannot be had: the concordance is too long."""


Answer = (
    Results
    | FacetsAnswer
    | Together
    | Variants
    | Speakers
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
    | End
    | Failure
)


class Reply(Struct, frozen=True):
    """The answer to the question of that number, or a part of it."""

    number: int
    answer: Answer
    last: bool = True
    """False for the parts of the answer to an `Overview`, which `End` or a `Failure` completes."""
