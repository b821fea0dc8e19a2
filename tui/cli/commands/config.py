"""`newsexplore config`: show and check the configuration."""

import click
import msgspec
import yaml
from platformdirs import user_config_path

from ....index.config.load import NAME, find_user_file, load_config
from ....index.config.model import Config
from ....index.config.settings import check_engine
from ...commands.registry import KeymapError, check_keys
from ..options import Options, configuration
from ..output import print_lines, print_text, say


def show(options: Options) -> None:
    """Print the configuration in force as YAML."""
    print_text(yaml.safe_dump(msgspec.to_builtins(configuration(options)), sort_keys=False, allow_unicode=True))


def check(options: Options) -> None:
    """Say whether the user's file is in order.

    Raises:
        ConfigError: with every problem of the file.
        KeymapError: keys clash, or name commands that are not there.
        SettingsError: the engine is not installed.
    """
    path = find_user_file(options.config)
    config = load_config(path)
    check_engine(config.index.engine)
    problems = check_keys(config.interface.keys)
    if problems:
        raise KeymapError([f"{path}: {problem}" for problem in problems])
    say(f"{path or 'the default configuration'}: no problems")


def path(options: Options) -> None:
    """Print the user's file, or where it would be."""
    found = find_user_file(options.config)
    print_lines([str(found or user_config_path("newsexplore", appauthor=False) / NAME)])
    if found is None:
        say("There is no such file yet: the default configuration is in force.")


def schema(options: Options) -> None:
    """Print the JSON Schema of the configuration."""
    del options
    click.echo(msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Config)), indent=2))
