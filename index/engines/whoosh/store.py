"""The folder of a Whoosh index: its list of segments, committed durably.

Whoosh keeps that list, its table of contents, as a pickle, and neither syncs nor checks it. Here every file is synced
before the commit that names it is renamed into place.
"""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, EmptyIndexError

from ..base import EngineError, IndexVersionError
from ..packed.columns import Snapshot
from ..packed.store import OPEN_TRIES, OPEN_WAIT, REBUILD, PackStore, remove_file, sync_folder
from .codec import PackedCodec
from .schema import INDEX_NAME, schema


class _PrivateStorage(FileStorage):
    """Files that only the owner can read, synced when they are closed; renames are synced too."""

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **kwargs: object) -> StructFile:
        del mode, kwargs  # always written, always from the start
        flags = os.O_CREAT | os.O_WRONLY | (os.O_EXCL if excl else os.O_TRUNC) | getattr(os, "O_BINARY", 0)
        return StructFile(os.fdopen(os.open(self._fpath(name), flags, 0o600), "wb"), name=name, onclose=_sync)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        del safe  # nobody else writes: the lock is held
        sync_folder(Path(self.folder))  # the segments' names, before the name of the commit that needs them
        Path(self._fpath(oldname)).replace(self._fpath(newname))
        sync_folder(Path(self.folder))


def _sync(file: StructFile) -> None:
    file.flush()
    os.fsync(file.fileno())


class Store(PackStore[W3Segment]):
    """The folder of one index."""

    prefix = INDEX_NAME

    def __init__(self, folder: Path, *, create: bool) -> None:
        """Open the folder; raises EngineError when there is no index in it, or none that can be used."""
        super().__init__(folder, create=create)
        self._storage = _PrivateStorage(str(folder))
        if self.generation() < 0:
            if any(re.fullmatch(r"_newsexplore\d+_\d+\.toc", name) for name in self._storage.list()):
                raise self._foreign()
            if not create:
                raise EngineError(f"There is no index in {folder} yet. `newsexplore index` makes it.")
            self.commit([], 0)

    def leftovers(self) -> Iterator[Path]:
        """Packs, and tables of contents that were not finished."""
        yield from super().leftovers()
        yield from (path for path in self.folder.iterdir() if ".toc." in path.name)

    def new_segment(self) -> W3Segment:
        """A segment to be written."""
        return W3Segment(PackedCodec(), INDEX_NAME)

    def _foreign(self) -> IndexVersionError:
        return IndexVersionError(
            f"The index in {self.folder} was made by another version of newsexplore. `newsexplore index` makes it anew."
        )

    def generation(self) -> int:
        """The number of the newest commit; -1 when there is none."""
        return max(self._commits(), default=-1)

    def contents(self) -> TOC:
        """The table of contents of the newest commit.

        Raises:
            EngineError: it cannot be read.
        """
        for attempt in range(OPEN_TRIES):
            try:
                return TOC.read(self._storage, INDEX_NAME)
            except (FileNotFoundError, EmptyIndexError) as error:  # a newer commit has just replaced it
                if attempt == OPEN_TRIES - 1:
                    raise EngineError(f"The index in {self.folder} is gone. `newsexplore index` makes it.") from error
                time.sleep(OPEN_WAIT)
            except OSError as error:
                raise EngineError(f"The index in {self.folder} cannot be read: {error.strerror}.") from error
            except (ImportError, AttributeError) as error:  # it names classes that this version does not have
                raise self._foreign() from error
            except Exception as error:  # whatever a damaged pickle raises
                raise EngineError(f"The index in {self.folder} is damaged ({error}). {REBUILD}") from error
        raise AssertionError("unreachable")

    def snapshot(self) -> Snapshot:
        """Open the newest commit, trying again when a newer one removes its files meanwhile.

        Raises:
            EngineError: files are missing or damaged.
        """
        for attempt in range(OPEN_TRIES):
            contents = self.contents()
            try:
                segments: list[W3Segment] = contents.segments
                return Snapshot(
                    contents.generation,
                    [self.view(segment) for segment in segments],
                    [segment.deleted_docs() for segment in segments],
                )
            except FileNotFoundError as error:
                if attempt == OPEN_TRIES - 1 or self.generation() == contents.generation:
                    name = Path(error.filename or "").name
                    raise EngineError(f"The index in {self.folder} lacks its file {name}. {REBUILD}") from error
                time.sleep(OPEN_WAIT)
        raise AssertionError("unreachable")

    def commit(self, segments: list[W3Segment], generation: int) -> None:
        """Make these segments the index, durably, then remove the commit before. Their files must be synced."""
        TOC(schema(), segments, generation).write(self._storage, INDEX_NAME)
        for older in self._commits():
            if older < generation:
                remove_file(self.folder / f"_{INDEX_NAME}_{older}.toc")

    def _commits(self) -> list[int]:
        names = (re.fullmatch(rf"_{INDEX_NAME}_(\d+)\.toc", name) for name in self._storage.list())
        return [int(match.group(1)) for match in names if match]
