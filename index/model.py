"""The data model: frozen structs that every part passes to the next, without behaviour.

Offsets everywhere are Unicode code points into `Article.text`, half-open `[start, end)`.
Dates are ISO 8601 strings, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS` with an optional zone; "" means unknown.
"""

from typing import Literal

from msgspec import Struct

ENTITY_TYPES = ("person", "org", "place", "misc")
EntityType = Literal["person", "org", "place", "misc"]
QuoteType = Literal["direct", "mixed", "indirect"]
Stance = Literal["affirmed", "denied", "questioned", "urged", "conditional"]
BlockKind = Literal["headline", "byline", "dateline", "caption", "crosshead", "paragraph", "contact"]
Sort = Literal["relevance", "newest", "oldest", "outlet", "mentions"]
Span = tuple[int, int]


class Location(Struct, frozen=True, array_like=True, gc=False):
    """A place where an article was read."""

    corpus: str
    """Name of the corpus."""
    source: str
    """Path of the file."""
    locator: str
    """As `Article.locator`."""


class Article(Struct, frozen=True):
    """One news item, normalised when it was read."""

    id: str
    """Its identity, independent of where it was read: see `corpus.identity`."""
    title: str
    """The headline; the first sentence in square brackets when the source has none, see `title_derived`."""
    text: str
    """Headline, blank line, body, so that offsets can point into both."""
    body: int
    """Where the body starts in `text`; 0 when there is no headline."""
    locator: str
    """Where it came from: `path`, `path!member` inside an archive, `…#record` for the nth or named record."""
    digest: str
    """Hash of everything that was read, including metadata; it identifies a version of the article."""
    date: str = ""
    outlet: str = ""
    byline: str = ""
    url: str = ""
    lang: str = ""
    """ISO 639-1 code, or "" when unknown."""
    topics: tuple[str, ...] = ()
    corpus: str = ""
    """Name of the corpus it belongs to."""
    source: str = ""
    """Path of the file it was read from: what the next run compares with the disk."""
    key: str = ""
    """The id declared by the record itself, or ""."""
    others: tuple[Location, ...] = ()
    """Other places where it was read: one location for each further corpus that holds it."""
    title_derived: bool = False
    """Whether the source has no headline, and `title` was supplied from the text; `body` is 0 then."""
    extra: tuple[tuple[str, str], ...] = ()
    """Other metadata from the source as name and value: section, page, edition, rights, keywords, version, correction,
    embargo."""


class Block(Struct, frozen=True, array_like=True, gc=False):
    """One block of an article's text, in reading order: a paragraph or another kind of block."""

    start: int
    end: int
    kind: BlockKind


class Entity(Struct, frozen=True, array_like=True):
    """A person, org, place or misc of one article."""

    name: str
    """Canonical name: the fullest spelling in the article, or the spelling that a gazetteer prefers."""
    type: EntityType
    aliases: tuple[str, ...] = ()
    """Other spellings found in the article, without the canonical name."""


class Mention(Struct, frozen=True, array_like=True, gc=False):
    """A span that names an entity."""

    start: int
    end: int
    entity: int
    """Index into `Annotations.entities`."""


class Cue(Struct, frozen=True, array_like=True, gc=False):
    """The verb or phrase that attributes a quote, with what negates it: "said", "did not say", "doubted whether"."""

    start: int
    end: int
    text: str


class Speaker(Struct, frozen=True, array_like=True):
    """Whom a quote is attributed to."""

    start: int
    end: int
    text: str
    """The words that name the speaker, as written: "He", "the defense ministry", "Sergei Lavrov"."""
    resolved: str = ""
    """The name they resolve to; "" when unresolved."""
    entity: int | None = None
    """Index into `Annotations.entities` when `resolved` names one of them."""
    confidence: float = 1.0
    """Probability that the attribution and its resolution are right, 0 to 1."""


class Quote(Struct, frozen=True, array_like=True):
    """A span of reported speech."""

    start: int
    end: int
    text: str
    """What was said, without quotation marks; parts joined by " … "."""
    type: QuoteType
    parts: tuple[Span, ...]
    """Spans of the quoted words without the marks; more than one if the attribution interrupts the quote."""
    speaker: Speaker | None = None
    cue: Cue | None = None
    stance: Stance = "affirmed"
    """The speaker's stance towards these words, from the cue: the speaker of a denied quote says it is not so."""


class Credit(Struct, frozen=True, array_like=True):
    """A name in a byline, a credit or a press contact, not a subject of the article."""

    start: int
    end: int
    name: str
    type: EntityType


