"""The search process: questions, cancellation, crashes and restarts."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from newsexplore.index.build.build_run import build
from newsexplore.index.config.settings import Settings
from newsexplore.index.decisions import CuratedItem, EditItem
from newsexplore.index.engines.entity_merges import EntityId
from newsexplore.index.processes.child_log import log_path
from newsexplore.index.processes.question_loop import QuestionLoop
from newsexplore.index.processes.search_process import IndexService, ServiceError
from newsexplore.index.protocol.answers import (
    Answer,
    Completions,
    CurationAnswer,
    End,
    Explanation,
    FacetsAnswer,
    Ids,
    Interpretation,
    Reading,
    Reply,
    Results,
    Status,
    TimelineAnswer,
)
from newsexplore.index.protocol.questions import (
    Ask,
    Complete,
    CountFacets,
    CountTimeline,
    Decide,
    Explain,
    FetchCuration,
    Filter,
    List,
    Overview,
    Question,
    Read,
    Refresh,
    Scope,
    Search,
)


@pytest.fixture
async def service(settings: Settings) -> AsyncIterator[IndexService]:
    service = IndexService(settings)
    await service.start()
    yield service
    await service.close()


async def test_every_question_has_its_answer(settings: Settings, service: IndexService) -> None:
    build(settings)
    scope = Scope("dam")
    results = await service.ask(Search(scope))
    assert isinstance(results, Results)
    assert results.total == 5
    assert isinstance(await service.ask(CountFacets(scope)), FacetsAnswer)
    timeline = await service.ask(CountTimeline(scope, 10))
    assert isinstance(timeline, TimelineAnswer)
    assert sum(bucket.count for bucket in timeline.timeline.buckets) == 5
    ids = await service.ask(List(scope, "oldest"))
    assert isinstance(ids, Ids)
    reading = await service.ask(Read(ids.ids[0], scope))
    assert isinstance(reading, Reading)
    assert reading.article.title == "Dam Report 0"
    assert [reading.article.text[start:end] for start, end in reading.matches] == ["Dam", "dam"]
    completions = await service.ask(Complete("rep", 3))
    assert isinstance(completions, Completions)
    assert completions.choices[0].text == "report"
    assert await service.ask(Explain(scope)) == Explanation(5)
    status = await service.ask(Refresh())
    assert isinstance(status, Status) and (status.articles, status.engine) == (5, "whoosh")


OVERVIEW = Overview(
    Search(Scope("dam"), read=True), bars=10, entities=CountFacets(Scope("of no matter"), limit=1, types=("person",))
)


async def test_an_overview_is_answered_in_parts(settings: Settings, service: IndexService) -> None:
    build(settings)
    parts: list[Answer] = []
    assert await service.ask(OVERVIEW, parts.append) == End()
    results, reading, explanation, timeline, facets = parts
    assert isinstance(results, Results) and results.total == 5 and results.first is None
    assert results.interpretation == Interpretation("dam", "dam")
    assert isinstance(reading, Reading) and reading.article.id == results.hits[0].id
    assert explanation == await service.ask(Explain(Scope("dam")))
    assert timeline == await service.ask(CountTimeline(Scope("dam"), 10))
    mentioned: tuple[EntityId, ...] = tuple((one.type, one.name) for one in reading.annotations.entities)
    assert facets == await service.ask(CountFacets(Scope("dam"), limit=1, types=("person",), also=mentioned))
    # The second time merges are known, and the article comes with the results.
    parts.clear()
    assert await service.ask(OVERVIEW, parts.append) == End()
    assert isinstance(parts[0], Results) and parts[0].first == reading
    assert parts[1:] == [explanation, timeline, facets]


async def test_all_parts_are_about_the_query_as_searched(settings: Settings, service: IndexService) -> None:
    build(settings)
    parts: list[Answer] = []
    begun = Overview(Search(Scope("repo"), try_prefix=True), bars=10, entities=CountFacets(Scope("")))
    await service.ask(begun, parts.append)
    results, explanation, timeline, facets = parts
    assert isinstance(results, Results)
    assert results.interpretation.searched == "repo*" and results.interpretation.reason == "prefix"
    assert explanation == Explanation(5)
    assert timeline == await service.ask(CountTimeline(Scope("report"), 10))
    assert facets == await service.ask(CountFacets(Scope("report")))


class _Written:
    """A channel over which all questions have come when it is listened to; keeps what is answered."""

    def __init__(self, *questions: Question) -> None:
        self._asked = [Ask(number, question) for number, question in enumerate(questions, 1)]
        self.replies: list[Reply] = []

    def listen(self, take: Callable[[bytes], None], end: Callable[[], None]) -> None:
        for ask in self._asked:
            take(msgspec.msgpack.encode(ask))
        self._end = end

    def send(self, reply: Reply) -> None:
        self.replies.append(reply)
        if len({one.number for one in self.replies if one.last}) == len(self._asked):
            self._end()


def test_results_are_answered_before_the_completions_that_are_asked_for_with_them(settings: Settings) -> None:
    build(settings)
    channel: Any = _Written(OVERVIEW, Complete("dam", 3))
    QuestionLoop(settings, channel).run()
    first, second, *rest = [(one.number, type(one.answer)) for one in channel.replies]
    assert (first, second) == ((1, Results), (2, Completions))
    assert rest[-1] == (1, End)


async def test_pending_parts_are_cancelled_together(settings: Settings, service: IndexService) -> None:
    build(settings)
    await service.ask(Refresh())
    parts: list[Answer] = []
    task = asyncio.create_task(service.ask(OVERVIEW, parts.append))
    while not parts:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    pid, come = service.pid, len(parts)
    status = await service.ask(Refresh())
    assert isinstance(status, Status) and (status.articles, status.engine) == (5, "whoosh")
    await asyncio.sleep(0)
    assert len(parts) == come and service.pid == pid


async def test_an_overview_has_empty_parts_before_the_first_commit(service: IndexService) -> None:
    parts: list[Answer] = []
    assert await service.ask(OVERVIEW, parts.append) == End()
    assert [type(part) for part in parts] == [Results, Explanation, TimelineAnswer, FacetsAnswer]


async def test_a_commit_of_another_process_is_told_apart(settings: Settings, service: IndexService) -> None:
    build(settings)
    first = await service.ask(Refresh())
    assert await service.ask(Refresh()) == first
    wire = Path(settings.corpora[0].paths[0], "0.txt")
    wire.write_text(wire.read_text("utf-8").replace("safe", "unsafe"), "utf-8")  # as many articles as before
    build(settings)
    second = await service.ask(Refresh())
    assert isinstance(first, Status) and isinstance(second, Status)
    assert (second.articles, second.engine) == (first.articles, first.engine)
    assert second.version != first.version


async def test_filters_hold_beside_the_query(settings: Settings, service: IndexService) -> None:
    build(settings)
    results = await service.ask(Search(Scope("safe", filters=(Filter("outlet", "no such outlet"),))))
    assert isinstance(results, Results)
    assert results.total == 0


async def test_answers_before_the_first_commit_are_empty(service: IndexService) -> None:
    assert await service.ask(Search(Scope("dam"))) == Results(total=0, offset=0)
    assert await service.ask(Refresh()) == Status(0, "", "")
    assert await service.ask(Complete("dam", 3)) == Completions(0, 0)
    assert await service.ask(Explain(Scope("dam"))) == Explanation(0)


async def test_a_missing_article_is_reported_in_words(settings: Settings, service: IndexService) -> None:
    build(settings)
    with pytest.raises(ServiceError, match="no longer in the index"):
        await service.ask(Read("nosuchid", Scope("")))


async def test_a_killed_process_is_restarted(settings: Settings, service: IndexService) -> None:
    build(settings)
    await service.ask(Refresh())
    troubles: list[str] = []
    service.on_trouble = troubles.append
    assert service.pid is not None
    os.kill(service.pid, signal.SIGKILL)
    assert isinstance(await service.ask(Search(Scope("dam"))), Results)
    assert troubles == ["The search process ended unexpectedly (killed by SIGKILL) and is being restarted."]
    assert "ended unexpectedly, killed by SIGKILL" in log_path().read_text()


async def test_a_stopped_process_is_reported_and_replaced(
    settings: Settings, service: IndexService, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in (("HEARTBEAT", 0.05), ("SILENT", 0.1), ("DEAD", 0.4)):
        monkeypatch.setattr(f"newsexplore.index.processes.search_process.{name}_SECONDS", seconds)
    build(settings)
    await service.ask(Refresh())
    troubles: list[str] = []
    service.on_trouble = troubles.append
    assert service.pid is not None
    os.kill(service.pid, signal.SIGSTOP)
    results = await asyncio.wait_for(service.ask(Search(Scope("dam"))), 20)
    assert isinstance(results, Results)
    assert results.total == 5
    assert "does not answer" in troubles[0]
    assert "is being restarted" in troubles[1]


async def test_a_deleted_index_is_reported_and_not_answered_as_empty(settings: Settings, service: IndexService) -> None:
    build(settings)
    await service.ask(Refresh())
    assert service.pid is not None
    shutil.rmtree(settings.folder)
    os.kill(service.pid, signal.SIGKILL)
    with pytest.raises(ServiceError, match=r"The index in .* is gone: it was moved or deleted"):
        await service.ask(Search(Scope("dam")))
    build(settings)
    assert isinstance(await service.ask(Search(Scope("dam"))), Results)


async def test_cancelling_an_answered_question_has_no_effect(
    settings: Settings, service: IndexService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsexplore.index.processes.search_process.GRACE_SECONDS", 0.1)
    build(settings)
    await service.ask(Refresh())
    before = service.pid
    asking = asyncio.create_task(service.ask(Search(Scope("dam"))))

    class Waiting(dict[int, asyncio.Future[Answer]]):
        """Cancels when the answer is read, before the waiting task has run."""

        def pop(self, *args: Any) -> Any:
            asyncio.get_running_loop().call_soon(asking.cancel)
            return super().pop(*args)

    service._waiting = Waiting()  # pyright: ignore[reportPrivateUsage]
    with pytest.raises(asyncio.CancelledError):
        await asking
    await asyncio.sleep(0.3)  # longer than a process that does not confirm may run
    assert isinstance(await service.ask(Refresh()), Status)
    assert service.pid == before


async def test_a_closed_service_starts_nothing(settings: Settings) -> None:
    service = IndexService(settings)
    await service.start()
    asking = asyncio.create_task(service.ask(Refresh()))
    await asyncio.sleep(0)
    await service.close()
    before = service.pid
    with pytest.raises(ServiceError):
        await asking
    with pytest.raises(ServiceError, match="closed"):
        await service.ask(Refresh())
    assert service.pid == before


async def test_closing_during_the_start_leaves_no_process(settings: Settings) -> None:
    service = IndexService(settings)
    starting = asyncio.create_task(service.start())
    await asyncio.sleep(0)
    await service.close()
    await asyncio.gather(starting, return_exceptions=True)
    if service.pid is not None:
        with pytest.raises(ProcessLookupError):
            os.kill(service.pid, 0)


async def test_a_cancelled_question_does_not_affect_the_next(settings: Settings, service: IndexService) -> None:
    build(settings)
    for _ in range(20):
        asking = asyncio.create_task(service.ask(Search(Scope("dam"))))
        await asyncio.sleep(0)
        asking.cancel()
    results = await service.ask(Search(Scope("minister")))
    assert isinstance(results, Results)
    assert results.total == 5


async def test_a_stuck_process_is_replaced(
    settings: Settings, service: IndexService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsexplore.index.processes.search_process.GRACE_SECONDS", 0.2)
    build(settings)
    await service.ask(Refresh())
    assert service.pid is not None
    os.kill(service.pid, signal.SIGSTOP)
    asking = asyncio.create_task(service.ask(Search(Scope("dam"))))
    await asyncio.sleep(0.05)
    asking.cancel()
    assert isinstance(await asyncio.wait_for(service.ask(Search(Scope("dam"))), 10), Results)


async def test_closing_ends_the_process(settings: Settings) -> None:
    service = IndexService(settings)
    await service.start()
    pid = service.pid
    await service.close()
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_decisions_can_be_made_before_there_is_an_index(settings: Settings, service: IndexService) -> None:
    decided = await service.ask(Decide((EditItem("a1", CuratedItem(title="Dam"), bookmark=True),)))
    assert isinstance(decided, CurationAnswer)
    assert decided.curation.articles["a1"].bookmark
    assert await service.ask(FetchCuration()) == decided


async def test_a_decision_applies_to_the_next_question(settings: Settings, service: IndexService) -> None:
    build(settings)
    results = await service.ask(Search(Scope("dam")))
    assert isinstance(results, Results)
    await service.ask(Decide((EditItem(results.hits[0].id, CuratedItem(), add=("follow up",)),)))
    tagged = await service.ask(Search(Scope('tag:"follow up"')))
    assert isinstance(tagged, Results)
    assert [hit.id for hit in tagged.hits] == [results.hits[0].id]


async def test_an_unreadable_file_stops_no_search(settings: Settings, service: IndexService) -> None:
    build(settings)
    settings.curation_file.write_text("tags: [")
    results = await service.ask(Search(Scope("dam")))
    assert isinstance(results, Results)
    assert results.total == 5 and any("curation.yaml" in note for note in results.interpretation.notes)
    with pytest.raises(ServiceError, match=r"curation\.yaml"):
        await service.ask(Decide((EditItem("a1", CuratedItem(), bookmark=True),)))
    assert settings.curation_file.read_text() == "tags: ["
