"""The investigation in the docs: its commands print what the page says, from start to finish on the sample corpus."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsexplore.tui.cli.main import main

PAGE = Path(__file__).resolve().parents[1] / "docs" / "investigation.md"
ELISION = "…"


def commands() -> list[tuple[list[str], list[str]]]:
    """The arguments of each command, and the lines that the page says it prints."""
    found: list[tuple[list[str], list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S):
        for line in block.splitlines():
            if line.startswith("$ newsexplore "):
                found.append((shlex.split(line)[2:], []))
            else:
                found[-1][1].append(line)
    return found


def differs(expected: list[str], printed: list[str]) -> str:
    """The first expected line that is not where it should be; "" if all are.

    A line of an ellipsis stands for any lines, one that ends with it for any line with that beginning.
    """
    at, free = 0, False
    for line in expected:
        if line == ELISION:
            free = True
            continue
        for place in range(at, len(printed) if free else min(at + 1, len(printed))):
            same = printed[place].startswith(line[:-1]) if line.endswith(ELISION) else printed[place] == line
            if same:
                at, free = place + 1, False
                break
        else:
            return line
    return "" if free or at == len(printed) else f"and no more: {printed[at]}"


def test_the_comparison_finds_what_differs() -> None:
    assert differs(["a", "…", "c"], ["a", "b", "c"]) == ""
    assert differs(["a", "c"], ["a", "b", "c"]) == "c"
    assert differs(["a…"], ["abc"]) == "" and differs(["a"], ["a", "b"]) == "and no more: b"


def test_every_step_of_the_investigation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    steps = commands()
    assert len(steps) >= 9
    for arguments, expected in steps:
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == 0, (arguments, result.output)
        printed = [line.rstrip() for line in result.stdout.rstrip("\n").splitlines()]
        while printed and not printed[-1]:
            printed.pop()
        assert differs(expected, printed) == "", (arguments, result.stdout)
    assert (tmp_path / "gate.html").read_text("utf-8").count('class="quote') > 20
