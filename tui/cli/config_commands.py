"""Options and help of `newsexplore config`; the work is done in `commands/`."""

from typing import Any

import click

from .shared_flags import run_command, shared_options


@click.group()
def config() -> None:
    """Show and check the configuration."""


@config.command("show")
@shared_options
def config_show(**arguments: Any) -> None:
    """Print the configuration in force: your file merged over the default.

    \b
      newsexplore config show > newsexplore.yaml
    """
    run_command("config.show", **arguments)


@config.command("check")
@shared_options
def config_check(**arguments: Any) -> None:
    """Check your configuration file; exit 2 when it has a problem.

    \b
      newsexplore config check --config newsroom.yaml
    """
    run_command("config.check", **arguments)


@config.command("path")
@shared_options
def config_path(**arguments: Any) -> None:
    """Print the path of your configuration file, or where it would be.

    \b
      $EDITOR "$(newsexplore config path)"
    """
    run_command("config.path", **arguments)


@config.command("schema")
@shared_options
def config_schema(**arguments: Any) -> None:
    """Print the JSON Schema of the configuration, for editors.

    \b
      newsexplore config schema > newsexplore.schema.json
    """
    run_command("config.schema", **arguments)
