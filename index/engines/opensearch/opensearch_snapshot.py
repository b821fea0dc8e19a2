"""A view of the index at one commit: a point in time, and which of its documents count."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Literal

import msgspec

from ..base import EngineError, SearchTimeoutError
from .opensearch_cluster import Cluster, LostViewError, OutageError, RefusedError, in_background, never_stop, pause
from .opensearch_product import close_point_in_time, open_point_in_time
from .opensearch_state import State, StateDocument

Kind = Literal["article", "quote", "source", "changes", "word"]
Check = Callable[[], None]
Body = dict[str, Any]

_KEEP_ALIVE = "10m"
_KEPT_SECONDS = 600.0
"""The same in seconds."""
_CLOSE_SECONDS = 5.0
"""Seconds between two attempts to close what was left."""
_MISSING = 404
_TRIES = 40
"""Attempts to open a point in time between two commits."""
_WAIT = 0.02
_REOPENINGS = (0.0, 0.2, 0.5, 1.0, 1.5, 2.0)
"""Seconds before each attempt to go on after a node has died."""
_PATIENCE = 5.0
"""Seconds without an answer after which the user is told; a new manager is elected within one or two."""


class Snapshot:
    """A commit that stays as it is until `renew`; other commits do not change what it finds."""

    def __init__(self, cluster: Cluster, document: StateDocument) -> None:
        self._cluster = cluster
        self._document = document
        self._point = ""
        self._is_doubtful = False
        """Whether the cluster did not answer the last search: a node that stands still may have the point in time."""
        self._is_recovering = False
        """Whether no search has been answered since an outage: those that take too long are not told to be narrowed."""
        self.state = State()
        self._filters: list[Body] = []
        self._excluded: list[Body] = []
        self._left: dict[str, float] = {}
        """Points in time that a node may still hold -> when they were left."""
        self._tried = 0.0
        """When it was last asked to close them."""
        self.renew()

    def renew(self, check: Check = never_stop) -> None:
        """Switch to the newest commit; `check` may raise to stop waiting."""
        ask = partial(self._cluster.ask, check=check)
        for _ in range(_TRIES):
            before = self._document.read(check)
            point = open_point_in_time(ask, self._cluster.product, self._document.index, _KEEP_ALIVE)
            try:
                after = self._document.read(check)
            except BaseException:
                self._leave(point)
                raise
            if before.generation == after.generation:
                break
            self._close(point)  # what that commit replaced may be missing
            time.sleep(_WAIT)
        else:
            raise OutageError("Other processes commit too often to see a whole commit; try again in a moment.")
        if self._is_doubtful:  # a node that stands still would be waited for
            self._leave(self._point)
        else:
            self._close(self._point)
        self._point, self.state, self._is_doubtful = point, before, False
        self._filters, self._excluded = [], []
        if before.open or after.next != before.next:
            self._filters = [{"range": {"commit": {"lt": before.next}}}]
        if before.open:
            self._excluded = [{"terms": {"commit": [int(number) for number in before.open]}}]
        if before.pending:
            self._excluded.append({"terms": {"uid": list(before.pending)}})

    def close(self) -> None:
        """Let the cluster forget it."""
        self._close(self._point)
        self._point = ""

    def _leave(self, point: str) -> None:
        """Close a point in time later, again and again: a node that stands still now holds its part of it.

        A node that comes back could not take its shards again before that: a cluster gives up after five attempts.
        """
        self._left[point] = time.monotonic()

    def _close_left(self) -> None:
        """Close what was left, in the background; the cluster does not tell whether all nodes were there."""
        now = time.monotonic()
        self._left = {point: left for point, left in self._left.items() if point and now - left < _KEPT_SECONDS}
        if self._left and now - self._tried > _CLOSE_SECONDS:
            self._tried = now
            points = tuple(self._left)
            in_background(lambda: [self._close(point) for point in points])

    def _close(self, point: str) -> None:
        if point:
            with suppress(EngineError):
                close_point_in_time(self._cluster.ask, self._cluster.product, point)

    def wrapped(self, kind: Kind, query: Body | None) -> Body:
        """Return a query for the documents of a kind that count."""
        filters: list[Body] = [{"term": {"kind": kind}}, *self._filters]
        parts: Body = {"filter": filters, "must_not": self._excluded}
        if query is not None:
            parts["must"] = [query]
        return {"bool": parts}

    def counted(self, query: Body) -> Body:
        """Return a query for the documents that count, of the one kind that has the fields of the query.

        Of a single term nothing is read but its number of documents, where nothing is filtered.
        """
        if not self._filters and not self._excluded:
            return query
        return {"bool": {"filter": [query, *self._filters], "must_not": self._excluded}}

    def search(self, body: Body, check: Check, budget: float, *, graded: bool = False) -> Body:
        """Send a search; see `search_all`."""
        return self.search_all([body], check, budget, graded=graded)[0]

    def search_all(self, bodies: Sequence[Body], check: Check, budget: float, *, graded: bool = False) -> list[Body]:
        """Send searches as one request over the point in time; after the death of a node, over a new one.

        A new one shows the newest commit. Pages go on in it, because they are sorted by values that all copies share.

        Args:
            bodies: The searches.
            check: May raise to stop waiting.
            budget: Seconds.
            graded: Whether scores depend on how rare a word is, which the shards then tell each other first.

        Raises:
            OutageError: the cluster does not answer, or did not for so long that no time was left for the search.
        """
        trouble: OutageError | None = None
        if self._is_recovering:
            trouble = OutageError("The cluster did not answer in time after an outage. The next search asks again.")
        since = time.monotonic()
        for tries, wait in enumerate(_REOPENINGS):
            if tries and time.monotonic() - since > _PATIENCE:
                break
            pause(wait, check, trouble)
            try:
                if self._is_doubtful:
                    self.renew(check)
                found = self._ask(bodies, check, budget, graded=graded)
            except OutageError as error:
                trouble, self._is_doubtful, self._is_recovering = error, True, True
                continue
            except SearchTimeoutError as error:
                if trouble is None:
                    raise
                raise trouble from error  # a narrower query would not have been answered either
            except RefusedError as error:
                if error.status != _MISSING:
                    raise
                # The index was restored, or is gone, which `renew` tells.
                trouble, self._is_doubtful = LostViewError(str(error)), True
                continue
            self._is_recovering = False
            self._point = str(found[0].get("pit_id") or self._point)
            self._close_left()
            return found
        raise trouble or OutageError("The cluster does not answer.")

    def _ask(self, bodies: Sequence[Body], check: Check, budget: float, *, graded: bool) -> list[Body]:
        """Send searches once."""
        params: dict[str, Any] = {"allow_partial_search_results": "false"}
        if graded:
            params["search_type"] = "dfs_query_then_fetch"
        whole: list[Body] = [
            {
                "timeout": f"{max(1, round(budget * 1000))}ms",
                **body,
                "pit": {"id": self._point, "keep_alive": _KEEP_ALIVE},
            }
            for body in bodies
        ]
        if len(whole) == 1:
            return [self._cluster.ask_cancellable("POST", "/_search", whole[0], params, check, budget)]
        plain = {"allow_partial_search_results": "false"}
        heads = [params if body.get("size") else plain for body in whole]
        lines = b"".join(msgspec.json.encode(one) + b"\n" for pair in zip(heads, whole, strict=True) for one in pair)
        answer = self._cluster.ask_cancellable("POST", "/_msearch", lines, {}, check, budget)
        for one in answer["responses"]:
            if error := one.get("error"):
                kind = str(error.get("type", "")) if isinstance(error, dict) else ""
                raise self._cluster.error_of(int(one.get("status", 500)), kind, str(error))
        return answer["responses"]
