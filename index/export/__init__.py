"""Exports: articles, quotes and decisions into files."""
