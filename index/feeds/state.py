"""The state of a feed between requests, in a hidden file of its folder."""

from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct, field

from ..files import write_whole

NAME = ".feed.json"
MAX_SEEN = 20_000
"""Maximum number of items remembered; a feed lists a few hundred."""


class FeedState(Struct):
    """A feed's validators, known items and next allowed request."""

    url: str = ""
    """The feed's address."""
    etag: str = ""
    modified: str = ""
    next_at: float = 0.0
    """Unix time of the next allowed request."""
    failures: int = 0
    """Consecutive failed requests."""
    gone: bool = False
    """Whether the server said that the feed is gone for good."""
    seen: dict[str, str] = field(default_factory=dict)
    """Digests of written items by item id, oldest first."""


def load_state(folder: Path, url: str) -> FeedState:
    """Load the state of a feed; a new one if it is missing, damaged or of another address."""
    with suppress(OSError, msgspec.MsgspecError):
        state = msgspec.json.decode((folder / NAME).read_bytes(), type=FeedState)
        return state if state.url == url else FeedState(url=url, seen=state.seen)
    return FeedState(url=url)


def save_state(folder: Path, state: FeedState) -> None:
    """Write the state of a feed atomically; raises OSError."""
    for id in list(state.seen)[: max(0, len(state.seen) - MAX_SEEN)]:
        del state.seen[id]
    write_whole(folder / NAME, msgspec.json.encode(state))
