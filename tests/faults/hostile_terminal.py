"""Hostile sequences in everything that newsexplore prints, and every command that prints it, on a pseudo-terminal."""

import json
import os
import pty
import re
import select
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

PROGRAM = Path(sys.executable).with_name("newsexplore")
SEQUENCES = {
    "set the clipboard": "\x1b]52;c;aGk=\x07",
    "set the title": "\x1b]0;owned\x07",
    "a link": "\x1b]8;;http://evil.example/\x1b\\",
    "colour": "\x1b[38;5;213m",
    "clear the screen": "\x1b[2J",
    "move the cursor": "\x1b[31;7H",
    "ask for an answer": "\x1b[6n\x1bZ",
    "reset": "\x1bc",
    "device control": "\x1bP+q544e\x1b\\",
    "C1 controls": "\x9b35m\x9d0;owned\x9c",
    "bell and backspace": "\x07\x08\x7f",
    "bidirectional overrides": "\u202eevil\u2066evil\u200f",
    "line separators": "\u2028\u2029\x85\x0b\x0c",
    "markup of Rich": "[/][bold][@click=app.quit]evil[/]",
    "HTML escapes": "&#27;[2J&#x9b;31m",
}
EVIL = "evil" + "".join(SEQUENCES.values())
BRACKETS = ("[/]", "[@click=app.quit]", "&#27;[2J")
"""What must be on the screen as it is."""

_OURS = re.compile(rb"\x1b\[(?:(?![0-9;]*213)[0-9;]*m|\?25[hl]|[012]?K|1A)|\r")
"""What the command line may send to a terminal: styles, the cursor's visibility, and replacing a line of progress."""
_HOSTILE = re.compile(
    rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]|\xd8\x9c"
)


def commands(folder: Path) -> list[list[str]]:
    """Return command lines of every subcommand, on a corpus of `make_corpus`; most are hostile themselves."""
    news = str(folder / f"news {EVIL}".replace("/", ""))
    story = f"{news}/story.txt"
    gone = f"{news}/gone {EVIL}".replace("[/]", "")
    bad, feeds = ("--config", "bad.yaml"), ("--config", "feeds.yaml")
    made = ("--config", "named.yaml")
    return [
        ["index", news],
        ["index", news, "--rebuild"],
        ["index", news, "--json", "--verify"],
        ["index", news, "--prune"],
        ["index", news, "--retry"],
        ["index", "--explain", story],
        ["index", "--explain", gone],
        ["index", gone],
        ["index", news, "--table", EVIL],
        ["index", news, "--shard", EVIL],
        ["index", "--jobs", EVIL],
        ["index", *made],
        ["init", news, "-o", "made.yaml", "--yes", "--force"],
        ["init", news, "--yes", "-o", "made.yaml"],
        ["init", gone],
        ["init", news, "--field", EVIL, "--yes", "-o", "other.yaml"],
        ["search", "dam", *made],
        ["search", "dam", *made, "--json"],
        ["search", "dam", "--in", EVIL, *made],
        ["search", EVIL, *made],
        ["search", f"tag:{EVIL}", *made],
        ["search", "dam", "--sort", EVIL],
        ["quotes", *made],
        ["quotes", "--speaker", EVIL, *made],
        ["quotes", *made, "--json"],
        ["entities", *made],
        ["entities", *made, "--type", EVIL],
        ["entities", *made, "--json"],
        ["speakers", *made],
        ["speakers", "--quotes", EVIL, *made],
        ["kwic", "dam", *made],
        ["kwic", EVIL, *made],
        ["copies", "dam", *made],
        ["copies", EVIL, *made],
        ["similar", "0" * 32, *made],
        ["similar", EVIL, *made],
        ["quote-variants", "dam", *made],
        ["quote-variants", EVIL, *made],
        ["words", "dam", *made],
        ["words", EVIL, *made],
        ["ngrams", "dam", *made],
        ["collocates", "dam", *made],
        ["collocates", EVIL, *made],
        ["keyness", "dam", *made],
        ["profile", "vorrin", *made],
        ["profile", EVIL, *made],
        ["compare", "dam", EVIL, *made],
        ["counts", "dam", *made],
        ["counts", EVIL, *made],
        ["why", "0" * 32, "dam", *made],
        ["why", EVIL, EVIL, *made],
        ["timeline", "dam", "--by", "outlet", *made],
        ["timeline", EVIL, *made],
        ["matrix", "dam", *made],
        ["matrix", EVIL, *made],
        ["news", *made],
        ["news", EVIL, *made],
        ["batch", story, *made],
        ["batch", gone, *made],
        ["annotate", story],
        ["annotate", story, "--json"],
        ["annotate", gone],
        ["export", "dam", *made, "-o", f"out{EVIL}.md".replace("/", "")],
        ["export", "dam", *made, "-o", f"out{EVIL}.nothing".replace("/", "")],
        ["export", "--kept", *made, "-o", "kept.csv"],
        ["export", "--quotes", *made, "-o", "said.jsonl"],
        ["export", "dam", *made, "-o", gone + "/x.md"],
        ["export", "dam", *made, "-o", "-", "--format", EVIL],
        *(
            ["export", "dam", *made, "-o", "-", "--format", form]
            for form in ("csv", "jsonl", "md", "bib", "ris", "txt", "json")
        ),
        ["verify", gone],
        ["verify", news],
        ["fetch", *feeds],
        ["fetch", EVIL, *feeds],
        ["doctor", news],
        ["doctor", gone],
        ["doctor", *made],
        ["doctor", *made, "--json"],
        ["doctor", "--repair", *made],
        ["config", "check", *bad],
        ["config", "show", *bad],
        ["config", "show", *made],
        ["config", "schema"],
        ["config", "path", "--config", gone],
        ["config", "path"],
        ["completion", EVIL],
        ["completion", "bash"],
        ["serve", "--host", EVIL, news],
        ["serve", "--port", EVIL],
        ["--engine", EVIL, "index", news],
        ["--index-dir", f"index {EVIL}".replace("/", ""), "index", news],
        ["--config", gone, "search", "dam"],
        [EVIL],
        ["--help"],
        ["--version"],
        ["open", gone],
    ]


