"""Other indexes of the same files: what they called an article that has been edited since.

Only a new index asks them, such as that of another engine or of one corpus more: it cannot see what has changed.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from ..config.settings import Settings, engines_in, known, read_about
from ..engines import open_engine
from ..engines.base import Engine, EngineError
from ..engines.places import Held
from ..model import Article

_MOST = 4
"""Indexes that are asked, at most."""


class Past:
    """The articles of other indexes."""

    def __init__(self, engines: Sequence[tuple[Engine, Sequence[str]]]) -> None:
        """Take open engines, each with the names of its corpora."""
        self._engines = engines
        self.corpora = frozenset(corpus for _, corpora in engines for corpus in corpora)

    def held(self, path: str) -> Iterator[tuple[str, Held]]:
        """Yield the articles that they have from a file, each with its id; those of the first index come first."""
        for engine, corpora in self._engines:
            for corpus in corpora:
                yield from engine.held(corpus, path)

    def article(self, id: str) -> Article | None:
        """An article by its id."""
        return next((article for engine, _ in self._engines for article in engine.articles([id])), None)


@contextmanager
def other_indexes(settings: Settings) -> Generator[Past | None]:
    """Open the other indexes of the same files: of other engines, and of other sets of corpora; None without any."""
    paths = [Path(path) for corpus in settings.corpora for path in corpus.paths]
    engines: list[tuple[Engine, Sequence[str]]] = []
    own = Path(settings.folder)
    for folder in (own, *(Path(other.folder) for other in known(settings.config) if Path(other.folder) != own)):
        about = read_about(folder)
        if about is None or not any(_share(Path(path), paths) for one in about.corpora for path in one.paths):
            continue
        for name in engines_in(folder):
            if len(engines) < _MOST and folder / name != settings.engine_folder:
                with suppress(EngineError):
                    engine = open_engine(name, folder / name, create=False, cluster=settings.cluster)
                    engines.append((engine, [corpus.name for corpus in about.corpora]))
    try:
        yield Past(engines) if engines else None
    finally:
        for engine, _ in engines:
            engine.close()


def _share(path: Path, others: Sequence[Path]) -> bool:
    """Whether files below a path may be files below one of the others."""
    return any(path.is_relative_to(other) or other.is_relative_to(path) for other in others)
