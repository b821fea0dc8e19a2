"""Minimal edits of a YAML file that leave all other lines, comments, order and blank lines unchanged.

The file is a mapping of mappings, lists and text; all scalars are read as text. Only block style is edited in place:
flow style, in braces or brackets, is rewritten as a whole.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml

Data = dict[str, Any]
"""Nested text, lists and dicts."""
Path = tuple[str, ...]
"""Keys from the top; the last may be an item of a list."""

# libyaml's parser, if PyYAML was built with it, is ten times as fast.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE = re.compile("[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029])|[^\n\r\x85\u2028\u2029]+$")
_ODD = re.compile("[^\n -~\xa1-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")
"""Characters that only double-quoted text preserves."""
_STEP = 2
"""Columns of indentation."""


_Base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_Base):
    """Writes block style, lists of words on one line, multi-line text as block scalars, and dates unquoted."""


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if _ODD.search(text) else style)


def _list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)


class _Entry(NamedTuple):
    """A key of a mapping or an item of a list, with its lines."""

    key: str
    line: int
    """From 0."""
    node: yaml.Node


def written(data: Data) -> str:
    """Dump data as YAML."""
    return "\n".join(_dump({section: entries}) for section, entries in data.items())


def compose(text: str) -> tuple[Data, Callable[[Path], int], yaml.Node | None]:
    """Read YAML.

    Returns:
        The data, a function from a path to its line number, from 1, and the parsed nodes; None for an empty text.

    Raises:
        yaml.YAMLError: the text is not YAML.
        ValueError: a key is duplicate or not text, or anchors are used.
        RecursionError: the text is nested too deeply.
    """
    root = yaml.compose(text, Loader=_Loader)
    if root is None:
        return {}, lambda _: 0, None
    if not isinstance(root, yaml.MappingNode):
        raise ValueError("it must hold `key: value` lines")

    def line_of(path: Path) -> int:
        node: yaml.Node = root
        line = 0
        for key in path:
            entry = next(one for one in _entries(node) if one.key == key)
            node, line = entry.node, entry.line
        return line + 1

    return _value(root, set()), line_of, root


def entry_lines(node: yaml.Node, lines: list[str]) -> list[tuple[str, int, yaml.Node]]:
    """Key, line from 0 and value of a node's entries; none unless it is in block style, each entry on its own lines."""
    return [(one.key, one.line, one.node) for one in _block(node, lines)]


def edited(text: str, old: Data, new: Data) -> str:
    """Edit YAML text that holds `old` so that it holds `new`.

    Raises:
        yaml.YAMLError, ValueError: the text cannot be edited in place.
    """
    if text and not text.endswith(("\n", "\r")):
        text += "\n"
    paths = list(_differences(old, new, ()))
    root = yaml.compose(text, Loader=_Loader)
    if root is None:
        return text + "\n".join(_dump({path[0]: new[path[0]]}) for path in paths)
    lines = _LINE.findall(text)
    places = _Places(lines)
    edits = [edit for path in paths if (edit := _edit(places, root, path, new)) is not None]
    edits.sort(key=lambda edit: edit[:2])
    pieces: list[str] = []
    at = 0
    for first, last, piece in edits:
        if first < at:
            raise ValueError("two changes to one line")
        pieces += [*lines[at:first], piece]
        at = last
    return "".join([*pieces, *lines[at:]])


def _value(node: yaml.Node, seen: set[int]) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if id(node) in seen:
        raise ValueError(f"line {node.start_mark.line + 1}: anchors (&, *) are not understood here")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, seen) for item in node.value]
    values: Data = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise ValueError(f"line {line}: a key must be a word")
        if key_node.value in values:
            raise ValueError(f"line {line}: {key_node.value!r} is given twice")
        values[key_node.value] = _value(value_node, seen)
    return values


