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

from damage import flips, full_disk
from fuzz import fuzz
from kills import kills_at_calls, random_kills
from readers import readers
from rich.console import Console
from rich.table import Table
from row import Row

Part = Callable[[Path, float], Row | Sequence[Row]]


def parts() -> list[tuple[str, Part]]:
    """Return every part by name, for each installed engine."""
    found: list[tuple[str, Part]] = [("fuzz", fuzz)]
    engines = ["whoosh", *(["tantivy"] if find_spec("tantivy") else [])]
    found += [
        (f"{part.__name__} {engine}", partial(part, engine))
        for engine in engines
        for part in (random_kills, kills_at_calls, flips, full_disk, readers)
    ]
    return found


def main() -> None:
    """Run the parts; exit 1 if anything broke."""
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    parser.add_argument("--seconds", type=float, default=30, help="time for each part")
    parser.add_argument("--only", default="", help="only parts whose name holds this")
    options = parser.parse_args()
    console = Console()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="newsexplore-torture-") as folder:
        for name in ("DATA", "CONFIG", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = str(Path(folder) / name.lower())
        for number, (name, part) in enumerate(parts()):
            if options.only not in name:
                continue
            began = time.monotonic()
            work = Path(folder) / str(number)
            work.mkdir(mode=0o700)
            made = part(work, options.seconds)
            rows += [made] if isinstance(made, Row) else made
            console.print(f"{name}: {time.monotonic() - began:.0f} s", style="dim", highlight=False)
    table = Table("what", "tried", "well", "broke")
    for row in rows:
        table.add_row(row.name, f"{row.tried:,}", row.good, str(row.faults), style="red" if row.faults else "")
    console.print(table)
    for row in rows:
        for detail in row.details[:5]:
            console.print(f"{row.name}: {detail}", markup=False, highlight=False)
    sys.exit(any(row.faults for row in rows))


if __name__ == "__main__":
    main()
