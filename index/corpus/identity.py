"""What makes two records the same article, wherever they were read.

An article's id says nothing of files or corpora, so it survives moving, renaming, reordering and rebuilding:

- A record that declares a globally unique id (a URI, a UUID, a long hash) or the address of a page is named by that.
  A page that is edited keeps its name.
- Where several versions of an agency's item with one id are read, each but the first has a name of its version as well.
- Any other record is named by what it says: title, text, date, outlet, address, and the id that it declares, if that is
  more than a row number. Ids such as `a1` are no names by themselves: two feeds may both use them.

`candidates` gives these names in order of preference. Names are not yet ids: two different texts at one address must
not share one, an edited article keeps the id that it had, and equal records are distinguished by a copy number. That
requires the contents of the index, see `build.matching`.

Records of one corpus that are equal in every respect are as many articles: the first has the name itself as its id,
the second the name and `-2`, and so on. Counts therefore agree with the source, and nothing is dropped in silence.
The first copies of two corpora are one article, which belongs to both.
"""

import re
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit

from ..lazy_pattern import lazy_pattern
from ..model import Article
from ..titles import own_title

_ROW_NUMBER = lazy_pattern(r"\d{1,6}")
"""Ids that may be positions: they change when records are added, and different articles have them every day."""
_UNIQUE = lazy_pattern(
    r"(?:urn:|tag:)\S{8,}|[a-z][a-z0-9+.-]*://\S{6,}"
    r"|\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?|[0-9a-f]{24,}",
    re.I,
)
_HIGHEST_VERSION = 200
"""Versions of one item that are looked for: agencies number them from 1, and few items have ten."""
_TRACKING = lazy_pattern(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|ocid|ns_\w+|ftag|smid", re.I)
_COPY = lazy_pattern(r"(.*)-(\d+)", re.S)


def candidates(article: Article) -> tuple[str, ...]:
    """Names for an article, the best first; the last one is of its content alone."""
    url = canonical_url(article.url)
    name = content_name(article)
    if unique := _unique(article):
        version = _version(article)
        return (digest("unique", unique), *([_version_name(unique, version)] if version else ()), name)
    if url:
        return (digest("unique", url), name)
    return (name,)


def versions(article: Article) -> tuple[str, ...]:
    """The ids that other versions of an agency's item may have; none for an article that is no version of one."""
    unique, version = _unique(article), _version(article)
    if not unique or not version:
        return ()
    numbers = range(_HIGHEST_VERSION + 1)
    return (digest("unique", unique), *(_version_name(unique, number) for number in numbers if number != version))


def _unique(article: Article) -> str:
    """The globally unique id that an article declares; "" if it declares none."""
    return canonical_url(article.key) or article.key if _UNIQUE.fullmatch(article.key) else ""


def _version(article: Article) -> int:
    """The number of a version; 0 if there is none, or if it is no number."""
    value = next((value for name, value in article.extra if name == "version"), "")
    number = int(value) if value.isascii() and value.isdecimal() and len(value) <= len(str(_HIGHEST_VERSION)) else 0
    return number if number <= _HIGHEST_VERSION else 0


def _version_name(unique: str, version: int) -> str:
    return digest("version", unique, str(version))


def content_name(article: Article) -> str:
    """The name of what an article says; what can be configured or guessed differently is no part of it."""
    key = "" if is_row_number(article.key) else article.key
    return digest("content", own_title(article), article.text, article.date, article.outlet, article.url, key)


def is_row_number(key: str) -> bool:
    """Whether a declared id may be nothing but a position."""
    return _ROW_NUMBER.fullmatch(key) is not None


def canonical_url(url: str) -> str:
    """The address of a page without what varies between links to it; "" when it names no page of a site."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        port = parts.port
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    if parts.scheme.lower() not in ("http", "https") or not host or not (path or parts.query):
        return ""
    query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])])
    if not path and not query:
        return ""
    where = host if port in (None, 80, 443) else f"{host}:{port}"
    return f"//{where}{path}?{query}" if query else f"//{where}{path}"


def copy_id(name: str, number: int) -> str:
    """The id of the nth equal record of a corpus, counted from 1."""
    return name if number == 1 else f"{name}-{number}"


def split_copy(id: str) -> tuple[str, int]:
    """The name and copy number of an id."""
    found = _COPY.fullmatch(id)
    return (found[1], int(found[2])) if found else (id, 1)


def digest(*parts: str) -> str:
    """A hash of some texts, 32 hexadecimal digits."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
