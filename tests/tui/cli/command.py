"""Runs the command line within the test."""

import json
from typing import Any

from click.testing import CliRunner, Result

from newsexplore.tui.cli.main import main


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=given, catch_exceptions=False)


def objects(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]
