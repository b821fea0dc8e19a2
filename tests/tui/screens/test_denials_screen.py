"""Denials and what others say on the same matter, as the user meets them."""

import pytest
from textual.pilot import Pilot

from newsexplore.index.protocol.questions import FindDenials
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.panes.article_pane import ArticlePane
from newsexplore.tui.screens import denials_screen
from newsexplore.tui.screens.denials_screen import DenialList, DenialsScreen

from ..conftest import AppMaker, settle
from ..fake import FakeService
from ..fake_records import CLAIM, DENIAL, RECORDS
from ..screen import SMALL, WIDE, footer, press, search, shown


@pytest.fixture
def app(make_app: AppMaker) -> NewsExplore:
    return make_app(FakeService([*RECORDS, DENIAL, CLAIM]))


async def open_denials(pilot: Pilot[None]) -> DenialList:
    await settle(pilot)
    await press(pilot, "equals_sign")
    assert isinstance(pilot.app.screen, DenialsScreen)
    return pilot.app.screen.query_one(DenialList)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_claim_stands_below_its_denial_with_the_words_they_share(
    app: NewsExplore, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        rows = await open_denials(pilot)
        assert [(row.hit.article, bool(row.shared)) for _, row in rows.loaded()] == [
            ("d1", False), ("d2", True), ("d1", False),
        ]  # fmt: skip
        screen = shown(app)
        assert "Denials · all articles" in screen and "2 denials" in screen
        assert "denied: ~ The North Lock leaks," in screen
        assert "│ “Every night the North Lock is leaking,”" in screen
        (shared,) = (line for line in screen.splitlines() if "│ shares: " in line)
        assert all(word in shared for word in ("leaks", "north", "lock"))
        assert "Nothing else in these results shares enough of its words." in screen
        assert "next denial" in footer(app)


async def test_enter_goes_to_the_quote_in_its_article_and_back_returns(app: NewsExplore) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await open_denials(pilot)
        await press(pilot, "j", "enter")
        explorer = app.screen
        assert isinstance(explorer, Explorer)
        assert explorer.session.article_id == "d2"
        quote = CLAIM.annotations.quotes[0]
        assert explorer.query_one(ArticlePane).current == (quote.start, quote.end)
        assert explorer.pane_layout.context() == "article"
        await press(pilot, "backspace")
        assert explorer.session.article_id != "d2"


async def test_keys_step_from_denial_to_denial(app: NewsExplore) -> None:
    async with app.run_test(size=WIDE) as pilot:
        rows = await open_denials(pilot)
        await press(pilot, "n")
        assert rows.cursor == 2
        await press(pilot, "n", "N")
        assert rows.cursor == 0


async def test_it_follows_the_query_and_says_when_nothing_is_denied(app: NewsExplore) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "board")
        await press(pilot, "1", "equals_sign")
        assert "Denials · board" in shown(app)
        rows = app.screen.query_one(DenialList)
        assert rows.empty == "No quote in these results denies, rejects or disputes anything."


async def test_a_failure_is_shown_in_the_list(make_app: AppMaker) -> None:
    service = FakeService([*RECORDS, DENIAL])
    service.fail[FindDenials] = "The search took longer than 2 s and was stopped. Narrow the query."
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await open_denials(pilot)
        assert "Narrow the query." in shown(app)


async def test_all_denials_are_looked_at_on_demand(app: NewsExplore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(denials_screen, "FEW", 1)
    async with app.run_test(size=WIDE) as pilot:
        rows = await open_denials(pilot)
        assert "the newest 1 of 2 denials: a looks at all" in shown(app)
        few = rows.total
        await press(pilot, "a")
        assert "2 denials" in shown(app) and rows.total > few
        await press(pilot, "a")
        assert rows.total == few
