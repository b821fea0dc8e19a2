"""Searches of one snapshot under one set of merges, with what they have answered."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from msgspec.structs import replace

from ...model import EntityCount, Record, Sort
from ...query.matches import find_matches, find_matches_in_quote
from ...query.tree import Everything, Node, Word
from ..entity_merges import EntityId, Merges, merged
from .opensearch_cluster import never_stop
from .opensearch_facet_aggs import beside_page, facet_aggs, facet_size, outlet_aggs, size_of
from .opensearch_merges import MergedNames
from .opensearch_pages import FoundHit, pages
from .opensearch_reader import ARTICLE, StoredReader
from .opensearch_schema import HIGH_BITS, columns
from .opensearch_snapshot import Body, Check, Kind, Snapshot
from .opensearch_timeline import covered, timeline_aggs
from .opensearch_totals import Aggs, Query, Totals
from .opensearch_tree import Translator, is_graded, rarity_weights, terms
from .opensearch_words import PrefixWords, words_matching

_CACHED = 64
"""Queries whose answers are kept."""
_PAGE_WITH_TEXTS = 300
"""Largest page whose articles come with the hits; longer lists are fetched without."""
_READ_AT_ONCE = 200

_SHOWN = 300
"""Names of each type that a screen asks for, at most; longer lists do not come with the next search."""
_MOST_HIGH = 20_000
"""Terms of high bits that are kept."""


class Searches:
    """Asks a snapshot; forgotten with the next commit or other merges."""

    def __init__(
        self,
        snapshot: Snapshot,
        stored: StoredReader,
        merges: Merges,
        wanted: dict[str, Aggs],
        budget: Callable[[], float],
    ) -> None:
        """Take what it asks.

        Args:
            snapshot: The commit.
            stored: Reads its articles.
            merges: What every record is merged by.
            wanted: Aggregations that were asked for last: the next search brings their answers. Shared by all.
            budget: Returns the time budget of a search in seconds.
        """
        self._snapshot = snapshot
        self._stored = stored
        self._merges = merges
        self._wanted = wanted
        self._budget = budget
        self.names = MergedNames(merges, self._plainly, self.read_all)
        self._queries: dict[tuple[Node, bool], Query] = {}
        self._articles: dict[Node, tuple[str, ...]] = {}
        self._known: dict[EntityId, Collection[str]] = {}
        """Names and aliases by entity, as far as they were asked for."""
        self.span: int | None = None
        self._bits: dict[str, Sequence[str] | None] = {}
        self.totals = Totals(snapshot, budget, self.query, self._queries)
        self.words = self.totals.words = PrefixWords(self.searching, self.totals.of_words)

    def _spellings(self, ids: Sequence[EntityId]) -> Mapping[EntityId, Collection[str]]:
        """Return the name and aliases of entities in the whole index, none of those that are in no article."""
        missing = [one for one in dict.fromkeys(ids) if one not in self._known]
        if missing:
            found = self.names.aliases(missing)
            self._known |= {one: {one[1], *found[one]} if one in found else () for one in missing}
        return self._known

    def high_bits(self, field: str) -> Sequence[str] | None:
        """Return the terms of a field for high bits of numbers of mentions; None if they are many."""
        if field not in self._bits:
            high: Body = {"field": field, "include": HIGH_BITS, "size": _MOST_HIGH}
            found = self.send({"size": 0, "aggs": {"bits": {"terms": high}}, "track_total_hits": False}, never_stop)
            answer = found["aggregations"]["bits"]
            few = not answer["sum_other_doc_count"]
            self._bits[field] = [str(one["key"]) for one in answer["buckets"]] if few else None
        return self._bits[field]

    def send(self, body: Body, check: Check, *, graded: bool = False) -> Body:
        """Send a search; see `Snapshot.search`."""
        return self._snapshot.search(body, check, self._budget(), graded=graded)

    def searching(self, query: Body | None, body: Body, kind: Kind) -> Body:
        """Search documents of a kind; a search that is too short to be cancelled."""
        return self.send({**body, "query": self._snapshot.wrapped(kind, query)}, never_stop)

    def _plainly(self, body: Body, quotes: bool) -> Body:
        kind: Kind = "quote" if quotes else "article"
        return self.send({**body, "query": self._snapshot.wrapped(kind, body.get("query"))}, never_stop)

    def query(self, tree: Node, quotes: bool, check: Check) -> Query:
        """Return the query of a tree, with what is known of it."""
        key = (tree, quotes)
        found = self._queries.pop(key, None)
        if found is None:
            names = self.names

            def corrected(node: Node, query: Body, article: bool) -> Body:
                return names.corrected(node, query, quotes, article)

            found = Query(
                Translator(
                    quotes=quotes,
                    articles_of=lambda part: self._articles_with(part, check),
                    matching_words=lambda pattern: words_matching(self.searching, pattern),
                    form_weights=lambda words: self._form_weights(words, check),
                    corrected=corrected if names else None,
                ).query(tree)
            )
        self._queries[key] = found  # now the newest
        if len(self._queries) > _CACHED:
            del self._queries[next(iter(self._queries))]
        return found

    def _form_weights(self, words: Sequence[str], check: Check) -> dict[str, float]:
        """Weigh the forms of a word by their numbers of articles, which are known since the forms were looked up."""
        every, *articles = self.totals.of_all([Everything(), *(Word("", word) for word in words)], check)
        return rarity_weights(dict(zip(words, articles, strict=True)), every)

    def _articles_with(self, part: Node, check: Check) -> Collection[str]:
        """Return the ids of the articles that satisfy a part of a search for quotes."""
        if part not in self._articles:
            self._articles[part] = tuple(hit.id for hit in self.ordered(part, False, "newest", check))
        return self._articles[part]

    def aggregate(
        self, query: Query, quotes: bool, aggs: Aggs, check: Check, named: Collection[str] = ()
    ) -> dict[str, Any]:
        """Ask for aggregations over all matches, which also brings their number.

        With `named`, terms of entities, only the matches are counted that have one of them.
        """
        kind: Kind = "quote" if quotes else "article"
        found = query.body
        if named:
            found = {"bool": {"filter": [found, terms("said" if quotes else "entities", named)]}}
        body: Body = {
            "size": 0,
            "track_total_hits": not named,
            "query": self._snapshot.wrapped(kind, found),
            "aggs": aggs,
        }
        answer = self.send(body, check)
        if not named:
            query.total = int(answer["hits"]["total"]["value"])
        return answer.get("aggregations", {})

    def timeline(self, tree: Node, quotes: bool, check: Check, *, days: bool = False) -> Mapping[str, Any]:
        """Return the answer to `timeline_aggs`, which the search may have brought; of `days`, whatever it covers."""
        check()
        query = self.query(tree, quotes, check)
        aggs = timeline_aggs(0 if days else covered(tree, self.days(check)))
        name = "days" if days else "timeline"
        if not days:
            self._wanted[name] = aggs
        known = query.counts.get(name)
        if known is None or query.lacks(name, aggs):
            found = self.aggregate(query, quotes, aggs, check)
            query.counts[name] = known = {**found, "asked": aggs, "total": query.total}
        return known

    def _expected(self, query: Query, tree: Node) -> dict[str, Aggs]:
        """Return what is likely to be asked for after a page of a query, and not known yet."""
        wanted = dict(self._wanted)
        if "timeline" in wanted and self.span is not None:
            wanted["timeline"] = timeline_aggs(covered(tree, self.span))
        return {name: aggs for name, aggs in wanted.items() if query.lacks(name, aggs)}

    def facets(self, query: Query, quotes: bool, size: int, check: Check) -> Mapping[str, Any]:
        """Return the answer to `facet_aggs` for at least so many names of each type; 0 for what is known already."""
        check()
        known = query.counts.get("facets")
        if 0 < size <= _SHOWN:
            self._wanted["facets"] = facet_aggs(size)
        if known is None or size_of(known["asked"]) < size:
            aggs = facet_aggs(size or facet_size(0))
            query.counts["facets"] = known = {**self.aggregate(query, quotes, aggs, check), "asked": aggs}
        return known

    def outlets(self, query: Query, quotes: bool, check: Check) -> Mapping[str, Any]:
        """Return an answer that has the outlets."""
        check()
        known = query.counts.get("facets") or query.counts.get("outlets")
        if known is None:
            query.counts["outlets"] = known = self.aggregate(query, quotes, outlet_aggs(), check)
        return known

    def days(self, check: Check) -> int:
        """Return how many days all articles cover."""
        if self.span is None:
            every = self.query(Everything(), False, check)
            ends = {"first": {"min": {"field": "day"}}, "last": {"max": {"field": "day"}}}
            found = self.aggregate(every, False, ends, check)
            first, last = found["first"]["value"], found["last"]["value"]
            self.span = 0 if first is None else int(last - first)
        return self.span

    def named_first(self, query: Query) -> list[EntityId]:
        """Return the entities of the first article on screen, as merged, if its page brought it."""
        record = self._stored.kept(query.first)
        return [(one.type, one.name) for one in merged(record, self._merges).annotations.entities] if record else []

    def page(
        self, tree: Node, quotes: bool, sort: Sort, offset: int, limit: int, check: Check
    ) -> tuple[int, list[FoundHit]]:
        """Return the number of matches and a page of them, whose articles are kept for the next question."""
        check()
        if limit <= 0 or self.totals.known(tree, quotes) == 0:
            return self.totals.of(tree, quotes, check), []
        query = self.query(tree, quotes, check)
        first = max(0, offset)
        hits = list(islice(self.ordered(tree, quotes, sort, check, first + limit), first, first + limit))
        for hit in hits:
            if "fields" in hit.hit:
                self._stored.keep(hit.id, hit.hit)
        if hits and not first:
            query.first = hits[0].id
        return self.totals.of(tree, quotes, check), hits

    def ordered(self, tree: Node, quotes: bool, sort: Sort, check: Check, number: int = 0) -> Iterator[FoundHit]:
        """Yield all hits in order; `number` of them are going to be shown."""
        check()
        query = self.query(tree, quotes, check)
        if sort == "mentions":
            yield from self._by_mentions(tree, quotes, check)
            return
        kind: Kind = "quote" if quotes else "article"
        with_texts = not quotes and 0 < number <= _PAGE_WITH_TEXTS
        pending: dict[str, Aggs] = {}
        others: list[tuple[Node, bool]] = []
        if number:
            pending = self._expected(query, tree)
            others = self.totals.take_expected(tree, quotes)
        graded = sort == "relevance" and is_graded(tree)

        def ask(body: Body) -> Body:
            once = "search_after" not in body
            # What follows shows where those end that are even with the last of a page: few of them are read.
            texts = ARTICLE if with_texts and once else ()
            body |= {"query": self._snapshot.wrapped(kind, query.body), **columns(*texts)}
            if not once:
                return self.send(body, check, graded=graded)
            counted = {f"{name}:{key}": agg for name, aggs in pending.items() for key, agg in aggs.items()}
            with_page, *beside = beside_page(counted)
            if with_page:
                body["aggs"] = with_page
            bodies = [body, *(self._counting(kind, query, aggs) for aggs in beside)]
            totals = [self.totals.counting(*one, check) for one in others]
            answers = self._snapshot.search_all([*bodies, *totals], check, self._budget(), graded=graded)
            answer = answers[0]
            query.total = int(answer["hits"]["total"]["value"])
            self.totals.take(others, answers[len(bodies) :], check)
            told: dict[str, Any] = {}
            for one in answers[: len(bodies)]:
                told |= one.get("aggregations", {})
            for name, aggs in pending.items():
                found = {key: told[f"{name}:{key}"] for key in aggs}
                query.counts[name] = {**found, "asked": aggs, "total": query.total}
            return answer

        for hits in pages(ask, sort, quotes=quotes, first=number or 5000, graded=graded):
            yield from hits

    def _counting(self, kind: Kind, query: Query, aggs: Aggs) -> Body:
        """Return a search that only counts; it has no scores."""
        found = self._snapshot.wrapped(kind, {"bool": {"filter": [query.body]}})
        return {"size": 0, "track_total_hits": False, "query": found, "aggs": aggs}

    def _by_mentions(self, tree: Node, quotes: bool, check: Check) -> list[FoundHit]:
        """Return all hits, those in which the query is met most often first, then the newest."""
        query = self.query(tree, quotes, check)
        known = query.orders.get("mentions")
        if known is None:
            hits = list(self.ordered(tree, quotes, "newest", check))
            counts: list[int] = []
            for start in range(0, len(hits), _READ_AT_ONCE):
                check()
                some = hits[start : start + _READ_AT_ONCE]
                ids = list(dict.fromkeys(hit.id for hit in some))
                records = {one.article.id: merged(one, self._merges) for one in self._stored.records(ids)}
                for hit in some:
                    one = records[hit.id]
                    if quotes:
                        counts.append(len(find_matches_in_quote(tree, one, hit.number)))
                    else:
                        counts.append(len(find_matches(tree, one.article, one.annotations)))
            placed = sorted(range(len(hits)), key=lambda i: -counts[i])  # stable: the newest of even ones first
            known = query.orders["mentions"] = [hits[i] for i in placed]
        return known

    def read_all(self, query: Body, quotes: bool, check: Check = never_stop) -> Iterator[tuple[Record, int]]:
        """Read all articles, or quotes, that a query finds, with the number of each quote; -1 for an article."""
        if not quotes:
            for record in self._stored.every(query):
                check()
                yield record, -1
            return

        def ask(body: Body) -> Body:
            return self.send({**body, "query": self._snapshot.wrapped("quote", query), **columns()}, check)

        for hits in pages(ask, "newest", quotes=True, first=5000, graded=False):
            for start in range(0, len(hits), _READ_AT_ONCE):
                check()
                some = hits[start : start + _READ_AT_ONCE]
                records = {one.article.id: one for one in self._stored.records(list({hit.id for hit in some}))}
                yield from ((records[hit.id], hit.number) for hit in some)

    def with_aliases(self, found: Sequence[EntityCount]) -> Iterator[EntityCount]:
        """Add the aliases of the whole index, and the names of what is merged."""
        members = {(one.type, one.name): self.names.members((one.type, one.name)) for one in found}
        spellings = self._spellings([member for group in members.values() for member in group])
        for one in found:
            names = {name for member in members[one.type, one.name] for name in spellings[member]}
            yield replace(one, aliases=tuple(sorted(names - {one.name})))
