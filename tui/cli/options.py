"""From the options of a command to what it works on."""

from collections.abc import Sequence
from typing import get_args

import msgspec
from msgspec import Struct

from ...index.config.configuration import Config, EngineName
from ...index.config.load import find_user_file, load_config, unused_file
from ...index.config.settings import Settings, SettingsError, for_paths
from ...index.quotation import set_doubtful


class Options(Struct, frozen=True):
    """The options that every command takes."""

    config: str | None
    index_dir: str | None
    engine: str | None
    exact: bool = False
    """Whether words are searched for without their inflections, whatever is configured."""


def configuration(options: Options) -> Config:
    """The configuration in force, with --engine and --exact applied.

    Raises:
        ConfigError: with every problem of the user's file.
        SettingsError: there is no such engine.
    """
    path = find_user_file(options.config)
    if options.config is None and (unused := unused_file(path)):
        from .output import say  # most starts do without

        say(f"There is a {unused} in this folder. It is not used unless you name it: --config {unused}")
    config = load_config(path)
    set_doubtful(config.quotes.doubtful)
    if options.exact:
        config = msgspec.structs.replace(config, search=msgspec.structs.replace(config.search, stemming=False))
    if options.engine is None:
        return config
    try:
        return msgspec.structs.replace(
            config,
            index=msgspec.convert({**msgspec.to_builtins(config.index), "engine": options.engine}, type(config.index)),
        )
    except msgspec.ValidationError:
        raise SettingsError(
            f"There is no engine {options.engine!r}; there are: {', '.join(get_args(EngineName))}."
        ) from None


def settings_for(
    options: Options, paths: Sequence[str], *, replace: bool = False, table: str | None = None
) -> Settings:
    """What to open or index; raises as `configuration` and `settings.for_paths` do."""
    return for_paths(configuration(options), paths, options.index_dir, replace=replace, table=table)
