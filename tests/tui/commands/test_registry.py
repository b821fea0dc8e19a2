"""The registry of commands, and everything made from it."""

import subprocess
import sys
from collections.abc import Container

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from newsexplore.index.config.settings import Settings
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.commands.keymap import bindings, checked
from newsexplore.tui.commands.registry import (
    BY_ID,
    COMMANDS,
    Command,
    Context,
    KeymapError,
    check_keys,
    keys_of,
    shown_key,
)
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.palette import SKIPPED, CommandProvider
from newsexplore.tui.panes.article_pane import ArticlePane
from newsexplore.tui.panes.entities_pane import EntitiesPane
from newsexplore.tui.panes.quotes_pane import QuotesPane
from newsexplore.tui.panes.results_pane import ResultsPane
from newsexplore.tui.panes.search_line import QueryInput
from newsexplore.tui.panes.timeline_pane import TimelinePane
from newsexplore.tui.screens.batch_screen import BatchList, BatchScreen
from newsexplore.tui.screens.comparison_screen import ComparisonScreen, ComparisonView
from newsexplore.tui.screens.curation_screen import CurationScreen
from newsexplore.tui.screens.denials_screen import DenialList, DenialsScreen
from newsexplore.tui.screens.filter_list import FilterScreen
from newsexplore.tui.screens.help_screen import HelpList, help_rows
from newsexplore.tui.screens.indexing_screen import IndexingScreen
from newsexplore.tui.screens.kwic_screen import KwicList, KwicScreen
from newsexplore.tui.screens.matrix_screen import MatrixList, MatrixScreen
from newsexplore.tui.screens.note_screen import NoteArea, NoteScreen
from newsexplore.tui.screens.related_screen import RelatedList, RelatedScreen
from newsexplore.tui.screens.report_screen import ReportList, ReportScreen
from newsexplore.tui.screens.text_screen import SourceView, TextScreen
from newsexplore.tui.screens.words_screen import WordList, WordsScreen
from newsexplore.tui.widgets.footer_line import FooterLine
from newsexplore.tui.widgets.long_list import LongList
from newsexplore.tui.widgets.prompt import Prompt, PromptInput

from ..conftest import AppMaker, lines, settle
from ..fake import FakeService

OWNERS: dict[Context, type[DOMNode]] = {
    "everywhere": Explorer, "search": QueryInput, "list": LongList, "results": ResultsPane, "article": ArticlePane,
    "quotes": QuotesPane, "entities": EntitiesPane, "timeline": TimelinePane, "select": ArticlePane,
    "prompt": PromptInput, "over": IndexingScreen, "text": SourceView,
    "related": RelatedList, "comparison": ComparisonView,
    "kwic": KwicList, "words": WordList, "batch": BatchList, "matrix": MatrixList, "report": ReportList,
    "denials": DenialList, "narrow": EntitiesPane,
    "note": NoteArea, "kept": CurationScreen,
    "filter": FilterScreen,
}  # fmt: skip

SCREENS: dict[Context, type[DOMNode]] = {
    "prompt": Prompt, "over": IndexingScreen, "text": TextScreen, "note": NoteScreen, "kept": CurationScreen,
    "related": RelatedScreen, "comparison": ComparisonScreen,
    "kwic": KwicScreen, "words": WordsScreen, "batch": BatchScreen, "matrix": MatrixScreen,
    "report": ReportScreen, "denials": DenialsScreen, "filter": FilterScreen,
}  # fmt: skip


@pytest.fixture
def handlers(settings: Settings) -> Container[str]:
    """Return the commands that controllers handle."""
    return Explorer(settings, FakeService(), None).handlers


def test_the_default_keys_are_valid() -> None:
    assert check_keys({}) == []


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(COMMANDS)


def test_nothing_hangs_on_ctrl_alone() -> None:
    ctrl = [command.id for command in COMMANDS if all("ctrl" in key for key in keys_of(command, {}))]
    assert ctrl == ["app.suspend"]  # Ctrl+Z suspends in every terminal program


def test_keys_may_be_swapped() -> None:
    assert check_keys({"trail.next": "N", "trail.previous": "n"}) == []


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"trail.nxt": "x"}, "there is no command 'trail.nxt'; did you mean 'trail.next'?"),
        ({"trail.next": ""}, "trail.next would have no key; name at least one"),
        ({"trail.next": "ctrl-x"}, "trail.next: there is no key 'ctrl-x'"),
        ({"trail.next": "f"}, "f would mean both trail.next and entity.filter"),
        ({"trail.next": "question_mark"}, "? would mean both trail.next and app.help"),
        ({"quotes.speaker": "o"}, "o would mean both results.sort and quotes.speaker"),
    ],
)
def test_an_invalid_keymap_says_why(keys: dict[str, str], told: str) -> None:
    assert told in check_keys(keys)
    with pytest.raises(KeymapError):
        checked(keys)


