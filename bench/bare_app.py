"""A minimal Textual program with four panes, the reference for time to first paint."""

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, Input, Static


class Bare(App[None]):
    """Four empty panes, an input line and a footer."""

    CSS = "Static { border: round grey; height: 1fr; }"

    def compose(self) -> ComposeResult:
        """Compose an input, and three columns of which the middle one has two panes."""
        yield Input()
        with Horizontal():
            yield Static("fourth")
            with Vertical():
                yield Static("fourth")
                yield Static("fourth")
            yield Static("fourth")
        yield Footer()


if __name__ == "__main__":
    Bare().run()
