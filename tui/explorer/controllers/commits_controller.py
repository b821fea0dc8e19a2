"""Noticing what other processes commit to the open index: another terminal, a nightly run, a colleague's machine."""

from contextlib import suppress

from ....index.processes.search_process import ServiceError
from ...session.session import Session
from ..host import Host
from ..messages import IndexChanged

SECONDS = 20.0
"""Time between two looks: each reads a small file or, on a cluster, takes a small request."""


class CommitsController:
    """Shows commits of other processes; those of this one's own indexing are told by it."""

    def __init__(self, host: Host, session: Session) -> None:
        self._host = host
        self._session = session

    def start(self) -> None:
        """Look for new commits now and then, from now on."""
        self._host.set_timer(SECONDS, self._look)

    def _look(self) -> None:
        self.start()
        if self._session.results is not None and not self._session.is_indexing:
            self._host.start("commits", self._compare)

    async def _compare(self) -> None:
        with suppress(ServiceError):  # an outage is told when the user asks for something
            if (await self._session.newest()).version != self._session.version:
                self._host.post(IndexChanged())
