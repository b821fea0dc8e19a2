"""The list of past messages."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical

from ..session.past_message import PastMessage
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import wrap
from ..widgets.long_list import Line, LongList
from .overlay import OverScreen

TIME = 10
"""Cells of the column of times."""
LINES = 3
"""Lines of a message, at most."""


class MessageList(LongList[PastMessage]):
    """Time and text of each message."""

    row_height = LINES

    def row(self, item: PastMessage, width: int, chosen: bool) -> list[Line]:
        """Return the message beside its time."""
        text = sanitise_line(item.text)
        look = self.part("row--strong") if chosen else None
        spans = wrap(text, 0, len(text), max(8, width - TIME))[:LINES]
        times = [item.time, *[""] * LINES]
        return [
            [Segment(f"{time:<{TIME}}", self.part("row--dim")), Segment(text[start:end], look)]
            for time, (start, end) in zip(times, spans, strict=False)
        ]


class MessagesScreen(OverScreen[None]):
    """Lists past messages, the newest first."""

    def __init__(self, messages: Sequence[PastMessage]) -> None:
        super().__init__()
        self._messages = tuple(reversed(messages))

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="over-box"):
            yield MessageList(id="messages", empty="There are no messages yet.")

    def on_mount(self) -> None:
        """Show the messages."""
        self.name_box(f"Messages · {len(self._messages):,}" if self._messages else "Messages", "Esc closes")
        self.query_one(MessageList).fill(self._messages)
        self.query_one(MessageList).focus()