def test_the_keymap_is_checked_without_a_screen() -> None:
    code = (
        "from newsexplore.tui.commands.registry import check_keys; check_keys({});"
        "import sys; exit('textual' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_interface_loads_no_engine() -> None:
    heavy = "{'whoosh', 'numpy', 'lxml', 'click', 'pycrfsuite'}"
    code = f"import sys, newsexplore.tui.app; sys.exit(', '.join({heavy} & set(sys.modules)) or 0)"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_does_something_somewhere(command: Command, handlers: Container[str]) -> None:
    owner = OWNERS[command.context]
    space, _, action = command.action.split("(")[0].rpartition(".")
    owners: dict[str, type[DOMNode]] = {"app": NewsExplore, "screen": SCREENS.get(command.context, Explorer)}
    assert hasattr(owners.get(space, owner), f"action_{action}")
    assert (action == "run") == (command.id in handlers)
    assert command.id in {binding.id for binding in owner.BINDINGS if isinstance(binding, Binding)}
    assert command.id in {binding.id for binding in bindings(command.context)}


def test_help_lists_every_command_with_its_current_keys() -> None:
    rows = {row.id: row.keys for row in help_rows({"trail.next": "#"})}
    assert set(BY_ID) <= set(rows)
    assert rows["trail.next"] == "#"
    assert rows["app.help"] == "? F1"


def test_help_is_filtered_by_typing() -> None:
    assert {row.id for row in help_rows({}, "timeline earlier")} - {""} == {"timeline.left"}
    assert help_rows({}, "xyzzy") == []


async def test_help_opens_filters_and_closes(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("question_mark")
        await settle(pilot)
        assert "every command and its keys" in "\n".join(lines(app))
        await pilot.press("j", "j", "slash", *"undated")
        await settle(pilot)
        assert [item.id for _, item in app.screen.query_one(HelpList).loaded() if item.id] == ["timeline.undated"]
        await pilot.press("escape", "j", "q")
        await settle(pilot)
        assert isinstance(app.screen, Explorer)


async def test_remapped_keys_work_and_are_shown(make_app: AppMaker) -> None:
    app = make_app(keys={"results.sort": "#"})
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        assert " # sort" in lines(app)[-1]
        await pilot.press("o")
        await settle(pilot)
        assert isinstance(app.screen, Explorer) and app.screen.session.sort == "relevance"
        await pilot.press("number_sign")
        await settle(pilot)
        assert app.screen.session.sort == "newest"


async def test_the_palette_offers_every_command_and_runs_it(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        provider = CommandProvider(app.screen)
        offered = [str(hit.display) async for hit in provider.discover()]  # pyright: ignore
        for command in COMMANDS:
            if command.context not in SKIPPED:
                assert any(text.startswith(command.help) for text in offered), command.id
        hits = [hit async for hit in provider.search("undated")]
        await hits[0].command()
        await settle(pilot)
        assert isinstance(app.screen, Explorer) and app.screen.session.query == "date:none"


async def test_the_footer_shows_the_keys_that_currently_work(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        footers: list[str] = []
        for key in ("1", "3", "4", "5", "slash"):
            await pilot.press(key)
            await settle(pilot)
            footers.append(str(app.screen.query_one(FooterLine).render()))
        assert "Enter read" in footers[0]
        assert "s follow speaker" in footers[1]
        assert "Enter follow" in footers[2]
        assert "d undated" in footers[3]
        assert footers[4].split("  ") == [
            *(" Enter to results", "Esc close", "Tab complete", "↑ earlier", "F2 articles/quotes "),
        ]
        assert all("? help" in footer and "q quit" in footer for footer in footers[:4])


@pytest.mark.parametrize(
    ("key", "shown"),
    [("ctrl+p", "Ctrl+P"), ("down", "↓"), ("question_mark", "?"), ("N", "N"), ("f1", "F1"), ("/", "/")],
)
def test_keys_are_shown_as_printed_on_keyboards(key: str, shown: str) -> None:
    assert shown_key(key) == shown


def test_help_texts_fit_and_name_what_a_key_does() -> None:
    for command in COMMANDS:
        assert len(command.help) <= 60 and command.help[0].isupper() and not command.help.endswith("."), command.id


async def test_help_begins_with_the_pane_it_was_opened_in(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("4", "question_mark")
        await settle(pilot)
        first = next(item for _, item in app.screen.query_one(HelpList).loaded())
        assert first.text == "In the entities"
