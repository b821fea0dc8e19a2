"""Running words of matches: their stored texts are read from the cluster, which keeps no words in order."""

from collections.abc import Iterator

from ...model import Record
from ...query.tree import Node
from ...titles import own_title
from ..base import Cancelled, SearchCancelledError
from ..text_words import SeenWords, count_runs, word_runs
from ..word_tables import WordCounts, WordRun
from .opensearch_searches import Searches


class RunningWords:
    """Reads and counts the words of matches in one commit, numbering words as they are met."""

    def __init__(self) -> None:
        self.seen = SeenWords()

    def count(self, searches: Searches, tree: Node, *, quotes: bool, cancelled: Cancelled) -> WordCounts:
        """Count the words of all matches; see `base.Engine.count_words`."""
        return count_runs(self.runs(searches, tree, quotes=quotes, cancelled=cancelled), lambda: len(self.seen))

    def runs(self, searches: Searches, tree: Node, *, quotes: bool, cancelled: Cancelled) -> Iterator[WordRun]:
        """Yield the words of all matches; see `base.Engine.word_runs`."""

        def check() -> None:
            if cancelled():
                raise SearchCancelledError

        check()
        found = searches.read_all(searches.query(tree, quotes, check).body, quotes, check)
        return word_runs(self.seen, (_texts(record, number) for record, number in found), 1 if quotes else 2)


def _texts(record: Record, number: int) -> tuple[str, ...]:
    """Return title and body of an article, or the text of its quote of a number that is not -1."""
    article = record.article
    if number >= 0:
        return (record.annotations.quotes[number].text,)
    return own_title(article), article.text[article.body :]
