"""The concordance and source screens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.pilot import Pilot

from newsexplore.index.protocol.questions import Kwic, Raw
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.panes.article_pane import ArticlePane
from newsexplore.tui.panes.status_lines import TrailLine
from newsexplore.tui.screens.kwic_screen import KwicList, KwicScreen, padded_left
from newsexplore.tui.screens.raw_screen import RawScreen
from newsexplore.tui.terminal.sanitise import sanitise_line

from ..conftest import AppMaker, settle
from ..fake import FakeService
from ..fake_records import RECORDS, record
from ..screen import shown

WIDE, SMALL = (160, 48), (80, 24)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await settle(pilot)


@given(st.text(st.characters() | st.sampled_from("中́ab "), max_size=60).map(sanitise_line), st.integers(0, 30))
def test_the_end_of_a_text_fills_its_cells(text: str, width: int) -> None:
    padded = padded_left(text, width)
    assert cell_len(padded) == width
    assert text.endswith(padded.lstrip(" "))


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_every_match_is_shown_in_context_and_can_be_opened(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"storm", "enter", "K")
        assert isinstance(app.screen, KwicScreen)
        assert "Concordance · matches of storm" in shown(app)
        rows = app.screen.query_one(KwicList)
        total = rows.total
        texts = ["".join(segment.text for segment in rows.row(item, 90, False)[0]) for _, item in rows.loaded()]
        assert len(texts) == total and {text.lower().index("storm", 30) for text in texts} == {41}
        assert f"{total} lines, by article" in shown(app)
        await press(pilot, "j", "j")
        chosen = app.screen.query_one(KwicList).item()
        assert chosen is not None
        await press(pilot, "enter")
        assert isinstance(app.screen, Explorer)
        assert app.screen.session.article_id == chosen.article
        assert app.screen.query_one(ArticlePane).current == (chosen.start, chosen.end)
        assert app.screen.pane_layout.context() == "article"


async def test_lines_are_sorted_in_turn(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"storm", "enter", "K", "s")
        assert "by what precedes" in shown(app)
        await press(pilot, "s")
        assert "by what follows" in shown(app)
        rights = [item.right.lower() for _, item in app.screen.query_one(KwicList).loaded()]
        assert [words.lstrip("., ") for words in rights] == sorted(words.lstrip("., ") for words in rights)
        await press(pilot, "s")
        assert "by article" in shown(app)
        assert [one.sort for one in service.asked if isinstance(one, Kwic)] == ["article", "left", "right", "article"]


@pytest.mark.parametrize(
    ("keys", "title"), [(("4", "enter", "K"), "Harbour Minister"), (("3", "s", "K"), "what Harbour Minister said")]
)
async def test_it_follows_the_trail(make_app: AppMaker, keys: tuple[str, ...], title: str) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for key in keys:
            await press(pilot, key)
        assert f"Concordance · {title}" in shown(app)
        assert app.screen.query_one(KwicList).total >= 2


async def test_more_lines_load_while_scrolling(make_app: AppMaker) -> None:
    body = "The storm came. " * 200
    app = make_app(FakeService([record("many", "Many", body), *RECORDS]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"storm", "enter", "K")
        rows = app.screen.query_one(KwicList)
        for _ in range(9):
            await press(pilot, "G")
        assert rows.total == 200 + sum(one.article.text.lower().count("storm") for one in RECORDS)
        assert rows.cursor == rows.total - 1 and rows.item() is not None
        assert f"{rows.total} lines, by article" in shown(app)


async def test_finds_in_the_article_need_no_index(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "F", *"wall", "enter", "K", "j", "enter")
        assert not [one for one in service.asked if isinstance(one, Kwic)]
        assert "find 2 of 2" in str(app.screen.query_one(TrailLine).render())


async def test_without_a_query_there_is_nothing_to_show(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "K")
        assert isinstance(app.screen, Explorer)
        assert any("type a query first" in str(note.message) for note in app._notifications)  # pyright: ignore


@pytest.mark.parametrize(("question", "keys"), [(Kwic, ("slash", *"storm", "enter", "K")), (Raw, ("V",))])
async def test_a_failed_question_is_reported(make_app: AppMaker, question: type, keys: tuple[str, ...]) -> None:
    service = FakeService()
    service.fail[question] = "The file is not there any more [/]."
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        assert "The file is not there any more [/]." in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Explorer)


async def test_the_source_is_shown_in_parts(make_app: AppMaker) -> None:
    service = FakeService()
    service.raw_part = 100
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "V")
        assert isinstance(app.screen, RawScreen)
        assert "<record>" in shown(app) and "wire.jsonl#a1" in shown(app)
        assert "jsonl · bytes 0 to 100 of" in shown(app)
        await press(pilot, "right_square_bracket")
        assert "bytes 100 to 200 of" in shown(app) and "<record>" not in shown(app)
        await press(pilot, "left_square_bracket")
        assert "<record>" in shown(app)
        await press(pilot, "left_square_bracket")
        assert any("the first part" in str(note.message) for note in app._notifications)  # pyright: ignore
        await press(pilot, "q")
        assert isinstance(app.screen, Explorer)


async def test_hostile_sources_and_contexts_are_only_text(make_app: AppMaker) -> None:
    evil = "\x1b]52;c;AA==\x07[/][@click=app.quit]\u202e"
    app = make_app(FakeService([record("e", f"storm {evil}", f"{evil} storm {evil}\n", locator=evil, outlet=evil)]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for keys in (("slash", *"storm", "enter", "K"), ("escape", "V")):
            await press(pilot, *keys)
            assert "␛]52;c;AA==␇" in shown(app)
            assert not {"\x1b", "\x07", "\u202e"} & set(shown(app))
