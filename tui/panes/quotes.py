"""The quotes of the open article, with their speakers."""

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.message import Message

from ...index.model import Quote
from ..keymap import bindings
from ..trail import speaker_name
from ..widgets.long_list import Line, LongList
from ..widgets.sanitise import sanitise_line
from ..widgets.wrap import fit, wrap

WIDE = 64
"""From this width on the speaker stands beside the quote, below it above it."""
SPEAKER = 24
"""Cells of the speaker's column."""
KINDS = {"direct": ("“", "”"), "mixed": ("“…", "…”"), "indirect": ("~ ", "")}
"""How each type of quote begins and ends: what was said word for word stands in quotation marks."""


class QuotesPane(LongList[Quote]):
    """Speaker and quote, two lines a row; one of the two cells of the chosen row is the one Enter acts on."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("quotes")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--speaker", "row--nobody", "row--quote", "row--indirect", "row--cell"}
    NAME = "Quotes"
    row_height = 2

    class SpeakerChosen(Message):
        """The user wants to follow the speaker of a quote."""

        def __init__(self, quote: Quote) -> None:
            super().__init__()
            self.quote = quote

    def __init__(self, *, id: str, empty: str) -> None:
        super().__init__(id=id, empty=empty)
        self.on_speaker = False
        """Whether the speaker, not the quote, is the chosen cell."""

    def action_cell(self) -> None:
        """Choose the other cell."""
        self.on_speaker = not self.on_speaker
        self.refresh()

    def action_choose(self) -> None:
        """Go to the quote, or follow its speaker, as the chosen cell says."""
        if self.on_speaker:
            self.action_speaker()
        else:
            super().action_choose()

    def action_speaker(self) -> None:
        """Follow the speaker of the chosen quote."""
        quote = self.item()
        if quote is not None and quote.speaker is not None:
            self.post_message(self.SpeakerChosen(quote))
        elif quote is not None:
            self.app.notify("Nobody is named as the speaker of this quote.", markup=False)

    def on_blur(self) -> None:
        """Come back to the quotes, not to the speakers."""
        self.on_speaker = False

    def row(self, item: Quote, width: int, chosen: bool) -> list[Line]:
        """Speaker beside quote where there is room, else above it."""
        focused = chosen and self.has_focus
        speaker = self._speaker(item, focused and self.on_speaker)
        written = self._written(item)
        style = self.part("row--indirect" if item.type == "indirect" else "row--quote")
        opening, closing = KINDS[item.type]
        text = opening + sanitise_line(item.text) + closing
        cell = self.part("row--cell") if focused and not self.on_speaker else Style.null()
        if width < WIDE:
            return [
                _cut([*speaker, *([Segment("  "), *written] if written else ())], width),
                [Segment(fit(text, width), style + cell)],
            ]
        room = width - SPEAKER - 1
        spans = wrap(text, 0, len(text), room)
        first = text[slice(*spans[0])] if spans else ""
        second = fit(text[spans[1][0] :], room) if len(spans) > 1 else ""
        left = _filled(speaker, SPEAKER + 1)
        below = _filled(written, SPEAKER + 1)
        return [[*left, Segment(first, style + cell)], [*below, Segment(second, style + cell)]]

    def _speaker(self, item: Quote, chosen: bool) -> Line:
        if item.speaker is None:
            return [Segment("(nobody named)", self.part("row--nobody"))]
        style = self.part("row--speaker") + (self.part("row--cell") if chosen else Style.null())
        return [Segment(sanitise_line(speaker_name(item.speaker)), style)]

    def _written(self, item: Quote) -> Line:
        """How sure the attribution is, and the speaker as written where that differs from the name."""
        speaker = item.speaker
        if speaker is None:
            return []
        sure = f"{100 * speaker.confidence:.0f} %"
        differs = speaker.resolved and speaker.text != speaker.resolved
        told = f"{sure} · {sanitise_line(speaker.text)}" if differs else sure
        return [Segment(told, self.part("row--dim"))]


def _cut(line: Line, width: int) -> Line:
    """As much of a line as fits."""
    cut: Line = []
    for segment in line:
        text = fit(segment.text, width)
        width -= cell_len(text)
        cut.append(Segment(text, segment.style))
    return cut


def _filled(line: Line, width: int) -> Line:
    """A line cut and filled with spaces to a width, with a space at its end."""
    cut = _cut(line, width - 1)
    return [*cut, Segment(" " * (width - sum(segment.cell_length for segment in cut)))]
