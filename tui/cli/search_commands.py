"""Options and help of the commands that search, and of `annotate`; the work is done in `commands/`."""

from typing import Any

import click

from .shared_flags import (
    exact_option,
    fold_option,
    in_option,
    json_flag,
    limit_option,
    run_command,
    shared_options,
    sort_option,
    type_option,
)


@click.command()
@click.argument("query")
@fold_option
@limit_option(20)
@sort_option
@exact_option
@in_option
@json_flag
@shared_options
def search(**arguments: Any) -> None:
    """Find articles.

    \b
      newsexplore search 'opec AND price' --limit 5
      newsexplore search 'person:"Donald Trump" date:2017-11 -golf' --sort newest
    """
    run_command("search.search", **arguments)


@click.command()
@click.argument("query", default="")
@click.option("--speaker", metavar="NAME", help="Only quotes by NAME.")
@click.option("--about", metavar="NAME", help="Only quotes that mention NAME.")
@click.option(
    "--min-confidence",
    metavar="N",
    type=click.IntRange(0, 100),
    help="Only speakers that are N % sure or more.",
)
@fold_option
@limit_option(50)
@sort_option
@exact_option
@in_option
@json_flag
@shared_options
def quotes(**arguments: Any) -> None:
    """Find quotes; the words of QUERY match inside the quote.

    \b
      newsexplore quotes --speaker lavrov withdrawal
      newsexplore quotes 'date:2017-11 "final defeat"'
    """
    run_command("search.quotes", **arguments)


@click.command()
@click.argument("query", default="")
@type_option
@limit_option(50)
@exact_option
@in_option
@json_flag
@shared_options
def entities(**arguments: Any) -> None:
    """List the people, organisations and places in matching articles.

    \b
      newsexplore entities --type person --limit 20
      newsexplore entities 'drought' --type org
    """
    run_command("search.entities", **arguments)


@click.command()
@click.argument("query", default="")
@click.option("--quotes", is_flag=True, help="Count only quotes that match; the words of QUERY match inside the quote.")
@type_option
@limit_option(50)
@exact_option
@in_option
@json_flag
@shared_options
def speakers(**arguments: Any) -> None:
    """List who is quoted in matching articles, and how often.

    For each speaker: quotes, articles and outlets. Speakers without a name (analysts, the company) are counted
    together, and doubtful attributions are marked. Corrected speakers and merged names count as you decided.

    \b
      newsexplore speakers 'opec ceiling'
      newsexplore speakers --quotes 'about:dam stance:denied' --type person
    """
    run_command("search.speakers", **arguments)


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE ...]")
@json_flag
@shared_options
def annotate(**arguments: Any) -> None:
    """Extract quotes, speakers and entities from texts, without an index.

    Without FILEs, JSON lines {"id", "text"} on standard input become JSON lines on standard output. With FILEs, each
    file is one text. Offsets count Unicode code points of the text as given.

    \b
      newsexplore annotate story.txt
      newsexplore annotate < articles.jsonl > annotated.jsonl
    """
    run_command("annotate.annotate", **arguments)
