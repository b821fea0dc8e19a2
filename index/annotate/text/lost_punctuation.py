"""Texts that have lost their punctuation: press releases whose marks became spaces, and whose quotes lines."""

_STOPS = 600
"""Characters to a full stop, on average, from which a text has lost them."""
_GAPS = 300
"""Characters to a gap of two spaces, on average, under which marks became gaps."""


def has_lost_punctuation(text: str) -> bool:
    """Return whether a text has gaps of two spaces in place of its punctuation."""
    return text.count(".") * _STOPS < len(text) < text.count("  ") * _GAPS
