"""The query tree: what the parser makes and every engine answers. Nodes are frozen structs without behaviour.

Field names are those of the query language; "" is the default field: title and text in article search, the quote's
words in quote search (where the parser writes "quote" for it). All words in nodes are analysed already
(`analysis.tokens`): case and accents folded.

`holds.py` reads this tree against one article without any index: where a docstring here is short, that is the law.
What every engine must agree on:

- Title, body and each quote are texts of their own: a phrase, near or not, never runs from one into the next.
  The default field is title and body together for single words. A quote's text is `Quote.text`, all of its parts.
- The values of name fields are those of `values.py`. A value's words are `analysis.words`, the value as a whole
  is `analysis.value`. `Word`, `Prefix`, `Wildcard` and `Fuzzy` look at the words of the values, `Exact` at whole ones.
- In article search every node of a quote field asks for some quote, each on its own. In quote search all of them,
  and the default field, hold of the one quote, and all other fields of its article. What stands in an `InArticle`
  is about the article even then.
- `Not` is the complement, wherever it stands: alone it means all the others, in an `Or` as well.
- Fields `tag`, `is` and `date` never reach an engine as words: the first two become `Ids`, dates `Dates` or `Undated`.
"""

from msgspec import Struct

TEXT_FIELDS = ("", "title", "text", "quote")
"""Fields with word positions: phrases, prefixes, wildcards and fuzzy words work here."""
NAME_FIELDS = (
    *("person", "org", "place", "entity", "speaker", "about", "cue", "stance", "confidence"),
    *("outlet", "byline", "topic", "lang", "corpus", "tag"),
)
"""Fields of whole values: a bare word matches a value that contains it, a quoted one the whole value.

`entity` is person, org, place and misc together. A term list for such a field needs both words and whole values, told
apart (`Word("person", "trump")` is not `Exact("person", "trump")`).
"""
QUOTE_FIELDS = ("quote", "speaker", "about", "cue", "stance", "confidence")
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
    """Words in a text field, at least two.

    With slop 0 they stand next to each other and in order. With more, in any order: there are positions, one for each
    word and all different, with max - min <= len(words) - 1 + slop. `terms.near` is that definition in code.
    """

    field: str
    words: tuple[str, ...]
    slop: int = 0


class Prefix(Struct, frozen=True, tag=True):
    """Words that start so, in text and name fields."""

    field: str
    prefix: str


class Wildcard(Struct, frozen=True, tag=True):
    """Words, in text and name fields, that match as a whole a pattern of word characters, `*` (any run) and `?` (one).

    The first is a word character, so that an index can start there; `terms.accepts` is the definition in code.
    """

    field: str
    pattern: str


class Fuzzy(Struct, frozen=True, tag=True):
    """Words, in text and name fields, that are within `distance` (1 or 2) edits.

    An edit inserts, deletes or substitutes a character or swaps neighbours, and nothing is edited twice (optimal
    string alignment). `terms.accepts` is the definition in code.
    """

    field: str
    word: str
    distance: int


class Dates(Struct, frozen=True, tag=True):
    """Articles with a known date, from `start` to `end`: ISO days, both included; "" leaves that side open.

    An article's day is the first ten characters of its date, whatever the zone.
    """

    start: str
    end: str


class Undated(Struct, frozen=True, tag=True):
    """Articles without a known date."""


class Ids(Struct, frozen=True, tag=True):
    """These articles: how tags and other curation reach an engine."""

    ids: frozenset[str]


class InArticle(Struct, frozen=True, tag=True):
    """In quote search: the quote's article satisfies the part, read as in article search; there the part itself."""

    part: "Node"


class QuoteIds(Struct, frozen=True, tag=True):
    """These quotes, by article id and number in the article; in article search the articles that have them."""

    ids: frozenset[tuple[str, int]]


class And(Struct, frozen=True, tag=True):
    """All of the parts hold. The parser makes at least two, none of them an `And`; other callers may nest."""

    parts: tuple["Node", ...]


class Or(Struct, frozen=True, tag=True):
    """At least one of the parts holds. The parser makes at least two, none of them an `Or`; other callers may nest."""

    parts: tuple["Node", ...]


class Not(Struct, frozen=True, tag=True):
    """The part does not hold."""

    part: "Node"


Leaf = Word | Exact | Phrase | Prefix | Wildcard | Fuzzy | Dates | Undated | Ids | QuoteIds
Node = Everything | Nothing | Leaf | InArticle | And | Or | Not


class Parsed(Struct, frozen=True):
    """A query as read, and what the reader should be told about the reading."""

    tree: Node
    notes: tuple[str, ...] = ()
    """One sentence each: what could not be parsed and how it was read instead; unknown fields; bounded wildcards."""


def asks_for(tree: Node, *fields: str) -> bool:
    """Whether a tree has a condition on one of some fields."""
    match tree:
        case And(parts=parts) | Or(parts=parts):
            return any(asks_for(part, *fields) for part in parts)
        case Not(part=part) | InArticle(part=part):
            return asks_for(part, *fields)
        case _:
            return getattr(tree, "field", "") in fields
