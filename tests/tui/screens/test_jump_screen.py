"""The jump overlay, zoom and resize."""

from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.panes.results_pane import ResultsPane
from newsexplore.tui.screens.jump_screen import LETTERS, labels

from ..conftest import AppMaker, lines, settle


def test_labels_are_distinct_and_prefix_free() -> None:
    for count in (0, 1, 26, 27, 700):
        made = labels(count)
        assert len(set(made)) == count
        assert len({len(label) for label in made}) <= 1


async def test_jumping_to_a_label_selects_its_row(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        explorer = app.screen
        assert isinstance(explorer, Explorer)
        await pilot.press("semicolon")
        await settle(pilot)
        text = lines(app)
        row = next(line for line in text if "What the tide leaves behind" in line)
        at = row.index("What the tide") - 2
        assert row[at] in LETTERS
        await pilot.press(row[at])
        await settle(pilot)
        results = explorer.query_one(ResultsPane)
        assert app.screen is explorer and explorer.focused is results
        assert results.article() == "a4"
        assert explorer.session.article_id == "a4"


async def test_jumping_to_a_name_makes_it_the_trail(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        explorer = app.screen
        assert isinstance(explorer, Explorer) and explorer.session.reading is not None
        reading = explorer.session.reading
        mention = next(
            m for m in reading.annotations.mentions if reading.annotations.entities[m.entity].name == "Old Quay"
        )
        before = lines(app)
        y = next(number for number, line in enumerate(before) if "closes the Old Quay" in line[45:])
        x = before[y].index("closes the Old Quay", 45) + len("closes the ")
        await pilot.press("semicolon")
        await settle(pilot)
        await pilot.press(lines(app)[y][x])
        await settle(pilot)
        assert explorer.session.trail.kind == "entity" and explorer.session.trail.name == "Old Quay"
        assert explorer.session.stops[explorer.session.stop or 0] == (mention.start, mention.end)


async def test_pane_numbers_work_in_the_overlay_and_other_keys_end_it(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        explorer = app.screen
        await pilot.press("semicolon", "4")
        await settle(pilot)
        assert app.screen is explorer and explorer.focused is not None and explorer.focused.id == "entities"
        await pilot.press("semicolon", "escape")
        await settle(pilot)
        assert app.screen is explorer and explorer.focused.id == "entities"


async def test_zoom_gives_one_pane_the_whole_screen_and_back(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        explorer = app.screen
        await pilot.press("2", "z")
        await settle(pilot)
        shown = [name for name in ("results", "article", "quotes", "entities") if explorer.query_one(f"#{name}").region]
        assert shown == ["article"]
        await pilot.press("3")
        await settle(pilot)
        assert explorer.query_one("#quotes").region.width == 160
        await pilot.press("z")
        await settle(pilot)
        assert explorer.query_one("#results").region and explorer.query_one("#entities").region


async def test_panes_grow_shrink_and_keep_a_smallest_size(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        results, quotes = app.screen.query_one("#results"), app.screen.query_one("#quotes")
        width, height = results.region.width, quotes.region.height
        await pilot.press("1", "greater_than_sign")
        await settle(pilot)
        assert results.region.width == width + 4
        await pilot.press(*["less_than_sign"] * 20)
        await settle(pilot)
        assert results.region.width == 20
        await pilot.press("2", "greater_than_sign")
        await settle(pilot)
        assert quotes.region.height == height - 2


async def test_a_hidden_pane_comes_back_by_its_number(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        entities = app.screen.query_one("#entities")
        await pilot.press("4", "Z")
        await settle(pilot)
        assert not entities.display and app.screen.focused is app.screen.query_one("#article")
        await pilot.press("4")
        await settle(pilot)
        assert entities.display and app.screen.focused is entities
