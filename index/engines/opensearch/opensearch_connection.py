"""The connection to a cluster: nodes, credentials, certificates, and why a connection fails."""

import os
import re
import socket
import ssl
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from opensearchpy import ConnectionSelector, OpenSearch, Transport, exceptions
from opensearchpy.serializer import Serializer

from ...config.configuration import ClusterConfig
from ..base import EngineError

USER, PASSWORD, API_KEY = "NEWSEXPLORE_OPENSEARCH_USER", "NEWSEXPLORE_OPENSEARCH_PASSWORD", "NEWSEXPLORE_OPENSEARCH_KEY"
_KEYRING: Final = "newsexplore-opensearch"
"""Name of the service in the system's keyring."""
_PING_SECONDS: Final = 2.0
"""How long a node that works may take to say so."""
_LOOK_SECONDS: Final = 3.0
"""How long to look at a certificate that is not trusted."""
_ANY_TIME: Final = 0x200000
"""OpenSSL's X509_V_FLAG_NO_CHECK_TIME, for which Python has no name."""


class _Json(Serializer):
    """JSON by msgspec: a page of articles is read several times as fast as by the standard library."""

    mimetype = "application/json"

    def __init__(self) -> None:
        self._decoder = msgspec.json.Decoder()

    def loads(self, s: Any) -> Any:
        return self._decoder.decode(s)

    def dumps(self, data: Any) -> Any:
        return data if isinstance(data, str | bytes) else msgspec.json.encode(data).decode()


