"""Requests to the cluster: connection, credentials, time-outs, and errors in words."""

import logging
import os
import re
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from opensearchpy import OpenSearch, exceptions
from opensearchpy.serializer import Serializer

from ...config.configuration import ClusterConfig
from ..base import EngineError, SearchTimeoutError
from .opensearch_product import Product, detect_by_nodes, detect_product

HOSTS: Final = "NEWSEXPLORE_OPENSEARCH_HOSTS"
"""The environment variable that overrides the configured hosts."""
USER, PASSWORD, API_KEY = "NEWSEXPLORE_OPENSEARCH_USER", "NEWSEXPLORE_OPENSEARCH_PASSWORD", "NEWSEXPLORE_OPENSEARCH_KEY"
_KEYRING = "newsexplore-opensearch"
"""Name of the service in the system's keyring."""
_POLL = 0.01
"""Seconds between two looks at whether a search was cancelled."""
_BUSY: Final = (429, 502, 503, 504)
"""Statuses of a cluster that may answer in a moment."""
_BACK_OFF: Final = (0.2, 0.5, 1.0, 2.0, 3.0)
"""Seconds before each repetition of a request."""
_PATIENCE: Final = sum(_BACK_OFF)
"""Seconds without an answer after which it is repeated for nodes alone that were not asked yet."""


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


class _Json(Serializer):
    """JSON by msgspec: a page of articles is read several times as fast as by the standard library."""

    mimetype = "application/json"

    def __init__(self) -> None:
        self._decoder = msgspec.json.Decoder()

    def loads(self, s: Any) -> Any:
        return self._decoder.decode(s)

    def dumps(self, data: Any) -> Any:
        return data if isinstance(data, str | bytes) else msgspec.json.encode(data).decode()


class Cluster:
    """A connection to a cluster; several threads may use it."""

    def __init__(self, config: ClusterConfig) -> None:
        """Connect, without a request yet."""
        self.config = config
        hosts = tuple(filter(None, os.environ.get(HOSTS, "").split(","))) or config.hosts
        self.hosts = tuple(host.rstrip("/") for host in hosts)
        logging.getLogger("opensearch").setLevel(logging.CRITICAL)  # it logs whole requests; errors are raised
        self._client = _connect(self.hosts, config)
        self._product: Product | None = None if config.product == "auto" else config.product
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="cluster")

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
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._client.close()

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        params: Mapping[str, str] | None = None,
        *,
        timeout: float | None = None,
    ) -> dict[str, Any]:
        """Send a request and return the answer; a busy or restarting cluster is asked again.

        Raises:
            OutageError: no node answers.
            RefusedError: the cluster refuses the request.
            LostViewError: it no longer has the point in time.
        """
        began = time.monotonic()
        for tries, wait in enumerate((*_BACK_OFF, None), 1):
            try:
                return self._ask(method, path, body, params, timeout)
            except OutageError:
                # A node that stands still takes the whole time-out: then each node is asked once.
                waited = time.monotonic() - began > _PATIENCE and tries >= len(self.hosts)
                if wait is None or waited:
                    raise
                time.sleep(wait)
        raise AssertionError("unreachable")

    def ask_cancellable(
        self, method: str, path: str, body: Any, params: Mapping[str, str], check: Callable[[], None], budget: float
    ) -> dict[str, Any]:
        """Send a request as `ask`, once, polling `check`, which may raise to stop waiting for the answer."""
        check()
        future: Future[dict[str, Any]] = self._pool.submit(self._ask, method, path, body, params, budget + 1)
        while True:
            with suppress(TimeoutError):
                found = future.result(_POLL)
                check()
                return found
            check()

    def _ask(
        self, method: str, path: str, body: Any, params: Mapping[str, str] | None, timeout: float | None
    ) -> dict[str, Any]:
        query: dict[str, Any] = dict(params or {})
        query["request_timeout"] = timeout or self.config.timeout_ms / 1000
        try:
            answer: Any = self._client.transport.perform_request(method, path, params=query, body=body)
        except exceptions.ConnectionTimeout as error:
            raise OutageError(f"The cluster did not answer in time ({self._where()}). {_AGAIN}") from error
        except exceptions.SSLError as error:
            raise EngineError(_distrust(_brief(error), self._where())) from error
        except exceptions.ConnectionError as error:
            raise OutageError(f"The cluster cannot be reached ({self._where()}: {_brief(error)}). {_AGAIN}") from error
        except exceptions.TransportError as error:
            status = error.status_code if isinstance(error.status_code, int) else 0
            raise self.error_of(status, str(error.error), str(error.info)) from error
        return answer if isinstance(answer, dict) else {}

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
            return EngineError(f"The cluster refuses access ({status}, {self._where()}). {self._advice(status)}")
        if "Data too large" in text or "circuit_breaking" in text:
            return OutageError(f"The cluster is short of memory ({self._where()}). {_AGAIN}")
        if status in _BUSY or "no_shard_available" in text or ("all shards failed" in text and status >= 500):
            return OutageError(f"The cluster is not ready ({status} {kind}, {self._where()}). {_AGAIN}")
        if "time_exceeded" in text or "Time exceeded" in text or "task_cancelled" in text:
            return SearchTimeoutError("The cluster stopped the search.")
        if status >= 500 and "search_phase_execution" in text:
            return LostViewError(_LOST)
        return RefusedError(status, kind, text)

    def _advice(self, status: int) -> str:
        """Return what to do about credentials that are refused."""
        user = os.environ.get(USER) or self.config.user
        if status == 403:
            return "The user lacks a right: see docs/CLUSTER.md."
        if os.environ.get(API_KEY):
            return f"Check {API_KEY}."
        if user:
            return f"Check the password of {user}: {PASSWORD}, or the keyring's {_KEYRING}."
        return f"Set {USER} and {PASSWORD}, or {API_KEY}."

    def _where(self) -> str:
        return ", ".join(_shown(host) for host in self.hosts[:3])

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


