"""The whole sentences that a quote stands in: what is printed or exported never lacks its attribution."""

from collections.abc import Sequence

from ..annotate.text.sentences import cut_sentences
from ..model import Article, Block, Quote

_REACH = 600
"""Characters of context on each side, at most: a sentence that lacks its full stop must not bring the article along."""


def quote_context(article: Article, blocks: Sequence[Block], quote: Quote) -> tuple[str, str]:
    """Return what stands before and after a quote in its sentences, each on one line.

    The cue and the speaker's words are part of the context even when they stand in a sentence beside the quote, as in
    `He was blunt. "No."`. What an attribution interrupts is not in it: the quote's own span runs over that. A context
    that is too long is cut at a word, with an ellipsis.
    """
    text = article.text
    spans = [(quote.start, quote.end)]
    spans += [(one.start, one.end) for one in (quote.speaker, quote.cue) if one is not None and one.start < one.end]
    first, last = _block(blocks, quote, len(text))
    inside = [(start, end) for start, end in spans if first <= start and end <= last]
    wanted = min(start for start, _ in [*inside, spans[0]]), max(end for _, end in [*inside, spans[0]])
    low, high = wanted
    for start, end in cut_sentences(text, first, last):
        if start < wanted[1] and end > wanted[0]:
            low, high = min(low, start), max(high, end)
    return _cut_start(text[low : quote.start]), _cut_end(text[quote.end : high])


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
