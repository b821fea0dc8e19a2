"""The files of a corpus, found on disk."""

import os
import stat
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from msgspec import Struct

from ..config import CorpusConfig
from ..model import Reject

_PASSED_OVER = frozenset(("__MACOSX", "CVS", "Thumbs.db", "desktop.ini"))
"""Left by operating systems and version control; names that begin with a dot (.git, .DS_Store) are passed over too."""


class Source(Struct, frozen=True):
    """A file to read."""

    path: str
    """Absolute."""
    corpus: str
    stamp: str
    """Size and modification time: `{size}:{mtime_ns}`."""
    size: int
    """Bytes."""
    root: str
    """The path of the corpus that it was found under; itself if the corpus names it."""


def sources(corpus: CorpusConfig) -> Iterator[Source | Reject]:
    """Yield the files of a corpus in sorted order, each once; a reject for a path that is missing or cannot be looked at.

    Links are followed, but no folder is entered twice. `include` and `exclude` hold for what is found in folders.
    """
    roots = sorted({os.path.abspath(path) for path in corpus.paths})  # noqa: PTH100 - links must not be resolved
    named = {root for root in roots if Path(root).is_file()}
    entered: set[tuple[int, int]] = set()
    for root in roots:
        if root in named:
            yield _source(root, corpus, root)
        elif Path(root).is_dir():
            yield from _folder(root, corpus, root, entered, named)
        else:
            yield Reject(_readable(root), "no such file or folder")


def _folder(
    folder: str, corpus: CorpusConfig, root: str, entered: set[tuple[int, int]], named: set[str]
) -> Iterator[Source | Reject]:
    """Walk one folder without recursion: a stack of folders' remaining entries, so that depth costs no call."""
    stack = [iter(_entries(folder, entered))]
    while stack:
        entry = next(stack[-1], None)
        if entry is None:
            stack.pop()
        elif isinstance(entry, Reject):
            yield entry
        elif entry.name.startswith(".") or entry.name in _PASSED_OVER or entry.path in named:
            continue
        elif entry.is_dir():
            if not _excluded(entry.path, corpus, root):
                stack.append(iter(_entries(entry.path, entered)))
        elif _wanted(entry.path, corpus, root):
            found = _source(entry.path, corpus, root)
            if found:
                yield found


def _entries(folder: str, entered: set[tuple[int, int]]) -> "list[os.DirEntry[str] | Reject]":
    try:
        status = os.stat(folder)  # noqa: PTH116 - paths stay text here, for speed
        if (status.st_dev, status.st_ino) in entered:
            return []
        entered.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        return [Reject(_readable(folder), f"cannot open the folder: {error.strerror or error}")]


def _source(path: str, corpus: CorpusConfig, root: str) -> "Source | Reject":
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError as error:
        return Reject(_readable(path), f"cannot open the file: {error.strerror or error}")
    if not stat.S_ISREG(status.st_mode):
        return Reject(_readable(path), "not a file but a device, pipe or socket")
    if _readable(path) != path:
        return Reject(_readable(path), "its name is not valid Unicode: rename it")
    return Source(path, corpus.name, f"{status.st_size}:{status.st_mtime_ns}", status.st_size, root)


def _readable(path: str) -> str:
    """The path with what is no Unicode replaced, so that it can be stored and shown."""
    return path.encode("utf-8", "replace").decode()


def below(path: str, root: str) -> str:
    """The path below a root, slashes forward; the file's name if it is the root."""
    if path == root:
        return Path(path).name
    return os.path.relpath(path, root).replace(os.sep, "/")


def _excluded(path: str, corpus: CorpusConfig, root: str) -> bool:
    inner = below(path, root)
    name = inner.rsplit("/", 1)[-1]
    return any(fnmatchcase(inner, glob.rstrip("/")) or fnmatchcase(name, glob.rstrip("/")) for glob in corpus.exclude)


def _wanted(path: str, corpus: CorpusConfig, root: str) -> bool:
    if _excluded(path, corpus, root):
        return False
    inner = below(path, root)
    name = inner.rsplit("/", 1)[-1]
    return not corpus.include or any(_matches(inner, glob) or fnmatchcase(name, glob) for glob in corpus.include)


def _matches(inner: str, glob: str) -> bool:
    """`*` and `**` cross folders; a folder's name stands for what is in it."""
    return (
        fnmatchcase(inner, glob)
        or fnmatchcase(inner, glob.rstrip("/") + "/*")
        or (glob.startswith("**/") and fnmatchcase(inner, glob[3:]))
    )
