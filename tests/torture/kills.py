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
from newsexplore.index.engines.base import EngineError
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
        return sorted(opened.ids(Everything(), sort="newest", cancelled=lambda: False))
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
    wanted = ids(engine, settings_of(engine, path, whole))
    faults, missed = list[str](), 0

    def row() -> Row:
        name = f"{engine}: SIGKILL of `newsexplore index` at random"
        return Row("faults", name, run.done - missed, tuple(faults), {"ended before": missed})

    for number in run.rounds(KILLS):
        folder = work / str(number)
        process = subprocess.Popen(
            command(engine, folder, "index", str(path), "--jobs", "2"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
            start_new_session=True,
        )
        time.sleep(longest * random.Random(f"{engine} {number}").random())
        missed += process.poll() is not None
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        settings = settings_of(engine, path, folder)
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
        shutil.rmtree(folder, ignore_errors=True)
        run.report(row)
    return row()
