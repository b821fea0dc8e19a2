"""Numbers for names as they are compared, and what a longer name may be called in short."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple
from zlib import crc32

from ..annotate.entities.spelling import LEGAL, limit_caches
from .linker import is_acronym, is_part
from .spellings import fold

PERSON, ORG, MISC = 0, 1, 3
"""Types as indexes into `ENTITY_TYPES`."""
KINDS = 3
"""Mask of the bits of a number that are the type."""
FIRM = -1
"""The alias of a firm's name without its legal form, however that is written."""


def base_of(key: str) -> int:
    """Hash a name as it is compared; the last two bits are 0."""
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True) & ~KINDS


class Short(NamedTuple):
    """What a longer name may be called."""

    base: int
    alias: int
    """Checksum of the name as written (`written`), or `FIRM`."""
    part: bool
    """Whether it begins or ends the longer name; else it is an acronym of it."""
    words: int


def written(name: str) -> int:
    """Return the checksum that stands for a name as written among those that are compared as equal."""
    return crc32(name.encode("utf-8", "surrogatepass"))


def short_for(kind: int, key: str, name: str, aliases: Iterable[str]) -> Iterator[Short]:
    """Yield the acronyms and parts of a name that it may be called.

    Args:
        kind: Its type.
        key: The name as compared.
        name: The name as written.
        aliases: The other names that articles give it.
    """
    if kind == PERSON or " " not in key:
        return
    limit_caches()  # of the words of names that are compared
    others = list(aliases)
    for alias, folded in zip(others, fold(others), strict=True) if others else ():
        acronym = is_acronym(alias, folded, name, key)
        if (acronym or (kind == ORG and is_part(folded, key))) and not LEGAL.issuperset(folded.split()):
            yield Short(base_of(folded), written(alias), not acronym, folded.count(" ") + 1)
    firm, _, form = key.rpartition(" ")
    if kind == ORG and form in LEGAL and not LEGAL.issuperset(firm.split()):
        yield Short(base_of(firm), FIRM, True, firm.count(" ") + 1)
