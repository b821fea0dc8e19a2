"""The index in a process of its own: typed questions in, typed answers out, each of which can be cancelled.

A search never holds the interpreter lock of the interface. Messages travel as msgpack behind four bytes of length,
over the child's standard input and output.
"""

import asyncio
import contextlib
import gc
import itertools
import queue
import struct
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec

from ..config.settings import Settings
from ..model import Facets, Timeline
from ..protocol import (
    Answer,
    Ask,
    Complete,
    Completions,
    CountFacets,
    CountTimeline,
    CountTogether,
    CurationAnswer,
    Decide,
    Explain,
    Explanation,
    FacetsAnswer,
    Failure,
    FetchCuration,
    Ids,
    Kwic,
    KwicLines,
    List,
    ListRejects,
    Question,
    Raw,
    Read,
    Refresh,
    Rejects,
    Reply,
    Results,
    Scope,
    Search,
    Status,
    TimelineAnswer,
    Together,
)

GRACE_SECONDS = 2.0
"""A cancelled question that still holds the process after this long costs the process its life."""

_LENGTH = struct.Struct(">I")


class ServiceError(Exception):
    """A question could not be answered; the message is for the user, `kind` is that of `messages.Failure`."""

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


class IndexService:
    """The interface's side: starts the process, asks, and starts it again when it dies."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._process: asyncio.subprocess.Process | None = None
        self._replies: asyncio.Task[None] | None = None
        self._waiting: dict[int, asyncio.Future[Answer]] = {}
        self._numbers = itertools.count(1)
        self._starting = asyncio.Lock()
        self._closed = False

    async def start(self) -> None:
        """Start the process; the index is opened behind it, and questions may be asked at once."""
        async with self._starting:
            if self._process is not None and self._process.returncode is None:
                return
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "newsexplore.index.processes.search",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,  # Ctrl+C in a pager or editor is not meant for it
            )
            self._send(msgspec.msgpack.encode(self.settings))
            self._replies = asyncio.create_task(self._read_replies(self._process))

    async def ask(self, question: Question) -> Answer:
        """The answer to a question; cancelling the waiting task cancels the question.

        Raises:
            ServiceError: it could not be answered.
        """
        for attempt in (1, 2):
            await self.start()
            number = next(self._numbers)
            future = self._waiting[number] = asyncio.get_running_loop().create_future()
            try:
                self._send(msgspec.msgpack.encode(Ask(number, question)))
                answer = await future
            except asyncio.CancelledError:
                self._cancel(number)
                raise
            except ConnectionError:
                if attempt == 1 and not self._closed:
                    continue  # the process died, perhaps by no fault of this question: once more in a new one
                break
            if isinstance(answer, Failure):
                raise ServiceError(answer.message, answer.kind)
            return answer
        raise ServiceError("The index's process ended while it worked on this. Try again, or something else.", "bug")

    async def close(self) -> None:
        """End the process."""
        self._closed = True
        if self._replies:
            self._replies.cancel()
        process = self._process
        if process is None:
            return
        if process.stdin:
            process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), 0.5)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def _send(self, message: bytes) -> None:
        if self._process is None or self._process.stdin is None or self._process.stdin.is_closing():
            raise ConnectionResetError
        self._process.stdin.write(_LENGTH.pack(len(message)) + message)

    def _cancel(self, number: int) -> None:
        """Tell the process to stop; it confirms every cancelled question, and one that does not is stuck: end it."""
        process = self._process
        confirmed = self._waiting[number] = asyncio.get_running_loop().create_future()
        with contextlib.suppress(ConnectionError):
            self._send(msgspec.msgpack.encode(Ask(number, None)))

        def end_if_stuck() -> None:
            if not confirmed.done() and process is not None and process.returncode is None:
                process.kill()

        timer = asyncio.get_running_loop().call_later(GRACE_SECONDS, end_if_stuck)

        def settled(future: "asyncio.Future[Answer]") -> None:
            timer.cancel()
            if not future.cancelled():
                future.exception()  # looked at: nobody waits for this answer

        confirmed.add_done_callback(settled)

    async def _read_replies(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            while True:
                (length,) = _LENGTH.unpack(await process.stdout.readexactly(_LENGTH.size))
                reply = msgspec.msgpack.decode(await process.stdout.readexactly(length), type=Reply)
                future = self._waiting.pop(reply.number, None)
                if future is not None and not future.done():
                    future.set_result(reply.answer)
        await process.wait()
        waiting, self._waiting = self._waiting, {}
        for future in waiting.values():
            if not future.done():
                future.set_exception(ConnectionResetError())


class _Child:
    """The process's side: one thread reads questions, the main thread answers them in order."""

    def __init__(self, settings: Settings, read: Callable[[], bytes | None], write: Callable[[bytes], None]) -> None:
        self.settings = settings
        self.read = read
        self.write = write
        self.questions: queue.Queue[Ask | None] = queue.Queue()
        self.cancelled: set[int] = set()
        self.answers = None
        self.decisions = None

    def run(self) -> None:
        """Answer until the input ends."""
        threading.Thread(target=self._listen, daemon=True).start()
        self._open()
        ask = self.questions.get()
        self._answer(Refresh(), lambda: False)  # what was committed since it was opened
        while ask is not None:
            if ask.question is not None:
                self.write(msgspec.msgpack.encode(Reply(ask.number, self._reply(ask.number, ask.question))))
            self._get_ready()
            ask = self.questions.get()

    def _open(self) -> None:
        """Open the index before the first question comes, and read what sorting needs; troubles are told when asked."""
        self._answer(Refresh(), lambda: False)
        self._answer(Search(Scope(""), "newest", limit=1), lambda: not self.questions.empty())
        gc.freeze()  # what is here now stays: to look through it for garbage would be a pause in the middle of a search

    def _get_ready(self) -> None:
        """Do what takes long the first time while nobody asks; troubles are told when it is asked for."""
        if self.answers is not None and self.questions.empty():
            with contextlib.suppress(Exception):
                self.answers.get_ready(lambda: not self.questions.empty())

    def _reply(self, number: int, question: Question) -> Answer:
        """The answer to a question, unless it is cancelled already."""
        if number in self.cancelled:
            answer: Answer = Failure("cancelled", "cancelled")
        else:
            answer = self._answer(question, lambda: number in self.cancelled)
        self.cancelled.discard(number)
        return answer

    def _listen(self) -> None:
        while (message := self.read()) is not None:
            ask = msgspec.msgpack.decode(message, type=Ask)
            if ask.question is None:
                self.cancelled.add(ask.number)
            self.questions.put(ask)
        self.questions.put(None)

    def _answer(self, question: Question, cancelled: Callable[[], bool]) -> Answer:
        from ..curation.store import CurationError, CurationFile
        from ..engines.base import EngineError, SearchCancelledError, SearchTimeoutError
        from ..search.answers import Answers, GoneError

        if self.decisions is None:
            self.decisions = CurationFile(Path(self.settings.folder))
        try:
            if isinstance(question, FetchCuration):
                return CurationAnswer(self.decisions.load())
            if isinstance(question, Decide):
                return CurationAnswer(self.decisions.change(question.changes))
            if self.answers is None:
                if not self.settings.engine_folder.is_dir():
                    return _nothing_yet(question)
                self.answers = Answers(self.settings, file=self.decisions)
            return self.answers.answer(question, cancelled)
        except SearchCancelledError:
            return Failure("cancelled", "cancelled")
        except SearchTimeoutError:
            seconds = self.settings.config.search.budget_ms / 1000
            return Failure(f"The search took longer than {seconds:g} s and was stopped. Make it narrower.", "timeout")
        except (EngineError, CurationError, GoneError) as error:
            return Failure(str(error), "index")
        except Exception as error:
            return Failure(f"The index met an error of its own on this question: {error!r}", "bug")


def _nothing_yet(question: Question) -> Answer:
    """What an index answers before its first commit."""
    nothing: dict[type, Answer] = {
        Search: Results(total=0, offset=0),
        CountFacets: FacetsAnswer(Facets()),
        CountTogether: Together(0),
        CountTimeline: TimelineAnswer(Timeline("day")),
        List: Ids((), 0),
        ListRejects: Rejects((), 0),
        Refresh: Status(0, ""),
        Complete: Completions(0, 0),
        Explain: Explanation(0),
        Read: Failure("This article is not in the index yet.", "index"),
        Raw: Failure("This article is not in the index yet.", "index"),
        Kwic: KwicLines((), 0, 0, True),
    }
    return nothing[type(question)]


def _read_message(stream: BinaryIO) -> bytes | None:
    """The next message; None at the end."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None


def main() -> None:
    """The process: settings, then questions on standard input; replies on standard output."""
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    first = _read_message(stdin)
    if first is None:
        return

    def write(message: bytes) -> None:
        stdout.write(_LENGTH.pack(len(message)) + message)
        stdout.flush()

    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        _Child(msgspec.msgpack.decode(first, type=Settings), lambda: _read_message(stdin), write).run()


if __name__ == "__main__":
    main()
