"""The tantivy engine: an embedded native index beside the packs of `..packed`, for corpora where Python is too slow.

tantivy keeps the words: it finds, scores and counts. Packs keep everything else: records, dates, outlets, entities, for
facets, the timeline and every order but relevance. One number a document ties them together, and one commit: what the
packs are is written in a document of tantivy's own index (`tantivy_store`).

Start at `tantivy_engine`. On disk: `tantivy_schema` (fields, terms), `tantivy_store` (the folder), `batch_words` and
`tantivy_writer` (the transaction).
Searching: `tantivy_query` (trees to tantivy's queries), `mixed_evaluation` (what those cannot say).
`tantivy_check` looks for damage.
"""

from .tantivy_engine import open_engine

__all__ = ["open_engine"]
