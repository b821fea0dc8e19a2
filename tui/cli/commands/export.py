"""`newsexplore export`: every article or quote that matches, or what is kept, into a file or a pipe."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ....index.export.export_run import export, export_to
from ....index.export.formats import BINARY_FORMATS
from ....index.export.job import SUFFIXES, Job, What, problem_of
from ....index.model import Sort
from ....index.protocol.questions import Scope
from ..open_index import answers_for
from ..options import Options
from ..output import count, print_json, say
from ..query_notes import say_how_read

NAMES: dict[What, str] = {"results": "article", "quotes": "quote", "kept": "bookmark"}
"""What is counted."""
STANDARD_OUTPUT = "-"


def export_query(
    options: Options,
    query: str,
    output: str,
    format_name: str | None,
    force: bool,
    sort: Sort | None,
    quotes: bool,
    kept: bool,
    paths: Sequence[str],
    json: bool,
) -> None:
    """Write the file, whole or not at all, or to standard output."""
    if kept and (quotes or query):
        raise click.UsageError("--kept writes what is kept, whatever is searched: leave QUERY and --quotes out.")
    path = _path(output, format_name, force)
    with answers_for(options, paths) as answers:
        what: What = "kept" if kept else "quotes" if quotes else "results"
        scope = Scope(query, quotes)
        say_how_read(answers, scope)
        job = Job(what, path, scope, sort or answers.settings.config.search.sort, overwrite=force)
        if output == STANDARD_OUTPUT:
            number = export_to(answers, job, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        else:
            number = export(answers, job)
    if json and output != STANDARD_OUTPUT:
        print_json({"file": output, {"results": "articles"}.get(what, what): number})
    else:
        say(f"{count(number, NAMES[what])} written to {'standard output' if output == STANDARD_OUTPUT else output}")


def _path(output: str, form: str | None, force: bool) -> str:
    """Return the path of the job, which selects the format.

    Raises:
        click.UsageError: the file cannot be written, or its format is unknown.
    """
    names = ", ".join(suffix[1:] for suffix in SUFFIXES)
    if form is not None and f".{form}" not in SUFFIXES:
        raise click.BadParameter(f"choose one of {names}", param_hint="--format")
    if output != STANDARD_OUTPUT:
        if form is not None and Path(output).suffix.lower() != f".{form}":
            raise click.UsageError(f"--format is for standard output (-o -); a file's name selects it: {output}.{form}")
        if problem := problem_of(Path(output), overwrite=force):
            taken = not problem_of(Path(output), overwrite=True)
            hint = "; --force replaces it" if taken else ""
            raise click.BadParameter(problem[:1].lower() + problem[1:].rstrip(".") + hint, param_hint="--output")
        return output
    if form is None:
        raise click.UsageError(f"Standard output needs --format: one of {names}.")
    if f".{form}" in BINARY_FORMATS and sys.stdout.isatty():
        raise click.UsageError(f"A .{form} file cannot be shown on a terminal: name a file, or pipe it on.")
    return f"-.{form}"
