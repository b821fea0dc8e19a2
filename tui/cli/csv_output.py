"""Objects printed as a table for spreadsheets, with the names that JSON has as headings."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import click

from ...index.export.formats.csv_table import inert
from ..terminal.sanitise import sanitise_line
from .output import print_json

Emit = Callable[[dict[str, Any]], None]
"""Prints one object."""


class CsvPrinter:
    """Prints objects that all have the same names."""

    def __init__(self) -> None:
        self._is_headed = False

    def __call__(self, one: dict[str, Any]) -> None:
        """Print a row, below the headings if it is the first."""
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        cells = dict(_flat(one))
        if not self._is_headed:
            table.writerow(cells)
            self._is_headed = True
        table.writerow(cells.values())
        click.echo(text.getvalue(), nl=False)


def emitter(*, json: bool, as_csv: bool) -> Emit | None:
    """Return what prints objects; None where lines for people are wanted. Raises a usage error for both."""
    if json and as_csv:
        raise click.UsageError("--csv and --json exclude each other.")
    return print_json if json else CsvPrinter() if as_csv else None


def _flat(one: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield the cells of an object; an object in it has its name before its own names."""
    for name, value in one.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}_")  # pyright: ignore[reportUnknownArgumentType]
        else:
            yield f"{before}{name}", _cell(value)


def _cell(value: Any) -> str:
    """Return a value as a cell, without what a terminal would obey or a spreadsheet would run."""
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))  # pyright: ignore[reportUnknownArgumentType]
    return "" if value is None else inert(sanitise_line(str(value)))
