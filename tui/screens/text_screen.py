"""A text in a dialog, unchanged: the source of an article, or the output of a command."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from ...index.model import Span
from ..commands.keymap import bindings
from ..widgets.footer_line import FooterLine
from ..widgets.page import VERBATIM, Page
from ..widgets.prompt import Prompt, PromptHistory
from ..widgets.text_find import find, folded
from ..widgets.text_view import TextView
from .overlay import OverScreen


class SourceView(TextView):
    """Shows lines and blanks as they are."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("text")]


class TextScreen(OverScreen[None]):
    """Shows a text; `/` or F finds in it."""

    finds: ClassVar[PromptHistory] = PromptHistory()
    """Words found in such texts."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._text = ""
        self._words = ""
        self._spans: tuple[Span, ...] = ()
        self._at = 0

    def compose(self) -> ComposeResult:
        """The text over the keys that work in it."""
        with Vertical(classes="over-box"):
            yield SourceView(id="source", measure=10_000, letters=False, empty="…")
            yield FooterLine(getattr(self.app, "keys_config", {}))

    def on_mount(self) -> None:
        """Focus the text."""
        self.name_box(self._title)
        self.query_one(FooterLine).show("text")
        self.set_focus(self.view)

    @property
    def view(self) -> SourceView:
        """What shows the text."""
        return self.query_one(SourceView)

    def put(self, text: str, *, at: int = 0) -> None:
        """Show a text, from the line on that shows the offset `at`."""
        self._text = text
        self.view.show(Page(text, ((0, len(text), VERBATIM),)) if text else None, at=at)
        self._spans = ()

    def action_part(self, step: int) -> None:
        """Say that the text has only one part."""
        self.notify("This is all of the text." if step > 0 else "This is the start of the text.", markup=False)

    # Finding

    def action_find(self) -> None:
        """Ask for words, and mark them while they are typed."""
        view = self.view
        before = view.top(), view.current, view.found

        def typed(words: str) -> None:
            self.run_worker(self._find(words, before[0], prompt), group="find", exclusive=True)

        def ended(words: str | None) -> None:
            if words and words.strip():
                self.run_worker(self._find(words, before[0], None), group="find", exclusive=True)
            else:
                self.workers.cancel_group(self, "find")
                view.find(before[2])
                view.mark(before[1])
                view.to_top(before[0])

        prompt = Prompt("find", memory=self.finds, typed=typed)
        self.app.push_screen(prompt, ended)

    async def _find(self, words: str, origin: int, prompt: Prompt | None) -> None:
        self._words = words
        spans = self._spans = find(await folded(self._text), words)
        self.view.find(spans)
        self._at = next((number for number, span in enumerate(spans) if span[0] >= origin), 0)
        self._go(prompt)

    def _go(self, prompt: Prompt | None = None) -> None:
        spans = self._spans
        told = f"“{self._words}” {self._at + 1:,} of {len(spans):,}" if spans else f"“{self._words}” not found"
        if not self._words.strip():
            told = ""
        if spans:
            self.view.reveal(spans[self._at])
        else:
            self.view.mark(None)
        if prompt is None:
            self.name_box(self._title, told)
        elif self.app.screen is prompt:
            prompt.show_message(told)

    def action_step(self, step: int) -> None:
        """Go to the next match, or the previous one, with wrap-around."""
        if self._spans:
            self._at = (self._at + step) % len(self._spans)
            self._go()
