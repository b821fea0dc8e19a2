"""The curation file: YAML that the user may edit, changed line by line so that comments stay.

It is read again whenever it has changed, and written atomically under a lock. A file that cannot be understood is never
overwritten.
"""

import contextlib
import difflib
import gc
import os
from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import yaml

from ..decisions import Change, CuratedItem, Curation, SavedSearch
from ..files import locked, make_private, read_regular, write_whole
from .changes import changed
from .chunks import LARGE, Chunks, differing
from .yaml_edit import Data, compose, edited, written

HEAD = """\
# Decisions made in newsexplore, applied to every answer. Edit this file as you like: a change is seen at the next
# search, and comments stay. Articles and quotes are found again by the facts that stand with them here.
"""
LOCK_SECONDS = 5.0
"""Seconds to wait for another program's lock."""

_ENTRIES: dict[str, type[msgspec.Struct]] = {"articles": CuratedItem, "quotes": CuratedItem, "searches": SavedSearch}
_MARK = b"\xef\xbb\xbf"
"""A byte order mark."""
_FLAGS = ("bookmark", "quotes")
_WORDS = {"yes": "true", "on": "true", "no": "false", "off": "false"}


class CurationError(Exception):
    """Raised for an unusable file; the message says what is wrong with it."""


class CurationFile:
    """A curation file, which need not exist."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: tuple[tuple[int, ...], Curation] | None = None
        """The curation, and the stamp of the file it was read from."""
        self._own: bytes | None = None
        """Content of our last write."""
        self._chunks: Chunks | None = None
        """The content in pieces, as it was read or written last; None if it cannot be cut."""

    def load(self) -> Curation:
        """Return the current curation; an empty one if there is no file.

        Raises:
            CurationError: the file exists but cannot be read; it will not be overwritten.
        """
        stamp = self._stamp()
        if self._read is None or self._read[0] != stamp:
            curation, self._chunks = _parsed(self._bytes(), self.path)
            self._read = stamp, curation
        return self._read[1]

    def change(self, changes: Iterable[Change]) -> Curation:
        """Apply changes to the current content of the file, and write it.

        Returns:
            The curation after the changes.

        Raises:
            CurationError: the file cannot be read or written; it is left unchanged.
        """
        try:
            make_private(self.path.parent)
            with self.locked():
                new = changed(self.load(), *changes)
                self.replace(new)
        except OSError as error:
            raise CurationError(f"{self.path} cannot be written: {error.strerror or error}.") from error
        return new

    def locked(self) -> AbstractContextManager[None]:
        """Hold the file's lock between programs; its folder must exist. Raises OSError as `files.locked`."""
        return locked(self.path, LOCK_SECONDS)

    def replace(self, new: Curation, *, begin: bytes = b"") -> None:
        """Replace the content of the file; the caller holds the lock.

        Args:
            new: The new content.
            begin: Text to start from if there is no file yet, for its comments.

        Raises:
            CurationError: the file cannot be read.
            OSError: the file cannot be written.
        """
        before = self._bytes()
        old = self.load()
        if new == old:
            return
        if not before:
            before, old = begin, understood(begin, self.path)
            self._chunks = None
        self._write(before, old, new)
        self._read = self._stamp(), new

    def _write(self, before: bytes, old: Curation, new: Curation) -> None:
        path = self.path.resolve()  # keep a symbolic link
        chunks = _changed_chunks(self._chunks, old, new, self.path) if self._chunks is not None else None
        if chunks is not None:
            data = chunks.text().encode()
        else:
            data, chunks = _with_edits(before, old, new, self.path)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o600  # keep the permissions of a shared file
        if before and before != self._own and path.exists():
            write_whole(path.with_name(path.name + "~"), before, mode)
        write_whole(path, data, mode)
        self._own = data
        self._chunks = chunks
        if hasattr(os, "O_DIRECTORY"):
            folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _bytes(self) -> bytes:
        try:
            return read_regular(self.path)
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise CurationError(f"{self.path} cannot be read: {error.strerror or error}.") from None

    def _stamp(self) -> tuple[int, ...]:
        try:
            found = self.path.stat()
        except OSError:
            return ()
        return found.st_mtime_ns, found.st_size, found.st_ino


def load(path: Path) -> Curation:
    """Load the curation in a file; raises as `CurationFile.load`."""
    return CurationFile(path).load()


def understood(data: bytes, path: Path) -> Curation:
    """Parse the bytes of the file; `path` is for messages.

    Raises:
        CurationError: the file is malformed; the message names the line.
    """
    return _parsed(data, path)[0]


