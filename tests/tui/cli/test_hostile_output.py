"""No command prints a hostile sequence of a document, name, decision or argument, to a real terminal."""

import re
import sys
from pathlib import Path

import pytest
from click import Group

from newsexplore.tui.cli.main import main

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals there", allow_module_level=True)

from ...faults.hostile_terminal import (
    BRACKETS,
    EVIL,
    PROGRAM,
    commands,
    leaks,
    make_corpus,
    printed_leaks,
    run,
    sequences_in,
    some_commands,
)

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="the command is not installed")
KEYS = b"\r 1 2 3 4 t 5 3 \r f b \x1b ?".split(b" ")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a corpus of hostile names and texts, and its index."""
    made = tmp_path_factory.mktemp("hostile")
    make_corpus(made)
    assert leaks(run(commands(made)[0], made)) == []
    assert leaks(run(["index", "--config", "named.yaml"], made)) == []
    return made


@pytest.mark.parametrize(
    "number",
    range(len(some_commands(Path("/")))),
    ids=[re.sub(r"[^a-z -]", "", " ".join(line).replace(EVIL, "X"))[:24] for line in some_commands(Path("/"))],
)
def test_no_hostile_sequence_is_printed(folder: Path, number: int) -> None:
    line = some_commands(folder)[number]
    output = run(line, folder)
    assert output
    assert printed_leaks(line, output) == []


def test_every_subcommand_is_tried() -> None:
    assert isinstance(main, Group)
    tried = some_commands(Path("/"))
    single = {name for name, one in main.commands.items() if not isinstance(one, Group)}
    assert single - {line[0] for line in tried} == set()
    config = main.commands["config"]
    assert isinstance(config, Group)
    assert set(config.commands) - {line[1] for line in tried if line[0] == "config"} == set()


def test_the_rule_finds_what_leaks() -> None:
    assert leaks(f"\x1b[31m{EVIL}".encode()) != []
    assert leaks(b"\x1b[31mred\x1b[0m\r\x1b[2K") == []
    assert len(sequences_in(EVIL.encode())) > 8


def test_the_interface_sends_no_hostile_sequence_and_shows_every_bracket(folder: Path) -> None:
    output = run(["--config", "named.yaml"], folder, KEYS, 120)
    assert sequences_in(output) == []
    output.decode("utf-8")
    assert [each for each in BRACKETS if each.encode() not in output] == []


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_exported_json_escapes_what_a_terminal_obeys(folder: Path, form: str) -> None:
    output = run(("export", "dam", "--config", "named.yaml", "-o", "-", "--format", form), folder)
    assert leaks(output) == []
    assert b"u009b" in output or form == "json"


def test_text_exports_hold_no_sequences(folder: Path) -> None:
    for suffix in ("md", "bib", "ris", "txt", "csv"):
        run(("export", "dam", "--config", "named.yaml", "-o", f"out.{suffix}"), folder)
        content = (folder / f"out.{suffix}").read_bytes()
        assert b"evil" in content
        assert leaks(content.replace("\u200f".encode(), b"")) == []  # needed by right-to-left scripts
