"""The engines to measure on a corpus, and their indexes, which are built once and then updated."""

import importlib.util
from collections.abc import Iterator
from functools import cache
from itertools import islice

import bare
import material

from newsexplore.index.build.build_run import build
from newsexplore.index.config.settings import Settings, remember
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, never
from newsexplore.index.files import make_private
from newsexplore.index.model import Record
from newsexplore.index.query.tree import Everything

ENGINES = ("whoosh", "tantivy")
CLUSTER = "opensearch"
"""Measured only if it is asked for: it needs servers."""
WHOOSH_MOST = 200_000
"""Maximum number of articles for Whoosh."""
_BATCH = 512


def engines(corpus: material.Corpus) -> list[str]:
    """Return the engines to measure on a corpus, printing a line for each that is left out."""
    found = list(_here())
    if corpus.size > WHOOSH_MOST:
        print(f"whoosh is left out: {corpus.name} is more than it is meant for ({WHOOSH_MOST:,}).")
        found.remove("whoosh")
    return found


@cache
def _here() -> tuple[str, ...]:
    """Return the available engines."""
    found: list[str] = []
    for name in ENGINES:
        if importlib.util.find_spec(f"newsexplore.index.engines.{name}") is None:
            print(f"{name} is left out: this newsexplore has no such engine.")
        elif name == "tantivy" and not bare.has_tantivy():
            print("tantivy is left out: its package is not installed (pip install tantivy).")
        else:
            found.append(name)
    return tuple(found)


def ready(corpus: material.Corpus, engine: str) -> Settings:
    """Return the up-to-date index of a corpus.

    Articles that another engine has already are copied from there to skip extraction, the slowest step.
    """
    settings = corpus.settings(engine)
    if not settings.engine_folder.is_dir():
        held = [corpus.settings(other) for other in _here() if other != engine]
        source = next((one for one in held if one.engine_folder.is_dir()), None)
        if source is not None:
            print(f"the {engine} index of {corpus.name} is being copied from the other engine …", flush=True)
            _copy(source, settings)
        else:
            print(f"the {engine} index of {corpus.name} is being built …", flush=True)
    build(settings)
    return settings


def _copy(source: Settings, target: Settings) -> None:
    make_private(target.engine_folder)
    remember(target)
    old = open_engine(source.config.index.engine, source.engine_folder, create=False)
    new = open_engine(target.config.index.engine, target.engine_folder, create=True)
    writer = new.writer()
    for records in _records(old):
        writer.add(new.prepare(records))
    for state in old.sources():
        writer.put_source(state)
    writer.commit()
    new.close()
    old.close()


def _records(engine: Engine) -> Iterator[list[Record]]:
    ids = engine.ids(Everything(), sort="relevance", cancelled=never)
    while batch := list(islice(ids, _BATCH)):
        yield engine.records(batch)
