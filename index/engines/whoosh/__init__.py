"""The Whoosh engine: an embedded index in one folder, its postings and columns packed for numpy.

Whoosh's are the index and its commits, segments and deletions, the schema, the lock. Ours, as a codec of Whoosh, is how
a segment is stored, a pack (`..packed`), so that it is written, merged and searched without Python for each posting.

Start at `whoosh_engine`. On disk: `whoosh_store` (the folder), `whoosh_writer` (the transaction). Searching:
`whoosh_query`, `phrase`. `codec`
opens the packs to Whoosh's own readers, `check` looks for damage.
"""

from .whoosh_engine import open_engine

__all__ = ["open_engine"]
