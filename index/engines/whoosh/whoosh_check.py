"""Is the index whole? What `newsexplore doctor` asks of the Whoosh engine."""

from ..base import EngineError
from ..packed.packed_check import check_packs
from .whoosh_store import Store


def check_index(store: Store) -> list[str]:
    """Read every byte of the newest commit and return what is wrong with it, a sentence each."""
    try:
        segments = store.contents().segments
        toc = store.damaged_toc()
    except EngineError as error:
        return [str(error)]
    return [*([toc] if toc else []), *check_packs(store, segments)]
