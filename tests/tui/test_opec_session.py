"""The recorded session of docs/opec_session.md, key by key, on the articles of Reuters-21578 that it can find."""

import re
import tarfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from newsexplore.index.build.build_run import build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths
from newsexplore.index.processes.search_process import IndexService
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.screens.denials_screen import DenialsScreen

from .conftest import settle, until
from .screen import WIDE, shown

PAGE = Path(__file__).resolve().parents[2] / "docs" / "opec_session.md"
NAMED = {"Enter": "enter", "Esc": "escape", "/": "slash", "=": "equals_sign", " ": "space"}
MOST_KEYS = 40


class Step(NamedTuple):
    """A row of the page's table."""

    keys: list[str]
    shown: list[str]
    """What has to be on the screen after them."""


def steps() -> list[Step]:
    """Read the table of the page: keys in code spans, a word of several letters typed letter by letter."""
    found: list[Step] = []
    for row in re.findall(r"^\| (`.*) \| (.*) \|$", PAGE.read_text("utf-8"), re.MULTILINE):
        spans: list[str] = re.findall(r"`([^`]+)`", row[0])
        pressed = [NAMED.get(key, key) for typed in spans for key in ([typed] if typed in NAMED else list(typed))]
        found.append(Step(pressed, re.findall(r"\*\*([^*]+)\*\*", row[1])))
    return found


@pytest.fixture
def corpus(shared: Path, tmp_path: Path) -> Path:
    """Return a file with the articles that mention OPEC, read from the archive in place."""
    archive = shared / "corpora" / "reuters21578.tar.gz"
    if not archive.is_file():
        pytest.skip("Reuters-21578 is not among the shared texts")
    kept: list[str] = []
    with tarfile.open(archive) as members:
        for member in members:
            stream = members.extractfile(member) if member.name.endswith(".sgm") else None
            if stream is not None:
                articles = re.findall(r"<REUTERS .*?</REUTERS>", stream.read().decode("latin-1"), re.DOTALL)
                kept += [article for article in articles if "opec" in article.lower()]
    path = tmp_path / "opec.sgm"
    path.write_text("\n".join(['<!DOCTYPE lewis SYSTEM "lewis.dtd">', *kept, ""]), "latin-1")
    return path


def test_the_page_says_how_many_keys_it_takes() -> None:
    pressed = sum(len(step.keys) for step in steps())
    assert len(steps()) == 6
    assert f"with {pressed} keys" in " ".join(PAGE.read_text("utf-8").split())
    assert pressed < MOST_KEYS


async def test_the_session_answers_who_contradicts_whom(corpus: Path, tmp_path: Path) -> None:
    settings = for_paths(load_config(None), [str(corpus)], str(tmp_path / "index"))
    build(settings)
    app = NewsExplore(settings, IndexService(settings))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for step in steps():
            await pilot.press(*step.keys)
            for words in step.shown:
                with suppress(TimeoutError):
                    await until(pilot, lambda words=words: words in shown(app))
                assert words in shown(app), f"{words!r} after {step.keys}:\n{shown(app)}"
            if step.keys == ["equals_sign"]:
                assert isinstance(app.screen, DenialsScreen)
                lines = shown(app).splitlines()
                denial = next(at for at, line in enumerate(lines) if "denied: ~ " in line)
                claim = next(at for at, line in enumerate(lines) if "│ traders" in line)
                assert denial < claim < denial + 8  # side by side, without scrolling
        assert isinstance(app.screen, Explorer)
        reading, current = app.screen.session.reading, app.screen.panes.article.current
        assert reading is not None and current is not None
        quote = next(one for one in reading.annotations.quotes if (one.start, one.end) == current)
        assert quote.stance == "denied"
