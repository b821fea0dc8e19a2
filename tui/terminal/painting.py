"""The one switch between this program's painting and Textual's: `interface.painter` in the configuration.

`fast` renders and writes only what has changed, and relies on parts of Textual that are not public. `textual` uses
nothing of them, so that a fault, or another version of Textual, can be told apart from a fault of ours.
"""

from typing import Literal, Protocol, cast

from rich.console import Console, RenderableType
from textual._compositor import Compositor, CompositorUpdate  # pyright: ignore[reportPrivateUsage]
from textual.widget import Widget

from .diff_painter import Painter
from .edge_cache import EdgeCache
from .partial_compositor import PatchCompositor

PainterName = Literal["fast", "textual"]


class FramePainter(Protocol):
    """Decides what of a frame is written to the terminal."""

    def forget(self) -> None:
        """Know nothing of what the terminal shows."""
        ...

    def changes(self, frame: CompositorUpdate, console: Console) -> RenderableType | None:
        """Return what to write; None for nothing."""
        ...


class WholePainter:
    """Writes every frame as Textual has rendered it."""

    def forget(self) -> None:
        """Do nothing: nothing is remembered."""

    def changes(self, frame: CompositorUpdate, console: Console) -> RenderableType | None:
        """Return the frame."""
        del console
        return cast("RenderableType", frame)  # Rich prints whatever yields segments


_chosen: list[PainterName] = ["fast"]


def choose(painter: PainterName) -> None:
    """Paint every app, screen and widget that is made from now on this way."""
    _chosen[0] = painter


def is_fast() -> bool:
    """Return whether frames are painted by this program."""
    return _chosen[0] == "fast"


def frame_painter() -> FramePainter:
    """Return what an app writes its frames with."""
    return Painter() if is_fast() else WholePainter()


def compositor() -> Compositor:
    """Return what a screen composes its frames with."""
    return PatchCompositor() if is_fast() else Compositor()


def cache_edges(widget: Widget) -> None:
    """Have a widget's borders rendered once a frame, where frames are painted by this program."""
    if is_fast() and not isinstance(widget._styles_cache, EdgeCache):  # pyright: ignore[reportPrivateUsage]
        widget._styles_cache = EdgeCache()  # pyright: ignore[reportPrivateUsage]
