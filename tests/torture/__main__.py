"""`make torture`: try to break newsexplore, and print a table of attempts and failures.

Results are kept on disk: `--resume` goes on from them, until every part has had all of its rounds.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.table import Table

from .parts import parts
from .row import HEADINGS, Row, merged
from .slices import died, load

_ROOT = Path(__file__).resolve().parents[2]
_GRACE = 900.0
"""Seconds a slice may take beyond its time: to prepare itself, and for its last round."""


def main() -> None:
    """Run the parts; exit 1 if anything broke."""
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    parser.add_argument("--seconds", type=float, default=30, help="time of each part, before the next has its turn")
    parser.add_argument("--total", type=float, default=0, help="go round until so many seconds have passed; 0: once")
    parser.add_argument("--cases", type=int, default=100_000, help="most cases of each parser that is fuzzed")
    parser.add_argument("--only", default="", help="only parts whose name holds this")
    parser.add_argument("--resume", action="store_true", help="go on from the results of the last run")
    parser.add_argument("--table", action="store_true", help="only print the results of the last run")
    parser.add_argument("--results", type=Path, default=_ROOT / "build/torture", help="folder of the results")
    options = parser.parse_args()
    folder: Path = options.results
    if not (options.resume or options.table):
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    console = Console(width=None if sys.stdout.isatty() else 160)
    files = {name: folder / f"{name}.json" for name in parts(options.cases) if options.only in name}
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a slice must not outlive this process
    end = time.monotonic() + options.total
    with suppress(KeyboardInterrupt):  # what was found until then is shown
        while not options.table and (waiting := [name for name, file in files.items() if not load(file).complete]):
            for name in sorted(waiting, key=lambda name: load(files[name]).next > 0):  # first what has had no turn
                if options.total and time.monotonic() > end:
                    break
                began = time.monotonic()
                _slice(name, files[name], options.seconds, options.cases)
                console.print(f"{name}: {time.monotonic() - began:.0f} s", style="dim", highlight=False)
            if time.monotonic() >= end:
                break
    rows = merged(row for file in files.values() for row in load(file).rows)
    console.print(table(rows))
    if unfinished := [name for name, file in files.items() if not load(file).complete]:
        console.print(f"Not at their end, go on with --resume: {', '.join(unfinished)}", style="dim", highlight=False)
    for row in rows:
        for fault in list(dict.fromkeys(row.faults))[:5]:
            console.print(f"{row.name}: {fault}", markup=False, highlight=False)
    sys.exit(any(row.faults for row in rows))


def _slice(name: str, results: Path, seconds: float, cases: int) -> None:
    """Run one slice in its own process; what kills it is a fault of the round it was in."""
    command = [sys.executable, "-m", f"{__package__}.one_slice", name, str(results), str(seconds), str(cases)]
    process = subprocess.Popen(
        command, cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        _, said = process.communicate(timeout=seconds + _GRACE)
        if process.returncode:
            died(results, f"ended with {process.returncode}: {said[-600:]}")
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        died(results, "hung")
    except KeyboardInterrupt:
        os.killpg(process.pid, signal.SIGINT)  # it may have mounted a file system
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise


def table(rows: Sequence[Row]) -> Table:
    """Return the table, with a heading above each kind of row, and its sum below."""
    made = Table(show_header=False)
    for kind, heading in HEADINGS.items():
        these = [row for row in rows if row.kind == kind]
        if not these:
            continue
        made.add_section()
        made.add_row(*heading, "", style="bold")
        for row in these:
            made.add_row(*_cells(row), style="red" if row.faults else "")
        if len(these) > 1:
            whole = Row(kind, "all", sum(row.tried for row in these), tuple(one for row in these for one in row.faults))
            made.add_row(*_cells(whole), style="bold red" if whole.faults else "bold")
    return made


def _cells(row: Row) -> tuple[str, str, str, str, str]:
    bad = len(row.faults)
    return row.name, f"{row.tried:,}", f"{row.tried - bad:,}", f"{bad:,}", row.told


if __name__ == "__main__":
    main()
