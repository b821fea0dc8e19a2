"""The yardstick: `make bench` prints every figure beside what else was run and the goal, and keeps them as JSON.

Without SIZE it measures on Reuters-21578, in a few minutes. SIZE=100000 or SIZE=1000000 grows so many articles out of
30,000 real ones first; what is grown and indexed is kept for the next run.
"""

import argparse
import os
import platform
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import formats
import indexes
import indexing
import material
import measure
import memory
import msgspec
import pause
import profiles
import searching
import terminal


def main() -> None:
    """Measure, print, keep."""
    args = _arguments()
    material.require()
    material.live_in(args.keep / "home")
    corpus = material.Corpus(args.size, args.keep)
    engines = [engine for engine in indexes.engines(corpus) if engine in (args.engine or indexes.ENGINES)]
    if args.profile:
        profiles.show(args.profile, corpus, engines)
        return
    parts = _parts(corpus, engines, args)
    unknown = set(args.only or ()) - parts.keys()
    if unknown:
        sys.exit(f"There is no part {', '.join(sorted(unknown))}; there are {', '.join(parts)}.")
    path = material.KEPT / time.strftime(f"%Y%m%dT%H%M%S-{corpus.folder.name}.json")
    rows: list[measure.Row] = []
    failed: list[str] = []
    for name, part in parts.items():
        if args.only and name not in args.only:
            continue
        print(f"measuring {name} …", flush=True)
        try:
            rows += part()
        except Exception:  # what the other parts find out is not lost with it
            traceback.print_exc()
            failed.append(name)
        _keep(path, corpus, rows)
    print(f"\n{corpus.name}; {os.cpu_count()} cores, {platform.python_version()}, load {os.getloadavg()[0]:.1f}\n")
    print(measure.table(rows))
    print(f"\nkept in {path}")
    if failed:
        sys.exit(f"Not measured, for the reasons above: {', '.join(failed)}.")


def _parts(
    corpus: material.Corpus, engines: list[str], args: argparse.Namespace
) -> dict[str, Callable[[], list[measure.Row]]]:
    """What can be measured, by name. On little the interface is the same with every engine."""
    shown = engines if corpus.size else engines[:1]
    parts: dict[str, Callable[[], list[measure.Row]]] = {
        "indexing": lambda: indexing.rates(engines, args.articles),
        "start": lambda: terminal.starts(corpus, engines),
        "size": lambda: indexing.sizes(corpus, engines),
        "search": lambda: searching.beside(corpus, engines),
        "prefix": lambda: searching.prefixes(corpus, engines),
        "counts": lambda: searching.counts(corpus, engines),
        "typing": lambda: terminal.typing(corpus, shown),
        "moving": lambda: terminal.moving(corpus, shown),
        "pause": lambda: pause.pauses(corpus, shown),
        "memory": lambda: memory.browsing(corpus, shown),
        "formats": formats.rates,
    }
    if args.size >= 1_000_000:
        small = material.Corpus(100_000, args.keep)
        parts["growth"] = lambda: searching.growth(corpus, small, [e for e in engines if e == "tantivy"])
    return parts


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description="Measure newsexplore beside other programs.")
    parser.add_argument("--size", type=int, default=0, metavar="N", help="grow N articles; 0: Reuters-21578")
    parser.add_argument("--articles", type=int, default=2000, help="articles that indexing is timed with")
    parser.add_argument("--engine", action="append", choices=indexes.ENGINES, help="only this engine")
    parser.add_argument("--only", action="append", metavar="PART", help="only this part (indexing, start, search …)")
    parser.add_argument("--profile", choices=profiles.KINDS, help="show where the time goes, and measure nothing")
    parser.add_argument("--keep", type=Path, default=material.KEPT, metavar="FOLDER",
                        help="where grown corpora and indexes are kept")  # fmt: skip
    return parser.parse_args()


def _keep(path: Path, corpus: material.Corpus, rows: list[measure.Row]) -> None:
    """Write what has been measured so far."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {
        "corpus": corpus.name,
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()},
        "rows": [
            {**msgspec.to_builtins(row), "ratio": row.ratio, "reached": row.reached}
            for row in rows
        ],
    }  # fmt: skip
    path.write_bytes(msgspec.json.format(msgspec.json.encode(kept), indent=2))


if __name__ == "__main__":
    main()
