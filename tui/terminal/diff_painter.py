"""The diff painter: writes only the pieces of a frame that differ from what the terminal shows.

Textual paints whole regions whenever anything in them may have changed, which dominates latency over a slow connection.
Every frame passes through here, and what the terminal shows already is left out.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console, ConsoleOptions, ConsoleRenderable, RenderResult
from rich.segment import Segment
from rich.style import Style
from textual._compositor import (  # pyright: ignore[reportPrivateUsage]
    ChopsUpdate,
    CompositorUpdate,
    InlineUpdate,
    LayoutUpdate,
)
from textual.strip import Strip

from .partial_compositor import Patch, Piece, Pieces, piece_of
from .wrap import narrow

_RESET = "\x1b[0m"

Row = dict[int, Piece]
"""The pieces of one line of the screen, by the column they start at."""


class Painter:
    """Tracks what the terminal shows, and writes differences."""

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}

    def forget(self) -> None:
        """Forget the terminal's content, because something else has written to it or it was resized."""
        self._rows.clear()

    def changes(self, frame: CompositorUpdate, console: Console) -> ConsoleRenderable | None:
        """Return a frame as its differences from the previous one; None if there are none."""
        if isinstance(frame, InlineUpdate):
            return frame
        pen = _Pen(console)
        for y, pieces in _lines(frame):
            self._line(y, pieces, pen)
        return _Written("".join([*pen.written, _RESET])) if pen.written else None

    def _line(self, y: int, pieces: Iterable[tuple[int, Piece]], pen: "_Pen") -> None:
        """Write the pieces of a line, each at its column, as far as they have changed."""
        row = self._rows.setdefault(y, {})
        new = {x: piece for x, piece in pieces if row.get(x) != piece}
        if not new:
            return
        spilt = False
        for x in sorted({*row, *new}):
            piece = new.get(x)
            before = row.get(x)
            if piece is None:
                piece = before
                # A terminal may treat a character as wider than we do: rewrite everything to the right of wide ones.
                if not spilt or piece is None or _covered(x, piece, new):
                    continue
                before = None
            at, part = (0, piece) if spilt else _differing(before, piece)
            pen.put(x + at, y, part)
            spilt = spilt or not narrow(piece.text)
        for x, piece in new.items():
            for other in [other for other in row if _overlap(other, row[other], x, piece)]:
                del row[other]
            row[x] = piece


class _Written(CompositorUpdate):
    """A frame as escape sequences."""

    def __init__(self, written: str) -> None:
        self._written = written

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Return the same for printing by Rich."""
        yield Segment(self._written)

    def render_segments(self, console: Console) -> str:  # noqa: ARG002 - rendered already
        """Return the escape sequences."""
        return self._written


class _Pen:
    """Writes pieces in as few characters as possible: colours are only written when they change."""

    def __init__(self, console: Console) -> None:
        self.written: list[str] = []
        self._system = COLOR_SYSTEMS[console.color_system or "truecolor"]
        self._look = ("0", "", "")
        """Current attributes, foreground and background."""
        self._at = (-1, -1)

    def put(self, x: int, y: int, piece: Piece) -> None:
        """Write a piece at a position."""
        if self._at != (x, y):
            self.written.append(f"\x1b[{y + 1};{x + 1}H")
        for text, style, control in piece.segments:
            if control or not text:
                continue
            self._change(_look(style or Style.null(), self._system), blank=text.isspace())
            self.written.append(text)
        self._at = (x + piece.width, y)

    def _change(self, look: tuple[str, str, str], *, blank: bool) -> None:
        attributes, foreground, background = look
        if attributes != self._look[0] or (self._look[1] and not foreground) or (self._look[2] and not background):
            codes = [attributes, foreground, background]
        else:
            if blank and attributes == "0":
                foreground = self._look[1]  # invisible on a blank
            codes = [code for code, now in zip((foreground, background), self._look[1:], strict=True) if code != now]
        if any(codes):
            self.written.append(f"\x1b[{';'.join(code for code in codes if code)}m")
        self._look = (attributes, foreground, background)


@lru_cache(4096)
def _look(style: Style, system: ColorSystem) -> tuple[str, str, str]:
    """Return the codes of a style: reset and attributes, foreground, background."""
    plain = style.without_color.update_link(None).render("|", color_system=system).partition("|")[0]
    attributes = plain.removeprefix("\x1b[").removesuffix("m")
    foreground = ";".join(style.color.downgrade(system).get_ansi_codes()) if style.color else ""
    background = ";".join(style.bgcolor.downgrade(system).get_ansi_codes(foreground=False)) if style.bgcolor else ""
    return f"0;{attributes}" if attributes else "0", foreground, background


def _lines(frame: CompositorUpdate) -> Iterable[tuple[int, Pieces]]:
    """Yield the lines of a frame with their painted pieces by column."""
    if isinstance(frame, Patch):
        yield from frame.lines.items()
    elif isinstance(frame, LayoutUpdate):
        for y, strips in enumerate(frame.strips, frame.region.y):
            x = frame.region.x
            pieces: Pieces = []
            for strip in strips:
                pieces.append((x, piece_of(strip)))
                x += strip.cell_length
            yield y, pieces
    elif isinstance(frame, ChopsUpdate):
        for y, left, right in frame.spans:
            # Pieces outside the span may contain hidden widgets.
            line: Mapping[int, Strip | None] = frame.chops[y]
            ends = zip(frame.chop_ends[y], line.items(), strict=False)
            yield (
                y,
                [(x, piece_of(strip)) for end, (x, strip) in ends if strip is not None and x < right and end > left],
            )


def _differing(before: Piece | None, piece: Piece) -> tuple[int, Piece]:
    """Return the part of a piece from its first to its last changed segment, and its column."""
    if before is None or before.width != piece.width or not (narrow(before.text) and narrow(piece.text)):
        return 0, piece
    old, new = before.segments, piece.segments
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    left = sum(len(segment.text) for segment in new[:first])
    part = new[first : len(new) - last]
    return left, Piece(part, sum(len(segment.text) for segment in part))


def _overlap(x: int, piece: Piece, other_x: int, other: Piece) -> bool:
    return x < other_x + other.width and other_x < x + piece.width


def _covered(x: int, piece: Piece, new: Row) -> bool:
    return any(_overlap(x, piece, other_x, other) for other_x, other in new.items())
