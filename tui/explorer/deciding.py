"""The screen on which is decided who is who; the prompts are those of `identity_prompts`."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from textual.screen import Screen

from ...index.config.settings import Settings
from ...index.curation.changes import is_about, reference, split_reference
from ...index.decisions import Change, Merge, Rejection
from ...index.model import EntityCount, EntityType
from ...index.protocol import CountFacets, FacetsAnswer, ListVariants, Scope, Variants
from ..panes.entities import EntitiesPane
from .identity_prompts import IdentityPrompts
from .keeping import Keeping
from .session import Service
from .trail import Trail

NAMES = 2000
"""Names that are offered, those of the most articles."""


class Names:
    """The names of the index, as the prompts ask for them."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def frequent_entities(self, types: Sequence[EntityType]) -> Sequence[EntityCount]:
        """The entities of some types in most articles; raises ServiceError."""
        answer = await self._service.ask(CountFacets(Scope(""), tuple(types), NAMES))
        return answer.facets.entities if isinstance(answer, FacetsAnswer) else ()

    async def variants(self, kind: EntityType, name: str) -> Sequence[EntityCount]:
        """The entities that are merged into one; raises ServiceError."""
        answer = await self._service.ask(ListVariants((kind, name)))
        return answer.entities if isinstance(answer, Variants) else ()


class Deciding(Keeping):
    """The desk with decisions on entities."""

    def __init__(self, settings: Settings, service: Service) -> None:
        super().__init__(settings, service)
        self._prompts = IdentityPrompts(_PromptHost(self), Names(service), self._decide_on)

    def _decide_on(self, changes: tuple[Change, ...], message: str) -> None:
        self.decide(*changes, said=f"{message} u undoes it.")

    def _chosen_entity(self) -> tuple[EntityType, str] | None:
        chosen = self.query_one(EntitiesPane).chosen()
        if chosen is None:
            self.say("Select an entity first: press 4 and move to it.")
        return chosen

    def _names_at_hand(self, kind: EntityType) -> list[str]:
        return [row.name for _, row in self.query_one(EntitiesPane).loaded() if row.name and row.type == kind]

    def action_merge_entity(self) -> None:
        """Ask which entity the selected one is the same as."""
        if chosen := self._chosen_entity():
            self._prompts.merge(*chosen, self._names_at_hand(chosen[0]))

    def action_rename_entity(self) -> None:
        """Ask for another name of the selected entity."""
        if chosen := self._chosen_entity():
            self._prompts.rename(*chosen, self._names_at_hand(chosen[0]))

    def action_retype_entity(self) -> None:
        """Ask for another type of the selected entity."""
        if chosen := self._chosen_entity():
            self._prompts.retype(*chosen)

    def action_split_entity(self) -> None:
        """Ask which name to split off the selected entity."""
        if chosen := self._chosen_entity():
            self._prompts.split(*chosen)

    def action_reject_entity(self) -> None:
        """Reject the selected entity, once the user confirms it."""
        if chosen := self._chosen_entity():
            self._prompts.reject(*chosen)

    def action_correct_speaker(self) -> None:
        """Ask who said the selected quote."""
        reading, target = self.session.reading, self._target()
        if target is None or not target[1].said:
            self.say("Select a quote first: press 3 and move to it.")
            return
        key, about = target
        before = self.keeper.curation.quotes.get(key)
        entities = reading.annotations.entities if reading is not None else ()
        speakers = [one for one in entities if one.type in ("person", "org")]
        people: list[tuple[str, EntityType]] = [(one.name, one.type) for one in speakers]
        self._prompts.correct_speaker(key, about, before.corrected_speaker if before is not None else "", people)

    def entities_decided(self, changes: tuple[Change, ...]) -> None:
        """Ask again for all that names entities, and keep the trail where it still leads somewhere."""
        session = self.session
        session.forget()
        for change in changes:
            trail = session.trail
            followed = reference(trail.type, trail.name) if trail.kind == "entity" else trail.name
            match change:
                case Merge(canonical=canonical, others=others, on=True) if any(is_about(followed, o) for o in others):
                    kind, name = split_reference(canonical)
                    session.follow(trail._replace(name=name, type=kind or trail.type))
                case Rejection(name=name, on=True) if trail.named and is_about(followed, name):
                    session.follow(Trail())
                case _:
                    pass
        if session.reading is not None:
            self.open_article(session.article_id, self.here())
        self.search_again()


class _PromptHost:
    """Opens prompts on the screen."""

    def __init__(self, screen: Deciding) -> None:
        self._screen = screen

    def open(self, screen: Screen[Any], callback: Callable[[Any], None]) -> None:
        """Open a screen over the panes."""
        self._screen.app.push_screen(screen, callback)

    def notify(self, message: str) -> None:
        """Show a message for a few seconds."""
        self._screen.say(message)

    def start(self, group: str, task: Callable[..., Awaitable[None]], *args: Any) -> None:
        """Run a task in place of the last one of its group."""
        self._screen.work(group, task, *args)
