"""A document for each word of titles and texts: words with a beginning are listed without counting any article.

They are written with a commit and stay: words that only removed articles have are among them.
"""

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

import msgspec

from .opensearch_bulk import BulkSender

_MOST_KNOWN = 500_000
"""Words that a process remembers to have written; others are sent again, which changes nothing."""


class KnownWords:
    """The words that a process has committed to one index."""

    def __init__(self) -> None:
        self._words: set[str] = set()

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def add(self, words: Iterable[str]) -> None:
        """Remember some words."""
        for word in words:
            if len(self._words) >= _MOST_KNOWN:
                return
            self._words.add(word)


class WordDocuments:
    """The words of one transaction."""

    def __init__(self, known: KnownWords) -> None:
        self._known = known
        self._articles: Counter[str] = Counter()

    def add(self, words: Iterable[str]) -> None:
        """Add the words of an article, each once."""
        self._articles.update(words)

    def put(self, bulk: BulkSender) -> None:
        """Send those that this process has not committed, with their number of articles in this transaction."""
        for word, number in self._articles.items():
            if word not in self._known:
                uid = f"w={blake2b(word.encode('utf-8', 'surrogatepass'), digest_size=12).hexdigest()}"
                document = {"kind": "word", "uid": uid, "commit": 0, "word": word, "number": number}
                bulk.create(uid, msgspec.json.encode(document))

    def committed(self) -> None:
        """Remember what the index has from now on."""
        self._known.add(self._articles)
        self._articles.clear()
