"""Shares of the files that several machines write to one index, each by `index --shard I/N`."""

from typing import Protocol, cast, runtime_checkable

from msgspec import Struct

from .base import Engine


class Share(Struct, frozen=True):
    """What the index knows of a share."""

    committed: float
    """When it was last written, in seconds since the epoch; 0 for never."""
    writer: str
    """Which process writes it now; "" for none."""


@runtime_checkable
class Shared(Protocol):
    """An engine whose index several machines write at once."""

    def shares(self) -> dict[str, Share]:
        """Return the shares that were written alone, by name, `1/4`."""
        ...


def shares(engine: Engine) -> dict[str, Share]:
    """Return the shares of an index, by name; none for an index of one machine."""
    return cast("Shared", engine).shares() if isinstance(engine, Shared) else {}
