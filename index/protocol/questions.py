"""What the interface asks of the search process; each question names its answer."""

from typing import Literal

from msgspec import Struct

from ..decisions import Change
from ..model import (
    EntityType,
    Sort,
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
    holding: str = ""
    """Only speakers with a name that holds this, as in `CountFacets`."""


EntityQuestion = CountFacets | CountTogether | CountSpeakers
"""Questions that the list of names is made of."""


class CountTimeline(Struct, frozen=True, tag=True):
    """Count all matches, articles or quotes, over time, in at most `buckets` bars -> `TimelineAnswer`."""

    scope: Scope
    buckets: int


class Overview(Struct, frozen=True, tag=True):
    """Answer one settled query in parts, in the order in which the screen shows them.

    The parts are `Results`, then, as far as they are wanted: `Reading` (of the first hit, unless it came with the
    results), `Explanation`, `TimelineAnswer`, and `FacetsAnswer`, `Together` or `Speakers`. The query is parsed once.
    All parts are about what was searched, which `Results.interpretation` names. Cancelling the question cancels the
    parts that have not come yet.
    """

    search: Search
    explain: bool = True
    bars: int = 0
    """Bars of the timeline, at most; 0 for no timeline."""
    entities: EntityQuestion | None = None
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
    limit: int = 24


class Explain(Struct, frozen=True, tag=True):
    """What each word of a query finds, and when all find nothing, why -> `Explanation`."""

    scope: Scope


class Raw(Struct, frozen=True, tag=True):
    """Fetch a piece of what an article was read from, as it is -> `RawSource`."""

    id: str
    start: int | None = None
    """The byte to begin at; None for the beginning of the article's record."""


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


class Ask(Struct, frozen=True):
    """A numbered question, as it travels; no question cancels the one of that number."""

    number: int
    question: Question | None
