"""What the lines above a text say of it."""

from typing import NamedTuple


class Head(NamedTuple):
    """What a text's first lines say."""

    title: str
    date: str
    byline: str
    body: str
    outlet: str = ""
    url: str = ""
    beside: tuple[tuple[str, str], ...] = ()
    """Page, section and edition."""
    credited: bool = False
    """Whether nothing but the dateline names the outlet: a newspaper prints an agency's text."""
