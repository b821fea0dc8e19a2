"""The files of a corpus, found on disk."""

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from ..config.configuration import CorpusConfig
from ..lazy_pattern import lazy_pattern
from ..model import Reject, Skip

_PASSED_OVER = frozenset(("__MACOSX", "CVS", "Thumbs.db", "desktop.ini"))
"""Left by operating systems and version control; names that begin with a dot (.git, .DS_Store) are passed over too."""
_HASHED_AT_ONCE = 1 << 18
"""Bytes of a file."""


_DATABASES = (".db", ".db3", ".sqlite", ".sqlite3")


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


HIDDEN = "hidden files and system files"
"""What a skip calls files whose names begin with a dot, and what operating systems leave behind."""

NOTES = "notes on collections: README, licence and the like"
"""What a skip calls files that describe a collection of articles."""
JOURNALS = "journals of databases"
_NOTE = lazy_pattern(
    r"(?:read_?me|licen[cs]e|copying|citation|contributing|code_of_conduct|data_?sheet|dataset_?infos?|dataset-metadata)"
    r"(?:[-_.][a-z]{2,10})?(?:\.(?:md|markdown|txt|rst|html?|cff|bib|json))?\Z",
    re.I,
)

EXCLUDED = "files that include and exclude leave out"
"""What a skip calls the files and folders of a corpus that its configuration leaves out."""

UPWARDS = "links to a folder that holds the corpus"
"""What a skip calls links that would take a corpus outside itself."""

Skipped = Callable[[Skip], None]


def is_note(name: str) -> bool:
    """Whether a file is a note on a collection by its name, as repositories and data portals have it."""
    return _NOTE.match(name) is not None


def is_journal(path: str) -> bool:
    """Whether a file belongs to a database beside it, as SQLite keeps it while a program writes."""
    stem, _, kind = path.rpartition("-")
    return kind in ("wal", "shm", "journal") and Path(stem).is_file()


def sources(corpus: CorpusConfig, skipped: Skipped = lambda _: None) -> Iterator[Source | Reject]:
    """Yield the files of a corpus in sorted order, each once; a reject for what is missing or cannot be opened.

    Links are followed, but no folder is entered twice, and none that holds the corpus. `include` and `exclude` hold for
    what is found in folders.

    Args:
        corpus: the corpus.
        skipped: Called for each file or folder that is hidden or excluded by the configuration.
    """
    roots = sorted({os.path.abspath(path) for path in corpus.paths})  # noqa: PTH100 - links must not be resolved
    named = {root for root in roots if Path(root).is_file()}
    entered: set[tuple[int, int]] = set()
    above = _above(roots)
    for root in roots:
        if root in named:
            yield _source(root, corpus, root)
        elif Path(root).is_dir():
            yield from _folder(root, corpus, root, entered, above, named, skipped)
        else:
            yield Reject(_readable(root), "no such file or folder")


def _folder(
    folder: str,
    corpus: CorpusConfig,
    root: str,
    entered: set[tuple[int, int]],
    above: set[tuple[int, int]],
    named: set[str],
    skipped: Skipped,
) -> Iterator[Source | Reject]:
    """Walk one folder without recursion: a stack of folders' remaining entries, so that depth costs no call."""
    stack = [_entries(folder, entered, above, skipped)]
    while stack:
        entry = next(stack[-1], None)
        if entry is None:
            stack.pop()
        elif isinstance(entry, Reject):
            yield entry
        elif entry.path in named:
            continue
        elif _excluded(entry.path, corpus, root):
            skipped(Skip(_readable(entry.path), EXCLUDED))
        elif _is_folder(entry):
            stack.append(_entries(entry.path, entered, above, skipped))
        elif _included(entry.path, corpus, root):
            yield _source(entry.path, corpus, root)
        else:
            skipped(Skip(_readable(entry.path), EXCLUDED))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself: opening it as a file tells what is wrong
        return False


def _above(roots: list[str]) -> set[tuple[int, int]]:
    """Return the folders that hold roots of a corpus, but are none, and in none: device and inode of each."""
    real = [Path(root).resolve() for root in roots]
    holders = {parent for root in real for parent in root.parents}
    found: set[tuple[int, int]] = set()
    for folder in holders:
        if not any(folder.is_relative_to(root) for root in real):
            with suppress(OSError):
                status = folder.stat()
                found.add((status.st_dev, status.st_ino))
    return found


