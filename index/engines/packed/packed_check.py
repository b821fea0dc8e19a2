"""Verification of the packs of a commit, for `newsexplore doctor`."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from ..base import EngineError
from .columns import View
from .pack import PackError
from .packed_schema import ARTICLE, QUOTE
from .packed_store import PackStore, S, Segment
from .postings import decode
from .record_blocks import SUFFIX, verify_dictionary


def check_packs(store: PackStore[S], segments: Sequence[S]) -> list[str]:
    """Verify every byte of packs; return a sentence per problem."""
    problems: list[str] = []
    for path in sorted(store.folder.glob(f"*{SUFFIX}")):
        try:
            verify_dictionary(path)
        except (EngineError, OSError) as error:
            problems.append(str(error))
    ids: Counter[bytes] = Counter()
    for segment in segments:
        path = store.path(segment)
        try:
            view = View(path)  # not an open one: its file may have changed since
            damaged = view.pack.damaged()
            if not damaged:
                _ = view.records  # reads the dictionary
        except FileNotFoundError as error:
            problems.append(f"The index file {error.filename} is missing.")
            continue
        except PackError as error:
            text = str(error)
            problems.append(text if text.startswith("The ") else f"The index file {path} is damaged: {text}.")
            continue
        except Exception as error:  # a damaged file may raise anything
            problems.append(f"The index file {path} is damaged: {error}.")
            continue
        if damaged:
            problems.append(f"The index file {path} is damaged in {', '.join(damaged)}.")
            continue
        problems.extend(f"The index file {path} {problem}." for problem in _disagreements(segment, view))
        docs = view.id_docs
        ids.update(id for id, doc in zip(view.ids, docs.tolist(), strict=True) if not segment.is_deleted(doc))
    twice = [decode(id) for id, times in ids.items() if times > 1]
    if twice:
        problems.append(f"The index holds {len(twice)} articles more than once, for example {twice[0]}.")
    return problems


def _disagreements(segment: Segment, view: View) -> list[str]:
    """List inconsistencies of an intact file within itself and with the table of contents."""
    found: list[str] = []
    if len(view) != segment.doc_count_all():
        found.append(f"has {len(view)} documents where the table of contents says {segment.doc_count_all()}")
    if any(not 0 <= doc < len(view) for doc in segment.deleted_docs()):
        found.append("has deletions beyond its end")
    if len(view.ids) != np.count_nonzero(view.kinds == ARTICLE):
        found.append("has more articles than ids, or fewer")
    quotes = np.flatnonzero(view.kinds == QUOTE)
    if len(quotes) and (view.kinds[view.parents[quotes]] != ARTICLE).any():
        found.append("has quotes without an article")
    return found
