"""The query tree: what the parser makes and every engine answers. Nodes are frozen structs without behaviour.

Field names are those of the query language; "" is the default field: title and text in article search, the quote's
words in quote search. All words in nodes are analysed already (`analysis.tokens`): case and accents folded.
"""

from msgspec import Struct

TEXT_FIELDS = ("", "title", "text", "quote")
"""Fields with word positions: phrases, prefixes, wildcards and fuzzy words work here."""
NAME_FIELDS = ("person", "org", "place", "entity", "speaker", "about", "outlet", "byline", "topic", "lang", "tag")
"""Fields of whole values: a bare word matches a value that contains it, a quoted one the whole value."""
QUOTE_FIELDS = ("quote", "speaker", "about")
"""Fields of single quotes: in article search they ask for an article with such a quote."""


class Everything(Struct, frozen=True, tag=True):
    """Matches all."""


class Nothing(Struct, frozen=True, tag=True):
    """Matches none."""


class Word(Struct, frozen=True, tag=True):
    """One word in a text field, or one word of a value in a name field."""

    field: str
    word: str


class Exact(Struct, frozen=True, tag=True):
    """A whole value of a name field: its words joined by single spaces."""

    field: str
    value: str


class Phrase(Struct, frozen=True, tag=True):
    """Words in a text field, in order and next to each other (slop 0), or in any order within slop more words."""

    field: str
    words: tuple[str, ...]
    slop: int = 0


class Prefix(Struct, frozen=True, tag=True):
    """Words that start so; engines expand it to their most frequent words, up to a bound."""

    field: str
    prefix: str


class Wildcard(Struct, frozen=True, tag=True):
    """Words that match a pattern of letters, `*` and `?`, of which the first is a letter."""

    field: str
    pattern: str


class Fuzzy(Struct, frozen=True, tag=True):
    """Words within `distance` (1 or 2) edits: insert, delete, substitute, or swap of neighbours."""

    field: str
    word: str
    distance: int


class Dates(Struct, frozen=True, tag=True):
    """Articles dated from `start` to `end`, ISO days, both included; "" leaves that side open."""

    start: str
    end: str


class Undated(Struct, frozen=True, tag=True):
    """Articles without a known date."""


class Ids(Struct, frozen=True, tag=True):
    """These articles: how tags and other curation reach an engine."""

    ids: frozenset[str]


class And(Struct, frozen=True, tag=True):
    """All of the parts hold."""

    parts: tuple["Node", ...]


class Or(Struct, frozen=True, tag=True):
    """At least one of the parts holds."""

    parts: tuple["Node", ...]


class Not(Struct, frozen=True, tag=True):
    """The part does not hold."""

    part: "Node"


Node = Everything | Nothing | Word | Exact | Phrase | Prefix | Wildcard | Fuzzy | Dates | Undated | Ids | And | Or | Not


class Parsed(Struct, frozen=True):
    """A query as read, and what the reader should be told about the reading."""

    tree: Node
    notes: tuple[str, ...] = ()
    """One sentence each: what could not be parsed and how it was read instead; unknown fields; bounded wildcards."""
