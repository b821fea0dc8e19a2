"""The quotes of the open article with their speakers, in order or grouped by speaker."""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple, get_args

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.message import Message

from ...index.model import Quote, QuoteType, Span
from ...index.quotation import is_doubtful, percent, stance_label
from ..commands.keymap import bindings
from ..commands.registry import key_of
from ..session.trail import speaker_name
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit, wrap
from ..widgets.long_list import Line, LongList

WIDE = 64
"""Cells: from this width on the speaker stands beside the quote, else above it."""
SPEAKER = 24
"""Cells of the speaker's column."""
KINDS = {"direct": ("“", "”"), "mixed": ("“…", "…”"), "indirect": ("~ ", "")}
"""Start and end marks of each type of quote: only literal words stand in quotation marks."""
NO_SPEAKER = "(no speaker)"
DOUBTFUL = "doubtful"

Wish = Literal["follow", "said", "about"]
"""What the user wants of a speaker: the trail of what they said here and in all results, all that they said, or all
that is said about them."""


class Heading(NamedTuple):
    """The row above the quotes of one speaker."""

    speaker: str
    """Their name; "" above the quotes of which nobody is named as the speaker."""
    quotes: int
    kinds: str
    """The count of each type."""
    written: str
    """Other names that the article has for them."""


