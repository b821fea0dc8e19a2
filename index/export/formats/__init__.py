"""Export formats, one per module. To add one, list it here and its suffix in `job.SUFFIXES`."""

from collections.abc import Callable, Iterable
from typing import IO

from .bibtex import write_bibtex
from .csl_json import write_csl_json
from .csv_table import write_csv
from .exported_article import Entry, Parts
from .json_lines import write_jsonl
from .markdown_page import write_markdown
from .ris_references import write_ris
from .text_file import write_text
from .word_document import write_word

__all__ = ["BINARY_FORMATS", "TEXT_FORMATS", "Entry", "Parts"]

TEXT_FORMATS: dict[str, Callable[[Iterable[Entry], Parts, IO[str]], None]] = {
    ".csv": write_csv,
    ".jsonl": write_jsonl,
    ".md": write_markdown,
    ".bib": write_bibtex,
    ".ris": write_ris,
    ".json": write_csl_json,
    ".txt": write_text,
}
"""Writer by suffix."""
BINARY_FORMATS: dict[str, Callable[[Iterable[Entry], Parts, IO[bytes]], None]] = {".docx": write_word}
"""Writer by suffix."""
