"""The parts of the torture run."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from .crashes import broken_disk, crash_at_calls, decisions, ext2, ext4, full_disk_at_calls, index_command
from .damage import flips, full_disk
from .fuzz import FUZZED, fuzz
from .fuzz_readers import READERS, fuzz_reader
from .guided import TARGETS, guided
from .kills import random_kills
from .readers import readers
from .row import Row
from .slices import Slice
from .terminal import printed, shown

Part = Callable[[Path, Slice], Row | Sequence[Row]]
_OF_ENGINES = (
    *(random_kills, crash_at_calls, index_command, ext2, ext4),
    *(full_disk_at_calls, broken_disk, full_disk, flips, readers),
)


def parts(cases: int) -> dict[str, Part]:
    """Return every part by name, for each installed engine; `cases` is the most of each fuzzer."""
    found: dict[str, Part] = {f"fuzz {name}": partial(fuzz, name, cases) for name in FUZZED}
    found |= {f"fuzz reader {form}": partial(fuzz_reader, form, cases) for form in READERS}
    found |= {f"guided {name}": partial(guided, name) for name in TARGETS}
    found |= {"sequences printed": printed, "sequences shown": shown, "decisions": decisions}
    engines = ["whoosh", *(["tantivy"] if find_spec("tantivy") else [])]
    found |= {f"{part.__name__} {engine}": partial(part, engine) for part in _OF_ENGINES for engine in engines}
    return found
