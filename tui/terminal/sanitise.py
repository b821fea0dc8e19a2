"""Sanitising of document text for the screen, from `index.safe_text`."""

from ...index.safe_text import sanitise, sanitise_line

__all__ = ["sanitise", "sanitise_line"]
