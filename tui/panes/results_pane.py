"""The results: articles, or quotes in quote search."""

from collections.abc import Collection
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import BindingType
from textual.message import Message

from ...index.curation.changes import quote_key
from ...index.model import Hit, Quote, QuoteHit, Snippet
from ...index.quotation import is_doubtful, percent
from ..commands.keymap import bindings
from ..session.trail import speaker_name
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit, wrap
from ..widgets.long_list import Line, LongList
from ..widgets.page import disjoint
from .copies_label import copies_label
from .quotes_pane import DOUBTFUL, NO_SPEAKER, shown_text
from .result_marks import Marks, NoMarks

NEW, READ, KEPT = "new ", "✓ ", "★ "
"""Signs before the date of an article that is new in a saved search, of a read and of a bookmarked one."""
FULL, COMPACT = 4, 1
"""Lines of a result."""
DAY = 11
"""Cells of the date at the end of a line, with a space before it."""
MARKED = "■▣"
"""The signs of a marked row, and of one that is selected too."""


def shown_date(date: str) -> str:
    """A date as the reader sees it: the day, or "undated"."""
    return sanitise_line(date[:10]) or "undated"


class ResultsPane(LongList[Hit | QuoteHit]):
    """The hits of a search, four lines each, or one.

    What is new has its title in bold; what was read has not, and a tick; what is bookmarked has a star.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("results")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row--title",
        "row--read",
        "row--meta",
        "row--undated",
        "row--speaker",
        "row--quote",
        "row--sign",
    }
    NAME = "Results"
    row_height = FULL

    class NothingChosen(Message):
        """The user pressed Enter without results."""

    def __init__(self, *, id: str, empty: str) -> None:
        super().__init__(id=id, empty=empty)
        self._marks: Marks = NoMarks()
        self._marked: Collection[str] = ()
        self.folded = 0
        """Results that are folded into the rows."""

    def show_marks(self, marks: Marks) -> None:
        """Show read marks and bookmarks; refresh the pane when they change."""
        self._marks = marks
        self.refresh()

    def set_compact(self, compact: bool) -> None:
        """List results on one line each, or in full."""
        self.set_row_height(COMPACT if compact else FULL)

    def show_marked(self, marked: Collection[str]) -> None:
        """Show which rows are marked, by their keys; refresh the pane when that changes."""
        self._marked = marked

    def marker(self, index: int, selected: bool) -> str:
        """Return the character before a row that says whether it is selected, marked, or both."""
        item = self.item(index)
        if item is None or not self._marked:
            return super().marker(index, selected)
        quoted = isinstance(item, QuoteHit)
        key = quote_key(item.article, item.quote.start, item.quote.end) if quoted else item.id
        return MARKED[selected] if key in self._marked else super().marker(index, selected)

    def title_note(self) -> str:
        """Return the number of rows, of results that are folded into them, and of rows that are marked."""
        marked = f" · {len(self._marked):,} marked" if self._marked else ""
        return super().title_note() + (f" · {self.folded:,} folded" if self.folded else "") + marked

    def action_choose(self) -> None:
        """Go to the article; without results, accept the suggested query."""
        if self.total:
            super().action_choose()
        else:
            self.post_message(self.NothingChosen())

    def article(self, index: int | None = None) -> str:
        """Id of a row's article, by default the chosen row's; "" while the row is not here."""
        item = self.item(index)
        return "" if item is None else item.article if isinstance(item, QuoteHit) else item.id

    def row(self, item: Hit | QuoteHit, width: int, chosen: bool) -> list[Line]:
        """Return title, date and outlet, and snippet; or speaker, quote and article."""
        if self.row_height == COMPACT:
            return [self._compact_row(item, width, chosen)]
        if isinstance(item, QuoteHit):
            return self._quote_row(item, width, chosen)
        title = sanitise_line(item.title) or "(no title)"
        new = "row--read" if self._marks.is_read(item.id) else "row--title"
        style = self.part("row--strong" if chosen else new)
        lines = [[Segment(line, style)] for line in two_lines(title, width)]
        lines.append(self._meta(item, None, "", width))
        return lines + self._snippet(item.snippet, width, self.row_height - len(lines))

    def _compact_row(self, item: Hit | QuoteHit, width: int, chosen: bool) -> Line:
        """Return signs, title or quote, and the day on one line."""
        quote = item.quote if isinstance(item, QuoteHit) else None
        id_ = item.article if isinstance(item, QuoteHit) else item.id
        signs = self._signs(id_, quote)
        copies = f" +{item.copies:,}" if item.copies else ""
        room = max(0, width - len(signs) - len(copies) - DAY)
        if isinstance(item, QuoteHit):
            name, doubt = attributed(item.quote)
            name = fit(name, max(8, room // 3 - len(doubt))) + doubt
            name = fit(f"{name}: ", room)
            style = self.part("row--strong" if chosen else "row--speaker")
            said = fit(sanitise_line(shown_text(item.quote)), room - cell_len(name))
            words = [Segment(name, style), Segment(said, self.part("row--quote"))]
        else:
            new = "row--read" if self._marks.is_read(id_) else "row--title"
            title = fit(sanitise_line(item.title) or "(no title)", room)
            words = [Segment(title, self.part("row--strong" if chosen else new))]
        used = sum(segment.cell_length for segment in words)
        day = Segment(f" {shown_date(item.date):>{DAY - 1}}", self.part("row--meta" if item.date else "row--undated"))
        folded = Segment(copies, self.part("row--sign"))
        return [Segment(signs, self.part("row--sign")), *words, Segment(" " * (room - used)), folded, day]

    def _signs(self, id_: str, quote: Quote | None) -> str:
        new = NEW if self._marks.is_new(id_) else ""
        return (
            new + (KEPT if self._marks.is_bookmarked(id_, quote) else "") + (READ if self._marks.is_read(id_) else "")
        )

    def _quote_row(self, item: QuoteHit, width: int, chosen: bool) -> list[Line]:
        name = "".join(attributed(item.quote))
        said = Snippet(shown_text(item.quote))
        style = self.part("row--strong" if chosen else "row--speaker")
        return [
            [Segment(fit(name, width), style)],
            *self._snippet(said, width, 2, filled=True),
            self._meta(item, item.quote, item.title, width),
        ]

    def _meta(self, item: Hit | QuoteHit, quote: Quote | None, title: str, width: int) -> Line:
        signs = self._signs(item.article if isinstance(item, QuoteHit) else item.id, quote)
        width -= len(signs)
        day, copies = shown_date(item.date), copies_label(item)
        rest = "".join(f" · {sanitise_line(part)}" for part in (item.outlet, title) if part)
        folded = f" · {copies}" if copies else ""
        return [
            Segment(signs, self.part("row--sign")),
            Segment(fit(day, width), self.part("row--meta" if item.date else "row--undated")),
            Segment(fit(rest, width - len(day) - len(folded)), self.part("row--meta")),
            Segment(fit(folded, width - len(day)), self.part("row--sign")),
        ]

    def _snippet(self, snippet: Snippet, width: int, count: int, *, filled: bool = False) -> list[Line]:
        """Return at most `count` lines with matches marked; `filled` pads to that many."""
        text = sanitise_line(snippet.text)
        marks = disjoint(snippet.marks)
        dim, match = self.part("row--quote" if filled else "row--dim"), self.part("row--match")
        lines: list[Line] = []
        spans = wrap(text, 0, len(text), width)
        for number, (start, end) in enumerate(spans[:count]):
            line: Line = []
            at = start
            for first, last in marks:
                first, last = max(first, at), min(last, end)
                if first < last:
                    line += [Segment(text[at:first], dim), Segment(text[first:last], match)]
                    at = last
            line.append(Segment(text[at:end], dim))
            if number == count - 1 and len(spans) > count:
                line.append(Segment("…", dim))
            lines.append(line)
        return lines + [[] for _ in range(count - len(lines))] if filled else lines


def two_lines(text: str, width: int) -> list[str]:
    """Return a text on one or two lines, cut at the end."""
    spans = wrap(text, 0, len(text), width)
    if len(spans) < 2:
        return [text.strip()]
    return [text[slice(*spans[0])], fit(text[spans[1][0] :], width)]


def attributed(quote: Quote) -> tuple[str, str]:
    """Return the speaker of a quote, and how doubtful that is; "" where it is not."""
    speaker = quote.speaker
    if speaker is None:
        return NO_SPEAKER, ""
    name = sanitise_line(speaker_name(speaker))
    return name, f" ({DOUBTFUL}, {percent(speaker.confidence)} %)" if is_doubtful(quote) else ""
