"""The search process's side: one thread reads questions, the main thread answers them in order."""

import contextlib
import gc
import queue
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from ..config.settings import Settings
from ..protocol.answers import Answer, CurationAnswer, End, Failure, Reply
from ..protocol.questions import Ask, Decide, FetchCuration, Overview, Question, Refresh, Scope, Search
from .child_log import log_error
from .empty_answers import nothing_in_parts, nothing_yet
from .framing import Channel

if TYPE_CHECKING:  # they take long to import: the process hears questions before that
    from ..curation.curation_file import CurationFile
    from ..search.index_answers import Answers


class QuestionLoop:
    """Answers the questions that come over a channel."""

    def __init__(self, settings: Settings, channel: Channel) -> None:
        self.settings = settings
        self.channel = channel
        self.questions: queue.SimpleQueue[Ask | None] = queue.SimpleQueue()
        self.cancelled: set[int] = set()
        self.ended = False
        self.answers: Answers | None = None
        self.decisions: CurationFile | None = None
        self.overviews: dict[int, Iterator[Answer]] = {}
        """Those whose parts are still to come, by the number of the question."""

    def run(self) -> None:
        """Answer until the input ends."""
        self.channel.listen(self._hear, self._end)
        self._open()
        ask = self.questions.get()
        self._answer(Refresh(), self._has_ended)  # what was committed since it was opened
        while ask is not None:
            if ask.question is None:
                self._send_part(ask.number)  # where parts are still to come: it is cancelled
                self.cancelled.discard(ask.number)  # it was answered, as cancelled, before this
            elif isinstance(ask.question, Overview):
                self.overviews[ask.number] = self._parts(ask.number, ask.question)
            else:
                self.channel.send(Reply(ask.number, self._reply(ask.number, ask.question)))
            while self.overviews and self.questions.empty():  # what is asked meanwhile goes before the next part
                self._send_part(next(reversed(self.overviews)))
            self._get_ready()
            ask = self.questions.get()

    def _parts(self, number: int, question: Overview) -> Iterator[Answer]:
        """Yield the parts of an overview; raises what `_guarded` catches."""
        answers = self._open_answers()
        if answers is None:
            yield from nothing_in_parts(question)
        else:
            yield from answers.overview(question, lambda: self.ended or number in self.cancelled)
        yield End()

    def _send_part(self, number: int) -> None:
        """Send the next part of an overview that is under way, its end, or why there is none."""
        parts = self.overviews.get(number)
        if parts is None:
            return
        part = Failure("cancelled", "cancelled") if number in self.cancelled else self._guarded(lambda: next(parts))
        last = isinstance(part, End | Failure)
        if last:
            del self.overviews[number]
        self.channel.send(Reply(number, part, last))

    def _open(self) -> None:
        """Open the index and read what sorting needs before the first question; errors surface on that question."""
        self._answer(Refresh(), self._has_ended)
        self._answer(Search(Scope(""), "newest", limit=1), lambda: not self.questions.empty())
        gc.freeze()  # what is here now stays: to look through it for garbage would be a pause in the middle of a search

    def _get_ready(self) -> None:
        """Do what takes long the first time while no question waits; errors surface when it is asked for."""
        if self.answers is not None and self.questions.empty():
            with contextlib.suppress(Exception):
                self.answers.get_ready(lambda: not self.questions.empty())

    def _reply(self, number: int, question: Question) -> Answer:
        """Answer a question, unless it is cancelled already."""
        if number in self.cancelled:
            return Failure("cancelled", "cancelled")
        return self._answer(question, lambda: self.ended or number in self.cancelled)

    def _hear(self, message: bytes) -> None:
        ask = msgspec.msgpack.decode(message, type=Ask)
        if ask.question is None:
            self.cancelled.add(ask.number)
        self.questions.put(ask)

    def _end(self) -> None:
        self.ended = True  # nobody waits for what is being searched
        self.questions.put(None)

    def _has_ended(self) -> bool:
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
            answers = None  # decisions need no index
        if answers is None:
            if isinstance(question, FetchCuration):
                return CurationAnswer(decisions.load())
            if isinstance(question, Decide):
                return CurationAnswer(decisions.change(question.changes))
            return nothing_yet(question)
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
        """Open the index, once there is one; raises EngineError."""
        from ..search.index_answers import Answers

        if self.answers is None and self.settings.engine_folder.is_dir():
            self.answers = Answers(self.settings, file=self._decisions())
        return self.answers

    def _guarded(self, answer: Callable[[], Answer]) -> Answer:
        """Answer, or say why there is no answer."""
        from ..curation.curation_file import CurationError
        from ..engines.base import EngineError, SearchCancelledError, SearchTimeoutError
        from ..search.index_answers import GoneError

        try:
            return answer()
        except SearchCancelledError:
            return Failure("cancelled", "cancelled")
        except SearchTimeoutError:
            seconds = self.settings.config.search.budget_ms / 1000
            return Failure(f"The search took longer than {seconds:g} s and was stopped. Make it narrower.", "timeout")
        except (EngineError, CurationError, GoneError) as error:
            return Failure(str(error), "index")
        except Exception as error:
            log_error("search", error)
            kind = type(error).__name__
            return Failure(f"This question could not be answered ({kind}). `newsexplore doctor` names the log.", "bug")
