"""Concurrent readers of a writer that commits continuously."""

import random
import threading
from pathlib import Path

from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import EngineError, never
from newsexplore.index.model import Annotations, Article, Record
from newsexplore.index.query.tree import Everything, Word

from .row import Row
from .slices import Slice

_COMMITS = 600


def readers(engine: str, work: Path, run: Slice) -> Row:
    """Run three readers that reopen the index for every search."""
    folder = work / f"{engine}-concurrent" / engine
    folder.parent.mkdir(mode=0o700)
    writing = open_engine(engine, folder, create=True)
    done = threading.Event()
    faults: list[str] = []
    searches = [0]

    def read() -> None:
        while not done.is_set():
            try:
                opened = open_engine(engine, folder, create=False)
                opened.search(Word("", "dam"), sort="relevance", offset=0, limit=9, cancelled=never)
                found = list(opened.ids(Everything(), sort="newest", cancelled=never))
                opened.records(found[:3])
                opened.close()
                searches[0] += 1
            except EngineError as error:
                faults.append(str(error))
            except Exception as error:  # our own errors are expected
                faults.append(repr(error))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    dice = random.Random(3)
    for number in run.rounds(_COMMITS):
        writer = writing.writer()
        id = f"{dice.randrange(300)}"
        text = f"the harbour dam {number}"
        writer.add(writing.prepare([Record(Article(id, "", text, 0, "/news/wire.jsonl", text), Annotations())]))
        writer.commit()
        writing.refresh()
    done.set()
    for thread in threads:
        thread.join()
    writing.close()
    name = f"{engine}: searches by three readers beside a writer"
    return Row("faults", name, searches[0], tuple(faults), {"commits": run.done})
