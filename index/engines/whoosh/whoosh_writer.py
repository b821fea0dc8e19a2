"""Transactions on a Whoosh index."""

from whoosh.codec.whoosh3 import W3Segment

from ..packed.transaction import Transaction
from .commit_file import decode_segments
from .whoosh_store import Store


class WhooshWriter(Transaction[W3Segment]):
    """A transaction; see `base.Writer`."""

    def __init__(self, store: Store) -> None:
        """Start; raises IndexBusyError, or EngineError if the index is damaged."""
        self._commits = store
        super().__init__(store)

    def newest(self) -> tuple[int, list[W3Segment]]:
        """Return number and segments of the newest commit."""
        contents = self._commits.contents()
        return contents.generation, contents.segments

    def publish(self, segments: list[W3Segment], generation: int) -> None:
        """Write the table of contents."""
        self._commits.commit(segments, generation)

    def add(self, prepared: bytes) -> None:
        """Add a segment that `prepare` wrote; see `base.Writer`."""
        for segment in decode_segments(prepared) if prepared else ():
            self.attach(segment)
