"""Options and help of the commands that build, examine and serve an index; the work is done in `commands/`."""

from typing import Any

import click

from .shared_flags import json_flag, run_command, shared_options


@click.command()
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
    one after the other, or at the same time on a cluster; each leaves the articles of the others alone. --retry is for
    after an extra was installed.

    \b
      newsexplore index ~/news archive-2017.tar.gz
      newsexplore index --json | jq .rejected
      newsexplore index ~/feeds --watch
      newsexplore index ~/news --explain ~/news/wire.zip!monday.xml
    """
    run_command("index.index", **arguments)


@click.command()
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


@click.command()
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


@click.command()
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


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH ...]")
@click.option("--host", metavar="ADDRESS", default="localhost", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--public-url", metavar="URL", help="Address that browsers use, if it differs.")
@click.option("--token", is_flag=True, help="Require a secret that is part of the printed address.")
@shared_options
def serve(**arguments: Any) -> None:
    """Open the interface in a browser.

    Needs the extra newsexplore[serve]. There is no login: everyone who can reach the address can read everything, so
    it listens on this machine alone unless --host says otherwise. With --token only the printed address opens it, and
    no other user of this machine can.

    \b
      newsexplore serve ~/news
      newsexplore serve ~/news --token
      newsexplore serve ~/news --port 8080
    """
    run_command("serve.serve", **arguments)