class QuotesPane(LongList[Quote | Heading]):
    """Two lines a row, with the cells speaker and quote; Enter acts on the selected cell."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("quotes")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row--speaker", "row--nobody", "row--quote", "row--indirect", "row--cell", "row--heading",
        "row--sign",
    }  # fmt: skip
    NAME = "Quotes"
    row_height = 2

    class SpeakerChosen(Message):
        """The user has chosen the speaker of a quote."""

        def __init__(self, name: str, wish: Wish) -> None:
            super().__init__()
            self.name = name
            self.wish: Wish = wish

    class Grouped(Message):
        """The quotes were grouped by speaker, or ungrouped."""

    def __init__(self, *, id: str, empty: str, keys: dict[str, str]) -> None:
        """Take a keymap such as `interface.keys`, for messages that name keys."""
        super().__init__(id=id, empty=empty)
        self._keys = keys
        self.on_speaker = False
        """Whether the speaker, not the quote, is the selected cell."""
        self.grouped = False
        """Whether the quotes are grouped by speaker."""
        self._quotes: tuple[Quote, ...] = ()
        self._signs: dict[Span, str] = {}

    # What the screen does with it

    def show_signs(self, signs: dict[Span, str]) -> None:
        """Show star, tags and note beside the quotes, by their spans."""
        if signs != self._signs:
            self._signs = signs
            self.refresh()

    def show(self, quotes: tuple[Quote, ...], lang: str = "") -> None:
        """Show the quotes of another article.

        Args:
            quotes: In the order of the text.
            lang: The article's language, an ISO 639-1 code: in some, quotes are not looked for.
        """
        self._quotes = quotes
        if quotes:
            self._fill(0)
        else:
            from ...index.annotate.text.language import analysed, analysis_label  # reads its word lists

            searched = "quotes" in analysed(lang)
            reason = "No quotes found in this article." if searched else f"{analysis_label(lang)}, no quotes."
            following, searching = key_of("results.next", self._keys), key_of("search.quotes", self._keys)
            self.clear(
                f"{reason}\n\n{following} opens the next result; {searching} searches quotes instead of articles."
            )

    def close(self, empty: str) -> None:
        """Show a message in place of quotes."""
        self._quotes = ()
        self.clear(empty)

    def quote(self) -> Quote | None:
        """Return the selected quote."""
        item = self.item()
        return item if isinstance(item, Quote) else None

    def go_to(self, span: Span) -> None:
        """Select the quote with a span of the text, if there is one."""
        for index, item in self.loaded():
            if isinstance(item, Quote) and (item.start, item.end) == span:
                self.move_to(index, notify=False)
                return

    def title_note(self) -> str:
        """Return the counts of quotes and of doubtful attributions, and the grouping, for the title."""
        if not self._quotes:
            return ""
        unsure = sum(quote.speaker is not None and is_doubtful(quote) for quote in self._quotes)
        doubtful = f", {unsure:,} {DOUBTFUL}" if unsure else ""
        return f"{len(self._quotes):,}{doubtful}{' by speaker' if self.grouped else ''}"

    def selectable(self, index: int) -> bool:
        """Skip headings."""
        return not isinstance(self.item(index), Heading)

    def _fill(self, cursor: int, *, keep_view: bool = False) -> None:
        self.fill(by_speaker(self._quotes) if self.grouped else self._quotes, cursor=cursor, keep_view=keep_view)

    # Keys

    def action_group(self) -> None:
        """Toggle grouping by speaker; the selected quote stays selected."""
        chosen = self.quote()
        self.grouped = not self.grouped
        self.on_speaker = False
        if self._quotes:
            self._fill(0)
        if chosen is not None:
            self.go_to((chosen.start, chosen.end))
        self.post_message(self.Grouped())

    def action_cell(self) -> None:
        """Select the other cell; grouped quotes have only one."""
        self.on_speaker = not self.on_speaker and not self.grouped
        self.refresh()

    def action_choose(self) -> None:
        """Go to the quote, or follow its speaker, by the selected cell."""
        if self.on_speaker:
            self.action_speaker("follow")
        else:
            super().action_choose()

    def action_speaker(self, wish: Wish) -> None:
        """Follow or search the speaker of the selected quote."""
        quote = self.quote()
        if quote is not None and quote.speaker is not None:
            self.post_message(self.SpeakerChosen(speaker_name(quote.speaker), wish))
        elif quote is not None:
            self.app.notify("This quote names no speaker.", markup=False)

    def on_blur(self) -> None:
        """Select quotes, not speakers, when the focus returns."""
        self.on_speaker = False

    # Painting

    def row(self, item: Quote | Heading, width: int, chosen: bool) -> list[Line]:
        """Return the lines of a heading, or of a quote beside or below its speaker."""
        if isinstance(item, Heading):
            return self._heading(item, width)
        focused = chosen and self.has_focus
        doubtful = item.speaker is not None and is_doubtful(item)
        style = self.part("row--dim" if doubtful else "row--indirect" if item.type == "indirect" else "row--quote")
        if focused and not self.on_speaker:
            style += self.part("row--cell")
        text = sanitise_line(shown_text(item))
        note = self._note(item)
        if self.grouped:
            room = width - sum(segment.cell_length + 1 for segment in note)
            first, second = _two_lines(text, width, room)
            return [[Segment(first, style)], [*_filled([Segment(second, style)], room), Segment(" "), *note]]
        speaker = self._speaker(item, focused and self.on_speaker)
        if width < WIDE:
            return [
                _cut([*speaker, *([Segment("  "), *note] if note else ())], width),
                [Segment(fit(text, width), style)],
            ]
        room = width - SPEAKER - 1
        first, second = _two_lines(text, room, room)
        return [
            [*_filled(_cut(speaker, SPEAKER), SPEAKER + 1), Segment(first, style)],
            [*_filled(_cut(note, SPEAKER), SPEAKER + 1), Segment(second, style)],
        ]

    def _heading(self, item: Heading, width: int) -> list[Line]:
        dim = self.part("row--dim")
        count = f" · {item.quotes:,} quote{'s' if item.quotes != 1 else ''}"
        name = fit(sanitise_line(item.speaker) or NO_SPEAKER, max(8, width - len(count)))
        below = f"  {item.kinds}{f' · also {item.written}' if item.written else ''}"
        style = self.part("row--heading" if item.speaker else "row--nobody")
        return [[Segment(name, style), Segment(count, dim)], [Segment(fit(below, width), dim)]]

    def _speaker(self, item: Quote, chosen: bool) -> Line:
        if item.speaker is None:
            return [Segment(NO_SPEAKER, self.part("row--nobody"))]
        style = self.part("row--dim" if is_doubtful(item) else "row--speaker") + (
            self.part("row--cell") if chosen else Style.null()
        )
        return [Segment(sanitise_line(speaker_name(item.speaker)), style)]

    def _note(self, item: Quote) -> Line:
        """Return signs, confidence if doubtful, type unless direct, and the speaker's name as written if different."""
        sign = fit(self._signs.get((item.start, item.end), ""), SPEAKER)
        kept = [Segment(sign, self.part("row--sign"))] if sign else []
        title_note: list[str] = []
        speaker = item.speaker
        if speaker is not None and is_doubtful(item):
            title_note.append(f"{DOUBTFUL} {percent(speaker.confidence)} %")  # first: a narrow column cuts the rest
        if item.type != "direct":
            title_note.append(item.type)
        if speaker is not None and speaker.text.casefold() != speaker_name(speaker).casefold():
            title_note.append(fit(sanitise_line(speaker.text), SPEAKER))
        if title_note:
            kept.append(Segment(("  " if kept else "") + " · ".join(title_note), self.part("row--dim")))
        return kept


