"""What newsexplore is and how it is driven, on one screen, the first time it is opened."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ..commands.registry import BY_ID, keys_of, shown_key
from .overlay import OverScreen

WHAT = (
    "Who said what about whom, when, and in which outlet: search a pile of news, read it with every person, "
    "organisation and place marked, and see every quote with its speaker."
)
STEPS = (
    (("search.focus",), "type what you look for; results follow"),
    (("list.down", "list.up"), "go through the results; articles open beside them"),
    (("pane.quotes", "quotes.speaker"), "the quotes; follow what one speaker said"),
    (("pane.entities", "entities.follow"), "people, organisations, places; follow one"),
    (("trail.next", "trail.previous"), "go on along what you follow, into the next article"),
    (("entity.filter", "history.back"), "only articles with that name; back to before"),
    (("search.quotes", "pane.timeline"), "search what people said; the timeline"),
    (("app.help", "app.palette"), "every command and its keys; find one by name"),
    (("app.quit",), "leave; everything is there the next time"),
)
"""The commands that carry one through a first session, and what they do."""
KEYS = 9
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
