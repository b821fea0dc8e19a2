"""Opening the article in pager, editor, commands and browser."""

import asyncio
import os
import signal
import stat
from collections.abc import Generator
from contextlib import aclosing, contextmanager
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.screens.pipe_screen import PipeScreen
from newsexplore.tui.screens.text_screen import TextScreen
from newsexplore.tui.terminal.browser import find_address, is_address
from newsexplore.tui.terminal.programs import ProgramError, command_of
from newsexplore.tui.terminal.shell import MAX_OUTPUT, Output, pipe_text
from newsexplore.tui.widgets.prompt import Prompt

from ...conftest import AppMaker, lines, settle
from ...fake import FakeService
from ...fake_records import RECORDS, record

WIDE = (160, 48)


def said(app: NewsExplore) -> str:
    return "\n".join(str(note.message) for note in app._notifications)  # pyright: ignore[reportPrivateUsage]


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await settle(pilot)


async def command(line: str, text: str = "") -> Output:
    async with aclosing(pipe_text(line, text)) as saying:
        return [said async for said in saying][-1]


# Commands


async def test_a_command_reads_the_text_and_returns_output_and_status() -> None:
    assert await command("cat; echo oops >&2; exit 3", "one $(two) `three`\n") == Output(
        b"one $(two) `three`\noops\n", False, 3
    )


async def test_a_command_may_ignore_its_input() -> None:
    assert (await command("true", "x" * 5_000_000)).status == 0


async def test_endless_output_of_a_command_is_truncated() -> None:
    end = await command("yes")
    assert end.is_cut and len(end.data) == MAX_OUTPUT and end.status == -signal.SIGTERM


async def test_truncated_output_ends_a_command_that_ignores_being_asked() -> None:
    assert (await command("trap '' TERM; while :; do echo yes; done")).status == -signal.SIGKILL


async def test_closing_the_screen_ends_a_command_whose_output_nobody_reads() -> None:
    async with asyncio.timeout(10), aclosing(pipe_text("yes", "")) as saying:
        await anext(saying)
        await asyncio.sleep(0.3)


async def test_closing_the_screen_kills_the_command_and_its_children(tmp_path: Path) -> None:
    async with aclosing(pipe_text(f"(sleep 0.4; touch {tmp_path}/late) & echo begun; wait", "")) as saying:
        assert (await anext(saying)).data == b"begun\n"
    await asyncio.sleep(0.6)
    assert not (tmp_path / "late").exists()


async def test_a_cancelled_command_that_does_not_exit_is_killed() -> None:
    async with aclosing(pipe_text("trap '' TERM; echo $$; while :; do sleep 0.1; done", "")) as saying:
        first = await anext(saying)
    with pytest.raises(ProcessLookupError):
        os.kill(int(first.data), 0)


def test_colours_of_a_command_are_left_out() -> None:
    assert Output(b"\x1b[31mred\x1b[0m\r\n\x1b]8;;http://x\x07link\x1b]8;;\x07").text == "red\nlink"


async def test_the_output_shows_and_escape_closes_it(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "vertical_line")
        assert isinstance(app.screen, Prompt)
        app.screen.query_one("PromptInput").value = "head -1; exit 3"  # pyright: ignore
        await press(pilot, "enter")
        shown = "\n".join(lines(app))
        assert isinstance(app.screen, PipeScreen)
        assert "Harbour Board closes the Old Quay after the storm" in shown
        assert "exit status 3" in shown and "| head -1; exit 3" in shown
        await press(pilot, "escape")
        assert isinstance(app.screen, Explorer)
        await press(pilot, "vertical_line", "up")
        assert isinstance(app.screen, Prompt) and app.screen.text == "head -1; exit 3"


