"""The app around the screen: themes, and what happens when something breaks."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from newsexplore.index.protocol.answers import Answer
from newsexplore.index.protocol.questions import Question
from newsexplore.tui.commands.registry import KeymapError
from newsexplore.tui.theme import THEMES

from .conftest import AppMaker, lines, settle
from .fake import FakeService

SECRET = "a sentence that nobody else may read"


class BrokenService(FakeService):
    async def ask(self, question: Question, on_part: Callable[[Answer], None] | None = None) -> Answer:
        raise RuntimeError(SECRET)


async def test_a_crash_leaves_a_report_without_the_users_text(
    make_app: AppMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    app = make_app(BrokenService())
    with pytest.raises(Exception, match="RuntimeError"):
        async with app.run_test() as pilot:
            await pilot.pause()
    (report,) = tmp_path.glob("newsexplore-crash-*.txt")
    text = report.read_text("utf-8")
    assert SECRET not in text and "ask" in text
    told = capsys.readouterr().err
    assert report.name in told.replace("\n", "") and SECRET not in told and "Traceback" not in told
    assert app.return_code == 1


def test_clashing_keys_are_rejected_before_anything_opens(make_app: AppMaker) -> None:
    with pytest.raises(KeymapError, match="n would mean both"):
        make_app(keys={"search.focus": "n"})


@pytest.mark.parametrize("theme", [*(theme.name for theme in THEMES), "nord", "ansi-dark", "no such theme"])
async def test_themes(make_app: AppMaker, theme: str) -> None:
    app = make_app(theme=theme)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "1 Results" in "\n".join(lines(app))
        assert app.theme in (theme, "newsexplore")


async def test_the_first_frame_has_the_colours_of_the_theme(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test():
        assert app.screen.styles.background == Color.parse(THEMES[0].background or "")


@pytest.mark.parametrize("key", ["vertical_line", "p", "e", "E"])
async def test_a_browser_runs_nothing_on_the_machine_that_serves_it(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        monkeypatch.setattr(type(app), "is_web", True)
        explorer = app.screen
        await pilot.press(key)
        await settle(pilot)
        assert app.screen is explorer
        told = [one.message for one in app._notifications]  # pyright: ignore[reportPrivateUsage]
        assert any("Not available from a browser" in message for message in told)


async def test_every_theme_knows_our_colours(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for theme in BUILTIN_THEMES:
            app.theme = theme
            await pilot.pause()
            assert app.theme_variables["primary"]


async def test_nothing_moves_by_itself(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test():
        assert app.animation_level == "none"
