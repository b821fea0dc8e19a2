"""Bookmarks, tags, notes and saved searches in the interface."""

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from newsexplore.index.curation.changes import quote_key
from newsexplore.index.decisions import CuratedItem, Curation, SavedSearch
from newsexplore.index.protocol.questions import Decide, FetchCuration
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.messages import IndexChanged
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.panes.results_pane import ResultsPane
from newsexplore.tui.panes.search_line import SearchLine
from newsexplore.tui.screens.curation_screen import CurationList, CurationScreen
from newsexplore.tui.screens.note_screen import NoteScreen
from newsexplore.tui.widgets.prompt import Prompt

from ...conftest import AppMaker, lines, settle, until
from ...fake import FakeService
from ...screen import press, search

WIDE, SMALL = (160, 48), (80, 24)
TITLE = "Harbour Board closes the Old Quay after the storm"
SAID = "Nobody will load a ship here before the wall is safe,"


def explorer(app: NewsExplore) -> Explorer:
    found = app.screen_stack[0]
    assert isinstance(found, Explorer)
    return found


def screen(app: NewsExplore) -> str:
    return "\n".join(lines(app))


async def type_(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*({" ": "space", ",": "comma", "/": "slash"}.get(letter, letter) for letter in text))
    await settle(pilot)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_bookmark_toggles_in_results_and_article(make_app: AppMaker, size: tuple[int, int]) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "b")
        assert service.curation.articles["a1"] == CuratedItem(
            title=TITLE, date="2031-05-05", outlet="The Tidewatch", locator="wire.jsonl#a1", bookmark=True
        )
        assert "★ 2031-05-05" in screen(app) and "★ Article bookmarked." in screen(app)
        await press(pilot, "2")
        assert "★ bookmarked" in screen(app)
        await press(pilot, "b")
        assert service.curation.articles == {}
        assert "★ bookmarked" not in screen(app)


async def test_a_quote_is_bookmarked_in_the_pane_where_it_is_selected(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "b")
        (key,) = service.curation.quotes
        quote = service.records[0].annotations.quotes[0]
        assert key == quote_key("a1", quote.start, quote.end)
        assert (service.curation.quotes[key].said, service.curation.quotes[key].speaker) == (SAID, "Harbour Minister")
        assert "★  the minister" in screen(app)
        await press(pilot, "t", "1", "j", "b")
        assert len(service.curation.quotes) == 2
        assert sum("★ 2031-05-05" in line for line in lines(app)) == 2
        await press(pilot, "k", "b")
        assert len(service.curation.quotes) == 1


async def test_fast_keys_toggle_every_time(make_app: AppMaker) -> None:
    service = FakeService(delay=0.05)
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("b", "b", "b")
        await settle(pilot)
        assert service.curation.articles["a1"].bookmark
        assert [one.changes for one in service.asked if isinstance(one, Decide)] != []


async def test_a_decision_made_just_before_quitting_is_saved(make_app: AppMaker) -> None:
    service = FakeService(delay=0.1)
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("b", "q")
        await settle(pilot)
    assert service.curation.articles["a1"].bookmark


async def test_tags_are_typed_completed_and_searched(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("plus")
        await type_(pilot, "Follow up, dam")
        await press(pilot, "enter")
        assert service.curation.articles["a1"].tags == ("Follow up", "dam")
        assert "#Follow up #dam" in screen(app)
        await press(pilot, "j", "plus")
        await type_(pilot, "fo")
        await press(pilot, "tab", "enter")
        assert service.curation.articles["a2"].tags == ("Follow up",)
        await search(pilot, "tag:dam")
        assert [hit.id for _, hit in app.screen.query_one(ResultsPane).loaded()] == ["a1"]  # pyright: ignore
        await press(pilot, "plus")
        assert isinstance(app.screen, Prompt) and app.screen.text == "Follow up, dam, "
        await press(pilot, "ctrl+u", "enter")
        assert "a1" not in service.curation.articles
        assert app.screen.query_one(ResultsPane).total == 0


async def test_escape_keeps_the_note(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("w")
        await type_(pilot, "q, j and b are")
        await pilot.press("enter")
        await type_(pilot, "letters here")
        await press(pilot, "escape")
        assert service.curation.articles["a1"].note == "q, j and b are\nletters here"
        assert "✎ q, j and b are" in screen(app) and "Note saved." in screen(app)
        assert explorer(app).controllers.restore.snapshot().drafts == {}
        await press(pilot, "w", "f7", "backspace", "escape")
        assert service.curation.articles == {}


async def test_a_note_that_cannot_be_saved_is_offered_again(make_app: AppMaker) -> None:
    service = FakeService()
    service.fail[Decide] = "The file cannot be written: Permission denied."
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("w")
        await type_(pilot, "Ask the board")
        await press(pilot, "escape")
        assert "cannot be written: Permission denied." in screen(app)
        assert "✎" not in screen(app)
        await press(pilot, "q")
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "w")
        assert isinstance(app.screen, NoteScreen) and app.screen.text == "Ask the board"
        assert "draft, not saved" in screen(app)
        service.fail.clear()
        await press(pilot, "escape")
        assert service.curation.articles["a1"].note == "Ask the board"
        assert explorer(app).controllers.restore.snapshot().drafts == {}


async def test_a_bookmark_that_cannot_be_saved_is_reverted(make_app: AppMaker) -> None:
    service = FakeService()
    service.fail[Decide] = "curation.yaml is not YAML."
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "b")
        assert "curation.yaml is not YAML." in screen(app) and "★" not in screen(app)


