"""Headlines as pages give them, with the name of the site before or behind: "Storm closes port | The Lantern"."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from ...lazy_pattern import lazy_pattern

_PARTED = lazy_pattern(r"\s+(?:[|–—·•»«:-]|::|\|\||>)\s+|\s*\|\s*|(?<=\S):\s+")
_QUIET = lazy_pattern(r"[\W_]+")
_HOST = lazy_pattern(
    r"(?:https?://)?(?:[\w-]+\.)*?([\w-]{2,})\.(?:(?:co|com|org|net|gov|ac)\.)?[a-z]{2,12}(?::\d+)?(?:/.*)?\Z", re.I
)
_ARTICLES = ("the", "der", "die", "das", "le", "la", "les", "el", "il")
_SHORTEST = 3


def without_site(title: str, names: Iterable[str]) -> str:
    """A headline without the name of its site at either end; unchanged unless one of the names is that of the site.

    Args:
        title: the headline.
        names: what the site is called: its name, its host, its address.
    """
    known = {key for name in names for key in site_keys(name)}
    while known:
        parts = list(_PARTED.finditer(title))
        if not parts:
            break
        last, first = title[parts[-1].end() :], title[: parts[0].start()]
        if site_keys(last) & known and len(title[: parts[-1].start()].strip()) >= _SHORTEST:
            title = title[: parts[-1].start()].strip()
        elif site_keys(first) & known and len(title[parts[0].end() :].strip()) >= _SHORTEST:
            title = title[parts[0].end() :].strip()
        else:
            break
    return title


def site_ending(title: str) -> str:
    """What may be the name of a site behind a headline: the words after the last bar or dash; "" if there is none."""
    parts = list(_PARTED.finditer(title))
    return title[parts[-1].end() :].strip() if parts and ":" not in parts[-1].group() else ""


@lru_cache(maxsize=4096)
def site_keys(name: str) -> frozenset[str]:
    """What names of one site have in common: `The Lantern`, `Lantern`, `www.lantern.example`."""
    host = _HOST.match(name.strip())
    found = {_key(name)} | ({_key(host[1])} if host and " " not in name.strip() else set[str]())
    return frozenset(key for key in found if len(key) >= _SHORTEST)


def _key(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold())
    words = [word for word in _QUIET.split(folded) if word]
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    found = "".join(words)
    return next((found[len(one) :] for one in ("the",) if found.startswith(one) and len(found) > len(one) + 2), found)
