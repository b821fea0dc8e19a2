"""Restoring a session: place, reading positions and read marks."""

import msgspec
import pytest

from newsexplore.index.config.settings import Settings, user_folder
from newsexplore.tui.panes.article_pane import ArticlePane
from newsexplore.tui.panes.results_pane import ResultsPane
from newsexplore.tui.panes.search_line import SearchLine
from newsexplore.tui.session.trail import Trail
from newsexplore.tui.storage.session_file import POSITIONS, Position, SessionFile, SessionState

from ...conftest import AppMaker, lines, settle
from ...fake import FakeService
from ...fake_copies import COPIED
from ...fake_records import RECORDS, record
from ...screen import explorer, press, search

WIDE = (160, 48)


def long_service() -> FakeService:
    """Return a service with one long article."""
    body = "\n\n".join(f"Paragraph {number} of the long report." for number in range(80))
    return FakeService([*RECORDS, record("z9", "A long report", body, date="2031-06-01", outlet="The Tidewatch")])


async def test_a_run_restores_the_last_session(make_app: AppMaker) -> None:
    app = make_app(long_service())
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "storm")
        await press(pilot, "o", "j", "n", "4", "enter", "2", "q")
        before = explorer(app).controllers.restore.snapshot()
    app = make_app(long_service())
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        session = explorer(app).session
        assert explorer(app).query_one(SearchLine).input.value == session.query == "storm"
        assert before.place is not None
        assert (session.sort, session.article_id, session.trail, session.stop) == (
            before.place.sort,
            before.place.article,
            before.place.trail,
            before.place.stop,
        )
        assert session.trail.kind == "entity"
        assert app.focused is not None and app.focused.id == "article"
        assert app.screen.query_one(ResultsPane).article() == session.article_id
        await press(pilot, "backspace")
        assert session.trail == Trail()


async def test_quote_search_comes_back_at_its_row(make_app: AppMaker) -> None:
    for _ in range(2):
        app = make_app()
        async with app.run_test(size=WIDE) as pilot:
            await settle(pilot)
            if not explorer(app).session.quotes:
                await press(pilot, "t", "j", "j")
            rows = app.screen.query_one(ResultsPane)
            assert (explorer(app).session.quotes, rows.cursor, rows.article()) == (True, 2, "a2")
            await press(pilot, "q")


async def test_the_panes_are_restored(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", ">", "3", "Z", "1", "z", "q")
        before = msgspec.to_builtins(explorer(app).pane_layout.sizes)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert msgspec.to_builtins(explorer(app).pane_layout.sizes) == before
        assert before["zoomed"] and before["hidden"] == ("quotes",)


async def test_the_session_starts_new_if_restore_is_off(make_app: AppMaker, settings: Settings) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "storm")
        await press(pilot, "q")
    app = make_app(restore=False)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert explorer(app).session.query == ""
        await press(pilot, "q")
    assert SessionFile(settings).load().place is not None


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"version": 99}', b'{"place": 7}', b"\xff\x00", b"[" * 100_000])
async def test_a_malformed_file_starts_a_new_session(make_app: AppMaker, settings: Settings, data: bytes) -> None:
    path = SessionFile(settings).path
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    app = make_app()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        assert explorer(app).session.query == "" and explorer(app).session.article_id
        assert "understood" in "\n".join(lines(app))


async def test_a_missing_article_of_the_session_is_replaced_by_the_selected_row(make_app: AppMaker) -> None:
    app = make_app(long_service())
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert explorer(app).session.article_id == "z9"
        await press(pilot, "q")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert explorer(app).session.article_id == "a1"


async def test_articles_not_indexed_yet_are_awaited(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "lock")
        await press(pilot, "j", "q")
    service = FakeService([])
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        place = explorer(app).controllers.restore.snapshot().place
        assert place is not None and place.article
        service.records = list(RECORDS)
        explorer(app).controllers.query.check_index()
        await settle(pilot)
        assert explorer(app).session.article_id == place.article


async def test_another_search_cancels_pending_choices(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "lock")
        await press(pilot, "j", "q")
    service = FakeService([])
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "storm")
        service.records = list(RECORDS)
        explorer(app).controllers.query.check_index()
        await settle(pilot)
        place = explorer(app).controllers.restore.snapshot().place
        assert place is not None and (place.query, place.article) == ("storm", "a1")


async def test_an_article_opens_where_it_was_left(make_app: AppMaker) -> None:
    app = make_app(long_service())
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "2", "space", "space")
        top = app.screen.query_one(ArticlePane).top()
        assert top > 0
        await press(pilot, "]", "[")
        assert app.screen.query_one(ArticlePane).top() == top
        await search(pilot, '"paragraph 70"')
        assert app.screen.query_one(ArticlePane).top() != top
        assert explorer(app).session.stop == 0


async def test_an_article_open_for_a_while_is_marked_read(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsexplore.tui.explorer.controllers.read_state_controller.READ_SECONDS", 0.05)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.pause(0.2)
        assert explorer(app).read_marks.is_read("a1") and not explorer(app).read_marks.is_read("a2")
        await press(pilot, "q")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert explorer(app).read_marks.is_read("a1")
        assert any("✓ 2031-05-05" in line for line in lines(app))


async def test_articles_that_flash_by_while_typing_are_not_marked_read(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsexplore.tui.explorer.controllers.read_state_controller.READ_SECONDS", 0.05)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"lock")
        await settle(pilot)
        await pilot.pause(0.3)
        assert not explorer(app).read_marks.is_read(explorer(app).session.article_id)
        await press(pilot, "enter")
        await pilot.pause(0.3)
        assert explorer(app).read_marks.is_read(explorer(app).session.article_id)


def test_positions_are_limited_and_the_oldest_are_dropped() -> None:
    remembered = SessionState()
    for number in range(POSITIONS + 3):
        remembered.put_position(f"a{number}", Position(1, "", False, Trail(), None))
    remembered.put_position("a3", Position(2, "", False, Trail(), None))
    assert len(remembered.positions) == POSITIONS
    assert (next(iter(remembered.positions)), next(reversed(remembered.positions))) == ("a4", "a3")


async def test_an_unwritable_folder_is_reported_on_quitting(make_app: AppMaker, settings: Settings) -> None:
    user_folder().parent.mkdir()
    user_folder().write_text("a file where the folder should be")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        told = await explorer(app).save_on_exit()
    assert "Cannot save the session" in told and str(user_folder()) in told


@pytest.mark.parametrize("first", [True, False])
async def test_folding_survives_a_restart(make_app: AppMaker, first: bool) -> None:
    def service() -> FakeService:
        found = FakeService(COPIED)
        found.groups = [tuple(one.article.id for one in COPIED[:2])]
        return found

    app = make_app(service(), fold_copies=not first)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "minus", "q")
    app = make_app(service(), fold_copies=not first)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert explorer(app).session.fold is first
        assert explorer(app).panes.results.folded == int(first)
