"""Fuzzing that follows the lines a case has run: atheris, where it is installed (`pip install atheris`).

A round is a process: atheris ends it, with an error at the first fault.
`python -m tests.torture.guided NAME FOLDER RUNS SEED` is one round.
"""

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .fuzz import starts
from .row import Row
from .slices import Slice

ROOT = Path(__file__).resolve().parents[2]
TARGETS = ("queries", "configurations", "curation", "input")
ROUND = 10_000
_ROUNDS = 10


def guided(name: str, work: Path, run: Slice) -> Row:
    """Run rounds of one parser, each going on from the inputs that the rounds before have found worth keeping."""
    title = f"{name}, guided by the lines that are run"
    if find_spec("atheris") is None:
        run.end()
        return Row("cases", title, 0, note="needs `pip install atheris`")
    folder = work / "inputs"
    folder.mkdir()
    for number, data in enumerate(starts(name)):
        (folder / f"start {number}").write_bytes(data)
    faults = list[str]()

    def row() -> Row:
        return Row("cases", title, ROUND * run.done, tuple(faults))

    for number in run.rounds(_ROUNDS):
        command = [sys.executable, "-m", f"{__package__}.guided", name, str(folder), str(ROUND), str(number + 1)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            faults.append(f"round {number}: {done.stderr[-500:]}")
        run.report(row)
    return row()


def _target(name: str, folder: Path) -> Callable[[bytes], Any]:
    """Return what takes an input, with its modules instrumented; errors of ours in words are expected."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["newsexplore"]):
        from newsexplore.index.config.load import load_config
        from newsexplore.index.config.problems import ConfigError
        from newsexplore.index.curation.curation_file import CurationError, understood
        from newsexplore.index.query.parse import parse
        from newsexplore.tui.terminal.driver import InputDecoder
    file = folder / "made.yaml"

    def configuration(data: bytes) -> None:
        file.write_bytes(data)
        with suppress(ConfigError):
            load_config(file)

    def curation(data: bytes) -> None:
        with suppress(CurationError):
            understood(data, file)

    def keys(data: bytes) -> None:
        decoder = InputDecoder()
        for start in range(0, len(data), 7):
            decoder.feed(data[start : start + 7])
            decoder.tick()

    return {
        "queries": lambda data: parse(data.decode("utf-8", "surrogateescape")),
        "configurations": configuration,
        "curation": curation,
        "input": keys,
    }[name]


def main(name: str, folder: str, runs: str, seed: str) -> None:
    """Fuzz one parser; does not return."""
    atheris: Any = import_module("atheris")
    work = Path(folder)
    target = _target(name, work.parent)
    options = [f"-runs={runs}", f"-seed={seed}", "-max_len=600", "-timeout=20", f"-artifact_prefix={work.parent}/"]
    atheris.Setup([sys.argv[0], *options, folder], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:5])
