"""`make torture`: try to break newsexplore for some minutes, and print a table of attempts and failures."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.table import Table

from .crashes import broken_disk, crash_at_calls, decisions, file_systems, index_command
from .damage import flips, full_disk
from .fuzz import FUZZED, fuzz
from .kills import random_kills
from .readers import readers
from .row import HEADINGS, Row
from .terminal import sequences

Part = Callable[[Path, float], Row | Sequence[Row]]


def parts(cases: int) -> list[tuple[str, Part]]:
    """Return every part by name, for each installed engine."""
    found: list[tuple[str, Part]] = [(f"fuzz {name}", partial(fuzz, name, cases)) for name in FUZZED]
    found += [("sequences", sequences), ("decisions", decisions)]
    engines = ["whoosh", *(["tantivy"] if find_spec("tantivy") else [])]
    found += [
        (f"{part.__name__} {engine}", partial(part, engine))
        for engine in engines
        for part in (
            random_kills,
            crash_at_calls,
            index_command,
            file_systems,
            broken_disk,
            full_disk,
            flips,
            readers,
        )
    ]
    return found


def main() -> None:
    """Run the parts; exit 1 if anything broke."""
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    parser.add_argument("--seconds", type=float, default=30, help="time for each part")
    parser.add_argument("--cases", type=int, default=100_000, help="most cases of each parser that is fuzzed")
    parser.add_argument("--only", default="", help="only parts whose name holds this")
    options = parser.parse_args()
    console = Console()
    rows: list[Row] = []
    shm = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="newsexplore-torture-", dir=shm if shm.is_dir() else None) as folder:
        for name in ("DATA", "CONFIG", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = str(Path(folder) / name.lower())
        for number, (name, part) in enumerate(parts(options.cases)):
            if options.only not in name:
                continue
            began = time.monotonic()
            work = Path(folder) / str(number)
            work.mkdir(mode=0o700)
            made = part(work, options.seconds)
            rows += [made] if isinstance(made, Row) else made
            console.print(f"{name}: {time.monotonic() - began:.0f} s", style="dim", highlight=False)
    console.print(table(rows))
    for row in rows:
        for fault in list(dict.fromkeys(row.faults))[:5]:
            console.print(f"{row.name}: {fault}", markup=False, highlight=False)
    sys.exit(any(row.faults for row in rows))


def table(rows: Sequence[Row]) -> Table:
    """Return the table, with a heading above each kind of row."""
    made = Table(show_header=False)
    for kind, heading in HEADINGS.items():
        these = [row for row in rows if row.kind == kind]
        if not these:
            continue
        made.add_section()
        made.add_row(*heading, "", style="bold")
        for row in these:
            bad = len(row.faults)
            made.add_row(
                row.name, f"{row.tried:,}", f"{row.tried - bad:,}", f"{bad:,}", row.note, style="red" if bad else ""
            )
    return made


if __name__ == "__main__":
    main()
