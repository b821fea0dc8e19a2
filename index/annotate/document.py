"""A text cut into what the rest of annotation walks over: tokens, sentences and blocks, each computed once."""

import re
from dataclasses import dataclass

from ..model import Block

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., D.C.
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W_]+(?:[-'’.&][^\W_]+)*"  # O'Brien, al-Assad, Suway'iah, AT&T, Reuters.com
    r"|\S"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or single mark, with its offsets into the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one block: its offsets, and its tokens as a range of `Document.tokens`."""

    start: int
    end: int
    first: int
    last: int
    """One past the last token."""
    block: int
    """Index into `Document.blocks`."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its tokens, sentences and blocks, each sorted by start and none overlapping its neighbour."""

    text: str
    lang: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
