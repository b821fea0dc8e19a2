"""The commands that print reports: profiles and comparisons."""

from typing import Any

import click

from .shared_flags import in_option, json_flag, limit_option, run_command, shared_options, type_option


@click.command()
@click.argument("name")
@type_option
@click.option("--within", metavar="QUERY", default="", help="Look only in articles that match QUERY.")
@limit_option(10)
@in_option
@json_flag
@shared_options
def profile(**arguments: Any) -> None:
    """Show a person, organisation or place on one page.

    First and last mention, articles over time, outlets and their share, names in the same articles (log-likelihood over
    articles), what the name talks about (keyness of its quotes; without quotes, of the articles), quotes by and about
    it, and quotes that may contradict it. NAME may be a part of the name; the most frequent one is shown.

    \b
      newsexplore profile marsk
      newsexplore profile velmora --type place --within date:2025-11 --json
    """
    run_command("report_output.profile", **arguments)
