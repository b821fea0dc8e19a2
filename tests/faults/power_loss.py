"""Crashes at every call of recorded commits: what is then on the disk opens, and the next run goes on from it."""

import random
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import EngineError

from . import commits
from .disk import Disk, images, key, put
from .system_calls import record


class Crashes(NamedTuple):
    """How many different states of the disk were opened, and what was wrong with them."""

    calls: int
    tried: int
    resumed: int
    """States from which the next commit was made too."""
    faults: tuple[str, ...]


def crashes(
    engine: str, work: Path, *, before: int, some: int, resume_each: int, one_in: int = 1, seed: int = 0
) -> Crashes:
    """Record two commits after `before` others, and crash at every call.

    Args:
        engine: Name of the engine.
        work: An empty folder.
        before: Number of commits before those that are recorded.
        some: Random states of the disk at every call, beside the three that are always tried.
        resume_each: Make another commit from one in so many states that are tried.
        one_in: Try one in so many states.
        seed: Of the random states.
    """
    root = work / "disk"
    root.mkdir(mode=0o700)
    if before:
        opened = open_engine(engine, root / "index", create=True)
        for number in range(before):
            commits.commit(opened, number)
        opened.close()
    disk = Disk(root)
    calls = record(commits.program(engine, root, before, before + 2), root, work / "calls")
    dice = random.Random(seed)
    seen: set[str] = set()
    tried = resumed = 0
    faults: list[str] = []
    for number, call in enumerate(calls):
        if not disk.apply(call):
            continue
        done = before + sum(disk.there(f"done-{one}") for one in (before, before + 1))
        for what, image in images(disk, dice, some):
            if (digest := f"{done} {key(image)}") in seen:
                continue
            seen.add(digest)
            if dice.randrange(one_in):
                continue
            tried += 1
            place = work / "crashed"
            put(image, root, place)
            resume = tried % resume_each == 0
            resumed += resume
            wrong = wrong_with(engine, place / "index", done, resume=resume)
            if wrong:
                faults.append(f"{what} after call {number}, {call.name} {Path(call.path).name}: {wrong}")
            shutil.rmtree(place)
    return Crashes(len(calls), tried, resumed, tuple(faults))


def wrong_with(engine: str, folder: Path, done: int, *, resume: bool) -> str:
    """Return what is wrong with an index of which `done` commits had returned; "" if nothing is."""
    allowed = [commits.held(done), commits.held(done + 1)]
    try:
        opened = open_engine(engine, folder, create=False)
        state = commits.found(opened)
        opened.close()
    except EngineError as error:
        if done or "no index" not in str(error):
            return str(error)
        state = []
    if state not in allowed:
        return f"it holds {len(state)} articles, not {' or '.join(str(len(one)) for one in allowed)}"
    if not resume:
        return ""
    try:
        opened = open_engine(engine, folder, create=True)
        commits.commit(opened, allowed.index(state) + done)
        after = commits.found(opened)
        opened.close()
    except EngineError as error:
        return f"the next run failed: {error}"
    return "" if after == commits.held(allowed.index(state) + done + 1) else "the next run lost articles"


if sys.platform == "win32":
    raise ImportError("calls are recorded with strace")
