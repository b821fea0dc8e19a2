"""Find in text, ignoring case, accents and the kind of quotation marks."""

import asyncio
import unicodedata

from ...index.model import Span

LIMIT = 10_000
"""Maximum number of finds shown and counted."""
PIECE = 64 * 1024
"""Characters folded between two breaks for the event loop."""

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\n\t\u00a0\u2007\u2009\u202f", " "),
        "ß": "s", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ı": "i",
    }
)  # fmt: skip


class _Folds(dict[int, str]):
    """Folded character by character code, filled lazily."""

    def __missing__(self, code: int) -> str:
        low = chr(code).lower().translate(_ALIKE)
        plain = [char for char in unicodedata.normalize("NFD", low) if not unicodedata.combining(char)]
        folded = self[code] = plain[0] if plain else low[0]
        return folded


_folds = _Folds()


def fold(text: str) -> str:
    """Fold case, accents and marks character for character: offsets stay valid."""
    return text.lower().translate(_SPACES) if text.isascii() else text.translate(_folds)


_SPACES = str.maketrans("\n\t", "  ")


async def folded(text: str) -> str:
    """Fold a text of any length without blocking the event loop."""
    pieces: list[str] = []
    for start in range(0, len(text), PIECE):
        if start:
            await asyncio.sleep(0)
        pieces.append(fold(text[start : start + PIECE]))
    return "".join(pieces)


def find(text: str, words: str) -> tuple[Span, ...]:
    """Find words in a folded text, in order and without overlaps; at most `LIMIT` spans.

    Args:
        text: the folded text.
        words: the search text as typed; leading and trailing spaces count.
    """
    wanted = fold(words)
    if not wanted.strip():
        return ()
    spans: list[Span] = []
    at = text.find(wanted)
    while at >= 0 and len(spans) < LIMIT:
        spans.append((at, at + len(wanted)))
        at = text.find(wanted, at + len(wanted))
    return tuple(spans)
