"""The one place through which text from documents passes on its way to the screen; see `index.safe_text`."""

from ...index.safe_text import sanitise, sanitise_line

__all__ = ["sanitise", "sanitise_line"]
