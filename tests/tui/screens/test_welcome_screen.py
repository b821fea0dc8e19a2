"""The welcome screen of the first run."""

from msgspec.structs import replace
from textual import events

from newsexplore.index.config.settings import Settings, record_first_run
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.screens.welcome_screen import STEPS, WelcomeScreen

from ..conftest import lines, settle
from ..fake import FakeService


def test_the_welcome_screen_is_shown_once(settings: Settings) -> None:
    assert [record_first_run(settings.config) for _ in range(3)] == [True, False, False]


async def test_the_welcome_screen_shows_current_keys_and_closes_on_enter(settings: Settings) -> None:
    app = NewsExplore(settings, FakeService(), welcome=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, WelcomeScreen)
        text = "\n".join(lines(app))
        assert "Welcome to newsexplore" in text and "shown once" in text
        assert "n N" in text and all(words.split(";")[0] in text for _, words in STEPS)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, Explorer)
        await pilot.press("f2")
        await settle(pilot)
        assert isinstance(app.screen, WelcomeScreen)


async def test_a_key_that_is_explained_closes_it_and_works_and_what_follows_is_not_lost(settings: Settings) -> None:
    app = NewsExplore(settings, FakeService(), welcome=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("down")
        assert isinstance(app.screen, WelcomeScreen)
        for key in "/dam":  # without a pause, as by a fast typist
            app.post_message(events.Key(key="slash" if key == "/" else key, character=key))
        await settle(pilot)
        assert isinstance(app.screen, Explorer) and app.screen.panes.search.input.value == "dam"


async def test_what_is_pasted_over_it_reaches_the_screen_below(settings: Settings) -> None:
    app = NewsExplore(settings, FakeService(), welcome=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        app.post_message(events.Key(key="slash", character="/"))
        await settle(pilot)
        app.action_welcome()
        await settle(pilot)
        assert isinstance(app.screen, WelcomeScreen)
        app.post_message(events.Paste("dam"))
        await settle(pilot)
        assert isinstance(app.screen, Explorer) and app.screen.panes.search.input.value == "dam"


async def test_with_a_cluster_it_says_where_articles_go(settings: Settings) -> None:
    index = replace(settings.config.index, engine="opensearch")
    elsewhere = replace(settings, config=replace(settings.config, index=index))
    for chosen, said in ((settings, "Nothing leaves this machine"), (elsewhere, "Articles go to the cluster")):
        app = NewsExplore(chosen, FakeService(), welcome=True)
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            assert said in "\n".join(lines(app))


async def test_other_starts_begin_at_once(settings: Settings) -> None:
    app = NewsExplore(settings, FakeService())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, Explorer)
