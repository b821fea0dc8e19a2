"""What newsexplore is and how it is driven, on one screen, the first time it is opened."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ..commands import BY_ID, keys_of, shown_key
from .over import OverScreen

WHAT = (
    "Who said what about whom, when, and in which outlet: search a pile of news, read it with every person, "
    "organisation and place marked, and see every quote with its speaker."
)
STEPS = (
    (("search.focus",), "type what you look for; results follow. Enter keeps the query"),
    (("list.down", "list.up"), "go through the results; the article opens beside them"),
    (("pane.quotes", "quotes.speaker"), "go to the quotes; make what a speaker said the trail"),
    (("pane.entities", "entities.follow"), "go to people, organisations, places; make one the trail"),
    (("trail.next", "trail.previous"), "step along the trail, through this article and on into the next"),
    (("entity.filter", "history.back"), "keep only articles with the chosen name; go back to before"),
    (("search.quotes", "pane.timeline"), "search what people said; go to the timeline"),
    (("app.help", "app.palette"), "every command with its keys; find a command by its name"),
    (("app.quit",), "leave; the next time everything is as you left it"),
)
"""The commands that carry one through a first session, and what they do."""
KEYS = 14
"""Cells of the column of keys."""


class WelcomeScreen(OverScreen[None]):
    """Explains, and goes at any of the keys that close it."""

    def __init__(self, keys: dict[str, str], sample: bool) -> None:
        """Take the keymap, and whether it is the sample that is open."""
        super().__init__()
        self._keys = keys
        self._sample = sample

    def compose(self) -> ComposeResult:
        """A text that scrolls where there is little room."""
        with Vertical(classes="over-box"), VerticalScroll(id="welcome"):
            yield Static(self._text())

    def on_mount(self) -> None:
        """Name the box."""
        self.name_box("Welcome to newsexplore", "Enter or Esc begins · this is shown once")
        self.query_one("#welcome").focus()

    def action_choose(self) -> None:
        """Begin."""
        self.dismiss()

    def _text(self) -> Content:
        lines: list[Content | str | tuple[str, str]] = [f"{WHAT}\n\n"]
        for ids, text in STEPS:
            shown = " ".join(shown_key(keys_of(BY_ID[id_], self._keys)[0]) for id_ in ids)
            lines += [(f"{shown:>{KEYS}}", "bold $key"), f"  {text}\n"]
        lines.append("\nNothing leaves this machine, and no source is ever changed.")
        if self._sample:
            lines.append(
                "\n\nThis is the sample: 96 invented articles from Ardova. Open your own with "
                "newsexplore FOLDER: text, JSON, CSV, HTML, agency wires, archives."
            )
        return Content.assemble(*lines)
