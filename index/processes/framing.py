"""Framing of messages between processes: four bytes of length, then msgpack, over standard input and output.

An empty message is a heartbeat: the child's listening thread returns it at once, however busy the child is.
"""

import os
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from asyncio import StreamReader

HEAD = struct.Struct(">I")
HEARTBEAT = HEAD.pack(0)


def framed(message: object) -> bytes:
    """Encode a message with its length prefix."""
    body = msgspec.msgpack.encode(message)
    return HEAD.pack(len(body)) + body


async def read_frame(stream: "StreamReader") -> bytes:
    """Read the next message of a stream; empty for a heartbeat.

    Raises:
        asyncio.IncompleteReadError: the stream has ended.
    """
    (length,) = HEAD.unpack(await stream.readexactly(HEAD.size))
    return await stream.readexactly(length)


def read_exactly(descriptor: int, size: int) -> bytes | None:
    """Read `size` bytes of a pipe, None at its end; unbuffered, because a thread could hold a buffer's lock at exit."""
    parts = bytearray()
    while len(parts) < size:
        try:
            part = os.read(descriptor, min(size - len(parts), 1 << 20))
        except OSError:
            return None
        if not part:
            return None
        parts += part
    return bytes(parts)


def write_all(descriptor: int, data: bytes) -> None:
    """Write all bytes to a pipe; raises OSError if its reader is gone."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


class Channel:
    """The child's end of the connection to its parent."""

    def __init__(self, inward: int, outward: int) -> None:
        """Wrap the descriptors of two pipes."""
        self._inward = inward
        self._outward = outward
        self._writing = threading.Lock()

    def receive(self) -> bytes | None:
        """Read the next message, answering heartbeats before it; None once the parent has closed its end."""
        while True:
            head = read_exactly(self._inward, HEAD.size)
            if head is None:
                return None
            (length,) = HEAD.unpack(head)
            if length:
                return read_exactly(self._inward, length)
            self._write(HEARTBEAT)

    def send(self, message: object) -> None:
        """Send a message from any thread; does nothing if the parent is gone."""
        self._write(framed(message))

    def _write(self, data: bytes) -> None:
        with self._writing, suppress(OSError):
            write_all(self._outward, data)

    def listen(self, on_message: Callable[[bytes], None], on_end: Callable[[], None]) -> None:
        """Pass all further messages to `on_message` in a thread, then call `on_end`."""

        def run() -> None:
            while (message := self.receive()) is not None:
                on_message(message)
            on_end()

        threading.Thread(target=run, name="listener", daemon=True).start()
