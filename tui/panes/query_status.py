"""The line below the query with notes about it; always there, so that nothing moves."""

from textual.content import Content
from textual.widget import Widget

from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit, wrap

MAX_LINES = 3


class StatusLine(Widget):
    """Text over as many lines as it needs; on a short terminal no line when there is no text."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(id="notes")
        self._text = ""
        self._trouble = False
        self._spare = True
        self._lines: list[str] = []

    def say(self, text: str, *, trouble: bool = False, spare: bool = True) -> None:
        """Show a text.

        Args:
            text: What to say; "" for nothing.
            trouble: Whether something did not work.
            spare: Whether there is room for a line that may be empty.
        """
        text = sanitise_line(text)
        if (text, trouble, spare) == (self._text, self._trouble, self._spare):
            return  # to lay the screen out anew for the same words would cost more than all the rest
        self._text, self._trouble, self._spare = text, trouble, spare
        self.set_class(trouble, "-trouble")
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        """Return the lines that the text needs."""
        width = self.size.width - self.styles.padding.width or 80
        spans = wrap(self._text, 0, len(self._text), max(8, width))
        self._lines = [self._text[start:end] for start, end in spans[:MAX_LINES]]
        if len(spans) > MAX_LINES:
            self._lines[-1] = fit(self._text[spans[MAX_LINES - 1][0] :], width)
        height = max(len(self._lines), int(self._spare))
        self.display = bool(height)
        if height and self.styles.height != height:
            self.styles.height = height

    def on_resize(self) -> None:
        """Wrap again."""
        self._lay_out()

    def render(self) -> Content:
        """The text."""
        return Content("\n".join(self._lines))
