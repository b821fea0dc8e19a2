"""A text cut into what the rest of annotation walks over: tokens, sentences and blocks, each computed once."""

import re
from bisect import bisect_left
from functools import cached_property

from msgspec import Struct

from ...model import Block
from .blocks import cut_blocks
from .sentences import cut_sentences

TOKEN = re.compile(
    # Most words are letters and nothing else: found at once, before the other forms are tried.
    r"[a-zA-Z]{2,}+(?![-'’.&]?[^\W_])"
    r"|(?:[^\W\d_]\.){2,}"  # U.S., D.C.
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W_]+(?:[-'’.&][^\W_]+)*"  # O'Brien, al-Assad, Suway'iah, AT&T, Reuters.com
    r"|\S"
)

_LONGEST_PIECE = 40
"""Characters of what is remembered of pieces of text."""


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


class Document(Struct, frozen=True, dict=True):
    """A text with its tokens, sentences and blocks, each sorted by start and none overlapping its neighbour."""

    text: str
    lang: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    words: list[str]
    """The texts of the tokens."""
    starts: list[int]
    """Where each token starts: columns, because an article has too many tokens to make an object of each."""
    ends: list[int]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens one by one, for code that is not time-critical."""
        return tuple(map(Token, self.words, self.starts, self.ends))


_pieces: dict[str, list[tuple[str, int, int]]] = {}
_CACHED = 1 << 13
"""Pieces after which `_pieces` is cleared."""


def _pieced(piece: str) -> list[tuple[str, int, int]]:
    """The tokens of what stands between two spaces, with their offsets into it: possessives and the like recur."""
    return [(match.group(), match.start(), match.end()) for match in TOKEN.finditer(piece)]


def _tokens(text: str) -> tuple[list[str], list[int], list[int]]:
    """All tokens of a text as columns: texts, starts, ends.

    Most of what stands between two spaces is a word, alone or with one mark after it: that needs no pattern to tell.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    end = -1
    known = _pieces
    for line in text.split("\n"):
        for piece in line.split(" "):
            start = end + 1
            end = start + len(piece)
            if piece.isalpha():
                words.append(piece)
                starts.append(start)
                ends.append(end)
            elif piece:
                mark = piece[-1]
                word = piece[:-1]
                if word.isalpha() and not mark.isalnum() and not mark.isspace():
                    words.append(word)
                    starts.append(start)
                    ends.append(end - 1)
                    words.append(mark)
                    starts.append(end - 1)
                    ends.append(end)
                    continue
                parts = known.get(piece)
                if parts is None:
                    parts = _pieced(piece)
                    if end - start < _LONGEST_PIECE:  # longer ones are rare, and may be very long
                        if len(known) >= _CACHED:
                            known.clear()
                        known[piece] = parts
                for word, first, last in parts:
                    words.append(word)
                    starts.append(start + first)
                    ends.append(start + last)
    return words, starts, ends


def places_of(words: list[str], wanted: frozenset[str]) -> list[int]:
    """The numbers of the words that are among some, in order."""
    found: list[int] = []
    for at in range(len(words)):
        word = words[at]
        if word in wanted:
            found.append(at)
    return found


def make_document(text: str, lang: str = "") -> Document:
    """Cut a text into blocks, sentences and tokens; any text at all will do, in time linear in its length.

    Args:
        text: The article's text, headline included.
        lang: ISO 639-1 code, "" when unknown.

    Returns:
        The document; its offsets are code points into `text`, everything sorted by start. Every token lies in exactly
        one sentence, and every sentence in one block.
    """
    words, starts, ends = _tokens(text)
    blocks = cut_blocks(text)
    sentences: list[Sentence] = []
    first = 0
    for number, block in enumerate(blocks):
        for start, end in cut_sentences(text, block.start, block.end):
            last = bisect_left(starts, end, first)
            if last > first:
                sentences.append(Sentence(start, end, first, last, number))
            first = last
    return Document(text, lang, blocks, tuple(sentences), words, starts, ends)
