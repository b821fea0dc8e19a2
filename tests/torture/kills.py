"""Killing indexing at random moments, and at every rename, sync and removal of a commit."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from row import Row, rounds

from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import EngineError
from newsexplore.index.processes.launcher import environment
from newsexplore.index.query.tree import Everything

ARTICLES = 1200
KILLED_BUILD = """
import os, pathlib, signal, sys
from newsexplore.index.build import run
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths
import msgspec
engine, corpus, folder, at = sys.argv[1:5]
run.COMMIT_SECONDS = (0.0, 0.0)
calls = 0
def deadly(function):
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls == int(at):
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs)
    return call
os.fsync, os.replace, os.rename, os.unlink = map(deadly, (os.fsync, os.replace, os.rename, os.unlink))
pathlib.Path.replace, pathlib.Path.unlink = deadly(pathlib.Path.replace), deadly(pathlib.Path.unlink)
config = load_config(None)
config = msgspec.structs.replace(config, index=msgspec.structs.replace(config.index, engine=engine))
run.build(for_paths(config, [corpus], folder), jobs=1)
print(calls)
"""


def corpus(folder: Path, articles: int = ARTICLES) -> Path:
    """Write a corpus of short articles with quotes."""
    path = folder / "wire.jsonl"
    text = "“The dam is safe,” said Minister Ilka Vorrin of the Harbour Board in {}. "
    lines = (
        json.dumps({"id": n, "title": f"Report {n}", "text": text.format(f"town{n % 50}") * (1 + n % 9)})
        for n in range(articles)
    )
    path.write_text("\n".join(lines), "utf-8")
    return path


def settings_of(engine: str, path: Path, folder: Path) -> Settings:
    """Return settings of an index."""
    import msgspec

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


def index(engine: str, path: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Update an index by command."""
    command = [sys.executable, "-P", "-m", "newsexplore.tui.cli.main", "--engine", engine, "--index-dir", str(folder)]
    return subprocess.run(
        [*command, "index", str(path), "--jobs", "1"], capture_output=True, text=True, env=environment(), check=False
    )


def random_kills(engine: str, work: Path, seconds: float) -> Row:
    """Kill the whole process group of `newsexplore index` at random moments."""
    path = corpus(work)
    dice = random.Random(1)

    def killed(folder: Path, number: int) -> None:
        del number
        command = [sys.executable, "-P", "-m", "newsexplore.tui.cli.main", "--engine", engine]
        command += ["--index-dir", str(folder), "index", str(path), "--jobs", "2"]
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(), start_new_session=True
        )
        time.sleep(0.4 + 3 * dice.random())
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    return _kills(f"{engine}: SIGKILL at random", engine, path, work, seconds, 100, killed)


def kills_at_calls(engine: str, work: Path, seconds: float) -> Row:
    """Kill at every call that syncs, renames or removes, one after another."""
    path = corpus(work, 300)

    def killed(folder: Path, number: int) -> None:
        arguments = [sys.executable, "-P", "-c", KILLED_BUILD, engine, str(path), str(folder), str(number + 1)]
        subprocess.run(arguments, capture_output=True, env=environment(), check=False)

    return _kills(f"{engine}: SIGKILL at renames, syncs", engine, path, work, seconds, 60, killed)


def _kills(
    name: str, engine: str, path: Path, work: Path, seconds: float, most: int, kill: Callable[[Path, int], None]
) -> Row:
    whole = work / f"{engine}-whole"
    index(engine, path, whole)
    wanted = ids(engine, settings_of(engine, path, whole))
    tried, faults = 0, list[str]()
    for number in rounds(seconds, most):
        folder = work / f"{engine}-{number}"
        kill(folder, number)
        tried += 1
        settings = settings_of(engine, path, folder)
        try:
            if settings.engine_folder.is_dir() and any(settings.engine_folder.iterdir()):
                ids(engine, settings)
        except EngineError as error:
            if "no index" not in str(error):
                faults.append(f"not whole after kill {number}: {error}")
        done = index(engine, path, folder)
        if done.returncode:
            faults.append(f"the next run failed: {done.stderr.strip()}")
        elif ids(engine, settings) != wanted:
            faults.append("articles lost")
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(whole, ignore_errors=True)
    return Row(name, tried, f"{tried - len(faults)} survived", len(faults), tuple(faults))