def make_corpus(folder: Path) -> None:
    """Make a folder of news with hostile names and texts, decisions and configurations."""
    news = folder / f"news {EVIL}".replace("/", "")
    news.mkdir()
    story = f'Title: {EVIL}\nOutlet: {EVIL}\n\n"The dam {EVIL} is safe," said Ilka Vorrin. Ilka {EVIL} left the dam.\n'
    (news / "story.txt").write_text(story, "utf-8")
    (news / f"second {EVIL}.txt".replace("/", "")).write_text(story.replace("safe", "old"), "utf-8")
    (news / f"bad {EVIL}.json".replace("/", "")).write_text("{", "utf-8")
    (news / os.fsdecode(b"latin\xff\x1b[38;5;213m.txt")).write_text(story.replace("safe", "new"), "utf-8")
    record = {
        "id": EVIL,
        "title": EVIL,
        "author": EVIL,
        "url": f"http://a.example/{EVIL}",
        "tags": [EVIL],
        "text": story,
    }
    (news / "records.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    said = json.dumps(EVIL)
    (folder / "bad.yaml").write_text(f'interface: {{{said}: 1, "theme": {said}}}\n{said}: 2\n', "utf-8")
    (folder / "named.yaml").write_text(
        f"corpora:\n  - name: {said}\n    paths: [{json.dumps(str(news))}]\n    outlet: {said}\n", "utf-8"
    )
    feeds = f"feeds:\n  folder: {json.dumps(str(folder / 'fed'))}\n  sources:\n    - name: {said}\n"
    (folder / "feeds.yaml").write_text(feeds + '      url: "http://127.0.0.1:9/evil"\n', "utf-8")
    (folder / "newsexplore.yaml").write_text("interface: {}\n", "utf-8")
    data = folder / "data" / "newsexplore"
    data.mkdir(parents=True, mode=0o700)
    decisions = {
        "articles": {"0" * 32: {"title": EVIL, "outlet": EVIL, "locator": EVIL, "bookmark": True, "tags": [EVIL]}},
        "searches": {EVIL: {"query": EVIL}},
        "tags": {EVIL: ["1" * 32]},
        "merges": {f"person:{EVIL}": ["person:Ilka Vorrin"]},
    }
    (data / "curation.yaml").write_text(json.dumps(decisions), "utf-8")


def run(arguments: Sequence[str], folder: Path, keys: Sequence[bytes] = (), seconds: float = 90) -> bytes:
    """Run newsexplore on a pseudo-terminal, with keys that are typed whenever it is quiet; return all it sent.

    With keys it is ended when the last has had its effect.
    """
    child, master = pty.fork()
    if not child:
        os.chdir(folder)
        os.environ |= {"TERM": "xterm-256color", "COLUMNS": "160", "LINES": "48"}
        for name in ("DATA", "CONFIG", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = str(folder / name.lower())
        os.execv(PROGRAM, [str(PROGRAM), *arguments])
    output = bytearray()
    typed = list(keys)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([master], [], [], 1.5 if keys else 30)[0]:
            try:
                data = os.read(master, 65536)
            except OSError:
                break
            if not data:
                break
            output += data
        elif typed:
            os.write(master, typed.pop(0))
        elif keys:
            break
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGTERM if keys else signal.SIGKILL)
    os.close(master)
    os.waitpid(child, 0)
    return bytes(output)


def printed_leaks(arguments: Sequence[str], output: bytes) -> list[str]:
    """Return what is in the output of a command that may not reach a terminal.

    Exported text keeps the marks of right-to-left scripts, which affect the next character alone.
    """
    return leaks(output.replace("\u200f".encode(), b"") if arguments[0] == "export" else output)


def leaks(output: bytes) -> list[str]:
    """Return what is in the output of a command that may not reach a terminal."""
    rest = _OURS.sub(b"", output)
    found = [
        f"{match.group()!r} in {rest[max(0, match.start() - 40) : match.end() + 20]!r}"
        for match in _HOSTILE.finditer(rest)
    ]
    try:
        rest.decode("utf-8")
    except UnicodeDecodeError as error:
        found.append(f"invalid UTF-8: {rest[max(0, error.start - 40) : error.end + 20]!r}")
    if b"Traceback" in rest:
        found.append(f"a traceback: {rest[-300:]!r}")
    return found


def some_commands(folder: Path) -> list[list[str]]:
    """Return a third of `commands`, and at least one of every subcommand."""
    seen: set[tuple[str, ...]] = set()
    chosen: list[list[str]] = []
    for number, line in enumerate(commands(folder)):
        name = tuple(line[:2]) if line[0] == "config" else (line[0],)
        if number % 3 == 0 or name not in seen:
            chosen.append(line)
        seen.add(name)
    return chosen


def sequences_in(output: bytes) -> list[str]:
    """Return the names of hostile sequences that the interface has sent; its own sequences are others."""
    return [
        name
        for name, sequence in SEQUENCES.items()
        if name not in ("markup of Rich", "HTML escapes", "bell and backspace", "line separators")
        and any(part in output for part in _parts(sequence))
    ]


def _parts(sequence: str) -> list[bytes]:
    """Return what of a sequence would do harm alone."""
    if sequence[0] in "\x9b\u202e":
        return [char.encode() for char in sequence if ord(char) > 0x7F]
    return [sequence.encode()]
