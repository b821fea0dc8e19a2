"""Choosing corpora: all of the open index, one of them, or another index."""

from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical

from ...index.config.settings import Settings, known
from ...index.processes.search_process import ServiceError
from ..session.session import Session
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit, pad
from ..widgets.long_list import Line, LongList
from .overlay import OverScreen

COUNT = 12
"""Cells of the column of counts."""


class Choice(NamedTuple):
    """A corpus or another index; without both, a heading."""

    text: str
    note: str = ""
    corpus: str | None = None
    """One of the open index's, "" for all of them."""
    settings: Settings | None = None
    """Another index."""


class CorporaList(LongList[Choice]):
    """Corpora of the open index, and under a heading those of other indexes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--heading"}
    row_height = 1

    def selectable(self, index: int) -> bool:
        """Skip headings."""
        item = self.item(index)
        return item is None or item.corpus is not None or item.settings is not None

    def row(self, item: Choice, width: int, chosen: bool) -> list[Line]:
        """Name, and how many articles or where."""
        if item.corpus is None and item.settings is None:
            return [[Segment(fit(item.text, width), self.part("row--heading"))]]
        note = sanitise_line(item.note)
        room = COUNT if item.corpus is not None else width // 2
        if len(note) > room:
            note = "…" + note[1 - room :]
        look = self.part("row--strong") if chosen else None
        return [[Segment(pad(sanitise_line(item.text), width - room), look), Segment(note, self.part("row--dim"))]]


class CorporaScreen(OverScreen[Choice]):
    """Ends with the choice, or with None."""

    def __init__(self, settings: Settings, session: Session) -> None:
        super().__init__()
        self._settings = settings
        self._session = session

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="over-box"):
            yield CorporaList(id="corpora", empty="Looking …")

    def on_mount(self) -> None:
        """List the corpora, and count the articles of each."""
        self.name_box("Corpora · Enter searches only that one")
        self.query_one(CorporaList).focus()
        self._fill({})
        self._count()

    def _fill(self, counts: dict[str, int]) -> None:
        rows = self.query_one(CorporaList)
        names = [corpus.name for corpus in self._settings.corpora]
        choices = [Choice("In this index")]
        if len(names) > 1:
            choices.append(Choice(f"all {len(names)} together", _counted(counts.get("")), ""))
        choices += [Choice(name, _counted(counts.get(name)), name if len(names) > 1 else "") for name in names]
        now = next((at for at, one in enumerate(choices) if one.corpus == self._session.corpus), 1)
        others = [one for one in known(self._settings.config) if one.folder != self._settings.folder]
        if others:
            choices += [Choice(""), Choice("Other indexes")]
            choices += [Choice(one.name, ", ".join(_paths(one)), settings=one) for one in others]
        rows.fill(choices, cursor=rows.cursor or now)

    @work
    async def _count(self) -> None:
        counts: dict[str, int] = {}
        for name in ("", *(corpus.name for corpus in self._settings.corpora)):
            try:
                counts[name] = await self._session.count_corpus(name)
            except ServiceError:
                return  # the explorer tells of an index that cannot be asked
        self._fill(counts)

    @on(LongList.Chosen)
    def _choose(self) -> None:
        choice = self.query_one(CorporaList).item()
        if choice is not None:
            self.dismiss(choice)


def _counted(count: int | None) -> str:
    return "" if count is None else f"{count:>{COUNT},}"


def _paths(settings: Settings) -> list[str]:
    return [path for corpus in settings.corpora for path in corpus.paths]
