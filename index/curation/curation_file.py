"""The file of the curation: YAML that its user may edit, changed line by line so that their comments stay.

It is read again whenever it has changed, written whole or not at all, and never by two programs at once. What cannot be
understood is never overwritten.
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

from ..decisions import Change, Curation, Kept, SavedSearch
from ..files import locked, make_private, write_whole
from .changes import changed
from .yaml_edit import Data, compose, edited, written

HEAD = """\
# Decisions made in newsexplore, applied to every answer. Edit this file as you like: a change is seen at the next
# search, and comments stay. Articles and quotes are found again by the facts that stand with them here.
"""
LOCK_SECONDS = 5.0
"""How long to wait for another program that writes."""

_ENTRIES: dict[str, type[msgspec.Struct]] = {"articles": Kept, "quotes": Kept, "searches": SavedSearch}
_FLAGS = ("bookmark", "quotes")
_WORDS = {"yes": "true", "on": "true", "no": "false", "off": "false"}


class CurationError(Exception):
    """The file cannot be used; the message says what is wrong with it."""


class CurationFile:
    """A curation file; it need not exist."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: tuple[tuple[int, ...], Curation] | None = None
        """The curation, and the stamp of the file that said so."""
        self._own: bytes | None = None
        """What this program wrote last."""

    def load(self) -> Curation:
        """The curation as it is now; an empty one when there is no file.

        Raises:
            CurationError: the file is there but cannot be read; nothing of it is ever overwritten then.
        """
        stamp = self._stamp()
        if self._read is None or self._read[0] != stamp:
            self._read = stamp, understood(self._bytes(), self.path)
        return self._read[1]

    def change(self, changes: Iterable[Change]) -> Curation:
        """Change the curation that the file holds at this moment, and write it.

        Returns:
            The curation as it is then.

        Raises:
            CurationError: the file cannot be read, or not be written; it stays as it was.
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
        """Hold the file's lock between programs; its folder must be there. Raises OSError as `files.locked`."""
        return locked(self.path, LOCK_SECONDS)

    def replace(self, new: Curation, *, begin: bytes = b"") -> None:
        """Make the file say something else; the caller holds the lock.

        Args:
            new: What the file is to say.
            begin: The file to begin with where there is none, for its comments.

        Raises:
            CurationError: the file cannot be read.
            OSError: it cannot be written.
        """
        before = self._bytes()
        old = self.load()
        if new == old:
            return
        if not before:
            before, old = begin, understood(begin, self.path)
        self._write(before, old, new)
        self._read = self._stamp(), new

    def _write(self, before: bytes, old: Curation, new: Curation) -> None:
        path = self.path.resolve()  # a link to where the user keeps it stays a link
        data = _with_edits(before, old, new, self.path)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o600  # a file that is shared stays so
        if before and before != self._own and path.exists():
            write_whole(path.with_name(path.name + "~"), before, mode)
        write_whole(path, data, mode)
        self._own = data
        if hasattr(os, "O_DIRECTORY"):
            folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _bytes(self) -> bytes:
        try:
            return self.path.read_bytes()
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
    """The curation in a file; raises as `CurationFile.load` does."""
    return CurationFile(path).load()


def understood(data: bytes, path: Path) -> Curation:
    """What the bytes of the file say; `path` is for messages.

    Raises:
        CurationError: with what is wrong, and where.
    """
    try:
        with _no_collection():
            plain, line_of = compose(data.decode("utf-8-sig"))
        for name in [name for name, section in plain.items() if section == ""]:
            del plain[name]  # a heading that nothing stands under yet
        _check_names(plain, line_of)
        _settle_flags(plain)
        return msgspec.convert(plain, Curation, strict=False)
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
    """Raise ValueError for a key that is not known, with its line and the nearest that is."""
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
    """Write `yes` and `on`, which people write, as `true`, and their opposites as `false`."""
    for section in _ENTRIES:
        entries = plain.get(section)
        for entry in entries.values() if isinstance(entries, dict) else ():
            for name in _FLAGS:
                if isinstance(entry, dict) and name in entry:
                    entry[name] = _WORDS.get(str(entry[name]).lower(), entry[name])


def _with_edits(before: bytes, old: Curation, new: Curation, path: Path) -> bytes:
    """The file with what differs between two curations changed in place; written anew where that cannot be done."""
    text = before.decode("utf-8-sig")
    if text.strip():
        with contextlib.suppress(yaml.YAMLError, ValueError, RecursionError, CurationError):
            data = edited(text, _plain(old), _plain(new)).encode()
            if understood(data, path) == new:
                return data
    data = (HEAD + "\n" + written(_plain(new))).encode()
    if understood(data, path) != new:
        raise CurationError(f"{path} stays as it was: this cannot be written so that it can be read again.")
    return data


def _plain(curation: Curation) -> Data:
    """The curation as it is written: what is empty or as always is left out."""
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
def _no_collection() -> Generator[None]:
    """Look for no garbage: the many small objects of a parse double its time when they are looked through for it."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
