"""The screen on which is decided who is who: two names are one, or a name is nobody's."""

from ...index.config.settings import Settings
from ...index.curation.changes import folded
from ...index.decisions import Change, Merge, Rejection
from ...index.model import EntityType
from ...index.protocol import CountFacets, FacetsAnswer, Scope
from ..panes.entities import EntitiesPane
from ..widgets.prompt import Memory, Prompt
from .keeping import Keeping
from .session import Service
from .trail import Trail

NAMES = 2000
"""Names that are offered, those of the most articles."""
OFFERED = 40
"""Names that are offered at once."""


class Deciding(Keeping):
    """The desk with decisions on entities."""

    def __init__(self, settings: Settings, service: Service) -> None:
        super().__init__(settings, service)
        self._asked = service
        self._into = Memory()
        self._known: list[str] = []
        """Names that an entity may be merged into."""

    def _chosen_entity(self) -> tuple[str, EntityType] | None:
        chosen = self.query_one(EntitiesPane).chosen()
        if chosen is None:
            self.say("Choose an entity first: press 4 and move to it.")
            return None
        kind, name = chosen
        return name, kind

    def action_merge_entity(self) -> None:
        """Ask whom the chosen entity is the same as."""
        if (chosen := self._chosen_entity()) is None:
            return
        name, kind = chosen
        self._known = [row.name for _, row in self.query_one(EntitiesPane).loaded() if row.name and row.type == kind]
        self.work("names", self._fetch_names, kind)
        warned: list[str] = []

        def complete(text: str) -> list[str]:
            wanted = folded(text)
            others = [one for one in self._known if one != name and wanted in folded(one)]
            return sorted(others, key=lambda one: not folded(one).startswith(wanted))[:OFFERED]

        def check(text: str) -> str:
            into = " ".join(text.split())
            if not into:
                return "Type the name that both are to have."
            if folded(into) == folded(name):
                return "That is its own name."
            if folded(into) not in map(folded, self._known) and into not in warned:
                warned.append(into)
                return "No entity has this name: Enter again gives it to this one."
            return ""

        def ended(text: str | None) -> None:
            if text is not None:
                into = " ".join(text.split())
                into = next((one for one in self._known if folded(one) == folded(into)), into)
                said = f"{name} is {into} from now on: B lists decisions and takes them back."
                self.decide(Merge(into, (name,)), said=said)

        prompt = Prompt(f"“{name}” is the same as", memory=self._into, complete=complete, check=check)
        self.app.push_screen(prompt, ended)

    async def _fetch_names(self, kind: EntityType) -> None:
        answer = await self._asked.ask(CountFacets(Scope(""), (kind,), NAMES))
        if isinstance(answer, FacetsAnswer):
            self._known = list(dict.fromkeys((*self._known, *(one.name for one in answer.facets.entities))))

    def action_reject_entity(self) -> None:
        """Say that the chosen entity is none, once that is confirmed."""
        from ..screens.confirm import ConfirmScreen  # not needed to paint the first frame

        if (chosen := self._chosen_entity()) is None:
            return
        name, _ = chosen

        def ended(sure: bool | None) -> None:
            if sure:
                said = f"{name} is nobody from now on: B lists decisions and takes them back."
                self.decide(Rejection(name), said=said)

        question = f"Is “{name}” nobody and nothing?"
        yes = "Yes: list, mark and find it no longer"
        self.app.push_screen(ConfirmScreen(question, yes, "No: leave it as it is"), ended)

    def entities_decided(self, changes: tuple[Change, ...]) -> None:
        """Ask anew for all that names entities."""
        session = self.session
        session.forget()
        for change in changes:
            match change:
                case Merge(canonical=canonical, others=others, on=True) if session.trail.name in others:
                    session.follow(session.trail._replace(name=canonical))
                case Rejection(name=name, on=True) if session.trail.name == name:
                    session.follow(Trail())
                case _:
                    pass
        if session.reading is not None:
            self.open_article(session.article_id, self.here())
        self.search_again()
