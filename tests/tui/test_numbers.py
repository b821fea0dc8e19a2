"""Every number on screen is the one that the command prints; `tests/bench/test_brute_force.py` counts them by hand."""

import re
from typing import Any

import pytest

from newsexplore.index.config.settings import Settings
from newsexplore.tui.panes.entities_pane import EntitiesPane
from newsexplore.tui.panes.timeline_pane import TimelinePane
from newsexplore.tui.screens.batch_screen import BatchList
from newsexplore.tui.screens.matrix_screen import MatrixList
from newsexplore.tui.screens.outlets_screen import OutletList
from newsexplore.tui.screens.words_screen import WordList

from .cli.command import objects, run
from .conftest import AppMaker, settle
from .sample_index import SampleService, sample, sample_settings
from .screen import explorer, press, search, shown

__all__ = ["sample", "sample_settings"]
QUERY = "dam OR storm"


@pytest.fixture
def command(sample_settings: Settings) -> Any:
    """Return what runs a command on the index that is on screen."""

    def command(*arguments: str) -> list[dict[str, Any]]:
        return objects(run(*arguments, "--json", "--index-dir", sample_settings.folder))

    return command


@pytest.mark.parametrize("quotes", [False, True])
async def test_the_screen_shows_what_the_commands_print(
    make_app: AppMaker, sample: SampleService, command: Any, quotes: bool
) -> None:
    app = make_app(sample)
    mode = ("--quotes",) if quotes else ()
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await search(pilot, QUERY)
        if quotes:
            await press(pilot, "t")
        panes = explorer(app).panes
        (counts,) = command("counts", QUERY, *mode)
        assert panes.results.total == counts["total"]
        assert f"{'quotes' if quotes else 'articles'} ▸ {counts['total']:,}" in shown(app)
        # Over time
        (bars,) = command("timeline", QUERY, *mode, "--bars", str(panes.timeline.room()))
        timeline = app.screen.query_one(TimelinePane).timeline
        assert [(bar.start, bar.count) for bar in timeline.buckets] == [
            (bar["start"], bar["count"]) for bar in bars["buckets"]
        ]
        assert timeline.undated == bars["undated"]
        # Names
        pane = app.screen.query_one(EntitiesPane)
        await press(pilot, "4", "a")
        if not quotes:
            rows = {(row.type, row.name): row.articles for _, row in pane.loaded() if row.name and row.articles}
            listed = command("entities", QUERY, "--limit", "0")
            assert rows == {(one["type"], one["name"]): one["articles"] for one in listed}
            for kind, label in (("person", "People"), ("org", "Organisations"), ("place", "Places")):
                assert re.search(rf"{label} · {counts['names'][kind]}\b", shown(app)) or kind != "person"
        await press(pilot, "s")
        said = {(row.type, row.name): (row.articles, row.outlets, row.doubtful) for _, row in pane.loaded() if row.name}
        assert said == {
            (one["type"], one["name"]): (one["quotes"], one["outlets"], one["doubtful"])
            for one in command("speakers", QUERY, *mode, "--limit", "0")
        }
        await press(pilot, "s")
        # Outlets, names together, words
        await press(pilot, "L")
        outlets = dict(row for _, row in app.screen.query_one(OutletList).loaded())
        parts = command("timeline", QUERY, *mode, "--by", "outlet", "--limit", "0")
        assert outlets == {
            one["outlet"]: sum(bar["count"] for bar in one["buckets"]) + one["undated"]
            for one in parts
            if one["outlet"]
        }
        await press(pilot, "escape", "J")
        matrix = app.screen.query_one(MatrixList).matrix
        assert [(one.name, list(row)) for one, row in zip(matrix.names, matrix.counts, strict=True)] == [
            (one["name"], one["together"]) for one in command("matrix", QUERY, *mode, "--limit", "40")
        ]
        await press(pilot, "escape", "W")
        words = [(row.text, row.occurrences, row.documents) for _, row in app.screen.query_one(WordList).loaded()]
        table = command("words", QUERY, *mode, "--limit", str(len(words)))
        assert words == [(one["word"], one["occurrences"], one["quotes" if quotes else "articles"]) for one in table]


async def test_copies_and_batches_have_the_numbers_of_the_commands(
    make_app: AppMaker, sample: SampleService, command: Any, tmp_path: Any
) -> None:
    file = tmp_path / "list.txt"
    file.write_text(f"{QUERY}\nspeaker:marsk\n", "utf-8")
    app = make_app(sample, fold_copies=True)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await search(pilot, QUERY)
        folded = command("search", QUERY, "--fold", "--limit", "0")
        results = explorer(app).panes.results
        assert (results.total, results.folded) == (len(folded), sum(one["copies"] for one in folded))
        explorer(app).controllers.batch.open_file(str(file))
        await settle(pilot)
        rows = [(line.articles, line.quotes) for _, line in app.screen.query_one(BatchList).loaded()]
        assert rows == [(one["articles"], one["quotes"]) for one in command("batch", str(file))]
