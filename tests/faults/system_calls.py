"""What a program writes, call by call, as strace sees it; and errors and kills that strace injects into calls."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from newsexplore.index.processes.isolation import environment

_STRACE = ("strace", "-f", "--seccomp-bpf")
WRITES = "write,pwrite64,writev"
_CHANGES = (
    f"openat,creat,{WRITES},pwritev,pwritev2,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,"
    "rmdir,ftruncate,truncate,lseek,link,linkat,copy_file_range,sendfile,fallocate"
)
_LINE = re.compile(r"(\d+) +(.*)", re.DOTALL)
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>")
_DONE = re.compile(r"(\w+)\((.*)\) += (\d+)(?:<([^>]*)>)?(?:\(deleted\))?\Z", re.DOTALL)
_STRING = re.compile(r'"([^"]*)"')
_DESCRIPTOR = re.compile(r"(?:\d+|AT_FDCWD)<([^>]*)>")


class Call(NamedTuple):
    """A call that changed something, or moved where the next write goes."""

    name: str
    path: str
    data: bytes = b""
    at: int = -1
    """Position or size in bytes; -1: where the last write ended."""
    to: str = ""
    """New name of a rename."""


@cache
def unusable() -> str:
    """Return why calls cannot be recorded here; "" if they can."""
    if not shutil.which("strace"):
        return "strace is not installed"
    done = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-e", "trace=rename", "true"], capture_output=True, text=True, check=False
    )
    return "strace may not trace here" if done.returncode else ""


def python(*arguments: str) -> list[str]:
    """Return the command line of a Python program that leaves no compiled files."""
    return [sys.executable, "-P", "-B", *arguments]


def record(command: Sequence[str], root: Path, log: Path) -> list[Call]:
    """Run a program that must succeed; return its calls that changed something under a folder, in order."""
    options = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-y",
        "-xx",
        "-s",
        "100000000",
        "-e",
        f"trace={_CHANGES}",
        "-e",
        "signal=none",
    ]
    subprocess.run([*options, "-o", str(log), *command], check=True, env=environment(), capture_output=True)
    with log.open(encoding="ascii") as lines:
        return [call for call in _calls(lines) if f"{call.path}/".startswith(f"{root}/")]


def injected(command: Sequence[str], calls: str, what: str) -> "subprocess.CompletedProcess[str]":
    """Run a program with errors or signals in some calls: `error=ENOSPC:when=3+`, `signal=KILL:when=3`."""
    options = ["strace", "-f", "-o", os.devnull, "-e", f"trace={calls}", "-e", f"inject={calls}:{what}"]
    return subprocess.run([*options, *command], check=False, env=environment(), capture_output=True, text=True)


def _calls(lines: Iterator[str]) -> Iterator[Call]:
    pending: dict[str, str] = {}
    for line in lines:
        found = _LINE.match(line.rstrip("\n"))
        if found is None:
            continue
        thread, text = found.groups()
        if text.endswith(" <unfinished ...>"):
            pending[thread] = text.removesuffix(" <unfinished ...>")
            continue
        text = _RESUMED.sub(lambda _, thread=thread: pending.pop(thread, ""), text, count=1)
        done = _DONE.match(text)
        if done is None:  # it failed, or a thread ended
            continue
        if call := _call(*done.groups("")):
            yield call


def _call(name: str, arguments: str, result: str, opened: str) -> Call | None:
    held = [_text(each) for each in _DESCRIPTOR.findall(_STRING.sub('""', arguments))]
    strings = [bytes.fromhex(each.replace("\\x", "")) for each in _STRING.findall(arguments)]
    match name:
        case "openat" | "creat":
            flags = _STRING.sub("", arguments)
            if name == "openat" and "O_CREAT" not in flags and "O_TRUNC" not in flags:
                return Call("seek", _text(opened), at=0)
            return Call("create" if "O_TRUNC" in flags or name == "creat" else "touch", _text(opened))
        case "write" | "writev":
            return Call("write", held[0], b"".join(strings)[: int(result)])
        case "pwrite64":
            return Call("write", held[0], strings[0][: int(result)], int(arguments.rsplit(", ", 1)[1]))
        case "fsync" | "fdatasync":
            return Call("sync", held[0])
        case "rename" | "renameat" | "renameat2":
            old, new = (os.path.join(*pair) for pair in _absolute(held, strings))
            return Call("rename", old, to=new)
        case "unlink" | "unlinkat" | "rmdir":
            return Call("remove", os.path.join(*_absolute(held, strings)[0]))
        case "mkdir" | "mkdirat":
            return Call("mkdir", os.path.join(*_absolute(held, strings)[0]))
        case "ftruncate":
            return Call("truncate", held[0], at=int(arguments.rsplit(", ", 1)[1], 0))
        case "lseek":
            return Call("seek", held[0], at=int(result))
        case _:
            raise AssertionError(f"{name} is not replayed: {arguments[:200]}")


def _absolute(held: list[str], strings: list[bytes]) -> list[tuple[str, str]]:
    """Pair each path with the folder it is relative to."""
    paths = [os.fsdecode(each) for each in strings]
    return list(zip(held or ["/"] * len(paths), paths, strict=False))


def _text(encoded: str) -> str:
    return os.fsdecode(bytes.fromhex(encoded.replace("\\x", ""))) if encoded.startswith("\\x") else encoded
