"""Controllers without a screen: their calls to session, panes and each other."""

from typing import cast
from unittest.mock import AsyncMock, MagicMock

import pytest

from newsexplore.index.config.settings import Settings
from newsexplore.index.processes.search_process import ServiceError
from newsexplore.index.protocol.questions import Search
from newsexplore.tui.explorer import messages
from newsexplore.tui.explorer.assembly import connect, create_controllers
from newsexplore.tui.explorer.controllers.article_controller import ArticleController
from newsexplore.tui.explorer.controllers.external_programs_controller import ExternalProgramsController
from newsexplore.tui.explorer.controllers.facets_controller import FacetsController
from newsexplore.tui.explorer.controllers.navigation_controller import NavigationController
from newsexplore.tui.explorer.controllers.query_controller import QueryController
from newsexplore.tui.explorer.controllers.trail_controller import TrailController
from newsexplore.tui.explorer.messages import Router
from newsexplore.tui.explorer.reading_positions import ReadingPositions
from newsexplore.tui.session.saved_news import SavedNews
from newsexplore.tui.session.session import Session
from newsexplore.tui.session.trail import Trail
from newsexplore.tui.storage.curation_cache import CurationCache
from newsexplore.tui.storage.read_marks import ReadMarks
from newsexplore.tui.storage.session_file import SessionState

from ...fake import FakeService
from ...fake_records import RECORDS
from ..fake_host import FakeHost, fake_layout, fake_panes, reading_of


@pytest.fixture
def service() -> FakeService:
    return FakeService()


@pytest.fixture
def session(service: FakeService) -> Session:
    return Session(service, "relevance")


async def test_a_query_fills_the_results_and_asks_for_the_first_article(session: Session, settings: Settings) -> None:
    host, panes = FakeHost(), fake_panes()
    query = QueryController(host, session, panes, settings, AsyncMock())
    session.query = "storm"
    query.start()
    await host.finish()
    assert session.results is not None and session.results.total == 4
    assert cast(MagicMock, panes.results).fill.called
    assert messages.OpenRow() in host.posted and messages.ResultsShown() in host.posted


async def test_a_query_that_fails_is_shown_and_opens_nothing(
    service: FakeService, session: Session, settings: Settings
) -> None:
    host, panes = FakeHost(), fake_panes()
    service.fail[Search] = "The index is gone."
    QueryController(host, session, panes, settings, AsyncMock()).start()
    with pytest.raises(ServiceError):
        await host.finish()
    assert cast(MagicMock, panes.search).show_status.call_args.kwargs["trouble"] == "The index is gone."
    assert host.posted == []


async def test_the_trail_steps_through_an_article_and_asks_for_the_next(session: Session) -> None:
    host, panes = FakeHost(), fake_panes()
    trail = TrailController(host, session, fake_layout(panes))
    session.query = "storm"
    session.results = await session.search(0, 25)
    session.open(reading_of(RECORDS[0], (0, 7), (8, 13)))
    trail.step(1)
    trail.step(1)
    assert (session.stop, host.posted) == (1, [])
    trail.step(1)
    await host.finish()
    opened = [one for one in host.posted if isinstance(one, messages.OpenReading)]
    assert [(one.reading.article.id, one.landing) for one in opened] == [("a2", "first")]


async def test_the_end_of_the_trail_is_a_status(session: Session) -> None:
    host = FakeHost()
    trail = TrailController(host, session, fake_layout(fake_panes()))
    session.query = "ropes"
    session.results = await session.search(0, 25)
    session.open(await session.read("a4"))
    trail.step(1)
    trail.step(1)
    await host.finish()
    assert host.statuses == ["That was the last match in these results."]


async def test_an_article_is_announced_before_and_after_it_opens(session: Session) -> None:
    host = FakeHost()
    article = ArticleController(host, session, fake_panes(), ReadingPositions(SessionState()))
    article.open("a3", "resume")
    await host.finish()
    assert [type(one) for one in host.posted] == [messages.ArticleOpening, messages.ArticleOpened]
    assert session.article_id == "a3"


def test_a_filter_toggles_what_the_trail_follows(session: Session) -> None:
    host = FakeHost()
    facets = FacetsController(host, session, fake_panes(), {})
    facets.toggle_filter()
    assert host.posted == [] and "Select an entity first" in host.notices[0]
    session.follow(Trail("entity", "Old Quay", "place"))
    facets.toggle_filter()
    facets.toggle_exclusion()
    assert host.posted == [messages.ChangeQuery('place="Old Quay"'), messages.ChangeQuery('-place="Old Quay"')]


def test_back_without_a_history_says_so(session: Session) -> None:
    host = FakeHost()
    NavigationController(host, session, fake_layout(fake_panes()), {}).go_back()
    assert host.notices == ["There is nothing to go back to."]


def test_no_program_starts_for_a_browser(session: Session, settings: Settings) -> None:
    host = FakeHost()
    host.local = False
    session.open(reading_of(RECORDS[0]))
    programs = ExternalProgramsController(host, session, fake_panes(), settings)
    for command in ("article.pager", "article.editor", "article.pipe"):
        programs.commands()[command]()
    assert host.opened == []


def test_every_message_has_a_handler(session: Session, service: FakeService, settings: Settings) -> None:
    router, panes = Router(), fake_panes()
    marks, curation_cache = ReadMarks(MagicMock()), CurationCache(service)
    held = create_controllers(
        FakeHost(), fake_layout(panes), settings, session, None, marks, curation_cache, SavedNews(), MagicMock(), list
    )
    connect(router, held)
    kinds = [
        kind
        for kind in vars(messages).values()
        if isinstance(kind, type) and issubclass(kind, tuple) and kind.__module__ == messages.__name__
    ]
    assert len(kinds) > 20 and all(router.handles(kind) for kind in kinds)
