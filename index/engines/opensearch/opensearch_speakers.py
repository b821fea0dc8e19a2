"""Speakers of quotes: the cluster lists distinct pairs of speaker and article, and of speaker and outlet."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from ...model import SpeakerCount
from ..base import FoundSpeakers
from ..entity_merges import EntityId, Speakers
from .opensearch_merges import MergedNames
from .opensearch_schema import columns, entity_of, entity_term, quote_term
from .opensearch_snapshot import Body
from .opensearch_tree import terms

_PAGE = 5000
"""Pairs of one answer."""
_MOST_CORRECTED = 5000
"""Corrected quotes that are fetched at once."""

Ask = Callable[[Body, Body], Body]
"""Searches quotes: a further query, and the rest of the body."""


class SpeakerCounter:
    """Counts the speakers of the quotes of one search."""

    def __init__(self, merges: MergedNames, ask: Ask, corrected: Speakers) -> None:
        self._merges = merges
        self._ask = ask
        self._corrected = corrected
        terms_of = [quote_term(id, number) for id, number in corrected]
        self._plain: Body = {"bool": {"must_not": [terms("quote_id", terms_of)]}} if terms_of else {"match_all": {}}
        """The quotes with the speaker that was indexed."""

    def count(self, limit: int, among: Collection[EntityId] | None) -> FoundSpeakers:
        """Count them; see `base.Engine.speakers`."""
        quotes: dict[EntityId, int] = {}
        doubtful: dict[EntityId, int] = {}
        total = self._total({"match_all": {}})
        named = 0
        for (key, unsure), number in self._groups():
            into = self._merges.target(entity_of(key))
            if into is None:
                continue
            named += number
            quotes[into] = quotes.get(into, 0) + number
            doubtful[into] = doubtful.get(into, 0) + (number if unsure else 0)
        sure = self._corrected_quotes()
        for into, _, _ in sure:
            if into is not None:
                named += 1
                quotes[into] = quotes.get(into, 0) + 1
        if among is not None:
            wanted = set(among)
            quotes = {one: number for one, number in quotes.items() if one in wanted}
        first = sorted(quotes, key=lambda one: (-quotes[one], one[1], one[0]))[: max(0, limit)]
        articles, outlets = self._places(first)
        for into, id, outlet in sure:
            if into in articles:
                articles[into].add(id)
                if outlet:
                    outlets[into].add(outlet)
        counted = tuple(
            SpeakerCount(one[1], one[0], quotes[one], len(articles[one]), len(outlets[one]), doubtful.get(one, 0))
            for one in first
        )
        return FoundSpeakers(total, total - named, len(quotes), counted)

    def _total(self, query: Body) -> int:
        return int(self._ask(query, {"size": 0, "track_total_hits": True})["hits"]["total"]["value"])

    def _groups(self) -> Iterator[tuple[tuple[str, bool], int]]:
        """Yield the numbers of quotes by speaker as indexed, and whether they are doubtful."""
        for key, number in self._pairs(self._plain, "doubtful"):
            yield (key["speaker_key"], bool(key["doubtful"])), number

    def _pairs(self, query: Body, field: str) -> Iterator[tuple[Mapping[str, Any], int]]:
        """Yield all distinct pairs of a speaker as indexed and the value of a field, with the number of quotes."""
        after: Any = None
        while True:
            pairs: Body = {
                "size": _PAGE,
                "sources": [{name: {"terms": {"field": name}}} for name in ("speaker_key", field)],
            }
            if after is not None:
                pairs["after"] = after
            found = self._ask(query, {"size": 0, "aggs": {"pairs": {"composite": pairs}}})["aggregations"]["pairs"]
            for bucket in found["buckets"]:
                yield bucket["key"], int(bucket["doc_count"])
            after = found.get("after_key")
            if after is None or len(found["buckets"]) < _PAGE:
                return

    def _places(self, targets: Sequence[EntityId]) -> tuple[dict[EntityId, set[str]], dict[EntityId, set[str]]]:
        """Return the articles and the outlets with quotes of some speakers."""
        articles: dict[EntityId, set[str]] = {one: set() for one in targets}
        outlets: dict[EntityId, set[str]] = {one: set() for one in targets}
        if targets:
            keys = {entity_term(*member): one for one in targets for member in self._merges.members(one)}
            query = {"bool": {"filter": [terms("speaker_key", keys), self._plain]}}
            for field, found in (("id", articles), ("outlet_key", outlets)):
                for key, _ in self._pairs(query, field):
                    found[keys[key["speaker_key"]]].add(key[field])
        return articles, outlets

    def _corrected_quotes(self) -> list[tuple[EntityId | None, str, str]]:
        """Return who said the corrected quotes that were found, with their article and outlet."""
        found: list[tuple[EntityId | None, str, str]] = []
        places = list(self._corrected)
        for start in range(0, len(places), _MOST_CORRECTED):
            some = [quote_term(id, number) for id, number in places[start : start + _MOST_CORRECTED]]
            body: Body = {"size": len(some), **columns("id", "number", "outlet_key")}
            for hit in self._ask(terms("quote_id", some), body)["hits"]["hits"]:
                fields: Body = hit["fields"]
                id, number = str(fields["id"][0]), int(fields["number"][0])
                found.append((self._corrected[id, number], id, str(fields.get("outlet_key", [""])[0])))
        return found
