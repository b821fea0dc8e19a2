"""The welcome screen of the first run."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ..commands.key_names import shown_key
from ..commands.registry import BY_ID, keys_of
from .overlay import OverScreen

WHAT = (
    "Who said what about whom, when, and in which outlet: search news, read it with every person, "
    "organisation and place marked, and see every quote with its speaker."
)
STEPS = (
    (("search.focus",), "type a query; results follow as you type"),
    (("list.down", "list.up"), "move through the results; articles open beside them"),
    (("pane.quotes", "quotes.speaker"), "go to the quotes; follow a speaker"),
    (("pane.entities", "entities.follow"), "go to the entities; follow one"),
    (("trail.next", "trail.previous"), "step along what you follow, into the next article"),
    (("entity.filter", "history.back"), "filter by a name; go back"),
    (("search.quotes", "pane.timeline"), "search quotes instead of articles; go to the timeline"),
    (("app.help", "app.palette"), "show every command; find one by name"),
    (("app.quit",), "quit; the next run begins where you left"),
)
"""The commands of a first session, and what they do."""
KEYS = 9
"""Cells of the column of keys."""


class WelcomeScreen(OverScreen[None]):
    """Explains the program."""

    def __init__(self, keys: dict[str, str], sample: bool, cluster: bool) -> None:
        """Take the keymap, and whether it is the sample that is open, and an index on a cluster."""
        super().__init__()
        self._cluster = cluster
        self._keys = keys
        self._sample = sample

    def compose(self) -> ComposeResult:
        """A text that scrolls where there is little room."""
        with Vertical(classes="over-box"), VerticalScroll(id="welcome"):
            yield Static(self._text())

    def on_mount(self) -> None:
        """Name the box."""
        self.name_box("Welcome to newsexplore", "Enter or any key shown here starts · shown once")
        self.query_one("#welcome").focus()

    def action_choose(self) -> None:
        """Begin."""
        self.dismiss()

    def passes_on(self, event: events.Key | events.Paste) -> bool:
        """Every input but the keys that scroll or close: who tries a key that is explained here means it."""
        if isinstance(event, events.Paste):
            return True
        active = self.active_bindings.get(event.key)
        return active is None or active.node is self.app

    def _text(self) -> Content:
        lines: list[Content | str | tuple[str, str]] = [f"{WHAT}\n\n"]
        for ids, text in STEPS:
            shown = " ".join(shown_key(keys_of(BY_ID[id_], self._keys)[0]) for id_ in ids)
            lines += [(f"{shown:>{KEYS}}", "bold $key"), f"  {text}\n"]
        place = (
            "Articles go to the cluster you configured, nowhere else"
            if self._cluster
            else "Nothing leaves this machine"
        )
        lines.append(f"\n{place}, and sources are never changed.")
        if self._sample:
            lines.append(
                "\n\nThis is the sample: 96 invented articles from Ardova. Open your own with "
                "newsexplore FOLDER: text, JSON, CSV, HTML, agency wires, archives."
            )
        return Content.assemble(*lines)
