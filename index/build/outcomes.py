"""What becomes of each record that a run reads, and of each article that no source holds any more."""

from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import Struct

from ..model import Article, Location
from .known import Known
from .ledger import Ledger
from .past import Past


class Kept(Struct, frozen=True):
    """The record is in the index as it is."""


class Write(Struct, frozen=True):
    """The article must be extracted and written."""

    article: Article
    updated: bool
    """Whether the index holds another version."""


class Move(Struct, frozen=True):
    """The article's locations change, and nothing else."""

    id: str
    places: tuple[Location, ...]
    read: bool = True
    """Whether a record was found in a new place; else the article only lost one."""


class Remove(Struct, frozen=True):
    """The article is no longer in any corpus."""

    id: str


Decision = Kept | Write | Move | Remove


class Run(Struct):
    """What all sources of a run have in common."""

    known: Known
    ledger: Ledger
    past: Past | None
    gone: Mapping[str, Sequence[tuple[str, str]]]
    """Sources that are no more, (corpus, path), by the name of their file."""
    step: Callable[[], int]
    """The number of the step that decisions go to now."""
    copies: dict[tuple[str, str, str], int] = {}
    """By corpus, name and digest: the number of the last copy that was found taken."""
    vacated: Collection[tuple[str, str]] = ()
    """All of `gone`."""

    def __post_init__(self) -> None:
        self.vacated = {source for sources in self.gone.values() for source in sources}

    def is_vacated(self, place: Location) -> bool:
        """Whether the file of a location is no more."""
        return (place.corpus, place.source) in self.vacated


def file_name(path: str) -> str:
    """The last part of a path."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]
