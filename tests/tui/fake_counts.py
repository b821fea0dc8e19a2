"""Counts over the stand-in's matches: articles, or in quote search quotes, as the index counts them."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from newsexplore.index.linking.name_filter import filter_pieces, named
from newsexplore.index.model import (
    Bucket,
    EntityCount,
    EntityType,
    Facets,
    Quote,
    Record,
    SpeakerCount,
    Timeline,
)
from newsexplore.index.protocol.answers import Cooccurrence, Cooccurrences, Speakers
from newsexplore.index.protocol.questions import CountFacets, CountSpeakers
from newsexplore.index.query.values import mentioned
from newsexplore.index.quotation import is_doubtful

Names = dict[str, tuple[EntityType, tuple[str, ...]]]
"""Name -> type and aliases."""
Id = tuple[EntityType, str]


class Match(NamedTuple):
    """An article that matches, or one of its quotes."""

    record: Record
    quote: Quote | None = None

    def mentions(self) -> list[Id]:
        """The entities it mentions, once a mention."""
        annotations = self.record.annotations
        if self.quote is not None:
            return [(one.type, one.name) for one in mentioned(self.record, self.quote)]
        entities = annotations.entities
        return [(entities[one.entity].type, entities[one.entity].name) for one in annotations.mentions]

    def entities(self) -> set[Id]:
        """The entities it names."""
        if self.quote is not None:
            return set(self.mentions())
        return {(one.type, one.name) for one in self.record.annotations.entities}


def facets(matches: Sequence[Match], question: CountFacets, names: Names) -> Facets:
    """All entities, whatever the limit, and outlets."""
    numbers = Counter(id for one in matches for id in sorted(one.entities()))
    mentions = Counter(id for one in matches for id in one.mentions())
    wanted = filter_pieces(question.holding)
    return Facets(
        tuple(
            EntityCount(name, type_, number, mentions[type_, name])
            for (type_, name), number in numbers.most_common()
            if named(wanted, (name, *(names[name][1] if name in names else ())))
            and (question.among is None or (type_, name) in question.among)
        ),
        tuple(Counter(one.record.article.outlet for one in matches if one.record.article.outlet).most_common()),
    )


def together(matches: Sequence[Match], entity: Id) -> Cooccurrences:
    """Who is named together with an entity."""
    sets = [one.entities() for one in matches]
    both = [ids - {entity} for ids in sets if entity in ids]
    counted = Counter(id for ids in both for id in sorted(ids))
    return Cooccurrences(
        len(both),
        tuple(
            Cooccurrence(name, type_, number, sum((type_, name) in ids for ids in sets) * len(both) / len(matches))
            for (type_, name), number in counted.most_common()
        ),
    )


def speakers(quotes: Sequence[Match], question: CountSpeakers, names: Names) -> Speakers:
    """Who says some quotes."""
    heard: dict[Id, list[Match]] = defaultdict(list)
    for one in quotes:
        assert one.quote is not None
        if one.quote.speaker is not None and one.quote.speaker.entity is not None:
            entity = one.record.annotations.entities[one.quote.speaker.entity]
            heard[entity.type, entity.name].append(one)
    unnamed = len(quotes) - sum(map(len, heard.values()))
    wanted = filter_pieces(question.holding)
    counted = [
        SpeakerCount(
            name,
            type_,
            len(said),
            len({one.record.article.id for one in said}),
            len({one.record.article.outlet for one in said} - {""}),
            sum(one.quote is not None and is_doubtful(one.quote) for one in said),
        )
        for (type_, name), said in heard.items()
        if named(wanted, (name, *(names[name][1] if name in names else ())))
    ]
    counted.sort(key=lambda one: (-one.quotes, one.name))
    return Speakers(len(quotes), unnamed, tuple(counted[: question.limit]), len(counted))


def timeline(matches: Sequence[Match]) -> Timeline:
    """Matches by month."""
    dates = [one.record.article.date for one in matches]
    months = Counter(date[:7] for date in dates if re.match(r"\d{4}-\d\d", date))
    if not months:
        return Timeline("month", (), len(matches))
    first, last = min(months), max(months)
    numbers = range(int(first[:4]) * 12 + int(first[5:]) - 1, int(last[:4]) * 12 + int(last[5:]))
    keys = [f"{number // 12}-{number % 12 + 1:02}" for number in numbers]
    return Timeline("month", tuple(Bucket(f"{key}-01", months[key]) for key in keys), dates.count(""))
