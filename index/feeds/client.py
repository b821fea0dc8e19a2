"""A polite HTTP client for feeds: conditional requests, limits on time and size, http and https only."""

import email.utils
import http.client
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from datetime import UTC
from email.message import Message
from typing import Any, Protocol
from urllib.parse import urlsplit

from msgspec import Struct

from ... import __version__

MAX_BYTES = 16 * 1024 * 1024
"""Maximum size of a feed in bytes, uncompressed."""
TIMEOUT = 20.0
"""Read timeout in seconds."""
TOTAL = 120.0
"""Maximum seconds for one feed in total."""
MAX_WAIT = 7 * 24 * 3600.0
"""Maximum wait that a server may ask for, in seconds."""
_CHUNK = 64 * 1024
_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


class FetchError(Exception):
    """Raised when a feed cannot be fetched; the message is for the user."""

    def __init__(self, message: str, *, wait: float | None = None, gone: bool = False) -> None:
        super().__init__(message)
        self.wait = wait
        """Seconds that the server asks to wait before the next request."""
        self.gone = gone
        """Whether the server says that the feed is gone for good."""


class Response(Struct, frozen=True):
    """A server's response."""

    body: bytes
    """The content; empty if the feed has not changed."""
    changed: bool
    url: str
    """Final address after redirects."""
    moved: bool
    """Whether the feed has moved permanently."""
    etag: str = ""
    modified: str = ""


class _Stream(Protocol):
    def read(self, amount: int, /) -> bytes: ...


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https only, and records whether all of them are permanent."""

    max_redirections = 5

    def __init__(self) -> None:
        self.permanent: bool | None = None

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: Any,
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Refuse other schemes; urllib does the rest."""
        check_address(newurl)
        self.permanent = (self.permanent is not False) and code in (301, 308)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def check_address(url: str) -> None:
    """Raise FetchError unless an address is http or https and has a host."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        raise FetchError(f"{url} is not an http or https address")


def fetch(
    url: str, etag: str = "", modified: str = "", cancelled: Callable[[], bool] = lambda: False
) -> Response | None:
    """Request a feed unless it is unchanged since the response with `etag` and `modified`.

    Returns:
        The response; None if cancelled.

    Raises:
        FetchError: the server is unreachable, returns an error, or sends more than `MAX_BYTES`.
    """
    check_address(url)
    headers = {
        "User-Agent": f"newsexplore/{__version__} (feed reader)",
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip",
        **({"If-None-Match": etag} if etag else {}),
        **({"If-Modified-Since": modified} if modified else {}),
    }
    redirects = _Redirects()
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        redirects,
    ):
        opener.add_handler(handler)
    try:
        with opener.open(urllib.request.Request(url, headers=headers), timeout=TIMEOUT) as answer:  # noqa: S310 - checked
            body = _body(answer, answer.headers, cancelled)
            if body is None:
                return None
            return Response(
                body,
                True,
                answer.url,
                bool(redirects.permanent),
                answer.headers.get("ETag", ""),
                answer.headers.get("Last-Modified", ""),
            )
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 304:
                return Response(b"", False, url, False, etag, modified)
            raise _refused(error) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or str(error) or type(error).__name__
        raise FetchError(f"the server cannot be reached: {reason}") from None


def _refused(error: urllib.error.HTTPError) -> FetchError:
    if error.code in (301, 302, 303, 307, 308):  # urllib follows allowed redirects itself
        return FetchError(f"too many redirects, or one to what is not an http or https address ({error.code})")
    wait = retry_after(error.headers.get("Retry-After", "")) if error.headers else None
    return FetchError(f"the server answers {error.code} {error.reason}", wait=wait, gone=error.code == 410)


def _body(stream: _Stream, headers: Message, cancelled: Callable[[], bool]) -> bytes | None:
    """Read the response within the limits; None if cancelled."""
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if headers.get("Content-Encoding", "") == "gzip" else None
    deadline = time.monotonic() + TOTAL
    parts: list[bytes] = []
    left = MAX_BYTES
    while data := stream.read(_CHUNK):
        if cancelled():
            return None
        if unpack:
            try:
                data = unpack.decompress(data, left + 1)
            except zlib.error:
                raise FetchError("the server sends damaged gzip data") from None
        left -= len(data)
        if left < 0:
            raise FetchError(f"the feed is longer than {MAX_BYTES >> 20} MB")
        if time.monotonic() > deadline:
            raise FetchError(f"the feed takes longer than {TOTAL:.0f} seconds")
        parts.append(data)
    return b"".join(parts)


def retry_after(value: str) -> float | None:
    """Parse a Retry-After header, seconds or an HTTP date (RFC 9110, 10.2.3); None if it is neither."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:10]), MAX_WAIT)
    try:
        at = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return max(0.0, min(at.timestamp() - time.time(), MAX_WAIT))
