"""Validation of one configuration file against `Config`: its values, and every problem with its line."""

import difflib
import re
from pathlib import Path
from typing import Any

import yaml
from msgspec import inspect

from .configuration import Config
from .problems import ConfigError, Problem

_MOST_PERCENT = 100


class _Loader(yaml.SafeLoader):
    """Loads single scalars safely; `Reader` walks the tree itself, to keep line numbers."""


MAX_BYTES = 1_000_000
"""Maximum size of a file: PyYAML takes four seconds per megabyte."""
MAX_INTEGER = 2**31


class Reader:
    """Walks one file's YAML nodes along the type of `Config`, and collects every problem with its line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}
        """Line number, from 1, by dotted key."""

    def read(self) -> dict[str, Any]:
        """Return the file's content as plain dicts, lists and scalars of the right types."""
        try:
            text = self._text()
            root = yaml.compose(text, Loader=_Loader)
        except OSError as error:
            raise ConfigError([Problem(str(self.path), 0, f"cannot be read: {error.strerror}")]) from None
        except UnicodeDecodeError as error:
            raise ConfigError([Problem(str(self.path), 0, f"is not UTF-8 text (byte {error.start})")]) from None
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            raise ConfigError([Problem(str(self.path), line, f"is not YAML: {error.problem}")]) from None
        except (yaml.YAMLError, RecursionError) as error:
            raise ConfigError([Problem(str(self.path), 0, f"is not YAML: {error}")]) from None
        if root is None:
            return {}
        said = self._value(root, inspect.type_info(Config), "")
        return said if isinstance(said, dict) else {}

    def _text(self) -> str:
        if self.path.stat().st_size > MAX_BYTES:
            raise ConfigError([Problem(str(self.path), 0, f"is longer than {MAX_BYTES:,} bytes")])
        return self.path.read_text("utf-8-sig")

    def finish(self) -> None:
        """Raise ConfigError if there are problems."""
        if self.problems:
            raise ConfigError(sorted(self.problems, key=lambda problem: problem.line))

    def _problem(self, node: yaml.Node, message: str) -> None:
        self.problems.append(Problem(str(self.path), node.start_mark.line + 1, message))

    def _value(self, node: yaml.Node, kind: inspect.Type, where: str) -> Any:
        if isinstance(kind, inspect.StructType):
            return self._struct(node, kind, where)
        if isinstance(kind, inspect.DictType):
            return self._dict(node, kind, where)
        if isinstance(kind, inspect.VarTupleType):
            return self._list(node, kind, where)
        return self._scalar(node, kind, where)

    def _pairs(self, node: yaml.Node, where: str) -> list[tuple[str, yaml.Node, yaml.Node]]:
        """Return (key, key node, value node) for each pair of a mapping; duplicate or non-text keys are problems."""
        if not isinstance(node, yaml.MappingNode):
            self._problem(node, f"{where or 'the file'} must hold `key: value` lines, not {_describe(node)}")
            return []
        pairs: dict[str, tuple[str, yaml.Node, yaml.Node]] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem(key_node, f"a key of {where or 'the file'} must be a word, not {_describe(key_node)}")
                continue
            key = key_node.value
            if key in pairs:
                first = pairs[key][1].start_mark.line + 1
                self._problem(key_node, f"{_join(where, key)} is given twice (first on line {first})")
                continue
            pairs[key] = (key, key_node, value_node)
            self.lines[_join(where, key)] = key_node.start_mark.line + 1
        return list(pairs.values())

    def _struct(self, node: yaml.Node, kind: inspect.StructType, where: str) -> dict[str, Any]:
        fields = {field.name: field for field in kind.fields}
        said: dict[str, Any] = {}
        for key, key_node, value_node in self._pairs(node, where):
            if key not in fields:
                self._problem(key_node, f"unknown key {_join(where, key)}{_nearest(key, fields)}")
                continue
            if _is_null(value_node):
                self._problem(value_node, f"{_join(where, key)} has no value")
                continue
            said[key] = self._value(value_node, fields[key].type, _join(where, key))
        if where.endswith("]"):  # an entry of a list has no default below it
            for name, one in fields.items():
                if one.required and not said.get(name):
                    self._problem(node, f"{where} needs `{name}`")
        if where.startswith("corpora["):
            self._corpus(node, said, where)
        elif where.startswith("feeds.sources["):
            self._address(node, said, where)
        elif where == "index":
            self._cluster(node, said)
        return said

    def _address(self, node: yaml.Node, said: dict[str, Any], where: str) -> None:
        if (url := said.get("url")) and not re.match(r"https?://[^\s/]", url):
            self._problem(node, f"{where}.url must be an http or https address, not {url[:60]!r}")

    def _cluster(self, node: yaml.Node, said: dict[str, Any]) -> None:
        nodes = {key: value for key, _, value in self._pairs_quietly(node)}
        hosts = said.get("hosts")
        for host in hosts or ():
            if "@" in str(host):
                self._problem(nodes["hosts"], "index.hosts must not name a user or a password: see docs/CLUSTER.md")
            elif not re.fullmatch(r"https?://[^\s/?#]+", str(host)):
                self._problem(nodes["hosts"], f"index.hosts must be http or https addresses, not {str(host)[:60]!r}")
        if hosts is not None and not hosts:
            self._problem(nodes["hosts"], "index.hosts names no address")
        if (name := said.get("name")) and not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,99}", name):
            self._problem(nodes["name"], "index.name may have small letters, digits, - and _, and begins with no sign")
        if said.get("timeout_ms") == 0:
            self._problem(nodes["timeout_ms"], "index.timeout_ms must be more than 0")

    def _corpus(self, node: yaml.Node, said: dict[str, Any], where: str) -> None:
        """Make paths absolute, relative to the file's folder; a missing name or path is a problem."""
        nodes = {key: value for key, _, value in self._pairs_quietly(node)}
        absolute: list[str] = []
        for number, written in enumerate(said.get("paths") or ()):
            at = nodes["paths"]
            line = at.value[number] if isinstance(at, yaml.SequenceNode) else at
            path = self._absolute(line, written, f"{where}.paths")
            if path is not None and not _exists(path):
                self._problem(line, f"{where}.paths: there is no file or folder {path}")
            absolute.append(str(path or written))
        said["paths"] = absolute

    def _absolute(self, node: yaml.Node, written: str, where: str) -> Path | None:
        """Make a path absolute, relative to the file's folder; one that cannot be is a problem."""
        try:
            if "\0" not in written:
                return self.path.resolve().parent / Path(written).expanduser()
        except RuntimeError:  # the home folder of an unknown user
            pass
        self._problem(node, f"{where}: {written[:60]!r} is no path")
        return None

    @staticmethod
    def _pairs_quietly(node: yaml.Node) -> list[tuple[str, yaml.Node, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            return []
        return [(key.value, key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]

    def _dict(self, node: yaml.Node, kind: inspect.DictType, where: str) -> dict[str, Any]:
        allowed = kind.key_type.values if isinstance(kind.key_type, inspect.LiteralType) else None
        said: dict[str, Any] = {}
        for key, key_node, value_node in self._pairs(node, where):
            if allowed is not None and key not in allowed:
                self._problem(key_node, f"unknown key {_join(where, key)}{_nearest(key, allowed)}")
                continue
            said[key] = self._value(value_node, kind.value_type, _join(where, key))
        return said

    def _list(self, node: yaml.Node, kind: inspect.VarTupleType, where: str) -> list[Any]:
        if isinstance(node, yaml.SequenceNode):
            found = [self._value(item, kind.item_type, f"{where}[{n}]") for n, item in enumerate(node.value, 1)]
            if where in ("corpora", "feeds.sources"):
                self._same_names(node, found, where)
            return found
        if isinstance(node, yaml.ScalarNode) and isinstance(kind.item_type, inspect.StrType):
            return [self._value(node, kind.item_type, where)]
        self._problem(node, f"{where} must be a list, not {_describe(node)}")
        return []

    def _same_names(self, node: yaml.SequenceNode, entries: list[Any], where: str) -> None:
        seen: set[str] = set()
        for item, entry in zip(node.value, entries, strict=True):
            name = entry.get("name", "") if isinstance(entry, dict) else ""
            if name and name in seen:
                self._problem(item, f"two entries of {where} are named {name!r}; names tell them apart")
            seen.add(name)

    def _scalar(self, node: yaml.Node, kind: inspect.Type, where: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            self._problem(node, f"{where} must be {_expected(kind)}, not {_describe(node)}")
            return None
        if where in ("curation.file", "index.ca_file") and node.value:
            return str(self._absolute(node, node.value, where) or node.value)
        if where in ("index.folder", "feeds.folder"):
            self._absolute(node, node.value, where)
        if isinstance(kind, inspect.StrType):
            return node.value  # as written: `lang: no` means Norwegian, not false
        if isinstance(kind, inspect.LiteralType):
            if node.value not in kind.values:
                nearest = _nearest(node.value, kind.values)
                self._problem(node, f"{where} must be {_expected(kind)}, not {node.value!r}{nearest}")
            return node.value
        wanted = bool if isinstance(kind, inspect.BoolType) else int
        try:
            value = _Loader("").construct_object(node)
        except (ValueError, yaml.YAMLError):  # an invalid date, a number of more than 4,300 digits, an unknown tag
            value = None
        if type(value) is not wanted:
            self._problem(node, f"{where} must be {_expected(kind)}, not {_describe(node)}")
        elif wanted is int and not 0 <= value <= MAX_INTEGER:
            self._problem(node, f"{where} must not be {'negative' if value < 0 else f'more than {MAX_INTEGER:,}'}")
        elif where == "quotes.doubtful" and value > _MOST_PERCENT:
            self._problem(node, f"{where} is a percentage, from 0 to {_MOST_PERCENT}")
        return value


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # its name is too long
        return False


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _nearest(key: str, valid: Any) -> str:
    names = [str(name) for name in valid]
    close = difflib.get_close_matches(key, names, n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else f"; valid are {', '.join(names)}"


def _expected(kind: inspect.Type) -> str:
    if isinstance(kind, inspect.LiteralType):
        return "one of " + ", ".join(map(str, kind.values))
    if isinstance(kind, inspect.BoolType):
        return "true or false"
    if isinstance(kind, inspect.IntType):
        return "a whole number"
    return "text"


def _describe(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if not node.value:
        return "nothing"
    return repr(node.value if len(node.value) <= 60 else f"{node.value[:60]}…")
