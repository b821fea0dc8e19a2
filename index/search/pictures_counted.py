"""What is shown as a picture: the parts of a timeline, and the matrix of names that appear together."""

from collections.abc import Sequence

from msgspec.structs import replace

from ..engines.base import Cancelled, Engine
from ..engines.entity_merges import EntityId
from ..model import Bucket, Timeline
from ..protocol.pictures import Matrix, NamedTimeline, SplitTimeline
from ..protocol.questions import CountMatrix, Filter, Scope, SplitTimelineBy
from ..query.lex import name_field
from .interpreter import Interpreter


class PictureCounts:
    """Counts for pictures over one open index."""

    def __init__(self, engine: Engine, interpreter: Interpreter) -> None:
        self._engine = engine
        self._interpreter = interpreter

    def split(self, question: SplitTimelineBy, cancelled: Cancelled) -> SplitTimeline:
        """Count a timeline by outlets, or for names; raises as `Engine.search`."""
        scope, quotes = question.scope, question.scope.quotes
        self._interpreter.merges(cancelled)
        tree = self._interpreter.read(scope).tree
        whole = self._engine.timeline(tree, buckets=question.buckets, cancelled=cancelled, quotes=quotes)
        if question.names is not None:
            return SplitTimeline(whole, self._of_names(question, whole, cancelled), Timeline(whole.unit))
        outlets = self._engine.facets(tree, types=(), limit=0, cancelled=cancelled, quotes=quotes).outlets
        parts = [
            NamedTimeline(outlet, self._part(scope, outlet, whole, cancelled))
            for outlet, _ in outlets[: question.limit or None]
        ]
        return SplitTimeline(whole, tuple(parts), _rest(whole, [part.timeline for part in parts]), len(outlets))

    def _of_names(self, question: SplitTimelineBy, whole: Timeline, cancelled: Cancelled) -> tuple[NamedTimeline, ...]:
        """Count names in stretches of a timeline."""
        scope, names = question.scope, question.names or ()
        firsts = stretches(whole, question.stretches)
        counts = self._engine.count_names_over_time(
            self._interpreter.read(scope).tree, names=names, firsts=firsts, cancelled=cancelled, quotes=scope.quotes
        )
        return tuple(
            NamedTimeline(name, Timeline(whole.unit, tuple(map(Bucket, firsts, row))), kind)
            for (kind, name), row in zip(names, counts, strict=True)
        )

    def _part(self, scope: Scope, outlet: str, whole: Timeline, cancelled: Cancelled) -> Timeline:
        tree = self._interpreter.read(with_condition(scope, "outlet", outlet)).tree
        return self._engine.timeline(
            tree, buckets=len(whole.buckets), cancelled=cancelled, quotes=scope.quotes, bars=whole
        )

    def matrix(self, question: CountMatrix, cancelled: Cancelled) -> Matrix:
        """Count which of the most frequent names appear together; raises as `Engine.search`."""
        scope, quotes = question.scope, question.scope.quotes
        self._interpreter.merges(cancelled)
        tree = self._interpreter.read(scope).tree
        found = self._engine.facets(
            tree, types=question.types, limit=question.limit, cancelled=cancelled, quotes=quotes, mentions=False
        )
        names = found.entities[: question.limit]
        ids: tuple[EntityId, ...] = tuple((one.type, one.name) for one in names)
        rows: list[tuple[int, ...]] = []
        for kind, name in ids:
            both = self._interpreter.read(with_condition(scope, name_field(kind, quotes=quotes), name)).tree
            counted = self._engine.facets(
                both,
                types=question.types,
                limit=len(ids),
                cancelled=cancelled,
                among=ids,
                quotes=quotes,
                mentions=False,
            )
            together = {(one.type, one.name): one.articles for one in counted.entities}
            rows.append(tuple(together.get(id, 0) for id in ids))
        return Matrix(names, tuple(rows), sum(number for _, number in found.totals))


def stretches(whole: Timeline, number: int) -> list[str]:
    """Return the first days of at most so many stretches of a timeline, of as many bars as the others or one more."""
    starts = [bucket.start for bucket in whole.buckets]
    number = min(number, len(starts))
    return [starts[len(starts) * at // number] for at in range(number)]


def with_condition(scope: Scope, field: str, value: str) -> Scope:
    """Return a scope with an exact value as a further condition."""
    return replace(scope, filters=(*scope.filters, Filter(field, value)))


def _rest(whole: Timeline, parts: Sequence[Timeline]) -> Timeline:
    """Return what is in a timeline, but in none of its parts."""
    buckets = tuple(
        Bucket(bucket.start, bucket.count - sum(part.buckets[at].count for part in parts))
        for at, bucket in enumerate(whole.buckets)
    )
    return Timeline(whole.unit, buckets, whole.undated - sum(part.undated for part in parts))
