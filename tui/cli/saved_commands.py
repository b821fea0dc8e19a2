"""Options and help of the commands that run many searches: saved ones, and those of a file."""

from typing import Any

import click

from .shared_flags import csv_flag, exact_option, in_option, json_flag, limit_option, run_command, shared_options


@click.command()
@click.argument("name", required=False)
@click.option("--seen", is_flag=True, help="Mark what is found as seen, after printing it.")
@limit_option(20)
@exact_option
@in_option
@json_flag
@shared_options
def news(**arguments: Any) -> None:
    """Show what is new in saved searches since you last looked.

    For each saved search: how much is new, how much there is, and when it was last looked at, in the interface or with
    --seen. With a NAME, list the new articles or quotes of that search. Quotes count as new when their article is.

    \b
      newsexplore news
      newsexplore news 'marsk on the dam' --json
      newsexplore news --seen
    """
    run_command("news_output.news", **arguments)


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--names", is_flag=True, help="The rows are names instead of queries.")
@click.option("--column", metavar="HEADING", default="", help="Read this column of a table.")
@click.option("--list", "kind", type=click.Choice(("articles", "quotes")), help="List the finds of each row.")
@limit_option(20)
@csv_flag
@exact_option
@in_option
@json_flag
@shared_options
def batch(**arguments: Any) -> None:
    """Search for every query or name in a file.

    FILE has one query a line, or is a table (.csv, .tsv) with a column "query" or "name"; - is standard input. Blank
    lines and lines that begin with # are skipped. For each row: articles, quotes that contain the words, first and
    last date. With --names, rows are names: articles with the name as a phrase, quotes by it and about it. Rows that
    cannot be read as written are reported, all at once, before anything is searched. --limit is for each row of --list.

    \b
      newsexplore batch queries.txt
      newsexplore batch people.csv --names --column surname --csv > counts.csv
      newsexplore batch queries.txt --list quotes --limit 0 --json
    """
    run_command("batch_output.batch", **arguments)
