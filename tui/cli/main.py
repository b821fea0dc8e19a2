"""The `newsexplore` command line: every subcommand with its options. The work is done in `commands/`.

Only what `--help` needs is imported here, which keeps it under 0.15 s.
"""

from typing import Any

import click

from ... import __version__
from ..terminal.sanitise import sanitise
from .shared_flags import in_option, json_flag, limit_option, run_command, shared_options, sort_option, type_option

_FLAGS = frozenset(("--sample",))
"""Options before the command that take no value."""


class _Group(click.Group):
    """A group that opens the interface on PATHs when the first word names no command."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand; what click says of wrong arguments quotes them, sanitised."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            error.message = sanitise(error.message)  # pyright: ignore[reportAttributeAccessIssue]
            raise

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        at = 0
        while at < len(args) and args[at].startswith("-"):
            if args[at] in ("-h", "--help", "--version"):
                return super().parse_args(ctx, args)
            at += 1 if "=" in args[at] or args[at] in _FLAGS else 2
        if at >= len(args) or args[at] not in self.commands:
            args = [*args[:at], "open", *args[at:]]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[OPTIONS] [PATH ...]")
        formatter.write_usage(ctx.command_path, "[OPTIONS] COMMAND [ARGS] ...")


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100, "show_default": False},
)
@shared_options
@click.version_option(__version__, message="newsexplore %(version)s")
@click.option("--sample", is_flag=True, help="Open the sample corpus.")
def main(config: str | None, index_dir: str | None, engine: str | None, sample: bool) -> None:
    """Explore news corpora in the terminal.

    With PATHs, open the interface on them. Without, open the corpora of the configuration, else what was open last;
    on a first run, the sample corpus. New files are indexed while you read.

    \b
      newsexplore ~/news                       open a folder
      newsexplore --sample                     open the sample corpus
      newsexplore index ~/news                 update its index only
      newsexplore search 'dam AND "state of emergency"'
      newsexplore quotes --speaker minister drought
    """
    del config, index_dir, engine, sample  # the subcommands find them in the context


@main.command("open", hidden=True)
@click.argument("paths", nargs=-1, metavar="[PATH ...]")
@click.option("--sample", is_flag=True, help="Open the sample corpus.")
@shared_options
def open_(sample: bool, **arguments: Any) -> None:
    """Open the interface."""
    sample = sample or click.get_current_context().find_root().params["sample"]
    run_command("interface.open_interface", sample=sample, **arguments)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH ...]")
@click.option("--rebuild", is_flag=True, help="Read and index everything again.")
@click.option("--verify", is_flag=True, help="Compare the bytes of every file.")
@click.option("--prune", is_flag=True, help="Remove articles of missing and empty folders.")
@click.option("--watch", is_flag=True, help="Go on indexing whenever files change.")
@click.option("--poll", is_flag=True, help="As --watch, for network drives: look at every file.")
@click.option("--retry", is_flag=True, help="Read only files that were rejected, in whole or in part.")
@click.option("--shard", metavar="I/N", help="Read only the Ith of N equal shares of the files.")
@click.option("--table", metavar="NAME", help="Table of SQLite databases to read; remembered for PATHs.")
@click.option("--explain", metavar="FILE", help="Index nothing; show how FILE or ARCHIVE!member is read.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Worker processes; 0: one per core.")
@json_flag
@shared_options
def index(**arguments: Any) -> None:
    """Update the index of PATHs, or of the configured corpora.

    Only new and changed files are read: those whose size or modification time differs from the last run. --verify
    compares bytes instead. Articles of a folder that is missing or empty, such as a drive that is not mounted, are kept
    until --prune. Ctrl-C stops; what is committed by then is kept. Of a file that has grown only the new records are
    read.

    --watch needs the extra newsexplore[watch]. A file is read once it has not changed for a second, or a minute after
    the first change.

    The share of --shard follows from each file's path below its corpus. Runs with different shares may feed one index,
    one after the other; each leaves the articles of the others alone. --retry is for after an extra was installed.

    \b
      newsexplore index ~/news archive-2017.tar.gz
      newsexplore index --json | jq .rejected
      newsexplore index ~/feeds --watch
      newsexplore index ~/news --explain ~/news/wire.zip!monday.xml
    """
    run_command("index.index", **arguments)


@main.command()
@click.argument("folder")
@click.option("--yes", is_flag=True, help="Write the configuration without asking.")
@click.option("--name", metavar="NAME", help="Name of the corpus. Default: the folder's name.")
@click.option("-o", "--output", metavar="FILE", help="File to write; - prints it. Default: your configuration file.")
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@click.option("--field", "fields", metavar="FIELD=NAME", multiple=True, help="Read FIELD from NAME; repeatable.")
@click.option("--outlet", metavar="NAME", help="Outlet of articles that name none.")
@click.option("--lang", metavar="CODE", help="Language of articles that name none.")
@click.option("--table", metavar="NAME", help="Table of SQLite databases to read.")
@json_flag
@shared_options
def init(**arguments: Any) -> None:
    """Look at a folder, show how it will be read, and write a configuration.

    A sample of the files of each format is read. Shown are formats, the place that each field of the articles comes
    from, dates as understood, languages and three articles. On a terminal you are asked what to change; elsewhere
    nothing is written without --yes. FIELD is one of title, text, date, outlet, byline, url, lang, topics and key, NAME
    a column, field or element of the source.

    \b
      newsexplore init ~/news
      newsexplore init ~/dump --field text=corpo --yes --output dump.yaml
      newsexplore init ~/news --json | jq .formats
    """
    run_command("init.init", **arguments)


@main.command()
@click.argument("query")
@limit_option(20)
@sort_option
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


@main.command()
@click.argument("query", default="")
@click.option("--speaker", metavar="NAME", help="Only quotes by NAME.")
@click.option("--about", metavar="NAME", help="Only quotes that mention NAME.")
@click.option(
    "--min-confidence",
    metavar="N",
    type=click.IntRange(0, 100),
    help="Only speakers that are N % sure or more.",
)
@limit_option(50)
@sort_option
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


@main.command()
@click.argument("query", default="")
@type_option
@limit_option(50)
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


@main.command()
@click.argument("query", default="")
@click.option("--quotes", is_flag=True, help="Count only quotes that match; the words of QUERY match inside the quote.")
@type_option
@limit_option(50)
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


@main.command()
@click.argument("query")
@click.option("--sort", type=click.Choice(("article", "left", "right")), default="article", help="Order of the lines.")
@click.option("--width", type=click.IntRange(10, 400), default=40, show_default=True, help="Characters on each side.")
@limit_option(100)
@in_option
@json_flag
@shared_options
def kwic(**arguments: Any) -> None:
    """Print a concordance: every match in context, one per line.

    \b
      newsexplore kwic 'econ*' --sort right
    """
    run_command("search.kwic", **arguments)


@main.command()
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


@main.command()
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


@main.command()
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


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME ...]")
@click.option("--force", is_flag=True, help="Also request feeds that are not due.")
@json_flag
@shared_options
def fetch(**arguments: Any) -> None:
    """Fetch new items of the configured feeds into a folder of files.

    Only feeds under `feeds` in the configuration are requested, and only by this command. Exits with 1 when a feed
    failed; one that fails is left alone for longer each time.

    \b
      newsexplore fetch && newsexplore index
      newsexplore fetch ardpress --force
    """
    run_command("fetch.fetch", **arguments)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH ...]")
@click.option("--host", metavar="ADDRESS", default="localhost", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--public-url", metavar="URL", help="Address that browsers use, if it differs.")
@shared_options
def serve(**arguments: Any) -> None:
    """Open the interface in a browser.

    Needs the extra newsexplore[serve]. There is no login: everyone who can reach the address can read everything, so
    it listens on this machine alone unless --host says otherwise.

    \b
      newsexplore serve ~/news
      newsexplore serve ~/news --port 8080
    """
    run_command("serve.serve", **arguments)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH ...]")
@click.option("--repair", is_flag=True, help="Rebuild a damaged index.")
@json_flag
@shared_options
def doctor(**arguments: Any) -> None:
    """Check configuration, index and engine; list what could not be read.

    Exits with 1 when a problem is found. Nothing is changed without --repair.

    \b
      newsexplore doctor
      newsexplore doctor ~/news --json | jq .problems
    """
    run_command("doctor.doctor", **arguments)


@main.group()
def config() -> None:
    """Show and check the configuration."""


@config.command("show")
@shared_options
def config_show(**arguments: Any) -> None:
    """Print the configuration in force: your file merged over the default.

    \b
      newsexplore config show > newsexplore.yaml
    """
    run_command("config.show", **arguments)


@config.command("check")
@shared_options
def config_check(**arguments: Any) -> None:
    """Check your configuration file; exit 2 when it has a problem.

    \b
      newsexplore config check --config newsroom.yaml
    """
    run_command("config.check", **arguments)


@config.command("path")
@shared_options
def config_path(**arguments: Any) -> None:
    """Print the path of your configuration file, or where it would be.

    \b
      $EDITOR "$(newsexplore config path)"
    """
    run_command("config.path", **arguments)


@config.command("schema")
@shared_options
def config_schema(**arguments: Any) -> None:
    """Print the JSON Schema of the configuration, for editors.

    \b
      newsexplore config schema > newsexplore.schema.json
    """
    run_command("config.schema", **arguments)


@main.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """Print the completion script for a shell.

    \b
      newsexplore completion bash > ~/.local/share/bash-completion/completions/newsexplore
      newsexplore completion zsh > ~/.zfunc/_newsexplore
      newsexplore completion fish > ~/.config/fish/completions/newsexplore.fish
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    if script is not None:
        click.echo(script(main, {}, "newsexplore", "_NEWSEXPLORE_COMPLETE").source())


if __name__ == "__main__":
    main()
