"""Export formats, one per module. To add one, list it in `FORMATS` and its suffix in `job.SUFFIXES`."""

from collections.abc import Callable, Iterable
from typing import IO

from .bibtex import write_bibtex
from .csv_table import write_csv
from .exported_article import Entry, Parts
from .json_lines import write_jsonl
from .markdown_page import write_markdown
from .text_file import write_text

__all__ = ["FORMATS", "Entry", "Parts"]

FORMATS: dict[str, Callable[[Iterable[Entry], Parts, IO[str]], None]] = {
    ".csv": write_csv,
    ".jsonl": write_jsonl,
    ".md": write_markdown,
    ".bib": write_bibtex,
    ".txt": write_text,
}
"""Writer by suffix."""
