"""The search line: what is asked, what came back, and what should be known of how the query was read."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.timer import Timer
from textual.widgets import Input, Label

from ...index.messages import Results
from ...index.model import Sort
from ..commands import character_of
from ..keymap import bindings
from ..widgets.sanitise import sanitise_line

NARROW = 100
"""Below this many columns the outcome leaves room to the query."""


class QueryInput(Input):
    """The text field of the search line."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("search")]

    # The field is as wide as it is, whatever is typed: nothing need be laid out anew at each letter.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(self) -> None:
        super().__init__(
            placeholder='words, "a phrase", person:name, date:2017-11 …',
            compact=True,
            select_on_focus=False,
            id="query",
        )
        self.cursor_blink = False  # each blink would be written to the terminal

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """What can be typed is typed, whatever it does elsewhere; Textual does not know the character of every key."""
        return super().check_consume_key(key, character or character_of(key) or None)

    def validate_value(self, value: str) -> str:
        """Let nothing in that could reach the terminal as more than characters."""
        return sanitise_line(value)

    async def action_leave(self) -> None:
        """Leave for the results; a query still waiting is searched at once."""
        self.query_ancestor(SearchLine).search_now()
        await self.run_action("screen.pane('results')")


class SearchLine(Vertical):
    """Query on the left, mode, total, time and order on the right, notes below."""

    class Changed(Message):
        """There is another query to answer."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    def __init__(self, *, id: str, debounce: float) -> None:
        super().__init__(id=id)
        self._debounce = debounce
        self._timer: Timer | None = None
        self._asked = ""
        self._noted = ("", False)

    def compose(self) -> ComposeResult:
        """One line, and one more for notes."""
        with Horizontal(id="search-line"):
            yield Label("/", id="prompt", markup=False)
            yield QueryInput()
            yield Label("", id="outcome", markup=False)
        yield Label("", id="notes", markup=False)

    @property
    def input(self) -> QueryInput:
        """The text field."""
        return self.query_one(QueryInput)

    def set_query(self, query: str) -> None:
        """Show a query that is being searched already."""
        self._stop()
        self._asked = sanitise_line(query)
        with self.input.prevent(Input.Changed):
            self.input.value = self._asked
        self.input.cursor_position = len(self._asked)

    def search_now(self) -> None:
        """Do not wait any longer for more to be typed."""
        self._stop()
        value = self.input.value
        if value != self._asked:
            self._asked = value
            self.post_message(self.Changed(value))

    def tell(self, results: Results | None, *, articles: int, quotes: bool, sort: Sort, trouble: str = "") -> None:
        """Show what came back; None while nothing did."""
        mode = "quotes" if quotes else "articles"
        if results is None:
            outcome = f"{mode} ▸ …"
        elif self.size.width < NARROW:
            outcome = f"{results.total:,} {mode} · {shown_time(results.seconds)} · {sort}"
        else:
            of = f" of {articles:,}" if not quotes else ""
            outcome = f"{mode} ▸ {results.total:,}{of} · {shown_time(results.seconds)} · {sort}"
        self.query_one("#outcome", Label).update(Content(outcome), layout=self.size.width < NARROW)
        notes = [trouble] if trouble else list(results.notes) if results is not None else []
        self._note(" ".join(sanitise_line(note) for note in notes), trouble=bool(trouble))

    def _note(self, note: str, *, trouble: bool) -> None:
        if (note, trouble) == self._noted:
            return  # to lay the screen out anew for the same words would cost more than all the rest
        self._noted = (note, trouble)
        label = self.query_one("#notes", Label)
        label.update(Content(note))
        label.display = bool(note)
        label.set_class(trouble, "-trouble")

    def on_resize(self) -> None:
        """Leave room to the query."""
        self.set_class(self.size.width < NARROW, "-narrow")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._stop()
        self._timer = self.set_timer(self._debounce, self.search_now)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def on_click(self) -> None:
        """A click anywhere on the line is meant for the text field."""
        self.screen.set_focus(self.input)


def shown_time(seconds: float) -> str:
    """A duration as the search line shows it."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
