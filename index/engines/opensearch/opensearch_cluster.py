"""Requests to the cluster: repetitions, time-outs, nodes that stand still, and errors in words."""

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Final, TypeVar

from opensearchpy import exceptions

from ...config.configuration import ClusterConfig
from ..base import EngineError, SearchTimeoutError
from .opensearch_connection import Login, advice, brief, connect, described, distrust, is_silent, logins, shown
from .opensearch_product import Product, detect_by_nodes, detect_product

T = TypeVar("T")

HOSTS: Final = "NEWSEXPLORE_OPENSEARCH_HOSTS"
"""The environment variable that overrides the configured hosts."""
_POLL = 0.01
"""Seconds between two looks at whether a search was cancelled."""
_SILENCE: Final = 1.5
"""Seconds without an answer after which a node is asked whether it is there."""
_LAST_WORD: Final = 1.0
"""Seconds beyond its budget in which a cluster that works says itself that it has stopped a search."""
_BUSY: Final = (429, 502, 503, 504)
"""Statuses of a cluster that may answer in a moment."""
_BACK_OFF: Final = (0.2, 0.5, 1.0, 2.0, 3.0)
"""Seconds before each repetition of a request."""
_PATIENCE: Final = sum(_BACK_OFF)
"""Seconds without an answer after which it is repeated for nodes alone that were not asked yet."""


def never_stop() -> None:
    """Never stop waiting."""


class OutageError(EngineError):
    """Raised when the cluster does not answer; the same request may work later."""


class LostViewError(OutageError):
    """Raised when the cluster no longer has a point in time, or a part of it."""


class RefusedError(EngineError):
    """Raised for a request that the cluster refuses, with its status and type."""

    def __init__(self, status: int, kind: str, reason: str) -> None:
        super().__init__(f"The cluster refused a request ({status} {kind}: {reason[:300]}).")
        self.status = status
        self.kind = kind


