"""The authors that a byline names, for formats that list them one by one."""

import re

_SEPARATORS = re.compile(r"\s*(?:,|;|&|\band\b)\s*", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}")
_BY = re.compile(r"^\s*by\s+", re.IGNORECASE)


def authors_of(byline: str) -> tuple[tuple[str, ...], bool]:
    """Return the names in a byline, and whether they are all names of people.

    A byline that is not only names, such as "By our staff in Velmora", is returned whole, with False. No byline gives
    no names.
    """
    names = tuple(name for name in _SEPARATORS.split(_BY.sub("", byline)) if name)
    if names and all(_NAME.fullmatch(name) for name in names):
        return names, True
    return ((byline,) if byline.strip() else ()), False
