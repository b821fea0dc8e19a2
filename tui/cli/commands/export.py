"""`newsexplore export`: every article or quote that matches, or what is kept, into a file."""

from collections.abc import Sequence
from pathlib import Path

import click

from ....index.export.export_run import export
from ....index.export.job import Job, What, problem_of
from ....index.model import Sort
from ....index.protocol.questions import Scope
from ..open_index import answers_for
from ..options import Options
from ..output import count, print_json, say

NAMES: dict[What, str] = {"results": "article", "quotes": "quote", "kept": "kept thing"}
"""What is counted."""


def export_query(
    options: Options,
    query: str,
    output: str,
    sort: Sort | None,
    quotes: bool,
    kept: bool,
    paths: Sequence[str],
    json: bool,
) -> None:
    """Write the file; it appears whole, or not at all, and takes the place of one that is there."""
    if kept and (quotes or query):
        raise click.UsageError("--kept writes what is kept, whatever is searched: leave QUERY and --quotes out.")
    path = Path(output)
    if problem := problem_of(path, overwrite=True):
        raise click.BadParameter(problem[:1].lower() + problem[1:].rstrip("."), param_hint="--output")
    with answers_for(options, paths) as answers:
        what: What = "kept" if kept else "quotes" if quotes else "results"
        scope = Scope(query, quotes)
        for note in answers.parse(scope).notes:
            say(note)
        order = sort or answers.settings.config.search.sort
        number = export(answers, Job(what, str(path), scope, order, overwrite=True))
    if json:
        print_json({"file": str(path), {"results": "articles"}.get(what, what): number})
    else:
        say(f"{count(number, NAMES[what])} written to {path}")
