"""The Whoosh engine: an embedded index in one folder, its postings and columns packed for numpy.

Whoosh provides the model of commits, segments, deletions and the schema. Segments are stored as packs (`..packed`)
behind a Whoosh codec, so that writing, merging and searching need no Python per posting.

Start at `whoosh_engine`. On disk: `whoosh_store` (the folder), `whoosh_writer` (the transaction). Searching:
`whoosh_query`, `phrase`. `codec` opens packs to Whoosh's own readers; `whoosh_check` looks for damage.
"""

from .whoosh_engine import open_engine

__all__ = ["open_engine"]
