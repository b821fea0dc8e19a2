"""The commands about language: concordance, word lists, n-grams, collocates and keyness."""

from collections.abc import Callable
from typing import Any

import click

from .shared_flags import Decorated, exact_option, in_option, json_flag, limit_option, run_command, shared_options

_SORTS = {
    "words": ("occurrences", "articles", "word"),
    "collocates": ("log-likelihood", "log-dice", "mi", "occurrences", "articles", "word"),
    "keyness": ("log-likelihood", "log-ratio", "occurrences", "articles", "word"),
}
"""Orders of each table; the first is the default."""


@click.command()
@click.argument("query")
@click.option("--sort", metavar="ORDER", default="article", help="Order of the lines: article, left, right, 1L,2R …")
@click.option("--width", type=click.IntRange(10, 400), default=40, show_default=True, help="Characters on each side.")
@limit_option(100)
@exact_option
@in_option
@json_flag
@shared_options
def kwic(**arguments: Any) -> None:
    """Print a concordance: every match in context, one per line.

    Lines are sorted by all words before (left) or after (right) the match, or by words at positions: 1L is the word
    before the match, 2R the second after it, 0 the match itself.

    \b
      newsexplore kwic 'econ*' --sort right
      newsexplore kwic minister --sort 1L,2L,1R
    """
    run_command("search.kwic", **arguments)


def _table_options(kind: str, least: int) -> Callable[[Decorated], Decorated]:
    """Add the options that every table of words takes."""
    sorts = _SORTS[kind]

    def add(command: Decorated) -> Decorated:
        for option in (
            shared_options,
            json_flag,
            in_option,
            exact_option,
            limit_option(50),
            click.option("--sort", type=click.Choice(sorts), help=f"Order of the rows. Default: {sorts[0]}."),
            click.option(
                "--min",
                "least",
                type=click.IntRange(1),
                default=least,
                show_default=True,
                help="Leave out what occurs less often.",
            ),
            click.option("--quotes", is_flag=True, help="Only in quotes; the words of QUERY match inside the quote."),
        ):
            command = option(command)
        return command

    return add


@click.command()
@click.argument("query", default="")
@_table_options("words", 1)
def words(**arguments: Any) -> None:
    """List the words of matching articles, and how often each occurs.

    Case and accents are folded. Counted are headline and text, or with --quotes the words of the quotes.

    \b
      newsexplore words 'outlet:"Valley News"' --limit 0 --json
      newsexplore words --quotes speaker:minister
    """
    run_command("word_lists.words", **arguments)


@click.command()
@click.argument("query", default="")
@click.option("-n", "n", type=click.IntRange(2, 9), default=2, show_default=True, help="Number of words.")
@_table_options("words", 2)
def ngrams(**arguments: Any) -> None:
    """List the sequences of N words in matching articles.

    A sequence never spans headline and text.

    \b
      newsexplore ngrams 'speaker:minister' -n 3
      newsexplore ngrams drought --min 5 --sort articles
    """
    run_command("word_lists.ngrams", **arguments)


@click.command()
@click.argument("query")
@click.option("--left", type=click.IntRange(0, 50), default=5, show_default=True, help="Words before a hit.")
@click.option("--right", type=click.IntRange(0, 50), default=5, show_default=True, help="Words after a hit.")
@_table_options("collocates", 3)
def collocates(**arguments: Any) -> None:
    """List the words that stand near the hits more often than chance explains.

    Each word counts once however many hits it is near, and is compared with its frequency in the whole index by
    log-likelihood (Dunning 1993), log-Dice (Rychlý 2008) and mutual information, MI (Church & Hanks 1990).

    \b
      newsexplore collocates drought
      newsexplore collocates 'minist*' --left 0 --right 3 --sort log-dice
    """
    run_command("word_lists.collocates", **arguments)


@click.command()
@click.argument("query")
@click.option("--against", metavar="QUERY", help="What to compare with. Default: everything that QUERY does not find.")
@_table_options("keyness", 3)
def keyness(**arguments: Any) -> None:
    """List the words that matching articles use more than others do.

    Shown are log-likelihood (Rayson & Garside 2000), for how sure the difference is, and log ratio (Hardie 2014), for
    how large: 1 is twice as frequent. Words that are less frequent come last, with negative values.

    \b
      newsexplore keyness 'outlet:"Valley News"'
      newsexplore keyness date:2025-11 --against date:2025-10 --sort log-ratio
    """
    run_command("word_lists.keyness", **arguments)
