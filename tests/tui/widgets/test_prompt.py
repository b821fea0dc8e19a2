"""The prompt: one line over the foot of the screen."""

from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.widgets.prompt import Prompt, PromptHistory

from ..conftest import AppMaker, lines, settle


class Asked:
    """What came back from a prompt."""

    def __init__(self) -> None:
        self.answers: list[str | None] = []


async def ask(pilot: Pilot[None], **options: Any) -> Asked:
    """Open a prompt on the app's screen."""
    asked = Asked()
    pilot.app.push_screen(Prompt("tag", **options), asked.answers.append)
    await settle(pilot)
    return asked


def field(app: App[None]) -> str:
    assert isinstance(app.screen, Prompt)
    return app.screen.text


async def test_enter_submits_the_text_and_leaves_the_rest_of_the_screen(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        before = lines(app)
        asked = await ask(pilot, hint="a word")
        now = lines(app)
        assert now[:-2] == before[:-2]
        assert "tag" in now[-2] and "a word" in now[-2]
        assert "Enter accept" in now[-1] and "Esc cancel" in now[-1]
        await pilot.press(*"a", "slash", *"2?q", "enter", "2")
        await settle(pilot)
        assert asked.answers == ["a/2?q"]
        assert (
            isinstance(app.screen, Explorer) and app.screen.pane_layout.context() == "article"
        )  # no key typed behind is lost


async def test_a_cancelled_prompt_offers_its_draft_again(make_app: AppMaker) -> None:
    memory = PromptHistory(["flood", "storm"])
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        asked = await ask(pilot, memory=memory)
        await pilot.press(*"har", "escape")
        await settle(pilot)
        assert asked.answers == [None]
        await ask(pilot, memory=memory)
        assert field(app) == "har"
        await pilot.press("up", "up", "up", "down", "down")
        assert field(app) == "har"
        await pilot.press("up", "enter")
        await settle(pilot)
        assert memory.lines == ["flood", "storm"] and memory.draft == ""


async def test_an_edited_history_line_becomes_a_new_one(make_app: AppMaker) -> None:
    memory = PromptHistory(["flood", "storm"])
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        asked = await ask(pilot, memory=memory)
        await pilot.press("up", "up", *"gate", "enter")
        await settle(pilot)
        assert asked.answers == ["floodgate"]
        assert memory.lines == ["flood", "storm", "floodgate"]


async def test_tab_goes_through_the_completions(make_app: AppMaker) -> None:
    known = ["flood", "follow-up", "storm"]
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await ask(pilot, complete=lambda text: [one for one in known if one.startswith(text)])
        await pilot.press("f")
        await settle(pilot)
        assert "flood" in lines(app)[-3] and "follow-up" in lines(app)[-3] and "storm" not in lines(app)[-3]
        await pilot.press("tab", "tab")
        assert field(app) == "follow-up"
        assert "▸follow-up" in lines(app)[-3]
        await pilot.press("tab")
        assert field(app) == "flood"
        await pilot.press("backspace", "backspace", "backspace", "tab")
        assert field(app) == "flood"


async def test_a_rejected_line_says_why_and_stays(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        asked = await ask(pilot, check=lambda text: "" if text else "type a tag first")
        await pilot.press("enter")
        await settle(pilot)
        assert "type a tag first" in lines(app)[-2] and not asked.answers
        await pilot.press("x", "enter")
        await settle(pilot)
        assert asked.answers == ["x"]


async def test_every_change_is_sent_and_answered(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await ask(pilot, text="a", typed=lambda text: f"{len(text)} letters")
        assert "1 letters" in lines(app)[-2]
        await pilot.press("b")
        await settle(pilot)
        assert "2 letters" in lines(app)[-2]


@pytest.mark.parametrize("hostile", ["\x1b]52;c;AA==\x07", "[@click=app.quit]x[/]", "[/]", "a\nb\tc"])
async def test_pasted_control_characters_never_reach_the_terminal(make_app: AppMaker, hostile: str) -> None:
    app: NewsExplore = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await ask(pilot, text=hostile, hint=hostile, complete=lambda _: [hostile], typed=lambda _: hostile)
        shown = "\n".join(lines(app))
        assert "\x1b" not in shown and "\x07" not in shown
        assert len(field(app)) == len(hostile)


def test_prompt_history_has_no_duplicates_and_a_limit() -> None:
    memory = PromptHistory([str(number) for number in range(500)])
    memory.keep("498")
    memory.keep(" ")
    assert len(memory.lines) == PromptHistory.LIMIT
    assert memory.lines[-2:] == ["499", "498"]
