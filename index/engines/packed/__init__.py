"""Segments as packs, files of named arrays read by numpy: the common base of the embedded engines.

A pack contains a segment's records, its columns (dates, outlets, entities …) and the posting lists its engine needs. On
disk: `pack` (the file), `packed_schema` (what is in it), `records` and `record_blocks` (articles, encoded and
compressed), `segment` and `merge` (writing it), `postings` and `columns` (reading it), `packed_store` (the folder),
`transaction` (commits). Answers: `packed_engine` (the questions), `packed_evaluation` (trees), `word_expansion` (terms
that a word matches), `merged_entities` (entities with merges applied), `counts` (facets and timeline).
"""
