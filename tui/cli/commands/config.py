"""`newsexplore config`: show and check the configuration."""

import difflib
import re

import click
import msgspec
import yaml
from platformdirs import user_config_path

from ....index.config.configuration import Config
from ....index.config.load import NAME, find_user_file, load_config
from ....index.config.problems import ConfigError, Problem
from ....index.config.settings import check_engine
from ....index.config.validate import Reader
from ...commands.registry import check_keys
from ..options import Options, configuration
from ..output import print_lines, print_text, say


def show(options: Options) -> None:
    """Print the configuration in force as YAML."""
    print_text(yaml.safe_dump(msgspec.to_builtins(configuration(options)), sort_keys=False, allow_unicode=True))


def check(options: Options) -> None:
    """Check the user's file: what it holds, and what only the interface knows, its keys and themes.

    Raises:
        ConfigError: with every problem of the file.
        SettingsError: the engine is not installed.
    """
    path = find_user_file(options.config)
    config = load_config(path)
    check_engine(config.index.engine)
    problems = [*_key_problems(config), *_theme_problems(config)]
    if path and problems:
        reader = Reader(path)
        reader.read()
        found = [Problem(str(path), reader.lines.get(key, 0), message) for key, message in problems]
        raise ConfigError(sorted(found, key=lambda problem: problem.line))
    say(f"{path or 'the default configuration'}: no problems")


def _key_problems(config: Config) -> list[tuple[str, str]]:
    """Dotted key of the configuration and what is wrong with it, for every problem of the keymap."""
    keys = config.interface.keys
    found: list[tuple[str, str]] = []
    for message in check_keys(keys):
        named = [word for word in re.split(r"[^\w.]+", message) if word in keys]
        found.append((f"interface.keys.{named[0]}" if named else "interface.keys", message))
    return found


def _theme_problems(config: Config) -> list[tuple[str, str]]:
    from textual.theme import BUILTIN_THEMES  # loads Textual, which no other command needs

    from ...theme import THEMES

    themes = sorted({*BUILTIN_THEMES, *(theme.name for theme in THEMES)})
    wanted = config.interface.theme
    if wanted in themes:
        return []
    near = difflib.get_close_matches(wanted, themes, 1)
    meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(themes)}"
    return [("interface.theme", f"there is no theme {wanted!r}; {meant}")]


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
