"""Benchmarks: `make bench` prints every figure beside its reference and goal, and saves them as JSON.

Without SIZE it measures on Reuters-21578, in a few minutes. With SIZE=100000 or SIZE=1000000 it
first generates that many articles from 30,000 real ones; generated corpora and indexes are reused by later runs.
"""

import argparse
import os
import platform
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import cluster
import copies
import formats
import indexes
import indexing
import material
import measure
import memory
import msgspec
import pause
import profiles
import reports
import searching
import terminal


def main() -> None:
    """Measure, print and save."""
    args = _arguments()
    material.require()
    material.live_in(args.keep / "home")
    corpus = material.Corpus(args.size, args.keep)
    if indexes.CLUSTER in (args.engine or ()):
        if len(args.engine) > 1:
            sys.exit(f"{indexes.CLUSTER} is measured alone: its servers take the cores of the other engines.")
        with cluster.running(args.keep):
            _measure(corpus, [indexes.CLUSTER], args)
        return
    engines = [engine for engine in indexes.engines(corpus) if engine in (args.engine or indexes.ENGINES)]
    if args.profile:
        profiles.show(args.profile, corpus, engines)
        return
    _measure(corpus, engines, args)


def _measure(corpus: material.Corpus, engines: list[str], args: argparse.Namespace) -> None:
    """Measure, print and save."""
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
        except Exception:  # keep the results of the other parts
            traceback.print_exc()
            failed.append(name)
        _save(path, corpus, rows)
    print(f"\n{corpus.name}; {os.cpu_count()} cores, {platform.python_version()}, load {os.getloadavg()[0]:.1f}\n")
    print(measure.table(rows))
    print(f"\nsaved in {path}")
    if failed:
        sys.exit(f"Not measured, for the reasons above: {', '.join(failed)}.")


def _parts(
    corpus: material.Corpus, engines: list[str], args: argparse.Namespace
) -> dict[str, Callable[[], list[measure.Row]]]:
    """Return the parts by name. On a small corpus the interface is measured with one engine only."""
    if engines == [indexes.CLUSTER]:
        return {
            "indexing": lambda: cluster.rates(args.articles),
            "typing": lambda: cluster.typing(corpus),
        }
    shown = engines if corpus.size else engines[:1]
    parts: dict[str, Callable[[], list[measure.Row]]] = {
        "indexing": lambda: indexing.rates(engines, args.articles),
        "start": lambda: terminal.starts(corpus, engines),
        "size": lambda: indexing.sizes(corpus, engines),
        "search": lambda: searching.beside(corpus, engines),
        "prefix": lambda: searching.prefixes(corpus, engines),
        "counts": lambda: searching.counts(corpus, engines),
        "reports": lambda: reports.reports(corpus, engines),
        "typing": lambda: terminal.typing(corpus, shown),
        "moving": lambda: terminal.moving(corpus, shown),
        "pause": lambda: pause.pauses(corpus, shown),
        "memory": lambda: memory.browsing(corpus, shown),
        "formats": formats.rates,
        "copies": lambda: [
            *copies.curve(),
            *copies.cost(),
            *(row for one in engines for row in copies.finding(corpus, one)),
        ],
    }
    if args.size >= 1_000_000:
        small = material.Corpus(100_000, args.keep)
        parts["growth"] = lambda: searching.growth(corpus, small, [e for e in engines if e == "tantivy"])
    return parts


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description="Benchmark newsexplore against other programs.")
    parser.add_argument("--size", type=int, default=0, metavar="N", help="generate N articles; 0: Reuters-21578")
    parser.add_argument("--articles", type=int, default=2000, help="number of articles to time indexing with")
    parser.add_argument(
        "--engine", action="append", choices=(*indexes.ENGINES, indexes.CLUSTER), help="measure only this engine"
    )
    parser.add_argument("--only", action="append", metavar="PART", help="measure only this part (start, search …)")
    parser.add_argument("--profile", choices=profiles.KINDS, help="profile instead of measuring")
    parser.add_argument("--keep", type=Path, default=material.KEPT, metavar="FOLDER",
                        help="folder of generated corpora and indexes")  # fmt: skip
    return parser.parse_args()


def _save(path: Path, corpus: material.Corpus, rows: list[measure.Row]) -> None:
    """Save the rows measured so far."""
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
