"""The diff painter: correct and minimal output."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.color import Color
from rich.console import Console, ConsoleRenderable
from rich.segment import Segment
from rich.style import Style
from textual._compositor import CompositorUpdate, LayoutUpdate  # pyright: ignore[reportPrivateUsage]
from textual.geometry import Region
from textual.strip import Strip

from newsexplore.index.config.settings import Settings
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.terminal.diff_painter import Painter

from ..conftest import AppMaker, settle, strips
from ..fake import FakeService
from ..fake_records import record

WIDE = (160, 48)
CODE = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[([\d;]*)m|(.)", re.DOTALL)
COLOURS = re.compile(r"([34])8;2;(\d+;\d+;\d+)")


class Cell(NamedTuple):
    """A character with its colours, "" for the terminal's defaults; a blank's foreground is ignored."""

    character: str
    ink: str = ""
    ground: str = ""


class Terminal:
    """A terminal emulator for the painter's output."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}

    def feed(self, written: str) -> None:
        x = y = 0
        ink = ground = ""
        for row, column, codes, character in CODE.findall(written):
            if row:
                y, x = int(row) - 1, int(column) - 1
            elif codes:
                if codes.split(";")[0] == "0":
                    ink = ground = ""
                for which, colour in COLOURS.findall(codes):
                    ink, ground = (colour, ground) if which == "3" else (ink, colour)
            else:
                self.cells[x, y] = Cell(character, "" if character.isspace() else ink, ground)
                x += cell_len(character)


def cells(rows: list[Strip]) -> dict[tuple[int, int], Cell]:
    """Return the expected cells of a terminal."""
    found: dict[tuple[int, int], Cell] = {}
    for y, row in enumerate(rows):
        x = 0
        for text, style, _ in row:
            ink = ";".join(map(str, style.color.triplet)) if style and style.color and style.color.triplet else ""
            ground = (
                ";".join(map(str, style.bgcolor.triplet)) if style and style.bgcolor and style.bgcolor.triplet else ""
            )
            for character in text:
                found[x, y] = Cell(character, "" if character.isspace() else ink, ground)
                x += cell_len(character)
    return found


def numbers(colour: Color | None) -> str:
    return ";".join(map(str, colour.triplet)) if colour and colour.triplet else ""


class Line:
    """The painter's output since the last look."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def taken(self) -> str:
        written, self.written = "".join(self.written), []
        return written


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """Capture terminal output."""
    line = Line()
    changes = Painter.changes

    def listen(self: Painter, frame: CompositorUpdate, console: Console) -> ConsoleRenderable | None:
        console = Console(color_system="truecolor")
        changed = changes(self, frame, console)
        if isinstance(changed, CompositorUpdate):
            line.written.append(changed.render_segments(console))
        return changed

    monkeypatch.setattr(Painter, "changes", listen)
    yield line


KEYS = ("slash", *"storm", "enter", "j", "n", "n", "2", "pagedown", "tab", "4", "enter", "t", "o", "5", "right", "m")


async def test_the_terminal_shows_the_expected_screen_after_every_key(make_app: AppMaker, line: Line) -> None:
    terminal = Terminal()
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        for key in ("", *KEYS):
            if key:
                await pilot.press(key)
            await settle(pilot)
            terminal.feed(line.taken())
            assert terminal.cells == cells(strips(app)), f"after {key or 'the start'}"


@pytest.mark.parametrize(
    ("before", "key", "most"),
    [
        (("slash",), "s", 400),
        (("1",), "j", 15_000),
        (("slash", *"storm", "enter"), "n", 3_000),
        (("1",), "tab", 12_000),
        (("5",), "left", 2_000),
        (("slash", *"storm", "enter", "2"), "home", 0),
    ],
)
async def test_a_key_writes_little(
    settings: Settings, line: Line, before: tuple[str, ...], key: str, most: int
) -> None:
    long = record("a0", "Harbour Board waits", "\n\n".join(["The storm went on past the Old Quay."] * 60))
    search = replace(settings.config.search, debounce_ms=60_000)  # a letter's results come after what is measured
    settings = Settings(replace(settings.config, search=search), settings.corpora, settings.folder)
    app = NewsExplore(settings, FakeService([long, *FakeService().records]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for one in before:
            await pilot.press(one)
        await settle(pilot)
        line.taken()
        await pilot.press(key)
        if most > 1_000:
            await settle(pilot)
        assert len(line.taken().encode()) <= most


def frame(*rows: str) -> LayoutUpdate:
    look = Style.parse("#ffffff on #000000")
    return LayoutUpdate([[Strip([Segment(row, look)])] for row in rows], Region(0, 0, 10, len(rows)))


def written(painter: Painter, update: LayoutUpdate) -> str:
    console = Console(color_system="truecolor")
    changed = painter.changes(update, console)
    return changed.render_segments(console) if isinstance(changed, CompositorUpdate) else ""


def test_unchanged_cells_are_not_written() -> None:
    painter = Painter()
    assert "first" in written(painter, frame("first     ", "second    "))
    assert written(painter, frame("first     ", "second    ")) == ""
    assert "first" not in written(painter, frame("first     ", "another   "))


def test_everything_is_repainted_after_another_program_used_the_terminal() -> None:
    painter = Painter()
    written(painter, frame("first     "))
    painter.forget()
    assert "first" in written(painter, frame("first     "))


def test_text_right_of_a_wide_character_is_rewritten() -> None:
    look = Style.parse("#ffffff on #000000")

    def row(left: str) -> LayoutUpdate:
        return LayoutUpdate([[Strip([Segment(left, look)]), Strip([Segment("right", look)])]], Region(0, 0, 9, 1))

    painter = Painter()
    written(painter, row("left"))
    assert "right" not in written(painter, row("lift"))
    assert "right" in written(painter, row("漢字"))
