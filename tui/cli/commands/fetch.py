"""`newsexplore fetch`: new items of the configured feeds, one line a feed."""

import difflib
import sys
from collections.abc import Sequence

import msgspec

from ....index.config.settings import SettingsError
from ....index.feeds.fetcher import FeedReport, feeds_folder, fetch_feeds
from ...terminal.sanitise import sanitise_line
from ..options import Options, configuration
from ..output import count, print_json, print_lines, say


def fetch(options: Options, names: Sequence[str], force: bool, json: bool) -> None:
    """Fetch the feeds that are due, or those named; exit with 1 when one failed.

    Raises:
        SettingsError: no feed is configured, or a name is none of theirs.
    """
    config = configuration(options)
    known = [feed.name for feed in config.feeds.sources]
    if not known:
        raise SettingsError("No feed is configured. Name some under `feeds`; `newsexplore config path` tells where.")
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
            raise SettingsError(f"No feed is named {name!r}; {meant}")
    failed = False
    for report in fetch_feeds(config, names, force=force):
        failed |= report.outcome == "failed"
        if json:
            print_json(msgspec.to_builtins(report))
        else:
            print_lines((sanitise_line(_line(report)),))
        if report.message and not json:
            say(sanitise_line(f"{report.name}: {report.message}"))
    if not json:
        say(f"The files are in {sanitise_line(str(feeds_folder(config)))}")
    if failed:
        sys.exit(1)


def _line(report: FeedReport) -> str:
    match report.outcome:
        case "fetched":
            return f"{report.name}: {count(report.new, 'new item')}, {report.updated:,} updated"
        case "unchanged":
            return f"{report.name}: nothing new"
        case "waiting":
            return f"{report.name}: not due for another {_minutes(report.wait)}"
        case "gone":
            return f"{report.name}: gone for good, no longer requested"
        case _:
            return f"{report.name}: failed, next attempt in {_minutes(report.wait)}"


def _minutes(seconds: float) -> str:
    return count(max(1, round(seconds / 60)), "minute")
