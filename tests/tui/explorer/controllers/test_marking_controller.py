"""Marking several results and deciding about them together, as the user meets it."""

import re

import pytest
from textual.pilot import Pilot

from newsexplore.index.decisions import Tagging
from newsexplore.index.model import Record
from newsexplore.index.protocol.questions import Decide
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.controllers import marking_controller, read_state_controller
from newsexplore.tui.screens.confirm_screen import ConfirmScreen
from newsexplore.tui.widgets.prompt import Prompt

from ...conftest import AppMaker, settle
from ...fake import FakeService
from ...fake_records import record
from ...screen import SMALL, WIDE, explorer, press, search, shown, titles, trail


@pytest.fixture(autouse=True)
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing counts as read, however long a loaded machine takes for the keys."""
    monkeypatch.setattr(read_state_controller, "READ_SECONDS", 3600)


def many(number: int) -> list[Record]:
    return [record(f"m{n}", f"Tide table {n}", "The North Lock opens at noon.") for n in range(number)]


def marked(app: NewsExplore) -> list[str]:
    """The titles that stand beside a mark."""
    return re.findall(r"[■▣] (Tide table \d+)", shown(app))


def tags(service: FakeService) -> dict[str, set[str]]:
    return {id_: set(one.tags) for id_, one in service.curation.articles.items()}


async def tag(pilot: Pilot[None], tags: str) -> None:
    await press(pilot, "plus")
    assert isinstance(pilot.app.screen, Prompt)
    names = {",": "comma", " ": "space", "-": "minus"}
    await pilot.press(*(names.get(letter, letter) for letter in tags), "enter")
    await settle(pilot)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_marked_rows_show_it_and_are_counted(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app(FakeService(many(60)))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "1", "v", "v")
        assert marked(app) == ["Tide table 0", "Tide table 1"]
        assert trail(app).startswith("■ 2 marked")
        assert explorer(app).panes.results.cursor == 2
        await press(pilot, "k", "v")
        assert marked(app) == ["Tide table 0"]
        await press(pilot, "end", "v", "home")
        assert trail(app).startswith("■ 2 marked")
        await press(pilot, "o")
        assert trail(app).startswith("■ 2 marked")
        await press(pilot, "escape")
        assert "marked" not in shown(app) and explorer(app).panes.results.has_focus


async def test_another_query_removes_the_marks(make_app: AppMaker) -> None:
    app = make_app(FakeService(many(5)))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "v", "v")
        await search(pilot, "lock")
        assert "marked" not in trail(app)
        await press(pilot, "v")
        await press(pilot, "t")
        assert "marked" not in trail(app)


async def test_marked_articles_are_tagged_bookmarked_and_read_as_one_decision(make_app: AppMaker) -> None:
    service = FakeService(many(5))
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "v", "v", "v")
        await tag(pilot, "dam, tide")
        assert tags(service) == {f"m{n}": {"dam", "tide"} for n in range(3)}
        assert service.curation.articles["m0"].title == "Tide table 0"
        await tag(pilot, "-dam, lock")
        assert tags(service) == {f"m{n}": {"tide", "lock"} for n in range(3)}
        await press(pilot, "b")
        assert all(one.bookmark for one in service.curation.articles.values())
        await press(pilot, "U")
        reads = explorer(app).read_marks
        assert [reads.is_read(f"m{n}") for n in range(4)] == [True, True, True, False]
        await press(pilot, "u")
        assert not any(reads.is_read(f"m{n}") for n in range(4))
        await press(pilot, "u", "u")
        assert tags(service) == {f"m{n}": {"dam", "tide"} for n in range(3)}
        await press(pilot, "u")
        assert service.curation.articles == {}
        await press(pilot, "Y", "Y", "Y", "Y")
        assert tags(service) == {f"m{n}": {"tide", "lock"} for n in range(3)}
        assert all(one.bookmark for one in service.curation.articles.values()) and reads.is_read("m2")
        await press(pilot, "b", "U")
        assert not any(one.bookmark for one in service.curation.articles.values()) and not reads.is_read("m2")


async def test_all_results_are_marked_whatever_is_on_screen(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking_controller, "WITH_FACTS", 100)
    service = FakeService(many(300))
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "asterisk")
        assert trail(app).startswith("■ 300 marked") and "300 · 300 marked" in shown(app)
        await tag(pilot, "tide")
        assert isinstance(app.screen, ConfirmScreen) and "300 articles" in shown(app)
        await press(pilot, "j", "enter")
        assert service.curation.tags == {}
        await tag(pilot, "tide")
        await press(pilot, "enter")
        assert Decide((Tagging("tide", tuple(f"m{n}" for n in range(300))),)) in service.asked
        assert len(service.curation.tags["tide"]) == 300
        await press(pilot, "u")
        assert service.curation.tags == {}
        await press(pilot, "Y", "asterisk")
        assert len(service.curation.tags["tide"]) == 300 and "marked" not in trail(app)


async def test_marks_of_articles_that_are_not_listed_any_more_go(make_app: AppMaker) -> None:
    service = FakeService(many(5))
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "-tag:tide")
        await press(pilot, "1", "v", "v")
        await tag(pilot, "tide")
        assert len(titles(app)) == 3 and "marked" not in trail(app)


async def test_marked_quotes_are_bookmarked(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "t", "1", "asterisk")
        total = explorer(app).panes.results.total
        assert trail(app).startswith(f"■ {total} marked")
        await press(pilot, "b")
        assert len(service.curation.quotes) == total and not service.curation.articles
        assert all(one.said and one.bookmark for one in service.curation.quotes.values())


async def test_outside_the_results_keys_are_about_the_open_article(make_app: AppMaker) -> None:
    service = FakeService(many(5))
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "v", "v", "2", "b")
        assert list(service.curation.articles) == ["m2"]