class NodeTransport(Transport):
    """Tells which node a request is sent to, so that one that stands still can be left out."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._thread = threading.local()
        super().__init__(*args, **options)

    def note_nodes(self, used: list[Any]) -> None:
        """Add the connection of each request of this thread to a list."""
        self._thread.used = used

    def get_connection(self) -> Any:
        """Return the connection to the next node."""
        found = super().get_connection()
        with suppress(AttributeError):  # requests of the client itself
            self._thread.used.append(found)
        return found


class Turns(ConnectionSelector):
    """Gives each node its turn, whichever thread asks.

    The library counts turns by thread. Each request has a thread of its own here, so that all went to one node.
    """

    def __init__(self, opts: Any) -> None:
        super().__init__(opts)
        self._turns = count()

    def select(self, connections: Sequence[Any]) -> Any:
        """Return the next of the nodes that are alive."""
        return connections[next(self._turns) % len(connections)]


class Login(Struct, frozen=True):
    """Credentials: an API key, or user and password; all empty for none."""

    key: str = ""
    user: str = ""
    password: str = ""


def logins(config: ClusterConfig) -> list[Login]:
    """Return the credentials that there are now, the preferred ones first: the keyring may have other ones later.

    Raises:
        EngineError: there is a user without a password.
    """
    if key := os.environ.get(API_KEY):
        return [Login(key=key)]
    user = os.environ.get(USER) or config.user
    if not user:
        return [Login()]
    passwords = [os.environ.get(PASSWORD), _kept_password(user)]
    found = [Login(user=user, password=one) for one in dict.fromkeys(passwords) if one is not None]
    if not found:
        raise EngineError(
            f"There is no password for {user}: set {PASSWORD}, or `pip install keyring` and store it with "
            f"`keyring set {_KEYRING} {user}`."
        )
    return found


def _kept_password(user: str) -> str | None:
    try:
        import keyring  # pyright: ignore[reportMissingImports] - optional, see docs/CLUSTER.md

        return keyring.get_password(_KEYRING, user) or None
    except Exception:  # whatever a keyring does that is locked, or has no desktop
        return None


def connect(hosts: tuple[str, ...], config: ClusterConfig, login: Login) -> OpenSearch:
    """Return a client, without a request yet.

    Raises:
        EngineError: a password would be sent without TLS, or `ca_file` cannot be read.
    """
    auth: dict[str, Any] = {}
    if login.key:
        auth["headers"] = {"Authorization": f"ApiKey {login.key}"}
    elif login.user:
        auth["http_auth"] = login.user, login.password
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
        transport_class=NodeTransport,
        selector_class=Turns,
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


def advice(status: int, login: Login) -> str:
    """Return what to do about credentials that are refused, by the status of HTTP."""
    if status == 403:
        return "The user lacks a right: see docs/CLUSTER.md."
    if login.key:
        return f"Check {API_KEY}, and start newsexplore again with a new one."
    if login.user:
        return (
            f"Check the password of {login.user}. One stored with `keyring set {_KEYRING} {login.user}` is tried at "
            f"the next search; a new {PASSWORD} needs a restart."
        )
    return f"Set {USER} and {PASSWORD}, or {API_KEY}."


def is_silent(connection: Any) -> bool:
    """Return whether a node does not even say that it is there."""
    try:
        connection.perform_request("HEAD", "/", timeout=_PING_SECONDS)
    except exceptions.ConnectionError:
        return True
    except exceptions.TransportError:
        return False  # it asks for a password
    return False


def _is_loopback(host: str) -> bool:
    return urlsplit(host).hostname in ("127.0.0.1", "localhost", "::1")


def shown(host: str) -> str:
    """Return an address without credentials."""
    parts = urlsplit(host)
    return f"{parts.hostname}:{parts.port or ''}".rstrip(":")


def distrust(reason: str, where: str, about: str) -> str:
    """Return why a certificate is not trusted, and what to do.

    Args:
        reason: OpenSSL's.
        where: The address of the node.
        about: What `described` says of its certificate.
    """
    certificate = f"The certificate of the cluster{f' ({about})' if about else ''}"
    if "expired" in reason or "not yet valid" in reason:
        when = "has expired" if "expired" in reason else "is not valid yet"
        return (
            f"{certificate} {when} at {where}. Renew it, or that of its authority, on that server, or set this clock "
            "right; the next search tries again."
        )
    if "doesn't match" in reason or "mismatch" in reason.lower() or "not valid for" in reason:
        return f"{certificate} is for another name than {where}. Set index.hosts to the name it has."
    return f"{certificate} is not trusted ({where}: {reason}). Name the certificate of its authority in index.ca_file."


def described(host: str) -> str:
    """Return whose certificate a node shows, and until when it is valid; "" if that cannot be found out.

    Trusts nothing of it: the certificate is fetched, and read as if it were an authority's.
    """
    parts = urlsplit(host)
    address = parts.hostname or "", parts.port or 443
    try:
        context = ssl.create_default_context(cadata=ssl.get_server_certificate(address, timeout=_LOOK_SECONDS))
        context.check_hostname = False
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | _ANY_TIME
        with (
            socket.create_connection(address, _LOOK_SECONDS) as plain,
            context.wrap_socket(plain, server_hostname=address[0]) as secure,
        ):
            found: Any = secure.getpeercert() or {}
        names = {key: value for part in found.get("subject", ()) for key, value in part}
        end = datetime.fromtimestamp(ssl.cert_time_to_seconds(found["notAfter"]), UTC)
    except (OSError, ValueError, KeyError):
        return ""
    name = names.get("commonName") or next((value for _, value in found.get("subjectAltName", ())), "")
    return f"{name[:60]}, valid until {end:%Y-%m-%d %H:%M} UTC".removeprefix(", ")


def brief(error: exceptions.TransportError) -> str:
    """Return the innermost reason of an error: libraries print it in brackets of brackets."""
    cause = error.info if isinstance(error.info, BaseException) else error
    text = " ".join(str(cause).split())
    found = re.search(r"\[Errno -?\d+\] ([^')]+)", text) or re.search(r"verify failed: ([^(')]+)", text)
    found = found or re.search(r"\w+\('([^']+)'\)", text)
    return (found[1].strip() if found else text)[:100]
