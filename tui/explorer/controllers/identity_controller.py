"""Decisions on who is who, and on who said a quote."""

from collections.abc import Mapping

from ....index.curation.changes import is_about, reference, split_reference
from ....index.decisions import Change, EditItem, Merge, Rejection, Split
from ....index.model import EntityType
from ...panes.entity_rows import EntityId
from ...session.session import Session
from ...session.trail import Trail
from ...storage.curation_cache import CurationCache
from ..decision_target import selected_target
from ..host import Handler, Host
from ..identity_prompts import IdentityPrompts
from ..messages import Decide, OpenArticle, RefreshResults
from ..pane_layout import Panes


class IdentityController:
    """Asks for decisions on the selected entity or quote, and shows what follows from them."""

    def __init__(self, host: Host, session: Session, panes: Panes, curation_cache: CurationCache) -> None:
        self._host = host
        self._session = session
        self._panes = panes
        self._curation_cache = curation_cache
        self._prompts = IdentityPrompts(host, session, self._decide)

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {
            "entities.merge": self.ask_merge,
            "entities.rename": self.ask_name,
            "entities.type": self.ask_type,
            "entities.split": self.ask_split,
            "entities.reject": self.ask_rejection,
            "quotes.correct": self.ask_speaker,
        }

    def _decide(self, changes: tuple[Change, ...], message: str) -> None:
        self._host.post(Decide(changes, f"{message} u undoes it."))

    def _selected(self) -> EntityId | None:
        """Return the selected entity; if there is none, say so."""
        selected = self._panes.entities.chosen()
        if selected is None:
            self._host.notify("Select an entity first: press 4 and move to it.")
        return selected

    def _listed(self, type_: EntityType) -> list[str]:
        """Return the names of a type in the list."""
        return [row.name for _, row in self._panes.entities.loaded() if row.name and row.type == type_]

    def ask_merge(self) -> None:
        """Ask which entity the selected one is the same as."""
        if selected := self._selected():
            self._prompts.merge(*selected, self._listed(selected[0]))

    def ask_name(self) -> None:
        """Ask for another name of the selected entity."""
        if selected := self._selected():
            self._prompts.rename(*selected, self._listed(selected[0]))

    def ask_type(self) -> None:
        """Ask for another type of the selected entity."""
        if selected := self._selected():
            self._prompts.retype(*selected)

    def ask_split(self) -> None:
        """Ask which name to split off the selected entity."""
        if selected := self._selected():
            self._prompts.split(*selected)

    def ask_rejection(self) -> None:
        """Reject the selected entity, once the user confirms it."""
        if selected := self._selected():
            self._prompts.reject(*selected)

    def ask_speaker(self) -> None:
        """Ask who said the selected quote."""
        reading = self._session.reading
        target = selected_target(self._session, self._panes, self._host.context())
        if target is None or not target[1].said:
            self._host.notify("Select a quote first: press 3 and move to it.")
            return
        key, about = target
        before = self._curation_cache.curation.quotes.get(key)
        entities = reading.annotations.entities if reading is not None else ()
        speakers: list[tuple[str, EntityType]] = [
            (one.name, one.type) for one in entities if one.type in ("person", "org")
        ]
        self._prompts.correct_speaker(key, about, before.corrected_speaker if before is not None else "", speakers)

    def show_decisions(self, changes: tuple[Change, ...]) -> None:
        """Show entities and quotes as they are after decisions, and keep the trail where it still leads somewhere."""
        session = self._session
        if not any(_renames(change) for change in changes):
            return
        session.forget()
        for change in changes:
            trail = session.trail
            followed = reference(trail.type, trail.name) if trail.kind == "entity" else trail.name
            match change:
                case Merge(canonical=canonical, others=others, on=True) if any(is_about(followed, o) for o in others):
                    type_, name = split_reference(canonical)
                    session.follow(trail._replace(name=name, type=type_ or trail.type))
                case Rejection(name=name, on=True) if trail.named and is_about(followed, name):
                    session.follow(Trail())
                case _:
                    pass
        if session.reading is not None:
            self._host.post(OpenArticle(session.article_id, "stay"))
        self._host.post(RefreshResults())


def _renames(change: Change) -> bool:
    """Return whether a change is about entities, or about the speaker of a quote."""
    return isinstance(change, Merge | Split | Rejection) or (
        isinstance(change, EditItem) and change.speaker is not None
    )