def shown_text(quote: Quote) -> str:
    """Return what was said as a list shows it: never a denial as the claim, never a paraphrase as the words."""
    opening, closing = KINDS[quote.type]
    label = stance_label(quote)
    return f"{label}: {opening}{quote.text}{closing}" if label else f"{opening}{quote.text}{closing}"


def by_speaker(quotes: Sequence[Quote]) -> list[Quote | Heading]:
    """Quotes below a heading a speaker, in their order in the text: who said most first, then who spoke first.

    Speakers are told apart as the trail does it; last come the quotes of which nobody is named as the speaker.
    """
    from ...index.query.analysis import value  # not needed to paint the first frame

    names = {speaker_name(quote.speaker) if quote.speaker else "" for quote in quotes}
    values = {name: value(name) for name in names}
    groups: dict[str, list[Quote]] = {}
    for quote in quotes:
        groups.setdefault(values[speaker_name(quote.speaker) if quote.speaker else ""], []).append(quote)
    rows: list[Quote | Heading] = []
    for _, group in sorted(groups.items(), key=lambda pair: (not pair[0], -len(pair[1]), pair[1][0].start)):
        rows += [_heading_of(group), *group]
    return rows


def _heading_of(group: Sequence[Quote]) -> Heading:
    counted = Counter(quote.type for quote in group)
    kinds = " · ".join(f"{counted[kind]:,} {kind}" for kind in get_args(QuoteType) if counted[kind])
    speakers = [quote.speaker for quote in group if quote.speaker is not None]
    if not speakers:
        return Heading("", len(group), kinds, "")
    name = speaker_name(speakers[0])
    written = {speaker.text.casefold(): sanitise_line(speaker.text) for speaker in reversed(speakers)}
    written.pop(name.casefold(), None)
    return Heading(name, len(group), kinds, ", ".join(f"“{words}”" for words in reversed(written.values())))


def _two_lines(text: str, first: int, second: int) -> tuple[str, str]:
    """Return a text over two lines of given widths, cut at the end of the second."""
    spans = wrap(text, 0, len(text), first)
    if not spans:
        return "", ""
    return text[slice(*spans[0])], fit(text[spans[1][0] :], second) if len(spans) > 1 else ""


def _cut(line: Line, width: int) -> Line:
    """Cut a line to a width."""
    cut: Line = []
    for segment in line:
        text = fit(segment.text, width)
        width -= cell_len(text)
        cut.append(Segment(text, segment.style))
    return cut


def _filled(line: Line, width: int) -> Line:
    """Pad a line with spaces to a width."""
    return [*line, Segment(" " * (width - sum(segment.cell_length for segment in line)))]
