"""Indexing: corpus to annotations to engine."""
