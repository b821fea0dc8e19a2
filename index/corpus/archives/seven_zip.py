"""7z archives, through py7zr: unpacked to temporary files, since their members share one stream."""

import io
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from ..draft import Unreadable
from ..extras import need
from .budget import Budget
from .streams import FLOOR, MAX_RATIO, MAX_SPOOLED, Bound, Meter


@contextmanager
def unpack(stream: io.BufferedReader, budget: Budget, meter: Meter) -> Generator[Iterator[tuple[str, BinaryIO]]]:
    """Give each member's name and an open file, in the order of the archive; the files go with the context.

    Args:
        stream: the archive, which can seek.
        budget: Counts members and unpacked bytes.
        meter: what has been read of the archive: the ratio is held against it.

    Raises:
        Unreadable: py7zr is missing, or cannot read the archive; a password is needed.
        Bound: it unpacks to more than the bounds allow.
    """
    py7zr = need("py7zr", "sevenzip", "7z archives")
    with tempfile.TemporaryDirectory(prefix="newsexplore-") as folder:
        spools = _Spools(Path(folder), budget, meter)
        try:
            with py7zr.SevenZipFile(stream) as archive:
                if archive.needs_password():
                    raise Unreadable("encrypted: unpack it with its password first")
                archive.extractall(factory=spools)
        except (Unreadable, Bound, OSError):
            raise
        except Exception as error:  # py7zr raises what its decompressors raise: a dozen kinds, of four libraries
            raise Unreadable(
                f"damaged, or packed in a way that cannot be read: {error or type(error).__name__}"
            ) from None
        yield spools.files()


class _Spools:
    """Makes the files that py7zr writes members into; names of the archive never become paths."""

    def __init__(self, folder: Path, budget: Budget, meter: Meter):
        self._folder = folder
        self._budget = budget
        self._meter = meter
        self._names: list[str] = []
        self.written = 0

    def create(self, filename: str, mode: str = "wb") -> Any:
        """A new file for the next member."""
        del mode
        self._budget.add_member()
        self._names.append(filename)
        return _Spool(self._path(len(self._names) - 1), self)

    def spend(self, count: int) -> None:
        """Hold what was written against the bounds."""
        self.written += count
        self._budget.size = max(self._budget.size, self._meter.count)
        self._budget.add_bytes(count)
        if self.written > min(MAX_SPOOLED, FLOOR + MAX_RATIO * self._meter.count):
            raise Bound(f"it unpacks to more than {MAX_RATIO} times its size: it looks like an archive bomb")

    def files(self) -> Iterator[tuple[str, BinaryIO]]:
        """Yield names and files, each open until the next is asked for."""
        for number, name in enumerate(self._names):
            with self._path(number).open("rb") as file:
                yield name, cast("BinaryIO", file)

    def _path(self, number: int) -> Path:
        return self._folder / str(number)


class _Spool:
    """What py7zr takes for a file: the methods of its `Py7zIO`, which cannot be imported where it is missing."""

    def __init__(self, path: Path, spools: _Spools):
        self._path = path
        self._spools = spools
        path.touch()

    def write(self, data: bytes) -> int:
        self._spools.spend(len(data))
        with self._path.open("ab") as file:
            return file.write(data)

    def read(self, size: int | None = None) -> bytes:
        with self._path.open("rb") as file:
            return file.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0) -> int:
        del whence
        return offset

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def size(self) -> int:
        return self._path.stat().st_size
