"""What to export and where to: what the interface says to the process that does it."""

from pathlib import Path
from typing import Literal

from msgspec import Struct

from ..model import Sort
from ..protocol.questions import Scope

What = Literal["article", "results", "article quotes", "quotes", "kept"]
"""The open article, the articles found, the quotes of the open article or of the results, or what is kept."""
SUFFIXES = (".csv", ".jsonl", ".md", ".bib", ".txt")
"""Of the files that can be written: each is that of a format."""


class Job(Struct, frozen=True):
    """What to write, and where to."""

    what: What
    path: str
    """Its suffix is that of a format."""
    scope: Scope = Scope("")
    sort: Sort = "relevance"
    article: str = ""
    """Id of the open article."""
    overwrite: bool = False
    keys: tuple[str, ...] = ()
    """Only these articles, or quotes by their keys, in this order, in place of all that the scope finds."""


class ExportProgress(Struct, frozen=True):
    """How far an export is."""

    stage: Literal["writing", "done", "failed", "cancelled"]
    done: int = 0
    """Articles looked at so far; in the end what the file holds: articles, quotes or kept things."""
    total: int = 0
    message: str = ""


def problem_of(path: Path, *, overwrite: bool = False) -> str:
    """Why a file cannot be written so, in words for the user; "" when it can."""
    if path.suffix.lower() not in SUFFIXES:
        return f"The name must end in {', '.join(SUFFIXES)}."
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}."
    if path.is_dir():
        return f"{path} is a folder."
    if path.exists() and not overwrite:
        return f"There is a file {path.name} already."
    return ""
