"""The columns of the list of speakers: quotes, those among them that are doubtful, and outlets. No widgets here."""

from rich.cells import cell_len

from ...index.protocol.answers import Speakers
from .entity_rows import EntityRow, short

ROOMY, NARROW = 44, 30
"""Cells of the list from which on headings are whole words and rows end with a bar, and below which doubtful quotes are
not counted: a question mark alone tells that there are some."""
_QUOTES = 5


def column_width(width: int) -> int:
    """Return the cells of all columns in a list of a width, without the bar."""
    return _QUOTES + sum(_widths(width))


def column_heads(width: int) -> str:
    """Return what stands above the columns."""
    outlets = "outlets" if width >= ROOMY else "outl." if width >= NARROW else "outl"
    return f"{'quotes':>{_QUOTES + 1}}{outlets:>{column_width(width) - _QUOTES - 1}}"


def column_numbers(item: EntityRow, width: int) -> tuple[str, str]:
    """Return a speaker's quotes, and what is less prominent: doubtful ones with a question mark, and outlets."""
    doubtful, outlets = _widths(width)
    mark = "" if not item.doubtful else "?" if width < NARROW else f" {short(item.doubtful)}?"
    printed = short(item.outlets) if item.outlets else "·"
    return f"{short(item.articles):>{_QUOTES}}", f"{mark:<{doubtful}}{printed:>{outlets}}"


def _widths(width: int) -> tuple[int, int]:
    """Return the cells of the columns of doubtful quotes and of outlets."""
    return (4, 8) if width >= ROOMY else (4, 6) if width >= NARROW else (1, 5)


def summary(speakers: Speakers, width: int, *, narrowed: bool) -> str:
    """Return what the list counts and leaves out, in at most `width` cells where that can be.

    Args:
        speakers: The list.
        width: Cells.
        narrowed: Whether only some names were asked for.
    """
    listed = len(speakers.speakers)
    doubtful = sum(one.doubtful for one in speakers.speakers)
    quotes = f"{speakers.quotes:,} quote{'s' if speakers.quotes != 1 else ''}"
    parts = [
        f"{sum(one.quotes for one in speakers.speakers):,} of {quotes}" if narrowed else quotes,
        f"{speakers.unnamed:,} unnamed" if speakers.unnamed and not narrowed else "",
        f"{listed:,} of {speakers.total:,} speakers" if listed < speakers.total else "",
        f"{doubtful:,}? doubtful" if doubtful else "",
    ]
    line = " · ".join(filter(None, parts))
    return line if cell_len(line) <= width else line.removesuffix(" doubtful")


def nothing_heard(speakers: Speakers, holding: str) -> str:
    """Return why no speaker is listed."""
    if not speakers.quotes:
        return "Nobody is quoted in these results."
    if holding:
        return f"No speaker in these results has a name or title that contains “{holding}”."
    number = f"The {speakers.quotes:,} quotes" if speakers.quotes > 1 else "The quote"
    return f"{number} in these results name{'s' if speakers.quotes == 1 else ''} no speaker."
