"""The configuration: the default, with one file of the user's merged over it, and every problem told at once.

Without a file of the user's, which is how most start, no YAML is read.
"""

import os
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from platformdirs import user_config_path

from .configuration import Config

DEFAULT = Path(__file__).resolve().parents[2] / "config.yaml"
"""The default as people read and change it."""
DEFAULT_READ = Path(__file__).with_name("defaults.json")
"""What that file says, written by `make defaults`: it is read at every start, and JSON is read twenty times as fast."""
NAME = "newsexplore.yaml"


class Problem(Struct, frozen=True):
    """Something wrong in a configuration file."""

    file: str
    line: int
    """1 for the first; 0 when it concerns the whole file."""
    message: str

    def __str__(self) -> str:
        """`file:line: message`, as compilers write it."""
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class ConfigError(Exception):
    """The configuration cannot be used; `problems` lists all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def find_user_file(explicit: str | None = None) -> Path | None:
    """Find the user's own file: `--config`, else NEWSEXPLORE_CONFIG, else the one in the platform's folder.

    One in the current folder is not followed, because it may have come with downloaded news, and could name folders
    and commands: see `unused_file`.

    Raises:
        ConfigError: a file that was asked for by name is not there.
    """
    for origin, named in (("--config", explicit), ("NEWSEXPLORE_CONFIG", os.environ.get("NEWSEXPLORE_CONFIG"))):
        if named:
            path = Path(named).expanduser()
            if not path.is_file():
                raise ConfigError([Problem(str(path), 0, f"there is no such file, but {origin} names it")])
            return path
    path = user_config_path("newsexplore", appauthor=False) / NAME
    return path if path.is_file() else None


def unused_file(used: Path | None) -> Path | None:
    """Return the configuration file in the current folder, where there is one that is not the one in use."""
    path = Path(NAME)
    try:
        if not path.is_file() or (used is not None and path.samefile(used)):
            return None
    except OSError:
        return None
    return path


def load_config(path: Path | None) -> Config:
    """The default configuration with the file at `path` merged over it; paths in it become absolute.

    Raises:
        ConfigError: with every problem of the file.
    """
    default = DEFAULT_READ.read_bytes()
    if path is None:
        return msgspec.json.decode(default, type=Config)
    from .validate import Reader  # most starts do without

    reader = Reader(path)
    merged = _merge(msgspec.json.decode(default), reader.read())
    reader.finish()
    return msgspec.convert(merged, Config, strict=False)


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Mappings are merged key by key; anything else is replaced."""
    merged = dict(below)
    for key, new in above.items():
        old = merged.get(key)
        merged[key] = _merge(old, new) if isinstance(old, dict) and isinstance(new, dict) else new
    return merged
