"""What is remembered of a feed between two requests, in a hidden file of its folder."""

from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct, field

from ..files import write_whole

NAME = ".feed.json"
MAX_SEEN = 20_000
"""Items remembered; a feed lists a few hundred."""


class FeedState(Struct):
    """A feed's validators, its items and when it may be asked again."""

    url: str = ""
    """The address that the rest is about."""
    etag: str = ""
    modified: str = ""
    next_at: float = 0.0
    """Unix time before which the feed is not requested."""
    failures: int = 0
    """Requests that failed since the last good one."""
    gone: bool = False
    """Whether the server said that the feed will not come back."""
    seen: dict[str, str] = field(default_factory=dict)
    """Item id -> digest of what was written, oldest first."""


def load_state(folder: Path, url: str) -> FeedState:
    """Load the state of a feed; a new one when there is none, it is damaged, or it is about another address."""
    with suppress(OSError, msgspec.MsgspecError):
        state = msgspec.json.decode((folder / NAME).read_bytes(), type=FeedState)
        return state if state.url == url else FeedState(url=url, seen=state.seen)
    return FeedState(url=url)


def save_state(folder: Path, state: FeedState) -> None:
    """Write the state of a feed whole; raises OSError."""
    for id in list(state.seen)[: max(0, len(state.seen) - MAX_SEEN)]:
        del state.seen[id]
    write_whole(folder / NAME, msgspec.json.encode(state))
