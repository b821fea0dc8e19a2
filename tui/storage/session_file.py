"""What the next run begins with: where one was, how the panes stood, what was not finished. No screen here.

Each index has its own, in a file beside it. It is small, so that it can be read before the first frame is painted.
"""

import asyncio
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct, field

from ...index.files import make_private, write_whole
from ..explorer.pane_sizes import PaneLayout
from ..explorer.trail import Place, Trail

NAME = "session.json"
VERSION = 1
MOST_BYTES = 4_000_000
"""A file larger than this is none of ours."""
POSITIONS = 500
"""Articles whose reading position is remembered; the one left longest ago is forgotten first."""
WAY = 50
"""Places one can go back to in the next run."""


class Position(NamedTuple):
    """How far one has read in an article, and in what search."""

    top: int
    """Offset of the first character on screen."""
    query: str
    quotes: bool
    trail: Trail
    stop: int | None
    """Which stop of the trail; None for none."""


class Remembered(Struct):
    """All of it."""

    version: int = VERSION
    place: Place | None = None
    """Where one was."""
    pane: str = "results"
    """Which pane had the focus."""
    layout: PaneLayout | None = None
    way: tuple[Place, ...] = ()
    """Where one had been before, the newest last."""
    positions: dict[str, Position] = field(default_factory=dict)
    """Article id -> how far it was read, the newest last."""
    drafts: dict[str, str] = field(default_factory=dict)
    """What was typed and is not kept yet, by what it was typed for."""

    def put_position(self, article: str, position: Position) -> None:
        """Remember how far an article was read."""
        self.positions.pop(article, None)
        self.positions[article] = position
        while len(self.positions) > POSITIONS:
            del self.positions[next(iter(self.positions))]


class SessionFile:
    """The file beside the index."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.trouble = ""
        """Why one begins anew, in words for the user; "" when all is well."""
        self._saved = b""
        self._saving = asyncio.Lock()

    def load(self) -> Remembered:
        """What was remembered; nothing when there is no file, or one that cannot be used: `trouble` says so then."""
        try:
            with self.path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
            if len(data) > MOST_BYTES:
                raise ValueError
            found = msgspec.json.decode(data, type=Remembered)
            if found.version != VERSION:
                raise ValueError
        except FileNotFoundError:
            return Remembered()
        except OSError as error:
            self.trouble = f"{self.path} cannot be read ({error.strerror or error}): you begin anew."
            return Remembered()
        except (ValueError, msgspec.MsgspecError, RecursionError):
            self.trouble = f"{self.path} cannot be understood: you begin anew. It is replaced when you leave."
            return Remembered()
        self._saved = data
        return found

    def save(self, remembered: Remembered) -> None:
        """Write it, all or nothing, if it differs from what is there.

        Raises:
            OSError: it cannot be written.
        """
        self._write(msgspec.json.encode(remembered))

    async def save_beside(self, remembered: Remembered) -> None:
        """As `save`, in a thread; what is remembered may change meanwhile."""
        data = msgspec.json.encode(remembered)
        if data != self._saved:
            async with self._saving:
                await asyncio.to_thread(self._write, data)

    def _write(self, data: bytes) -> None:
        if data != self._saved:
            make_private(self.path.parent)
            write_whole(self.path, data)
            self._saved = data
