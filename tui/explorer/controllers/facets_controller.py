"""The entities and the timeline of the results, and the conditions that the user makes of them."""

import asyncio
import importlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from ....index.model import ENTITY_TYPES, EntityType
from ....index.protocol.answers import FacetsAnswer, Reading
from ....index.protocol.pictures import SplitTimeline
from ....index.protocol.questions import CountFacets, Scope, SplitTimelineBy
from ...commands.registry import COMMANDS, key_of
from ...panes.entity_request import MANY, EntityRequest
from ...panes.entity_rows import EntityId
from ...panes.name_trends import BARS, CELLS
from ...session.session import Session
from ...session.trail import Trail
from ..host import Handler, Host
from ..messages import ChangeQuery, FollowTrail
from ..name_selection import explain_missing, selected_name
from ..pane_layout import Panes

ON_ENTITIES = frozenset(
    command.id for command in COMMANDS if command.context == "entities" and command.action.startswith("screen.")
)
"""What the screen, not the pane, does with entities."""
LETTER_DEBOUNCE = 0.05
"""Seconds without another letter after which the list of entities follows the letters."""
RESIZE_DEBOUNCE = 0.15
"""Seconds without another size of the terminal after which the timeline is counted again."""


class FacetsController:
    """Counts entities and dates, and filters by them."""

    def __init__(self, host: Host, session: Session, panes: Panes, keys: dict[str, str]) -> None:
        """Take a keymap such as `interface.keys`, for messages."""
        self._host = host
        self._session = session
        self._panes = panes
        self._keys = keys
        self._excluded: tuple[tuple[str, str], str] | None = None
        """Field and value of the last exclusion, and the query it made; None once the user has moved on."""
        self._listed: tuple[Scope, EntityRequest] | None = None
        """What the names in the list were asked for."""
        self._is_warm = False
        """Whether the modules that the filter keys need are loaded."""

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"entity.filter": self.toggle_filter, "entity.exclude": self.toggle_exclusion}

    def is_enabled(self, command: str) -> bool:
        """Return whether a command works now: while the user types a name, its keys are letters."""
        return not (command in ON_ENTITIES and self._panes.entities.typing)

    # Conditions

    def _selected(self) -> tuple[str, str] | None:
        """Return field and value of what is selected in the pane with the focus, or else of what the trail follows."""
        context, panes = self._host.context(), self._panes
        if context == "timeline" and (dates := panes.timeline.chosen_dates()):
            return "date", dates
        selected = selected_name(self._session, panes, context)
        return (selected.field(quotes=self._session.quotes), selected.name) if selected is not None else None

    def _explain_missing(self, command: str) -> None:
        """Say what to select before a command."""
        keys = self._keys
        entities, key = key_of("pane.entities", keys), key_of(command, keys)
        self._host.notify(explain_missing(self._panes, self._host.context(), entities, key))

    def toggle_filter(self) -> None:
        """Add what is selected to the query as a condition, or remove it; a quote has one speaker alone."""
        selected = self._selected()
        if selected is None:
            self._explain_missing("entity.filter")
        elif selected[0] == "date":
            self._panes.timeline.action_choose()
        else:
            from ....index.query.compose import has_filter, toggled_filter, with_only  # not needed for the first frame

            session = self._session
            only = session.quotes and selected[0].startswith("speaker") and not has_filter(session.query, *selected)
            self._host.post(ChangeQuery((with_only if only else toggled_filter)(session.query, *selected)))

    def toggle_exclusion(self) -> None:
        """Exclude what is selected from the results, or take the last exclusion back.

        What is excluded leaves the lists, and the cursor is on another name: that is excluded only once the user has
        moved to it.
        """
        selected = self._selected()
        if self._excluded is not None and self._excluded[1] == self._session.query:
            selected = self._excluded[0]
        if selected is None:
            self._explain_missing("entity.exclude")
            return
        from ....index.query.compose import toggled_filter  # not needed to paint the first frame

        self._panes.timeline.clear_selection()
        query = toggled_filter(self._session.query, *selected, exclude=True)
        self._excluded = (selected, query)
        self._host.post(ChangeQuery(query))

    def row_selected(self) -> None:
        """Forget the last exclusion: the user has moved to another name."""
        self._excluded = None

    def toggle_dates(self, dates: str) -> None:
        """Add a `date:` condition to the query, or remove it."""
        from ....index.query.compose import has_filter, with_dates, without_filter  # not needed for the first frame

        query = self._session.query
        if has_filter(query, "date", dates):
            query = without_filter(query, "date", dates)
        else:
            query = with_dates(query, dates, today=date.today())
        self._host.post(ChangeQuery(query))

    def follow_entity(self) -> None:
        """Make the mentions of the selected entity the trail, or the quotes of the selected speaker."""
        entity = self._panes.entities.chosen()
        if entity is not None:
            kind = "speaker" if self._panes.entities.lists_speakers else "entity"
            self._host.post(FollowTrail(Trail(kind, entity[1], entity[0] if kind == "entity" else "misc")))

    # Counts

    def count(self) -> None:
        """Count the results over time, and their entities."""
        self._host.start("timeline", self._count_dates)
        self._host.start("entities", self._count_entities)

    def recount_dates(self) -> None:
        """Count the results over time again: there is room for more bars, or for fewer."""
        self._host.start("timeline", self._count_dates, RESIZE_DEBOUNCE)

    async def _count_dates(self, delay: float = 0.0) -> None:
        if delay:
            await asyncio.sleep(delay)
        session, timeline = self._session, self._panes.timeline
        scope = session.scope
        counted = await session.timeline(timeline.room())
        if scope == session.scope:
            timeline.show(counted)

    def count_trends(self) -> None:
        """Count when the names on screen appear in the results."""
        self._host.start("trends", self._count_trends)

    async def _count_trends(self) -> None:
        session, pane = self._session, self._panes.entities
        scope, names = session.scope, pane.trends.missed()
        found = await session.report(SplitTimelineBy(scope, BARS, names=names, stretches=CELLS), SplitTimeline)
        if scope == session.scope:
            counted: dict[EntityId, Sequence[int]] = {
                (part.type, part.name): [bucket.count for bucket in part.timeline.buckets]
                for part in found.parts
                if part.type is not None
            }
            pane.trends.put(names, counted)
            pane.refresh()

    def show_typing(self) -> None:
        """Show in footer and title whether letters narrow the entities."""
        typing = self._panes.entities.typing
        self._panes.footer.show("narrow" if typing else self._host.context())
        self._host.show_titles()

    def list_other_entities(self) -> None:
        """Count the entities that the pane wants to list now."""
        self._host.show_titles()
        delay = LETTER_DEBOUNCE if self._panes.entities.typing else 0.0
        self._host.start("entities", self._count_entities, delay)

    async def _count_entities(self, delay: float = 0.0) -> None:
        if delay:
            await asyncio.sleep(delay)
        session, pane = self._session, self._panes.entities
        wanted = pane.wanted
        asked = (session.scope, wanted)
        if wanted.together is not None:
            together = await session.together(wanted.together, limit=wanted.limit)
            if asked == (session.scope, pane.wanted):
                pane.show_counted(together)
            return
        if wanted.speakers:
            speakers = await session.speakers(limit=wanted.limit * len(ENTITY_TYPES), holding=wanted.holding)
            if asked == (session.scope, pane.wanted):
                pane.show_counted(speakers)
                self._host.paint_soon()
            return
        ids = tuple(pane.uncounted(()))  # asked for with the others, so that the list is painted once
        # A list that the user has followed far stays as long when the index has changed.
        limit = max(wanted.limit, pane.deepest) if wanted.lists_all and asked == self._listed else wanted.limit
        answer = await session.facets(limit=limit, holding=wanted.holding, also=ids)
        if asked == (session.scope, pane.wanted):
            self._listed = asked
            pane.show_results(answer.facets.entities, ids, answer.also, answer.facets.totals, answer.over_time)
            self._host.paint_soon()
        if not self._is_warm:
            self._is_warm = True
            self._host.start("warm", self._load_modules)

    def list_next(self, kind: EntityType, listed: int) -> None:
        """Count the names of a type that follow those in the list."""
        self._host.start(f"next {kind}", self._list_next, kind, listed)

    async def _list_next(self, kind: EntityType, listed: int) -> None:
        session, pane = self._session, self._panes.entities
        scope, wanted = asked = session.scope, pane.wanted
        question = CountFacets(scope, (kind,), MANY, listed, wanted.holding, mentions=False)
        found = await session.ask(question, FacetsAnswer)
        if asked == (session.scope, pane.wanted):
            pane.show_next(found.facets.entities)

    async def _load_modules(self) -> None:
        """Import what conditions are written with, now that all is shown: it would delay the first filter key."""
        await asyncio.to_thread(importlib.import_module, "....index.query.compose", __package__)

    def count_ahead(self, reading: Reading) -> None:
        """Count an article's entities before it opens: it is then painted once, with its counts."""
        self._host.start("counts ahead", self._count, self._panes.entities.unknown(reading.annotations))

    def count_here(self) -> None:
        """Count the entities of the open article that are not among the most frequent of the results."""
        if not self._host.is_running("entities"):  # that one counts them with the others
            self._host.start("here", self._count, None)

    async def _count(self, ids: Collection[EntityId] | None) -> None:
        """Count in how many of the results entities are; by default those of the open article."""
        session, pane = self._session, self._panes.entities
        ids = pane.uncounted() if ids is None else ids
        if not ids:
            return
        scope = session.scope
        counts = (await session.facets(limit=len(ids), among=tuple(ids))).facets.entities
        if scope == session.scope:
            pane.add_counts(ids, counts)
