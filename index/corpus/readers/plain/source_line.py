"""What a line says of where an article stood: outlet, date and page."""

import re

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...dates.dates import Order

_ARTICLES = "The|Die|Der|Das|Le|La|Les|El|Los|De|Het"
_INVERTED = lazy_pattern(rf"([^,]{{2,80}}), ({_ARTICLES})( \([^()]*\))?\Z")
_LONGEST = 400
_ENDS = lazy_pattern(r"\s*(?:;|\[|\bvom\b|\bNr\.|,(?![^()]*\))|\. (?=\(?\d|\(?[A-Z][a-z]{2,8}\.? ?\d))")
"""What ends the name of an outlet; a comma within brackets does not."""
_INVERTED_SOURCE = lazy_pattern(rf"[^,.;]{{2,80}}, (?:{_ARTICLES})(?: \([^()]*\))?(?=[.,;])")


def named_first(outlet: str) -> str:
    """The name of an outlet with its article in front: `Lantern, The (London)` -> `The Lantern (London)`."""
    match = _INVERTED.match(outlet.strip())
    return f"{match[2]} {match[1]}{match[3] or ''}" if match else outlet.strip()


def source_facts(line: str, order: Order = "") -> tuple[str, str, str]:
    """The outlet, date and page of a line that says where an article stood: `Ostby Post vom 04.03.2021, Seite 3`."""
    if not line:
        return "", "", ""
    page = match[1] if (match := re.search(r"(?:Seite|\bS\.|\bp\.?|\bpg\.?)\s*([A-Z]?\d[\w-]*)", line)) else ""
    inverted = _INVERTED_SOURCE.match(line)
    outlet = (
        inverted[0]
        if inverted
        else re.split(
            r"\s*(?:;|\[|\bvom\b|\bNr\.|,(?![^()]*\))|\. (?=\(?\d|\(?[A-Z][a-z]{2,8}\.? ?\d))", line, maxsplit=1
        )[0].strip(" .")
    )
    rest = line[len(outlet) :]
    rest = rest[: match.start() - len(outlet)] if match and match.start() > len(outlet) else rest
    when = ""
    for piece in re.findall(
        r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}\s+\w{3,9}\.?\s+\d{4}|\w{3,9}\.?\s+\d{1,2},\s+\d{4}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}",
        rest,
    ):
        when = when or dates.parse(piece, order)
    return outlet, when, page
