"""Options and help of the commands about copies; the work is done in `commands/`."""

from typing import Any

import click

from .shared_flags import in_option, json_flag, limit_option, run_command, shared_options, sort_option


@click.command()
@click.argument("query", metavar="ID|QUERY", default="")
@click.option("--compare", nargs=2, metavar="ID ID", help="Compare two articles word by word.")
@limit_option(20)
@sort_option
@in_option
@json_flag
@shared_options
def copies(**arguments: Any) -> None:
    """List copies and versions of articles, oldest first.

    Of one article by its ID, else every group that an article found by QUERY belongs to. Articles are copies if half
    of the words of the shorter stand in the other, in runs of three or more, with the same names and figures.

    \b
      newsexplore copies 'dam date:2025-11'
      newsexplore copies 22503201c4d1 --json
      newsexplore copies --compare 22503201c4d1 1f72ab8d90e2
    """
    run_command("copies.copies", **arguments)
