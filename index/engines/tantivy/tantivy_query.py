"""Query trees as tantivy's queries.

Scores are tantivy's BM25, a word in the title counting more; the words that a prefix, wildcard or fuzzy word means are
taken to be as rare as all of them together. Name fields, dates and ids score nothing.
"""

from collections.abc import Iterable, Sequence
from math import log1p
from re import split

import numpy as np
from tantivy import FieldType, Occur, Query

from ...query import tree as t
from ...query.terms import Term, accepts
from ..packed.arrays import Ints
from ..packed.merged_entities import ENTITY_FIELDS, Entities
from ..packed.packed_schema import ARTICLE, QUOTE, WHOLE, text_fields
from ..packed.postings import Lexicon
from ..packed.word_expansion import matching_terms
from .tantivy_schema import decode, encode, name_fields
from .tantivy_store import TantivySnapshot

WEIGHTS = {"title": 2.5, "text": 1.0, "quote": 1.0}
"""What a word in a field counts beside one in the text."""
_SCORED = 48
"""Of the words that a prefix means those in most documents are scored, the others found alone."""
_MAX_SLOP = 2**31 - 1
_KEPT_LEXICONS = 3
"""Of whole fields: title, text and quotes."""
_KEPT_LEAVES = 64
"""Queries for words and names that are kept: parts of a tree are asked for again and again."""


