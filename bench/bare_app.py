"""The least a Textual program with four panes can be: what time to first paint is measured against."""

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, Input, Static


class Bare(App[None]):
    """Four empty panes, a line to type in, a footer."""

    CSS = "Static { border: round grey; height: 1fr; }"

    def compose(self) -> ComposeResult:
        """An input, and three columns of which the middle one is two panes."""
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
