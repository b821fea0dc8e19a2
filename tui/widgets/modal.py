"""The base of everything that opens over the panes and closes with a result."""

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType


class Modal(ModalScreen[ScreenResultType]):
    """A modal screen that closes once."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close, unless that has happened: a second Enter may come before the first has closed it.

        Textual would close whatever is on top instead, and end the program where nothing is.
        """
        return super().dismiss(result) if self.is_active else AwaitComplete.nothing()
