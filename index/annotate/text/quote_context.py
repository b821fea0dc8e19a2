"""The whole sentences that a quote stands in: what is printed or exported never lacks its attribution."""

from collections.abc import Sequence

from ...model import Article, Block, Quote
from .sentences import cut_sentences

_REACH = 600
"""Characters of context on each side, at most: a sentence that lacks its full stop must not bring the article along."""


def quote_context(article: Article, blocks: Sequence[Block], quote: Quote) -> tuple[str, str]:
    """Return what stands before and after a quote in its sentences, each on one line.

    The cue and the speaker's words are part of the context even when they stand in a sentence beside the quote, as in
    `He was blunt. "No."`. What an attribution interrupts is not in it: the quote's own span runs over that. A context
    that is too long is cut at a word, with an ellipsis.
    """
    low, high = _sentences(article, blocks, quote)
    return _cut_start(article.text[low : quote.start]), _cut_end(article.text[quote.end : high])


def whole_sentences(article: Article, blocks: Sequence[Block], quote: Quote) -> str:
    """Return the sentences that a quote stands in, as the article has them, on one line; cut as `quote_context` is."""
    low, high = _sentences(article, blocks, quote)
    text = article.text
    if low < quote.start - _REACH or high > quote.end + _REACH:
        before, after = quote_context(article, blocks, quote)
        return " ".join(filter(None, (before, *text[quote.start : quote.end].split(), after)))
    return " ".join(text[low:high].split())


def _sentences(article: Article, blocks: Sequence[Block], quote: Quote) -> tuple[int, int]:
    """The span of the sentences that a quote, its cue and its speaker stand in."""
    text = article.text
    if not quote.start < quote.end <= len(text):
        return quote.start, quote.end  # the article is not there any more
    first, last = _block(blocks, quote, len(text))
    spans = [(one.start, one.end) for one in (quote.speaker, quote.cue) if one is not None and one.start < one.end]
    spans = [(quote.start, quote.end), *((start, end) for start, end in spans if first <= start and end <= last)]
    low, high = start, stop = min(start for start, _ in spans), max(end for _, end in spans)
    for begin, end in cut_sentences(text, first, last):
        if begin < stop and end > start:
            low, high = min(low, begin), max(high, end)
    return low, high


def _block(blocks: Sequence[Block], quote: Quote, length: int) -> tuple[int, int]:
    """The blocks that a quote runs over, as one span."""
    inside = [block for block in blocks if block.start < quote.end and block.end > quote.start]
    if not inside:
        return max(0, quote.start - _REACH), min(length, quote.end + _REACH)
    return min(inside[0].start, quote.start), max(inside[-1].end, quote.end)


def _cut_start(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _REACH else f"… {line[-_REACH:].partition(' ')[2]}"


def _cut_end(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _REACH else f"{line[:_REACH].rpartition(' ')[0]} …"
