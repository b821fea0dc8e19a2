"""No command prints escape sequences of documents, names or arguments."""

import os
import pty
import select
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals there", allow_module_level=True)

PROGRAM = Path(sys.executable).with_name("newsexplore")
EVIL = "\x1b]52;c;aGk=\x07\x1b]0;title\x07\x1b[31mred\x9b35m\u202eevil"
LEAKS = (b"\x1b]", b"\x07", b"\x1b[31m", b"\xc2\x9b", "\u202e".encode(), b"\xff")

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="the command is not installed")


def printed(arguments: Sequence[str | bytes], folder: Path) -> bytes:
    """Return all terminal output of a command."""
    child, master = pty.fork()
    if not child:
        os.chdir(folder)
        os.environ["TERM"] = "xterm-256color"
        for name in ("DATA", "CONFIG", "STATE"):  # shared by these tests, to index only once
            os.environ[f"XDG_{name}_HOME"] = str(folder / name.lower())
        os.execv(PROGRAM, [str(PROGRAM), *arguments])
    output = b""
    while True:
        if select.select([master], [], [], 60)[0]:
            try:
                data = os.read(master, 65536)
            except OSError:
                break
            if not data:
                break
            output += data
    os.close(master)
    os.waitpid(child, 0)
    return output


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Create a folder of hostile names and texts."""
    folder = tmp_path_factory.mktemp("here") / f"news {EVIL}"
    folder.mkdir()
    story = f'Title: {EVIL}\nOutlet: {EVIL}\n\n"The dam {EVIL} is safe," said Ilka {EVIL} Vorrin. Ilka Vorrin left.\n'
    (folder / f"story {EVIL}.txt").write_text(story, "utf-8")
    (folder / f"bad {EVIL}.json").write_text("{", "utf-8")
    (folder / os.fsdecode(b"latin\xff\x1b[31m.txt")).write_text(story, "utf-8")
    (folder.parent / "bad.yaml").write_text(f'interface: {{"{EVIL!r}": 1, "a\\e[31m\\x9b": 2}}\n', "utf-8")
    (folder.parent / "newsexplore.yaml").write_text("interface: {}\n", "utf-8")
    printed(("index", str(folder)), folder.parent)
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ("index", "{}"),
        ("index", "{}", "--rebuild", "--json"),
        ("search", "dam", "--in", "{}"),
        ("search", "dam", "--in", "{}", "--json"),
        ("search", EVIL, "--in", "{}"),
        ("search", "dam"),
        ("quotes", "--in", "{}"),
        ("entities", "--in", "{}"),
        ("kwic", "dam", "--in", "{}"),
        ("doctor", "{}"),
        ("doctor", "{}/gone\x1b[31m"),
        ("annotate", "{}/story " + EVIL + ".txt"),
        ("annotate", "{}/gone\x1b[31m"),
        ("export", "dam", "--in", "{}", "-o", "out\x1b[31m.md"),
        ("export", "dam", "--in", "{}", "-o", "out\x1b[31m.nothing"),
        ("export", "dam", "--in", "{}", "-o", "-", "--format", "\x1b[31m"),
        ("verify", "{}/gone\x1b[31m"),
        ("config", "check", "--config", "bad.yaml"),
        ("config", "show", "--config", "bad.yaml"),
        ("config", "path"),
        ("config", "show", "--config", "gone\x1b[31m"),
        ("--engine", "\x1b[31m", "index", "{}"),
        ("index", "--jobs", "\x1b[31m"),
        ("completion", "\x1b[31m"),
        ("gone\x1b[31m\x9b",),
        ("--index-dir", "{}/index\x1b[31m", "index", "{}"),
    ],
    ids=lambda arguments: " ".join(arguments)[:24].encode("ascii", "replace").decode().replace("\x1b", "^"),
)
def test_no_escape_sequence_of_an_argument_or_document_is_printed(corpus: Path, arguments: tuple[str, ...]) -> None:
    output = printed([part.replace("{}", str(corpus)) for part in arguments], corpus.parent)
    assert output
    assert [leak for leak in LEAKS if leak in output] == [], output
    assert b"Traceback" not in output


def test_text_exports_hold_no_sequences(corpus: Path) -> None:
    for suffix in ("md", "bib", "ris", "txt"):
        printed(("export", "dam", "--in", str(corpus), "-o", f"out.{suffix}"), corpus.parent)
        content = (corpus.parent / f"out.{suffix}").read_bytes()
        assert b"evil" in content
        assert [leak for leak in LEAKS if leak in content] == [], content
