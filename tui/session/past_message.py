"""A message that was shown in passing. No widgets here."""

from typing import NamedTuple


class PastMessage(NamedTuple):
    """When something was said, and what."""

    time: str
    """Of the day, to the second."""
    text: str
