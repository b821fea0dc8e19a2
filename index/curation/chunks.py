"""The text of a curation file, cut where its entries begin: a change reads and checks the entries that it is about.

A file with thousands of bookmarks takes seconds to parse; one entry of it takes a thousandth of a second.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import yaml

from .yaml_edit import Data, edited, entry_lines

_LINE = re.compile("[^\n]*\n|[^\n]+$")
_ODD_BREAKS = re.compile("[\r\x85\u2028\u2029\ufeff]")
"""Line breaks that YAML knows beside \\n, and a byte order mark: such files are edited as a whole."""
LARGE = frozenset(("articles", "quotes"))
"""Sections that are cut entry by entry; the others are edited as wholes."""
_MOST = 200
"""Changed entries from which the whole file is edited at once."""

Check = Callable[[str, Data], None]
"""Raises ValueError unless a text reads as some data."""


class Chunks:
    """A file's text in pieces."""

    def __init__(self, head: str, sections: dict[str, "_Section"]) -> None:
        self._head = head
        """What stands before the first section."""
        self._sections = sections

    @classmethod
    def cut(cls, text: str, root: yaml.Node | None) -> "Chunks | None":
        """Cut a text along its parsed nodes; None if its lines do not follow its entries."""
        if root is None or _ODD_BREAKS.search(text) or not text.endswith("\n"):
            return None
        lines = _LINE.findall(text)
        found = entry_lines(root, lines)
        if not found:
            return None
        sections: dict[str, _Section] = {}
        stops = [line for _, line, _ in found[1:]] + [len(lines)]
        for (name, line, node), stop in zip(found, stops, strict=True):
            inner = entry_lines(node, lines) if name in LARGE else []
            if name in LARGE and not inner:
                return None
            starts = [at for _, at, _ in inner] or [stop]
            entries = {
                key: "".join(lines[at:end])
                for (key, at, _), end in zip(inner, [*starts[1:], stop][: len(inner)], strict=True)
            }
            sections[name] = _Section("".join(lines[line : starts[0]]), entries)
        return cls("".join(lines[: found[0][1]]), sections)

    def text(self) -> str:
        """The whole text."""
        pieces = [self._head]
        for section in self._sections.values():
            pieces.append(section.head)
            pieces += section.entries.values()
        return "".join(pieces)

    def change(self, old: Mapping[str, Any], new: Mapping[str, Any], check: Check) -> "Chunks | None":
        """Change what differs between two sets of sections, of which each has only the entries that differ.

        Args:
            old: What is to change, by section; for those of `LARGE` by entry.
            new: What is to be there instead.
            check: Called with every text that is written.

        Returns:
            The new chunks; None if the whole file has to be edited.

        Raises:
            yaml.YAMLError, ValueError: a piece cannot be edited in place.
        """
        sections = dict(self._sections)
        for name in dict.fromkeys((*old, *new)):
            if name in LARGE:
                if name not in sections or len({*old.get(name, {}), *new.get(name, {})}) > _MOST:
                    return None
                changed = _entries(name, sections[name], old.get(name, {}), new.get(name, {}), check)
                if changed is None:
                    return None
                sections[name] = changed
                continue
            if name not in sections:
                text = "\n" + edited("", {}, {name: new[name]})
            else:
                text = edited(sections[name].head, _only(name, old), _only(name, new))
            if name in new:
                check(text, _only(name, new))
                sections[name] = _Section(text, {})
            elif text.strip():
                return None  # comments that stood with it
            else:
                del sections[name]
        return Chunks(self._head, sections)


class _Section:
    """A section: its first lines, up to its first entry, and the lines of each entry."""

    __slots__ = ("entries", "head")

    def __init__(self, head: str, entries: dict[str, str]) -> None:
        self.head = head
        self.entries = entries


def _only(name: str, data: Mapping[str, Any]) -> Data:
    return {name: data[name]} if name in data else {}


def _entries(
    name: str, section: _Section, old: Mapping[str, Any], new: Mapping[str, Any], check: Check
) -> _Section | None:
    """A section with some entries changed, added or removed; None if nothing would be left of it."""
    entries = dict(section.entries)
    header = f"{name}:\n"
    for key in old:
        if key not in entries:
            raise ValueError(f"no entry {key!r}")
        if key not in new:
            if len(entries) == 1 or entries[key].count("\n") != _lines_of(header + entries[key]):
                return None  # the last of its section, or comments behind it
            del entries[key]
            continue
        before = header + entries[key]
        after = edited(before, {name: {key: old[key]}}, {name: {key: new[key]}})
        check(after, {name: {key: new[key]}})
        if not after.startswith(header):
            return None
        entries[key] = after.removeprefix(header)
    added = {key: entry for key, entry in new.items() if key not in old}
    if added:
        last = entries[next(reversed(entries))]
        column = len(last) - len(last.lstrip(" "))
        for key, entry in added.items():
            piece = _indented(edited("", {}, {key: entry}), column)
            check(header + piece, {name: {key: entry}})
            entries[key] = piece
    return _Section(section.head, entries)


def _lines_of(text: str) -> int:
    """The lines of a text's one entry, comments and blank lines behind it left out."""
    lines = text.splitlines()
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return len(lines) - 1


def _indented(text: str, column: int) -> str:
    return "".join(" " * column + line if line.strip() else line for line in text.splitlines(keepends=True))


def differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The entries of two mappings that differ, of each."""
    keys: Iterable[str] = [key for key in dict.fromkeys((*old, *new)) if old.get(key) is not new.get(key)]
    keys = [key for key in keys if old.get(key) != new.get(key)]
    return {key: old[key] for key in keys if key in old}, {key: new[key] for key in keys if key in new}
