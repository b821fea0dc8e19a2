"""Fetches the configured feeds when due, and writes one plain JSON file per new item."""

import re
import time
from collections.abc import Callable, Collection, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from platformdirs import user_data_path

from ..config.configuration import Config, FeedConfig
from ..files import LockedError, expanded, locked, make_private, write_whole
from .client import FetchError, fetch
from .items import Item, ItemsError, read_items
from .state import FeedState, load_state, save_state

PAUSE = 1.0
"""Seconds between two requests to one host."""
LONGEST_BACK_OFF = 24 * 3600.0
"""Maximum wait after failures, in seconds; it doubles with each."""
_LOCK_SECONDS = 0.5

Outcome = Literal["fetched", "unchanged", "waiting", "failed", "gone"]


class FeedReport(Struct, frozen=True):
    """Result of fetching one feed."""

    name: str
    outcome: Outcome
    new: int = 0
    """Items written for the first time."""
    updated: int = 0
    """Items rewritten because they have changed."""
    folder: str = ""
    message: str = ""
    """An error, or a notice such as that the feed has moved."""
    wait: float = 0.0
    """Seconds until the next request is allowed."""


def feeds_folder(config: Config) -> Path:
    """Return the folder of items, absolute."""
    if config.feeds.folder:
        return expanded(config.feeds.folder).resolve()
    return user_data_path("newsexplore", appauthor=False) / "feeds"


def fetch_feeds(
    config: Config,
    names: Collection[str] = (),
    *,
    force: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[FeedReport]:
    """Request every configured feed that is due, one after another; yields a report for each.

    Args:
        config: The configuration.
        names: Names of feeds to fetch; all if empty.
        force: Also request feeds that are not due; an unchanged feed is still not downloaded.
        cancelled: Polled between feeds and while reading one.
        sleep: Waits between two requests to one host.

    Raises:
        OSError: the folder cannot be written.
    """
    asked: dict[str, float] = {}
    for feed in config.feeds.sources:
        if cancelled():
            return
        if names and feed.name not in names:
            continue
        folder = feeds_folder(config) / _folder_name(feed.name)
        make_private(folder)
        try:
            with locked(folder / "feed", _LOCK_SECONDS):
                report = _fetch(feed, folder, force, cancelled, asked, sleep)
        except LockedError:
            report = FeedReport(feed.name, "failed", folder=str(folder), message="another program is fetching it")
        if report is None:
            return
        yield report


def _fetch(
    feed: FeedConfig,
    folder: Path,
    force: bool,
    cancelled: Callable[[], bool],
    asked: dict[str, float],
    sleep: Callable[[float], None],
) -> FeedReport | None:
    """Request one feed; None if cancelled."""
    state = load_state(folder, feed.url)
    now = time.time()
    if not force and (state.gone or state.next_at > now):
        outcome: Outcome = "gone" if state.gone else "waiting"
        return FeedReport(feed.name, outcome, folder=str(folder), wait=max(0.0, state.next_at - now))
    host = urlsplit(feed.url).netloc
    if (rest := asked.get(host, 0.0) + PAUSE - time.monotonic()) > 0:
        sleep(rest)
    interval = 60.0 * feed.every_minutes
    try:
        answer = fetch(feed.url, state.etag, state.modified, cancelled)
        if answer is None:
            return None
        items = read_items(answer.body, feed) if answer.changed else []
    except (FetchError, ItemsError) as error:
        return _failed(feed, folder, state, error, interval)
    finally:
        asked[host] = time.monotonic()
    new, updated = _write(items, folder, state)
    state.etag, state.modified = answer.etag, answer.modified
    state.failures, state.gone, state.next_at = 0, False, now + interval
    save_state(folder, state)
    return FeedReport(
        feed.name,
        "fetched" if answer.changed else "unchanged",
        new,
        updated,
        str(folder),
        f"it has moved for good: change its url to {answer.url}" if answer.moved else "",
        interval,
    )


def _failed(feed: FeedConfig, folder: Path, state: FeedState, error: Exception, interval: float) -> FeedReport:
    """Back off: double the wait after each failure, and at least as long as the server asks."""
    asked = error.wait if isinstance(error, FetchError) else None
    state.gone = isinstance(error, FetchError) and error.gone
    wait = max(min(interval * 2 ** min(state.failures, 20), LONGEST_BACK_OFF), asked or 0.0)
    state.failures += 1
    state.next_at = time.time() + wait
    save_state(folder, state)
    message = f"{error}; remove it from the configuration" if state.gone else str(error)
    return FeedReport(feed.name, "failed", folder=str(folder), message=message, wait=wait)


def _write(items: list[Item], folder: Path, state: FeedState) -> tuple[int, int]:
    """Write new and changed items; return the number of each."""
    new = updated = 0
    for item in items:
        data = msgspec.json.format(msgspec.json.encode(item), indent=1) + b"\n"
        digest = blake2b(data, digest_size=12).hexdigest()
        known = state.seen.pop(item.id, None)
        state.seen[item.id] = digest
        if known == digest:
            continue
        write_whole(folder / f"{blake2b(item.id.encode('utf-8', 'replace'), digest_size=12).hexdigest()}.json", data)
        if known is None:
            new += 1
        else:
            updated += 1
    return new, updated


def _folder_name(name: str) -> str:
    """Return a readable folder name that is unique for the feed's name."""
    slug = re.sub(r"[^\w-]+", "-", name).strip("-")[:60]
    return slug if slug == name else f"{slug}-{blake2b(name.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"
