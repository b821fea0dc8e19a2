"""Options and help of the commands that draw: timeline and matrix."""

from typing import Any

import click

from .shared_flags import exact_option, in_option, json_flag, limit_option, run_command, shared_options, type_option

_quotes = click.option("--quotes", is_flag=True, help="Count quotes; the words of QUERY match inside the quote.")


@click.command()
@click.argument("query", default="")
@_quotes
@click.option("--by", type=click.Choice(("outlet",)), help="Stack the bars by outlet.")
@click.option("--bars", type=click.IntRange(1, 1000), default=60, show_default=True, help="Number of bars, at most.")
@limit_option(8)
@exact_option
@in_option
@json_flag
@shared_options
def timeline(**arguments: Any) -> None:
    """Show when matching articles were published.

    In the finest of day, week, month, quarter and year that fits. With --by outlet, each bar is a stack of letters, one
    letter for each of the --limit outlets with most articles, · for all others. Undated articles are in no bar.

    \b
      newsexplore timeline storm
      newsexplore timeline 'kaldar gate' --by outlet
      newsexplore timeline --quotes speaker:marsk --json
    """
    run_command("picture_output.timeline", **arguments)


@click.command()
@click.argument("query", default="")
@_quotes
@type_option
@click.option("--limit", type=click.IntRange(1, 200), default=15, show_default=True, help="Number of names, at most.")
@exact_option
@in_option
@json_flag
@shared_options
def matrix(**arguments: Any) -> None:
    """Show which names appear together, and in how many articles.

    The most frequent names of matching articles as rows and as columns. With --json, "together" has the counts in the
    order of the names, with the name itself too.

    \b
      newsexplore matrix 'kaldar gate' --type person
      newsexplore matrix storm --limit 30 --json
    """
    run_command("picture_output.matrix", **arguments)
