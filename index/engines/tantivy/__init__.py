"""The tantivy engine: an embedded native index beside the packs of `..packed`, for corpora where Python is too slow.

tantivy keeps the words: it finds, scores and counts. Packs keep everything else: records, dates, outlets, entities, for
facets, the timeline and every order but relevance. One number a document ties them together, and one commit: what the
packs are is written in a document of tantivy's own index (`store`).

`engine` is the way in. On disk: `schema` (fields, terms), `store` (the folder), `feed` and `writer` (the transaction).
Searching: `query` (trees to tantivy's queries), `evaluate` (what those cannot say). `check` looks for damage.
"""

from .engine import open_engine

__all__ = ["open_engine"]