async def test_silence_is_reported(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.push_screen(PipeScreen("true", "text"))
        await settle(pilot)
        assert "No output (exit status 0)." in "\n".join(lines(app))


async def test_the_text_screen_shows_text_verbatim_and_can_be_searched(make_app: AppMaker) -> None:
    text = "first\n\n    indented  twice\n" + "x\n" * 200 + "LAST wörd\n\x1b[31m[/]"
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = TextScreen("A title")
        app.push_screen(screen)
        await settle(pilot)
        screen.put(text)
        await settle(pilot)
        at = next(number for number, line in enumerate(lines(app)) if "first" in line)
        assert "┃" + " " * 20 in lines(app)[at + 1] and "    indented  twice" in lines(app)[at + 2]
        await press(pilot, "slash", *"word", "enter")
        assert "␛[31m[/]" in "\n".join(lines(app))
        assert "“word” 1 of 1" in "\n".join(lines(app))
        await press(pilot, "g", "F", *"x", "enter", "n", "n")
        assert "3 of 200" in "\n".join(lines(app))
        await press(pilot, "q")
        assert isinstance(app.screen, Explorer)


# Pager and editor


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Allow suspending the test terminal, and record it."""
    given: list[str] = []

    @contextmanager
    def suspend(app: NewsExplore) -> Generator[None]:
        given.append("away")
        yield
        given.append("back")

    monkeypatch.setattr(NewsExplore, "suspend", suspend)
    return given


def program(folder: Path, name: str, script: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


async def test_the_pager_reads_the_article_from_its_standard_input(
    make_app: AppMaker, terminal: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", program(tmp_path, "page", f"cat > {tmp_path}/got; sleep 0.8") + " -x 'a b'")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "p")
        assert terminal == ["away", "back"]
        text = (tmp_path / "got").read_text("utf-8")
        assert text.startswith(f"{RECORDS[0].article.title}\nThe Tidewatch · 2031-05-05 · harbour\n")
        assert text.endswith("until the morning.\n")


async def test_the_editor_gets_a_private_read_only_file(
    make_app: AppMaker, terminal: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", program(tmp_path, "edit", f'cp -p "$1" {tmp_path}/got; exit 2'))
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "e")
        assert "The editor exited with status 2. The text is in" in said(app)
        assert stat.S_IMODE((tmp_path / "got").stat().st_mode) == 0o400
        await press(pilot, "e")  # again, over the previous file
        assert terminal == ["away", "back"] * 2


async def test_ctrl_c_goes_to_the_other_program(
    make_app: AppMaker, terminal: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", program(tmp_path, "edit", "kill -INT $PPID; sleep 0.1"))
    before = signal.getsignal(signal.SIGINT)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "e")
        assert app.is_running and signal.getsignal(signal.SIGINT) == before


@pytest.mark.parametrize(
    ("value", "told"),
    [("no-such-program -x", "There is no program “no-such-program” here"), ("less 'x", "Cannot parse $PAGER")],
)
async def test_a_missing_pager_is_reported(
    make_app: AppMaker, terminal: list[str], monkeypatch: pytest.MonkeyPatch, value: str, told: str
) -> None:
    monkeypatch.setenv("PAGER", value)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "p")
        assert told in said(app) and not terminal


async def test_a_terminal_that_cannot_be_handed_over_is_reported(
    make_app: AppMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", program(tmp_path, "page", f"touch {tmp_path}/run"))
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "p")
        assert "cannot be handed to another program" in said(app)
        assert not (tmp_path / "run").exists()


def test_visual_takes_precedence_over_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "true")
    monkeypatch.setenv("EDITOR", "false")
    assert command_of(("VISUAL", "EDITOR"), "vi") == ["true"]
    monkeypatch.setenv("VISUAL", " ")
    assert command_of(("VISUAL", "EDITOR"), "vi") == ["false"]
    monkeypatch.delenv("EDITOR")
    with pytest.raises(ProgramError, match="set \\$EDITOR"):
        command_of(("VISUAL", "EDITOR"), "no-such-editor")


# Addresses


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("see https://example.org/a?b=c#d, and", "https://example.org/a?b=c#d"),
        ("(http://example.org/x_(y))", "http://example.org/x_(y)"),
        ("“https://example.org/a.”", "https://example.org/a"),
        ("ftp://example.org javascript:alert(1) file:///etc/passwd", ""),
        ("http://", ""),
        ("HTTPS://EXAMPLE.ORG/x", "HTTPS://EXAMPLE.ORG/x"),
    ],
)
def test_the_address_in_a_text(text: str, url: str) -> None:
    assert find_address(text) == url


@pytest.mark.parametrize("url", ["--help", "file:///etc/passwd", "http://a b", "javascript:x", "https://x\x1b[2J", ""])
def test_not_a_web_address(url: str) -> None:
    assert not is_address(url)


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("SSH_CONNECTION", "SSH_TTY", "WAYLAND_DISPLAY", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "bin"
    folder.mkdir()
    program(folder, "xdg-open", f'echo "$@" >> {tmp_path}/opened')
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":0")
    return tmp_path / "opened"


def linked(url: str) -> FakeService:
    one = record("u1", "Linked", "More of it is at https://example.org/more, they say. Nothing else is.")
    return FakeService([msgspec.structs.replace(one, article=msgspec.structs.replace(one.article, url=url)), *RECORDS])


async def test_the_articles_address_is_opened(make_app: AppMaker, browser: Path) -> None:
    app = make_app(linked("https://example.org/article"))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"linked", "enter", "2", "O")
        assert browser.read_text() == "https://example.org/article\n"
        assert "Opened https://example.org/article" in said(app)


async def test_an_address_from_the_text_is_shown_before_it_is_opened(make_app: AppMaker, browser: Path) -> None:
    app = make_app(linked("https://example.org/article"))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"linked", "enter", "F", *"example", "enter", "O")
        assert isinstance(app.screen, Prompt) and app.screen.text == "https://example.org/more"
        assert not browser.exists()
        await press(pilot, "enter")
        assert browser.read_text() == "https://example.org/more\n"


async def test_a_missing_address_or_browser_is_reported(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SSH_CONNECTION", "somewhere")
    app = make_app(linked("https://example.org/article"))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "2", "O")
        assert "This article has no web address." in said(app)
        await press(pilot, "slash", *"linked", "enter", "2", "O")
        assert "No browser can be opened from here. Copied the address" in said(app)
        assert app.clipboard == "https://example.org/article"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)"])
async def test_only_addresses_of_the_web_are_opened(make_app: AppMaker, browser: Path, url: str) -> None:
    app = make_app(linked(url))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"linked", "enter", "2", "O")
        assert "is not a web address" in said(app)
        assert not browser.exists()
