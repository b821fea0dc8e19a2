"""Options and help of the commands about copies; the work is done in `commands/`."""

from typing import Any

import click

from .shared_flags import (
    csv_flag,
    exact_option,
    in_option,
    json_flag,
    limit_option,
    run_command,
    shared_options,
    sort_option,
)


@click.command()
@click.argument("query", metavar="ID|QUERY", default="")
@click.option("--compare", nargs=2, metavar="ID ID", help="Compare two articles word by word.")
@limit_option(20)
@sort_option
@csv_flag
@exact_option
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
      newsexplore copies storm --limit 0 --csv > copies.csv
      newsexplore copies --compare 22503201c4d1 1f72ab8d90e2
    """
    run_command("copies.copies", **arguments)


@click.command()
@click.argument("article", metavar="ID")
@limit_option(20)
@in_option
@json_flag
@shared_options
def similar(**arguments: Any) -> None:
    """List articles on the same matter as one, across outlets.

    Ranked by the names and rare words that they share with it (BM25 over its most telling words). Its copies are left
    out, and copies of each other are folded.

    \b
      newsexplore similar 22503201f037af4846cb6a9f7e8fc0c3
    """
    run_command("similar.similar", **arguments)


@click.command("quote-variants")
@click.argument("query", metavar="ID|QUERY", default="")
@limit_option(20)
@sort_option
@csv_flag
@exact_option
@in_option
@json_flag
@shared_options
def quote_variants(**arguments: Any) -> None:
    """Show how outlets quote the same words.

    Of the quotes of one article by its ID, else of the quotes that QUERY finds: each group of quotes with the same
    words, oldest first, and how each differs: shortened, reworded, paraphrased, with another speaker or stance.

    \b
      newsexplore quote-variants 'dam speaker:marsk'
      newsexplore quote-variants 'opec ceiling' --json
    """
    run_command("similar.quote_variants", **arguments)
