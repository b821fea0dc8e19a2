"""The index in a child process: typed questions in, typed answers out, each of which can be cancelled.

A search never holds the interpreter lock of the interface.
"""

import asyncio
import contextlib
import itertools
from collections.abc import Callable

import msgspec

from ..config.settings import Settings
from ..protocol.answers import Answer, Failure, Reply
from ..protocol.questions import Ask, Question
from .launcher import Child, become_child, describe_end

GRACE_SECONDS = 2.0
"""A cancelled question that keeps the process busy for longer than this costs the process its life."""
HEARTBEAT_SECONDS = 1.0
"""Time between two signs of life that are asked for while a question waits."""
SILENT_SECONDS = 3.0
"""Silence after which the user is told."""
DEAD_SECONDS = 10.0
"""Silence after which the process is killed and started again."""
START_SECONDS = 30.0
"""Silence after which a process that has never answered is killed: it may be waiting for a slow disk."""


OnPart = Callable[[Answer], None]
"""Called with each part of an answer as it comes."""


class ServiceError(Exception):
    """A question could not be answered; the message is for the user, `kind` is that of `protocol.Failure`."""

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


class IndexService:
    """The interface's side: starts the process, asks, and starts it again when it dies or hangs."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.on_trouble: Callable[[str], None] | None = None
        """Told in words for the user when the process is silent or was started again."""
        self._child: Child | None = None
        self._replies: asyncio.Task[None] | None = None
        self._watch: asyncio.Task[None] | None = None
        self._waiting: dict[int, asyncio.Future[Answer]] = {}
        self._on_part: dict[int, OnPart] = {}
        """Where the parts of an answer go, by the number of the question."""
        self._numbers = itertools.count(1)
        self._starting = asyncio.Lock()
        self._closed = False
        self._has_answered = False
        self._unanswered_since: float | None = None
        """When the oldest sign of life was asked for that has not come."""

    @property
    def pid(self) -> int | None:
        """The process's id; None while there is none."""
        return self._child.pid if self._child else None

    async def start(self) -> None:
        """Start the process; the index is opened behind it, and questions may be asked at once.

        Raises:
            ServiceError: it has been closed.
        """
        async with self._starting:
            if self._closed:
                raise ServiceError("The index is closed.", "cancelled")
            if self._child is not None and self._child.running:
                return
            child = self._child = await Child.start("search", self.settings)
            self._has_answered, self._unanswered_since = False, None
            self._replies = asyncio.create_task(self._read_replies(child))
            self._watch = asyncio.create_task(self._watch_over(child))

    async def ask(self, question: Question, on_part: OnPart | None = None) -> Answer:
        """Answer a question; cancelling the waiting task cancels the question.

        The parts of the answer to an `Overview` go to `on_part` as they come, and `End` is returned after the last.

        Raises:
            ServiceError: it could not be answered.
        """
        begun = False

        def deliver(part: Answer) -> None:
            nonlocal begun
            begun = True
            if on_part is not None:
                on_part(part)

        for attempt in (1, 2):
            await self.start()
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
                    continue  # the process may have died of another question: try once more in a new one
                break
            finally:
                self._on_part.pop(number, None)
            if isinstance(answer, Failure):
                raise ServiceError(answer.message, answer.kind)
            return answer
        if self._closed:
            raise ServiceError("The index is closed.", "cancelled")
        raise ServiceError(
            "The search process ended while it worked on this. `newsexplore doctor` names its log.", "bug"
        )

    async def close(self) -> None:
        """End the process, for good."""
        self._closed = True
        async with self._starting:  # one that is just being started must end, too
            for task in (self._replies, self._watch):
                if task:
                    task.cancel()
            if self._child:
                await self._child.end(0.5)
        self._give_up()

    def _send(self, ask: Ask) -> None:
        if self._child is None:
            raise ConnectionResetError
        self._child.send(ask)

    def _cancel(self, number: int) -> None:
        """Tell the process to stop; it confirms a cancelled question by its answer, and is killed if it does not."""
        child = self._child
        if number not in self._waiting or child is None:
            return  # it was answered in the same moment: nothing is left to confirm
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
                future.exception()  # looked at: nobody waits for this answer

        confirmed.add_done_callback(settled)

    async def _read_replies(self, child: Child) -> None:
        while (message := await child.receive()) is not None:
            self._unanswered_since, self._has_answered = None, True
            if not message:
                continue  # a sign of life
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
            self._report(f"The search process ended unexpectedly ({describe_end(code)}) and is started again.")
        self._give_up()

    def _give_up(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for future in waiting.values():
            if not future.done():
                future.set_exception(ConnectionResetError())

    async def _watch_over(self, child: Child) -> None:
        """Ask for signs of life while a question waits; report silence, and end it."""
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
                self._report(f"The search process was silent for {silence:.0f} s and is started again.")
            elif silence >= SILENT_SECONDS and self._has_answered and not reported:
                reported = True
                self._report(
                    f"The search process ({child.pid}) does not answer. "
                    f"If it stays silent for {DEAD_SECONDS:g} s it is started again."
                )

    def _report(self, trouble: str) -> None:
        if self.on_trouble is not None and not self._closed:
            self.on_trouble(trouble)


def main() -> None:
    """Run as the child: settings, then questions; replies go back in the order of the questions."""
    from .question_loop import QuestionLoop

    channel = become_child("search")
    first = channel.receive()
    if first is not None:
        QuestionLoop(msgspec.msgpack.decode(first, type=Settings), channel).run()
