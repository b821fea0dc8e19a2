"""The README and the pages in docs/ match the program."""

import re
import runpy
from pathlib import Path

import pytest
from click import Group

from newsexplore.tui.cli.main import main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_table_of_keys_is_the_registrys() -> None:
    page = (ROOT / "docs" / "keys.md").read_text("utf-8")
    assert runpy.run_path(str(ROOT / "docs" / "write_keys.py"))["with_table"](page) == page, "run: make keys"


def test_every_command_it_calls_exists() -> None:
    assert isinstance(main, Group)
    called = re.findall(r"^newsexplore ([a-z]+) ", README, re.MULTILINE) + re.findall(r"`newsexplore ([a-z]+)", README)
    assert called
    assert set(called) <= set(main.commands)


def test_every_target_it_names_is_in_the_makefile() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE)) <= set(targets)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_linked_files_exist(page: Path) -> None:
    for path in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / path).is_file(), path


def test_the_man_page_matches_help() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "write_man.py"))["page"]()
    assert page == (ROOT / "docs" / "newsexplore.1").read_text("utf-8"), "run: make man"


def test_every_command_has_usage() -> None:
    assert isinstance(main, Group)
    silent = [
        name for name, command in main.commands.items() if not command.hidden and "\b" not in (command.help or "")
    ]
    assert silent == ["config"]  # its own commands show it


def test_every_test_that_a_promise_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "SECURITY.md").read_text("utf-8")))
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert named
    assert named - set(re.findall(r"def (test_\w+)\(", tests)) == set()
