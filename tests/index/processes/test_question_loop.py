"""What the search process does while no question waits."""

import threading
from collections.abc import Callable

import msgspec
import pytest

from newsexplore.index.build.build_run import build
from newsexplore.index.build.unfinished_run import RunMark
from newsexplore.index.config.settings import Settings
from newsexplore.index.processes import question_loop
from newsexplore.index.protocol.answers import Reply
from newsexplore.index.protocol.questions import Ask, CountFacets, Scope
from newsexplore.index.search.index_answers import Answers


class OneQuestion:
    """A channel of a question, which ends once the index was prepared for reports."""

    def __init__(self, prepared: threading.Event) -> None:
        self.prepared = prepared
        self.sent: list[Reply] = []

    def listen(self, on_message: Callable[[bytes], None], on_end: Callable[[], None]) -> None:
        on_message(msgspec.msgpack.encode(Ask(1, CountFacets(Scope("")))))
        threading.Thread(target=lambda: (self.prepared.wait(30), on_end()), daemon=True).start()

    def send(self, reply: Reply) -> None:
        assert not self.prepared.is_set()
        self.sent.append(reply)


@pytest.mark.parametrize("running", [False, True])
def test_an_idle_process_prepares_for_reports(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, running: bool
) -> None:
    build(settings)
    prepared = threading.Event()
    calls: list[bool] = []

    def prepare(answers: Answers, cancelled: Callable[[], bool]) -> None:
        answers.engine.warm_up(cancelled)
        calls.append(answers.interpreter.knows_merges)
        prepared.set()

    monkeypatch.setattr(Answers, "prepare_reports", prepare)
    monkeypatch.setattr(question_loop, "IDLE_SECONDS", 0.05)
    mark = RunMark(settings)
    if running:
        mark.put()
        threading.Timer(1.0, prepared.set).start()
    channel = OneQuestion(prepared)
    question_loop.QuestionLoop(settings, channel).run()  # pyright: ignore[reportArgumentType]
    mark.remove()
    assert [reply.number for reply in channel.sent] == [1]
    assert calls == ([] if running else [True])  # another commit would undo it


class TwoQuestions:
    """A channel of two questions, the second of which comes a moment after the first is answered."""

    def __init__(self) -> None:
        self.sent: list[Reply] = []

    def listen(self, on_message: Callable[[bytes], None], on_end: Callable[[], None]) -> None:
        self.ask = lambda number: on_message(msgspec.msgpack.encode(Ask(number, CountFacets(Scope("")))))
        self.end = on_end
        self.ask(1)

    def send(self, reply: Reply) -> None:
        self.sent.append(reply)
        threading.Timer(0.05, (lambda: self.ask(2)) if reply.number == 1 else self.end).start()


def test_names_are_not_gathered_between_two_questions(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    build(settings)
    gathered: list[bool] = []
    monkeypatch.setattr(Answers, "warm_up", lambda *_: gathered.append(True))
    monkeypatch.setattr(question_loop, "QUIET_SECONDS", 30.0)
    channel = TwoQuestions()
    question_loop.QuestionLoop(settings, channel).run()  # pyright: ignore[reportArgumentType]
    assert [reply.number for reply in channel.sent] == [1, 2]
    assert not gathered
