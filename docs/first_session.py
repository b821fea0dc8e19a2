"""A recorded first session: a user who knows only the help screen asks who said what, about whom, in which outlet.

    python docs/first_session.py konashenkov ~/news/one ~/news/two.jsonl

opens the real program on the PATHs with a new index, presses keys found on the help screen, and prints the keys, their
purpose and the resulting screens. It fails if the answers do not appear on the screen.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from newsexplore.index.build.build_run import build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.panes.results_pane import ResultsPane
from newsexplore.tui.screens.help_screen import HelpList
from newsexplore.tui.screens.outlets_screen import OutletList

SIZE = (120, 40)


class NewUser:
    """Presses keys and reads the screen."""

    def __init__(self, app: NewsExplore, pilot: Pilot[None]) -> None:
        self._app = app
        self._pilot = pilot

    async def press(self, why: str, *keys: str) -> str:
        """Press keys, wait until the screen is idle, print it, and return it."""
        await self._pilot.press(*keys)
        text = before = ""
        for _ in range(50):
            await self._pilot.pause(0.2)
            strips = self._app.screen._compositor.render_strips(self._app.size)  # pyright: ignore[reportPrivateUsage]
            before, text = text, "\n".join(strip.text.rstrip() for strip in strips)
            if text == before:
                break
        print(f"\n=== {why}\n=== keys: {' '.join(keys) or '(none)'}\n{text}")
        return text

    async def look_up(self, what: str, *words: str) -> str:
        """Find a command on the help screen; return its key."""
        await self.press(f"The help screen: {what}?", "question_mark", *_typed(" ".join(words)))
        rows = [row for _, row in self._app.screen.query_one(HelpList).loaded() if row.id]
        await self.press(f"So it is {rows[0].keys.split()[0]}: {rows[0].text}", "escape")
        return rows[0].keys.split()[0]


async def session(index: str, paths: list[str], name: str) -> list[str]:
    """Answer both questions; return problems with the answers."""
    app = NewsExplore(for_paths(load_config(None), paths, index), welcome=True)
    async with app.run_test(size=SIZE) as pilot:
        user = NewUser(app, pilot)
        await user.press("The first start explains itself")
        await user.press("Begin", "enter")
        quotes = await user.look_up("how do I search what people said", "people", "said")
        await user.press("Search what people said", quotes)
        search = await user.look_up("how do I type a query", "type", "a", "query")
        screen = await user.press(f"What did {name} say?", _key(search), *_typed(f"speaker:{name}"), "enter")
        explorer = app.screen
        assert isinstance(explorer, Explorer)  # noqa: S101 - no other screen is open
        found = explorer.query_one(ResultsPane).total
        for _ in range(found - 1):
            screen += await user.press("The next quote; whom it names is marked in the text", "j")
        about = {
            entity.name
            for quote, reading in [(q, explorer.session.reading) for q in _quotes(explorer, name)]
            if reading is not None
            for mention in reading.annotations.mentions
            if quote[0] <= mention.start < quote[1]
            for entity in [reading.annotations.entities[mention.entity]]
        }
        outlets = await user.look_up("who published this", "who", "published")
        await user.press("Which outlets carried it?", outlets)
        carried = [item for _, item in app.screen.query_one(OutletList).loaded()]
    print(f"\n{name} said {found} things, about: {', '.join(sorted(about)) or 'nobody named'}")
    print("carried by: " + ", ".join(f"{outlet} ({count})" for outlet, count in carried))
    problems = [] if found else [f"no quote of {name} was found"]
    problems += [] if carried else ["no outlet was shown"]
    return problems + [f"{one} is named in a quote but was not on the screen" for one in about if one not in screen]


def _quotes(explorer: Explorer, name: str) -> list[tuple[int, int]]:
    reading = explorer.session.reading
    said = reading.annotations.quotes if reading is not None else ()
    return [
        (quote.start, quote.end)
        for quote in said
        if quote.speaker is not None and name.lower() in (quote.speaker.resolved or quote.speaker.text).lower()
    ]


def _typed(text: str) -> list[str]:
    return [_key(character) for character in text]


def _key(character: str) -> str:
    return {" ": "space", ":": "colon", "/": "slash"}.get(character, character)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: python docs/first_session.py NAME PATH ...")
    with tempfile.TemporaryDirectory() as folder:
        where = str(Path(folder) / "index")
        build(for_paths(load_config(None), sys.argv[2:], where))
        sys.exit("\n".join(asyncio.run(session(where, sys.argv[2:], sys.argv[1]))) or 0)
