"""Changes to the files of corpora, as the system reports them, gathered until the files are quiet."""

import importlib
import os
import queue
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

QUIET = 1.0
"""Seconds without a change after which files count as written: a file that still grows is not read yet."""
_LONGEST = 60.0
"""Seconds that changes are gathered at most: what never rests, such as a growing log, is read as often."""
_ROOTS_EVERY = 5.0
"""Seconds between looks at the roots themselves: a drive may be mounted or unmounted, a file replaced."""
_STEP = 0.25
"""Seconds between looks at whether to stop."""
_READY = 60.0
"""Seconds in which the system has set up its watch of the largest folders."""
_POLL_MS = 2000
"""Between two looks at every file, where the system does not report changes."""


class WatchError(Exception):
    """Files cannot be watched; the message says why and what to do."""


class FileWatch:
    """A watch over files and folders, from `start` to `close`.

    Args:
        paths: roots of corpora; those that are missing are watched once they are there.
        ignored: folders whose changes mean nothing: the index may lie within a corpus.
        poll: look at every file every few seconds instead, for network drives, whose changes nobody reports.
        quiet: seconds without a change after which `wait` returns.
    """

    def __init__(
        self, paths: Sequence[str], ignored: Sequence[str] = (), *, poll: bool = False, quiet: float = QUIET
    ) -> None:
        self._paths = sorted({os.path.abspath(path) for path in paths})  # noqa: PTH100 - links must not be resolved
        self._ignored = tuple(os.path.abspath(path) for path in ignored)  # noqa: PTH100
        self._poll = poll
        self._quiet = quiet
        self._changes: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._roots: dict[str, tuple[int, int]] = {}
        self._watched: list[_Watched] = []
        self.notes: list[str] = []
        """What the user should know, a sentence each; the reader empties it."""

    def __enter__(self) -> "FileWatch":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Begin to watch; when it returns no change is missed.

        Raises:
            WatchError: the library for it is missing, or the system refuses.
        """
        self._roots = _present(self._paths)
        folders = [path for path in self._roots if Path(path).is_dir()]
        # Editors replace a file more often than they write to it; a watch on the folder sees both.
        files = {path for path in self._roots if path not in folders}
        beside = sorted({str(Path(path).parent) for path in files})
        self._watched = [
            *([_Watched(folders, self._is_news, self._changes, self._poll, recursive=True)] if folders else []),
            *([_Watched(beside, files.__contains__, self._changes, self._poll, recursive=False)] if beside else []),
        ]
        for watched in self._watched:
            watched.start()
            self.notes += watched.notes

    def wait(self, stop: Callable[[], bool]) -> bool:
        """Wait for changes, and then until the files are quiet; False when `stop` said so.

        Raises:
            WatchError: the system has stopped reporting.
        """
        looked = time.monotonic()
        while not self._next(_STEP):
            if stop():
                return False
            if time.monotonic() - looked > _ROOTS_EVERY:
                looked = time.monotonic()
                if self._restart_if_moved():
                    break
        began = quiet_since = time.monotonic()
        while (now := time.monotonic()) - quiet_since < self._quiet and now - began < _LONGEST:
            if self._next(min(_STEP, self._quiet)):
                quiet_since = time.monotonic()
            if stop():
                return False
        return True

    def close(self) -> None:
        """Stop watching."""
        for watched in self._watched:
            watched.close()
        self._watched = []

    def _next(self, seconds: float) -> bool:
        """Wait so long for a change; takes all that are reported."""
        for watched in self._watched:
            watched.check()
        try:
            self._changes.get(timeout=seconds)
        except queue.Empty:
            return False
        with suppress(queue.Empty):
            while True:
                self._changes.get_nowait()
        return True

    def _restart_if_moved(self) -> bool:
        """Watch the roots that are there now; True if they are others than before."""
        if _present(self._paths) == self._roots:
            return False
        self.close()
        self.start()
        return True

    def _is_news(self, path: str) -> bool:
        """Whether a change of a path may concern a corpus: hidden names and the index itself do not."""
        if any(path == folder or path.startswith(folder + os.sep) for folder in self._ignored):
            return False
        root = next((root for root in self._roots if path.startswith(root.rstrip(os.sep) + os.sep)), None)
        inner = path if root is None else path[len(root) :]
        return not any(part.startswith(".") for part in Path(inner).parts)


class _Watched:
    """Some paths under watch, in a thread."""

    def __init__(
        self,
        paths: Sequence[str],
        wanted: Callable[[str], bool],
        changes: "queue.SimpleQueue[None]",
        poll: bool,
        *,
        recursive: bool,
    ) -> None:
        self._paths = paths
        self._wanted = wanted
        self._changes = changes
        self._poll = poll
        self._recursive = recursive
        self._stop = threading.Event()
        self._ready = threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="file watch", daemon=True)
        self.notes: list[str] = []

    def start(self) -> None:
        """Start the thread, and wait until the system reports changes."""
        library = _library()
        self._library: Any = library
        self._thread.start()
        self._ready.wait(_READY)
        if self._error is not None and not self._poll:
            # Most often a limit on the folders that may be watched.
            self.notes.append(
                f"The system cannot report changes ({_why(self._error)}): every file is looked at every "
                f"{_POLL_MS / 1000:.0f} seconds instead."
            )
            self._poll, self._error = True, None
            self._ready.clear()
            self._thread = threading.Thread(target=self._run, name="file watch", daemon=True)
            self._thread.start()
            self._ready.wait(_READY)
        self.check()

    def check(self) -> None:
        """Raise WatchError when the watch has failed."""
        if self._error is not None and not self._stop.is_set():
            raise WatchError(f"Files cannot be watched: {_why(self._error)}.")

    def close(self) -> None:
        """End the thread."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(5)

    def _run(self) -> None:
        try:
            for found in self._reported():
                self._ready.set()
                if any(self._wanted(path) for _, path in found):
                    self._changes.put(None)
        except Exception as error:  # the library raises many things; `check` reports it
            self._error = error
        finally:
            self._ready.set()

    def _reported(self) -> Iterator[Collection[tuple[object, str]]]:
        """Yield what the system reports, and nothing a few times a second."""
        return self._library.watch(
            *self._paths,
            watch_filter=None,
            debounce=500,
            step=100,
            stop_event=self._stop,
            rust_timeout=200,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=True if self._poll else None,
            poll_delay_ms=_POLL_MS,
            recursive=self._recursive,
            ignore_permission_denied=True,
        )


def _library() -> Any:
    try:
        return importlib.import_module("watchfiles")
    except ImportError:
        raise WatchError("Watching files needs a library that is missing: pip install 'newsexplore[watch]'") from None


def _present(paths: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The paths that are there, each with what tells it from another one of its name."""
    found: dict[str, tuple[int, int]] = {}
    for path in paths:
        try:
            status = os.stat(path)  # noqa: PTH116
        except OSError:
            continue
        folder = Path(path).is_dir()
        found[path] = (status.st_dev, status.st_ino) if folder else (0, 0)
    return found


def _why(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
