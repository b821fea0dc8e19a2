"""A text cut into what the rest of annotation walks over: tokens, sentences and blocks, each computed once."""

import re

from msgspec import Struct

from ..model import Block
from .blocks import cut_blocks
from .sentences import cut_sentences

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., D.C.
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W_]+(?:[-'’.&][^\W_]+)*"  # O'Brien, al-Assad, Suway'iah, AT&T, Reuters.com
    r"|\S"
)


# Structs without garbage collection: a long article makes thousands of tokens, and nothing in them can form a cycle.
class Token(Struct, frozen=True, array_like=True, gc=False):
    """A word, number or single mark, with its offsets into the text."""

    text: str
    start: int
    end: int


class Sentence(Struct, frozen=True, array_like=True, gc=False):
    """A sentence of one block: its offsets, and its tokens as a range of `Document.tokens`."""

    start: int
    end: int
    first: int
    last: int
    """One past the last token."""
    block: int
    """Index into `Document.blocks`."""


class Document(Struct, frozen=True):
    """A text with its tokens, sentences and blocks, each sorted by start and none overlapping its neighbour."""

    text: str
    lang: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]


def _tokens(text: str) -> tuple[Token, ...]:
    """All tokens of a text; only white space stands between two, so each is the next place where its text occurs."""
    tokens: list[Token] = []
    end = 0
    for word in TOKEN.findall(text):
        start = text.index(word, end)
        end = start + len(word)
        tokens.append(Token(word, start, end))
    return tuple(tokens)


def make_document(text: str, lang: str = "") -> Document:
    """Cut a text into blocks, sentences and tokens; any text at all will do, in time linear in its length.

    Args:
        text: The article's text, headline included.
        lang: ISO 639-1 code, "" when unknown.

    Returns:
        The document; its offsets are code points into `text`, everything sorted by start. Every token lies in exactly
        one sentence, and every sentence in one block.
    """
    tokens = _tokens(text)
    blocks = cut_blocks(text)
    sentences: list[Sentence] = []
    first, total = 0, len(tokens)
    for number, block in enumerate(blocks):
        for start, end in cut_sentences(text, block.start, block.end):
            last = first
            while last < total and tokens[last].start < end:
                last += 1
            if last > first:
                sentences.append(Sentence(start, end, first, last, number))
            first = last
    return Document(text, lang, blocks, tuple(sentences), tokens)