def _parsed(data: bytes, path: Path) -> tuple[Curation, Chunks | None]:
    """The curation in the bytes of a file, and their text in pieces; see `understood`."""
    try:
        text = data.decode("utf-8-sig")
        with _without_gc():
            plain, line_of, root = compose(text)
            chunks = None if data.startswith(_MARK) else Chunks.cut(text, root)
        for name in [name for name, section in plain.items() if section == ""]:
            del plain[name]  # a section that is still empty
        _check_names(plain, line_of)
        _settle_flags(plain)
        return msgspec.convert(plain, Curation, strict=False), chunks
    except UnicodeDecodeError as error:
        problem = f"is not UTF-8 text (byte {error.start})"
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        problem = f"cannot be read: {line}{error.problem}"
    except (yaml.YAMLError, RecursionError) as error:
        problem = f"is not YAML: {str(error).splitlines()[0]}"
    except (ValueError, msgspec.ValidationError) as error:
        problem = f"cannot be used: {error}"
    raise CurationError(f"{path} {problem}. It is left as it is.")


def _check_names(plain: Data, line_of: Callable[[tuple[str, ...]], int]) -> None:
    """Raise ValueError for an unknown key, with its line and the nearest known key."""
    places: list[tuple[tuple[str, ...], Any, type[msgspec.Struct]]] = [((), plain, Curation)]
    for section, kind in _ENTRIES.items():
        entries = plain.get(section)
        if isinstance(entries, dict):
            places += [((section, key), entry, kind) for key, entry in entries.items()]
    for path, entry, kind in places:
        for name in entry if isinstance(entry, dict) else ():
            known = kind.__struct_fields__
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                meant = f"did you mean {near[0]}?" if near else f"there is {', '.join(known)}"
                raise ValueError(f"line {line_of((*path, name))}: unknown key {name!r}; {meant}")


def _settle_flags(plain: Data) -> None:
    """Convert `yes` and `on`, as users write them, to `true`, and their opposites to `false`."""
    for section in _ENTRIES:
        entries = plain.get(section)
        for entry in entries.values() if isinstance(entries, dict) else ():
            for name in _FLAGS:
                if isinstance(entry, dict) and name in entry:
                    entry[name] = _WORDS.get(str(entry[name]).lower(), entry[name])


def _with_edits(before: bytes, old: Curation, new: Curation, path: Path) -> tuple[bytes, Chunks | None]:
    """Edit what differs between two curations in place; rewrite the whole file if that fails. Its chunks as well."""
    text = before.decode("utf-8-sig")
    if text.strip():
        with contextlib.suppress(yaml.YAMLError, ValueError, RecursionError, CurationError):
            data = edited(text, _plain(old), _plain(new)).encode()
            read, chunks = _parsed(data, path)
            if read == new:
                return data, chunks
    data = (HEAD + "\n" + written(_plain(new))).encode()
    read, chunks = _parsed(data, path)
    if read != new:
        raise CurationError(f"{path} stays as it was: this cannot be written so that it can be read again.")
    return data, chunks


def _changed_chunks(chunks: Chunks, old: Curation, new: Curation, path: Path) -> Chunks | None:
    """Chunks with what differs between two curations changed in place; None if the whole file has to be edited."""
    parts: tuple[dict[str, Any], dict[str, Any]] = {}, {}
    for name in Curation.__struct_fields__:
        before, after = getattr(old, name), getattr(new, name)
        if before is not after and before != after:
            both = differing(before, after) if name in LARGE else (before, after)
            for part, value in zip(parts, both, strict=True):
                if value:
                    part[name] = value

    def check(text: str, data: Data) -> None:
        if _plain(understood(text.encode(), path)) != data:
            raise ValueError("the text does not read as it should")

    with contextlib.suppress(yaml.YAMLError, ValueError, RecursionError, CurationError):
        before, after = (_plain(Curation(**part)) for part in parts)
        return chunks.change(before, after, check)
    return None


def _plain(curation: Curation) -> Data:
    """Return the curation as plain data, without empty and default values."""
    plain: Data = msgspec.to_builtins(curation)
    for section, kind in _ENTRIES.items():
        names = kind.__struct_fields__
        for key, entry in plain.get(section, {}).items():
            plain[section][key] = {name: entry[name] for name in names if name in entry}
    return _as_lists(plain)


def _as_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_lists(one) for key, one in value.items()}
    return [_as_lists(one) for one in value] if isinstance(value, tuple | list) else value


@contextmanager
def _without_gc() -> Generator[None]:
    """Disable GC: collections double the time of a parse, which makes many small objects."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
