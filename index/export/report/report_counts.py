"""What a report counts: every number is over the exported articles and quotes alone."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from msgspec import Struct, field

from ...annotate.text.quote_context import whole_sentences
from ...engines.packed.packed_schema import day_number
from ...model import Article, EntityType, Quote
from ...quotation import is_doubtful
from ..formats.exported_article import Entry, Parts

EntityId = tuple[EntityType, str]


class CitedQuote(Struct, frozen=True):
    """A quote of the report."""

    quote: Quote
    source: int
    """Index into `ReportCounts.sources`."""
    sentences: str
    note: str = ""


class EntityTotals(Struct):
    """An entity over the exported articles."""

    articles: int = 0
    mentions: int = 0
    first: str = ""
    """Day of the first dated article that mentions it."""
    last: str = ""
    outlets: Counter[str] = field(default_factory=Counter)


class SpeakerTotals(Struct):
    """A named speaker over the exported quotes."""

    quotes: int = 0
    doubtful: int = 0
    outlets: set[str] = field(default_factory=set)
    stances: Counter[str] = field(default_factory=Counter)


class ReportCounts:
    """Totals over entries, added one by one."""

    def __init__(self, parts: Parts) -> None:
        self._parts: Parts = parts
        self.sources: list[Article] = []
        self.quotes: list[CitedQuote] = []
        self.days: list[tuple[str, str]] = []
        """Day and outlet of each dated article."""
        self.undated = 0
        self.no_outlet = 0
        self.outlets: Counter[str] = Counter()
        self.entities: dict[EntityId, EntityTotals] = {}
        self.speakers: dict[EntityId, SpeakerTotals] = {}
        self.unnamed = 0
        """Quotes whose speaker is not resolved to an entity."""
        self.doubtful = 0
        """Quotes with a doubtful speaker, named or described."""
        self._numbers: dict[str, int] = {}
        self._together: list[tuple[EntityId, ...]] = []

    def add(self, entry: Entry) -> None:
        """Count an entry; an article that comes again adds only its quotes."""
        article = entry.article
        if article.id not in self._numbers:
            self._numbers[article.id] = len(self.sources)
            self.sources.append(article)
            self._add_article(entry)
        quotes = entry.quotes or (self._parts == "texts" and [(one, None) for one in entry.annotations.quotes]) or ()
        for quote, kept in quotes:
            sentences = whole_sentences(article, entry.annotations.blocks, quote)
            self.quotes.append(
                CitedQuote(quote, self._numbers[article.id], sentences, kept.note if kept is not None else "")
            )
            self._add_quote(entry, quote)

    def _add_article(self, entry: Entry) -> None:
        article, annotations = entry.article, entry.annotations
        day = article.date[:10] if day_number(article.date) else ""
        if day:
            self.days.append((day, article.outlet))
        else:
            self.undated += 1
        if article.outlet:
            self.outlets[article.outlet] += 1
        else:
            self.no_outlet += 1
        mentions = Counter(mention.entity for mention in annotations.mentions)
        here: dict[EntityId, int] = {}
        for number, entity in enumerate(annotations.entities):
            if entity.type != "misc":
                id: EntityId = entity.type, entity.name
                here[id] = here.get(id, 0) + mentions[number]
        for id, count in here.items():
            totals = self.entities.setdefault(id, EntityTotals())
            totals.articles += 1
            totals.mentions += count
            if article.outlet:
                totals.outlets[article.outlet] += 1
            if day:
                totals.first = min(totals.first or day, day)
                totals.last = max(totals.last, day)
        self._together.append(tuple(here))

    def _add_quote(self, entry: Entry, quote: Quote) -> None:
        speaker, entities = quote.speaker, entry.annotations.entities
        self.doubtful += speaker is not None and is_doubtful(quote)
        if speaker is None or speaker.entity is None or speaker.entity >= len(entities):
            self.unnamed += 1
            return
        entity = entities[speaker.entity]
        totals = self.speakers.setdefault((entity.type, entity.name), SpeakerTotals())
        totals.quotes += 1
        totals.stances[quote.stance] += 1
        if is_doubtful(quote):
            totals.doubtful += 1
        if entry.article.outlet:
            totals.outlets.add(entry.article.outlet)

    def top(self, kind: EntityType, limit: int) -> list[tuple[EntityId, EntityTotals]]:
        """Return the entities of a type in most articles, ties by name."""
        found = [(id, totals) for id, totals in self.entities.items() if id[0] == kind]
        return sorted(found, key=lambda one: (-one[1].articles, one[0][1]))[:limit]

    def top_speakers(self, limit: int) -> list[tuple[EntityId, SpeakerTotals]]:
        """Return the speakers with most quotes, ties by name."""
        return sorted(self.speakers.items(), key=lambda one: (-one[1].quotes, one[0][1]))[:limit]

    def pairs(self, among: Iterable[EntityId]) -> Counter[tuple[EntityId, EntityId]]:
        """Count the articles that mention both of two entities, for all pairs among some; each pair in their order."""
        rank = {id: number for number, id in enumerate(among)}
        counted: Counter[tuple[EntityId, EntityId]] = Counter()
        for ids in self._together:
            counted.update(combinations(sorted((id for id in ids if id in rank), key=rank.__getitem__), 2))
        return counted

    def companions(self, id: EntityId, limit: int) -> list[tuple[EntityId, int]]:
        """Return the entities in most articles with another, ties by name."""
        counted = Counter(other for ids in self._together if id in ids for other in ids if other != id)
        return sorted(counted.items(), key=lambda one: (-one[1], one[0][1]))[:limit]
