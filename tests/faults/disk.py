"""A simulated disk: which bytes and names are on it when the power fails, by what was synced until then.

A name or a byte that was not synced may be there or not, each by itself: less is promised by no file system.
"""

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

from .system_calls import Call


class Node:
    """A file or a folder."""

    def __init__(self, data: bytes = b"", *, folder: bool = False) -> None:
        self.folder = folder
        self.data = bytearray(data)
        self.synced = bytes(data)
        self.at = 0
        """Where the next write goes."""


Names = dict[str, Node]
Image = dict[str, bytes | None]
"""Content by path; None for a folder."""


class Disk:
    """What programs see of the files under a folder, and what of it is sure to survive."""

    def __init__(self, root: Path) -> None:
        """Start from what is there now, all of it synced."""
        self._root = str(root)
        self._names: Names = {str(root): Node(folder=True)}
        for path in sorted(root.rglob("*")):
            self._names[str(path)] = Node(folder=True) if path.is_dir() else Node(path.read_bytes())
        self._sure: Names = dict(self._names)

    def there(self, name: str) -> bool:
        """Return whether programs see a path below the folder."""
        return f"{self._root}/{name}" in self._names

    def apply(self, call: Call) -> bool:
        """Replay a call; return whether it changed what is seen or what survives."""
        node = self._names.get(call.path)
        match call.name:
            case "create" | "touch":
                if node is None:
                    self._names[call.path] = Node()
                    return True
                node.at = 0
                changed = call.name == "create" and bool(node.data)
                if changed:
                    node.data.clear()
                return changed
            case "mkdir":
                self._names[call.path] = Node(folder=True)
            case "rename":
                moved = [name for name in self._names if f"{name}/".startswith(f"{call.path}/")]
                for name in moved:
                    self._names[call.to + name.removeprefix(call.path)] = self._names.pop(name)
            case "remove":
                self._names.pop(call.path, None)
            case "sync" if node is not None and node.folder:
                self._sync_names(call.path)
            case _ if node is None or node.folder:  # removed, and still open
                return False
            case "seek":
                node.at = call.at
                return False
            case "truncate":
                del node.data[call.at :]
                node.data.extend(bytes(call.at - len(node.data)))
            case "sync":
                node.synced = bytes(node.data)
            case "write":
                at = node.at if call.at < 0 else call.at
                node.data.extend(bytes(max(0, at - len(node.data))))
                node.data[at : at + len(call.data)] = call.data
                if call.at < 0:
                    node.at = at + len(call.data)
            case _:
                raise AssertionError(call.name)
        return True

    def _sync_names(self, folder: str) -> None:
        for name in [*self._sure, *self._names]:
            if name.rpartition("/")[0] == folder:
                if name in self._names:
                    self._sure[name] = self._names[name]
                else:
                    self._sure.pop(name, None)

    def killed(self) -> Image:
        """Return what is there when only the program died: all that it has written."""
        return self._image(self._names, {name: bytes(node.data) for name, node in self._names.items()})

    def least(self) -> Image:
        """Return what is there when everything unsynced is lost."""
        return self._image(self._sure, {name: node.synced for name, node in self._sure.items()})

    def names_alone(self) -> Image:
        """Return what is there when every name, but no unsynced byte, has reached the disk."""
        return self._image(self._names, {name: node.synced for name, node in self._names.items()})

    def some(self, dice: random.Random) -> Image:
        """Return what is there when some of the unsynced names and bytes have reached the disk."""
        names: Names = {}
        for name in sorted({*self._names, *self._sure}):
            node = dice.choice((self._names.get(name), self._sure.get(name)))
            if node is not None:
                names[name] = node
        return self._image(names, {name: _some(node, dice) for name, node in names.items()})

    def _image(self, names: Names, content: dict[str, bytes]) -> Image:
        found: Image = {}
        for name in sorted(names):
            above = name.rpartition("/")[0]
            if name == self._root or above in found:  # what is in a lost folder is lost
                found[name] = None if names[name].folder else content[name]
        return found


def _some(node: Node, dice: random.Random) -> bytes:
    """Return the content of a file, of which anything since the last sync may be missing, or zeros."""
    data, synced = bytes(node.data), node.synced
    if data == synced:
        return data
    cut = dice.randrange(len(data) + 1)
    return dice.choice((data, synced, data[:cut], data[:cut] + bytes(len(data) - cut)))


def put(image: Image, root: Path, folder: Path) -> None:
    """Write an image of what was under `root` to a new folder."""
    for name, content in image.items():
        path = folder / Path(name).relative_to(root)
        if content is None:
            path.mkdir(mode=0o700)
        else:
            path.write_bytes(content)
            path.chmod(0o600)


def key(image: Image) -> str:
    """Return a digest by which equal images are told."""
    digest = hashlib.sha256()
    for name, content in image.items():
        digest.update(f"{name}\0{-1 if content is None else len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content or b"")
    return digest.hexdigest()


def images(disk: Disk, dice: random.Random, some: int) -> Iterator[tuple[str, Image]]:
    """Yield what may be on the disk now, `some` times at random, each with a word for it."""
    yield "killed", disk.killed()
    yield "all unsynced lost", disk.least()
    yield "names without content", disk.names_alone()
    for _ in range(some):
        yield "some unsynced lost", disk.some(dice)
