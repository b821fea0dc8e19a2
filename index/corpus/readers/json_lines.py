"""JSON Lines: one article a line."""

from collections.abc import Iterator

from ..draft import MAX_TEXT, Draft, Flaw, Input, Unreadable
from ..lines import lines
from .json_file import parse, record


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the articles of a file, one a line; a bad line is a flaw. Numbers are line numbers."""
    for number, line in enumerate(lines(given), 1):
        if line is None:
            yield Flaw(number, f"the line is longer than {MAX_TEXT >> 20} MB")
            continue
        line = line.strip().strip("\x1e\ufeff")  # RFC 7464 begins each with a record separator
        if not line:
            continue
        try:
            value = parse(line)
        except Unreadable as error:
            yield Flaw(number, str(error))
            continue
        yield record(value, given, number)
