"""Segments as packs: named arrays in one file, read by numpy; what the embedded engines are made of.

A pack holds a segment's records, its columns (dates, outlets, entities …) and the posting lists that its engine asks
for. On disk: `pack` (the file), `schema` (what is in it), `records` and `blocks` (articles, encoded and compressed),
`segment` and `merge` (writing it), `postings` and `columns` (reading it), `store` (the folder), `transaction`
(commits). Answers: `engine` (the questions), `evaluate` (trees), `words` (terms that a word means), `entities` (as they
are merged), `counts` (facets and timeline).
"""
