"""Whether an engine shows a newer commit than it was told to: a cluster loses the view of a commit with a node."""

from typing import Protocol, cast, runtime_checkable

from .base import Engine


@runtime_checkable
class Losing(Protocol):
    """An engine that may lose the commit that it shows, and goes on with the newest."""

    @property
    def is_ahead(self) -> bool:
        """Whether searches show a newer commit than `refresh` has switched to."""
        ...


def is_ahead(engine: Engine) -> bool:
    """Return whether searches show a newer commit than `Engine.refresh` has switched to."""
    return isinstance(engine, Losing) and cast("Losing", engine).is_ahead
