"""A web server whose only page is the interface; each visit runs a newsexplore of its own."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server


class WebServer(Server):
    """Serves to whoever can reach it: there is no login.

    A page of another site that the same browser has open must not drive the interface. Browsers tell where a page is
    from (RFC 6455, section 10.2), and by which name the server was called: another name for the loopback address is
    the sign of DNS rebinding.
    """

    def __init__(self, command: str, host: str, port: int, public_url: str | None) -> None:
        """Serve what `command` runs, on an address; `public_url` is how browsers reach it, if not by that address."""
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
        """Host and port that a browser names when it means this server."""
        return urlsplit(self.public_url).netloc

    def initialize_logging(self) -> None:
        """Tell of what goes wrong, and of nothing else."""
        logging.basicConfig(level=logging.WARNING, format="%(message)s")

    async def on_startup(self, app: web.Application) -> None:
        """The command has told what is served already."""
        del app
