"""The index in a child process: typed questions in, typed answers out, each cancellable.

A search never holds the interface's GIL.
"""

import asyncio
import contextlib
import itertools
from collections.abc import Callable

import msgspec

from ..config.settings import Settings
from ..protocol.answers import Answer, Failure, Reply
from ..protocol.questions import Ask, Question
from ..quotation import set_doubtful
from .isolation import become_child, describe_end
from .launcher import Child

GRACE_SECONDS = 2.0
"""Seconds after which a cancelled question that is still running gets the process killed."""
HEARTBEAT_SECONDS = 1.0
"""Seconds between heartbeats while a question waits."""
SILENT_SECONDS = 3.0
"""Seconds of silence after which the user is warned."""
DEAD_SECONDS = 10.0
"""Seconds of silence after which the process is restarted."""
START_SECONDS = 30.0
"""The same for a process that has never answered: it may be waiting for a slow disk."""


OnPart = Callable[[Answer], None]
"""Called with each part of an answer as it arrives."""


class ServiceError(Exception):
    """Raised when a question cannot be answered; the message is for the user, `kind` as in `protocol.Failure`."""

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


class IndexService:
    """The client of the search process: starts it, asks questions, and restarts it if it dies or hangs."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.on_trouble: Callable[[str], None] | None = None
        """Called with a message for the user when the process is silent or was restarted."""
        self._child: Child | None = None
        self._replies: asyncio.Task[None] | None = None
        self._watch: asyncio.Task[None] | None = None
        self._waiting: dict[int, asyncio.Future[Answer]] = {}
        self._on_part: dict[int, OnPart] = {}
        """Receivers of the parts of answers, by question number."""
        self._numbers = itertools.count(1)
        self._starting = asyncio.Lock()
        self._closed = False
        self._has_answered = False
        self._had_index = False
        """Whether there has been an index."""
        self._is_gone = False
        """Whether there was none any more when this process was started."""
        self._unanswered_since: float | None = None
        """Time of the oldest unanswered heartbeat."""

    @property
    def pid(self) -> int | None:
        """The id of the process; None while there is none."""
        return self._child.pid if self._child else None

    async def start(self) -> None:
        """Start the process; it opens the index in the background, and questions may be asked at once.

        Raises:
            ServiceError: the service is closed.
        """
        async with self._starting:
            if self._closed:
                raise ServiceError("The index is closed.", "cancelled")
            if self._child is not None and self._child.running:
                return
            self._is_gone = self._had_index and not self.settings.engine_folder.is_dir()
            child = self._child = await Child.start("search", self.settings)
            self._has_answered, self._unanswered_since = False, None
            self._replies = asyncio.create_task(self._read_replies(child))
            self._watch = asyncio.create_task(self._monitor(child))

    async def ask(self, question: Question, on_part: OnPart | None = None) -> Answer:
        """Answer a question; cancelling the waiting task cancels the question.

        The parts of the answer to an `Overview` are passed to `on_part` as they arrive; `End` is returned last.

        Raises:
            ServiceError: the question could not be answered.
        """
        begun = False

        def deliver(part: Answer) -> None:
            nonlocal begun
            begun = True
            if on_part is not None:
                on_part(part)

        for attempt in (1, 2):
            await self.start()
            if self._is_gone and not self.settings.engine_folder.is_dir():  # an empty answer would not be true
                raise ServiceError(
                    f"The index in {self.settings.folder} is gone: it was moved or deleted. Index the files again.",
                    "index",
                )
            number = next(self._numbers)
            self._on_part[number] = deliver
            future = self._waiting[number] = asyncio.get_running_loop().create_future()
            try:
                self._send(Ask(number, question))
                answer = await future
            except asyncio.CancelledError:
                self._cancel(number)
                raise
            except ConnectionError:
                self._waiting.pop(number, None)
                if attempt == 1 and not self._closed and not begun:
                    continue  # another question may have crashed the process: retry once in a new one
                break
            finally:
                self._on_part.pop(number, None)
            self._had_index = self._had_index or self.settings.engine_folder.is_dir()
            if isinstance(answer, Failure):
                raise ServiceError(answer.message, answer.kind)
            return answer
        if self._closed:
            raise ServiceError("The index is closed.", "cancelled")
        raise ServiceError(
            "The search process ended while it worked on this. `newsexplore doctor` names its log.", "bug"
        )

    async def close(self) -> None:
        """Close the service and its process."""
        self._closed = True
        async with self._starting:  # also a process that is just being started
            for task in (self._replies, self._watch):
                if task:
                    task.cancel()
            if self._child:
                await self._child.end(0.5)
        self._fail_waiting()

    def _send(self, ask: Ask) -> None:
        if self._child is None:
            raise ConnectionResetError
        self._child.send(ask)

    def _cancel(self, number: int) -> None:
        """Cancel a question; the process confirms with its answer, and is killed if it does not."""
        child = self._child
        if number not in self._waiting or child is None:
            return  # already answered: there is nothing to confirm
        confirmed = self._waiting[number] = asyncio.get_running_loop().create_future()
        with contextlib.suppress(ConnectionError):
            self._send(Ask(number, None))

        def end_if_stuck() -> None:
            if not confirmed.done():
                child.kill("a cancelled question kept it busy")

        timer = asyncio.get_running_loop().call_later(GRACE_SECONDS, end_if_stuck)

        def settled(future: "asyncio.Future[Answer]") -> None:
            timer.cancel()
            if not future.cancelled():
                future.exception()  # retrieved, because no task awaits this answer

        confirmed.add_done_callback(settled)

    async def _read_replies(self, child: Child) -> None:
        while (message := await child.receive()) is not None:
            self._unanswered_since, self._has_answered = None, True
            if not message:
                continue  # a heartbeat
            try:
                reply = msgspec.msgpack.decode(message, type=Reply)
            except msgspec.MsgspecError:
                child.kill("its answer could not be read")
                continue
            if not reply.last:
                if deliver := self._on_part.get(reply.number):
                    deliver(reply.answer)
                continue
            future = self._waiting.pop(reply.number, None)
            if future is not None and not future.done():
                future.set_result(reply.answer)
        code = child.process.returncode or 0
        if code and not child.ending:
            self._report(f"The search process ended unexpectedly ({describe_end(code)}) and is being restarted.")
        self._fail_waiting()

    def _fail_waiting(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for future in waiting.values():
            if not future.done():
                future.set_exception(ConnectionResetError())

    async def _monitor(self, child: Child) -> None:
        """Send heartbeats while a question waits; report silence, and restart the process if it lasts."""
        loop = asyncio.get_running_loop()
        reported = False
        while child.running:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            if not self._waiting:
                self._unanswered_since, reported = None, False
                continue
            with contextlib.suppress(ConnectionError):
                child.ping()
            if self._unanswered_since is None:
                self._unanswered_since, reported = loop.time(), False
                continue
            silence = loop.time() - self._unanswered_since
            if silence >= (DEAD_SECONDS if self._has_answered else START_SECONDS):
                child.kill(f"silent for {silence:.0f} s")
                self._report(f"The search process was silent for {silence:.0f} s and is being restarted.")
            elif silence >= SILENT_SECONDS and self._has_answered and not reported:
                reported = True
                self._report(
                    f"The search process ({child.pid}) does not answer. "
                    f"If it stays silent for {DEAD_SECONDS:g} s, it is restarted."
                )

    def _report(self, trouble: str) -> None:
        if self.on_trouble is not None and not self._closed:
            self.on_trouble(trouble)


def main() -> None:
    """Run as the child: reads settings, then questions; replies in the order of the questions."""
    from .question_loop import QuestionLoop

    channel = become_child("search")
    first = channel.receive()
    if first is not None:
        settings = msgspec.msgpack.decode(first, type=Settings)
        set_doubtful(settings.config.quotes.doubtful)
        QuestionLoop(settings, channel).run()
