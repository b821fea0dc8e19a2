"""The copies of an article, the repeats of a quote, and two articles compared."""

from collections.abc import Sequence

from ..copies.comparison import compare, count_words
from ..copies.copy_index import CopyIndex
from ..copies.verification import Overlap, overlap, wording
from ..corpus.identity import versions
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

_DIGITS = 4
"""Digits of a version's number, by which versions of one moment are sorted."""


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
        numbered = frozenset(versions(first)) - {question.id}
        ids = self._with_versions(numbered, related(known, question.id), known)
        numbered &= set(ids)
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
                    number_of(article) if article.id in numbered or (same and numbered) else "",
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

    def _with_versions(self, numbered: frozenset[str], ids: Sequence[str], known: CopyIndex) -> Sequence[str]:
        """Add the other versions of an agency's item, whatever their words, in order of time."""
        others = sorted(numbered.difference(ids))
        found = {article.id: article for article in self._engine.articles(others)} if others else {}
        if not found:
            return ids
        found |= {article.id: article for article in self._engine.articles(ids)}

        def in_order(id: str) -> tuple[bool, str, str, tuple[bool, int, str]]:
            article = found[id]
            return not article.date, article.date, number_of(article).zfill(_DIGITS), known.in_time(id)

        return sorted(found, key=in_order)

    def _article(self, id: str) -> Article:
        found = self._engine.articles([id])
        if not found:
            raise NoArticleError(id)
        return found[0]


def number_of(article: Article) -> str:
    """The number of an article's version; "" if it has none."""
    return next((value for name, value in article.extra if name == "version"), "")


def related(known: CopyIndex, id: str) -> Sequence[str]:
    """Return an article with its group and all other articles that it is a copy of, in order of time."""
    number = known.group_of.get(id)
    ids = {id, *(known.groups[number] if number is not None else ())}
    ids.update(link.id for link in known.links.get(id, ()))
    return sorted(ids, key=known.in_time)
