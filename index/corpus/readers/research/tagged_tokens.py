"""Corpora with a word a line: vertical files of corpus workbenches (VRT), and CoNLL's files with names marked.

The words are put together to texts again, so that what stood between them and their signs is a guess.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from ....lazy_pattern import lazy_pattern
from ...draft import MAX_TEXT, Draft, Flaw, Input, Unreadable
from ...fields import fields
from ...text.lines import lines

_ELEMENT = lazy_pattern(
    r"<(?P<end>/?)(?P<name>[A-Za-z][\w.-]*)(?P<attributes>(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*/?>\s*\Z"
)
_ATTRIBUTE = lazy_pattern(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PROLOGUE = lazy_pattern(r"\s*<\?xml\b[^>]*\?>\s*\Z")
_MARKED = lazy_pattern(r"(?:\S+[ \t]+){1,9}(?:O|[BIESLUM][-_][\w.-]+)\s*\Z")
_NAMED = lazy_pattern(r"[ \t][BIESLU][-_]\w")
_START = lazy_pattern(r"-DOCSTART-(?:\s|\Z)")
_DOCUMENTS = frozenset(("text", "doc", "document", "article", "file"))
_PARAGRAPHS = frozenset(("p", "par", "paragraph", "head"))
_FEWEST = 6
_MOST = 0.9
"""Share of lines that must be words with columns."""
_BEFORE = frozenset(".,;:!?)]}%»”’…。、，")
_BEHIND = frozenset("([{«“„‘¿¡$")
_JOINED = lazy_pattern(r"(?:n't|['’](?:s|m|re|ve|ll|d|t))\Z", re.I)


def looks_like(text: str) -> bool:
    """Whether a text has a word a line, with columns, below elements or with names marked in its last column."""
    first = text[:2000].lstrip("\ufeff\r\n \t").partition("\n")[0].rstrip("\r")
    if first[:1] not in ("<", "#", "-") and not _MARKED.match(first):
        return False
    if first.startswith("<") and not (
        _PROLOGUE.match(first) or ((found := _ELEMENT.match(first)) and _is_of_corpus(found))
    ):
        return False
    rows = [row for row in text.lstrip("\ufeff").replace("\r\n", "\n").split("\n", 400)[:400] if row.strip()]
    if len(text) >= 60_000 and rows:
        rows.pop()  # cut anywhere
    if not rows or ("\t" not in rows[-1] and " " not in rows[-1] and not rows[-1].startswith("<")):
        return False
    if _START.match(rows[0]):
        return len(rows) > 2
    marked = [row for row in rows if not row.startswith("#")]
    if len(marked) >= _FEWEST and sum(1 for row in marked if _MARKED.match(row)) >= _MOST * len(marked):
        return any(map(_NAMED.search, marked))
    if not rows[0].startswith("<"):
        return False
    elements = [match for row in rows if row.startswith("<") and (match := _ELEMENT.match(row))]
    words = [row for row in rows if not row.startswith("<")]
    named = {match["name"].casefold() for match in elements}
    if not named & _DOCUMENTS or len(words) < _FEWEST:
        return False
    return sum(1 for row in words if "\t" in row and " " not in row.partition("\t")[0]) >= _MOST * len(words)


def _is_of_corpus(element: re.Match[str] | None) -> bool:
    return element is not None and element["name"].casefold() in _DOCUMENTS | _PARAGRAPHS | {"corpus", "s", "documents"}


class _Text:
    """The words of one document as they are read."""

    def __init__(self, about: dict[str, object] | None = None) -> None:
        self.about: dict[str, object] = about or {}
        self._paragraphs: list[list[str]] = [[]]
        self.size = 0

    def word(self, word: str) -> None:
        self._paragraphs[-1].append(word)
        self.size += len(word) + 1

    def paragraph(self) -> None:
        if self._paragraphs[-1]:
            self._paragraphs.append([])

    def text(self) -> str:
        return "\n\n".join(joined(words) for words in self._paragraphs if words)


def joined(words: Sequence[str]) -> str:
    """Words as a text: signs stand at the word that they belong to; every second quotation mark ends a quotation."""
    text = ""
    opened = glued = False
    for word in words:
        word = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}.get(word, word)
        closes = word == '"' and opened
        opened ^= word == '"'
        before = glued or closes or word[0] in _BEFORE or _JOINED.match(word)
        text += word if before or not text else f" {word}"
        glued = word in _BEHIND or (word == '"' and not closes)
    return text


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the documents of a file; all of it is one where none is marked.

    Raises:
        Unreadable: there is no word in it.
    """
    held = _Text()
    number = 0
    for line in lines(given):
        row = (line or "").strip("\r\n\ufeff")
        element = _ELEMENT.match(row) if row.startswith("<") else None
        name = element["name"].casefold() if element else ""
        begins = _START.match(row) or (element and name in _DOCUMENTS)
        if begins or held.size > MAX_TEXT:
            if held.size:
                number += 1
                yield _draft(held, number, given)
            held = _Text(_attributes(element["attributes"]) if element else None)
        if element or _PROLOGUE.match(row) or _START.match(row):
            if name in _PARAGRAPHS:
                held.paragraph()
        elif row.strip() and not (row.startswith("#") and not _MARKED.match(row)):
            columns = row.split("\t") if "\t" in row else row.split()
            numbered = len(columns) > 2 and columns[0].isdecimal() and not columns[1].startswith(("B-", "I-"))
            held.word(columns[1 if numbered else 0].strip() or "_")
    if held.size:
        yield _draft(held, number + 1, given)
    elif not number:
        raise Unreadable("a corpus with a word a line, and no word in it")


def _attributes(source: str) -> dict[str, object]:
    return {match[1]: match[2] or match[3] or "" for match in _ATTRIBUTE.finditer(source)}


def _draft(held: _Text, number: int, given: Input) -> Draft:
    text = held.text()
    found = fields.draft({**held.about, "text": text}, given.corpus.fields, number, given.findings)
    return structs.replace(found or Draft(number=number), text=text, wrapped=False)
