"""From the options of a command to what it works on."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from ...index import configfile
from ...index.config import Config
from ...index.settings import Settings, SettingsError, for_paths


class Options(Struct, frozen=True):
    """The options that every command takes."""

    config: str | None
    index_dir: str | None
    engine: str | None


def load_config(options: Options) -> Config:
    """The configuration in force, with --engine applied.

    Raises:
        ConfigError: with every problem of the user's file.
        SettingsError: there is no such engine.
    """
    config = configfile.load(configfile.user_file(options.config))
    if options.engine is None:
        return config
    try:
        return msgspec.structs.replace(
            config,
            index=msgspec.convert({**msgspec.to_builtins(config.index), "engine": options.engine}, type(config.index)),
        )
    except msgspec.ValidationError:
        raise SettingsError(f"There is no engine {options.engine!r}; there are: whoosh, tantivy.") from None


def settings_for(options: Options, paths: Sequence[str], *, replace: bool = False) -> Settings:
    """What to open or index; raises as `load_config` and `settings.for_paths` do."""
    return for_paths(load_config(options), paths, options.index_dir, replace=replace)
