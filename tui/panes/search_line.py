"""The search line: query, outcome, completions and notes."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from ...index.protocol.answers import Completions, Explanation, Results
from ..commands.key_names import normal_key
from ..commands.keymap import bindings
from ..commands.registry import COMMANDS, key_of, keys_of
from ..storage.query_history import Recall
from ..widgets.choice_list import ChoiceList
from ..widgets.line_input import LineInput
from .completion_choices import Completing
from .copies_label import folded_note
from .query_hints import completion_note, did_you_mean, forms_of, hits_per_word, why_nothing
from .query_status import StatusLine

NARROW = 100
"""Columns below which the outcome is shortened."""
SHORT = 30
"""Rows below which the line of notes is shown only while typing or when it has text."""


class QueryInput(LineInput):
    """The text field of the search line, which handles its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("search")]

    def __init__(self) -> None:
        super().__init__('words, "a phrase", person:name, date:2017-11 …', id="query")

    @property
    def _line(self) -> "SearchLine":
        return self.query_ancestor(SearchLine)

    async def _on_key(self, event: events.Key) -> None:
        """Handle the keys of the search line in order with the letters: bindings would overtake them."""
        if self.screen.focused is not self:
            event.stop()
            event.prevent_default()
            self.app.post_message(events.Key(event.key, event.character))  # typed behind what led away from here
            return
        keys: dict[str, str] = getattr(self.app, "keys_config", {})
        for command in COMMANDS:
            if command.context == "search" and normal_key(event.key) in map(normal_key, keys_of(command, keys)):
                event.stop()
                event.prevent_default()
                await self.run_action(command.action)
                return

    async def action_leave(self) -> None:
        """Search without waiting for the debounce, and go to the results."""
        self._line.search_now()
        await self.run_action("screen.run('pane.results')")

    async def action_escape(self) -> None:
        """Close the completions; if they are closed, go to the results."""
        if not self._line.close_choices():
            await self.action_leave()

    def action_complete(self, step: int) -> None:
        """Complete the word, then step through the completions."""
        self._line.complete(step)

    def action_recall(self, step: int) -> None:
        """Recall an earlier query, or step through the listed completions."""
        self._line.recall(step)

    async def action_mode(self) -> None:
        """Search quotes in place of articles, or articles again."""
        self._line.search_now()
        await self.run_action("screen.run('search.quotes')")


