"""Stepping along the trail, through one article and on into the next."""

from collections.abc import Mapping
from contextlib import suppress
from functools import partial

from ....index.processes.search_process import ServiceError
from ....index.protocol.answers import Reading
from ...session.history import Place
from ...session.session import Session
from ...session.trail import Trail
from ..host import Handler, Host
from ..messages import ArticlePrefetched, Landing, LeavePlace, OpenReading
from ..pane_layout import PaneLayout
from ..result_rows import select_article


class TrailController:
    """Goes from stop to stop, and shows the position."""

    def __init__(self, host: Host, session: Session, layout: PaneLayout) -> None:
        self._host = host
        self._session = session
        self._layout = layout
        self._panes = layout.panes
        self._pending = 0
        """Steps requested while the next article is on its way; negative for steps back."""

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {
            "trail.next": partial(self.step, 1),
            "trail.previous": partial(self.step, -1),
            "trail.clear": self.clear,
        }

    # In the open article

    def land(self, landing: Landing) -> None:
        """Go somewhere in the open article."""
        session, article = self._session, self._panes.article
        stops = session.stops
        if isinstance(landing, Place):
            if landing.stop is not None and landing.stop < len(stops):
                session.stop = landing.stop
                article.mark(stops[landing.stop])
        elif isinstance(landing, tuple):
            session.stop = next((i for i, stop in enumerate(stops) if landing[0] <= stop[0] < landing[1]), None)
            article.reveal(landing)
        elif stops:
            self.go_to_stop(len(stops) - 1 if landing == "last" else 0)

    def article_opened(self, landing: Landing) -> None:
        """Go somewhere in an article that has just opened."""
        self.land(landing)
        self.show_status()
        self.locate()

    def go_to_span(self, span: tuple[int, int]) -> None:
        """Show a span of the open article, which need not be a stop."""
        self.land(span)
        self.show_status()

    def go_to_stop(self, stop: int) -> None:
        """Go to a stop in the open article, by its number from 0."""
        self._session.stop = stop
        self._panes.article.reveal(self._session.stops[stop])
        self.show_status()

    def step(self, step: int) -> None:
        """Go to the next stop (1) or the previous one (-1), on into another article where this one has no more."""
        session = self._session
        if session.trail.kind == "find" and session.stops:
            self.go_to_stop(((session.stop or 0) + step) % len(session.stops))
        elif session.quotes and session.trail.kind == "matches":
            self._panes.results.action_move(step)  # the results are the quotes that were found
        elif self._host.is_running("cross"):
            self._pending += step
        elif not self._step_inside(step) and session.results is not None:
            self._host.start("cross", self._cross, step)

    def _step_inside(self, step: int) -> bool:
        """Go to the next or previous stop of the open article; False when there is none."""
        session = self._session
        start = session.stop if session.stop is not None else -1 if step > 0 else len(session.stops)
        if not 0 <= start + step < len(session.stops):
            return False
        self.go_to_stop(start + step)
        self._prefetch(step)
        return True

    # Into the next article

    async def _cross(self, step: int) -> None:
        """Go on into the next article, then as far as keys requested while it was on its way."""
        self._pending = step
        while self._pending:
            step = 1 if self._pending > 0 else -1
            self._pending -= step
            if not self._step_inside(step) and not await self._open_next(step):
                break

    async def _open_next(self, step: int) -> bool:
        """Open the trail's next article (1) or previous one (-1); False, with a message, when there is none."""
        session, rows = self._session, self._panes.results
        selected = rows.cursor
        id_, row = await self._find_next(step)
        if rows.cursor != selected:
            return False  # the user has selected another row, which opens next
        if not id_:
            self._host.show_status(self._end_message(step))
            return False
        self._host.post(LeavePlace())
        reading = await session.read(id_)
        if rows.cursor != selected:
            return False
        self._host.cancel("read")
        if row is None:
            await select_article(session, rows, id_)
        else:
            rows.move_to(row, tell=False)
        self._host.post(OpenReading(reading, "first" if step > 0 else "last"))
        self._prefetch(step)
        return True

    def _end_message(self, step: int) -> str:
        """Return what to say at the end of the trail; where it has no stop at all, that."""
        session = self._session
        end, trail = ("last" if step > 0 else "first"), session.trail
        if trail.named and not session.known_order():
            return f"These results have no {trail.stop_name} of {trail.name}."
        if trail.kind == "matches" and not session.stops and not session.quotes:
            return f"That was the {end} result." if self._panes.results.total else "There are no results."
        return f"That was the {end} {trail.stop_name} in these results."

    async def _find_next(self, step: int) -> tuple[str, int | None]:
        """Return the id of the trail's next or previous article, and its row where that is known; "" for none."""
        session, rows = self._session, self._panes.results
        here = session.article_id
        if here and session.trail.kind == "matches" and not session.quotes and rows.article() == here:
            # The results are the trail: the next row is enough, no list of all articles is needed.
            row = rows.cursor + step
            if rows.article(row) or not 0 <= row < rows.total:
                return rows.article(row), row
            return next((hit.id for hit in (await session.search(row, 1)).hits), ""), row
        order = await session.order(session.trail)
        place = order.get(here)
        target = (0 if step > 0 else len(order) - 1) if place is None else place + step
        return next((id_ for id_, number in order.items() if number == target), ""), None

    def _prefetch(self, step: int) -> None:
        """At the last stop of an article, fetch the one that the next step opens."""
        session = self._session
        if session.stop == (len(session.stops) - 1 if step > 0 else 0):
            self._host.start("ahead", self._fetch_next, step)

    async def _fetch_next(self, step: int) -> None:
        with suppress(ServiceError):  # the step itself shows the error
            id_, _ = await self._find_next(step)
            if id_:
                reading: Reading = await self._session.read(id_)
                self._host.post(ArticlePrefetched(reading))

    # Which trail

    def follow(self, trail: Trail) -> None:
        """Make something else the trail, and go to its first stop from here on."""
        session, article = self._session, self._panes.article
        article.find(())
        self._host.cancel("cross")
        self._host.post(LeavePlace())
        session.follow(trail)
        article.mark(None)
        if session.stops:
            top = article.top()
            self.go_to_stop(next((i for i, stop in enumerate(session.stops) if stop[0] >= top), 0))
            self.locate()
        else:
            self._host.start("cross", self._cross, 1)
        if self._layout.tabbed:
            self._host.focus("article")

    def clear(self) -> None:
        """Cancel what was begun in the pane with the focus, else leave the trail; from the search's, go to the results.

        What can be begun: a span of the timeline, a narrowed list of entities, words found in the article.
        """
        session, panes, context = self._session, self._panes, self._host.context()
        if context == "timeline" and panes.timeline.give_up():
            return
        if context == "entities" and panes.entities.give_up():
            return
        if session.trail.kind == "matches":
            self._host.focus("results")
            return
        if session.trail.kind == "find":
            session.end_find()
            panes.article.find(())
            panes.article.mark(session.stops[session.stop] if session.stop is not None else None)
        else:
            self._host.post(LeavePlace())
            session.follow(Trail())
            panes.article.mark(None)
        self.show_status()

    # The trail line

    def results_shown(self) -> None:
        """Follow the trail in new results, or the search's matches where they have none of its stops."""
        if self._session.trail.kind != "matches":
            self._host.start("trail", self._check_results)

    async def _check_results(self) -> None:
        session, trail = self._session, self._session.trail
        order = await session.order(trail)
        if order or not trail.named or session.trail != trail:
            self.show_status()
            return
        session.follow(Trail())
        self._panes.article.mark(None)
        if session.stops:
            self.go_to_stop(0)
        self.show_status()
        if session.results is not None and session.results.total:
            self._host.show_status(f"{trail.name} is not in these results: following the search's matches.")

    def locate(self) -> None:
        """Find the open article's number among those of the trail, and show it. That of a match is its row."""
        if self._session.trail.kind != "matches":
            self._host.start("trail", self._locate)

    async def _locate(self) -> None:
        await self._session.order(self._session.trail)
        self.show_status()

    def show_status(self) -> None:
        """Show the trail and the position on it, as far as it is known; quotes follow a speaker's trail."""
        session, rows = self._session, self._panes.results
        order = session.known_order()
        parts: list[str] = []
        if session.quotes and session.trail.kind == "matches":
            if rows.total:
                parts.append(f"quote {rows.cursor + 1:,} of {rows.total:,}")
        elif session.stops:
            number = session.stop + 1 if session.stop is not None else 0
            parts.append(f"{session.trail.stop_name} {number} of {len(session.stops)}")
        id_ = session.article_id
        if id_ and order is not None:
            parts.append(f"article {order[id_] + 1 if id_ in order else '–'} of {len(order):,}")
        elif id_ and session.trail.kind == "matches" and not session.quotes and rows.article() == id_:
            parts.append(f"article {rows.cursor + 1:,} of {rows.total:,}")
        aliases = session.trail.aliases(session.reading)
        self._panes.trail.tell(session.trail.title, " · ".join(parts), aliases)
        if session.trail.kind == "speaker" and session.stop is not None:
            self._panes.quotes.go_to(session.stops[session.stop])
