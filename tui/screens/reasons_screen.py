"""Why a result is here: lines of text, wrapped at words, further lines of one below its text."""

from collections.abc import Iterable, Iterator, Sequence

from textual import events

from ..terminal.wrap import wrap
from .text_screen import TextScreen

_BESIDE = 6
"""Cells of the box beside the text: gutter, scrollbar and margin."""
_HANGING = 2
"""Cells by which further lines of a paragraph are indented."""


class ReasonsScreen(TextScreen):
    """Shows lines, wrapped again for each width."""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__(title)
        self._paragraphs = lines

    def on_resize(self, event: events.Resize) -> None:
        """Wrap for the new width."""
        del event
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        width = self.view.size.width - _BESIDE
        if width > 0:
            self.put("\n".join(wrapped(self._paragraphs, width)))


def wrapped(paragraphs: Iterable[str], width: int) -> Iterator[str]:
    """Yield paragraphs in lines of at most so many cells, each indented as its paragraph is."""
    for paragraph in paragraphs:
        indent = len(paragraph) - len(paragraph.lstrip(" "))
        first, *more = wrap(paragraph, indent, len(paragraph), width - indent) or [(0, 0)]
        yield " " * indent + paragraph[slice(*first)]
        if more:
            hanging = min(indent + _HANGING, max(0, width - 20))
            rest = wrap(paragraph, more[0][0], len(paragraph), width - hanging)
            yield from (" " * hanging + paragraph[slice(*line)] for line in rest)
