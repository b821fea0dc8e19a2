"""What gzip files hold, member by member: one that is damaged is passed over, if others stand behind it.

Web archives compress each record as a member of its own. The `gzip` module gives up at the first damage, and with it
every record behind.
"""

import io
import zlib
from typing import Any, BinaryIO, cast

_CHUNK = 16 * 1024
_HELD = 1024 * 1024
"""Bytes of a member that are held back until it is known to be whole; a longer one is given as it comes."""
_MAGIC = b"\x1f\x8b\x08"
_TRIED = 4096
"""Bytes from which a member is known to open."""
_GZIP = 31
"""How zlib is told that data are in the format of gzip."""


class GzipMembers(io.RawIOBase):
    """A stream of what the members of a gzip file hold."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self._packed = b""
        self._ready = bytearray()
        self._held = bytearray()
        self._loose = False
        """Whether a part of this member was given already."""
        self._member: Any = None
        self._error: Exception | None = None
        self.passed_over = 0
        """Damaged members that were left out."""

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: "memoryview", /) -> int:  # type: ignore[override]
        """Read into a buffer.

        Raises:
            EOFError: the file ends within a member.
            zlib.error: it is damaged, and no member that opens stands behind.
        """
        while not self._ready and self._error is None and self._step():
            pass
        if not self._ready and self._error is not None:
            raise self._error
        data = self._ready[: len(buffer)]
        del self._ready[: len(data)]
        buffer[: len(data)] = data
        return len(data)

    def _step(self) -> bool:
        """Go on by some data; False at the end of the file."""
        if not self._packed:
            self._packed = self._file.read(_CHUNK)
        if self._member is None:
            self._packed = self._packed.lstrip(b"\0")  # what pads a member, on tapes and disks
            if not self._packed:
                self._packed = self._file.read(_CHUNK)
                return bool(self._packed)
            while len(self._packed) < len(_MAGIC) and (more := self._file.read(_CHUNK)):
                self._packed += more
            self._member, self._loose = zlib.decompressobj(_GZIP), False
        try:
            found = self._member.decompress(self._packed, _CHUNK)
            if not self._packed and not found and not self._member.eof:
                self._fail(EOFError("the file ends within a member"))
                return True
            self._held += found
        except zlib.error as error:
            self._recover(error)
            return True
        if self._member.eof:
            self._packed = self._member.unused_data
            self._release()
            self._member = None
            return True
        self._packed = self._member.unconsumed_tail
        if self._loose or len(self._held) > _HELD:
            self._loose = True
            self._release()
        return True

    def _release(self) -> None:
        self._ready += self._held
        self._held.clear()

    def _fail(self, error: Exception) -> None:
        self._release()
        self._error = error

    def _recover(self, error: zlib.error) -> None:
        """Go on with the next member that opens; give what is held and fail if there is none."""
        data = self._packed
        at = 1
        while not self._loose:
            at = data.find(_MAGIC, at)
            if at >= 0 and len(data) - at < _TRIED and (more := self._file.read(_CHUNK)):
                data = data[at:] + more
                at = 0
            if at < 0:
                more = self._file.read(_CHUNK)
                if not more:
                    break
                data = data[-len(_MAGIC) + 1 :] + more
                at = 0
                continue
            if _opens(data[at : at + _TRIED]):
                self._held.clear()
                self.passed_over += 1
                self._packed, self._member = data[at:], None
                return
            at += 1
        self._fail(error)


def _opens(data: bytes) -> bool:
    """Whether data begin a member."""
    try:
        return bool(zlib.decompressobj(_GZIP).decompress(data, 64))
    except zlib.error:
        return False


def opened(file: BinaryIO) -> tuple[BinaryIO, GzipMembers]:
    """A gzip file as a stream, and what tells how many members were passed over."""
    members = GzipMembers(file)
    return cast("BinaryIO", io.BufferedReader(members, _CHUNK)), members
