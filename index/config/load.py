"""The configuration: the default, with one file of the user's merged over it, and every problem told at once.

Without a file of the user's, which is how most start, no YAML is read.
"""

import os
from pathlib import Path
from typing import Any

import msgspec
from platformdirs import user_config_path

from .configuration import Config
from .problems import ConfigError, Problem

DEFAULT = Path(__file__).resolve().parents[2] / "config.yaml"
"""The default as people read and change it."""
DEFAULT_READ = Path(__file__).with_name("defaults.json")
"""What that file says, written by `make defaults`: it is read at every start, and JSON is read twenty times as fast."""
NAME = "newsexplore.yaml"


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