def _differences(old: Any, new: Any, path: Path) -> Iterator[Path]:
    """Return the shortest paths that must be written or removed."""
    if isinstance(old, dict) and isinstance(new, dict) and (new or not path):
        for key in dict.fromkeys((*old, *new)):
            if key not in old or key not in new:
                yield (*path, key)
            else:
                yield from _differences(old[key], new[key], (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and new and old:
        was, now = set(old), set(new)
        yield from ((*path, item) for item in old if item not in now)
        yield from ((*path, item) for item in new if item not in was)
    elif old != new:
        yield path


class _Places:
    """Where the entries of nodes are; each node is looked through once, because it may have thousands of them."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.changed: set[Path] = set()
        """Paths whose change is known."""
        self._blocks: dict[int, tuple[list[_Entry], dict[str, int]]] = {}

    def block(self, node: yaml.Node) -> tuple[list[_Entry], dict[str, int]]:
        """The entries of a node in block style, and the number of each by its key; see `_block`."""
        if id(node) not in self._blocks:
            entries = _block(node, self.lines)
            self._blocks[id(node)] = entries, {one.key: number for number, one in enumerate(entries)}
        return self._blocks[id(node)]


def _edit(places: _Places, root: yaml.Node, path: Path, data: Data) -> tuple[int, int, str] | None:
    """First and last line of what stands at a path, and what is to stand there, as it is in `data`.

    None where that is known already: what stands in brackets is written as a whole, whatever changes in it.
    """
    lines, node, stop = places.lines, root, len(places.lines)
    for level, key in enumerate(path):
        entries, numbers = places.block(node)
        if not entries:
            raise ValueError("nothing to change in place")
        column = _indent(lines[entries[0].line])
        value, present = _at(data, path[: level + 1])
        at = numbers.get(key)
        gap = ""
        if at is None:
            first = last = _end(lines, entries[-1].line, stop, column)
            gap = "\n" if level == 0 else ""
        else:
            first = entries[at].line
            last = _end(lines, first, entries[at + 1].line if at + 1 < len(entries) else stop, column)
            if present and level + 1 < len(path) and places.block(entries[at].node)[0]:
                node, stop = entries[at].node, last
                continue
        if path[: level + 1] in places.changed:
            return None
        places.changed.add(path[: level + 1])
        if not present:
            return first, last, ""
        piece = f"- {_dump([value])[1:-2]}\n" if isinstance(node, yaml.SequenceNode) else _dump({key: value})
        return first, last, gap + _indented(piece, column)
    raise ValueError("nothing to change")


def _entries(node: yaml.Node) -> list[_Entry]:
    if isinstance(node, yaml.MappingNode):
        return [_Entry(key.value, key.start_mark.line, value) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [_Entry(str(item.value), item.start_mark.line, item) for item in node.value]
    return []


def _block(node: yaml.Node, lines: list[str]) -> list[_Entry]:
    """Return the entries of a node in block style, each on separate lines; none for any other style."""
    entries = _entries(node)
    if isinstance(node, yaml.CollectionNode) and node.flow_style:
        return []
    dashed = isinstance(node, yaml.SequenceNode)
    if dashed and not all(lines[one.line].lstrip().startswith("- ") for one in entries):
        return []
    return entries if len({one.line for one in entries}) == len(entries) else []


def _end(lines: list[str], first: int, stop: int, column: int) -> int:
    """Return the end of the entry that starts on a line: before blank lines and comments of the next entry."""
    while stop > first + 1:
        line = lines[stop - 1]
        if line.strip() and not (line.lstrip().startswith("#") and _indent(line) <= column):
            break
        stop -= 1
    return stop


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _indented(text: str, column: int) -> str:
    return "".join(" " * column + line if line.strip() else line for line in text.splitlines(keepends=True))


def _at(data: Any, path: Path) -> tuple[Any, bool]:
    """Return the value at a path, and whether there is one."""
    for key in path:
        if isinstance(data, list):
            return key, key in data
        if key not in data:
            return None, False
        data = data[key]
    return data, True


def _dump(value: Any) -> str:
    return yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=10**6, indent=_STEP
    )
