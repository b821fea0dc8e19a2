"""A web server for the interface; each visit runs a separate newsexplore."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server


class WebServer(Server):
    """Serves everyone who can reach it: there is no login.

    A page of another site in the same browser must not control the interface. Browsers send the origin of the page (RFC
    6455, section 10.2) and the host name of the server: a foreign name for the loopback address indicates DNS
    rebinding.
    """

    def __init__(self, command: str, host: str, port: int, public_url: str | None) -> None:
        """Serve `command` on an address; `public_url` is the address for browsers if it differs."""
        super().__init__(
            command, host, port, title="newsexplore", public_url=public_url, templates_path=Path(__file__).parent
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
        return await handler(request)

    @property
    def _own(self) -> str:
        """Return the host and port by which browsers address this server."""
        return urlsplit(self.public_url).netloc

    def initialize_logging(self) -> None:
        """Log only errors."""
        logging.basicConfig(level=logging.WARNING, format="%(message)s")

    async def on_startup(self, app: web.Application) -> None:
        """Print nothing: the command has already printed the address."""
        del app
