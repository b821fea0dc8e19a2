"""The session file: positions, panes and drafts that the next run restores.

Each set of corpora has a session file in the user's data folder. A set without one starts from the session of the set
that shares most with it, so that adding or renaming a corpus loses nothing. The file is small enough to be read before
the first paint.
"""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct, field

from ...index.config.configuration import CorpusConfig
from ...index.config.settings import Settings, index_folders, read_about, user_folder
from ...index.files import make_private, open_regular, write_whole
from ..session.history import Place
from ..session.pane_sizes import PaneSizes
from ..session.trail import Trail

FOLDER = "sessions"
"""In the user's data folder."""
NAME = "session.json"
"""Name of the file in index folders of earlier versions."""
VERSION = 1
MOST_BYTES = 4_000_000
"""Maximum size of a session file in bytes."""
POSITIONS = 500
"""Maximum number of stored reading positions; the oldest are dropped first."""
WAY = 50
"""Maximum length of the jump history stored for the next run."""


class Position(NamedTuple):
    """The reading position in an article, and the search it belongs to."""

    top: int
    """Offset of the first character on screen."""
    query: str
    quotes: bool
    trail: Trail
    stop: int | None
    """Current stop of the trail; None for none."""


class SessionState(Struct):
    """The content of a session file."""

    version: int = VERSION
    corpora: tuple[tuple[str, str], ...] = ()
    """Name and path of every corpus in the set."""
    place: Place | None = None
    """The current place."""
    pane: str = "results"
    """The focused pane."""
    layout: PaneSizes | None = None
    way: tuple[Place, ...] = ()
    """Previous places, newest last."""
    positions: dict[str, Position] = field(default_factory=dict)
    """Reading positions by article id, newest last."""
    drafts: dict[str, str] = field(default_factory=dict)
    """Unfinished drafts by the kind of prompt."""

    def put_position(self, article: str, position: Position) -> None:
        """Store the reading position in an article."""
        self.positions.pop(article, None)
        self.positions[article] = position
        while len(self.positions) > POSITIONS:
            del self.positions[next(iter(self.positions))]


class SessionFile:
    """The session file of a set of corpora."""

    def __init__(self, settings: Settings) -> None:
        self.path = user_folder() / FOLDER / f"{settings.set_name}.json"
        self.trouble = ""
        """Why a new session was started, for the user; "" if none was."""
        self._settings = settings
        self._corpora = _pairs(settings.corpora)
        self._saved = b""
        self._saving = asyncio.Lock()

    def load(self) -> SessionState:
        """Load the session of this set, else of the most similar one.

        Return a new session if there is none or its file is unusable, which `trouble` then says.
        """
        try:
            data, found = _read(self.path)
        except FileNotFoundError:
            found = self._similar()
        except OSError as error:
            self.trouble = f"{self.path} cannot be read ({error.strerror or error}): a new session was started."
            found = SessionState()
        except (ValueError, msgspec.MsgspecError, RecursionError):
            self.trouble = f"{self.path} cannot be understood: a new session was started. Quitting replaces the file."
            found = SessionState()
        else:
            self._saved = data
        found.corpora = self._corpora
        return found

    def _similar(self) -> SessionState:
        """Return the session of the most similar set, the newest of several; a new one if nothing is shared."""
        best: tuple[int, float] = 0, 0.0
        found = SessionState()
        for path, corpora in self._others():
            with suppress(OSError, ValueError, msgspec.MsgspecError, RecursionError):
                _, one = _read(path)
                rank = _shared(self._corpora, corpora or one.corpora), path.stat().st_mtime
                if rank[0] and rank > best:
                    best, found = rank, one
        names = {name for name, _ in self._corpora}
        if found.place is not None and found.place.corpus not in names:
            found.place = found.place._replace(corpus="")
        found.way = tuple(one if one.corpus in names else one._replace(corpus="") for one in found.way)
        return found

    def _others(self) -> Iterator[tuple[Path, tuple[tuple[str, str], ...]]]:
        """Yield session files with their sets of corpora, () if the set is in the file itself.

        Earlier versions stored them in index folders.
        """
        yield from ((path, ()) for path in self.path.parent.glob("*.json"))
        for folder in dict.fromkeys((Path(self._settings.folder), *index_folders(self._settings.config))):
            if (folder / NAME).is_file() and (about := read_about(folder)):
                yield folder / NAME, _pairs(about.corpora)

    def save(self, remembered: SessionState) -> None:
        """Write the session atomically, if it has changed.

        Raises:
            OSError: the file cannot be written.
        """
        self._write(msgspec.json.encode(remembered))

    async def save_beside(self, remembered: SessionState) -> None:
        """Save in a thread; the session may change during that."""
        data = msgspec.json.encode(remembered)
        if data != self._saved:
            async with self._saving:
                await asyncio.to_thread(self._write, data)

    def _write(self, data: bytes) -> None:
        if data != self._saved:
            make_private(self.path.parent)
            write_whole(self.path, data)
            self._saved = data


def _read(path: Path) -> tuple[bytes, SessionState]:
    """Read a session file as bytes and session; raises OSError, ValueError, MsgspecError or RecursionError."""
    with open_regular(path) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError
    found = msgspec.json.decode(data, type=SessionState)
    if found.version != VERSION:
        raise ValueError
    return data, found


def _pairs(corpora: Sequence[CorpusConfig]) -> tuple[tuple[str, str], ...]:
    return tuple((corpus.name, path) for corpus in corpora for path in corpus.paths)


def _shared(own: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> int:
    """Count the paths that two sets share; a missing path counts as moved to the path of the same name."""
    paths = {path for _, path in own}
    names = {name for name, _ in own}
    return sum(path in paths or (name in names and not Path(path).exists()) for name, path in others)
