"""Flipped bits and full disks."""

import random
import resource
import shutil
import subprocess
from pathlib import Path
from typing import Any

from newsexplore.index.config.settings import Settings, read_about
from newsexplore.index.copies.stored_copies import read_copies
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, EngineError, never
from newsexplore.index.linking.cache import IndexNames
from newsexplore.index.processes.isolation import environment
from newsexplore.index.query.tree import Everything, Phrase, Prefix, Word
from newsexplore.tui.cli.commands.doctor import examine

from .kills import command, corpus, ids, index, settings_of
from .row import Row
from .slices import Slice

FLIPS = 1000

TREES = (Word("", "dam"), Phrase("text", ("harbour", "board"), 0), Prefix("text", "tow"), Everything())


def answers(engine: Engine) -> list[Any]:
    """Run a sample of every kind of query."""
    found: list[Any] = []
    for tree in TREES:
        found.append(engine.search(tree, sort="relevance", offset=0, limit=20, cancelled=never))
        found.append(engine.search_quotes(tree, sort="newest", offset=0, limit=20, cancelled=never))
        found.append(engine.facets(tree, types=("person", "org"), limit=20, cancelled=never))
    found.append(engine.records([id for id, _ in found[0].page]))
    return found


def flips(engine: str, work: Path, run: Slice) -> list[Row]:
    """Flip single bits anywhere in an index folder: each must be named, and nothing may be answered from it."""
    path = corpus(work)
    whole = work / f"{engine}-flips"
    index(engine, path, whole)
    settings = settings_of(engine, path, whole)
    opened = open_engine(engine, settings.engine_folder, create=False)
    wanted, noted = answers(opened), notes(settings, opened)
    opened.close()
    caches = {one: one.read_bytes() for one in whole.iterdir() if one.is_file()}
    refused = again = 0
    silent, wrong = list[str](), list[str]()

    def rows() -> list[Row]:
        counts = {"not opened": refused, "made again": again}
        return [
            Row("flips", f"{engine}: named by doctor, or not opened", run.done, tuple(silent), counts),
            Row("flips", f"{engine}: never answered from", run.done, tuple(wrong)),
        ]

    for number in run.rounds(FLIPS):
        dice = random.Random(f"{engine} {number}")
        chosen = dice.choice(sorted(one for one in whole.rglob("*") if one.is_file() and one.stat().st_size))
        before = chosen.read_bytes()
        data = bytearray(before)
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        chosen.write_bytes(data)
        cache = chosen in caches
        try:
            if cache and not examine(settings).problems:
                silent.append(f"nothing said of {chosen.name}")
            opened = open_engine(engine, settings.engine_folder, create=False)
            if not cache and not opened.check():
                silent.append(f"nothing said of {chosen.name}")
            if answers(opened) != wanted or (cache and not _holds(notes(settings, opened), noted)):
                wrong.append(f"answered from damage in {chosen.name}")
            opened.close()
            again += cache
        except EngineError:
            refused += 1
        except Exception as error:  # our own errors are expected
            wrong.append(f"{type(error).__name__} from {chosen.name}: {error}")
        chosen.write_bytes(before)
        if cache:
            for one in whole.iterdir():
                if one.is_file():
                    one.unlink()
            for one, content in caches.items():
                one.write_bytes(content)
        run.report(rows)
    shutil.rmtree(whole, ignore_errors=True)
    return rows()


def notes(settings: Settings, opened: Engine) -> list[Any]:
    """Return what the files beside the engine's folder say: the corpora, the names and their links, the copies."""
    names = IndexNames(opened, Path(settings.folder))
    try:
        found = [names.links(), sorted(names.rows(), key=lambda row: row[0])]
    finally:
        names.close()
    about = read_about(Path(settings.folder))
    return [*found, about and about.corpora, read_copies(Path(settings.folder))]


def _holds(found: list[Any], noted: list[Any]) -> bool:
    """Return whether notes are what they were; of corpora and copies there may be none."""
    return all(one == was or (one is None and at > 1) for at, (one, was) in enumerate(zip(found, noted, strict=True)))


def full_disk(engine: str, work: Path, run: Slice) -> Row:
    """Limit the file size: expect one message, an intact old index, and a next run that continues."""
    path = corpus(work, 200)
    folder = work / f"{engine}-full"
    index(engine, path, folder)
    settings = settings_of(engine, path, folder)
    faults = list[str]()
    for number in run.rounds(12):
        before = ids(engine, settings)
        lines = path.read_text("utf-8").splitlines()
        more = [line.replace('"id": ', f'"id": {number + 1}0000') for line in lines[:150]]
        path.write_text("\n".join([*lines, *more]), "utf-8")
        size = 20_000 * (number + 1)
        done = subprocess.run(
            command(engine, folder, "index", str(path), "--jobs", "1"),
            capture_output=True,
            text=True,
            env=environment(),
            check=False,
            preexec_fn=lambda size=size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        )
        if (done.returncode and "Traceback" in done.stderr) or "own" in done.stderr.split():
            faults.append(f"no clear message: {done.stderr[-200:]}")
        if "damaged" in done.stderr:
            faults.append(f"a full disk is called damage: {done.stderr[-200:]}")
        if not set(before) <= set(ids(engine, settings)):
            faults.append("articles lost")
        again = index(engine, path, folder)
        if again.returncode:
            faults.append(f"the next run failed: {again.stderr[-200:]}")
    shutil.rmtree(folder, ignore_errors=True)
    return Row("faults", f"{engine}: `newsexplore index` with files that cannot grow", run.done, tuple(faults))
