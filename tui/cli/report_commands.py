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


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--quotes", is_flag=True, help="Compare quotes; the words of A and B match inside the quote.")
@limit_option(15)
@in_option
@json_flag
@shared_options
def compare(**arguments: Any) -> None:
    """Compare two searches: outlets, periods, speakers or any others.

    Side by side: who is named and quoted, per thousand articles, the words that each uses more (keyness), and which
    names one has and the other leaves out. A and B are queries.

    \b
      newsexplore compare 'outlet:"Valley News"' 'outlet:"Harbour Post"'
      newsexplore compare date:2025-10 date:2025-11 --limit 30
      newsexplore compare --quotes speaker:marsk speaker:kaldar
    """
    run_command("report_output.compare", **arguments)
