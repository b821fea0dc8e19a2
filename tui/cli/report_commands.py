"""The commands that print reports: profiles and comparisons."""

from typing import Any

import click

from .shared_flags import (
    exact_option,
    in_option,
    json_flag,
    limit_option,
    run_command,
    shared_options,
    sort_option,
    type_option,
)


@click.command()
@click.argument("name")
@type_option
@click.option("--within", metavar="QUERY", default="", help="Look only in articles that match QUERY.")
@limit_option(10)
@exact_option
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
@exact_option
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


@click.command()
@click.argument("query", default="")
@click.option("--quotes", is_flag=True, help="Of the quotes that match; the words of QUERY match inside the quote.")
@exact_option
@in_option
@json_flag
@shared_options
def counts(**arguments: Any) -> None:
    """Say what the counts of a search leave out, and what is doubtful in them.

    Articles without a date, copies, articles in languages that are only searched, quotes with a doubtful speaker or
    none, sources that could not be read. With --json, "query" lists what was counted.

    \b
      newsexplore counts 'kaldar gate'
      newsexplore counts --quotes 'speaker:minister' --json
    """
    run_command("counts_output.counts", **arguments)


@click.command()
@click.argument("article", metavar="ID")
@click.argument("query", default="")
@click.option("--quote", metavar="OFFSET", type=click.IntRange(0), help="Explain the quote at this offset, too.")
@click.option("--quotes", is_flag=True, help="QUERY is a quote search: its words match inside the quote.")
@sort_option
@exact_option
@in_option
@json_flag
@shared_options
def why(**arguments: Any) -> None:
    """Explain a result: its score, or how a quote is attributed.

    For each condition of QUERY: what it adds to the score (BM25), how often it is in the headline and text, and how
    many articles have it. For the quote at OFFSET: the words that name its speaker, the cue, how far they stand apart,
    and the signs that raise or lower the confidence. Scores compare only within one engine.

    \b
      newsexplore why 22503201f037af4846cb6a9f7e8fc0c3 'kaldar gate'
      newsexplore why 22503201f037af4846cb6a9f7e8fc0c3 --quote 412
    """
    run_command("why_output.why", **arguments)
