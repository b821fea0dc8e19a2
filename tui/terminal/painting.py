"""The switch between our painting and Textual's: `interface.painter` in the configuration.

`fast` renders and writes only what has changed, and relies on private parts of Textual. `textual` uses none of them, to
isolate faults and to run with other versions of Textual.
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
    """Writes frames to the terminal."""

    def forget(self) -> None:
        """Forget what the terminal shows."""
        ...

    def changes(self, frame: CompositorUpdate, console: Console) -> RenderableType | None:
        """Return the output for a frame; None for nothing."""
        ...


class WholePainter:
    """Writes every frame as rendered by Textual."""

    def forget(self) -> None:
        """Do nothing: there is no state."""

    def changes(self, frame: CompositorUpdate, console: Console) -> RenderableType | None:
        """Return the frame."""
        del console
        return cast("RenderableType", frame)  # Rich prints any object that yields segments


_chosen: list[PainterName] = ["fast"]


def choose(painter: PainterName) -> None:
    """Set the painter of all apps, screens and widgets that are created from now on."""
    _chosen[0] = painter


def is_fast() -> bool:
    """Return whether our painter is in use."""
    return _chosen[0] == "fast"


def frame_painter() -> FramePainter:
    """Create the frame painter of an app."""
    return Painter() if is_fast() else WholePainter()


def compositor() -> Compositor:
    """Create the compositor of a screen."""
    return PatchCompositor() if is_fast() else Compositor()


def cache_edges(widget: Widget) -> None:
    """Cache a widget's borders per frame, if our painter is in use."""
    if is_fast() and not isinstance(widget._styles_cache, EdgeCache):  # pyright: ignore[reportPrivateUsage]
        widget._styles_cache = EdgeCache()  # pyright: ignore[reportPrivateUsage]
