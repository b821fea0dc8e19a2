"""Verification of a Whoosh index, for `newsexplore doctor`."""

from ..base import EngineError
from ..packed.packed_check import check_packs
from .whoosh_store import Store


def check_index(store: Store) -> list[str]:
    """Verify every byte of the newest commit; return a sentence per problem."""
    try:
        segments = store.contents().segments
        toc = store.damaged_toc()
    except EngineError as error:
        return [str(error)]
    return [*([toc] if toc else []), *check_packs(store, segments)]
