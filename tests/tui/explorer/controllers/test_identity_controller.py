"""Merging, splitting and rejecting names in the interface, on a real index."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsexplore.index.build.build_run import build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.curation.curation_file import load as load_curation
from newsexplore.index.decisions import Curation
from newsexplore.index.processes.search_process import IndexService
from newsexplore.index.protocol.questions import Refresh, Scope, Search
from newsexplore.index.search.index_answers import Answers
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.panes.entities_pane import EntitiesPane
from newsexplore.tui.session.trail import Trail
from newsexplore.tui.widgets.prompt import Prompt

from ...conftest import lines, settle
from ...screen import press


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(3):
        text = f"Minister Ilka Vorrin came to Velmora.\n\n“The dam is safe,” said Ana Lind of Kaldar on day {number}.\n"
        (corpus / f"{number}.txt").write_text(f"Title: Dam Report {number}\n\n{text}", "utf-8")
    settings = for_paths(load_config(None), [str(corpus)])
    build(settings)
    return settings


def names(app: NewsExplore) -> set[str]:
    pane = app.screen_stack[0].query_one(EntitiesPane)
    return {row.name for _, row in pane.loaded() if row.name and row.type == "person"}


async def choose(pilot: Pilot[None], name: str) -> None:
    await press(pilot, "4")
    pane = pilot.app.screen.query_one(EntitiesPane)
    pane.move_to(next(index for index, row in pane.loaded() if row.name == name))
    await settle(pilot)


async def test_two_names_are_merged_and_split_again(settings: Settings) -> None:
    app = NewsExplore(settings, IndexService(settings))
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        assert names(app) == {"Ilka Vorrin", "Ana Lind"}
        await choose(pilot, "Ana Lind")
        await press(pilot, "enter")
        await choose(pilot, "Ana Lind")
        await pilot.press("M", *"ilka")
        await settle(pilot)
        await press(pilot, "tab", "enter")
        assert load_curation(settings.curation_file).merges == {"person:Ilka Vorrin": ("person:Ana Lind",)}
        assert names(app) == {"Ilka Vorrin"}
        assert isinstance(app.screen, Explorer) and app.screen.session.trail == Trail("entity", "Ilka Vorrin", "person")
        await press(pilot, "B")
        assert "Ana Lind is Ilka Vorrin" in "\n".join(lines(app))
        await press(pilot, "delete", "escape")
        assert names(app) == {"Ilka Vorrin", "Ana Lind"}
        assert load_curation(settings.curation_file).merges == {}


async def test_a_new_name_needs_confirmation(settings: Settings) -> None:
    app = NewsExplore(settings, IndexService(settings))
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await choose(pilot, "Ana Lind")
        await pilot.press("M", *"Anna", "enter")
        await settle(pilot)
        assert isinstance(app.screen, Prompt) and "No entity has this name" in "\n".join(lines(app))
        await press(pilot, "enter")
        assert names(app) == {"Ilka Vorrin", "Anna"}


async def test_a_name_is_rejected_after_confirmation(settings: Settings) -> None:
    app = NewsExplore(settings, IndexService(settings))
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await choose(pilot, "Ana Lind")
        await press(pilot, "X", "escape")
        assert names(app) == {"Ilka Vorrin", "Ana Lind"}
        await press(pilot, "X", "j", "enter")
        assert names(app) == {"Ilka Vorrin", "Ana Lind"}
        await press(pilot, "X", "enter")
        assert names(app) == {"Ilka Vorrin"}
        assert load_curation(settings.curation_file).rejected == ("person:Ana Lind",)


async def test_decisions_can_be_undone_and_redone_to_any_depth(settings: Settings) -> None:
    app = NewsExplore(settings, IndexService(settings))
    async with app.run_test(size=(160, 48), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "u")
        assert "Nothing to undo." in "\n".join(lines(app))
        await press(pilot, "2", "b")
        await choose(pilot, "Ana Lind")
        await press(pilot, "r", "ctrl+u", *"Anna", "enter")
        await choose(pilot, "Ilka Vorrin")
        await press(pilot, "X", "enter")
        assert names(app) == {"Anna"}
        await press(pilot, "u")
        assert "Undone: Ilka Vorrin (person)" in "\n".join(lines(app))
        assert names(app) == {"Anna", "Ilka Vorrin"}
        await press(pilot, "u", "u")
        assert names(app) == {"Ana Lind", "Ilka Vorrin"}
        assert load_curation(settings.curation_file) == Curation()
        await press(pilot, "Y", "ctrl+r", "Y", "Y")
        assert "Nothing to redo." in "\n".join(lines(app))
        assert names(app) == {"Anna"}
        after = load_curation(settings.curation_file)
        assert after.merges == {"person:Anna": ("person:Ana Lind",)} and len(after.articles) == 1
        await press(pilot, "u", "b", "Y")
        assert names(app) == {"Anna", "Ilka Vorrin"}


async def test_an_entity_gets_another_type(settings: Settings) -> None:
    app = NewsExplore(settings, IndexService(settings))
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await choose(pilot, "Ana Lind")
        await press(pilot, "enter")
        await choose(pilot, "Ana Lind")
        await press(pilot, "c", *"organ", "enter")
        assert names(app) == {"Ilka Vorrin"}
        assert load_curation(settings.curation_file).merges == {"org:Ana Lind": ("person:Ana Lind",)}
        assert isinstance(app.screen, Explorer) and app.screen.session.trail == Trail("entity", "Ana Lind", "org")
        await press(pilot, "B")
        assert "Ana Lind is of type organisation, not person" in "\n".join(lines(app))


async def test_a_merged_name_is_split_off_again(settings: Settings) -> None:
    app = NewsExplore(settings, IndexService(settings))
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await choose(pilot, "Ana Lind")
        await press(pilot, "M", *"ilka", "tab", "enter")
        assert names(app) == {"Ilka Vorrin"}
        await choose(pilot, "Ilka Vorrin")
        await press(pilot, "D", "tab", "enter")
        assert names(app) == {"Ilka Vorrin", "Ana Lind"}
        assert load_curation(settings.curation_file).merges == {"person:Ana Lind": ()}
        await choose(pilot, "Ana Lind")
        await press(pilot, "D")
        assert isinstance(app.screen, Explorer)


async def test_the_speaker_of_a_quote_is_corrected_in_every_answer(settings: Settings) -> None:
    app = NewsExplore(settings, IndexService(settings))
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "c", *"ilka", "tab", "enter")
        assert "speaker corrected" in "\n".join(lines(app))
        answers = Answers(settings)
        assert answers.search(Search(Scope('speaker:"Ilka Vorrin"'))).total == 1
        assert answers.search(Search(Scope('speaker:"Ana Lind"'))).total == 2
        (quote,) = answers.search(Search(Scope('speaker:"Ilka Vorrin"', quotes=True))).quotes
        assert quote.quote.speaker is not None and quote.quote.speaker.resolved == "Ilka Vorrin"
        assert answers.search(Search(Scope('dam speaker:"Ana Lind"', quotes=True))).total == 2
        await press(pilot, "c", "ctrl+u", "question_mark", "enter")
        answers.refresh(Refresh())
        assert answers.search(Search(Scope('speaker:"Ilka Vorrin"', quotes=True))).total == 0
        assert answers.search(Search(Scope('-speaker:"Ana Lind"', quotes=True))).total == 1
        await press(pilot, "u", "u")
        answers.refresh(Refresh())
        assert answers.search(Search(Scope('speaker:"Ana Lind"', quotes=True))).total == 3
        answers.close()
