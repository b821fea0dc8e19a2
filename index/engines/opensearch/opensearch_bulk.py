"""Bulk requests in the background: limited in number and size, repeated until every document is taken."""

import random
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from ..base import EngineError
from .opensearch_cluster import Cluster

_BYTES = 4_000_000
"""Size of a request; a third of it is compressed text."""
_IN_FLIGHT = 2
"""Requests at once; more wait, so that a slow cluster slows the writer down."""
_SECONDS = 120.0
"""How long a document is sent again that the cluster has no room for."""
_BUSY = (429, 502, 503, 504)
_GONE, _CONFLICT = 404, 409

Action = tuple[bytes, bytes]
"""A line that says what to do, and the document; empty for a deletion."""


class BulkSender:
    """Sends actions; `drain` waits for all of them."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self._index = index
        self._pool = ThreadPoolExecutor(_IN_FLIGHT, thread_name_prefix="bulk")
        self._waiting: list[Action] = []
        self._size = 0
        self._sent: deque[Future[None]] = deque()

    def put(self, uid: str, document: bytes) -> None:
        """Write a document under its id, replacing one with the same id."""
        self._add(f'{{"index":{{"_index":"{self._index}","_id":"{uid}"}}}}\n'.encode(), document + b"\n")

    def create(self, uid: str, document: bytes) -> None:
        """Write a document under its id unless there is one."""
        self._add(f'{{"create":{{"_index":"{self._index}","_id":"{uid}"}}}}\n'.encode(), document + b"\n")

    def delete(self, uid: str) -> None:
        """Delete a document, if it is there."""
        self._add(f'{{"delete":{{"_index":"{self._index}","_id":"{uid}"}}}}\n'.encode(), b"")

    def _add(self, line: bytes, document: bytes) -> None:
        self._waiting.append((line, document))
        self._size += len(line) + len(document)
        if self._size >= _BYTES:
            self._send()

    def _send(self) -> None:
        if not self._waiting:
            return
        while len(self._sent) > _IN_FLIGHT:
            self._sent.popleft().result()
        self._sent.append(self._pool.submit(self._deliver, self._waiting))
        self._waiting, self._size = [], 0

    def drain(self) -> None:
        """Send what waits, and wait until the cluster has everything.

        Raises:
            EngineError: it refuses a document.
            OutageError: it does not answer.
        """
        self._send()
        while self._sent:
            self._sent.popleft().result()

    def drop(self) -> None:
        """Forget what is not sent, and wait for the rest, which may fail."""
        self._waiting, self._size = [], 0
        while self._sent:
            self._sent.popleft().exception()

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _deliver(self, actions: Sequence[Action]) -> None:
        end = time.monotonic() + _SECONDS
        wait = 0.1
        while actions:
            found = self._cluster.bulk(b"".join(part for action in actions for part in action))
            left = [action for action, (status, _) in zip(actions, found, strict=True) if status in _BUSY]
            for action, (status, reason) in zip(actions, found, strict=True):
                if status >= 400 and status not in _BUSY and not _is_done(action, status):
                    raise EngineError(f"The cluster refused a document ({status}: {reason[:200]}).")
            if left and time.monotonic() > end:
                raise EngineError(
                    f"The cluster has had no room for documents for {_SECONDS:.0f} s. Nothing was committed; run again "
                    "when it is less busy."
                )
            actions = left
            if left:
                time.sleep(wait * random.uniform(0.5, 1.5))  # noqa: S311 - so that writers do not collide again
                wait = min(2 * wait, 5.0)


def _is_done(action: Action, status: int) -> bool:
    """Return whether there was nothing to delete, or to create."""
    line, document = action
    return (status == _GONE and not document) or (status == _CONFLICT and line.startswith(b'{"create"'))
