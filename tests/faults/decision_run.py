"""Decisions of which every call is recorded: one rejected name after the other, in a file with a comment."""

import sys
from pathlib import Path

from newsexplore.index.curation.curation_file import CurationFile, load
from newsexplore.index.decisions import Rejection

from .system_calls import python

FILE = "curation.yaml"
COMMENT = b"# kept by hand"
_ROOT = Path(__file__).resolve().parents[2]


def prepare(folder: Path) -> None:
    """Write a file with a comment, and no decision."""
    (folder / FILE).write_bytes(COMMENT + b"\nrejected: []\n")


def program(folder: Path, number: int) -> list[str]:
    """Return the command line that makes so many decisions, and after each a folder `done-NUMBER`."""
    code = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from tests.faults.decision_run import main; main()"
    return python("-c", code, str(folder), str(number))


def held(folder: Path) -> int:
    """Return the number of decisions.

    Raises:
        CurationError: the file is damaged.
        ValueError: it lacks its comment.
    """
    if COMMENT not in (folder / FILE).read_bytes():
        raise ValueError("the comment is lost")
    return len(load(folder / FILE).rejected)


def main() -> None:
    """Make decisions."""
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    for one in range(number):
        CurationFile(folder / FILE).change([Rejection(f"person:Name {one}")])
        (folder / f"done-{one}").mkdir()
