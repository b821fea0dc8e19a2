"""Verification of a tantivy index, for `newsexplore doctor`."""

import numpy as np
from tantivy import Query

from ..base import EngineError
from ..packed.packed_check import check_packs
from ..packed.packed_schema import ARTICLE, QUOTE
from .tantivy_files import META, damage, damaged_copy, odd_versions, read_meta, unmanaged
from .tantivy_store import TantivyStore, count


def check_index(store: TantivyStore) -> list[str]:
    """Verify every byte of the newest commit; return a sentence per problem."""
    problems: list[str] = []
    try:
        meta = read_meta(store.files)
        problems += unmanaged(store.files, meta)
        for name in meta.names():
            try:
                reason = damage(store.files / name)
            except FileNotFoundError:
                reason = "missing"
            if reason:
                problems.append(f"The index file {store.files / name} is {reason}.")
        if not problems:
            paths = [store.files / name for name in meta.names()]
            problems += [f"The index file {path} is damaged: its footer is invalid." for path in odd_versions(paths)]
    except EngineError as error:
        problems.append(str(error))
    except OSError as error:
        problems.append(f"The index file {store.files / META} cannot be read ({error}).")
    if copy := damaged_copy(store.files):
        problems.append(copy)
    if problems:
        return problems
    try:
        manifest, searcher = store.newest()
        problems = check_packs(store, manifest.segments())
        if problems:
            return problems
        snapshot = store.snapshot()
        for kind, what, packed in ((ARTICLE, "articles", snapshot.articles), (QUOTE, "quotes", snapshot.quotes)):
            words = count(searcher, Query.term_query(snapshot.schema, "kind", kind))
            if words != len(packed):
                problems.append(f"The index has {len(packed)} {what}, and the words of {words}.")
        numbers = snapshot.numbers(np.concatenate((snapshot.articles, snapshot.quotes)))
    except EngineError as error:
        return [str(error)]
    if len(np.unique(numbers)) != len(numbers):
        problems.append("The index has two documents with the same number.")
    return problems
