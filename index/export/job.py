"""Export jobs: what to export and where to, as sent to the export process."""

from pathlib import Path
from typing import Literal

from msgspec import Struct

from ..model import Sort
from ..protocol.questions import Scope

What = Literal["article", "results", "article quotes", "quotes", "kept"]
"""The open article, the results, the quotes of the open article or of the results, or the curated items."""
REPORT = ".html"
"""Suffix of a report on what is exported."""
BUNDLE = ".zip"
"""Suffix of an evidence bundle."""
SUFFIXES = (".csv", ".jsonl", ".md", ".bib", ".ris", ".json", ".docx", ".txt", REPORT, BUNDLE)
"""File suffixes, one per format."""


class ExportError(Exception):
    """Raised when nothing was written; the message says why."""


class Job(Struct, frozen=True):
    """What to write, and to which file."""

    what: What
    path: str
    """Its suffix selects the format; `-.csv` stands for CSV to standard output."""
    scope: Scope = Scope("")
    sort: Sort = "relevance"
    article: str = ""
    """Id of the open article."""
    overwrite: bool = False
    keys: tuple[str, ...] = ()
    """Only these articles, or quotes by their keys, in this order, in place of all that the scope finds."""

    @property
    def suffix(self) -> str:
        """The suffix that selects the format, in lower case."""
        return Path(self.path).suffix.lower()


class ExportProgress(Struct, frozen=True):
    """Progress of an export."""

    stage: Literal["writing", "done", "failed", "cancelled"]
    done: int = 0
    """Articles processed so far; at the end the number of articles, quotes or curated items in the file."""
    total: int = 0
    message: str = ""


def problem_of(path: Path, *, overwrite: bool = False) -> str:
    """Return why a file cannot be written, for the user; "" if it can."""
    if path.suffix.lower() not in SUFFIXES:
        return f"The name must end in {', '.join(SUFFIXES)}."
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}."
    if path.is_dir():
        return f"{path} is a folder."
    if path.exists() and not overwrite:
        return f"There is a file {path.name} already."
    return ""
