"""Selecting text and copying it, with keys and with the mouse."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key  # pyright: ignore[reportPrivateUsage]
from textual.pilot import Pilot

from newsexplore.tui.app import NewsExplore
from newsexplore.tui.commands.registry import COMMANDS, keys_of
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.panes.article_pane import ArticlePane
from newsexplore.tui.terminal import clipboard
from newsexplore.tui.widgets.page import Page, laid_out
from newsexplore.tui.widgets.text_selection import Selection, Unit, column_of, moved, offset_at

from ...conftest import AppMaker, lines, settle, strips
from ...fake import FakeService
from ...fake_records import RECORDS, record

WIDE = (160, 48)
SOURCE = "Harbour Board closes the Old Quay after the storm, The Tidewatch, 2031-05-05"
TEXT = "The harbour\nboard met."


def page(text: str) -> Page:
    return Page(text, ((0, len(text), "paragraph"),))


@pytest.mark.parametrize(
    ("caret", "unit", "step", "expected"),
    [
        (0, "character", 1, 1), (0, "character", -1, 0), (0, "word", 1, 3), (3, "word", 1, 11), (11, "word", -1, 4),
        (0, "line", 1, 12), (12, "line", -1, 0), (12, "line", 1, 22), (0, "line", -1, 0), (4, "line end", 1, 11),
        (14, "line end", -1, 12), (4, "text end", 1, 22), (4, "text end", -1, 0), (0, "page", 1, 12),
    ],
)  # fmt: skip
def test_moving_the_end_of_a_selection(caret: int, unit: Unit, step: int, expected: int) -> None:
    layout = laid_out(page(TEXT), 40, letters=False)
    assert moved(Selection(0, 0).at(layout, caret), layout, TEXT, unit, step, 5).caret == expected


def test_a_step_moves_over_a_whole_grapheme() -> None:
    text = "ne\u0301e 👩‍🚀 中"
    layout = laid_out(page(text), 40, letters=False)
    steps = [Selection(0, 0)]
    while steps[-1].caret < len(text):
        steps.append(moved(steps[-1], layout, text, "character", 1, 5))
    assert [step.caret for step in steps] == [0, 1, 3, 4, 5, 8, 9, 10]
    back = [moved(step, layout, text, "character", -1, 5).caret for step in steps[1:]]
    assert back == [step.caret for step in steps[:-1]]


@given(st.text("ab é中\n\t", min_size=1, max_size=120), st.data())
def test_cells_and_offsets_agree(text: str, data: st.DataObject) -> None:
    layout = laid_out(page(text), 12, letters=False)
    offset = data.draw(st.integers(0, len(text)))
    if layout.lines:
        number = layout.line_of(offset)
        again = offset_at(layout, number, column_of(layout, offset))
        line = layout.lines[number]
        assert again == min(max(offset, line.start), line.end)


@pytest.fixture(autouse=True)
def no_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "STY", "SSH_CONNECTION", "SSH_TTY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)


def article(app: NewsExplore) -> ArticlePane:
    return app.screen.query_one(ArticlePane)


def said(app: NewsExplore) -> str:
    return "\n".join(str(note.message) for note in app._notifications)  # pyright: ignore[reportPrivateUsage]


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await settle(pilot)


async def test_a_selection_starts_with_the_stop_and_is_copied(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "enter", "2", "v")
        assert "y copy" in lines(app)[-1] and "w word" in lines(app)[-1]
        text = article(app).page
        assert text is not None and article(app).selected == article(app).current
        await press(pilot, "w", "w", "y")
        start, end = article(app).current or (0, 0)
        assert app.clipboard.startswith(text.text[start:end]) and len(app.clipboard.split()) >= 3
        assert f"the selection, {len(app.clipboard)} characters through the terminal (OSC 52)" in said(app)
        assert article(app).selection is None and "v select" in lines(app)[-1]


async def test_global_keys_only_select(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "2", "v")
        for command in COMMANDS:
            if command.context == "select" and command.id not in ("select.copy", "select.end"):
                await press(pilot, *(key if len(key) > 1 else _character_to_key(key) for key in keys_of(command, {})))
                assert isinstance(app.screen, Explorer) and article(app).selection is not None, command.id


async def test_escape_ends_selection_and_restores_the_keys(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(160, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "v", "j", "j", "escape")
        assert article(app).selection is None
        await press(pilot, "j")
        assert article(app).selection is None and article(app).selected is None


async def test_a_drag_of_the_mouse_selects_and_a_click_does_not(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        row = next(n for n, line in enumerate(lines(app)) if "closed the Old Quay on" in line)
        column = lines(app)[row].index("closed")
        region = article(app).region
        await pilot.click(ArticlePane, offset=(column - region.x, row - region.y))
        assert article(app).selection is None
        await pilot.mouse_down(ArticlePane, offset=(column - region.x, row - region.y))
        await pilot.hover(ArticlePane, offset=(column - region.x + 6, row - region.y))
        await pilot.mouse_up(ArticlePane, offset=(column - region.x + 6, row - region.y))
        await press(pilot, "y")
        assert app.clipboard == "closed"


@pytest.mark.parametrize(
    ("keys", "copied"),
    [
        (("1", "y"), f"{SOURCE}\nwire.jsonl#a1"),
        (
            ("3", "y"),
            f"“Nobody will load a ship here before the wall is safe” — Harbour Minister\n{SOURCE}\nwire.jsonl#a1",
        ),
        (("t", "1", "j", "y"), f"“The wall is older than any map we have” — Chief Engineer\n{SOURCE}"),
        (("4", "y"), "Harbour Minister"),
    ],
)
async def test_text_copied_of_a_row(make_app: AppMaker, keys: tuple[str, ...], copied: str) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for key in keys:
            await press(pilot, key)
        assert app.clipboard == copied


async def test_an_article_is_copied_whole_or_by_the_paragraph_of_its_stop(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "2", "y")
        assert app.clipboard.startswith("Harbour Board closes") and app.clipboard.endswith("until the morning.")
        assert "the article" in said(app)
        await press(pilot, "F", *"bollards", "enter", "y")
        assert app.clipboard.startswith("The Harbour Board closed") and app.clipboard.endswith("bollards.")
        await press(pilot, "F", *"older", "enter", "y")
        assert "— Chief Engineer" in app.clipboard


async def test_no_control_characters_are_copied(make_app: AppMaker) -> None:
    evil = "\x1b]52;c;AA==\x07 \x9b31m word\tnext \u202e"
    app = make_app(FakeService([record("e", evil, evil + "\n\n" + evil)]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for keys in (("2", "y"), ("1", "y"), ("2", "v", "G", "y")):
            await press(pilot, *keys)
            assert app.clipboard
            assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(app.clipboard)


async def test_text_copied_through_the_terminal_is_also_in_a_private_file(make_app: AppMaker) -> None:
    app = make_app()
    folder = Path(app.settings.folder)
    folder.mkdir(parents=True)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "y")
        path = folder / "copied.txt"
        assert str(path) in said(app)
        assert path.read_text("utf-8") == app.clipboard
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_text_too_long_for_the_terminal_is_only_in_the_file(make_app: AppMaker) -> None:
    app = make_app(FakeService([record("long", "Long", "word " * 150_000)]))
    folder = Path(app.settings.folder)
    folder.mkdir(parents=True)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "2", "y")
        assert "That is more than terminals take: the text is in" in said(app)
        assert app.clipboard == "" and len((folder / "copied.txt").read_text("utf-8")) > 700_000


async def test_enter_copies_a_selection_and_nothing_else(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "2", "enter")
        assert app.clipboard == ""
        await press(pilot, "v", "enter")
        assert app.clipboard == RECORDS[0].article.title
        await press(pilot, "enter")
        assert article(app).selection is None


@pytest.mark.parametrize("theme", ["newsexplore", "newsexplore-light", "ansi-dark"])
async def test_marks_differ_without_colours(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch, theme: str) -> None:
    if theme != "ansi-dark":
        monkeypatch.setenv("NO_COLOR", "1")
    body = "Storm. The Harbour Minister, the Harbour Board, Old Quay, the Storm Bill; rope, wall and anchor."
    app = make_app(FakeService([record("m", "Marks", body)]), theme=theme)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"anchor", "enter", "2")
        pane = article(app)
        at = body.index("rope") + len("Marks\n\n")
        pane.find(((at, at + 4),))
        pane.mark((len("Marks\n\n"), len("Marks\n\nStorm")))
        await settle(pilot)
        looks: dict[str, tuple[bool | None, ...]] = {}
        for strip in strips(app):
            for text, style, _ in strip:
                for name in ("Storm", "Harbour Minister", "Harbour Board", "Old Quay", "Storm Bill", "rope", "anchor"):
                    if text == name and style is not None and (style.underline or style.reverse or style.italic):
                        looks[name] = (style.bold, style.italic, style.underline, style.reverse)
        assert len(looks) == 7 and len({tuple(map(bool, look)) for look in looks.values()}) == 7


def tool(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


async def test_a_desktops_own_tool_comes_first(
    make_app: AppMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool(tmp_path, "wl-copy", "exit 1")
    tool(tmp_path, "xclip", f"cat > {tmp_path}/got")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("WAYLAND_DISPLAY", "w")
    monkeypatch.setenv("DISPLAY", ":0")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "y")
        assert "(xclip)" in said(app)
        assert (tmp_path / "got").read_text("utf-8").startswith("Harbour Board closes")
        assert app.clipboard == ""


def test_over_ssh_no_desktop_tool_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool(tmp_path, "xclip", "cat")
    tool(tmp_path, "tmux", "cat")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    assert [command[0] for command in clipboard.tools()] == ["xclip"]
    monkeypatch.setenv("SSH_CONNECTION", "somewhere")
    assert clipboard.tools() == []
    monkeypatch.setenv("TMUX", "/tmp/tmux,1,0")
    assert [command[0] for command in clipboard.tools()] == ["tmux"]