def _entries(
    folder: str, entered: set[tuple[int, int]], above: set[tuple[int, int]], skipped: Skipped
) -> Iterator[os.DirEntry[str] | Reject]:
    """Yield what a folder holds, sorted by name; nothing if it was entered before, as links can lead to."""
    try:
        status = os.stat(folder)  # noqa: PTH116 - paths stay text here, for speed
        if (status.st_dev, status.st_ino) in above:
            skipped(Skip(_readable(folder), UPWARDS))
            return
        if (status.st_dev, status.st_ino) in entered:
            return
        entered.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        yield Reject(_readable(folder), f"cannot open the folder: {error.strerror or error}")
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in _PASSED_OVER:
            skipped(Skip(_readable(entry.path), HIDDEN))
        else:
            yield entry


def _source(path: str, corpus: CorpusConfig, root: str) -> "Source | Reject":
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError as error:
        return Reject(_readable(path), f"cannot open the file: {error.strerror or error}")
    if not stat.S_ISREG(status.st_mode):
        return Reject(_readable(path), "not a file but a device, pipe or socket")
    if _readable(path) != path:
        return Reject(_readable(path), "its name is not valid Unicode: rename it")
    return Source(path, corpus.name, stamp_of(status) + _stamp_of_journal(path), status.st_size, root)


def _stamp_of_journal(path: str) -> str:
    """The size and modification time of the journal beside a database, as a further part of its stamp."""
    if not path.lower().endswith(_DATABASES):
        return ""
    try:
        status = os.stat(f"{path}-wal")  # noqa: PTH116
    except OSError:
        return ""
    return f":{status.st_size}.{status.st_mtime_ns}" if status.st_size else ""


def _readable(path: str) -> str:
    """The path with what is no Unicode replaced, so that it can be stored and shown."""
    return path.encode("utf-8", "replace").decode()


def is_description(name: str) -> bool:
    """Whether a file is called as descriptions of scanned issues (METS) are: pages beside and below are read by it."""
    folded = name.lower()
    return "mets" in folded and folded.endswith(".xml")


def covers(corpus: CorpusConfig, path: str) -> bool:
    """Whether a file is one of a corpus: below one of its paths, and not left out by the configuration."""
    for root in map(os.path.abspath, corpus.paths):
        if path == root:
            return True
        if path.startswith(root.rstrip(os.sep) + os.sep):
            inner = [str(parent) for parent in Path(path).parents if Path(parent).is_relative_to(root)]
            out = any(_excluded(one, corpus, root) for one in (path, *inner) if one != root)
            return not out and _included(path, corpus, root)
    return False


def below(path: str, root: str) -> str:
    """The path below a root, slashes forward; the file's name if it is the root."""
    if path == root:
        return Path(path).name
    return os.path.relpath(path, root).replace(os.sep, "/")


def _excluded(path: str, corpus: CorpusConfig, root: str) -> bool:
    return any(_matches(below(path, root), glob) for glob in corpus.exclude)


def _included(path: str, corpus: CorpusConfig, root: str) -> bool:
    return not corpus.include or any(_matches(below(path, root), glob) for glob in corpus.include)


def _matches(inner: str, glob: str) -> bool:
    """Whether a glob means a path below the corpus: the whole of it, its last name, or a folder that it is in."""
    glob = glob.rstrip("/")
    forms = (glob, f"{glob}/*", glob.removeprefix("**/"))
    return any(fnmatchcase(inner, form) for form in forms) or fnmatchcase(inner.rsplit("/", 1)[-1], glob)


def stamp_of(status: os.stat_result) -> str:
    """Return a file's size and modification time as `Source.stamp` has them."""
    return f"{status.st_size}:{status.st_mtime_ns}"


def digest_of(path: str, check: Callable[[], None] = lambda: None) -> str:
    """Return the hash of a file's bytes, as stored in `SourceState.digest`; "" if it cannot be read.

    `check` is called for each quarter of a MB, and may raise to stop.
    """
    digest = blake2b(digest_size=16)
    try:
        with Path(path).open("rb", buffering=0) as file:
            while data := file.read(_HASHED_AT_ONCE):
                digest.update(data)
                check()
    except OSError:
        return ""
    return digest.hexdigest()
