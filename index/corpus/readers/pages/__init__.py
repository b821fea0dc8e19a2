"""Saved pages: the article among navigation and advertisements, web archives and other crawls."""
