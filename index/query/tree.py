"""The query tree, made by the parser and answered by every engine. Nodes are frozen structs without behaviour.

Field names are those of the query language; "" is the default field: title and text in article search, the quote's
words in quote search (where the parser replaces it by "quote"). All words in nodes are analysed
(`analysis.tokens`): case and accents folded.

`holds.py` evaluates a tree on one article without an index; it is the reference where a docstring is brief. Every
engine must observe the following:

- Title, body and each quote are separate texts: a phrase, near or not, never spans two of them.
  The default field is title and body together for single words. A quote's text is `Quote.text`, all of its parts.
- The values of name fields are those of `values.py`. A value's words are `analysis.words`, the whole value is
  `analysis.value`. `Word`, `Prefix`, `Wildcard` and `Fuzzy` match the words of values, `Exact` matches whole values.
- In article search each node of a quote field is satisfied by any quote, independently. In quote search all of them and
  the default field apply to the same quote, and all other fields to its article. The part of an `InArticle` always
  applies to the article.
- `Not` is the complement everywhere: alone it matches all others, also in an `Or`.
- Fields `tag`, `is` and `date` never reach an engine as words: the first two become `Ids`, dates `Dates` or `Undated`.
"""

from msgspec import Struct

from ..model import EntityType

TEXT_FIELDS = ("", "title", "text", "quote")
"""Fields with word positions: phrases, prefixes, wildcards and fuzzy words work here."""
NAME_FIELDS = (
    *("person", "org", "place", "entity", "speaker", "about", "cue", "stance", "confidence"),
    *("outlet", "byline", "topic", "lang", "corpus", "tag"),
)
"""Fields of whole values: a bare word matches a value that contains it, a quoted one the whole value.

`entity` is person, org, place and misc together. A term list for such a field needs both words and whole values, kept
distinct (`Word("person", "trump")` is not `Exact("person", "trump")`).
"""
QUOTE_FIELDS = ("quote", "speaker", "about", "cue", "stance", "confidence")
"""Fields of single quotes: in article search they match articles with such a quote."""


class Everything(Struct, frozen=True, tag=True):
    """Matches everything."""


class Nothing(Struct, frozen=True, tag=True):
    """Matches nothing."""


class Word(Struct, frozen=True, tag=True):
    """One word in a text field, or one word of a value in a name field."""

    field: str
    word: str


class Forms(Struct, frozen=True, tag=True):
    """Any of several forms of one word in a text field, such as its inflections; they score as one word."""

    field: str
    words: tuple[str, ...]
    """The word as typed, then the others; all different."""


class Exact(Struct, frozen=True, tag=True):
    """A whole value of a name field: its words joined by single spaces."""

    field: str
    value: str


class Name(Struct, frozen=True, tag=True):
    """An entity as the lists of names have it, once merged: by type and whole name, not by an alias."""

    field: str
    """"entity" for articles that mention it, "about" for quotes that do, "speaker" for quotes by it."""
    kind: EntityType
    name: str


class Phrase(Struct, frozen=True, tag=True):
    """Words in a text field, at least two.

    With slop 0 they are adjacent and in order. With more, in any order: there is a distinct position for each word,
    with max - min <= len(words) - 1 + slop. `terms.near` implements this.
    """

    field: str
    words: tuple[str, ...]
    slop: int = 0


class Prefix(Struct, frozen=True, tag=True):
    """Words with a prefix, in text and name fields."""

    field: str
    prefix: str


class Wildcard(Struct, frozen=True, tag=True):
    """Words, in text and name fields, that fully match a pattern of word characters, `*` (any run) and `?` (any one).

    The pattern starts with a word character, for index lookup; `terms.accepts` implements it.
    """

    field: str
    pattern: str


class Fuzzy(Struct, frozen=True, tag=True):
    """Words, in text and name fields, that are within `distance` (1 or 2) edits.

    An edit inserts, deletes or substitutes a character or swaps neighbours; no substring is edited twice (optimal
    string alignment). `terms.accepts` implements it.
    """

    field: str
    word: str
    distance: int


class Dates(Struct, frozen=True, tag=True):
    """Articles with a known date from `start` to `end`, ISO days, inclusive; "" leaves a side open.

    An article's day is the first ten characters of its date, whatever the zone.
    """

    start: str
    end: str


class Undated(Struct, frozen=True, tag=True):
    """Articles without a known date."""


class Ids(Struct, frozen=True, tag=True):
    """The articles with these ids: how tags and other curation reach an engine."""

    ids: frozenset[str]


class InArticle(Struct, frozen=True, tag=True):
    """Matches a quote if its article satisfies the part in article search; in article search the part itself."""

    part: "Node"


class QuoteIds(Struct, frozen=True, tag=True):
    """Quotes by article id and number in the article; in article search their articles."""

    ids: frozenset[tuple[str, int]]


class And(Struct, frozen=True, tag=True):
    """Conjunction. The parser makes at least two parts, none of them an `And`; other callers may nest."""

    parts: tuple["Node", ...]


class Or(Struct, frozen=True, tag=True):
    """Disjunction. The parser makes at least two parts, none of them an `Or`; other callers may nest."""

    parts: tuple["Node", ...]


class Not(Struct, frozen=True, tag=True):
    """Complement of the part."""

    part: "Node"


Leaf = Word | Forms | Exact | Name | Phrase | Prefix | Wildcard | Fuzzy | Dates | Undated | Ids | QuoteIds
Node = Everything | Nothing | Leaf | InArticle | And | Or | Not


class Parsed(Struct, frozen=True):
    """A parsed query, with notes for the user."""

    tree: Node
    notes: tuple[str, ...] = ()
    """One sentence each: what could not be parsed and how it was read instead, unknown fields, limited wildcards."""
    lists_copies: bool = False
    """Whether the query asks for the copies that folding hides: its results are listed unfolded."""


def asks_for(tree: Node, *fields: str) -> bool:
    """Return whether a tree has a condition on any of some fields."""
    match tree:
        case And(parts=parts) | Or(parts=parts):
            return any(asks_for(part, *fields) for part in parts)
        case Not(part=part) | InArticle(part=part):
            return asks_for(part, *fields)
        case _:
            return getattr(tree, "field", "") in fields
