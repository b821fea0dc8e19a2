"""The loop of the search process: one thread reads questions, the main thread answers them in order."""

import contextlib
import gc
import queue
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from ..config.settings import Settings
from ..protocol.answers import Answer, CurationAnswer, End, Failure, Reply
from ..protocol.questions import Ask, Decide, FetchCuration, Overview, Question, Refresh, Scope, Search
from .child_log import log_error
from .empty_answers import empty_answer, empty_parts
from .framing import Channel

if TYPE_CHECKING:  # slow to import: questions are read before that
    from ..curation.curation_file import CurationFile
    from ..search.index_answers import Answers


QUIET_SECONDS = 0.05
"""Seconds without a question after which the names for completion are gathered, which takes 25 ms and more: the next
question that the interface asks with an answer would wait for it."""
IDLE_SECONDS = 1.0
"""Seconds after that without a question after which the process prepares for reports."""


class QuestionLoop:
    """Answers questions from a channel."""

    def __init__(self, settings: Settings, channel: Channel) -> None:
        self.settings = settings
        self.channel = channel
        self.questions: queue.SimpleQueue[Ask | None] = queue.SimpleQueue()
        self.cancelled: set[int] = set()
        self.ended = False
        self.answers: Answers | None = None
        self.arrived: dict[int, float] = {}
        """When each question came, on the monotonic clock."""
        self.asked = 0.0
        """When the present one came; 0 for what the loop itself wants to know."""
        self.failed: tuple[float, Exception] | None = None
        """When the index could not be opened last, and why."""
        self.decisions: CurationFile | None = None
        self.overviews: dict[int, Iterator[Answer]] = {}
        """Overviews with pending parts, by question number."""

    def run(self) -> None:
        """Answer questions until end of input."""
        self.channel.listen(self._on_message, self._end)
        self._open()
        ask = self.questions.get()
        self._answer(Refresh(), self._input_ended)  # see what was committed since it was opened
        while ask is not None:
            self.asked = self.arrived.pop(ask.number, 0.0)
            if ask.question is None:
                self._send_part(ask.number)  # parts are still pending: cancel them
                self.cancelled.discard(ask.number)  # already answered as cancelled
            elif isinstance(ask.question, Overview):
                self.overviews[ask.number] = self._parts(ask.number, ask.question)
                self._send_part(ask.number)  # before completions, which are asked for with it
            else:
                self.channel.send(Reply(ask.number, self._reply(ask.number, ask.question)))
            while self.overviews and self.questions.empty():  # newer questions take precedence over the next part
                self._send_part(next(reversed(self.overviews)))
            ask = self._next()

    def _next(self) -> Ask | None:
        """Wait for the next question; prepare for completion, then for reports, if none comes for a while."""
        with contextlib.suppress(queue.Empty):
            return self.questions.get(timeout=QUIET_SECONDS)
        self._warm_up()
        with contextlib.suppress(queue.Empty):
            return self.questions.get(timeout=IDLE_SECONDS)
        from ..build.unfinished_run import state  # not needed for the first answers

        if self.answers is not None and state(self.settings) != "running":  # the next commit would undo it
            with contextlib.suppress(Exception):  # errors surface on the question that needs them
                self.answers.prepare_reports(lambda: not self.questions.empty())
        return self.questions.get()

    def _parts(self, number: int, question: Overview) -> Iterator[Answer]:
        """Yield the parts of an overview; raises what `_guarded` handles."""
        answers = self._open_answers()
        if answers is None:
            yield from empty_parts(question)
        else:
            yield from answers.overview(question, lambda: self.ended or number in self.cancelled)
        yield End()

    def _send_part(self, number: int) -> None:
        """Send the next part of an overview in progress, its end, or its failure."""
        parts = self.overviews.get(number)
        if parts is None:
            return
        part = Failure("cancelled", "cancelled") if number in self.cancelled else self._guarded(lambda: next(parts))
        last = isinstance(part, End | Failure)
        if last:
            del self.overviews[number]
        self.channel.send(Reply(number, part, last))

    def _open(self) -> None:
        """Open the index and read the sort columns before the first question; errors surface on that question."""
        self._answer(Refresh(), self._input_ended)
        self._answer(Search(Scope(""), "newest", limit=1), lambda: not self.questions.empty())
        gc.freeze()  # freeze what is loaded: collecting it would pause a search

    def _warm_up(self) -> None:
        """Warm caches while no question waits; errors surface on the question that needs them."""
        if self.answers is not None and self.questions.empty():
            with contextlib.suppress(Exception):
                self.answers.warm_up(lambda: not self.questions.empty())

    def _reply(self, number: int, question: Question) -> Answer:
        """Answer a question unless it is already cancelled."""
        if number in self.cancelled:
            return Failure("cancelled", "cancelled")
        return self._answer(question, lambda: self.ended or number in self.cancelled)

    def _on_message(self, message: bytes) -> None:
        ask = msgspec.msgpack.decode(message, type=Ask)
        if ask.question is None:
            self.cancelled.add(ask.number)
        else:
            self.arrived[ask.number] = time.monotonic()
        self.questions.put(ask)

    def _end(self) -> None:
        self.ended = True  # cancel the running search
        self.questions.put(None)

    def _input_ended(self) -> bool:
        return self.ended

    def _answer(self, question: Question, cancelled: Callable[[], bool]) -> Answer:
        return self._guarded(lambda: self._unguarded(question, cancelled))

    def _unguarded(self, question: Question, cancelled: Callable[[], bool]) -> Answer:
        from ..curation.library import FETCH_SECONDS
        from ..engines.base import EngineError

        decisions = self._decisions()
        try:
            answers = self._open_answers()
        except EngineError:
            if not isinstance(question, FetchCuration | Decide):
                raise
            answers = None  # decisions work without an index
        if answers is None:
            if isinstance(question, FetchCuration):
                return CurationAnswer(decisions.load())
            if isinstance(question, Decide):
                return CurationAnswer(decisions.change(question.changes))
            return empty_answer(question)
        if isinstance(question, FetchCuration | Decide):
            library = answers.library
            decides = isinstance(question, Decide)
            located = library.change(question.changes) if decides else library.load(FETCH_SECONDS)
            return CurationAnswer(located.curation, located.missing, located.complete)
        return answers.answer(question, cancelled)

    def _decisions(self) -> "CurationFile":
        from ..curation.curation_file import CurationFile

        if self.decisions is None:
            self.decisions = CurationFile(self.settings.curation_file)
        return self.decisions

    def _open_answers(self) -> "Answers | None":
        """Open the index if it exists; raises EngineError."""
        from ..engines.base import EngineError
        from ..search.index_answers import Answers

        if self.answers is None and self.settings.engine_folder.is_dir():
            if self.failed is not None and self.asked <= self.failed[0]:
                raise self.failed[1]  # of questions that waited meanwhile, each would wait as long for a cluster
            try:
                self.answers = Answers(self.settings, file=self._decisions())
            except EngineError as error:
                self.failed = time.monotonic(), error
                raise
            self.failed = None
        return self.answers

    def _guarded(self, answer: Callable[[], Answer]) -> Answer:
        """Return an answer, or a Failure with its cause."""
        from ..curation.curation_file import CurationError
        from ..engines.base import EngineError, SearchCancelledError, SearchTimeoutError
        from ..search.gone import GoneError

        try:
            return answer()
        except SearchCancelledError:
            return Failure("cancelled", "cancelled")
        except SearchTimeoutError:
            seconds = self.settings.config.search.budget_ms / 1000
            return Failure(f"The search took longer than {seconds:g} s and was stopped. Narrow the query.", "timeout")
        except (EngineError, CurationError, GoneError) as error:
            return Failure(str(error), "index")
        except Exception as error:
            log_error("search", error)
            kind = type(error).__name__
            return Failure(f"This question could not be answered ({kind}). `newsexplore doctor` names the log.", "bug")
