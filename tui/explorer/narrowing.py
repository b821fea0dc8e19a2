"""What is searched, changed by what is chosen in the panes: conditions added and taken out, and counts that follow."""

import asyncio
import importlib
from collections.abc import Collection
from datetime import date

from textual import on

from ...index.protocol import CountFacets, CountTogether, Reading
from ..commands.registry import COMMANDS, key_of
from ..panes.entities import EntitiesPane
from ..panes.entity_rows import EntityId
from ..panes.quotes import QuotesPane
from ..panes.search import SearchLine
from ..panes.status_lines import FooterLine
from ..panes.timeline import TimelinePane
from ..widgets.long_list import LongList
from .frame import Frame
from .trail import Place, Trail, filter_field, speaker_name

LETTERS = frozenset(
    command.action.removeprefix("screen.").split("(")[0]
    for command in COMMANDS
    if command.context == "entities" and command.action.startswith("screen.")
)
"""What the screen does with entities."""
LETTER_SECONDS = 0.05
"""A list is narrowed once no other letter has come for this long."""
REST_SECONDS = 0.15
"""The timeline is counted anew once the size of the terminal has not changed for this long."""


class Narrowing(Frame):
    """The desk with the quotes, entities and timeline of what is searched, and conditions made of them."""

    _ready = False
    """Whether all that keys need is loaded."""

    def search_anew(self, want: Place | None = None, *, begun: bool = False) -> None:
        """Show that what is searched has changed, and ask; go to a place in what is found.

        A query that is `begun` is still being typed.
        """
        raise NotImplementedError

    def change_query(self, query: str, *, quotes: bool | None = None) -> None:
        """Search something else, in articles or in quotes; the way back leads here."""
        session = self.session
        quotes = session.quotes if quotes is None else quotes
        if (query, quotes) == (session.query, session.quotes):
            self.say("That is what is searched already.")
            return
        self.leave_place()
        session.query, session.quotes = query, quotes
        self.query_one(SearchLine).set_query(query)
        self.search_anew()

    # Conditions

    def _chosen(self) -> tuple[str, str] | None:
        """Field and value of what is chosen in the pane in focus, or else of what the trail follows."""
        context, trail = self.context(), self.session.trail
        if context == "entities" and (entity := self.query_one(EntitiesPane).chosen()) is not None:
            return filter_field(entity[0]), entity[1]
        if context == "timeline" and (dates := self.query_one(TimelinePane).chosen_dates()):
            return "date", dates
        if context == "quotes" and (quote := self.query_one(QuotesPane).quote()) is not None:
            return ("speaker", speaker_name(quote.speaker)) if quote.speaker is not None else None
        if not trail.named:
            return None
        return "speaker" if trail.kind == "speaker" else filter_field(trail.type), trail.name

    def _nothing_chosen(self, command: str) -> None:
        if self.context() == "quotes" and self.query_one(QuotesPane).quote() is not None:
            self.say("Nobody is named as the speaker of this quote.")
            return
        keys = self.settings.config.interface.keys
        entities, key = key_of("pane.entities", keys), key_of(command, keys)
        self.say(f"Choose an entity first: press {entities}, move to it, and press {key}.")

    def action_filter(self) -> None:
        """Search only what has what is chosen, or no longer only that."""
        chosen = self._chosen()
        if chosen is None:
            self._nothing_chosen("entity.filter")
        elif chosen[0] == "date":
            self.query_one(TimelinePane).action_choose()
        else:
            from ...index.query.compose import toggled_filter  # not needed to paint the first frame

            self.change_query(toggled_filter(self.session.query, *chosen))

    def action_exclude(self) -> None:
        """Search only what does not have what is chosen, or no longer only that."""
        chosen = self._chosen()
        if chosen is None:
            self._nothing_chosen("entity.exclude")
            return
        from ...index.query.compose import toggled_filter  # not needed to paint the first frame

        self.query_one(TimelinePane).give_up()
        self.change_query(toggled_filter(self.session.query, *chosen, exclude=True))

    def action_clear_trail(self) -> None:
        """Give up what was begun in the pane in focus, or let the trail follow the search's matches again."""
        context = self.context()
        if context == "timeline" and self.query_one(TimelinePane).give_up():
            return
        if context == "entities" and self.query_one(EntitiesPane).give_up():
            return
        super().action_clear_trail()

    # Timeline

    @on(TimelinePane.Chosen)
    def _dates_chosen(self, event: TimelinePane.Chosen) -> None:
        from ...index.query.compose import has_filter, with_dates, without_filter  # not needed for the first frame

        query = self.session.query
        if has_filter(query, "date", event.dates):
            self.change_query(without_filter(query, "date", event.dates))
        else:
            self.change_query(with_dates(query, event.dates, today=date.today()))

    @on(TimelinePane.Resized)
    def _timeline_resized(self) -> None:
        self.work("timeline", self.count_time, REST_SECONDS)

    async def count_time(self, delay: float = 0.0) -> None:
        """Count the results over time."""
        if delay:
            await asyncio.sleep(delay)
        session, timeline = self.session, self.query_one(TimelinePane)
        scope = session.scope
        counted = await session.timeline(timeline.room())
        if scope == session.scope:
            timeline.show(counted)

    # Quotes

    @on(LongList.Chosen, "#quotes")
    def _quote_chosen(self) -> None:
        quote = self.query_one(QuotesPane).quote()
        if quote is not None:
            self.leave_place()
            self.land((quote.start, quote.end))
            self.tell_trail()
            if self.tabbed:
                self.focus_pane("article")

    @on(QuotesPane.Grouped)
    def _quotes_grouped(self) -> None:
        self.title_panes()

    @on(QuotesPane.SpeakerChosen)
    def _speaker_chosen(self, event: QuotesPane.SpeakerChosen) -> None:
        if event.wish == "follow":
            self.follow(Trail("speaker", event.name))
            return
        from ...index.query.compose import with_filter, with_only, without_filter  # not needed for the first frame

        query = self.session.query
        if event.wish == "said":
            query = with_only(without_filter(query, "about", event.name), "speaker", event.name)
        else:
            query = with_filter(without_filter(query, "speaker", event.name), "about", event.name)
        self.change_query(query, quotes=True)
        self.focus_pane("results")  # where the quotes are now

    def tell_trail(self, order: dict[str, int] | None = None) -> None:
        """Show where one is; on the trail of a speaker the quotes follow."""
        super().tell_trail(order)
        session = self.session
        if session.trail.kind == "speaker" and session.stop is not None:
            self.query_one(QuotesPane).go_to(session.stops[session.stop])

    # Entities

    @on(LongList.Chosen, "#entities")
    def _entity_chosen(self) -> None:
        entity = self.query_one(EntitiesPane).chosen()
        if entity is not None:
            self.follow(Trail("entity", entity[1], entity[0]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of the entities that the screen answers are letters while one types letters of a name."""
        if action in LETTERS and self.query_one(EntitiesPane).typing:
            return False
        return super().check_action(action, parameters)

    @on(EntitiesPane.Typing)
    def _typing(self) -> None:
        pane = self.query_one(EntitiesPane)
        self.query_one(FooterLine).show("narrow" if pane.typing else self.context())
        self.title_panes()

    @on(EntitiesPane.Asked)
    def _other_entities(self) -> None:
        self.title_panes()
        self.work("entities", self.count_entities, LETTER_SECONDS if self.query_one(EntitiesPane).typing else 0.0)

    @on(EntitiesPane.Uncounted)
    def _uncounted(self) -> None:
        # While the results are being counted, those of the open article are counted with them.
        if all(worker.is_finished for worker in self.workers if worker.group == "entities"):
            self.work("here", self._count_here)

    def entities_wanted(self) -> CountFacets | CountTogether:
        """What to count of the results for the pane of entities, in the overview of a query."""
        wanted, scope = self.query_one(EntitiesPane).wanted, self.session.scope
        if wanted.together is not None:
            return CountTogether(scope, wanted.together, wanted.limit)
        return CountFacets(scope, limit=wanted.limit, holding=wanted.holding)

    async def count_entities(self, delay: float = 0.0) -> None:
        """Count the entities of the results that the pane wants to list."""
        if delay:
            await asyncio.sleep(delay)
        session, pane = self.session, self.query_one(EntitiesPane)
        wanted = pane.wanted
        asked = (session.scope, wanted)
        if wanted.together is not None:
            together = await session.together(wanted.together, limit=wanted.limit)
            if asked == (session.scope, pane.wanted):
                pane.show_together(together)
            return
        ids = tuple(pane.uncounted(()))  # asked for with the others, so that the list is painted once
        answer = await session.facets(limit=wanted.limit, holding=wanted.holding, also=ids)
        if asked == (session.scope, pane.wanted):
            pane.show_results(answer.facets.entities, ids, answer.also)
            self.paint_now()
        if not self._ready:
            self._ready = True
            self.work("ready", self._get_ready)

    async def _get_ready(self) -> None:
        """Load what conditions are written with, now that all is shown: for the key that writes one it takes long."""
        await asyncio.to_thread(importlib.import_module, "...index.query.compose", __package__)

    async def count_ahead(self, reading: Reading) -> None:
        """Count an article's entities before it is opened: it is painted once then, with its counts."""
        await self._count(self.query_one(EntitiesPane).unknown(reading.annotations))

    async def _count_here(self) -> None:
        """Count the entities of the open article that are not among the most frequent of the results."""
        await self._count(self.query_one(EntitiesPane).uncounted())

    async def _count(self, ids: Collection[EntityId]) -> None:
        """Count in how many of the results entities are."""
        if not ids:
            return
        session, scope = self.session, self.session.scope
        counts = (await session.facets(limit=len(ids), among=tuple(ids))).facets.entities
        if scope == session.scope:
            self.query_one(EntitiesPane).add_counts(ids, counts)
