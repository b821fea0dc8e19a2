"""Loading of the configuration: defaults with the user's file merged over them, all problems reported at once.

Without a user file, the usual case, no YAML is parsed.
"""

import os
from pathlib import Path
from typing import Any

import msgspec
from platformdirs import user_config_path

from ..files import expanded
from .configuration import Config
from .problems import ConfigError, Problem

DEFAULT = Path(__file__).resolve().parents[2] / "config.yaml"
"""The default configuration, commented for users."""
DEFAULT_READ = Path(__file__).with_name("defaults.json")
"""The same as JSON, written by `make defaults`: it is parsed at every start, 20 times faster than YAML."""
NAME = "newsexplore.yaml"


def find_user_file(explicit: str | None = None) -> Path | None:
    """Find the user's file: `--config`, else NEWSEXPLORE_CONFIG, else the platform's configuration folder.

    A file in the current folder is ignored, because it may have come with downloaded news and could name folders and
    commands: see `unused_file`.

    Raises:
        ConfigError: a file that was named does not exist.
    """
    for origin, named in (("--config", explicit), ("NEWSEXPLORE_CONFIG", os.environ.get("NEWSEXPLORE_CONFIG"))):
        if named:
            path = expanded(named)
            if not path.is_file():
                raise ConfigError([Problem(str(path), 0, f"there is no such file, but {origin} names it")])
            return path
    path = user_config_path("newsexplore", appauthor=False) / NAME
    return path if path.is_file() else None


def unused_file(used: Path | None) -> Path | None:
    """Return the configuration file in the current folder if there is one and it is not in use."""
    path = Path(NAME)
    try:
        if not path.is_file() or (used is not None and path.samefile(used)):
            return None
    except OSError:
        return None
    return path


def load_config(path: Path | None) -> Config:
    """Load the defaults with the file at `path` merged over them; its paths become absolute.

    Raises:
        ConfigError: the file has problems; all are listed.
    """
    default = DEFAULT_READ.read_bytes()
    if path is None:
        return msgspec.json.decode(default, type=Config)
    from .validate import Reader  # not needed without a user file

    reader = Reader(path)
    merged = _merge(msgspec.json.decode(default), reader.read())
    reader.finish()
    return msgspec.convert(merged, Config, strict=False)


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Merge mappings key by key; replace anything else."""
    merged = dict(below)
    for key, new in above.items():
        old = merged.get(key)
        merged[key] = _merge(old, new) if isinstance(old, dict) and isinstance(new, dict) else new
    return merged
