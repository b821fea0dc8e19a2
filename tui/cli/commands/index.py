"""`newsexplore index`: bring an index up to date, with progress on a terminal."""

import re
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import click

from ....index.build.build_run import Report, build
from ....index.build.selection import Shard
from ....index.model import Reject
from ....index.protocol.build_progress import Progress
from ...terminal.sanitise import sanitise_line
from ..cancelling import cancelling
from ..options import Options, settings_for
from ..output import count, print_json, print_lines, say

SHOWN_REJECTS = 10
MOST_SHARDS = 100_000
_STAGES = {"linking": "linking names", "comparing": "looking for copies"}
"""What is shown of stages, where it is not their name."""


def index(
    options: Options,
    paths: Sequence[str],
    rebuild: bool,
    verify: bool,
    prune: bool,
    retry: bool,
    shard: str | None,
    table: str | None,
    explain: str | None,
    watch: bool,
    poll: bool,
    jobs: int,
    json: bool,
) -> None:
    """Index what is new or changed, and print a report; with `watch` go on whenever files change.

    Raises:
        click.UsageError: options that exclude each other, or a share that is none.
    """
    if explain is not None:
        from .explain_file import explain_file  # most runs do without

        explain_file(options, paths, explain, table, json=json)
        return
    if retry and (rebuild or prune or verify or watch or poll):
        raise click.UsageError(
            "--retry reads only what was rejected: leave --rebuild, --prune, --verify, --watch and --poll out."
        )
    share = _shard(shard) if shard is not None else None
    settings = settings_for(options, paths, replace=rebuild and share is None, table=table)
    work = partial(build, settings, shard=share, jobs=jobs)
    first = partial(_run, partial(work, rebuild=rebuild, verify=verify, prune=prune, retry=retry), json)
    if watch or poll:
        from .index_watch import keep_fresh  # most runs do without

        keep_fresh(settings, first, work, json=json, poll=poll)
    else:
        first()


def _run(work: Callable[..., Report], json: bool) -> None:
    """Index, with progress, and print the report."""
    rejects: list[Reject] = []
    with cancelling() as cancelled, _showing() as show:

        def on_progress(progress: Progress) -> None:
            rejects.extend(progress.rejects)
            show(progress)

        report = work(on_progress=on_progress, cancelled=cancelled)
    for reject in rejects[:SHOWN_REJECTS]:
        say(sanitise_line(f"rejected: {reject.locator}: {reject.reason}"))
    if len(rejects) > SHOWN_REJECTS:
        say(f"… and {len(rejects) - SHOWN_REJECTS:,} more: newsexplore doctor lists them all")
    if not report.complete:
        say("Stopped. What was finished is kept; run again to go on.")
    if json:
        print_json({name: getattr(report, name) for name in report.__struct_fields__ if name != "complete"})
    else:
        print_lines(_summary(report))
    for note in report.notes:
        say(sanitise_line(note))
    if not report.complete:
        sys.exit(130)


def _shard(written: str) -> Shard:
    """The share that `I/N` means.

    Raises:
        click.UsageError: it means none.
    """
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", written.strip())
    number, of = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= number <= of <= MOST_SHARDS:
        raise click.UsageError(f"--shard takes I/N, as 3/8 for the third of eight shares, not {written!r}.")
    return Shard(number, of)


def _summary(report: Report) -> Iterator[str]:
    changes = [
        f"{number:,} {what}"
        for number, what in (
            (report.added, "added"),
            (report.updated, "updated"),
            (report.unchanged, "unchanged"),
            (report.moved, "moved"),
            (report.removed, "removed"),
            (report.rejected, "rejected"),
            (report.skipped, "skipped as no news"),
        )
        if number
    ]
    yield f"{count(report.articles, 'article')} in the index: {', '.join(changes) or 'nothing to read'}"
    rate = (report.added + report.updated) / report.seconds if report.seconds else 0
    yield f"{report.seconds:.1f} s" + (f", {rate:,.0f} articles/s" if rate else "")


def _show_nothing(progress: Progress) -> None:
    del progress


@contextmanager
def _showing() -> Generator[Callable[[Progress], None]]:
    """A progress bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield _show_nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[articles]:,} articles"),
        TextColumn("{task.fields[rate]:,.0f}/s"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("scanning", total=1.0, articles=0, rate=0.0)

        def show(progress: Progress) -> None:
            bar.update(
                task,
                description=_STAGES.get(progress.stage, progress.stage),
                completed=progress.fraction,
                articles=progress.done,
                rate=progress.rate,
            )

        yield show
