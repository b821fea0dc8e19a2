"""Inflections on screen, on a real index of the sample corpus: the search line names them, a key switches them off."""

import pytest

from newsexplore.index.protocol.questions import Scope, Search

from ...conftest import AppMaker, settle
from ...sample_index import SampleService, sample, sample_settings
from ...screen import explorer, press, query, search, shown

pytest.importorskip("Stemmer", reason="PyStemmer is not installed")

__all__ = ["sample", "sample_settings"]
WIDE, SMALL = (160, 48), (80, 24)
FOUND = "gate: also gates (=gate for this word alone)"


def total(sample: SampleService, query: str, *, inflected: bool) -> int:
    return sample.answers.search(Search(Scope(query, inflected=inflected), limit=0)).total


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_search_line_names_the_other_forms(
    make_app: AppMaker, sample: SampleService, size: tuple[int, int]
) -> None:
    app = make_app(sample)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await search(pilot, "gate")
        assert FOUND in shown(app)
        both = explorer(app).panes.results.total
        await search(pilot, "=gate")
        assert "also" not in shown(app).split("\n")[2]
        assert (both, explorer(app).panes.results.total) == (
            total(sample, "gate", inflected=True),
            total(sample, "gate", inflected=False),
        )
        assert both > explorer(app).panes.results.total


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_search_line_says_that_inflections_are_off(
    make_app: AppMaker, sample: SampleService, size: tuple[int, int]
) -> None:
    app = make_app(sample)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await search(pilot, "gate")
        assert "exact words" not in shown(app)
        await press(pilot, "comma")
        assert " · exact words · " in shown(app).split("\n")[1]  # the order is cut where the time has many digits
        await press(pilot, "comma")
        assert "exact words" not in shown(app)


async def test_a_key_switches_inflections_off_and_on_for_all_that_is_asked(
    make_app: AppMaker, sample: SampleService
) -> None:
    app = make_app(sample)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "gate")
        both = explorer(app).panes.results.total
        await press(pilot, "comma")
        assert query(app) == "gate"
        assert explorer(app).panes.results.total == total(sample, "gate", inflected=False) < both
        assert FOUND not in shown(app)
        assert "Words are searched for as typed" in shown(app)
        sample.asked.clear()
        await press(pilot, "K")
        await settle(pilot)
        scopes = [scope for one in sample.asked if isinstance(scope := getattr(one, "scope", None), Scope)]
        assert scopes and all(scope.inflected is False for scope in scopes)
        await press(pilot, "escape", "comma")
        assert explorer(app).panes.results.total == both
        assert FOUND in shown(app)


async def test_the_state_of_inflections_survives_a_restart(make_app: AppMaker, sample: SampleService) -> None:
    for inflected in (False, True):
        app = make_app(sample)
        async with app.run_test(size=WIDE) as pilot:
            await settle(pilot)
            await press(pilot, "comma", "q")
        app = make_app(sample)
        async with app.run_test(size=WIDE) as pilot:
            await settle(pilot)
            await search(pilot, "gate")
            assert explorer(app).panes.results.total == total(sample, "gate", inflected=inflected)
