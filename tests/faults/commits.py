"""Commits of which every call is recorded, and what the index holds before and after each.

The program of `program` makes commits in the folder `index` of a folder, and after each of them a folder `done-NUMBER`.
What failed is the target of a link named `failed`, because no write may succeed on a full disk.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, EngineError, never
from newsexplore.index.model import Annotations, Article, Record, SourceState
from newsexplore.index.query.tree import Everything

from .system_calls import python

ADDED = 30
ROOT = Path(__file__).resolve().parents[2]


def held(commits: int) -> list[tuple[str, str]]:
    """Return id and digest of the articles after so many commits, sorted."""
    found: dict[str, str] = {}
    for number in range(commits):
        found |= dict(_added(number))
        for id in _removed(number):
            found.pop(id, None)
    return sorted(found.items())


def _added(number: int) -> Iterator[tuple[str, str]]:
    """Yield new articles of a commit, and some that replace older ones."""
    for place in range(ADDED):
        yield f"{number}-{place}", f"digest {number}"
    for place in range(5, 10) if number else ():
        yield f"{number - 1}-{place}", f"digest {number}"


def _removed(number: int) -> list[str]:
    return [f"{number - 1}-{place}" for place in range(3)] if number else []


def program(engine: str, work: Path, first: int, last: int) -> list[str]:
    """Return the command line that makes the commits from `first` to before `last`."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.faults.commits import main; main()"
    return python("-c", code, engine, str(work), str(first), str(last))


def commit(engine: Engine, number: int) -> None:
    """Make a commit."""
    writer = engine.writer()
    text = "The harbour dam is safe, said the minister of water. "
    writer.add(
        engine.prepare(
            [
                Record(Article(id, "Report", text * (1 + len(id)), 0, "/news/a.json", digest), Annotations())
                for id, digest in _added(number)
            ]
        )
    )
    writer.remove(_removed(number))
    writer.put_source(SourceState("/news/a.json", "news", f"stamp {number}", number))
    writer.commit()
    engine.refresh()


def found(engine: Engine) -> list[tuple[str, str]]:
    """Return id and digest of all articles of an intact index; raises EngineError otherwise."""
    if problems := engine.check():
        raise EngineError(problems[0])
    ids = list(engine.ids(Everything(), sort="newest", cancelled=never))
    return sorted((one.id, one.digest) for one in engine.articles(ids))


def main() -> None:
    """Make commits; leave the message of an index that cannot be written."""
    try:
        _make_commits()
    except (EngineError, OSError) as error:
        os.symlink(str(error), Path(sys.argv[2]) / "failed")
        os._exit(1)


def _make_commits() -> None:
    name, work, first, last = sys.argv[1:5]
    engine = open_engine(name, Path(work) / "index", create=True)
    for number in range(int(first), int(last)):
        commit(engine, number)
        (Path(work) / f"done-{number}").mkdir()
    engine.close()
