"""The yardstick: `make bench` prints every figure beside what else was run, and keeps them as JSON."""

import argparse
import time
from collections.abc import Callable

import indexing
import material
import measure
import msgspec
import pause
import terminal

from newsexplore.index import configfile


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--articles", type=int, default=3000, help="articles that indexing is measured on")
    parser.add_argument("--only", choices=("indexing", "start", "typing", "pause"), help="one part alone")
    args = parser.parse_args()
    material.require()
    debounce = configfile.load(None).search.debounce_ms
    parts: dict[str, Callable[[], list[measure.Row]]] = {
        "indexing": lambda: indexing.rates(args.articles),
        "start": lambda: terminal.first_paint(indexing.reuters()),
        "typing": lambda: terminal.typing(indexing.reuters(), debounce),
        "pause": pause.pauses,
    }
    rows: list[measure.Row] = []
    for name, part in parts.items():
        if args.only in (None, name):
            print(f"measuring {name} …", flush=True)
            rows += part()
    print(measure.table(rows))
    material.KEPT.mkdir(parents=True, exist_ok=True)
    path = material.KEPT / time.strftime("%Y%m%dT%H%M%S.json")
    path.write_bytes(msgspec.json.format(msgspec.json.encode(rows), indent=2))
    print(f"kept in {path.relative_to(material.ROOT)}")


if __name__ == "__main__":
    main()