def _connect(hosts: tuple[str, ...], config: ClusterConfig) -> OpenSearch:
    auth: dict[str, Any] = {}
    if key := os.environ.get(API_KEY):
        auth["headers"] = {"Authorization": f"ApiKey {key}"}
    elif user := os.environ.get(USER) or config.user:
        auth["http_auth"] = user, _password(user)
    secure = any(urlsplit(host).scheme == "https" for host in hosts)
    tls: dict[str, Any] = {"verify_certs": config.verify, "ssl_show_warn": False} if secure else {}
    if secure and config.ca_file:
        tls["ca_certs"] = config.ca_file
    if not secure and auth and not all(_is_loopback(host) for host in hosts):
        raise EngineError(
            "index.hosts has no https:// address: a password would cross the network in clear. Use https://."
        )
    return OpenSearch(
        list(hosts),
        timeout=config.timeout_ms / 1000,
        max_retries=max(3, len(hosts)),
        retry_on_timeout=False,
        serializer=_Json(),
        serializers={"application/json": _Json()},
        pool_maxsize=8,
        http_compress=not all(_is_loopback(host) for host in hosts),
        **auth,
        **tls,
    )


def _password(user: str) -> str:
    if (found := os.environ.get(PASSWORD)) is not None:
        return found
    try:
        import keyring  # pyright: ignore[reportMissingImports] - optional, see docs/CLUSTER.md

        found = keyring.get_password(_KEYRING, user)
    except Exception:
        found = None
    if not found:
        raise EngineError(
            f"There is no password for {user}: set {PASSWORD}, or `pip install keyring` and store it with "
            f"`keyring set {_KEYRING} {user}`."
        )
    return found


def _is_loopback(host: str) -> bool:
    return urlsplit(host).hostname in ("127.0.0.1", "localhost", "::1")


def _shown(host: str) -> str:
    """Return an address without credentials."""
    parts = urlsplit(host)
    return f"{parts.hostname}:{parts.port or ''}".rstrip(":")


def _distrust(reason: str, where: str) -> str:
    """Return why a certificate is not trusted, and what to do."""
    if "expired" in reason or "not yet valid" in reason:
        when = "has expired" if "expired" in reason else "is not valid yet"
        return f"The certificate of the cluster {when} ({where}). It has to be renewed there, or this clock is wrong."
    if "doesn't match" in reason or "mismatch" in reason.lower() or "not valid for" in reason:
        return f"The certificate of the cluster is for another name ({where}). Set index.hosts to the name it has."
    return (
        f"The certificate of the cluster is not trusted ({where}: {reason}). Name the certificate of its authority in "
        "index.ca_file."
    )


def _brief(error: exceptions.TransportError) -> str:
    """Return the innermost reason of an error: libraries print it in brackets of brackets."""
    cause = error.info if isinstance(error.info, BaseException) else error
    text = " ".join(str(cause).split())
    found = re.search(r"\[Errno -?\d+\] ([^')]+)", text) or re.search(r"verify failed: ([^(')]+)", text)
    found = found or re.search(r"\w+\('([^']+)'\)", text)
    return (found[1].strip() if found else text)[:100]
