"""Reading in a process of its own: a file that kills it, or hangs in it, costs no other file anything."""

import os
import queue
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, Protocol

import msgspec
from msgspec import Struct

from ..config.configuration import CorpusConfig
from ..corpus.reader_registry import opaque_suffixes
from ..corpus.reading import read
from ..corpus.sources import Source
from ..limits import limit_memory, make_expendable
from ..model import Article, Reject, Skip, Tail
from ..processes.child_log import note, open_log
from ..processes.framing import HEAD, Channel, framed, read_exactly, write_all
from ..processes.heap import return_freed_memory
from ..processes.isolation import become_child, command, describe_end, environment
from ..processes.pool import WorkerDiedError

_MEMORY = 2 << 30
"""Bytes that reading may allocate: beyond them a file is rejected."""
_DEATHS = 25
"""Files that may end the process in one run; after that something other than a file is at fault."""
_CHARS = 500_000
_SECONDS = 0.2
"""Articles are sent after so many characters or seconds, whichever comes first."""


class _Request(Struct, frozen=True):
    source: Source
    corpus: CorpusConfig
    known: int


class _Part(Struct):
    """What has been read since the last part."""

    articles: list[Article] = []
    rejects: list[Reject] = []
    skips: list[Skip] = []
    position: int = 0
    remarks: list[str] = []
    tail: Tail | None = None
    last: bool = False


class Read(Protocol):
    """Reads a file, as `corpus.read` does."""

    def __call__(
        self,
        source: Source,
        corpus: CorpusConfig,
        progress: Callable[[int], None],
        remark: Callable[[str], None],
        *,
        known: int,
        ended: Callable[[Tail | None], None],
    ) -> Iterator[Article | Reject | Skip]:
        """Yield what is read; see `corpus.read`."""
        ...


class IsolatedReading:
    """Reads in a child process, which is started when it is needed."""

    def __init__(self, *, everything: bool) -> None:
        """Isolate every file, or only those of formats that libraries of C decode."""
        self._everything = everything
        self._process: subprocess.Popen[bytes] | None = None
        self._deaths = 0

    @property
    def pid(self) -> int | None:
        """The id of the process; None while there is none."""
        return self._process.pid if self._process else None

    def read(
        self,
        source: Source,
        corpus: CorpusConfig,
        progress: Callable[[int], None],
        remark: Callable[[str], None],
        *,
        known: int,
        ended: Callable[[Tail | None], None],
    ) -> Iterator[Article | Reject | Skip]:
        """Yield as `corpus.read`; if the process dies, a reject for the file, of which the rest is not read.

        Raises:
            WorkerDiedError: too many have died for this to be the files' fault, or none can be started.
        """
        if not (self._everything or source.path.lower().endswith(opaque_suffixes())):
            yield from read(source, corpus, progress, remark, known=known, ended=ended)
            return
        try:
            process = self._process = self._process or _start()
        except OSError as error:
            raise WorkerDiedError(str(error)) from None
        complete = False
        try:
            write_all(_descriptor(process.stdin), framed(_Request(source, corpus, known)))
            while not complete:
                part = _receive(process)
                progress(part.position)
                yield from part.rejects
                yield from part.skips
                yield from part.articles
                for sentence in part.remarks:
                    remark(sentence)
                complete = part.last
                if complete:
                    ended(part.tail)
        except (OSError, EOFError):
            how = self._end()
            self._deaths += 1
            if self._deaths > _DEATHS:
                raise WorkerDiedError(how) from None
            note(f"reader: ended unexpectedly, {how}")
            yield Reject(source.path, f"reading it ended the process ({how}): the rest of it was not read")
        finally:
            if not complete:  # the run was stopped
                self._end()

    def close(self) -> None:
        """End the process."""
        self._end()

    def _end(self) -> str:
        """Kill the process, unless it has ended, and return how it ended."""
        process, self._process = self._process, None
        if process is None:
            return ""
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        with suppress(subprocess.TimeoutExpired):
            return describe_end(process.wait(0.5))
        process.kill()
        return describe_end(process.wait())


def _start() -> "subprocess.Popen[bytes]":
    log = open_log()
    try:
        return subprocess.Popen(
            command(__name__), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=environment()
        )
    finally:
        os.close(log)


def _descriptor(pipe: IO[bytes] | None) -> int:
    if pipe is None:
        raise BrokenPipeError
    return pipe.fileno()


_DECODER = msgspec.msgpack.Decoder(_Part)


def _receive(process: "subprocess.Popen[bytes]") -> _Part:
    head = read_exactly(_descriptor(process.stdout), HEAD.size)
    body = None if head is None else read_exactly(_descriptor(process.stdout), HEAD.unpack(head)[0])
    if body is None:
        raise EOFError
    return _DECODER.decode(body)


def main() -> None:
    """Run as the child: requests in, the parts of each file out; the end of the input ends it at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which then ends this process
    return_freed_memory()
    channel = become_child("reader")
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    channel.listen(requests.put, lambda: os._exit(0))
    limit_memory(_MEMORY)
    make_expendable()
    while True:
        request = msgspec.msgpack.decode(requests.get(), type=_Request)
        _answer(request, channel)


def _answer(request: _Request, channel: Channel) -> None:
    part, chars, sent = _Part(), 0, time.monotonic()
    position = 0
    remarks: list[str] = []
    tails: list[Tail | None] = []

    def advance(to: int) -> None:
        nonlocal position
        position = to

    items = read(request.source, request.corpus, advance, remarks.append, known=request.known, ended=tails.append)
    for item in items:
        match item:
            case Article():
                part.articles.append(item)
                chars += len(item.text)
            case Reject():
                part.rejects.append(item)
            case Skip():
                part.skips.append(item)
        if chars > _CHARS or time.monotonic() > sent + _SECONDS:
            part.position = position
            channel.send(part)
            part, chars, sent = _Part(), 0, time.monotonic()
    part.position, part.remarks, part.last = position, remarks, True
    part.tail = tails[0] if tails else None
    channel.send(part)
