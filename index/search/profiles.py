"""The profile of a name: when, where, with whom, about what, and what is said by and about it."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import get_args

import numpy as np
from msgspec.structs import replace

from ..engines.base import Cancelled, Engine, SearchCancelledError
from ..engines.entity_merges import EntityId
from ..model import ENTITY_TYPES, EntityCount, EntityType, Quote, Record, Stance
from ..protocol.questions import CountFacets, Filter, MakeProfile, Scope, Search
from ..protocol.reports import Companion, Contradiction, Dateline, Keyword, OutletShare, Profile, QuoteSet
from ..query.analysis import value, words
from ..query.lex import name_field, speaker_field
from ..query.parse import outline
from ..query.tree import And, Everything, Node, Not, Undated
from ..quotation import doubtful_below
from ..statistics.association import expected, log_likelihood
from .aggregations import Aggregations
from .contradictions import contradictions
from .interpreter import Interpreter
from .result_pages import ResultPages, quote_hit
from .word_statistics import WordStatistics

EVERY = 1_000_000_000
"""More rows than an index has."""
_NAMESAKES = 10
_LEAST = 3
"""Occurrences of a keyword at least, here and elsewhere together."""
_MEASURED = 100
"""Names of each type, most articles first, whose association is measured."""
_COMPARED = 50
"""Articles looked through for contradictions at most, the newest ones."""
_CANDIDATES = 50
"""Names that what was asked for may mean, most articles first."""
_COMMON, _FEW = 0.01, 5
"""Share of all quotes, and number of quotes, up to which a word is rare enough to tell what a quote is about."""
_STANCES: tuple[Stance, ...] = get_args(Stance)


class NoSuchNameError(Exception):
    """Raised for a name that no article has; the message is for the user."""


class Profiles:
    """Makes profiles from an open index; raises what `Engine.search` and `Engine.count_words` raise."""

    def __init__(
        self, engine: Engine, interpreter: Interpreter, counts: Aggregations, words: WordStatistics, pages: ResultPages
    ) -> None:
        self._engine = engine
        self._interpreter = interpreter
        self._counts = counts
        self._words = words
        self._pages = pages

    def make(self, question: MakeProfile, cancelled: Cancelled) -> Profile:
        """Make the profile of a name.

        Raises:
            NoSuchNameError: no article in the scope has such a name.
        """
        one, namesakes = self._meant(question, cancelled)
        scope = replace(question.scope, quotes=False)
        mentioned = _with(scope, name_field(one.type, quotes=False), one.name)
        tree = self._interpreter.understand(mentioned).tree
        whole = self._interpreter.understand(scope).tree
        facets = self._engine.facets(tree, types=(), limit=0, cancelled=cancelled)
        everywhere = dict(self._engine.facets(whole, types=(), limit=0, cancelled=cancelled).outlets)
        sizes = articles, searched = self._total(mentioned, cancelled), self._total(scope, cancelled)
        shares = tuple(OutletShare(outlet, number, everywhere[outlet]) for outlet, number in facets.outlets)
        timeline = self._engine.timeline(tree, buckets=question.buckets, cancelled=cancelled)
        limit = question.limit
        companions, capped = self._companions(tree, whole, one, sizes, limit, cancelled)
        quoted = _in_quotes(scope)
        spoken = _with(quoted, speaker_field(one.type), one.name)
        by = self._quotes(spoken, limit, cancelled)
        about = self._quotes(_with(quoted, name_field(one.type, quotes=True), one.name), limit, cancelled)
        names = (one.name, *one.aliases)
        if by.total:
            keywords = self._keywords(spoken, quoted, (), limit, cancelled)
        else:
            keywords = self._keywords(mentioned, scope, names, limit, cancelled)
        found, compared, comparable = self._contradictions(scope, one, limit, cancelled)
        return Profile(
            name=one.name,
            entity_type=one.type,
            aliases=one.aliases,
            articles=articles,
            mentions=one.mentions,
            searched=searched,
            first=self._dated(tree, newest=False, cancelled=cancelled),
            last=self._dated(tree, newest=True, cancelled=cancelled),
            timeline=timeline,
            outlets=shares,
            without_outlet=articles - sum(share.articles for share in shares),
            companions=companions[: limit or None],
            companions_total=len(companions),
            companions_capped=capped,
            keywords=keywords,
            keywords_of_quotes=by.total > 0,
            by=by,
            about=about,
            contradictions=found,
            compared=compared,
            comparable=comparable,
            namesakes=namesakes,
        )

    def _meant(
        self, question: MakeProfile, cancelled: Cancelled
    ) -> tuple[EntityCount, tuple[tuple[EntityType, str, int], ...]]:
        """Return the entity that a name means, and others that it may mean, most articles first."""
        scope = replace(question.scope, quotes=False)
        if question.entity_type is not None:
            among: set[EntityId] = {(question.entity_type, question.name)}
        else:
            among = self._interpreter.named(question.name, cancelled)
        found = self._counts.facets(
            CountFacets(scope, limit=_CANDIDATES, among=tuple(among)), cancelled
        ).facets.entities
        wanted = value(question.name)
        exact = sorted(
            found, key=lambda one: (wanted not in map(value, (one.name, *one.aliases)), -one.articles, one.name)
        )
        if not exact:
            raise NoSuchNameError(
                f"No article that was searched names {question.name!r}. `newsexplore entities` lists the names."
            )
        return exact[0], tuple((one.type, one.name, one.articles) for one in exact[1:_NAMESAKES])

    def _total(self, scope: Scope, cancelled: Cancelled) -> int:
        """Return how many articles, or quotes, a scope has."""
        search = self._engine.search_quotes if scope.quotes else self._engine.search
        tree = self._interpreter.understand(scope).tree
        return search(tree, sort="newest", offset=0, limit=0, cancelled=cancelled).total

    def _dated(self, tree: Node, *, newest: bool, cancelled: Cancelled) -> Dateline | None:
        """Return the earliest or latest dated article."""
        sort = "newest" if newest else "oldest"
        dated = And((tree, Not(Undated())))
        page = self._engine.search(dated, sort=sort, offset=0, limit=1, cancelled=cancelled).page
        for article in self._engine.articles([id for id, _ in page]):
            return Dateline(article.id, article.title, article.date, article.outlet)
        return None

    def _companions(
        self, tree: Node, whole: Node, one: EntityCount, sizes: tuple[int, int], limit: int, cancelled: Cancelled
    ) -> tuple[tuple[Companion, ...], bool]:
        """Return the names in the same articles by log-likelihood, and whether there are more than were measured."""
        measured = _MEASURED if limit else EVERY
        found = self._engine.facets(
            tree, types=ENTITY_TYPES, limit=measured, cancelled=cancelled, mentions=False
        ).entities
        ids: list[EntityId] = [(other.type, other.name) for other in found]
        counted = self._engine.facets(
            whole, types=ENTITY_TYPES, limit=measured, cancelled=cancelled, among=ids, mentions=False
        )
        everywhere = {(other.type, other.name): other.articles for other in counted.entities}
        others = [other for other in found if (other.type, other.name) != (one.type, one.name)]
        articles, searched = sizes
        both = np.array([other.articles for other in others])
        each = np.array([everywhere[other.type, other.name] for other in others])
        measures = zip(
            others,
            expected(articles, each, searched).tolist(),
            log_likelihood(both, articles, each, searched).tolist(),
            strict=True,
        )
        companions = [Companion(other.name, other.type, other.articles, *figures) for other, *figures in measures]
        capped = any(sum(other.type == kind for other in found) == measured for kind in ENTITY_TYPES)
        return tuple(sorted(companions, key=lambda each: (-each.log_likelihood, each.name, each.type))), capped

    def _quotes(self, scope: Scope, limit: int, cancelled: Cancelled) -> QuoteSet:
        total = self._total(scope, cancelled)
        if not total:
            return QuoteSet()
        sure = self._total(
            replace(scope, query=f"{scope.query} confidence:{round(100 * doubtful_below())}".strip()), cancelled
        )
        stances: list[tuple[Stance, int]] = [
            (one, self._total(_with(scope, "stance", one), cancelled)) for one in _STANCES
        ]
        page = self._pages.search(Search(scope, "newest", limit=limit or EVERY), cancelled)
        return QuoteSet(total, total - sure, tuple((one, number) for one, number in stances if number), page.quotes)

    def _keywords(
        self, scope: Scope, whole: Scope, names: Sequence[str], limit: int, cancelled: Cancelled
    ) -> tuple[Keyword, ...]:
        """Return the words that a scope uses most above the rest of `whole`, without those of some names."""
        tree, everything = (self._interpreter.understand(one).tree for one in (scope, whole))
        own = {word for name in names for word in words(name)}
        wanted = limit + len(own) if limit else EVERY
        rest = And((everything, Not(tree)))
        found = self._words.keywords(tree, rest, quotes=scope.quotes, least=_LEAST, limit=wanted, cancelled=cancelled)
        kept = [keyword for keyword in found if keyword.word not in own]
        return tuple(kept[: limit or None])

    def _contradictions(
        self, scope: Scope, one: EntityCount, limit: int, cancelled: Cancelled
    ) -> tuple[tuple[Contradiction, ...], int, int]:
        """Return quotes that may contradict the name's, how many articles were compared, and how many could be."""
        denied = _with(_with(scope, speaker_field(one.type), one.name), "stance", "denied")
        tree = self._interpreter.understand(denied).tree
        page = self._engine.search(
            tree, sort="newest", offset=0, limit=_COMPARED if limit else EVERY, cancelled=cancelled
        )
        ids = [id for id, _ in page.page]
        is_rare = self._rare(cancelled) if ids else bool
        is_by = _attributed(one)
        found: list[Contradiction] = []
        for record in self._engine.records(ids):
            if cancelled():
                raise SearchCancelledError
            decided = self._interpreter.decided(record)
            by = [number for number, quote in enumerate(decided.annotations.quotes) if is_by(decided, quote)]
            found += [
                Contradiction(quote_hit(decided, pair.said), quote_hit(decided, pair.other), pair.shared)
                for pair in contradictions(decided, by, is_rare)
            ]
        return tuple(found), len(ids), page.total

    def _rare(self, cancelled: Cancelled) -> Callable[[str], bool]:
        """Return a test of words by the number of quotes that have them."""
        counts = self._engine.count_words(Everything(), quotes=True, cancelled=cancelled)
        listed, most = self._engine.word_list(), max(_FEW, int(_COMMON * counts.size))

        @cache
        def is_rare(word: str) -> bool:
            number = int(listed.numbers((word,))[0])
            return 0 <= number < len(counts.documents) and int(counts.documents[number]) <= most

        return is_rare


def _with(scope: Scope, field: str, name: str) -> Scope:
    return replace(scope, filters=(*scope.filters, Filter(field, name)))


def _in_quotes(scope: Scope) -> Scope:
    """Return the quotes of a scope's articles."""
    query = f"in:({outline(scope.query).balanced})" if scope.query.strip() else ""
    return replace(scope, query=query, quotes=True)


def _attributed(one: EntityCount) -> Callable[[Record, Quote], bool]:
    """Return a test of whether a quote is attributed to a name; a speaker whom you named may be no entity there."""
    folded, fold = value(one.name), cache(value)

    def is_by(record: Record, quote: Quote) -> bool:
        speaker = quote.speaker
        if speaker is None:
            return False
        if speaker.entity is None:
            return fold(speaker.resolved) == folded
        entity = record.annotations.entities[speaker.entity]
        return (entity.type, entity.name) == (one.type, one.name)

    return is_by
