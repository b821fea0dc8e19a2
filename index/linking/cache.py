"""The links between a corpus's entities, kept beside its index until the next commit.

To find them takes a second and a hundred megabytes for 100,000 articles; to read them again takes neither.
"""

from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from ... import __version__
from ..engines.base import Engine
from ..engines.entity_merges import EntityId
from ..files import read_checked, write_checked
from .linker import link

METHOD = 2
"""Raised when `linking` finds other links among the same entities."""


class _Kept(Struct, frozen=True, array_like=True):
    version: str
    links: tuple[tuple[EntityId, EntityId], ...]


def links(engine: Engine, folder: Path) -> dict[EntityId, EntityId]:
    """What `linking.link` finds among all entities of an index.

    Args:
        engine: The open index.
        folder: The index folder, where they are kept under a checksum; a file that is damaged is made again, a folder
            that cannot be written is left as it is.
    """
    version = f"{__version__} {METHOD} {engine.name} {engine.version}"
    path = folder / "links.msgpack"
    with suppress(OSError, ValueError, msgspec.MsgspecError):
        kept = msgspec.msgpack.decode(read_checked(path), type=_Kept)
        if kept.version == version:
            return dict(kept.links)
    found = link(engine.entities())
    with suppress(OSError):
        write_checked(path, msgspec.msgpack.encode(_Kept(version, tuple(found.items()))))
    return found
