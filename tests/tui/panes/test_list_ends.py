"""A list of names that ends early says so, and how to go on."""

import pytest

from newsexplore.index.model import EntityCount
from newsexplore.index.protocol.answers import Cooccurrence, Cooccurrences, Speakers
from newsexplore.tui.panes.entities_pane import EntitiesPane
from newsexplore.tui.panes.entity_request import MANY, USUAL, EntityRequest
from newsexplore.tui.panes.entity_rows import EntityRow, together_rows
from newsexplore.tui.panes.list_ends import with_ends

from ..conftest import AppMaker, settle
from ..screen import WIDE, press, shown

PEOPLE = [EntityRow("", "person"), EntityRow("Ilka Vorrin", "person"), EntityRow("Ana Lind", "person")]
PLACES = [EntityRow("", "place"), EntityRow("Old Quay", "place")]


def ends(rows: list[EntityRow], wanted: EntityRequest, counted: object) -> list[tuple[int, str]]:
    found = with_ends(rows, wanted, counted, {})  # pyright: ignore[reportArgumentType]
    assert [row for row in found if not row.end] == rows
    return [(at, row.end) for at, row in enumerate(found) if row.end]


def test_each_type_says_how_many_names_are_listed():
    totals = {"person": 7000, "place": 1, "org": 4}
    assert ends([*PEOPLE, *PLACES], EntityRequest(limit=MANY), totals) == [(3, "2 of 7,000 · more follow")]
    narrowed = EntityRequest(holding="a", limit=USUAL)
    assert ends([*PEOPLE, *PLACES], narrowed, {"person": 2, "place": 9}) == [(5, "1 of 9 · a: more")]
    assert ends([*PEOPLE, *PLACES], EntityRequest(), totals) == []  # the headings have the totals


def test_nothing_ends_in_an_empty_list():
    assert with_ends([], EntityRequest(limit=MANY), {"person": 3}, {}) == []


def test_speakers_and_companions_do_too():
    speakers = Speakers(10, 1, (), 52)
    assert ends([*PEOPLE, *PLACES], EntityRequest(speakers=True), speakers) == [(5, "49 more names · a: more")]
    assert ends(PEOPLE, EntityRequest(speakers=True), Speakers(10, 1, (), 2)) == []
    found = Cooccurrences(9, tuple(Cooccurrence(f"name {n}", "org", 3, 1.0) for n in range(USUAL)))
    wanted = EntityRequest(together=("person", "Ana Lind"))
    assert ends(together_rows(found), wanted, found) == [(USUAL + 1, f"the first {USUAL} · a: more")]


@pytest.mark.parametrize("key", ["j", "right_curly_bracket"])
async def test_the_cursor_passes_over_the_end_of_a_list(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "a")
        pane = app.screen.query_one(EntitiesPane)
        counts = [EntityCount("Ana Lind", "person", 3, 3), EntityCount("Zeal", "misc", 1, 1)]
        pane.show_results(counts, totals=[("person", 7000), ("misc", 8000)])
        await settle(pilot)
        assert "of 7,000 · more follow" in shown(app)
        for _ in range(pane.total):
            assert pane.chosen() is not None
            await press(pilot, key)
