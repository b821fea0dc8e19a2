"""A web server for the interface; each visit runs a separate newsexplore."""

import hmac
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

MOST_SESSIONS = 8
"""Windows that may be open at a time: each has processes of its own, with 150 MB or more."""
_SHUTDOWN_SECONDS = 3.0
"""Seconds that open sessions have to end when the server does."""
_COOKIE = "newsexplore-token"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # the address may hold the token
    "Cache-Control": "no-store",
}
"""Sent with every page: no other page may show this one in a frame, and it may request nothing from elsewhere."""


class WebServer(Server):
    """Serves everyone who can reach it, or everyone who has the token.

    A page of another site in the same browser must not control the interface. Browsers send the origin of the page (RFC
    6455, section 10.2) and the host name of the server: a foreign name for the loopback address indicates DNS
    rebinding.
    """

    def __init__(
        self,
        command: str,
        host: str,
        port: int,
        public_url: str | None,
        token: str = "",
        *,
        sessions: int = MOST_SESSIONS,
    ) -> None:
        """Serve `command` on an address.

        Args:
            command: What each session runs.
            host: Address to listen on.
            port: Port to listen on.
            public_url: Address for browsers, if it differs.
            token: A secret that the first request must give, after which a cookie holds it; "" for none.
            sessions: Windows that may be open at a time.
        """
        super().__init__(
            command, host, port, title="newsexplore", public_url=public_url, templates_path=Path(__file__).parent
        )
        self._token = token
        self._most_sessions = sessions
        self._sessions = 0

    @property
    def address(self) -> str:
        """The address to open, with the token."""
        return f"{self.public_url}/?token={self._token}" if self._token else self.public_url

    def run(self, on_start: Callable[[], None]) -> None:
        """Serve until the process is interrupted or terminated; `on_start` is called when browsers can connect.

        Raises:
            OSError: the address cannot be used.
        """
        self.initialize_logging()
        web.run_app(
            self._make_app(),
            host=self.host,
            port=self.port,
            print=lambda *_: on_start(),
            shutdown_timeout=_SHUTDOWN_SECONDS,
        )

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._only_its_own)
        return app

    @web.middleware
    async def _only_its_own(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if request.host != self._own or (origin is not None and urlsplit(origin).netloc != self._own):
            raise web.HTTPForbidden(text=f"This newsexplore answers at {self.public_url} only.\n")
        if self._token and not self._has_token(request.cookies.get(_COOKIE, "")):
            if request.path != "/" or not self._has_token(request.query.get("token", "")):
                raise web.HTTPForbidden(text="Open the address that `newsexplore serve` has printed, with its token.\n")
            answer = web.HTTPSeeOther("/")  # so that the token is not in the history
            secure = self.public_url.startswith("https:")
            answer.set_cookie(_COOKIE, self._token, httponly=True, samesite="Strict", secure=secure)
            raise answer
        if request.path in ("/", "/ws") and self._sessions >= self._most_sessions:
            text = f"newsexplore is open {self._sessions} times already: close one of its pages, then reload.\n"
            raise web.HTTPServiceUnavailable(text=text)
        response = await handler(request)
        if not response.prepared:
            response.headers.update(_HEADERS)
        return response

    def _has_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run a session."""
        self._sessions += 1
        try:
            return await super().handle_websocket(request)
        finally:
            self._sessions -= 1

    @property
    def _own(self) -> str:
        """Return the host and port by which browsers address this server."""
        return urlsplit(self.public_url).netloc

    def initialize_logging(self) -> None:
        """Log only errors."""
        logging.basicConfig(level=logging.WARNING, format="%(message)s")

    async def on_startup(self, app: web.Application) -> None:
        """Print nothing: the command prints the address."""
        del app
