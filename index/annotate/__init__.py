"""Article text to mentions, entities and quotes."""

VERSION = 20
"""Raised when extraction finds other things in the same text: indexes then extract again by themselves."""
