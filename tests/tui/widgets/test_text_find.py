"""Finding words in the open article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key
from textual.pilot import Pilot

from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.panes.article_pane import ArticlePane
from newsexplore.tui.panes.status_lines import TrailLine
from newsexplore.tui.widgets.prompt import Prompt
from newsexplore.tui.widgets.text_find import LIMIT, find, fold, folded

from ..conftest import AppMaker, lines, settle
from ..fake import FakeService
from ..fake_records import record

WIDE = (160, 48)


@given(st.text(st.characters() | st.sampled_from("aéß’İ\n ́"), max_size=80))
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "words", "spans"),
    [
        ("The DAM, the dam", "dam", ((4, 7), (13, 16))),
        ("Café at the cafe", "café", ((0, 4), (12, 16))),
        ("the minister’s “no”", 'minister\'s "no"', ((4, 19),)),
        ("a grain\nshipment", "grain shipment", ((2, 16),)),
        ("aaaa", "aa", ((0, 2), (2, 4))),
        ("anything", "  ", ()),
        ("İstanbul", "istanbul", ((0, 8),)),
        ("a.c abc", "a.c", ((0, 3),)),
    ],
)
def test_finds(text: str, words: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert find(fold(text), words) == spans


async def test_a_long_text_is_folded_like_a_short_one_and_finds_are_limited() -> None:
    text = "Éa " * 60_000
    assert await folded(text) == fold(text)
    assert len(find(await folded(text), "e")) == LIMIT


def article(app: NewsExplore) -> ArticlePane:
    return app.screen_stack[0].query_one(ArticlePane)


def trail(app: NewsExplore) -> str:
    return str(app.screen_stack[0].query_one(TrailLine).render())


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await settle(pilot)


async def test_finds_show_while_typing_and_can_be_stepped_through(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "F", *"wall")
        assert isinstance(app.screen, Prompt)
        assert "1 of 2" in lines(app)[-2]
        assert len(article(app).found) == 2
        await press(pilot, "enter")
        assert isinstance(app.screen, Explorer)
        assert "“wall” in this article · find 1 of 2" in trail(app)
        await press(pilot, "n")
        assert "find 2 of 2" in trail(app)
        await press(pilot, "n")
        assert "find 1 of 2" in trail(app)
        await press(pilot, "N")
        assert "find 2 of 2" in trail(app)


async def test_escape_returns_from_finds_to_the_previous_trail(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "enter")
        before, marked = trail(app), article(app).current
        await press(pilot, "F", *"wall", "enter")
        assert "find 2 of 2" in trail(app)  # the first one from where one was
        await press(pilot, "escape")
        assert (trail(app), article(app).current, article(app).found) == (before, marked, ())


async def test_cancelling_the_prompt_leaves_the_article_unchanged(make_app: AppMaker) -> None:
    text = "\n\n".join(f"Paragraph {number} of the harbour's long report." for number in range(200))
    app = make_app(FakeService([record("long", "Long report", text)]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "2", "pagedown")
        top = article(app).top()
        await press(pilot, "F", *"paragraph 150")
        assert article(app).top() != top
        await press(pilot, "escape")
        assert (article(app).top(), article(app).found, article(app).current) == (top, (), None)
        await press(pilot, "F")
        assert isinstance(app.screen, Prompt) and app.screen.text == "paragraph 150"  # nothing typed is lost


async def test_words_that_are_not_there_are_reported(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "F", *"zeppelin")
        assert "not in this article" in lines(app)[-2]
        await press(pilot, "enter", "down")  # the message stands until the next key
        assert "trail: matches" in trail(app)


async def test_opening_another_article_clears_the_finds(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "F", *"wall", "enter")
        await press(pilot, "right_square_bracket")
        assert "trail: matches" in trail(app)
        assert article(app).found == ()
        await press(pilot, "backspace", "down")
        assert "trail: matches" in trail(app)


async def test_the_filter_key_ignores_finds(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "F", *"wall", "enter", "f")
        assert isinstance(app.screen, Explorer) and app.screen.session.query == ""


async def test_no_key_typed_right_after_is_lost(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for key in ("2", "F", *"wall-12", "enter", "1"):  # with nothing awaited in between
            app.post_message(Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        assert isinstance(app.screen, Explorer) and app.screen.pane_layout.context() == "results"
        await press(pilot, "F", "up")
        assert isinstance(app.screen, Prompt) and app.screen.text == "wall-12"