class Annotations(Struct, frozen=True):
    """All that extraction found in one text; everything but entities is sorted by start."""

    blocks: tuple[Block, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    credits: tuple[Credit, ...] = ()
    """People whom the article credits; none of them is among `mentions`."""
    tickers: tuple[Span, ...] = ()
    """Ticker symbols, "BA.N", brackets left out."""


class Record(Struct, frozen=True):
    """What an engine stores: an article with its annotations."""

    article: Article
    annotations: Annotations


class Reject(Struct, frozen=True):
    """A source that could not be read, and why."""

    locator: str
    reason: str
    count: int = 1
    """Number of files or records it stands for: rejects in one file with the same cause are folded."""


class Skip(Struct, frozen=True):
    """A file or archive member that was skipped because it is not news."""

    locator: str
    kind: str
    """The kind of file, in the plural: "images", "style sheets and scripts"."""
    count: int = 1
    """Number of files, members or records it stands for."""


class Tail(Struct, frozen=True, array_like=True):
    """How a file of many records ended, so that what is added to it later can be read alone."""

    records: int
    """Records in it, as its reader numbers them."""
    seam: Literal["line", "message", "archive", "member"]
    """What a record that is added has to begin with: see `corpus.seams`."""


class SourceState(Struct, frozen=True):
    """The state of a fully indexed file, as stored in the index."""

    path: str
    corpus: str
    stamp: str
    """Size and modification time as text: if the stamp differs, the file must be read again."""
    articles: int
    rejects: tuple[Reject, ...] = ()
    digest: str = ""
    """Hash of the file's bytes; "" when they were not read."""
    skips: tuple[Skip, ...] = ()
    remarks: tuple[str, ...] = ()
    """Choices that detection had to make: the field that holds the text, the order of day and month."""
    tail: Tail | None = None
    """None when all of it must be read again if it grows."""


class Snippet(Struct, frozen=True, array_like=True):
    """An excerpt with the matched words marked; `marks` are offsets into its own `text`."""

    text: str
    marks: tuple[Span, ...] = ()


class Hit(Struct, frozen=True):
    """An article that a search found."""

    rank: int
    """1 for the first result of the query."""
    score: float
    id: str
    title: str
    date: str
    outlet: str
    locator: str
    snippet: Snippet
    copies: int = 0
    """Other results that are folded into this one as its copies."""
    copy_outlets: int = 0
    """Different outlets of these, without this one's."""


class QuoteHit(Struct, frozen=True):
    """A quote that a quote search found."""

    article: str
    """Id of its article."""
    number: int
    """Index into that article's `Annotations.quotes`."""
    quote: Quote
    title: str
    date: str
    outlet: str
    before: str = ""
    """Text before the quote in the same sentences, on one line."""
    after: str = ""
    """Text after the quote in the same sentences, on one line."""
    copies: int = 0
    """Other results that are folded into this one as exact repeats."""
    copy_outlets: int = 0
    """Different outlets of these, without this one's."""


class EntityCount(Struct, frozen=True):
    """An entity over a set of articles."""

    name: str
    type: EntityType
    articles: int
    """Articles that mention it; over a quote search, quotes that mention it."""
    mentions: int
    aliases: tuple[str, ...] = ()


class SpeakerCount(Struct, frozen=True):
    """A named speaker over a set of quotes."""

    name: str
    type: EntityType
    quotes: int
    articles: int
    """Articles that these quotes stand in."""
    outlets: int
    """Number of distinct outlets that published them; articles without an outlet are not counted."""
    doubtful: int = 0
    """Quotes among them whose attribution is doubtful, see `quotation.DOUBTFUL`."""


class Facets(Struct, frozen=True):
    """Counts over every match of a query, most articles first, ties by name; of a quote search they count quotes."""

    entities: tuple[EntityCount, ...] = ()
    outlets: tuple[tuple[str, int], ...] = ()
    totals: tuple[tuple[EntityType, int], ...] = ()
    """Different entities of each requested type, without the limit; empty where an engine does not count them."""


class Bucket(Struct, frozen=True, array_like=True):
    """One bar of the timeline: it covers `start` up to the next bucket's start."""

    start: str
    count: int


class Timeline(Struct, frozen=True):
    """Matches (articles, or quotes of a quote search) over time, oldest first, gaps included as zeroes."""

    unit: Literal["day", "week", "month", "quarter", "year"]
    buckets: tuple[Bucket, ...] = ()
    undated: int = 0
