"""Byte streams within bounds: what is unpacked never outgrows what it is unpacked from without anybody noticing."""

import io
from collections.abc import Callable
from typing import BinaryIO, cast

MAX_RATIO = 250
"""Bytes out for a byte in. Text compresses 3 to 30 times, the most repetitive real dumps 100; a bomb 1,000."""
FLOOR = 64 * 1024 * 1024
"""Bytes that are unpacked without asking for a ratio: what a buffer that was read ahead may hold, and harmless."""
SKIP_FLOOR = 8 * 1024 * 1024 * 1024
"""The same for bytes that are only skipped to reach the members behind: some seconds of work, no memory."""
MAX_SPOOLED = 16 * 1024 * 1024 * 1024
"""Bytes of an archive within an archive: it goes to a temporary file where it must be read from its end."""
BUFFER = 256 * 1024
"""Bytes read at a time, and the longest look at a file's beginning."""


_SMALLEST_BUFFER = 8 * 1024


class Bound(Exception):  # noqa: N818 - it is no error of the program
    """More was unpacked than the bounds allow; the message is the reason that the user sees."""


class Meter(io.RawIOBase):
    """A file that counts what is read from it, and tells."""

    def __init__(self, file: BinaryIO, tell: Callable[[int], None] | None = None):
        """Count reads of `file`; `tell` hears the total after each."""
        super().__init__()
        self._file = file
        self._tell = tell
        self.count = 0

    def readinto(self, buffer: "memoryview", /) -> int:  # type: ignore[override]
        """Read into a buffer; counts."""
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        if self._tell:
            self._tell(self.count)
        return len(data)

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True: a file on disk, or one spooled."""
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Move within the file; what is skipped does not count."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Position in the file."""
        return self._file.tell()


class Salvaged(io.RawIOBase):
    """What comes out of a decompressor up to where its data are damaged or end: that is kept, and the error noted."""

    def __init__(self, file: BinaryIO, damage: tuple[type[BaseException], ...]):
        """Read from `file`; `damage` is what it raises."""
        super().__init__()
        self._file = file
        self._damage = damage
        self.error: BaseException | None = None
        """What ended the data before their time."""
        self.passed_over: Callable[[], int] = lambda: 0
        """Tells how many damaged parts were left out so far."""

    def readinto(self, buffer: "memoryview", /) -> int:  # type: ignore[override]
        """Read into a buffer; from damage on there is nothing more."""
        if self.error:
            return 0
        try:
            # One read of the compressed data at a time: a longer one would lose what it had before it met the damage.
            data = cast("io.BufferedReader", self._file).read1(len(buffer))
        except self._damage as error:
            self.error = error
            return 0
        buffer[: len(data)] = data
        return len(data)

    def readable(self) -> bool:
        """True."""
        return True


class Unpacked(io.RawIOBase):
    """What comes out of a decompressor or an archive member, held against the bytes its meter has seen go in."""

    def __init__(self, file: BinaryIO, meter: Meter, spend: Callable[[int], None] = lambda _: None):
        """Read from `file`; raise `Bound` beyond `FLOOR` bytes plus `MAX_RATIO` for each byte that went in.

        `spend` is called with the bytes of each read, and may raise `Bound` itself.
        """
        super().__init__()
        self._file = file
        self._meter = meter
        self._start = meter.count
        self._spend = spend
        self._out = 0
        self.floor = FLOOR
        self.allowance: int | None = None
        """Bytes that may still be read now, or None for any: keeps an archive's own headers small."""

    def readinto(self, buffer: "memoryview", /) -> int:  # type: ignore[override]
        """Read into a buffer.

        Raises:
            Bound: the ratio or the allowance is exceeded.
        """
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._out += len(data)
        self._spend(len(data))
        if self._out > self.floor + MAX_RATIO * (self._meter.count - self._start):
            raise Bound(f"it unpacks to more than {MAX_RATIO} times its size: it looks like an archive bomb")
        if self.allowance is not None:
            self.allowance -= len(data)
            if self.allowance < 0:
                raise Bound("the archive's headers are too long: it is damaged, or made to exhaust memory")
        return len(data)

    def readable(self) -> bool:
        """True."""
        return True


def buffered(file: io.RawIOBase, size: int = BUFFER) -> io.BufferedReader:
    """The file with a buffer that `peek` can look into; `size` is how many bytes it holds, if that is known."""
    return io.BufferedReader(file, min(max(size + 1, _SMALLEST_BUFFER), BUFFER))


def peek(stream: io.BufferedReader, size: int = 64 * 1024) -> bytes:
    """The next bytes of a stream, without reading them: `size` of them, or all that are left."""
    # One peek answers with what one raw read gave, which for a decompressor may be little.
    head = stream.peek(size)
    return head[:size]
