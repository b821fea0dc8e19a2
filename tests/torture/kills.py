"""Killing indexing at random moments, and the corpus and index of this."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import EngineError, never
from newsexplore.index.linking.cache import IndexNames
from newsexplore.index.processes.isolation import environment
from newsexplore.index.query.tree import Everything

from .row import Row
from .slices import Slice

ARTICLES = 250
KILLS = 200


def corpus(folder: Path, articles: int = ARTICLES) -> Path:
    """Write a corpus of short articles with quotes, together enough for worker processes."""
    path = folder / "wire.jsonl"
    text = "“The dam is safe,” said Minister Ilka Vorrin of the Harbour Board in {}. "
    lines = (
        json.dumps({"id": n, "title": f"Report {n}", "text": text.format(f"town{n % 50}") * (8 + n % 9)})
        for n in range(articles)
    )
    path.write_text("\n".join(lines), "utf-8")
    return path


def settings_of(engine: str, path: Path, folder: Path) -> Settings:
    """Return settings of an index."""
    config = load_config(None)
    config = msgspec.structs.replace(config, index=msgspec.structs.replace(config.index, engine=engine))  # pyright: ignore[reportArgumentType]
    return for_paths(config, [str(path)], str(folder))


def ids(engine: str, settings: Settings) -> list[str]:
    """Return all ids of an intact index; raises EngineError otherwise."""
    opened = open_engine(engine, settings.engine_folder, create=False)
    try:
        if problems := opened.check():
            raise EngineError(problems[0])
        return sorted(opened.ids(Everything(), sort="newest", cancelled=never))
    finally:
        opened.close()


def command(engine: str, folder: Path, *arguments: str) -> list[str]:
    """Return the command line of newsexplore on an index."""
    program = [sys.executable, "-P", "-c", "from newsexplore.tui.cli.entry import main; main()"]
    return [*program, "--engine", engine, "--index-dir", str(folder), *arguments]


def index(engine: str, path: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Update an index by command."""
    arguments = command(engine, folder, "index", str(path), "--jobs", "1")
    return subprocess.run(arguments, capture_output=True, text=True, env=environment(), check=False)


def random_kills(engine: str, work: Path, run: Slice) -> Row:
    """Kill the whole process group of `newsexplore index` at random moments."""
    path = corpus(work)
    whole = work / "whole"
    began = time.monotonic()
    index(engine, path, whole)
    longest = time.monotonic() - began
    wanted, names = (
        ids(engine, settings_of(engine, path, whole)),
        linked_names(engine, settings_of(engine, path, whole)),
    )
    faults, missed = list[str](), 0

    def row() -> Row:
        name = f"{engine}: SIGKILL of `newsexplore index` at random"
        return Row("faults", name, run.done - missed, tuple(faults), {"ended before": missed})

    for number in run.rounds(KILLS):
        folder = work / str(number)
        settings = settings_of(engine, path, folder)
        dice = random.Random(f"{engine} {number}")
        killed = False
        for _ in range(5):
            if killed := _kill(command(engine, folder, "index", str(path), "--jobs", "2"), longest * dice.random()):
                break
            shutil.rmtree(folder, ignore_errors=True)  # it had ended: again, sooner
            longest *= 0.9
        missed += not killed
        try:
            if settings.engine_folder.is_dir() and any(settings.engine_folder.iterdir()):
                ids(engine, settings)
        except EngineError as error:
            if "no index" not in str(error):
                faults.append(f"kill {number}: not whole: {error}")
        done = index(engine, path, folder)
        if done.returncode:
            faults.append(f"kill {number}: the next run failed: {done.stderr.strip()}")
        elif ids(engine, settings) != wanted:
            faults.append(f"kill {number}: articles lost")
        elif linked_names(engine, settings) != names:
            faults.append(f"kill {number}: other names or links")
        shutil.rmtree(folder, ignore_errors=True)
        run.report(row)
    return row()


def _kill(arguments: list[str], after: float) -> bool:
    """Start a program, and kill all its processes after some seconds; return False if it had ended before."""
    process = subprocess.Popen(
        arguments,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
        start_new_session=True,
    )
    time.sleep(after)
    runs = process.poll() is None
    if runs:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return runs


def linked_names(engine: str, settings: Settings) -> list[object]:
    """Return the links of an index as its folder keeps them, and its names."""
    opened = open_engine(engine, settings.engine_folder, create=False)
    names = IndexNames(opened, Path(settings.folder))
    try:
        return [names.links(), sorted(names.rows(), key=lambda row: row[0])]
    finally:
        names.close()
        opened.close()
