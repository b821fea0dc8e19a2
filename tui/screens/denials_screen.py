"""Denials in the results, each above what others say on the same matter."""

from collections.abc import Awaitable, Callable
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from ...index.model import QuoteHit
from ...index.processes.search_process import ServiceError
from ...index.protocol.answers import Denials
from ..commands.keymap import bindings
from ..commands.registry import key_of
from ..panes.quotes_pane import shown_text
from ..panes.results_pane import attributed, shown_date
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit, wrap
from ..widgets.footer_line import FooterLine
from ..widgets.long_list import Line, LongList
from .overlay import OverScreen

INDENT = "  │ "
"""What stands before each line of a statement below a denial."""
TEXT_LINES = 2

Fetch = Callable[[int], Awaitable[Denials]]
"""Finds the denials, at most so many; raises ServiceError."""
FEW, ALL = 40, 1_000_000
"""Denials that are looked at: the newest at first, all on demand."""


class DenialRow(NamedTuple):
    """A denial, or a statement on its matter."""

    hit: QuoteHit
    copies: int
    """Further quotes in which the same speaker says the same."""
    claims: int = 0
    """Statements below a denial."""
    shared: tuple[str, ...] = ()
    """Words that a statement has in common with the denial above it; none for a denial."""


class DenialList(LongList[DenialRow]):
    """Speaker and source, the words, and what connects them; four lines a row."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("denials")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--speaker", "row--quote", "row--meta"}
    row_height = TEXT_LINES + 2

    def row(self, item: DenialRow, width: int, chosen: bool) -> list[Line]:
        """Return the lines of a denial, or those of a statement, indented."""
        indent = INDENT if item.shared else ""
        dim, meta = self.part("row--dim"), self.part("row--meta")
        width -= len(indent)
        style = self.part("row--strong" if chosen or not item.shared else "row--speaker")
        name = fit("".join(attributed(item.hit.quote)), max(width // 2, 12))
        hit = item.hit
        copies = f"+{item.copies} {'copy' if item.copies == 1 else 'copies'}" if item.copies else ""
        source = (shown_date(hit.date), sanitise_line(hit.outlet), copies, sanitise_line(hit.title))
        head = [Segment(name, style), Segment(fit(f"  {' · '.join(filter(None, source))}", width - len(name)), meta)]
        text = sanitise_line(shown_text(hit.quote))
        words = [[Segment(line, self.part("row--quote"))] for line in _lines(text, width, TEXT_LINES)]
        lines = [head, *words, [Segment(fit(_note(item), width), dim)]]
        return [[Segment(indent, dim), *line] for line in lines] if indent else lines

    def action_denial(self, step: int) -> None:
        """Go to the next denial (1) or the previous one (-1)."""
        denials = [index for index, row in self.loaded() if not row.shared and (index - self.cursor) * step > 0]
        if denials:
            self.move_to(denials[0] if step > 0 else denials[-1])


class DenialsScreen(OverScreen[QuoteHit]):
    """Ends with the quote to go to, or with None."""

    def __init__(self, title: str, fetch: Fetch) -> None:
        super().__init__()
        self._title = title
        self._fetch = fetch
        self._limit = FEW

    def compose(self) -> ComposeResult:
        """The list over the keys that work in it."""
        with Vertical(classes="over-box"):
            yield DenialList(id="denials", empty="Looking for denials …")
            yield FooterLine(getattr(self.app, "keys_config", {}))

    def on_mount(self) -> None:
        """Ask for the denials."""
        self.query_one(FooterLine).show("denials")
        self.set_focus(self.query_one(DenialList))
        self._begin()

    def _begin(self) -> None:
        self.name_box(self._title, "looking …")
        self.run_worker(self._find(), group="denials", exclusive=True)

    def action_all(self) -> None:
        """Look at all denials, or at the newest again."""
        self._limit = FEW if self._limit == ALL else ALL
        self._begin()

    async def _find(self) -> None:
        rows = self.query_one(DenialList)
        try:
            found = await self._fetch(self._limit)
        except ServiceError as error:
            if error.kind != "cancelled":
                rows.clear(str(error))
                self.name_box(self._title)
            return
        if found.denials:
            rows.fill(denial_rows(found))
        else:
            rows.clear("No quote in these results denies, rejects or disputes anything.")
        self.name_box(self._title, _counts(found, self._more))

    @property
    def _more(self) -> str:
        return key_of("denials.all", getattr(self.app, "keys_config", {}))

    @on(LongList.Chosen, "#denials")
    def _chosen(self) -> None:
        row = self.query_one(DenialList).item()
        if row is not None:
            self.dismiss(row.hit)


def denial_rows(found: Denials) -> list[DenialRow]:
    """Return each denial, followed by the statements on its matter."""
    rows: list[DenialRow] = []
    for denial in found.denials:
        rows.append(DenialRow(denial.hit, denial.copies, claims=len(denial.claims)))
        rows += [DenialRow(one.hit, one.copies, shared=one.shared) for one in denial.claims]
    return rows


def _counts(found: Denials, more: str) -> str:
    """Return how many quotes deny something, and how many of them were looked at if not all."""
    if not found.total:
        return ""
    if found.looked_at < found.total:
        return f"the newest {found.looked_at:,} of {found.total:,} denials: {more} looks at all"
    return f"{found.total:,} denial{'s' if found.total != 1 else ''}"


def _note(item: DenialRow) -> str:
    """Return what connects a statement with its denial, or that nothing does."""
    if item.shared:
        return f"shares: {', '.join(map(sanitise_line, item.shared))}"
    return "" if item.claims else "Nothing else in these results shares enough of its words."


def _lines(text: str, width: int, count: int) -> list[str]:
    """Return a text on exactly `count` lines, cut at the end."""
    spans = wrap(text, 0, len(text), width)
    lines = [text[start:end] for start, end in spans[: count - 1]]
    if len(spans) >= count:
        lines.append(fit(text[spans[count - 1][0] :], width))
    return lines + [""] * (count - len(lines))
