"""The copies of an article, the repeats of a quote, and two articles compared."""

from collections.abc import Sequence

from ..copies.comparison import compare, count_words
from ..copies.copy_index import CopyIndex
from ..copies.verification import Overlap, overlap, wording
from ..engines.base import Cancelled, Engine
from ..model import Article
from ..protocol.questions import Compare, ListCopies, ListRepeats
from ..protocol.related_answers import Comparison, Copies, Copy, Repeats
from ..query.analysis import words
from ..titles import own_title
from .folding import Folding
from .gone import NoArticleError
from .interpreter import raising
from .result_pages import ResultPages


class CopyLists:
    """Answers questions about copies in one open index."""

    def __init__(self, engine: Engine, folding: Folding, pages: ResultPages) -> None:
        self._engine = engine
        self._folding = folding
        self._pages = pages

    def copies(self, question: ListCopies, cancelled: Cancelled) -> Copies:
        """List an article with its copies, oldest first.

        Raises:
            NoArticleError: the article is not in the index.
            SearchCancelledError: `cancelled` returned True.
        """
        check = raising(cancelled)
        first = self._article(question.id)
        known = self._folding.current(check)
        ids = related(known, question.id)
        group = known.group_of.get(question.id)
        mine = wording(first)
        shown: list[Copy] = []
        for article in self._engine.articles(ids[question.offset : question.offset + question.limit]):
            check()
            same = article.id == question.id
            found = Overlap(1.0, 1.0) if same else overlap(mine, wording(article))
            shown.append(
                Copy(
                    article.id,
                    article.title,
                    article.date,
                    article.outlet,
                    article.locator,
                    len(words(article.text[article.body :])),
                    found.of_second,
                    found.of_first,
                    same or (group is not None and known.group_of.get(article.id) == group),
                )
            )
        outlets = {*known.outlets(ids), first.outlet} - {""}
        return Copies(len(ids), question.offset, tuple(shown), len(outlets))

    def repeats(self, question: ListRepeats, cancelled: Cancelled) -> Repeats:
        """List a quote with its exact repeats, oldest first; raises as `copies`."""
        known = self._folding.current(raising(cancelled))
        place = (question.article, question.number)
        number = known.repeat_of.get(place)
        places = known.repeats[number] if number is not None else (place,)
        ordered = sorted(places, key=lambda one: (*known.in_time(one[0]), one[1]))
        quotes = self._pages.quotes(ordered[question.offset : question.offset + question.limit])
        outlets = known.outlets(id for id, _ in places) - {""}
        return Repeats(len(ordered), question.offset, quotes, len(outlets))

    def compare(self, question: Compare, cancelled: Cancelled) -> Comparison:
        """Compare two articles word by word; raises NoArticleError if one is not in the index."""
        check = raising(cancelled)
        first, second = self._article(question.first), self._article(question.second)
        text = compare(first.text[first.body :], second.text[second.body :], check)
        title = compare(own_title(first), own_title(second), check)
        return Comparison(first, second, title, text, *count_words(text))

    def _article(self, id: str) -> Article:
        found = self._engine.articles([id])
        if not found:
            raise NoArticleError(id)
        return found[0]


def related(known: CopyIndex, id: str) -> Sequence[str]:
    """Return an article with its group and all other articles that it is a copy of, in order of time."""
    number = known.group_of.get(id)
    ids = {id, *(known.groups[number] if number is not None else ())}
    ids.update(link.id for link in known.links.get(id, ()))
    return sorted(ids, key=known.in_time)