class SearchLine(Vertical):
    """Query on the left; mode, total, time and order on the right; notes below."""

    class Changed(Message):
        """The query has changed."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Requested(Message):
        """Completions at the cursor are wanted; `soon` if the user has asked for them."""

        def __init__(self, query: str, cursor: int, *, soon: bool) -> None:
            super().__init__()
            self.query = query
            self.cursor = cursor
            self.soon = soon

    class Left(Message):
        """The search line has lost the focus."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    def __init__(self, *, id: str, debounce: float) -> None:
        super().__init__(id=id)
        self._debounce = debounce
        self._timer: Timer | None = None
        self._asked = ""
        self._results: Results | None = None
        self._articles = 0
        self._quotes = False
        self._order = ""
        self._trouble = ""
        self._explanation: Explanation | None = None
        self._completing: Completing | None = None
        self._listed = False
        """Whether the completions are listed, not only hinted at."""
        self._recall = Recall()
        self._awaited = 0
        """Steps to take through the completions when they arrive."""
        self._awaited_for = ""
        """The text of the field at that time."""

    def compose(self) -> ComposeResult:
        """Compose the query, the notes, and the completions over the panes below."""
        with Horizontal(id="search-line"):
            yield Static("/", id="prompt", markup=False)
            yield QueryInput()
            yield Static("", id="outcome", markup=False)
        yield StatusLine()
        yield ChoiceList()

    @property
    def input(self) -> QueryInput:
        """The text field."""
        return self.query_one(QueryInput)

    # The query

    def set_query(self, query: str) -> None:
        """Show a query without searching for it."""
        self._stop()
        self._drop_choices()
        self.input.put(query)
        self._asked = self.input.value

    def search_now(self) -> None:
        """Search without waiting for the debounce."""
        self._stop()
        value = self.input.value
        if value != self._asked:
            self._asked = value
            self.post_message(self.Changed(value))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.input.value:
            return  # there is more by now, or something else
        if event.value != self._awaited_for:
            self._awaited = 0
        self._narrow_choices()
        self._search_soon(self._rested)

    def _rested(self) -> None:
        self.search_now()
        if self.input.value.strip() and self.input.has_focus:
            self._request_completions(soon=False)

    def _put(self, text: str, cursor: int | None = None) -> None:
        """Write into the field, and search after the debounce."""
        self.input.put(text, cursor)
        self._search_soon(self.search_now)

    def _search_soon(self, search: Callable[[], None]) -> None:
        self._stop()
        self._timer = self.set_timer(self._debounce, search)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    # Earlier queries

    def remember(self, queries: Sequence[str]) -> None:
        """Offer these queries to the arrow keys, oldest first."""
        self._recall.queries = queries

    def recall(self, step: int) -> None:
        """Step through the listed completions, else through earlier queries."""
        completing = self._completing
        if completing is not None and self._listed and (step < 0 or completing.chosen >= 0):
            self._step(completing, -step)
            return
        query = self._recall.step(self.input.value, step)
        if query is not None:
            self._drop_choices()
            self._put(query)

    # Choices

    def complete(self, step: int) -> None:
        """Write the next choice in place of what is typed, or the one before; wait for the choices when there are none.

        Where nothing was found, the spelling that was suggested goes before.
        """
        completing = self._completing
        if completing is None and self.suggestion:
            self._put(self.suggestion)
        elif completing is None:
            self._awaited, self._awaited_for = self._awaited + step, self.input.value
            self._request_completions(soon=True)
        elif len(completing.choices) == 1:
            self._take(completing, 0)
        else:
            self._listed = True
            self._step(completing, step)

    def _step(self, completing: Completing, step: int) -> None:
        completing.step(step)
        self._put(*completing.text())
        self._show_choices()

    def _take(self, completing: Completing, chosen: int) -> None:
        """Accept a completion; after a field name its values are completed."""
        completing.chosen = chosen
        self._put(*completing.text())
        self._drop_choices()
        if completing.choices[chosen].text.endswith(":"):
            self._request_completions(soon=True)

    def _request_completions(self, *, soon: bool) -> None:
        self.post_message(self.Requested(self.input.value, self.input.cursor_position, soon=soon))

    def offer(self, query: str, cursor: int, found: Completions) -> None:
        """Show completions, unless query or cursor have changed since."""
        here = (self.input.value, self.input.cursor_position)
        stepping = self._completing is not None and self._completing.chosen >= 0
        if here != (query, cursor) or stepping or not self.input.has_focus:
            return
        awaited, self._awaited = self._awaited, 0
        self._completing = Completing(query, found) if found.choices else None
        self._listed = bool(found.choices) and (found.values or bool(awaited))
        if awaited and self._completing is not None:
            self.complete(awaited)
        else:
            self._show_choices()
        self._say()

    def _narrow_choices(self) -> None:
        """Drop the completions that no longer fit, until new ones arrive."""
        completing = self._completing
        if completing is not None:
            self._completing = completing.narrowed(self.input.value, self.input.cursor_position)
        self._listed = self._listed and self._completing is not None
        self._show_choices()

    def _show_choices(self) -> None:
        choices, completing = self.query_one(ChoiceList), self._completing
        if completing is not None and completing.chosen < 0:
            self.input.ghost(completing.continued())
        if completing is None or not self._listed:
            choices.close()
            return
        before = self.input.value[: completing.found.start]
        column = self.input.region.x - self.region.x + cell_len(before) - self.input.scroll_offset.x - 3
        kinds = {one.kind for one in completing.choices} if completing.found.values else set[str]()
        rows = [(one.label, completion_note(one, alike=len(kinds) == 1)) for one in completing.choices]
        choices.show(rows, completing.chosen, max(0, column))

    def close_choices(self) -> bool:
        """Close the list of completions; False when it is not open."""
        if not self._listed:
            return False
        self._drop_choices()
        return True

    def _drop_choices(self) -> None:
        if self._completing is not None:
            self.input.ghost("")
        self._completing, self._listed, self._awaited = None, False, 0
        self.query_one(ChoiceList).close()

    @on(ChoiceList.Picked)
    def _picked(self, event: ChoiceList.Picked) -> None:
        event.stop()
        if self._completing is not None:
            self._take(self._completing, event.index)
        self.screen.set_focus(self.input)

    # What came back

    @property
    def suggestion(self) -> str:
        """Another spelling of the query that found nothing; "" for none."""
        return self._explanation.suggestion if self._explanation is not None else ""

    def show_status(
        self, results: Results | None, *, articles: int, quotes: bool, order: str, trouble: str = ""
    ) -> None:
        """Show the outcome; None while a search runs. `order` describes the order of the results."""
        if results is not self._results:
            self._explanation = None
        self._results, self._articles, self._quotes, self._order = results, articles, quotes, order
        self._trouble = trouble
        self._sum_up()
        self._say()

    def _sum_up(self) -> None:
        """Show total, time and order, as far as there is room."""
        results, narrow = self._results, self.size.width < NARROW
        mode = "quotes" if self._quotes else "articles"
        found = results.total + results.folded if results is not None else 0
        folded = folded_note(results) if results is not None else ""
        if results is None:
            outcome = f"{mode} ▸ {'no answer' if self._trouble else '…'}"
        elif narrow:
            counted = mode if found != 1 else mode.removesuffix("s")
            outcome = f"{found:,} {counted}{folded} · {shown_time(results.seconds)} · {self._order}"
        else:
            of = f" of {self._articles:,}" if not self._quotes else ""
            outcome = f"{mode} ▸ {found:,}{of}{folded} · {shown_time(results.seconds)} · {self._order}"
        self.query_one("#outcome", Static).update(Content(outcome), layout=narrow)

    def explain(self, explanation: Explanation) -> None:
        """Show what each word of the query finds."""
        self._explanation = explanation
        self._say()

    def _say(self) -> None:
        """Show the error, else notes and hits per word, else a hint."""
        typing = self.input.has_focus
        said = list(self._results.interpretation.notes) if self._results is not None else []
        if typing and self._listed and self._completing is not None and self._completing.found.values:
            said = []  # that the value is not finished yet is no news
        if self._trouble:
            said = [self._trouble]
        elif self._explanation is not None:
            said.append(self._found(self._explanation, typing))
        elif forms := forms_of(self._results):
            said.append(forms)
        elif typing and not self.input.value:
            complete, earlier = self._key("search.complete"), self._key("search.earlier")
            said.append(f"{complete} lists the fields, such as person:name · {earlier} recalls earlier queries")
        spare = typing or self.app.size.height >= SHORT
        self.query_one(StatusLine).say(" ".join(filter(None, said)), trouble=bool(self._trouble), spare=spare)

    def _found(self, explanation: Explanation, typing: bool) -> str:
        if explanation.total:
            return " · ".join(filter(None, (hits_per_word(explanation), forms_of(self._results))))
        meant = did_you_mean(explanation)
        if typing and self._completing is not None:
            meant = f"{self._key('search.complete')} completes it."  # a word that is not finished yet is not misspelled
        elif typing and meant:
            meant += f" {self._key('search.complete')} accepts it."
        return " ".join(filter(None, (why_nothing(explanation, quotes=self._quotes), meant)))

    def _key(self, command: str) -> str:
        return key_of(command, getattr(self.app, "keys_config", {}))

    # Focus and size

    def on_descendant_focus(self) -> None:
        """Show the hint."""
        self._say()

    def on_descendant_blur(self) -> None:
        """Hide what only matters while typing, and report the query."""
        self._drop_choices()
        self._say()
        self.post_message(self.Left(self.input.value))

    def on_resize(self) -> None:
        """Shorten the outcome on a narrow terminal."""
        self.set_class(self.size.width < NARROW, "-narrow")
        self._sum_up()
        self._say()

    def on_click(self, event: events.Click) -> None:
        """Focus the text field on a click anywhere on the line."""
        if not isinstance(event.widget, ChoiceList):
            self.screen.set_focus(self.input)


def shown_time(seconds: float) -> str:
    """Return a duration as the search line shows it."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
