"""Whole index runs over big inputs: what a user waits for, and what all processes together take of memory.

python bench/big_runs.py [--articles 3000] [--mb 1000] [--files 100000] [--minutes 5] [--keep FOLDER]

The same articles are indexed with extraction as JSONL, as a web archive and as a folder of small files; processor
seconds count. Then a big input of each kind is indexed for some minutes, and the memory of all processes is added up
ten times a second.
"""

import argparse
import contextlib
import os
import resource
import subprocess
import tempfile
import threading
from itertools import islice
from pathlib import Path

import big_inputs
import measure
import memory
import msgspec
import terminal
from measure import Goal, Row

_JOBS = 2


def main() -> None:
    """Index, and print the tables."""
    parser = argparse.ArgumentParser(description="Measure whole index runs over big inputs.")
    parser.add_argument("--articles", type=int, default=3000, help="articles of the runs that are timed; 0: none")
    parser.add_argument("--mb", type=int, default=1000, help="size of the long files; 0: no long runs")
    parser.add_argument("--files", type=int, default=100_000, help="files of the folder")
    parser.add_argument("--minutes", type=float, default=5, help="after which a long run is stopped")
    parser.add_argument("--keep", type=Path, default=big_inputs.KEEP, help="where the inputs are kept")
    parser.add_argument("--only", nargs="+", choices=big_inputs.KINDS, default=big_inputs.KINDS)
    args = parser.parse_args()
    if args.articles:
        with tempfile.TemporaryDirectory() as name:
            print(measure.table(_rates(Path(name), args.articles)), flush=True)
    for kind in args.only if args.mb else ():
        path, _ = big_inputs.inputs(kind, args)
        print(measure.table([_memory(path, args.minutes)]), flush=True)


def _rates(folder: Path, number: int) -> list[Row]:
    """Index the same articles in each form."""
    lines = list(islice(big_inputs.lines(number), number))
    forms = {kind: folder / f"articles.{kind}" for kind in big_inputs.KINDS}
    forms["jsonl"].write_bytes(b"".join(lines))
    forms["warc"].write_bytes(b"".join(map(big_inputs.page, lines)))
    forms["folder"].mkdir()
    for count, line in enumerate(lines):
        article = msgspec.json.decode(line)
        (forms["folder"] / f"{count:07}.txt").write_text(f"{article['title']}\n\n{article['text']}\n", "utf-8")
    rates = {kind: number / _processor_seconds(path) for kind, path in forms.items()}
    goal = Goal(big_inputs.RATE, "ratio", least=True)
    return [
        Row(f"indexing {number:,} articles as {kind}", rate, "articles/s", "as jsonl", rates["jsonl"], goal)
        for kind, rate in rates.items()
    ]


def _processor_seconds(path: Path) -> float:
    """Index an input in a new index; seconds of all processes of the run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as index:
        subprocess.run(_command(path, index), check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _command(path: Path, index: str) -> list[str]:
    return [terminal.PROGRAM, "index", str(path), "--json", "--index-dir", index, "--jobs", str(_JOBS)]


def _memory(path: Path, minutes: float) -> Row:
    """Index an input for some minutes; the peak of all processes together, beside that of the first half."""
    with tempfile.TemporaryDirectory() as index:
        watch = memory.Watch(_command(path, index))
        with subprocess.Popen(watch.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            half = [0]
            timer = threading.Timer(minutes * 30, lambda: half.__setitem__(0, watch.most))
            timer.start()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(minutes * 60)
            timer.cancel()
            process.terminate()
            process.wait()
        peak = watch.end()
    what = f"peak memory of all processes, {minutes:g} minutes of indexing {path.name}"
    first = half[0] / 1e6 if half[0] else None
    return Row(what, peak / 1e6, "MB", "first half", first, Goal(big_inputs.MOST_MB))


if __name__ == "__main__":
    os.nice(10)
    main()
