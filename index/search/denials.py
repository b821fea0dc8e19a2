"""Denials in the results, each with statements on the same matter: those that share its words.

Whether two statements contradict each other is for the reader to say; the words they share are shown with them.
"""

import math
from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from ..annotate.lexicon.lists import load
from ..engines.base import Cancelled, Engine
from ..model import QuoteHit
from ..protocol.answers import Denial, Denials, Statement
from ..protocol.questions import FindDenials
from ..query.analysis import words
from ..query.tree import And, Everything, Forms, InArticle, Node, Not, Or, Word, asks_for
from .interpreter import Interpreter

_DENIED = Word("stance", "denied")
_OF_THE_SPEAKER = ("speaker", "cue", "stance", "confidence")
"""Fields that say who denies and how: statements by others need not meet their conditions."""
_WORDS = 8
"""The rarest words of a denial, by which statements on its matter are found."""
_SHARE = 0.4
"""The share of their weight that a statement has to have in common with the denial, in at least two words."""
_LOOK = 100
"""Statements to rank for a denial."""
_CLAIMS = 6
"""Statements to list for a denial, at most."""

_LITTLE = ("function_words", "determiners", "auxiliaries_other", "time_words")
"""Lexicons of words that say nothing of the matter."""

FetchQuotes = Callable[[Sequence[tuple[str, int]]], tuple[QuoteHit, ...]]
"""Article ids and numbers of quotes -> the quotes, by the user's decisions."""


class _Term(Struct, frozen=True):
    """A word of a denial."""

    word: str
    forms: tuple[str, ...]
    """The word and its inflections."""
    node: Node
    """What finds these in quotes."""
    weight: float
    """Logarithm of quotes per quote that has it, as in tf-idf."""


class DenialFinder:
    """Finds denials in one open index."""

    def __init__(self, engine: Engine, interpreter: Interpreter, fetch: FetchQuotes) -> None:
        self._engine = engine
        self._interpreter = interpreter
        self._fetch = fetch

    def find(self, question: FindDenials, cancelled: Cancelled) -> Denials:
        """Find the newest denials, and for each the statements in the results that share most with it.

        Those with such statements come first, each part newest first. Quotes that say the same by the same speaker are
        folded. Raises what `Engine.search` raises.
        """
        self._interpreter.merges(cancelled)
        tree = self._interpreter.read(question.scope).tree
        tree = tree if question.scope.quotes else InArticle(tree)
        found = self._quotes(And((tree, _DENIED)), "newest", question.limit, cancelled)
        total = self._count(And((tree, _DENIED)), cancelled)
        among = And((_without_speaker(tree), Not(_DENIED)))
        every = self._count(Everything(), cancelled)
        known: dict[Node, float] = {}
        denials = [
            Denial(hit, copies, self._claims(hit, among, every, known, cancelled)) for hit, copies in _folded(found)
        ]
        return Denials(tuple(sorted(denials, key=lambda one: not one.claims)), len(found), total)

    def _claims(
        self, denial: QuoteHit, among: Node, every: int, known: dict[Node, float], cancelled: Cancelled
    ) -> tuple[Statement, ...]:
        """Return the statements that share most with a denial, those by others first."""
        terms: list[_Term] = []
        for word in dict.fromkeys(words(denial.quote.text)):
            if _says_little(word) or any(word in term.forms for term in terms):
                continue
            others = self._interpreter.forms.forms(word).others
            forms = (word, *(other for other, _ in others))
            node = Forms("quote", forms) if others else Word("quote", word)
            if node not in known:
                known[node] = math.log1p(every / max(1, self._count(node, cancelled)))
            terms.append(_Term(word, forms, node, known[node]))
        terms = sorted(terms, key=lambda term: -term.weight)[:_WORDS]
        if len(terms) < 2:
            return ()
        weights = {term.word: term.weight for term in terms}
        least = _SHARE * sum(weights.values())
        among = And((among, Or(tuple(term.node for term in terms))))
        ranked: list[tuple[tuple[object, ...], Statement]] = []
        for hit, copies in _folded(self._quotes(among, "relevance", _LOOK, cancelled)):
            shared = _shared(terms, hit)
            weight = sum(weights[word] for word in shared)
            if len(shared) > 1 and weight >= least:
                own = _speaker(hit) == _speaker(denial)
                order = (own, -weight, _days_between(hit.date, denial.date), hit.article, hit.number)
                ranked.append((order, Statement(hit, copies, shared)))
        return tuple(one for _, one in sorted(ranked, key=lambda pair: pair[0])[:_CLAIMS])

    def _quotes(self, tree: Node, sort: str, limit: int, cancelled: Cancelled) -> tuple[QuoteHit, ...]:
        order = "newest" if sort == "newest" else "relevance"
        found = self._engine.search_quotes(tree, sort=order, offset=0, limit=limit, cancelled=cancelled)
        return self._fetch([(id, number) for id, number, _ in found.page])

    def _count(self, tree: Node, cancelled: Cancelled) -> int:
        return self._engine.search_quotes(tree, sort="newest", offset=0, limit=0, cancelled=cancelled).total


def _without_speaker(tree: Node) -> Node:
    """Remove the top-level conditions on who speaks and how."""
    if isinstance(tree, InArticle):
        return tree
    parts = tree.parts if isinstance(tree, And) else (tree,)
    kept = [part for part in parts if isinstance(part, InArticle) or not asks_for(part, *_OF_THE_SPEAKER)]
    return And(tuple(kept)) if len(kept) > 1 else kept[0] if kept else Everything()


def _says_little(word: str) -> bool:
    """Return whether a word says nothing of the matter."""
    return any(word in load(name) for name in _LITTLE) or (len(word) < 3 and not word.isdigit())


def _shared(terms: Sequence[_Term], hit: QuoteHit) -> tuple[str, ...]:
    """Return the words of a denial of which a statement has a form."""
    said = set(words(hit.quote.text))
    return tuple(term.word for term in terms if not said.isdisjoint(term.forms))


def _folded(hits: Sequence[QuoteHit]) -> list[tuple[QuoteHit, int]]:
    """Return the first of the quotes in which one speaker says the same, with the number of the others."""
    groups: dict[tuple[str, tuple[str, ...]], list[QuoteHit]] = {}
    for hit in hits:
        groups.setdefault((_speaker(hit), words(hit.quote.text)), []).append(hit)
    return [(group[0], len(group) - 1) for group in groups.values()]


def _days_between(one: str, other: str) -> int:
    """Return the days between two dates; if one is unknown, more than there can be."""
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:
        return date.max.toordinal()


def _speaker(hit: QuoteHit) -> str:
    """Return the speaker's name, else the words for the speaker; "" without one."""
    speaker = hit.quote.speaker
    return speaker.resolved or speaker.text if speaker is not None else ""
