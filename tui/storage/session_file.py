"""What the next run begins with: where the user was, how the panes stood, what was not finished. No screen here.

Each set of corpora has its session, in a file of the user's data folder. A set that has none begins with that of the
set that shares most with it: adding or renaming a corpus loses nothing. The file is small, so that it can be read
before the first paint.
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
from ...index.files import make_private, write_whole
from ..session.history import Place
from ..session.pane_sizes import PaneSizes
from ..session.trail import Trail

FOLDER = "sessions"
"""In the user's data folder."""
NAME = "session.json"
"""What earlier versions called the file in an index folder."""
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
    corpora: tuple[tuple[str, str], ...] = ()
    """Name and path of every corpus of the set."""
    place: Place | None = None
    """Where one was."""
    pane: str = "results"
    """Which pane had the focus."""
    layout: PaneSizes | None = None
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
    """The session file of a set of corpora."""

    def __init__(self, settings: Settings) -> None:
        self.path = user_folder() / FOLDER / f"{settings.set_name}.json"
        self.trouble = ""
        """Why the session starts afresh, in words for the user; "" when all is well."""
        self._settings = settings
        self._corpora = _pairs(settings.corpora)
        self._saved = b""
        self._saving = asyncio.Lock()

    def load(self) -> Remembered:
        """The session of this set, else that of the most similar one.

        A fresh one where there is none, or the file cannot be used: `trouble` then says so.
        """
        try:
            data, found = _read(self.path)
        except FileNotFoundError:
            found = self._similar()
        except OSError as error:
            self.trouble = f"{self.path} cannot be read ({error.strerror or error}): the session starts afresh."
            found = Remembered()
        except (ValueError, msgspec.MsgspecError, RecursionError):
            self.trouble = f"{self.path} cannot be understood: the session starts afresh. It is replaced when you quit."
            found = Remembered()
        else:
            self._saved = data
        found.corpora = self._corpora
        return found

    def _similar(self) -> Remembered:
        """The session of the set that shares most with this one, the newest of several; fresh where none does."""
        best: tuple[int, float] = 0, 0.0
        found = Remembered()
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
        """Yield session files with their sets of corpora, () where the file itself says it.

        Earlier versions kept them in index folders.
        """
        yield from ((path, ()) for path in self.path.parent.glob("*.json"))
        for folder in dict.fromkeys((Path(self._settings.folder), *index_folders(self._settings.config))):
            if (folder / NAME).is_file() and (about := read_about(folder)):
                yield folder / NAME, _pairs(about.corpora)

    def save(self, remembered: Remembered) -> None:
        """Write it, whole or not at all, if it differs from what is there.

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


def _read(path: Path) -> tuple[bytes, Remembered]:
    """The bytes of a session file, and what they say; raises OSError, ValueError, MsgspecError or RecursionError."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError
    found = msgspec.json.decode(data, type=Remembered)
    if found.version != VERSION:
        raise ValueError
    return data, found


def _pairs(corpora: Sequence[CorpusConfig]) -> tuple[tuple[str, str], ...]:
    return tuple((corpus.name, path) for corpus in corpora for path in corpus.paths)


def _shared(own: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> int:
    """How many paths two sets share; one that is gone is taken for that of the same name here: it was moved."""
    paths = {path for _, path in own}
    names = {name for name, _ in own}
    return sum(path in paths or (name in names and not Path(path).exists()) for name, path in others)
