"""Query trees as queries of the cluster, over words and names that were analysed here."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from math import log1p
from typing import Any, Final

from ...query import tree as t
from ...query.matches import positive_leaves
from ..entity_merges import EntityId
from .opensearch_schema import MAX_TERMS, NAMES, QUOTE_GAP, WHOLE, cut_word, entity_term, quote_term, whole_term

Body = dict[str, Any]
NONE: Final[Body] = {"match_none": {}}
ALL: Final[Body] = {"match_all": {}}
_TITLE = 2.0
"""Weight of a word in the title."""
_FURTHER_FORMS = 0.25
"""Share of the score of a word's further forms in a text. BM25 gives twice as many occurrences a fifth to two fifths
more."""
_MANY_STARS = 6
"""Stars in a pattern above which the cluster may refuse it: its automaton would be too large."""
_ENTITIES = ("person", "org", "place", "entity", "speaker", "about")


class Translator:
    """Translates trees for one snapshot, one set of merges, and articles or quotes."""

    def __init__(
        self,
        *,
        quotes: bool,
        articles_of: Callable[[t.Node], Collection[str]],
        matching_words: Callable[[t.Wildcard], Sequence[str]],
        form_weights: Callable[[Sequence[str]], Mapping[str, float]],
        corrected: Callable[[t.Node, Body, bool], Body] | None,
    ) -> None:
        """Take what needs further requests.

        Args:
            quotes: Whether quotes are searched.
            articles_of: Finds the ids of the articles that satisfy a tree.
            matching_words: Finds the words of titles and texts that match a pattern.
            form_weights: Weighs the forms of a word, see `rarity_weights`.
            corrected: Corrects a leaf of an entity field by merges; the last argument tells whether it is about the
                article, not the quote. None for no merges.
        """
        self._quotes = quotes
        self._articles_of = articles_of
        self._matching_words = matching_words
        self._form_weights = form_weights
        self._corrected = corrected

    def query(self, node: t.Node) -> Body:
        """Return the query of a whole tree."""
        return self._translate(node, not self._quotes)[0]

    def _translate(self, node: t.Node, article: bool) -> tuple[Body, bool]:
        """Return a query, and whether it has scores; `article` tells whether the node is about the article."""
        match node:
            case t.Everything():
                return ALL, False
            case t.Nothing():
                return NONE, False
            case t.And(parts=parts):
                return self._and(parts, article)
            case t.Or(parts=parts):
                return self._or(parts, article)
            case t.Not(part=part):
                return {"bool": {"must_not": [self._translate(part, article)[0]]}}, False
            case t.InArticle(part=part):
                if self._quotes and not article and _needs_articles(part):
                    return id_query(self._articles_of(part)), False
                return self._translate(part, True)
            case t.Ids(ids=ids):
                return id_query(ids), False
            case t.QuoteIds(ids=ids):
                return terms("quote_id", [quote_term(id, number) for id, number in ids]), False
            case t.Undated():
                return {"bool": {"must_not": [{"exists": {"field": "daynum"}}]}}, False
            case t.Dates(start=start, end=end):
                return _dates(start, end), False
            case _:
                return self._leaf(node, article)

    def _and(self, parts: Sequence[t.Node], article: bool) -> tuple[Body, bool]:
        must: list[Body] = []
        filters: list[Body] = []
        excluded: list[Body] = []
        for part in parts:
            if isinstance(part, t.Not):
                excluded.append(self._translate(part.part, article)[0])
                continue
            query, scored = self._translate(part, article)
            (must if scored else filters).append(query)
        return {"bool": {"must": must, "filter": filters, "must_not": excluded}}, bool(must)

    def _or(self, parts: Sequence[t.Node], article: bool) -> tuple[Body, bool]:
        should: list[Body] = []
        some: dict[str, list[str]] = {}
        any_scored = False
        for part in parts:
            # Confidences are a hundred words of one field.
            if (
                isinstance(part, t.Word)
                and part.field in NAMES
                and part.field not in _ENTITIES
                and self._own(part.field, article)
            ):
                some.setdefault(part.field, []).append(cut_word(part.word))
                continue
            query, scored = self._translate(part, article)
            should.append(query if scored else unscored(query))
            any_scored |= scored
        should += [unscored(terms(field, found)) for field, found in some.items()]
        return {"bool": {"should": should, "minimum_should_match": 1}} if should else NONE, any_scored

    def _own(self, field: str, article: bool) -> bool:
        """Return whether the searched documents have the field as it is meant."""
        return not (self._quotes and article and field in t.QUOTE_FIELDS)

    def _leaf(self, node: t.Node, article: bool) -> tuple[Body, bool]:
        field: str = getattr(node, "field", "tag")
        if self._quotes and not article and field == "":
            return text_query(node, "quote", 1.0, None, self._form_weights)
        if field in t.TEXT_FIELDS:
            if self._quotes and (article or field != "quote"):
                return id_query(self._articles_of(node)), False
            fields = {"title": _TITLE, "text": 1.0} if field == "" else {field: 1.0}
            found = [
                text_query(node, name, boost, self._matching_words, self._form_weights)
                for name, boost in fields.items()
            ]
            scored = any(scores for _, scores in found)
            should = [query if scores or not scored else unscored(query) for query, scores in found]
            return (should[0] if len(should) == 1 else {"bool": {"should": should, "minimum_should_match": 1}}), scored
        if field not in NAMES:
            return NONE, False
        if not self._own(field, article):
            return id_query(self._articles_of(node)), False
        query = name_query(node, field)
        if self._corrected is not None and field in _ENTITIES and not isinstance(node, t.Phrase):
            query = self._corrected(node, query, article or field not in t.QUOTE_FIELDS)
        return query, False


def _needs_articles(node: t.Node) -> bool:
    """Return whether the documents of quotes cannot tell whether their article satisfies a tree."""
    match node:
        case t.And(parts=parts) | t.Or(parts=parts):
            return any(map(_needs_articles, parts))
        case t.Not(part=part) | t.InArticle(part=part):
            return _needs_articles(part)
        case t.QuoteIds():
            return True
        case _:
            field = getattr(node, "field", None)
            return field in t.TEXT_FIELDS or field in t.QUOTE_FIELDS


def rarity_weights(articles: Mapping[str, int], total: int) -> dict[str, float]:
    """Return by how much to weigh each form of a word, so that all count as rare as the most frequent one.

    Divides by the rarity that BM25 gives a word: ln(1 + (total - articles + 0.5) / (articles + 0.5)).

    Args:
        articles: Number of articles that have each form.
        total: Number of all articles.
    """
    rarity = {word: log1p((max(total, n) - n + 0.5) / (n + 0.5)) for word, n in articles.items()}
    least = min(rarity.values(), default=1.0)
    return {word: least / one for word, one in rarity.items()}


def text_query(
    node: t.Node,
    field: str,
    boost: float,
    matching_words: Callable[[t.Wildcard], Sequence[str]] | None,
    form_weights: Callable[[Sequence[str]], Mapping[str, float]],
) -> tuple[Body, bool]:
    """Return the query of a leaf in a text field of the index, and whether it has scores."""
    match node:
        case t.Word(word=word):
            return {"term": {field: {"value": cut_word(word), "boost": boost}}}, True
        case t.Forms(words=words):
            # Spans would count the forms together, but add up the rarity of those alone that a shard has.
            weights = form_weights(words)
            queries = [
                {"term": {field: {"value": cut_word(word), "boost": boost * weight}}}
                for word, weight in weights.items()
            ]
            return {"dis_max": {"queries": queries, "tie_breaker": _FURTHER_FORMS}}, True
        case t.Phrase(words=words, slop=0):
            said = " ".join(map(cut_word, words))
            return {"match_phrase": {field: {"query": said, "analyzer": "whitespace", "boost": boost}}}, True
        case t.Phrase(words=words, slop=slop):
            one = [{"match": {"query": cut_word(word), "analyzer": "whitespace"}} for word in words]
            gaps = min(slop, QUOTE_GAP - 1 - len(words))
            near = {"all_of": {"ordered": False, "max_gaps": gaps, "intervals": one}}
            return {"intervals": {field: {**near, "boost": boost}}}, True
        case t.Prefix() | t.Wildcard() | t.Fuzzy():
            if isinstance(node, t.Wildcard) and node.pattern.count("*") >= _MANY_STARS and matching_words is not None:
                query = terms(field, matching_words(node))
            else:
                query = _expanded(node, field)
            return {"constant_score": {"filter": query, "boost": boost}}, True
        case _:
            return NONE, False


def name_query(node: t.Node, field: str) -> Body:
    """Return the query of a leaf in a field of names, as indexed."""
    match node:
        case t.Word(word=word):
            return {"term": {field: {"value": cut_word(word)}}}
        case t.Exact(value=value):
            return {"term": {field: {"value": whole_term(value)}}}
        case t.Name():
            return named_query(node, [(node.kind, node.name)])
        case t.Prefix() | t.Wildcard() | t.Fuzzy():
            return _expanded(node, field)
        case _:
            return NONE


def named_query(node: t.Name, members: Iterable[EntityId]) -> Body:
    """Return the query of a name of the lists of names, given the entities as indexed that count as it."""
    place = {"speaker": "speakers", "about": "said"}.get(node.field, "entities")
    return terms(place, [entity_term(*one) for one in members])


def _expanded(node: t.Prefix | t.Wildcard | t.Fuzzy, field: str) -> Body:
    match node:
        case t.Prefix(prefix=prefix):
            if not prefix:
                return {"bool": {"filter": [{"exists": {"field": field}}], "must_not": [{"term": {field: WHOLE}}]}}
            return {"prefix": {field: {"value": cut_word(prefix)}}}
        case t.Wildcard(pattern=pattern):
            return {"wildcard": {field: {"value": pattern}}}
        case t.Fuzzy(word=word, distance=distance):
            # The default takes only the best fifty words.
            how = {"fuzziness": distance, "prefix_length": 0, "transpositions": True, "rewrite": "constant_score"}
            return {"fuzzy": {field: {"value": cut_word(word), **how}}}


def is_graded(tree: t.Node) -> bool:
    """Return whether scores may be nearly even: those of words and phrases, not those of patterns, which are whole."""
    return any(
        isinstance(leaf, t.Word | t.Forms | t.Phrase) and leaf.field in t.TEXT_FIELDS for leaf in positive_leaves(tree)
    )


def terms(field: str, values: Iterable[str]) -> Body:
    """Return a query for any of some values, in bounded chunks."""
    every = list(values)
    if not every:
        return NONE
    chunks = [{"terms": {field: every[start : start + MAX_TERMS]}} for start in range(0, len(every), MAX_TERMS)]
    return chunks[0] if len(chunks) == 1 else {"bool": {"should": chunks, "minimum_should_match": 1}}


def id_query(ids: Iterable[str]) -> Body:
    """Return a query for articles, or quotes of articles, by id."""
    return terms("id", sorted(ids))


def unscored(query: Body) -> Body:
    """Return a query whose score is 0."""
    return {"bool": {"filter": [query]}}


def _dates(start: str, end: str) -> Body:
    limits: Body = {}
    if start:
        limits["gte"] = int(start.replace("-", ""))
    if end:
        limits["lte"] = int(end.replace("-", ""))
    return {"range": {"daynum": limits}} if limits else {"exists": {"field": "daynum"}}
