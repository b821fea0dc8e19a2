"""Prompts for decisions on who is who: merge, rename, retype, split, reject, and the speaker of a quote.

They know no screen: a host opens prompts and shows messages, and `decide` makes the decision.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from textual.screen import Screen

from ...index.curation.changes import folded, reference, split_reference
from ...index.decisions import UNKNOWN_SPEAKER, Change, CuratedItem, EditItem, Merge, Rejection, Split
from ...index.model import ENTITY_TYPES, EntityCount, EntityType
from ..storage.undo_stack import TYPE_NAMES
from ..terminal.sanitise import sanitise_line
from ..widgets.prompt import Prompt, PromptHistory

MOST_OFFERED = 40
"""Completions of what is typed."""
_TYPES: dict[str, EntityType] = {word: kind for kind in ENTITY_TYPES for word in (kind, TYPE_NAMES[kind])}


class PromptHost(Protocol):
    """What opens the prompts."""

    def open(self, screen: Screen[Any], callback: Callable[[Any], None]) -> None:
        """Open a screen over the panes; `callback` gets what it ends with."""
        ...

    def notify(self, message: str) -> None:
        """Show a message for a few seconds."""
        ...

    def start(self, group: str, task: Callable[..., Awaitable[None]], *args: Any) -> None:
        """Run a task in place of the last one of its group."""
        ...


class EntitySource(Protocol):
    """What the prompts ask of the index; both raise ServiceError."""

    async def frequent_entities(self, types: Sequence[EntityType]) -> Sequence[EntityCount]:
        """The entities of some types in most articles."""
        ...

    async def variants(self, kind: EntityType, name: str) -> Sequence[EntityCount]:
        """Fetch the entities, as articles name them, that are merged into one."""
        ...


class IdentityPrompts:
    """Asks for decisions on one entity, or on the speaker of one quote.

    Args:
        host: Opens prompts.
        source: Knows the names of the index.
        decide: Makes changes, and shows a message once they are written.
    """

    def __init__(
        self, host: PromptHost, source: EntitySource, decide: Callable[[tuple[Change, ...], str], None]
    ) -> None:
        self._host = host
        self._source = source
        self._decide = decide
        self._memory = PromptHistory()
        self._known: dict[str, list[EntityType]] = {}
        """Names to complete from, with their types."""

    def merge(self, kind: EntityType, name: str, known: Sequence[str]) -> None:
        """Ask which entity one is the same as; `known` are names of its type at hand."""
        self._know(known, kind)
        self._host.start("names", self._fetch_names, (kind,))
        self._ask_name(f"Merge “{name}” with", kind, name, warn_if_known=False)

    def rename(self, kind: EntityType, name: str, known: Sequence[str]) -> None:
        """Ask for another name of an entity."""
        self._know(known, kind)
        self._host.start("names", self._fetch_names, (kind,))
        self._ask_name(f"Rename “{name}” to", kind, name, warn_if_known=True)

    def _ask_name(self, label: str, kind: EntityType, name: str, *, warn_if_known: bool) -> None:
        warned: list[str] = []

        def check(text: str) -> str:
            into = _plain(text)
            if not into:
                return "Type the name."
            if into == name or (folded(into) == folded(name) and not warn_if_known):
                return "That is its name already."
            unexpected = (self._spelling(into) is not None) == warn_if_known and folded(into) != folded(name)
            if not unexpected or into in warned:
                return ""
            warned.append(into)
            if warn_if_known:
                return "Another entity has this name: press Enter again to merge the two."
            return "No entity has this name: press Enter again to rename this one."

        def ended(text: str | None) -> None:
            if text is not None:
                into = _plain(text)
                into = into if warn_if_known else self._spelling(into) or into
                merge = Merge(reference(kind, into), (reference(kind, name),))
                self._decide((merge,), f"{name} is now {into}.")

        self._host.open(
            Prompt(
                label,
                text=name if warn_if_known else "",
                memory=None if warn_if_known else self._memory,
                complete=lambda text: self._completions(text, without=name),
                check=check,
            ),
            ended,
        )

    def retype(self, kind: EntityType, name: str) -> None:
        """Ask for another type of an entity."""
        names = [TYPE_NAMES[one] for one in ENTITY_TYPES if one != kind]

        def check(text: str) -> str:
            wanted = _type_of(text)
            if wanted is None:
                return f"Type one of: {', '.join(names)}."
            return f"It is of type {TYPE_NAMES[kind]} already." if wanted == kind else ""

        def ended(text: str | None) -> None:
            wanted = _type_of(text or "")
            if wanted is not None:
                merge = Merge(reference(wanted, name), (reference(kind, name),))
                self._decide((merge,), f"{name} is now of type {TYPE_NAMES[wanted]}.")

        def complete(text: str) -> list[str]:
            return [one for one in names if one.startswith(folded(text))]

        self._host.open(Prompt(f"Type of “{name}”", hint=" · ".join(names), complete=complete, check=check), ended)

    def split(self, kind: EntityType, name: str) -> None:
        """Ask which name merged into an entity is somebody or something else."""
        self._host.start("variants", self._split, kind, name)

    async def _split(self, kind: EntityType, name: str) -> None:
        merged = [one for one in await self._source.variants(kind, name) if (one.type, one.name) != (kind, name)]
        if not merged:
            self._host.notify(f"No other name is merged into {name}.")
            return
        labels = {self._label(one, merged): one for one in sorted(merged, key=lambda one: -one.articles)}

        def check(text: str) -> str:
            return "" if _matching(labels, text) else "No such name is merged into it: Tab offers those that are."

        def ended(text: str | None) -> None:
            found = _matching(labels, text or "")
            if found:
                self._decide((Split(reference(found.type, found.name)),), f"{found.name} is no longer {name}.")

        def complete(text: str) -> list[str]:
            return [label for label in labels if folded(text) in folded(label)][:MOST_OFFERED]

        hint = " · ".join(sanitise_line(label) for label in list(labels)[:6])
        self._host.open(Prompt(f"Split off “{name}”", hint=hint, complete=complete, check=check), ended)

    @staticmethod
    def _label(one: EntityCount, among: Sequence[EntityCount]) -> str:
        namesakes = sum(folded(other.name) == folded(one.name) for other in among)
        return f"{one.name} ({TYPE_NAMES[one.type]})" if namesakes > 1 else one.name

    def reject(self, kind: EntityType, name: str) -> None:
        """Reject an entity, once the user confirms it."""
        from ..screens.confirm_screen import ConfirmScreen  # not needed to paint the first frame

        def ended(sure: bool | None) -> None:
            if sure:
                self._decide((Rejection(reference(kind, name)),), f"{name} is rejected as a {TYPE_NAMES[kind]}.")

        question = f"Reject “{name}” ({TYPE_NAMES[kind]}) as a name?"
        yes = "Yes: do not list, mark or find it"
        self._host.open(ConfirmScreen(question, yes, "No: change nothing"), ended)

    def correct_speaker(
        self, key: str, about: CuratedItem, corrected: str, here: Sequence[tuple[str, EntityType]] = ()
    ) -> None:
        """Ask who said a quote.

        Args:
            key: Of the quote.
            about: Its facts.
            corrected: The correction made before, by reference; "" for none.
            here: Names in its article, with their types: offered first.
        """
        self._known = {}
        for name, kind in here:
            self._know((name,), kind)
        self._host.start("names", self._fetch_names, ("person", "org"))
        warned: list[str] = []

        def check(text: str) -> str:
            name = _plain(text)
            known = not name or name == UNKNOWN_SPEAKER or self._spelling(name) is not None
            if known or name in warned:
                return ""
            warned.append(name)
            return "No entity has this name: press Enter again to take it."

        def ended(text: str | None) -> None:
            if text is None:
                return
            name = _plain(text)
            if not name:
                if corrected:
                    self._decide((EditItem(key, about, speaker=""),), "The speaker is as found in the text.")
                return
            if name == UNKNOWN_SPEAKER:
                self._decide((EditItem(key, about, speaker=UNKNOWN_SPEAKER),), "The speaker of the quote is unknown.")
                return
            name = self._spelling(name) or name
            kinds = self._known.get(name, [])
            written = reference(kinds[0], name) if kinds else reference("person", name)
            self._decide((EditItem(key, about, speaker=written),), f"{name} is now the speaker of the quote.")

        before = "" if corrected == UNKNOWN_SPEAKER else split_reference(corrected)[1]
        hint = "a name · ? if unknown · empty: as found in the text"
        prompt = Prompt("Who said it", text=before, hint=hint, complete=self._completions, check=check)
        self._host.open(prompt, ended)

    # Names

    async def _fetch_names(self, types: Sequence[EntityType]) -> None:
        for one in await self._source.frequent_entities(types):
            self._know((one.name,), one.type)

    def _know(self, names: Sequence[str], kind: EntityType) -> None:
        for name in names:
            kinds = self._known.setdefault(name, [])
            if kind not in kinds:
                kinds.append(kind)

    def _spelling(self, name: str) -> str | None:
        """A name as the index writes it; None when it does not have it."""
        return next((one for one in self._known if folded(one) == folded(name)), None)

    def _completions(self, text: str, without: str = "") -> list[str]:
        wanted = folded(text)
        others = [one for one in self._known if one != without and wanted in folded(one)]
        return sorted(others, key=lambda one: not folded(one).startswith(wanted))[:MOST_OFFERED]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _type_of(text: str) -> EntityType | None:
    """The type that a word means, or the only one that begins with it."""
    wanted = folded(text)
    if wanted in _TYPES:
        return _TYPES[wanted]
    found: set[EntityType] = {kind for name, kind in _TYPES.items() if wanted and name.startswith(wanted)}
    return found.pop() if len(found) == 1 else None


def _matching(labels: dict[str, EntityCount], text: str) -> EntityCount | None:
    wanted = folded(text)
    return next((one for label, one in labels.items() if folded(label) == wanted), None)
