"""Facets, speakers and timeline: counts over all articles of a result, from packed columns only."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np

from ...model import ENTITY_TYPES, Bucket, EntityCount, EntityType, SpeakerCount, Timeline
from ..base import FoundSpeakers
from ..entity_merges import EntityId, Speakers
from .arrays import Ints, distinct, find, member, narrow
from .columns import Snapshot
from .merged_entities import Entities
from .segment import entity_key

Unit = Literal["day", "week", "month", "quarter", "year"]
_UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "year")


_MANY = 128
"""Entities of a segment per counted article above which the articles are few."""


class Mentioned(NamedTuple):
    """The entities of some articles or quotes, in parallel arrays."""

    keys: Ints
    kinds: Ints
    """Type of each, as index into `ENTITY_TYPES`."""
    articles: Ints
    """Articles, or quotes, that mention each."""
    mentions: Ints


class CountedEntities(NamedTuple):
    """Entities of articles or quotes."""

    entities: tuple[EntityCount, ...]
    totals: tuple[tuple[EntityType, int], ...]
    """Entities of each type without the limit."""


def count_mentioned(
    snapshot: Snapshot, entities: Entities, docs: Ints, check: Callable[[], None], *, quotes: bool = False
) -> Mentioned:
    """Count all entities of articles or quotes, ascending; `check` may raise to stop."""
    table = entities.table
    articles = np.zeros(len(table.keys), np.int64)
    mentions = np.zeros(len(table.keys), np.int64)
    for i, view in enumerate(snapshot.views):
        check()
        low, high = np.searchsorted(docs, (snapshot.bases[i], snapshot.bases[i] + len(view)))
        if low == high:
            continue
        columns = entities.columns(i)
        places = table.places[i]
        if _MANY * (high - low) < len(columns.keys):  # sorting these few is faster than an array of all entities
            rows, times = columns.rows(docs[low:high] - snapshot.bases[i])
            rows, each = np.unique(rows, return_inverse=True)
            articles[places[rows]] += np.bincount(each)
            mentions[places[rows]] += np.bincount(each, times).astype(np.int64)
            continue
        here = docs[low:high] - snapshot.bases[i]
        in_articles, mentioned = columns.counted(here, check) if quotes else entities.counted(i, here, check)
        articles[places] += in_articles
        mentions[places] += mentioned
    found = np.flatnonzero(articles)
    return Mentioned(table.keys[found], table.kinds[found], narrow(articles[found]), narrow(mentions[found]))


def top_entities(
    entities: Entities,
    mentioned: Mentioned,
    types: Sequence[EntityType],
    limit: int,
    check: Callable[[], None],
    among: Collection[EntityId] | None = None,
) -> CountedEntities:
    """Return at most `limit` entities of each type, most articles first, ties by name.

    Aliases are those of the whole index, not only of these articles. `check` may raise to stop; `among` restricts the
    list to these entities.
    """
    counted: list[EntityCount] = []
    totals: list[tuple[EntityType, int]] = []
    keys, kinds, articles, mentions = mentioned
    if among is not None:
        wanted = distinct(np.array([entity_key(name, kind) for kind, name in among], np.uint64))
        at, here = find(wanted, keys)
        keys, kinds, articles, mentions = (column[at[here]] for column in mentioned)
    for kind in dict.fromkeys(types):
        check()
        mine = np.flatnonzero(kinds == ENTITY_TYPES.index(kind))
        totals.append((kind, len(mine)))
        counted.extend(_top(entities, keys, articles, mentions, mine, limit))
    return CountedEntities(tuple(sorted(counted, key=lambda one: (-one.articles, one.name))), tuple(totals))


def _top(entities: Entities, keys: Ints, articles: Ints, mentions: Ints, mine: Ints, limit: int) -> list[EntityCount]:
    """Return the `limit` most frequent entities among those at the indexes `mine`."""
    if limit <= 0 or not len(mine):
        return []
    if len(mine) > limit:
        least = np.partition(articles[mine], -limit)[-limit]
        # Ties with the last one, possibly thousands, are decided by name.
        even = mine[articles[mine] == least]
        names = entities.names(keys[even])
        even = even[np.argsort([names[key] for key in keys[even].tolist()], kind="stable")]
        most = mine[articles[mine] > least]
        mine = np.concatenate((most, even[: limit - len(most)]))
    counted: list[EntityCount] = []
    infos = entities.infos(keys[mine].tolist())
    for i in mine.tolist():
        info = infos[int(keys[i])]
        counted.append(EntityCount(info.name, info.type, int(articles[i]), int(mentions[i]), info.aliases))
    return sorted(counted, key=lambda one: (-one.articles, one.name))[:limit]


class Spoken(NamedTuple):
    """Corrections to the indexed speakers of quotes."""

    doubtful: Ints
    """Quotes with a doubtful attribution, ascending."""
    corrected: Mapping[int, EntityId | None]
    """Quotes with another speaker than was indexed, with whom: a certain one, or nobody known."""


def corrected_speakers(snapshot: Snapshot, corrected: Speakers) -> dict[int, EntityId | None]:
    """Return the documents of quotes with a corrected speaker."""
    found: dict[int, EntityId | None] = {}
    for (id, number), speaker in corrected.items():
        article = snapshot.find(id)
        if article is not None:
            found[article + 1 + number] = speaker  # an article's quotes follow it
    return found


def count_speakers(
    snapshot: Snapshot,
    entities: Entities,
    docs: Ints,
    limit: int,
    check: Callable[[], None],
    spoken: Spoken,
    among: Collection[EntityId] | None = None,
) -> FoundSpeakers:
    """Count the speakers of quotes, which are ascending: at most `limit` names, most quotes first, ties by name.

    `check` may raise to stop; `among` restricts the count to these names.
    """
    check()
    keys, ids = entities.speaker_ids
    speakers = ids[docs].astype(np.int32)
    doubtful = member(docs, spoken.doubtful)
    others = np.array(sorted(spoken.corrected), np.int64)
    here = others[member(others, docs)]
    said = [spoken.corrected[doc] for doc in here.tolist()]
    at = np.searchsorted(docs, here)
    decided = {entity_key(id[1], id[0]): id for id in said if id}
    keys = np.concatenate((keys, np.setdiff1d(np.array(sorted(decided), np.uint64), keys)))
    numbered = {key: number for number, key in enumerate(keys.tolist())} if decided else {}
    speakers[at] = [numbered[entity_key(id[1], id[0])] if id else 0 for id in said]
    doubtful[at] = False
    counts = np.bincount(speakers, minlength=len(keys))
    unnamed, counts[0] = int(counts[0]), 0
    if among is not None:
        counts[~np.isin(keys, np.array([entity_key(name, kind) for kind, name in among], np.uint64))] = 0
    total = int(np.count_nonzero(counts))
    if limit <= 0 or not total:
        return FoundSpeakers(len(docs), unnamed, total, ())
    least = np.partition(counts, -limit)[-limit] if total > limit else 1
    chosen = np.flatnonzero(counts >= least)
    numbers, keys = counts[chosen], keys[chosen]
    place_of = np.full(len(counts), -1, np.int32)
    place_of[chosen] = np.arange(len(chosen))
    places = place_of[speakers]
    named = np.flatnonzero(places >= 0)
    places = places[named]
    owners = snapshot.owners[docs[named]]
    articles = _different(places, owners, len(keys))
    outlets = snapshot.outlets[owners]
    printed = outlets > 0
    published = _different(places[printed], outlets[printed], len(keys))
    unsure = np.bincount(places, doubtful[named], len(keys)).astype(np.int64)
    infos = entities.infos([key for key in keys.tolist() if key not in decided])
    counted: list[SpeakerCount] = []
    for i, key in enumerate(keys.tolist()):
        kind, name = decided[key] if key in decided else (infos[key].type, infos[key].name)
        figures = (int(numbers[i]), int(articles[i]), int(published[i]), int(unsure[i]))
        counted.append(SpeakerCount(name, kind, *figures))
    first = sorted(counted, key=lambda one: (-one.quotes, one.name, one.type))[:limit]
    return FoundSpeakers(len(docs), unnamed, total, tuple(first))


def _different(places: Ints, values: Ints, number: int) -> Ints:
    """Count the distinct values at each of `number` places."""
    pairs = distinct(places.astype(np.int64) << 32 | values)
    return np.bincount(pairs >> 32, minlength=number)


def count_outlets(snapshot: Snapshot, docs: Ints) -> tuple[tuple[str, int], ...]:
    """Count the outlets of articles, most first, ties by name; articles without one are left out."""
    counts = np.bincount(snapshot.outlets[snapshot.owners[docs]], minlength=len(snapshot.outlet_names))
    counted = [(snapshot.outlet_names[i], int(counts[i])) for i in np.flatnonzero(counts).tolist() if i]
    return tuple(sorted(counted, key=lambda one: (-one[1], one[0])))


def count_days(days: Ints, buckets: int) -> Timeline:
    """Count days (`packed_schema.day_number`) in the finest unit that needs at most `buckets` bars."""
    return draw_bars(*np.unique(days, return_counts=True), buckets)


def draw_bars(values: Ints, numbers: Ints, buckets: int) -> Timeline:
    """Return the timeline of distinct days with their numbers, as `count_days`."""
    dated, numbers, undated = _dates(values[values > 0]), numbers[values > 0], int(numbers[values == 0].sum())
    if not len(dated):
        return Timeline("day", (), undated)
    for unit in _UNITS:
        bars = _bars(dated, unit)
        if bars.max() - bars.min() < buckets:
            break
    else:
        unit, bars = _UNITS[-1], _bars(dated, _UNITS[-1])
    first = int(bars.min())
    counts = np.bincount(bars - first, numbers).astype(np.int64).tolist()
    starts = _starts(np.arange(first, first + len(counts)), unit).astype(str).tolist()
    return Timeline(unit, tuple(map(Bucket, starts, counts)), undated)


def fill_bars(values: Ints, numbers: Ints, like: Timeline) -> Timeline:
    """Return the timeline of distinct days, with their numbers, in the bars of another one."""
    undated = int(numbers[values == 0].sum())
    if not like.buckets:
        return Timeline(like.unit, (), undated)
    dated, numbers = _dates(values[values > 0]), numbers[values > 0]
    first = int(_bars(np.array([like.buckets[0].start], "datetime64[D]"), like.unit)[0])
    places = _bars(dated, like.unit) - first
    inside = (places >= 0) & (places < len(like.buckets))
    counts = np.bincount(places[inside], numbers[inside], len(like.buckets)).astype(np.int64).tolist()
    starts = (bucket.start for bucket in like.buckets)
    return Timeline(like.unit, tuple(map(Bucket, starts, counts)), undated)


def _dates(days: Ints) -> "np.ndarray[tuple[int], np.dtype[np.datetime64]]":
    """Convert day numbers to dates; a day that does not exist runs over into the next month."""
    months = (days // 10000 - 1970) * 12 + days // 100 % 100 - 1
    return months.astype("datetime64[M]").astype("datetime64[D]") + (days % 100 - 1)


_WEEKS_FROM = 3
"""Days from a Monday to 1970-01-01, a Thursday."""


def _bars(dates: "np.ndarray[tuple[int], np.dtype[np.datetime64]]", unit: Unit) -> Ints:
    """Return the bar number of each date."""
    if unit == "day":
        return dates.astype(np.int64)
    if unit == "week":
        return (dates.astype(np.int64) + _WEEKS_FROM) // 7
    months = dates.astype("datetime64[M]").astype(np.int64)
    return months // {"month": 1, "quarter": 3, "year": 12}[unit]


def _starts(bars: Ints, unit: Unit) -> "np.ndarray[tuple[int], np.dtype[np.datetime64]]":
    """Return the first day of each bar."""
    if unit == "day":
        return bars.astype("datetime64[D]")
    if unit == "week":
        return (bars * 7 - _WEEKS_FROM).astype("datetime64[D]")
    return (bars * {"month": 1, "quarter": 3, "year": 12}[unit]).astype("datetime64[M]").astype("datetime64[D]")
