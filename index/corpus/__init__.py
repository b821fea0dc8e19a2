"""Bytes to articles: one reader a file format."""
