"""`newsexplore config`: show and check the configuration."""

import click
import msgspec
import yaml
from platformdirs import user_config_path

from ...index import configfile
from ...index.config import Config
from ...index.settings import check_engine
from ..commands import KeymapError, check_keys
from ..printing import say
from .opening import Options, load_config


def show(options: Options) -> None:
    """Print the configuration in force as YAML."""
    click.echo(yaml.safe_dump(msgspec.to_builtins(load_config(options)), sort_keys=False, allow_unicode=True), nl=False)


def check(options: Options) -> None:
    """Say whether the user's file is in order.

    Raises:
        ConfigError: with every problem of the file.
        KeymapError: keys clash, or name commands that are not there.
        SettingsError: the engine is not installed.
    """
    path = configfile.user_file(options.config)
    config = configfile.load(path)
    check_engine(config.index.engine)
    problems = check_keys(config.interface.keys)
    if problems:
        raise KeymapError([f"{path}: {problem}" for problem in problems])
    say(f"{path or 'the default configuration'}: no problems")


def path(options: Options) -> None:
    """Print the user's file, or where it would be."""
    found = configfile.user_file(options.config)
    click.echo(found or user_config_path("newsexplore", appauthor=False) / configfile.NAME)
    if found is None:
        say("There is no such file yet: the default configuration is in force.")


def schema(options: Options) -> None:
    """Print the JSON Schema of the configuration."""
    del options
    click.echo(msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Config)), indent=2))
