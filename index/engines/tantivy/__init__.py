"""The tantivy engine: an embedded native index beside the packs of `..packed`, for corpora where Python is too slow.

tantivy stores the words: it finds, scores and counts. Packs store everything else: records, dates, outlets and
entities, for facets, the timeline and every sort order except relevance. They share document numbers and commits: the
list of packs is a document in tantivy's own index (`tantivy_store`).

Start at `tantivy_engine`. On disk: `tantivy_schema` (fields, terms), `tantivy_store` (the folder), `batch_words` and
`tantivy_writer` (the transaction).
Searching: `tantivy_query` (trees to tantivy's queries), `mixed_evaluation` (trees beyond those).
`tantivy_check` looks for damage.
"""

from .tantivy_engine import open_engine

__all__ = ["open_engine"]
