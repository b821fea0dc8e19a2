"""Crashes and power failures at every call of a commit, an index run and a decision, and disks that fail."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from newsexplore.index.curation.curation_file import CurationError
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import EngineError
from newsexplore.index.processes.isolation import environment

from ..faults import commits, decision_run, power_loss
from ..faults.broken_disk import BROKEN, FULL, failing
from ..faults.disk import Disk, images, key, put
from ..faults.system_calls import record, unusable
from .kills import command, corpus, ids, index, linked_names, settings_of
from .row import Row
from .slices import Slice

ROUNDS = 40
"""Recordings of commits, each crashed at every call."""
POWER_CUTS = 200


def crash_at_calls(engine: str, work: Path, run: Slice) -> Row:
    """Crash at every call of a commit, with what was not synced lost in part or whole."""
    name = f"{engine}: crash or power failure at every call of a commit"
    if reason := unusable():
        return _untried(name, reason, run)
    tried = resumed = 0
    faults: list[str] = []

    def row() -> Row:
        return Row("faults", name, tried, tuple(faults), {"resumed": resumed})

    for number in run.rounds(ROUNDS):
        folder = work / str(number)
        folder.mkdir(mode=0o700)
        found = power_loss.crashes(
            engine, folder, before=(0, 3, 5, 1)[number % 4], some=4, resume_each=4, one_in=2, seed=number
        )
        shutil.rmtree(folder)
        tried += found.tried
        resumed += found.resumed
        faults += found.faults
        run.report(row)
    return row()


def index_command(engine: str, work: Path, run: Slice) -> Row:
    """Crash at every call of `newsexplore index` on a corpus that has grown: the next run goes on."""
    name = f"{engine}: the same for a run of `newsexplore index`"
    if reason := unusable():
        return _untried(name, reason, run)
    root = work / "disk"
    root.mkdir(mode=0o700)
    path = corpus(work, 200)
    index(engine, path, root / "index")
    before = ids(engine, settings_of(engine, path, root / "index"))
    corpus(work, 260)
    disk = Disk(root)
    calls = record(command(engine, root / "index", "index", str(path), "--jobs", "1"), root, work / "calls")
    after = ids(engine, settings_of(engine, path, root / "index"))
    names = linked_names(engine, settings_of(engine, path, root / "index"))
    states: list[tuple[str, dict[str, bytes | None]]] = []
    seen: set[str] = set()
    dice = random.Random(6)
    for number, call in enumerate(calls):
        if disk.apply(call):
            for what, image in images(disk, dice, 2):
                if (digest := key(image)) not in seen:
                    seen.add(digest)
                    states.append((f"{what} after call {number}, {call.name} {Path(call.path).name}", image))
    dice.shuffle(states)
    faults = list[str]()

    def row() -> Row:
        return Row("faults", name, run.done, tuple(faults), note=f"of {len(states):,} states")

    for number in run.rounds(len(states)):
        what, image = states[number]
        place = work / "crashed"
        put(image, root, place)
        settings = settings_of(engine, path, place / "index")
        try:
            if not set(before) <= set(ids(engine, settings)):
                faults.append(f"{what}: articles lost")
        except EngineError as error:
            faults.append(f"{what}: {error}")
        done = index(engine, path, place / "index")
        if done.returncode or "Traceback" in done.stderr:
            faults.append(f"{what}: the next run failed: {done.stderr[-300:]}")
        elif ids(engine, settings) != after:
            faults.append(f"{what}: the next run lost articles")
        elif linked_names(engine, settings) != names:
            faults.append(f"{what}: after the next run other names or links")
        shutil.rmtree(place)
        run.report(row)
    return row()


def decisions(work: Path, run: Slice) -> Row:
    """Crash at every call of decisions: the file is the one before or the one after, and its comments are there."""
    name = "decisions: crash or power failure at every call"
    if reason := unusable():
        return _untried(name, reason, run)
    root = work / "disk"
    root.mkdir(mode=0o700)
    decision_run.prepare(root)
    disk = Disk(root)
    calls = record(decision_run.program(root, 12), root, work / "calls")
    dice = random.Random(8)
    tried, faults = 0, list[str]()
    seen: set[str] = set()
    for _ in run.rounds(1):
        for number, call in enumerate(calls):
            if not disk.apply(call):
                continue
            done = sum(disk.there(f"done-{one}") for one in range(12))
            for what, image in images(disk, dice, 4):
                if (digest := f"{done} {key(image)}") in seen:
                    continue
                seen.add(digest)
                tried += 1
                place = work / "crashed"
                put(image, root, place)
                try:
                    held = decision_run.held(place)
                    if held not in (done, done + 1):
                        faults.append(f"{what} after call {number}: {held} decisions of {done}")
                except (CurationError, OSError, ValueError) as error:
                    faults.append(f"{what} after call {number}: {error}")
                shutil.rmtree(place)
    return Row("faults", name, tried, tuple(faults))


def full_disk_at_calls(engine: str, work: Path, run: Slice) -> Row:
    """Let every write of a commit fail for want of room."""
    return _failing(engine, work, run, FULL, "full disk at every write")


def broken_disk(engine: str, work: Path, run: Slice) -> Row:
    """Let every sync of a commit fail with an error."""
    return _failing(engine, work, run, BROKEN, "disk error at every sync")


def _failing(engine: str, work: Path, run: Slice, kind: tuple[str, str], what: str) -> Row:
    name = f"{engine}: {what} of a commit"
    if reason := unusable():
        return _untried(name, reason, run)
    tried, faults = 0, list[str]()

    def row() -> Row:
        return Row("faults", name, tried, tuple(faults))

    for number in run.rounds(200):
        folder = work / str(number)
        folder.mkdir(mode=0o700)
        failed, wrong = failing(engine, folder, kind, number + 1)
        shutil.rmtree(folder)
        if not failed:  # there are no more calls
            run.end()
            break
        tried += 1
        faults += [f"call {number + 1}: {wrong}"] if wrong else []
        run.report(row)
    return row()


def ext2(engine: str, work: Path, run: Slice) -> Row:
    """Cut the power of a file system without a journal."""
    return _power_cuts("ext2", engine, work, run)


def ext4(engine: str, work: Path, run: Slice) -> Row:
    """Cut the power of a file system with a journal."""
    return _power_cuts("ext4", engine, work, run)


def _power_cuts(kind: str, engine: str, work: Path, run: Slice) -> Row:
    """Copy the image of a real file system's disk while commits are made on it."""
    name = f"{engine}: power cut on {kind}"
    if os.name == "nt" or os.getuid() != 0 or not shutil.which(f"mkfs.{kind}"):
        return _untried(name, "needs root and e2fsprogs", run)
    image, mount, copy = work / f"{kind}.image", work / kind, work / f"{kind}.copy"
    mount.mkdir()
    with image.open("wb") as file:
        file.truncate(48 << 20)
    _run("mkfs", "-t", kind, "-q", "-F", str(image))
    if _run("mount", "-o", "loop", str(image), str(mount)):
        return _untried(name, "loop devices cannot be mounted here", run)
    faults = list[str]()

    def row() -> Row:
        return Row("faults", name, run.done, tuple(faults))

    try:
        root = mount / "work"
        root.mkdir(mode=0o700)
        os.sync()
        first = 0
        for number in run.rounds(POWER_CUTS):
            process = subprocess.Popen(
                commits.program(engine, root, first, first + 4), env=environment(), stderr=subprocess.DEVNULL
            )
            time.sleep(0.3 + 1.5 * random.Random(f"{kind} {number}").random())
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGSTOP)
            done = sum(path.name.startswith("done-") for path in root.iterdir())
            shutil.copyfile(image, copy)
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGCONT)
            process.wait()
            first += 4
            wrong = _on_copy(kind, copy, work / "copied", lambda folder, done=done: _wrong(engine, folder, done))
            if wrong:
                faults.append(f"cut {number}, after {done} commits: {wrong}")
            if first > 40:
                shutil.rmtree(root)
                root.mkdir(mode=0o700)
                os.sync()
                first = 0
            run.report(row)
    finally:
        _run("umount", str(mount))
    return row()


def _untried(name: str, reason: str, run: Slice) -> Row:
    run.end()
    return Row("faults", name, 0, note=reason)


def _on_copy(kind: str, copy: Path, mount: Path, check: Callable[[Path], str]) -> str:
    """Repair and mount the image of a disk as it was when the power failed, and check what is on it."""
    mount.mkdir(exist_ok=True)
    if kind == "ext2":  # ext4 has a journal, which the mount replays
        _run("e2fsck", "-fy", str(copy))
    if _run("mount", "-o", "loop", str(copy), str(mount)):
        return "the image cannot be mounted"
    try:
        return check(mount / "work")
    finally:
        _run("umount", str(mount))


def _wrong(engine: str, root: Path, done: int) -> str:
    """Return what is wrong with an index on which `done` commits had returned: at most one more is there."""
    try:
        opened = open_engine(engine, root / "index", create=False)
        state = commits.found(opened)
        opened.close()
    except EngineError as error:
        return "" if not done and "no index" in str(error) else str(error)
    return "" if state in (commits.held(done), commits.held(done + 1)) else f"it holds {len(state)} articles"


def _run(*arguments: str) -> int:
    return subprocess.run(arguments, capture_output=True, check=False).returncode
