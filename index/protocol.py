"""What the interface asks of the index's process, and what it answers; one struct a question, one an answer."""

from typing import Literal

from msgspec import Struct

from .decisions import Change, Curation
from .model import (
    Annotations,
    Article,
    EntityCount,
    EntityType,
    Facets,
    Hit,
    QuoteHit,
    Reject,
    Sort,
    Span,
    SpeakerCount,
    Timeline,
)


class Filter(Struct, frozen=True):
    """A condition beside what the user typed, exactly this value: `Filter("person", "Donald Trump")`."""

    field: str
    value: str


class Scope(Struct, frozen=True):
    """Which articles or quotes a question is about."""

    query: str
    quotes: bool = False
    """True for quote search."""
    filters: tuple[Filter, ...] = ()


class Search(Struct, frozen=True, tag=True):
    """Find a page of results -> `Results`."""

    scope: Scope
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 50
    read: bool = False
    """Whether the article of the first hit is wanted too, to be read at once."""
    begun: bool = False
    """Whether the query is still being typed: if it finds nothing, its last word is read as the start of a word."""


class CountFacets(Struct, frozen=True, tag=True):
    """Count entities and outlets over all matches -> `FacetsAnswer`.

    In article search these are the articles that mention an entity, in quote search the quotes that mention it.
    """

    scope: Scope
    types: tuple[EntityType, ...] = ("person", "org", "place", "misc")
    limit: int = 50
    """Entities of each type, at most."""
    holding: str = ""
    """Only entities with a name that holds this, whatever the case and accents; each word of it anywhere."""
    among: tuple[tuple[EntityType, str], ...] | None = None
    """Only these entities; None for all."""
    also: tuple[tuple[EntityType, str], ...] = ()
    """Entities to count even when they are not among the most frequent ones."""


class ListVariants(Struct, frozen=True, tag=True):
    """List the entities, as articles name them, that are merged into one -> `Variants`."""

    entity: tuple[EntityType, str]
    """Its type and its name."""


class CountTogether(Struct, frozen=True, tag=True):
    """Count the entities that matches mention together with one -> `Together`."""

    scope: Scope
    entity: tuple[EntityType, str]
    """Its type and its name."""
    limit: int = 50
    """Entities of each type, at most."""


class CountSpeakers(Struct, frozen=True, tag=True):
    """Count the named speakers of the quotes that match, or of all quotes in the articles that match -> `Speakers`."""

    scope: Scope
    limit: int = 50
    """Speakers, at most."""


class CountTimeline(Struct, frozen=True, tag=True):
    """Count all matches, articles or quotes, over time, in at most `buckets` bars -> `TimelineAnswer`."""

    scope: Scope
    buckets: int


class Overview(Struct, frozen=True, tag=True):
    """Answer one settled query in parts, in the order in which the screen shows them.

    The parts are `Results`, then, as far as they are wanted: `Reading` (of the first hit, unless it came with the
    results), `Explanation`, `TimelineAnswer`, and `FacetsAnswer` or `Together`. The query is parsed once. All parts
    are about what was searched, which `Results.interpretation` names. Cancelling the question cancels the parts that
    have not come yet.
    """

    search: Search
    explain: bool = True
    bars: int = 0
    """Bars of the timeline, at most; 0 for no timeline."""
    entities: "CountFacets | CountTogether | None" = None
    """Which entities to count; its own scope is ignored. `CountFacets` also counts those of the first hit's article."""


class Read(Struct, frozen=True, tag=True):
    """Fetch one article, with the spans in it that match the scope's query -> `Reading`."""

    id: str
    scope: Scope


class List(Struct, frozen=True, tag=True):
    """The ids of the articles that match, in order, at most `limit` -> `Ids`."""

    scope: Scope
    sort: Sort = "relevance"
    limit: int = 50_000


class ListRejects(Struct, frozen=True, tag=True):
    """What could not be read when the index was last brought up to date, at most `limit` -> `Rejects`."""

    limit: int = 10_000


class Refresh(Struct, frozen=True, tag=True):
    """See the newest commit -> `Status`."""


class FetchCuration(Struct, frozen=True, tag=True):
    """What the user has kept and decided -> `CurationAnswer`; answered also while there is no index."""


class Decide(Struct, frozen=True, tag=True):
    """Keep or decide something, in this order, all or nothing; durable once answered -> `CurationAnswer`."""

    changes: tuple[Change, ...]


class Complete(Struct, frozen=True, tag=True):
    """What the word at the cursor of a query could become -> `Completions`."""

    query: str
    cursor: int
    """Offset into the query."""
    limit: int = 20


class Explain(Struct, frozen=True, tag=True):
    """What each word of a query finds, and when all find nothing, why -> `Explanation`."""

    scope: Scope


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
    """Those of them whose speaker is not resolved to an entity."""
    speakers: tuple[SpeakerCount, ...] = ()


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


class Raw(Struct, frozen=True, tag=True):
    """Fetch a piece of what an article was read from, as it is -> `RawSource`."""

    id: str
    start: int | None = None
    """The byte to begin at; None for the beginning of the article's record."""


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


class Kwic(Struct, frozen=True, tag=True):
    """A page of the concordance of a trail: its stops in all articles of a scope -> `KwicLines`."""

    scope: Scope
    """That of the trail, filters and all."""
    kind: Literal["matches", "entity", "speaker"]
    name: str = ""
    """Of the entity or speaker."""
    entity_type: EntityType = "misc"
    order: Sort = "relevance"
    """Of the articles."""
    sort: Literal["article", "left", "right"] = "article"
    """Of the lines: as they come, or by the words before or behind, the nearest first."""
    offset: int = 0
    limit: int = 50
    width: int = 80
    """Characters of context on each side."""


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


Question = (
    Search
    | CountFacets
    | CountTogether
    | ListVariants
    | CountSpeakers
    | CountTimeline
    | Overview
    | Read
    | Raw
    | Kwic
    | List
    | ListRejects
    | Refresh
    | FetchCuration
    | Decide
    | Complete
    | Explain
)
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


class Ask(Struct, frozen=True):
    """A numbered question, as it travels; no question cancels the one of that number."""

    number: int
    question: Question | None


class Reply(Struct, frozen=True):
    """The answer to the question of that number, or a part of it."""

    number: int
    answer: Answer
    last: bool = True
    """False for the parts of the answer to an `Overview`, which `End` or a `Failure` completes."""


class MissingRoot(Struct, frozen=True):
    """A path of a corpus that is missing or empty, while the index holds articles from there."""

    corpus: str
    path: str
    articles: int
    """Kept in the index; `newsexplore index --prune` removes them."""
    reason: str
    """"is missing" or "is empty"."""


class Progress(Struct, frozen=True):
    """How far indexing is."""

    stage: Literal["scanning", "reading", "merging", "done", "failed"]
    done: int = 0
    """Articles seen so far."""
    fraction: float = 0.0
    """Share of the bytes to read that are read, 0 to 1."""
    rate: float = 0.0
    """Articles a second, of late."""
    left: float | None = None
    """Seconds left, when it can be told."""
    committed: int = 0
    """Articles that can be searched now."""
    rejects: tuple[Reject, ...] = ()
    """Rejected since the last progress."""
    message: str = ""
    """Why it failed, or what the owner of such a corpus should know."""
    missing: tuple[MissingRoot, ...] = ()
    """Roots whose articles are kept although nothing is there."""
