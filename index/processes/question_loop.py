"""The search process's side: one thread reads questions, the main thread answers them in order."""

import contextlib
import gc
import queue
from collections.abc import Callable

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
    ListVariants,
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
    Variants,
)
from .child_log import log_error
from .framing import Channel


class QuestionLoop:
    """Answers the questions that come over a channel."""

    def __init__(self, settings: Settings, channel: Channel) -> None:
        self.settings = settings
        self.channel = channel
        self.questions: queue.SimpleQueue[Ask | None] = queue.SimpleQueue()
        self.cancelled: set[int] = set()
        self.ended = False
        self.answers = None
        self.decisions = None

    def run(self) -> None:
        """Answer until the input ends."""
        self.channel.listen(self._hear, self._end)
        self._open()
        ask = self.questions.get()
        self._answer(Refresh(), self._has_ended)  # what was committed since it was opened
        while ask is not None:
            if ask.question is None:
                self.cancelled.discard(ask.number)  # it was answered, as cancelled, before this
            else:
                self.channel.send(Reply(ask.number, self._reply(ask.number, ask.question)))
            self._get_ready()
            ask = self.questions.get()

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
        from ..curation.library import FETCH_SECONDS
        from ..curation.store import CurationError, CurationFile
        from ..engines.base import EngineError, SearchCancelledError, SearchTimeoutError
        from ..search.answers import Answers, GoneError

        if self.decisions is None:
            self.decisions = CurationFile(self.settings.curation_file)
        try:
            if self.answers is None:
                try:
                    if self.settings.engine_folder.is_dir():
                        self.answers = Answers(self.settings, file=self.decisions)
                except EngineError:
                    if not isinstance(question, FetchCuration | Decide):
                        raise
            if self.answers is None:  # decisions need no index
                if isinstance(question, FetchCuration):
                    return CurationAnswer(self.decisions.load())
                if isinstance(question, Decide):
                    return CurationAnswer(self.decisions.change(question.changes))
                return _nothing_yet(question)
            if isinstance(question, FetchCuration | Decide):
                library = self.answers.library
                decides = isinstance(question, Decide)
                located = library.change(question.changes) if decides else library.load(FETCH_SECONDS)
                return CurationAnswer(located.curation, located.missing, located.complete)
            return self.answers.answer(question, cancelled)
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


def _nothing_yet(question: Question) -> Answer:
    """What an index answers before its first commit."""
    nothing: dict[type, Answer] = {
        Search: Results(total=0, offset=0),
        CountFacets: FacetsAnswer(Facets()),
        CountTogether: Together(0),
        ListVariants: Variants(),
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
