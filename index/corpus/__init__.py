"""Bytes to articles: one reader a file format.

`sources.sources` finds the files of a corpus, `reading.read` yields the articles of one, and a `Reject` for whatever
cannot be read. This module imports nothing: whoever searches needs no reader, and to import all takes 0.2 s.
"""
