"""The `newsexplore` command line. The options of its subcommands are in `*_commands`, their work in `commands/`.

Only what `--help` needs is imported here, which keeps it under 0.15 s.
"""

from pathlib import Path
from typing import Any

import click

from ... import __version__
from ..terminal.sanitise import sanitise
from . import (
    config_commands,
    copy_commands,
    export_commands,
    index_commands,
    language_commands,
    picture_commands,
    report_commands,
    saved_commands,
    search_commands,
)
from .shared_flags import run_command, shared_options

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
        elif len(args) == 1 and Path(args[at]).is_dir():
            name = args[at]
            click.echo(f"{name} is a command. To open the folder {name}: newsexplore ./{name}", err=True)
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


for command in (
    search_commands.search,
    search_commands.quotes,
    search_commands.entities,
    search_commands.speakers,
    copy_commands.copies,
    language_commands.kwic,
    language_commands.words,
    language_commands.ngrams,
    language_commands.collocates,
    language_commands.keyness,
    report_commands.profile,
    report_commands.compare,
    picture_commands.timeline,
    picture_commands.matrix,
    report_commands.counts,
    report_commands.why,
    copy_commands.similar,
    copy_commands.quote_variants,
    saved_commands.news,
    saved_commands.batch,
    search_commands.annotate,
    export_commands.export,
    export_commands.verify,
    index_commands.index,
    index_commands.init,
    index_commands.fetch,
    index_commands.doctor,
    index_commands.serve,
    config_commands.config,
):
    main.add_command(command)

if __name__ == "__main__":
    main()