class Cluster:
    """A connection to a cluster; several threads may use it."""

    def __init__(self, config: ClusterConfig) -> None:
        """Connect, without a request yet; raises EngineError without a password, or without TLS for one."""
        self.config = config
        hosts = tuple(filter(None, os.environ.get(HOSTS, "").split(","))) or config.hosts
        self.hosts = tuple(host.rstrip("/") for host in hosts)
        logging.getLogger("opensearch").setLevel(logging.CRITICAL)  # it logs whole requests; errors are raised
        self._connecting = threading.Lock()
        self._login = logins(config)[0]
        self._client = connect(self.hosts, config, self._login)
        self._product: Product | None = None if config.product == "auto" else config.product

    @property
    def product(self) -> Product:
        """Which server answers; asked once if it is not configured."""
        if self._product is None:
            try:
                self._product = detect_product(self.ask("GET", "/"))
            except RefusedError:
                self._product = detect_by_nodes(self.ask("GET", "/_nodes/_local"))
        return self._product

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        params: Mapping[str, str] | None = None,
        *,
        timeout: float | None = None,
        check: Callable[[], None] = never_stop,
    ) -> dict[str, Any]:
        """Send a request and return the answer; a busy or restarting cluster is asked again.

        Args:
            method: Of HTTP.
            path: With a leading slash.
            body: As objects, or as bytes that are sent as they are.
            params: Of the address.
            timeout: Seconds for a request that may take long; None for the configured time, in which another node is
                asked if one does not answer.
            check: May raise to stop waiting.

        Raises:
            OutageError: no node answers.
            RefusedError: the cluster refuses the request.
            LostViewError: it no longer has the point in time.
        """
        began = time.monotonic()
        for tries, wait in enumerate((*_BACK_OFF, None), 1):
            try:
                if timeout is not None:
                    return self._ask(method, path, body, params, timeout, [])
                return self._ask_watching(method, path, body, params, check, self.config.timeout_ms / 1000)
            except OutageError as error:
                # A node that stands still takes the whole time-out: then each node is asked once.
                waited = time.monotonic() - began > _PATIENCE and tries >= len(self.hosts)
                if wait is None or waited:
                    raise
                pause(wait, check, error)
        raise AssertionError("unreachable")

    def ask_cancellable(
        self, method: str, path: str, body: Any, params: Mapping[str, str], check: Callable[[], None], budget: float
    ) -> dict[str, Any]:
        """Send a request as `ask`, once, polling `check`, which may raise to stop waiting for the answer.

        What takes longer than the budget raises SearchTimeoutError if the cluster says so itself, OutageError if not.
        """
        check()
        return self._ask_watching(method, path, body, params, check, budget + _LAST_WORD)

    def _ask_watching(
        self,
        method: str,
        path: str,
        body: Any,
        params: Mapping[str, str] | None,
        check: Callable[[], None],
        timeout: float,
    ) -> dict[str, Any]:
        """Send a request once, and find out meanwhile whether the node that has it is there."""
        used: list[Any] = []
        client = self._client
        future = in_background(lambda: self._ask(method, path, body, params, timeout, used))
        looked = time.monotonic()
        end = looked + timeout + _LAST_WORD
        late: SearchTimeoutError | None = None
        pinged: tuple[Any, Future[bool]] | None = None
        while True:
            with suppress(TimeoutError):
                found = future.result(_POLL)
                check()
                return found
            now = time.monotonic()
            try:
                check()
            except SearchTimeoutError as error:
                if late is None:
                    late, end = error, min(end, now + _LAST_WORD)
            if now > end:
                raise OutageError(f"The cluster did not answer in time ({self._where()}). {_AGAIN}") from late
            if pinged is None and now - looked > _SILENCE and used:
                node = used[-1]
                pinged = node, in_background(lambda node=node: is_silent(node))
            elif pinged is not None and pinged[1].done():
                node, silent = pinged
                if silent.result() and node is used[-1]:
                    client.transport.mark_dead(node)  # the next requests go to the others
                    raise OutageError(f"The cluster does not answer ({shown(node.host)}). {_AGAIN}")
                looked, pinged = now, None

    def _ask(
        self,
        method: str,
        path: str,
        body: Any,
        params: Mapping[str, str] | None,
        timeout: float,
        used: list[Any],
    ) -> dict[str, Any]:
        """Send a request as `ask`, once, or again with other credentials where those in use are refused.

        `used` gets the connection of each node that the request is sent to.
        """
        query: dict[str, Any] = dict(params or {})
        refused = {self._login}
        while True:
            client = self._client
            transport: Any = client.transport  # a NodeTransport
            transport.note_nodes(used)
            try:
                answer: Any = transport.perform_request(
                    method, path, params=query | {"request_timeout": timeout}, body=body
                )
            except exceptions.ConnectionTimeout as error:
                transport.mark_dead(used[-1])
                raise OutageError(f"The cluster did not answer in time ({shown(used[-1].host)}). {_AGAIN}") from error
            except exceptions.SSLError as error:
                host = str(used[-1].host)
                self._reconnect(client)  # `ca_file` may be renewed, too
                raise EngineError(distrust(brief(error), shown(host), described(host))) from error
            except exceptions.ConnectionError as error:
                reason = f"{self._where()}: {brief(error)}"
                raise OutageError(f"The cluster cannot be reached ({reason}). {_AGAIN}") from error
            except exceptions.TransportError as error:
                status = error.status_code if isinstance(error.status_code, int) else 0
                if status == 401 and self._log_in_again(client, refused):
                    continue
                raise self.error_of(status, str(error.error), str(error.info)) from error
            return answer if isinstance(answer, dict) else {}

    def _log_in_again(self, client: Any, refused: set[Login]) -> bool:
        """Take credentials that were not refused yet, which is added to; return whether there are any."""
        with suppress(EngineError):
            for login in logins(self.config):
                if login not in refused:
                    refused.add(login)
                    self._reconnect(client, login)
                    return True
        return False

    def _reconnect(self, client: Any, login: Login | None = None) -> None:
        """Connect again in place of a client, unless another thread has done so."""
        with self._connecting, suppress(EngineError, OSError):
            if self._client is client:
                self._client = connect(self.hosts, self.config, login or self._login)
                self._login = login or self._login
                client.close()

    def error_of(self, status: int, kind: str, text: str) -> Exception:
        """Return what an answer with an error means, for the caller to raise.

        Args:
            status: Of HTTP.
            kind: The type of the error.
            text: All that the cluster says of it.
        """
        if "search_context_missing" in text or "No search context found" in text or "point in time" in text.lower():
            return LostViewError(_LOST)
        if status in (401, 403):
            return EngineError(f"The cluster refuses access ({status}, {self._where()}). {advice(status, self._login)}")
        if "Data too large" in text or "circuit_breaking" in text:
            return OutageError(f"The cluster is short of memory ({self._where()}). {_AGAIN}")
        if status in _BUSY or "no_shard_available" in text or ("all shards failed" in text and status >= 500):
            return OutageError(f"The cluster is not ready ({status} {kind}, {self._where()}). {_AGAIN}")
        if "time_exceeded" in text or "Time exceeded" in text or "task_cancelled" in text:
            return SearchTimeoutError("The cluster stopped the search.")
        if status >= 500 and "search_phase_execution" in text:
            return LostViewError(_LOST)
        return RefusedError(status, kind, text)

    def _where(self) -> str:
        return ", ".join(shown(host) for host in self.hosts[:3])

    def bulk(self, lines: bytes) -> list[tuple[int, str]]:
        """Send a bulk request; return status and reason of each of its actions, in order.

        Raises as `ask`.
        """
        answer = self.ask(
            "POST",
            "/_bulk",
            lines,
            {"filter_path": "errors,items.*.status,items.*.error.type,items.*.error.reason"},
            timeout=max(60.0, self.config.timeout_ms / 1000),
        )
        items: list[dict[str, Any]] = answer.get("items", [])
        found: list[tuple[int, str]] = []
        for item in items:
            (one,) = item.values()
            error: dict[str, Any] = one.get("error", {})
            found.append((int(one["status"]), " ".join(map(str, error.values()))))
        return found


_AGAIN = "The next search asks again."


_LOST = "The cluster has lost a part of the index for the moment; the next search asks again."


def pause(seconds: float, check: Callable[[], None], trouble: OutageError | None = None) -> None:
    """Wait before another attempt, unless `check` raises; raises `trouble`, the last outage, once the time is over."""
    end = time.monotonic() + seconds
    try:
        while (left := end - time.monotonic()) > 0:
            check()
            time.sleep(min(_POLL, left))
    except SearchTimeoutError as error:
        raise trouble or error from error


def in_background(work: Callable[[], T]) -> "Future[T]":
    """Begin work in a thread that no exit waits for: it may be kept by a node that stands still."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # raised again where the result is wanted
            future.set_exception(error)

    threading.Thread(target=run, name="cluster", daemon=True).start()
    return future
