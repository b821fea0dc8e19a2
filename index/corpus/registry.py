"""Which reader reads a file: by its content first, its suffix second; the only list of readers."""

import re
from collections.abc import Callable

from msgspec import Struct

from . import encodings, foreign
from .archives import not_read
from .draft import Reader
from .readers import html_page, json_file, json_lines, markdown, plain_text, reuters, tables


class Format(Struct, frozen=True):
    """A format that can be read."""

    name: str
    """What a corpus's `format` calls it."""
    suffixes: tuple[str, ...]
    read: Reader
    sniff: Callable[[str], bool]
    """Whether the beginning of a text is in this format beyond doubt."""


def _never(_: str) -> bool:
    return False


def _is_reuters(text: str) -> bool:
    return "<REUTERS " in text[:4096]


_PAGE = re.compile(
    foreign.PASSED_OVER
    + r"<(?:!doctype\s+html|html|head|body|div|p|article|section|main|h[1-6]|meta|title|table|span|center|font|script"
    + r"|link)\b",
    re.I | re.S,
)


def _is_page(text: str) -> bool:
    return _PAGE.match(text) is not None


_OPEN = ("{", "[")


def _is_json_lines(text: str) -> bool:
    """Two lines that each begin an object, the first of which ends on its line."""
    lines = [line.strip().strip("\x1e") for line in text.lstrip("\ufeff \n").split("\n", 3)]
    lines = [line for line in lines if line]
    if len(lines) < 2 or not (lines[0].startswith("{") and lines[1].startswith("{")):
        return False
    return lines[0].endswith("}")


def _is_json(text: str) -> bool:
    """An object with a first name, or an array of objects: a text may begin with a bracket, too."""
    return re.match(r'[\ufeff\s]*(?:\{\s*(?:"|\})|\[\s*(?:\{|\[|\]|"))', text) is not None


FORMATS = (
    Format("reuters", (".sgm", ".sgml"), reuters.read, _is_reuters),
    Format("jsonl", (".jsonl", ".ndjson", ".jl"), json_lines.read, _is_json_lines),
    Format("json", (".json", ".geojson", ".jsonld"), json_file.read, _is_json),
    Format("html", (".html", ".htm", ".xhtml", ".shtml"), html_page.read, _is_page),
    Format("table", (".csv", ".tsv", ".tab"), tables.read, tables.looks_like),
    Format("markdown", (".md", ".markdown", ".mdown"), markdown.read, _never),
    Format("text", (".txt", ".text", ".asc"), plain_text.read, _never),
)
"""Every format, in the order in which they are tried on a file's beginning."""
_BY_NAME = {form.name: form for form in FORMATS}
_BY_SUFFIX = {suffix: form for form in FORMATS for suffix in form.suffixes}

# Saved pages bring these along, and programs leave them: text, but no article.
_NO_ARTICLE_NAMES = (
    ".css .js .mjs .ts .map .py .pyc .r .c .h .cpp .java .go .rs .rb .pl .php .sh .bat .sql .ini .cfg .conf"
    " .toml .yaml .yml .lock .log .xsl .xslt .xsd .dtd .bib .tex .ipynb .properties"
)
_NO_ARTICLE = frozenset(_NO_ARTICLE_NAMES.split())


def names() -> tuple[str, ...]:
    """What a corpus's `format` may be, besides `auto`."""
    return tuple(_BY_NAME)


def detect(head: bytes, name: str, forced: str = "auto") -> Format | str:
    """The format of a file, or the reason why it is not read.

    Args:
        head: its first bytes, not empty.
        name: its name, without the suffixes of compression.
        forced: a format's name that the configuration sets, or `auto`.
    """
    if forced != "auto":
        return _BY_NAME.get(forced) or f"no format is called {forced!r}; there are {', '.join(_BY_NAME)}"
    what = foreign.by_magic(head)
    if what:
        return not_read(what)
    if encodings.is_binary(head):
        return "binary data in no format that newsexplore reads"
    text = encodings.decode(head, encodings.declared(head))
    if not text.strip():
        return "empty file: nothing but blanks"
    what = foreign.by_text(text)
    if what:
        return not_read(what)
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    by_suffix = _BY_SUFFIX.get(suffix)
    # One object on one line is JSON and JSON Lines alike; only the name can tell.
    if by_suffix and by_suffix.name in ("jsonl", "table", "markdown") and not _is_page(text):
        return by_suffix
    found = next((form for form in FORMATS if form.sniff(text)), None)
    if found:
        return found
    if suffix in _NO_ARTICLE:
        return f"no article: source code or settings ({suffix})"
    root = foreign.xml_root(text)
    if root:
        return not_read(f"XML (<{root}>)")
    if suffix == ".xml":
        return not_read("XML")
    return by_suffix or _BY_NAME["text"]
