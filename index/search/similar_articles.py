"""Articles on the matter of another one: BM25 over its most telling words, names first."""

from collections import Counter
from math import log

from ..engines.base import Cancelled, Engine
from ..model import Article, Record
from ..protocol.questions import FindSimilar
from ..protocol.related_answers import Similar, SimilarHit
from ..query.analysis import words
from ..query.snippet import snippet
from ..query.tree import And, Ids, Node, Not, Or, Word
from ..titles import own_title
from .copy_lists import related
from .folding import Folding
from .gone import NoArticleError
from .interpreter import raising

_LOOKED_UP = 48
"""Words of an article whose frequency is looked up: those of its names, then the longest."""
_TERMS = 16
"""Words that articles are ranked by."""
_SHORTEST = 4
"""Letters of a word that is no name."""
_SNIPPET = 160


class SimilarArticles:
    """Finds similar articles in one open index."""

    def __init__(self, engine: Engine, folding: Folding) -> None:
        self._engine = engine
        self._folding = folding

    def find(self, question: FindSimilar, cancelled: Cancelled) -> Similar:
        """List the articles that share most of an article's names and rare words, without its copies.

        Copies among the others are folded as in the results.

        Raises:
            NoArticleError: the article is not in the index.
            SearchCancelledError, SearchTimeoutError: as `Engine.search`.
        """
        records = self._engine.records([question.id])
        if not records:
            raise NoArticleError(question.id)
        terms = self._terms(records[0], cancelled)
        known = self._folding.known()
        out = frozenset(related(known, question.id)) if known else frozenset((question.id,))
        if not terms:
            return Similar(0, question.offset, (), (), len(out) - 1)
        tree: Node = And((Or(tuple(Word("", term) for term in terms)), Not(Ids(out))))
        folded = self._folding.fold(tree, "relevance", cancelled, quotes=False)
        found = self._engine.search(
            folded.tree if folded else tree,
            sort="relevance",
            offset=question.offset,
            limit=question.limit,
            cancelled=cancelled,
        )
        articles = {one.id: one for one in self._engine.articles([id for id, _ in found.page])}
        hits = tuple(
            _hit(articles[id], score, terms, folded.copies.get(id, 0) if folded else 0)
            for id, score in found.page
            if id in articles
        )
        return Similar(found.total, question.offset, terms, hits, len(out) - 1)

    def _terms(self, record: Record, cancelled: Cancelled) -> tuple[str, ...]:
        """Return the words that tell an article from others, the most telling first.

        A word weighs its frequency in the article, dampened, times the inverse of that in the index, as in BM25
        (S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3); a name twice that.
        Words that no other article has find nothing, and are left out.
        """
        check = raising(cancelled)
        article = record.article
        counts = Counter((*words(own_title(article)), *words(article.text[article.body :])))
        named = {word for entity in record.annotations.entities for word in words(entity.name)}
        likely = sorted(
            (word for word in counts if word in named or (len(word) >= _SHORTEST and not word.isdigit())),
            key=lambda word: (word not in named, -counts[word] * len(word), word),
        )
        articles = self._engine.count()
        weights: dict[str, float] = {}
        for word in likely[:_LOOKED_UP]:
            check()
            having = self._engine.search(Word("", word), sort="newest", offset=0, limit=0, cancelled=cancelled).total
            if having > 1:
                rarity = log(1 + (articles - having + 0.5) / (having + 0.5))
                weights[word] = (2 if word in named else 1) * rarity * counts[word] / (counts[word] + 1.2)
        return tuple(sorted(weights, key=lambda word: (-weights[word], word))[:_TERMS])


def _hit(article: Article, score: float, terms: tuple[str, ...], copies: int) -> SimilarHit:
    held = {*words(own_title(article)), *words(article.text[article.body :])}
    return SimilarHit(
        article.id,
        article.title,
        article.date,
        article.outlet,
        article.locator,
        score,
        tuple(term for term in terms if term in held),
        snippet(article, (), _SNIPPET),
        copies,
    )