async def test_an_unreadable_curation_is_reported_and_stops_nothing(make_app: AppMaker) -> None:
    service = FakeService()
    service.fail[FetchCuration] = "curation.yaml is not YAML."
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert TITLE in screen(app)
        await press(pilot, "B")
        assert "curation.yaml is not YAML." in screen(app)


async def test_a_search_is_saved_and_found_again(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        await search(pilot, "stone")
        await press(pilot, "S", "ctrl+u")
        await type_(pilot, "what is  there")
        await press(pilot, "enter")
        assert service.curation.searches == {"what is there": SavedSearch("stone", True, "relevance")}
        await press(pilot, "t")
        await search(pilot, "lock")
        await press(pilot, "S", "ctrl+u")
        await type_(pilot, "what is there")
        await press(pilot, "enter")
        assert isinstance(app.screen, Prompt) and "press Enter again to replace it" in screen(app)
        await press(pilot, "escape", "B", "enter")
        assert (explorer(app).session.query, explorer(app).session.quotes) == ("stone", True)
        assert explorer(app).query_one(SearchLine).input.value == "stone"
        await press(pilot, "backspace")
        assert explorer(app).session.query == "lock"


async def test_an_empty_search_is_not_saved(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "S")
        assert isinstance(app.screen, Explorer) and service.curation.searches == {}


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_curated_items_are_listed_filtered_and_opened(make_app: AppMaker, size: tuple[int, int]) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "b", "G", "b", "g", "3", "j", "b", "B")
        assert "Bookmarks and decisions · 3" in screen(app)
        await type_(pilot, "/map quote")
        rows = app.screen.query_one(CurationList)
        assert [row.kind for _, row in rows.loaded()] == ["quote"]
        await press(pilot, "enter")
        assert isinstance(app.screen, Explorer) and explorer(app).session.article_id == "a1"
        await press(pilot, "B")
        await type_(pilot, "/tide leaves")
        await press(pilot, "enter")
        assert explorer(app).session.article_id == "a4"
        assert app.screen.query_one(ResultsPane).article() == "a4"
        await press(pilot, "backspace")
        assert explorer(app).session.article_id == "a1"


async def test_removed_items_can_be_restored(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "b", "plus")
        await type_(pilot, "dam")
        await press(pilot, "enter")
        before = service.curation
        await press(pilot, "B", "delete")
        assert isinstance(app.screen, CurationScreen)
        assert service.curation.articles == {} and "removed · the same key" in screen(app)
        await press(pilot, "delete")
        assert service.curation == before and "removed · the same key" not in screen(app)
        await press(pilot, "delete", "escape")
        assert service.curation.articles == {} and "★" not in screen(app)


async def test_an_empty_list_says_what_to_do(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "B", "delete", "enter")
        assert "Nothing is bookmarked yet." in screen(app) and "b bookmarks" in screen(app)


async def test_read_and_unread(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "U")
        assert explorer(app).read_marks.is_read("a1") and "✓ 2031-05-05" in screen(app)
        await press(pilot, "j", "U", "k", "right_curly_bracket")
        assert explorer(app).session.article_id == "a3"
        await press(pilot, "k", "k", "U")
        assert not explorer(app).read_marks.is_read("a1")
        for _ in range(5):
            if not explorer(app).read_marks.is_read(explorer(app).session.article_id):
                await press(pilot, "U", "]")
            await press(pilot, "]")
        await press(pilot, "G", "right_curly_bracket")
        assert "All results from here on are read." in screen(app)


async def test_the_next_unread_quote_is_that_of_an_unread_article(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "t", "U", "right_curly_bracket")
        assert explorer(app).session.article_id == "a2"


async def test_missing_articles_are_listed_but_cannot_be_opened(make_app: AppMaker) -> None:
    service = FakeService()
    gone = CuratedItem(title="A report that is gone", note="Ask.")
    service.curation = Curation(articles={"gone": gone})
    service.missing = ("gone",)
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "B")
        assert "A report that is gone" in screen(app) and "not in this index" in screen(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, CurationScreen)
        await press(pilot, "delete", "escape", "u")
        assert service.curation.articles == {"gone": gone}
        service.curation, service.missing = Curation(articles={"a1": replace(gone, bookmark=True)}), ()
        explorer(app).host.post(IndexChanged())
        await until(pilot, lambda: "★ bookmarked" in screen(app))


async def test_a_note_is_discarded(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "w")
        await type_(pilot, "nonsense")
        await press(pilot, "f9")
        assert isinstance(app.screen, Explorer) and service.curation.articles == {}
        await press(pilot, "w")
        assert isinstance(app.screen, NoteScreen) and app.screen.text == ""
