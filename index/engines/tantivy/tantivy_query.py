"""Translation of query trees to tantivy's queries.

Scores are tantivy's BM25 with a higher weight for titles; all words that a prefix, wildcard or fuzzy word matches, and
all forms of a word, count as equally rare, with their joint frequency. Rarity is that among live documents
(`steady_scores`). Name fields, dates and ids do not score.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from math import log1p
from re import split

import numpy as np
from tantivy import FieldType, Occur, Query

from ...query import tree as t
from ...query.terms import Term, accepts
from ..packed.arrays import Ints
from ..packed.id_lookup import with_ids
from ..packed.merged_entities import ENTITY_FIELDS, Entities
from ..packed.packed_schema import ARTICLE, QUOTE, WHOLE, text_fields
from ..packed.postings import Lexicon
from ..packed.word_expansion import matching_terms
from .steady_scores import Statistics, average_length, statistics
from .tantivy_schema import decode, encode, name_fields
from .tantivy_store import TantivySnapshot, count

WEIGHTS = {"title": 2.5, "text": 1.0, "quote": 1.0}
"""Weight of a word in a field relative to the text."""
_SCORED = 48
"""Maximum number of a prefix's words that are scored, the most frequent ones; the others only match."""
_MAX_SLOP = 2**31 - 1
_CACHED_LEXICONS = 3
"""Number of cached lexicons: title, text and quotes."""
_CACHED_LEAVES = 64
"""Number of cached queries for words and names: parts of a tree recur."""
_COUNTED = 200
"""Maximum number of a prefix's words that are counted among live documents; of more, deleted documents count until
tantivy merges them away."""


