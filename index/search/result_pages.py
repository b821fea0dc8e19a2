"""Pages of results: hits with snippets, or quotes with their sentences."""

import time
from collections.abc import Hashable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from ..annotate.text.quote_context import quote_context
from ..engines.base import Cancelled, Engine
from ..engines.newer_view import is_ahead
from ..model import Annotations, Hit, QuoteHit, Record
from ..protocol.answers import Interpretation, Results
from ..protocol.questions import Search
from ..query.matches import find_matches, needs_annotations
from ..query.snippet import snippet
from ..query.tree import Everything, Node, asks_for
from ..query.typed import as_prefix, prefix_note
from .explain import counted_trees
from .folding import Folded, Folding
from .interpreter import ENTITY_FIELDS, Interpreter, interpretation

HitKind = TypeVar("HitKind", Hit, QuoteHit)


class ResultPages:
    """Fetches pages of results from one open index."""

    def __init__(self, engine: Engine, interpreter: Interpreter, folding: Folding, snippet_chars: int) -> None:
        self._engine = engine
        self._folding = folding
        self._interpreter = interpreter
        self._snippet_chars = snippet_chars

    def search(self, question: Search, cancelled: Cancelled, *, explained: bool = False) -> Results:
        """Fetch a page; with `Search.try_prefix`, retry with the last word as a prefix if nothing is found.

        `explained` tells that the conditions of the query are going to be counted.
        """
        results = self._search(question, cancelled, explained=explained)
        query = question.scope.query
        longer = as_prefix(query) if question.try_prefix and not results.total else ""
        if not longer:
            return results
        wider = self._search(
            replace(question, scope=replace(question.scope, query=longer)), cancelled, explained=explained
        )
        if not wider.total:
            return results
        notes = (prefix_note(query), *wider.interpretation.notes)
        return replace(wider, interpretation=Interpretation(query, longer, "prefix", notes, wider.interpretation.forms))

    def _search(self, question: Search, cancelled: Cancelled, *, explained: bool) -> Results:
        began = time.perf_counter()
        scope = question.scope
        if not question.offset:
            self._interpreter.look_at_reads(scope)
        parsed = self._interpreter.understand(scope)
        folded = None
        fold = question.fold and not parsed.lists_copies
        if fold:
            folded = self._folding.fold(parsed.tree, question.sort, cancelled, quotes=scope.quotes)
        tree = folded.tree if folded else parsed.tree
        if explained:
            self._engine.expect_counts(counted_trees(scope, self._interpreter.understand), quotes=scope.quotes)
        search = self._engine.search_quotes if scope.quotes else self._engine.search
        found = search(tree, sort=question.sort, offset=question.offset, limit=question.limit, cancelled=cancelled)
        if scope.quotes:
            hits, quotes = (), self.quotes([(one[0], int(one[1])) for one in found.page])
            quotes = tuple(_with_copies(one, (one.article, one.number), folded) for one in quotes)
        else:
            page = [(one[0], one[-1]) for one in found.page]
            hits, quotes = self._hits(parsed.tree, page, question.offset), ()
            hits = tuple(_with_copies(one, one.id, folded) for one in hits)
        return Results(
            total=found.total,
            offset=question.offset,
            hits=hits,
            quotes=quotes,
            interpretation=interpretation(scope, parsed),
            seconds=time.perf_counter() - began,
            folded=folded.number if folded else 0,
            fold_state="on" if folded else "unknown" if fold else "off",
            is_ahead=is_ahead(self._engine),
        )

    def _hits(self, tree: Node, page: Sequence[tuple[str, float]], offset: int) -> tuple[Hit, ...]:
        records = self._records(tree, [id for id, _ in page])
        return tuple(
            self._hit(rank, score, records[id], tree)
            for rank, (id, score) in enumerate(page, offset + 1)
            if id in records
        )

    def _records(self, tree: Node, ids: Sequence[str]) -> dict[str, Record]:
        """Fetch articles by id, with annotations only if the tree's matches depend on them; most do not."""
        if not needs_annotations(tree):
            return {article.id: Record(article, Annotations()) for article in self._engine.articles(ids)}
        records = self._engine.records(ids)
        if asks_for(tree, *ENTITY_FIELDS):
            records = [self._interpreter.decided(record) for record in records]
        return {record.article.id: record for record in records}

    def _hit(self, rank: int, score: float, record: Record, tree: Node) -> Hit:
        article = record.article
        matches = () if isinstance(tree, Everything) else find_matches(tree, article, record.annotations)
        return Hit(
            rank=rank,
            score=score,
            id=article.id,
            title=article.title,
            date=article.date,
            outlet=article.outlet,
            locator=article.locator,
            snippet=snippet(article, matches, self._snippet_chars),
        )

    def quotes(self, page: Sequence[tuple[str, int]]) -> tuple[QuoteHit, ...]:
        """Fetch quotes by article id and number, with their sentences; those of missing articles are left out."""
        ids = list(dict.fromkeys(id for id, _ in page))
        records = {one.article.id: self._interpreter.decided(one) for one in self._engine.records(ids)}
        return tuple(quote_hit(records[id], number) for id, number in page if id in records)


def _with_copies(hit: HitKind, id: Hashable, folded: Folded | None) -> HitKind:
    """Return a hit with what is folded into it."""
    number = folded.copies.get(id, 0) if folded else 0
    return replace(hit, copies=number, copy_outlets=folded.outlets(id)) if folded and number else hit


def quote_hit(record: Record, number: int) -> QuoteHit:
    """Return a quote of an article, by its number, with its sentences."""
    article, quote = record.article, record.annotations.quotes[number]
    before, after = quote_context(article, record.annotations.blocks, quote)
    return QuoteHit(
        article=article.id,
        number=number,
        quote=quote,
        title=article.title,
        date=article.date,
        outlet=article.outlet,
        before=before,
        after=after,
    )
