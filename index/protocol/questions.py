"""Questions to the search process; each names its answer."""

from typing import Literal

from msgspec import Struct

from ..decisions import Change
from ..model import EntityType, Sort
from .news import NewsQuestion


class Filter(Struct, frozen=True):
    """A condition on an exact value, in addition to the typed query: `Filter("person", "Donald Trump")`."""

    field: str
    value: str


class Scope(Struct, frozen=True):
    """The articles or quotes that a question is about."""

    query: str
    quotes: bool = False
    """True for quote search."""
    filters: tuple[Filter, ...] = ()
    inflected: bool | None = None
    """Whether words are searched for in all their forms; None for as configured."""


class Search(Struct, frozen=True, tag=True):
    """Find a page of results -> `Results`."""

    scope: Scope
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 50
    read: bool = False
    """Whether to return the article of the first hit as well."""
    try_prefix: bool = False
    """Whether the query is still being typed: if it finds nothing, its last word is read as the start of a word."""
    fold: bool = False
    """Whether copies are folded into the first of them in the order of the results, and exact repeats of quotes."""


class CountFacets(Struct, frozen=True, tag=True):
    """Count entities and outlets over all matches -> `FacetsAnswer`.

    Article search counts the articles that mention an entity, quote search the quotes that mention it.
    """

    scope: Scope
    types: tuple[EntityType, ...] = ("person", "org", "place", "misc")
    limit: int = 50
    """Entities of each type, at most."""
    offset: int = 0
    """Most frequent entities of each type that are left out: those listed before."""
    holding: str = ""
    """Only entities with a name that contains each word of this, ignoring case and accents."""
    among: tuple[tuple[EntityType, str], ...] | None = None
    """Only these entities; None for all."""
    also: tuple[tuple[EntityType, str], ...] = ()
    """Entities to count even if they are not among the most frequent."""
    mentions: bool = True
    """Whether mentions are asked for, too; without, they may be 0."""
    stretches: int = 0
    """Stretches of the timeline, at most, in which each entity of the answer is counted as well, but for a cluster,
    which takes a request for each; 0 for none."""
    bars: int = 0
    """Bars of that timeline, at most."""


class ListVariants(Struct, frozen=True, tag=True):
    """List the entities, as named in articles, that are merged into an entity -> `Variants`."""

    entity: tuple[EntityType, str]
    """Its type and its name."""


class CountCooccurrences(Struct, frozen=True, tag=True):
    """Count the entities that co-occur with an entity in matches -> `Cooccurrences`."""

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
    """Only speakers with a name that contains each word of this, as in `CountFacets`, and those whom a quote in the
    results describes in words that begin so: `minister` finds "oil minister Ilka Vorrin"."""


class FindDenials(Struct, frozen=True, tag=True):
    """Find quotes that deny something, in quotes that match or in articles that match -> `Denials`."""

    scope: Scope
    limit: int = 40
    """Denials to look at, the newest."""


EntityQuestion = CountFacets | CountCooccurrences | CountSpeakers
"""Questions that the list of names is made of."""


class CountTimeline(Struct, frozen=True, tag=True):
    """Count all matches, articles or quotes, over time, in at most `buckets` bars -> `TimelineAnswer`."""

    scope: Scope
    buckets: int


class Overview(Struct, frozen=True, tag=True):
    """Answer one settled query in parts, in the order in which the screen shows them.

    The parts are `Results`, then, if requested: `Reading` (of the first hit, unless it came with the results),
    `Explanation`, `TimelineAnswer`, and `FacetsAnswer`, `Cooccurrences` or `Speakers`. The query is parsed once. All
    parts are about the query as searched, `Results.interpretation`. Cancelling the question cancels the parts that are
    still pending.
    """

    search: Search
    explain: bool = True
    bars: int = 0
    """Bars of the timeline, at most; 0 for no timeline."""
    entities: EntityQuestion | None = None
    """Which entities to count; its scope is ignored. `CountFacets` also counts those of the first hit's article."""


class Read(Struct, frozen=True, tag=True):
    """Fetch one article, with the spans in it that match the scope's query -> `Reading`."""

    id: str
    scope: Scope


class List(Struct, frozen=True, tag=True):
    """List the ids of the articles that match, in order, at most `limit` -> `Ids`."""

    scope: Scope
    sort: Sort = "relevance"
    limit: int = 50_000
    fold: bool = False
    """As in `Search`."""


class ListRejects(Struct, frozen=True, tag=True):
    """List what the last build could not read, at most `limit` -> `Rejects`."""

    limit: int = 10_000


class Refresh(Struct, frozen=True, tag=True):
    """Switch to the newest commit -> `Status`."""


class FetchCuration(Struct, frozen=True, tag=True):
    """Fetch the user's decisions -> `CurationAnswer`; also answered while there is no index."""


class Decide(Struct, frozen=True, tag=True):
    """Apply changes to the curation, in order and atomically; durable once answered -> `CurationAnswer`."""

    changes: tuple[Change, ...]


class Complete(Struct, frozen=True, tag=True):
    """Complete the word at the cursor of a query -> `Completions`."""

    query: str
    cursor: int
    """Offset into the query."""
    limit: int = 24
    inflected: bool | None = None
    """As in `Scope`: words are counted with the forms that a search for them finds."""


class Explain(Struct, frozen=True, tag=True):
    """Explain what each condition of a query finds, and why the query finds nothing -> `Explanation`."""

    scope: Scope