class Translator:
    """Translates trees for a snapshot."""

    def __init__(self, snapshot: TantivySnapshot, entities: Entities) -> None:
        self._snapshot = snapshot
        self._entities = entities
        self._searcher = snapshot.searcher
        self._schema = snapshot.schema
        self._leaves: dict[tuple[t.Node, bool], Query | None] = {}
        self._lexicons: dict[str, tuple[Lexicon, Ints]] = {}
        self._statistics: dict[str, Statistics] = {}
        self._averages: dict[str, float | None] = {}
        self._documents = len(snapshot.articles) + len(snapshot.quotes)
        self._deletions = self._documents != sum(self._searcher.doc_freq("kind", kind) for kind in (ARTICLE, QUOTE))
        """Whether tantivy still counts deleted documents."""

    def averages(self, *, quotes: bool) -> dict[float, float]:
        """Return the average lengths of live documents by those that tantivy scores with, of fields scored so far."""
        found: dict[float, float] = {}
        for field in ("quote",) if quotes else ("title", "text"):
            known = self._statistics.get(field)
            if known and field not in self._averages:
                self._averages[field] = average_length(self._snapshot, field)
            if known and known.average and (average := self._averages[field]):
                found[known.average] = average
        return found

    def translate(self, node: t.Node, *, quotes: bool, check: Callable[[], None]) -> Query | None:
        """Translate a tree to a query for articles or quotes; None if tantivy does not support it.

        `check` is called before each leaf, whose words may have to be looked for, and may raise.
        """
        match node:
            case t.Everything():
                return self._all(quotes)
            case t.Nothing():
                return Query.empty_query()
            case t.And(parts=parts):
                return self._and(parts, quotes, check)
            case t.Or(parts=parts):
                queries = [self.translate(part, quotes=quotes, check=check) for part in parts]
                return _any([query for query in queries if query is not None]) if None not in queries else None
            case t.Not(part=part):
                return self._and((node,), quotes, check) if part != t.Everything() else Query.empty_query()
            case t.InArticle(part=part):
                return None if quotes else self.translate(part, quotes=False, check=check)
            case _:
                key = (node, quotes)
                if key not in self._leaves:
                    if len(self._leaves) == _CACHED_LEAVES:
                        self._leaves.clear()
                    check()
                    self._leaves[key] = self._leaf(node, quotes)
                return self._leaves[key]

    def _all(self, quotes: bool) -> Query:
        return Query.const_score_query(Query.term_query(self._schema, "kind", QUOTE if quotes else ARTICLE), 0.0)

    def _and(self, parts: tuple[t.Node, ...], quotes: bool, check: Callable[[], None]) -> Query | None:
        clauses: list[tuple[Occur, Query]] = []
        for part in parts:
            if isinstance(part, t.Everything):
                continue
            inner = part.part if isinstance(part, t.Not) else part
            query = self.translate(inner, quotes=quotes, check=check)
            if query is None:
                return None
            clauses.append((Occur.MustNot if isinstance(part, t.Not) else Occur.Must, query))
        if all(occur == Occur.MustNot for occur, _ in clauses):
            clauses.append((Occur.Must, self._all(quotes)))
        return Query.boolean_query(clauses)

    def _leaf(self, node: t.Node, quotes: bool) -> Query | None:
        """Translate a leaf whose field belongs to the searched kind; None otherwise."""
        if isinstance(node, t.QuoteIds | t.Name):
            return None  # their documents are known without tantivy
        field = getattr(node, "field", "date")
        own = "quote" if quotes and field == "" else field
        if (own in t.QUOTE_FIELDS) != quotes:
            return None
        if isinstance(node, t.Ids):
            return self.numbered(self._snapshot.numbers(with_ids(self._snapshot, node.ids)))
        if isinstance(node, t.Dates | t.Undated):
            return self._dated(node)
        if own in ENTITY_FIELDS and isinstance(node, Term | t.Exact) and self._entities.corrects(node, own):
            return None
        return self.in_field(node, own)

    def in_field(self, node: t.Node, field: str) -> Query | None:
        """Translate a leaf in its field, with entities as indexed."""
        texts = text_fields(field)
        names = name_fields(field)
        match node:
            case t.Word() | t.Forms() | t.Prefix() | t.Wildcard() | t.Fuzzy() if texts:
                return _any([self._scored(name, self.words(node, name)) for name in texts])
            case t.Word() | t.Forms() | t.Prefix() | t.Wildcard() | t.Fuzzy() if names:
                return _any([self._named(name, [word for word, _ in self.words(node, name)]) for name in names])
            case t.Exact(value=value) if names:
                return _any([self._named(name, [encode(WHOLE + value)]) for name in names])
            case t.Phrase() if texts:
                queries = [self._phrase(node, name) for name in texts]
                return _any([query for query in queries if query is not None]) if None not in queries else None
            case _:
                return Query.empty_query()

    def numbered(self, numbers: Ints) -> Query:
        """Return a query for documents by number."""
        # Several times as fast as a query for a set of terms.
        terms = (Query.term_query(self._schema, "doc", number, "basic") for number in numbers.tolist())
        return Query.const_score_query(_any(terms), 0.0)

    def between(self, query: Query, first: int, last: int) -> Query:
        """Restrict a query to the documents with numbers from `first` to `last`."""
        numbers = Query.range_query(self._schema, "doc", FieldType.Unsigned, first, last)
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, numbers)])

    def others(self, query: Query, *, quotes: bool) -> Query:
        """Return a query for the articles, or quotes, that another does not find."""
        return Query.boolean_query([(Occur.Must, self._all(quotes)), (Occur.MustNot, query)])

    def unscored(self, query: Query) -> Query:
        """Make a query unscored, which is several times as fast."""
        return Query.const_score_query(query, 0.0)

    def _dated(self, node: t.Dates | t.Undated) -> Query:
        first, last = 0, 0
        if isinstance(node, t.Dates):
            first = int(node.start.replace("-", "") or 1)
            last = int(node.end.replace("-", "") or 99991231)
        if first > last:
            return Query.empty_query()
        span = Query.range_query(self._schema, "day", FieldType.Unsigned, first, last)
        return Query.const_score_query(span, 0.0)

    def _named(self, field: str, terms: Sequence[str]) -> Query:
        if not terms:
            return Query.empty_query()
        if len(terms) == 1:
            query = Query.term_query(self._schema, field, terms[0], "basic")
        else:
            query = Query.term_set_query(self._schema, field, terms)
        return Query.const_score_query(query, 0.0)

    def _phrase(self, phrase: t.Phrase, field: str) -> Query | None:
        """Translate a phrase, or two different words near each other; tantivy's slop does not fit three or more."""
        words = [encode(word) for word in phrase.words]
        if phrase.slop == 0:
            query = self._in_order(field, words, 0)
        elif len(words) == 2 and words[0] != words[1]:
            slop = min(phrase.slop, _MAX_SLOP)
            # How often tantivy finds them near depends on which is rarer in a segment: they score as two words.
            near = _any(self._in_order(field, order, slop) for order in (words, words[::-1]))
            scored = (self._scored(field, [(word, self._live(field, word))]) for word in words)
            return Query.boolean_query([(Occur.Must, one) for one in (self.unscored(near), *scored)])
        else:
            return None
        known = self._known(field, words)
        rarity = sum(_rarity(self._live(field, word), self._documents) for word in words)
        native = sum(self._native_rarity(field, word, known) for word in words)
        return Query.boost_query(query, WEIGHTS[field] * rarity / native)

    def _in_order(self, field: str, terms: Sequence[str], slop: int) -> Query:
        """Return tantivy's phrase query, whose slop is the total displacement of its words."""
        return Query.phrase_query(self._schema, field, list[str | tuple[int, str]](terms), slop)

    def near_at_most(self, phrase: t.Phrase, field: str) -> Query:
        """Return a superset query for words near each other: any two of them are near."""
        words = list(dict.fromkeys(phrase.words))
        reach = len(phrase.words) - 2 + phrase.slop
        pairs = [(one, other) for at, one in enumerate(words) for other in words[at + 1 :]]
        nodes: list[t.Node] = [t.Phrase(field, pair, reach) for pair in pairs] or [t.Word(field, words[0])]
        queries = [self.in_field(node, field) for node in nodes]
        return Query.boolean_query([(Occur.Must, query) for query in queries if query is not None])

    def _scored(self, field: str, words: Sequence[tuple[str, int]]) -> Query:
        """Return a query for any of some words, each with its number of documents, scored as one word."""
        together = WEIGHTS[field] * _rarity(sum(count for _, count in words), self._documents)
        known = self._known(field, (word for word, _ in words))
        queries = [
            Query.boost_query(
                Query.term_query(self._schema, field, word, "freq"), together / self._native_rarity(field, word, known)
            )
            for word, _ in words[:_SCORED]
        ]
        if len(words) > _SCORED:
            others = Query.term_set_query(self._schema, field, [word for word, _ in words[_SCORED:]])
            queries.append(Query.const_score_query(others, together))
        return _any(queries)

    def _known(self, field: str, words: Iterable[str]) -> Statistics | None:
        """Return what tantivy scores a field by; None if no document has any of the first words."""
        for word in islice(words, 3) if field not in self._statistics else ():
            if found := statistics(self._searcher, self._schema, field, word):
                self._statistics[field] = found
                break
        return self._statistics.get(field)

    def _native_rarity(self, field: str, word: str, known: Statistics | None) -> float:
        """Return the rarity that tantivy multiplies scores of a word by."""
        return _rarity(self._searcher.doc_freq(field, word), known.documents if known else self._documents)

    def _live(self, field: str, word: str) -> int:
        """Return how many live documents have a word."""
        if not self._deletions:
            return self._searcher.doc_freq(field, word)
        return count(self._searcher, Query.term_query(self._schema, field, word, "basic"))

    def _counted(self, field: str, words: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
        """Return words, most frequent first, with the number of live documents that have them, again most first."""
        if not self._deletions or field not in WEIGHTS or len(words) > _COUNTED:
            return list(words)
        live = [(word, number) for word, _ in words if (number := self._live(field, word))]
        return sorted(live, key=lambda pair: (-pair[1], pair[0]))

    def words(self, term: Term, field: str) -> list[tuple[str, int]]:
        """Return the terms of a field that a node matches, with their number of documents, most first."""
        match term:
            case t.Word(word=word):
                encoded = encode(word)
                return [(encoded, self._live(field, encoded) if field in WEIGHTS else 1)]
            case t.Forms(words=words):
                terms = dict.fromkeys(map(encode, words))
                known = [(term, number) for term in terms if (number := self._searcher.doc_freq(field, term))]
                return self._counted(field, sorted(known, key=lambda pair: (-pair[1], pair[0])))
            case t.Prefix(prefix=prefix):
                return self._counted(field, self._searcher.terms_with_prefix(field, encode(prefix)))
            case t.Wildcard(pattern=pattern):
                start = split(r"[*?]", pattern, maxsplit=1)[0]
                accepted = accepts(term)
                known = self._searcher.terms_with_prefix(field, encode(start)) if start else []
                return self._counted(field, [pair for pair in known if accepted(decode(pair[0]))])
            case t.Fuzzy(word=word):
                lexicon, counts = self._lexicon(field)
                like = t.Fuzzy("", encode(word), term.distance)
                found = [(lexicon[at].decode(), int(counts[at])) for at in matching_terms(like, lexicon).tolist()]
                return self._counted(field, sorted(found, key=lambda pair: (-pair[1], pair[0])))

    def _lexicon(self, field: str) -> tuple[Lexicon, Ints]:
        """Return the terms of a field and their number of documents."""
        found = self._lexicons.pop(field, None)
        if found is None:
            terms = sorted((word.encode(), number) for word, number in self._searcher.terms_with_prefix(field, ""))
            found = Lexicon.of([word for word, _ in terms]), np.array([number for _, number in terms], np.int64)
        self._lexicons[field] = found  # now the most recent
        if len(self._lexicons) > _CACHED_LEXICONS:
            del self._lexicons[next(iter(self._lexicons))]
        return found


def has_score(node: t.Node) -> bool:
    """Return whether any node of a tree scores: words in texts do."""
    match node:
        case t.And(parts=parts) | t.Or(parts=parts):
            return any(map(has_score, parts))
        case t.InArticle(part=part):
            return has_score(part)
        case t.Word() | t.Forms() | t.Phrase() | t.Prefix() | t.Wildcard() | t.Fuzzy():
            return node.field in t.TEXT_FIELDS
        case _:
            return False


def _any(queries: Iterable[Query]) -> Query:
    """Return the disjunction of queries; scores add up."""
    several = list(queries)
    if not several:
        return Query.empty_query()
    return several[0] if len(several) == 1 else Query.boolean_query([(Occur.Should, query) for query in several])


def _rarity(having: int, total: int) -> float:
    """Return tantivy's BM25 inverse document frequency."""
    having = min(having, total)
    return log1p((total - having + 0.5) / (having + 0.5))
