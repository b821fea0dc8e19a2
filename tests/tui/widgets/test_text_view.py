"""A page on the screen: every kind of block can be painted."""

from typing import get_args

from textual.app import App, ComposeResult

from newsexplore.index.model import BlockKind
from newsexplore.tui.widgets.page import Page
from newsexplore.tui.widgets.text_view import TextView

from ..conftest import lines

KINDS: tuple[str, ...] = get_args(BlockKind)


class Shown(App[None]):
    """A program that shows a block of each kind."""

    def compose(self) -> ComposeResult:
        yield TextView(id="text", measure=60, letters=False, empty="")


async def test_a_block_of_every_kind_is_painted():
    texts = [f"A block that is a {kind}." for kind in KINDS]
    starts = [sum(len(text) + 1 for text in texts[:number]) for number in range(len(texts))]
    blocks = tuple((at, at + len(text), kind) for at, text, kind in zip(starts, texts, KINDS, strict=True))
    app = Shown()
    async with app.run_test(size=(80, 40)) as pilot:
        app.query_one(TextView).show(Page("\n".join(texts), blocks))
        await pilot.pause()
        shown = "\n".join(lines(app))
        assert all(text in shown for text in texts)
