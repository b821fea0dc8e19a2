"""Bytes to text: encodings, normalisation, markup, pages, languages."""
