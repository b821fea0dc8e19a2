"""Exports of news databases as text: blocks of lines, and lines that begin with a label."""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029\f]")
"""Line breaks of any kind, and what parts pages."""
_INDENT = re.compile(r"[ \t]{8,}")
_LABEL = re.compile(r"([^\W\d_][\w &/.'-]{1,40}?)[ \t]*:(?=\s|\Z)[ \t]*(.*)", re.S)
_BY = re.compile(r"(?:by|von|par|por|di)\s+(?=\S)", re.I)


class Block(Struct, frozen=True):
    """Lines without a blank one between them."""

    text: str
    """The lines, indentation removed, as they were broken."""
    centred: bool = False

    @property
    def line(self) -> str:
        """The words on one line."""
        return " ".join(self.text.split())

    def label(self, known: Mapping[str, str]) -> tuple[str, str] | None:
        """The article's field that its label stands for, and what follows; None for a block without a known label."""
        match = _LABEL.match(self.text)
        field = known.get(match[1].casefold()) if match else None
        return (field, match[2].strip()) if match and field is not None else None


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a text."""
    lines: list[str] = []
    for line in (*text.split("\n"), ""):
        if line.strip():
            lines.append(line)
        elif lines:
            yield Block("\n".join(line.strip() for line in lines), _INDENT.match(lines[0]) is not None)
            lines = []


def paragraphs(found: Iterable[Block]) -> str:
    """Blocks as one text."""
    return "\n\n".join(block.text for block in found)


def without_by(line: str) -> str:
    """A byline without the word before the name."""
    return _BY.sub("", " ".join(line.split()), count=1)


def labels(**forms: str) -> dict[str, str]:
    """Label in lower case -> field, from the labels of each field parted by bars."""
    return {form.casefold(): field for field, found in forms.items() for form in found.split("|")}
