"""Segments as packs: named arrays in one file, read by numpy; what the embedded engines are made of.

A pack holds a segment's records, its columns (dates, outlets, entities …) and the posting lists that its engine asks
for. On disk: `pack` (the file), `packed_schema` (what is in it), `records` and `record_blocks` (articles, encoded and
compressed), `segment` and `merge` (writing it), `postings` and `columns` (reading it), `packed_store` (the folder),
`transaction` (commits). Answers: `packed_engine` (the questions), `packed_evaluation` (trees), `word_expansion` (terms
that a word means), `merged_entities`
(with the merges of the user applied), `counts` (facets and timeline).
"""
