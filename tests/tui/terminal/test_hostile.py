"""Document text reaches the screen only as characters."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest

from newsexplore.index.model import Annotations, Article, Block, Entity, Mention, Quote, Record, Speaker
from newsexplore.index.protocol.build_progress import Progress
from newsexplore.index.protocol.questions import Read, Search
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.panes.status_lines import TrailLine

from ..conftest import AppMaker, lines, settle, strips
from ..fake import FakeService

EVIL = "[/]\x1b]52;c;aGk=\x07\x9b31m[@click=app.quit]\u202eboo[bold]\ud800"
SAFE = "[/]␛]52;c;aGk=␇"


def hostile() -> Record:
    """Make an article that is hostile in every field."""
    text = f"{EVIL}\n\n{EVIL} said {EVIL}\x00"
    body = len(EVIL) + 2
    span = (body, body + len(EVIL))
    quote = Quote(*span, EVIL, "direct", (span,), Speaker(*span, EVIL, "x" + EVIL, 0))
    article = Article("e", EVIL, text, body, EVIL, "d", EVIL, EVIL, EVIL, EVIL, corpus=EVIL)
    blocks = (Block(0, len(EVIL), "headline"), Block(body, len(text), "caption"))
    return Record(article, Annotations(blocks, (Entity(EVIL, "person"),), (Mention(*span, 0),), (quote,)))


def check(app: NewsExplore) -> str:
    """The screen's text, once it is sure that nothing on it is more than text."""
    shown = lines(app)
    for strip in strips(app):
        for segment in strip:
            assert segment.control is None
            assert segment.style is None or "click" not in str(segment.style.meta)
    whole = "".join(shown)
    assert not [char for char in whole if ord(char) < 32 or 0x7F <= ord(char) <= 0x9F or 0xD800 <= ord(char) < 0xE000]
    assert "\u202e" not in whole
    whole.encode("utf-8")
    assert app.is_running
    return "\n".join(shown)


@pytest.mark.parametrize("size", [(160, 48), (80, 24)])
async def test_a_hostile_article_is_only_text_in_every_pane(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app(FakeService([hostile()]))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key in ("1", "2", "m", "3", "left", "4", "5", "t", "1", "t"):
            await pilot.press(key)
            await settle(pilot)
            shown = check(app)
            assert "[/]" in shown or key == "5" or size[0] == 80
        assert SAFE in shown or size[0] == 80


@pytest.mark.parametrize("keys", [("4", "enter"), ("3", "s"), ("4", "enter", "f"), ("3", "f"), ("4", "f", "slash")])
async def test_a_hostile_name_is_only_text_as_trail_and_in_the_query(make_app: AppMaker, keys: tuple[str, ...]) -> None:
    app = make_app(FakeService([hostile()]))
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
            assert "[/]" in check(app)


@pytest.mark.parametrize("question", [Search, Read])
async def test_a_hostile_message_is_only_text(make_app: AppMaker, question: type) -> None:
    service = FakeService([hostile()])
    service.fail[question] = EVIL
    app = make_app(service)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        assert SAFE in check(app)
        assert SAFE in str(app.screen.query_one(TrailLine).render())


class EvilBuilder:
    async def run(self, *, prune: bool = False) -> AsyncIterator[Progress]:
        yield Progress("failed", message=EVIL)

    def cancel(self) -> None:
        pass


async def test_a_hostile_indexing_error_is_only_text(make_app: AppMaker) -> None:
    app = make_app(FakeService(), EvilBuilder())
    async with app.run_test(size=(160, 48)) as pilot:
        await asyncio.sleep(0.1)
        await settle(pilot)
        assert "[/]" in check(app)


async def test_a_hostile_corpus_name_and_paste_are_only_text(make_app: AppMaker) -> None:
    app = make_app()
    corpus = msgspec.structs.replace(app.settings.corpora[0], name=EVIL)
    app = NewsExplore(msgspec.structs.replace(app.settings, corpora=(corpus,)), FakeService())
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        assert SAFE in check(app)
        await pilot.press("slash")
        app.screen.query_one("#query").insert_text_at_cursor(EVIL)  # pyright: ignore
        await settle(pilot)
        assert SAFE in check(app).splitlines()[1]
