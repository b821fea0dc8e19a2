"""Disks that are full, or report an error: the n-th write or sync of commits fails."""

import os
import shutil
from pathlib import Path

from newsexplore.index.engines import open_engine

from . import commits
from .power_loss import wrong_with
from .system_calls import WRITES, injected

FULL = (WRITES, "ENOSPC")
BROKEN = ("fsync,fdatasync", "EIO")


def failing(engine: str, work: Path, kind: tuple[str, str], number: int, *, before: int = 3) -> tuple[bool, str]:
    """Make two commits with a disk that fails from the n-th call on.

    Args:
        engine: Name of the engine.
        work: An empty folder.
        kind: `FULL` or `BROKEN`.
        number: Number of the first call that fails, in each thread.
        before: Number of commits before.

    Returns:
        Whether anything failed, and what is wrong with the index then; "" if nothing is.
    """
    root = work / "disk"
    root.mkdir(mode=0o700)
    opened = open_engine(engine, root / "index", create=True)
    for one in range(before):
        commits.commit(opened, one)
    opened.close()
    calls, error = kind
    done = injected(commits.program(engine, root, before, before + 2), calls, f"error={error}:when={number}+")
    finished = before + sum((root / f"done-{one}").is_dir() for one in (before, before + 1))
    link = root / "failed"
    said = os.readlink(link) if link.is_symlink() else ""
    wrong = ""
    if done.returncode and not said:
        wrong = f"it ended without a message: {done.returncode}"
    elif kind is FULL and "damaged" in said:
        wrong = f"a full disk is called damage: {said}"
    elif not done.returncode and finished != before + 2:
        wrong = "it ended well without its commits"
    wrong = wrong or wrong_with(engine, root / "index", finished, resume=True)
    shutil.rmtree(root)
    return bool(done.returncode), wrong
