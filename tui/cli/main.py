"""The `newsexplore` command: what can be asked for on the command line. The work is done in `commands/`.

Nothing is imported here that `--help` does not need.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ... import __version__
from ..terminal.sanitise import sanitise
from .entry import run

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_SHARED = {
    "config": (("--config",), "FILE", "Use this configuration file."),
    "index_dir": (("--index-dir",), "DIR", "Keep the index in this folder, or find it there."),
    "engine": (("--engine",), "NAME", "The index engine: whoosh or tantivy."),
}


class _Group(click.Group):
    """Subcommands, or PATHs: a first word that names no command is a path to open."""

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
            at += 1 if "=" in args[at] else 2
        if at >= len(args) or args[at] not in self.commands:
            args = [*args[:at], "open", *args[at:]]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[OPTIONS] [PATH ...]")
        formatter.write_usage(ctx.command_path, "[OPTIONS] COMMAND [ARGS] ...")


def _options(command: Decorated) -> Decorated:
    """The options that may stand before or after every command."""
    for name, (flags, metavar, text) in reversed(_SHARED.items()):
        command = click.option(*flags, name, metavar=metavar, help=text)(command)
    return command


def _run(work: str, **arguments: Any) -> None:
    """Do `module.function` of `commands`; whatever goes wrong is told in a line or two, never as a traceback."""
    ctx = click.get_current_context()
    before = ctx.find_root().params
    shared = {name: value for name in _SHARED if (value := arguments.pop(name, None) or before.get(name))}
    code, message = run(work, shared, (click.ClickException, click.exceptions.Exit), **arguments)
    if message:
        click.echo(sanitise(message), err=True)
    if code:
        ctx.exit(code)


def _json(command: Decorated) -> Decorated:
    return click.option("--json", "json", is_flag=True, help="Print JSON, one object a line.")(command)


def _inside(command: Decorated) -> Decorated:
    text = "Ask the index of this corpus; may be given again. Default: the configured corpora, else the last used."
    return click.option("--in", "paths", metavar="PATH", multiple=True, help=text)(command)


def _limit(default: int) -> Callable[[Decorated], Decorated]:
    return click.option(
        "--limit", type=click.IntRange(0), default=default, show_default=True, help="How many at most; 0: all."
    )


def _sort(command: Decorated) -> Decorated:
    kinds = click.Choice(("relevance", "newest", "oldest", "outlet"))
    return click.option("--sort", type=kinds, help="Default: what the configuration says.")(command)


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100, "show_default": False},
)
@_options
@click.version_option(__version__, message="newsexplore %(version)s")
def main(config: str | None, index_dir: str | None, engine: str | None) -> None:
    """Explore news corpora in the terminal.

    With PATHs the interface opens on them; without, on the corpora of the configuration, or else on the sample
    corpus. What is new is indexed while one already reads.

    \b
      newsexplore ~/news                       open a folder
      newsexplore index ~/news                 only bring its index up to date
      newsexplore search 'dam AND "state of emergency"'
      newsexplore quotes --speaker minister drought
    """
    del config, index_dir, engine  # `_run` finds them in the context


@main.command("open", hidden=True)
@click.argument("paths", nargs=-1, metavar="[PATH ...]")
@_options
def open_(**arguments: Any) -> None:
    """Open the interface."""
    _run("interface.open_interface", **arguments)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH ...]")
@click.option("--rebuild", is_flag=True, help="Read and extract everything again.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes that extract; 0: one a core.")
@_json
@_options
def index(**arguments: Any) -> None:
    """Bring the index of PATHs, or of the configured corpora, up to date.

    Only what is new or changed is read. Ctrl-C stops; what is finished by then is kept.

    \b
      newsexplore index ~/news archive-2017.tar.gz
      newsexplore index --json | jq .rejected
    """
    _run("index.index", **arguments)


@main.command()
@click.argument("query")
@_limit(20)
@_sort
@_inside
@_json
@_options
def search(**arguments: Any) -> None:
    """Find articles.

    \b
      newsexplore search 'opec AND price' --limit 5
      newsexplore search 'person:"Donald Trump" date:2017-11 -golf' --sort newest
    """
    _run("questions.search", **arguments)


@main.command()
@click.argument("query", default="")
@click.option("--speaker", metavar="NAME", help="Only what NAME said.")
@click.option("--about", metavar="NAME", help="Only where NAME is mentioned in the quote.")
@_limit(50)
@_sort
@_inside
@_json
@_options
def quotes(**arguments: Any) -> None:
    """Find quotes; the QUERY's words are looked for inside what was said.

    \b
      newsexplore quotes --speaker lavrov withdrawal
      newsexplore quotes 'date:2017-11 "final defeat"'
    """
    _run("questions.quotes", **arguments)


@main.command()
@click.argument("query", default="")
@click.option("--type", "kind", type=click.Choice(("person", "org", "place", "misc")), help="Only of this type.")
@_limit(50)
@_inside
@_json
@_options
def entities(**arguments: Any) -> None:
    """List who and what is named in the articles that match, most articles first.

    \b
      newsexplore entities --type person --limit 20
      newsexplore entities 'drought' --type org
    """
    _run("questions.entities", **arguments)


@main.command()
@click.argument("query")
@click.option("--sort", type=click.Choice(("article", "left", "right")), default="article", help="Order of the lines.")
@click.option("--width", type=click.IntRange(10, 400), default=40, show_default=True, help="Characters on each side.")
@_limit(100)
@_inside
@_json
@_options
def kwic(**arguments: Any) -> None:
    """Show every place that matches in its context, one line each: a concordance.

    \b
      newsexplore kwic 'econ*' --sort right
    """
    _run("questions.kwic", **arguments)


@main.command()
@click.argument("files", nargs=-1, metavar="[FILE ...]")
@_json
@_options
def annotate(**arguments: Any) -> None:
    """Find quotes, speakers and entities in texts, without an index.

    Without FILEs: JSON lines {"id", "text"} on standard input become JSON lines on standard output. With FILEs, each
    is read as one text. Offsets count characters of the text as given.

    \b
      newsexplore annotate story.txt
      newsexplore annotate < articles.jsonl > annotated.jsonl
    """
    _run("annotate.annotate", **arguments)


@main.command()
@click.argument("query", default="")
@click.option("-o", "--output", metavar="FILE", required=True, help="Where to: .csv .jsonl .md .bib or .txt.")
@click.option("--quotes", is_flag=True, help="Write quotes; the QUERY's words are looked for inside what was said.")
@click.option("--kept", is_flag=True, help="Write what is bookmarked, tagged or noted.")
@_sort
@_inside
@_json
@_options
def export(**arguments: Any) -> None:
    """Write every article that matches into a file, without a limit; or every quote, or what is kept.

    Without a QUERY, that is all of them. A file that is there is replaced.

    \b
      newsexplore export 'speaker:minister' -o articles.csv
      newsexplore export --quotes 'speaker:minister dam' -o said.md
      newsexplore export --kept -o sources.bib
    """
    _run("export.export_query", **arguments)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH ...]")
@click.option("--host", metavar="ADDRESS", default="localhost", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--public-url", metavar="URL", help="How browsers reach it, where that is not by the address.")
@_options
def serve(**arguments: Any) -> None:
    """Open the interface in a browser.

    Needs the extra newsexplore[serve]. It has no login: whoever reaches the address reads everything, so it listens
    on this machine alone unless --host says otherwise.

    \b
      newsexplore serve ~/news
      newsexplore serve ~/news --port 8080
    """
    _run("serve.serve", **arguments)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH ...]")
@click.option("--repair", is_flag=True, help="Build a damaged index again.")
@_json
@_options
def doctor(**arguments: Any) -> None:
    """Examine configuration, index and engine, and list what could not be read and why.

    Exits with 1 when something is wrong. Nothing is changed without --repair.

    \b
      newsexplore doctor
      newsexplore doctor ~/news --json | jq .problems
    """
    _run("doctor.doctor", **arguments)


@main.group()
def config() -> None:
    """Show and check the configuration."""


@config.command("show")
@_options
def config_show(**arguments: Any) -> None:
    """Print the configuration in force, the user's file merged over the default.

    \b
      newsexplore config show > newsexplore.yaml
    """
    _run("config.show", **arguments)


@config.command("check")
@_options
def config_check(**arguments: Any) -> None:
    """Check the user's file; exit 2 when something is wrong with it.

    \b
      newsexplore config check --config newsroom.yaml
    """
    _run("config.check", **arguments)


@config.command("path")
@_options
def config_path(**arguments: Any) -> None:
    """Print which file is the user's, or where it would be looked for.

    \b
      $EDITOR "$(newsexplore config path)"
    """
    _run("config.path", **arguments)


@config.command("schema")
@_options
def config_schema(**arguments: Any) -> None:
    """Print the JSON Schema of the configuration, for editors.

    \b
      newsexplore config schema > newsexplore.schema.json
    """
    _run("config.schema", **arguments)


@main.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

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
