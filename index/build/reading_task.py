"""A file that a run has to read."""

from msgspec import Struct

from ..config.configuration import CorpusConfig
from ..corpus import Source
from ..model import SourceState


class Task(Struct):
    """A source to read: changed, new, or extracted with other settings than today's."""

    source: Source
    corpus: CorpusConfig
    stamp: str
    force: bool
    """Replace its articles even where their text is the same."""
    digest: str = ""
    """Of the file's bytes, if the scan has read them."""
    before: SourceState | None = None
    """What the index remembers of the file."""