class Raw(Struct, frozen=True, tag=True):
    """Fetch an unprocessed excerpt of an article's source -> `RawSource`."""

    id: str
    start: int | None = None
    """First byte; None for the start of the article's record."""


class Kwic(Struct, frozen=True, tag=True):
    """Fetch a page of a trail's concordance: its stops in all articles of a scope -> `KwicLines`."""

    scope: Scope
    """The trail's scope, including filters."""
    kind: Literal["matches", "entity", "speaker"]
    name: str = ""
    """Name of the entity or speaker."""
    entity_type: EntityType = "misc"
    order: Sort = "relevance"
    """Sort order of the articles."""
    sort: str = "article"
    """Sort order of the lines: "article" as found, else as `query.kwic.sort_keys` reads it: "left", "1R,2R,1L"."""
    offset: int = 0
    limit: int = 50
    width: int = 80
    """Characters of context on each side."""


class ListCopies(Struct, frozen=True, tag=True):
    """List an article with its copies and versions, oldest first -> `Copies`."""

    id: str
    offset: int = 0
    limit: int = 50


class ListRepeats(Struct, frozen=True, tag=True):
    """List a quote with its exact repeats, oldest first -> `Repeats`."""

    article: str
    number: int
    """Index into the article's quotes."""
    offset: int = 0
    limit: int = 50


class Compare(Struct, frozen=True, tag=True):
    """Compare two articles word by word -> `Comparison`."""

    first: str
    """Id of an article."""
    second: str


class FindSimilar(Struct, frozen=True, tag=True):
    """List the articles that share most names and rare words with one, without its copies -> `Similar`."""

    id: str
    offset: int = 0
    limit: int = 50


class ListQuoteVariants(Struct, frozen=True, tag=True):
    """List a quote with the other versions of the same words, oldest first -> `QuoteVariants`."""

    article: str
    number: int
    """Index into the article's quotes."""
    offset: int = 0
    limit: int = 50


class ListVariantGroups(Struct, frozen=True, tag=True):
    """List the quotes that match and have variants, one for each group -> `VariantGroups`."""

    scope: Scope
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 50


CopyQuestion = ListCopies | ListRepeats | Compare | FindSimilar | ListQuoteVariants | ListVariantGroups
"""Questions about articles and quotes with the same words as others, or on the same matter."""


WordSort = Literal["occurrences", "articles", "log-likelihood", "log-dice", "mi", "log-ratio", "word"]
"""What the rows of a word table are sorted by, the greatest first; "word" is by spelling."""


class CountWords(Struct, frozen=True, tag=True):
    """Count words over all matches, or what stands near the hits -> `WordTable`."""

    scope: Scope
    kind: Literal["words", "ngrams", "collocates", "keyness"] = "words"
    """Single words, sequences of `n` words, words near the hits, or words more frequent here than elsewhere."""
    against: Scope | None = None
    """What keyness compares with; None for everything that the scope does not find."""
    n: int = 2
    left: int = 5
    """Words before a hit that are near it."""
    right: int = 5
    sort: WordSort | None = None
    """None for the order that is usual for the kind."""
    least: int = 1
    """Occurrences, or for collocates occurrences near the hits, from which on a row is listed."""
    offset: int = 0
    limit: int = 50


class MakeProfile(Struct, frozen=True, tag=True):
    """Make the profile of a person, organisation, place or other name -> `Profile`."""

    scope: Scope
    """The articles to look in."""
    name: str
    entity_type: EntityType | None = None
    """Its type; None if the name is as the user wrote it: any part of one will do."""
    limit: int = 10
    """Rows of each list, at most; 0 for all."""
    buckets: int = 60
    """Bars of the timeline, at most."""


class CompareScopes(Struct, frozen=True, tag=True):
    """Compare two searches, both of articles or both of quotes -> `ScopeComparison`."""

    a: Scope
    b: Scope
    limit: int = 15
    """Rows of each list, at most; 0 for all."""


class CountOmissions(Struct, frozen=True, tag=True):
    """Count what the counts of a search leave out, and what is doubtful in them -> `Omissions`."""

    scope: Scope


class SplitTimelineBy(Struct, frozen=True, tag=True):
    """Count all matches over time, in at most `buckets` bars, and by outlets or for names -> `SplitTimeline`."""

    scope: Scope
    buckets: int
    limit: int = 8
    """Outlets, at most; 0 for all."""
    names: tuple[tuple[EntityType, str], ...] | None = None
    """The names to count for, by type and name; None for outlets."""
    stretches: int = 6
    """Of names: stretches of the timeline, at most, that they are counted in."""


class CountMatrix(Struct, frozen=True, tag=True):
    """Count how often the most frequent names appear together -> `Matrix`."""

    scope: Scope
    limit: int = 15
    """Names, at most."""
    types: tuple[EntityType, ...] = ("person", "org", "place", "misc")


class ExplainResult(Struct, frozen=True, tag=True):
    """Explain why an article, or a quote of it, is a result of a query -> `Reasons`."""

    id: str
    scope: Scope
    number: int | None = None
    """The quote whose attribution to explain, too: its index into the article's quotes. A quote search needs one."""


Question = (
    Search
    | CopyQuestion
    | NewsQuestion
    | CountFacets
    | CountCooccurrences
    | ListVariants
    | CountSpeakers
    | FindDenials
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
    | CountWords
    | MakeProfile
    | CompareScopes
    | CountOmissions
    | ExplainResult
    | SplitTimelineBy
    | CountMatrix
    | Explain
)


class Ask(Struct, frozen=True):
    """A numbered question on the wire; None as question cancels the one with that number."""

    number: int
    question: Question | None
