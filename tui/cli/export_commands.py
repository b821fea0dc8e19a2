"""Options and help of the commands that write files and verify them; the work is done in `commands/`."""

from typing import Any

import click

from .shared_flags import exact_option, in_option, json_flag, run_command, shared_options, sort_option


@click.command()
@click.argument("query", default="")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    help="Output file: .csv .jsonl .md .bib .ris .json .docx .txt .html or .zip; - for standard output.",
)
@click.option("--format", "format_name", metavar="NAME", help="Format of standard output: csv, jsonl, md …")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@click.option("--quotes", is_flag=True, help="Export quotes; the words of QUERY match inside the quote.")
@click.option("--kept", is_flag=True, help="Export what is bookmarked, tagged or noted.")
@sort_option
@exact_option
@in_option
@json_flag
@shared_options
def export(**arguments: Any) -> None:
    """Export every matching article, quote or bookmark to a file, without a limit.

    Without a QUERY, everything is exported. The file's suffix selects the format: tables (.csv), objects (.jsonl),
    Markdown with footnotes (.md), plain text (.txt), Word (.docx, needs the extra newsexplore[docx]), and references
    for BibTeX (.bib), RIS (.ris) and CSL-JSON (.json). Every quote comes with its sentences, file, offsets and digest.

    A report (.html) is one page with timeline, names, who appears together, quotes and sources. An evidence bundle
    (.zip) has the cited originals with their digests; `verify` checks it.

    \b
      newsexplore export 'speaker:minister' -o articles.csv
      newsexplore export --quotes 'speaker:minister dam' -o said.md
      newsexplore export --kept -o sources.bib
      newsexplore export dam -o - --format jsonl | jq .title
    """
    run_command("export.export_query", **arguments)


@click.command()
@click.argument("bundle")
@json_flag
@shared_options
def verify(**arguments: Any) -> None:
    """Verify an evidence bundle: every file against its digest, every quote against its article.

    A bundle is what `export -o FILE.zip` writes. Prints the bundle's SHA-256, what does not match, and how many
    articles were read again from their originals with the same text. Exits with 1 if anything does not match.

    \b
      newsexplore export --quotes 'speaker:minister dam' -o evidence.zip
      newsexplore verify evidence.zip
    """
    run_command("verify.verify", **arguments)
