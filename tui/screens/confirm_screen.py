"""A yes-or-no question before a decision."""

from typing import NamedTuple

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit
from ..widgets.long_list import Line, LongList
from .overlay import OverScreen


class Answer(NamedTuple):
    """An answer."""

    text: str
    sure: bool


class AnswerList(LongList[Answer]):
    """One line for each row."""

    row_height = 1

    def row(self, item: Answer, width: int, chosen: bool) -> list[Line]:
        """Return the answer."""
        look = self.part("row--strong") if chosen else None
        return [[Segment(fit(sanitise_line(item.text), width), look)]]


class ConfirmScreen(OverScreen[bool]):
    """Ends with True for yes; all texts are sanitised."""

    def __init__(self, question: str, yes: str, no: str) -> None:
        super().__init__()
        self._question = question
        self._answers = [Answer(yes, True), Answer(no, False)]

    def compose(self) -> ComposeResult:
        """The answers."""
        with Vertical(classes="over-box"):
            yield AnswerList(id="answers", empty="")

    def on_mount(self) -> None:
        """Show the answers."""
        self.name_box(self._question)
        rows = self.query_one(AnswerList)
        rows.fill(self._answers)
        rows.focus()

    @on(LongList.Chosen)
    def _chosen(self) -> None:
        item = self.query_one(AnswerList).item()
        self.dismiss(item is not None and item.sure)