class Translator:
    """Makes queries for one snapshot."""

    def __init__(self, snapshot: TantivySnapshot, entities: Entities) -> None:
        self._snapshot = snapshot
        self._entities = entities
        self._searcher = snapshot.searcher
        self._schema = snapshot.schema
        self._leaves: dict[tuple[t.Node, bool], Query | None] = {}
        self._lexicons: dict[str, tuple[Lexicon, Ints]] = {}

    def translate(self, node: t.Node, *, quotes: bool) -> Query | None:
        """A query for the articles, or quotes, for which a tree holds; None when tantivy cannot say it."""
        match node:
            case t.Everything():
                return self._all(quotes)
            case t.Nothing():
                return Query.empty_query()
            case t.And(parts=parts):
                return self._and(parts, quotes)
            case t.Or(parts=parts):
                queries = [self.translate(part, quotes=quotes) for part in parts]
                return _any([query for query in queries if query is not None]) if None not in queries else None
            case t.Not(part=part):
                return self._and((node,), quotes) if part != t.Everything() else Query.empty_query()
            case t.InArticle(part=part):
                return None if quotes else self.translate(part, quotes=False)
            case _:
                key = (node, quotes)
                if key not in self._leaves:
                    if len(self._leaves) == _KEPT_LEAVES:
                        self._leaves.clear()
                    self._leaves[key] = self._leaf(node, quotes)
                return self._leaves[key]

    def _all(self, quotes: bool) -> Query:
        return Query.const_score_query(Query.term_query(self._schema, "kind", QUOTE if quotes else ARTICLE), 0.0)

    def _and(self, parts: tuple[t.Node, ...], quotes: bool) -> Query | None:
        clauses: list[tuple[Occur, Query]] = []
        for part in parts:
            if isinstance(part, t.Everything):
                continue
            inner = part.part if isinstance(part, t.Not) else part
            query = self.translate(inner, quotes=quotes)
            if query is None:
                return None
            clauses.append((Occur.MustNot if isinstance(part, t.Not) else Occur.Must, query))
        if all(occur == Occur.MustNot for occur, _ in clauses):
            clauses.append((Occur.Must, self._all(quotes)))
        return Query.boolean_query(clauses)

    def _leaf(self, node: t.Node, quotes: bool) -> Query | None:
        """A leaf, unless what has its field is not what is searched."""
        if isinstance(node, t.QuoteIds):
            return None  # their documents follow from those of their articles without a search
        field = getattr(node, "field", "date")
        own = "quote" if quotes and field == "" else field
        if (own in t.QUOTE_FIELDS) != quotes:
            return None
        if isinstance(node, t.Ids):
            return self.numbered(self._snapshot.numbers(self._snapshot.with_ids(node.ids)))
        if isinstance(node, t.Dates | t.Undated):
            return self._dated(node)
        if own in ENTITY_FIELDS and isinstance(node, Term | t.Exact) and self._entities.corrects(node, own):
            return None
        return self.in_field(node, own)

    def in_field(self, node: t.Node, field: str) -> Query | None:
        """A leaf in its own field, entities as they were indexed."""
        texts = text_fields(field)
        names = name_fields(field)
        match node:
            case t.Word() | t.Prefix() | t.Wildcard() | t.Fuzzy() if texts:
                return _any([self._scored(name, self.words(node, name)) for name in texts])
            case t.Word() | t.Prefix() | t.Wildcard() | t.Fuzzy() if names:
                return _any([self._named(name, [word for word, _ in self.words(node, name)]) for name in names])
            case t.Exact(value=value) if names:
                return _any([self._named(name, [encode(WHOLE + value)]) for name in names])
            case t.Phrase() if texts:
                queries = [self._phrase(node, name) for name in texts]
                return _any([query for query in queries if query is not None]) if None not in queries else None
            case _:
                return Query.empty_query()

    def numbered(self, numbers: Ints) -> Query:
        """The documents of some numbers."""
        # Several times as fast as one query for a set of terms.
        terms = (Query.term_query(self._schema, "doc", number, "basic") for number in numbers.tolist())
        return Query.const_score_query(_any(terms), 0.0)

    def between(self, query: Query, first: int, last: int) -> Query:
        """What a query finds among the documents of the numbers from `first` to `last`."""
        numbers = Query.range_query(self._schema, "doc", FieldType.Unsigned, first, last)
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, numbers)])

    def others(self, query: Query, *, quotes: bool) -> Query:
        """The articles, or quotes, that a query does not find."""
        return Query.boolean_query([(Occur.Must, self._all(quotes)), (Occur.MustNot, query)])

    def unscored(self, query: Query) -> Query:
        """What a query finds, without looking at how well: several times as fast."""
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
        """A phrase, or two different words near each other: three or more tantivy's slop cannot say."""
        words = [encode(word) for word in phrase.words]
        if phrase.slop == 0:
            query = self._in_order(field, words, 0)
        elif len(words) == 2 and words[0] != words[1]:
            slop = min(phrase.slop, _MAX_SLOP)
            query = _any(self._in_order(field, order, slop) for order in (words, words[::-1]))
        else:
            return None
        return Query.boost_query(query, WEIGHTS[field])

    def _in_order(self, field: str, terms: Sequence[str], slop: int) -> Query:
        """Tantivy's phrase, in which slop counts by how much each word is off its place."""
        return Query.phrase_query(self._schema, field, list[str | tuple[int, str]](terms), slop)

    def near_at_most(self, phrase: t.Phrase, field: str) -> Query:
        """What holds wherever some words are near each other, and elsewhere too: any two of them are."""
        words = list(dict.fromkeys(phrase.words))
        reach = len(phrase.words) - 2 + phrase.slop
        pairs = [(one, other) for at, one in enumerate(words) for other in words[at + 1 :]]
        nodes: list[t.Node] = [t.Phrase(field, pair, reach) for pair in pairs] or [t.Word(field, words[0])]
        queries = [self.in_field(node, field) for node in nodes]
        return Query.boolean_query([(Occur.Must, query) for query in queries if query is not None])

    def _scored(self, field: str, words: Sequence[tuple[str, int]]) -> Query:
        """Any of some words, each with its number of documents, as if they were one."""
        if len(words) == 1:
            return Query.boost_query(Query.term_query(self._schema, field, words[0][0], "freq"), WEIGHTS[field])
        total = self._searcher.num_docs
        together = _rarity(sum(count for _, count in words), total)
        queries = [
            Query.boost_query(
                Query.term_query(self._schema, field, word, "freq"),
                WEIGHTS[field] * together / _rarity(count, total),
            )
            for word, count in words[:_SCORED]
        ]
        if len(words) > _SCORED:
            others = Query.term_set_query(self._schema, field, [word for word, _ in words[_SCORED:]])
            queries.append(Query.const_score_query(others, WEIGHTS[field] * together))
        return _any(queries)

    def words(self, term: Term, field: str) -> list[tuple[str, int]]:
        """The terms of a field that a node means, with the number of documents of each, most first."""
        match term:
            case t.Word(word=word):
                return [(encode(word), 1)]
            case t.Prefix(prefix=prefix):
                return self._searcher.terms_with_prefix(field, encode(prefix))
            case t.Wildcard(pattern=pattern):
                start = split(r"[*?]", pattern, maxsplit=1)[0]
                accepted = accepts(term)
                known = self._searcher.terms_with_prefix(field, encode(start)) if start else []
                return [(word, count) for word, count in known if accepted(decode(word))]
            case t.Fuzzy(word=word):
                lexicon, counts = self._lexicon(field)
                like = t.Fuzzy("", encode(word), term.distance)
                found = [(lexicon[at].decode(), int(counts[at])) for at in matching_terms(like, lexicon).tolist()]
                return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _lexicon(self, field: str) -> tuple[Lexicon, Ints]:
        """The terms of a field, and in how many documents each is."""
        found = self._lexicons.pop(field, None)
        if found is None:
            terms = sorted((word.encode(), number) for word, number in self._searcher.terms_with_prefix(field, ""))
            found = Lexicon.of([word for word, _ in terms]), np.array([number for _, number in terms], np.int64)
        self._lexicons[field] = found  # now the newest
        if len(self._lexicons) > _KEPT_LEXICONS:
            del self._lexicons[next(iter(self._lexicons))]
        return found


def has_score(node: t.Node) -> bool:
    """Whether anything in a tree scores: words in texts do."""
    match node:
        case t.And(parts=parts) | t.Or(parts=parts):
            return any(map(has_score, parts))
        case t.InArticle(part=part):
            return has_score(part)
        case t.Word() | t.Phrase() | t.Prefix() | t.Wildcard() | t.Fuzzy():
            return node.field in t.TEXT_FIELDS
        case _:
            return False


def _any(queries: Iterable[Query]) -> Query:
    """Any of some queries; scores add up."""
    several = list(queries)
    if not several:
        return Query.empty_query()
    return several[0] if len(several) == 1 else Query.boolean_query([(Occur.Should, query) for query in several])


def _rarity(having: int, total: int) -> float:
    """What BM25 multiplies a term's occurrences by, as tantivy has it."""
    having = min(having, total)
    return log1p((total - having + 0.5) / (having + 0.5))
