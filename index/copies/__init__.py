"""Copies and versions: which articles, and which quotes, have the same words."""
