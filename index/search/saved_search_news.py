"""What is new in saved searches since the user last looked at them."""

from collections import Counter
from datetime import datetime

from ..curation.seen_files import SeenFiles
from ..engines.base import Cancelled, Engine
from ..protocol.news import FindNews, MarkSeen, MarkUnseen, News
from ..protocol.questions import Scope
from .interpreter import Interpreter
from .profiles import EVERY


class SavedSearchNews:
    """Counts what is new in saved searches, and records what has been seen of them."""

    def __init__(self, engine: Engine, interpreter: Interpreter, seen: SeenFiles) -> None:
        self._engine = engine
        self._interpreter = interpreter
        self._seen = seen

    def find(self, question: FindNews, cancelled: Cancelled) -> News:
        """Count what a search finds and what of it is new; raises as `Engine.search`."""
        news = self._find(question, cancelled)
        return news if question.ids else News(news.name, news.total, news.new, news.looked)

    def mark(self, question: MarkSeen, cancelled: Cancelled) -> News:
        """Mark what a search finds as seen; raises as `Engine.search` and `SeenFiles.add`."""
        news = self._find(FindNews(question.name, question.search), cancelled)
        self._seen.add(question.name, news.ids, datetime.now().strftime("%Y-%m-%d %H:%M"))
        return news

    def unmark(self, question: MarkUnseen, cancelled: Cancelled) -> News:
        """Undo that articles were marked as seen; raises as `mark`."""
        self._seen.remove(question.name, question.ids, question.looked)
        return self._find(FindNews(question.name, question.search), cancelled)

    def _find(self, question: FindNews, cancelled: Cancelled) -> News:
        search = question.search
        scope = Scope(search.query, search.quotes)
        self._interpreter.look_at_reads(scope)
        tree = self._interpreter.understand(scope).tree
        if search.quotes:
            # A quote search read as one of articles would find more: each condition in another quote.
            page = self._engine.search_quotes(tree, sort="newest", offset=0, limit=EVERY, cancelled=cancelled).page
            numbers = Counter(id for id, *_ in page)
        else:
            numbers = Counter(self._engine.ids(tree, sort="newest", cancelled=cancelled))
        seen = self._seen.load(question.name)
        new = tuple(id for id in numbers if id not in seen.ids)
        return News(question.name, numbers.total(), sum(numbers[id] for id in new), seen.looked, new)
