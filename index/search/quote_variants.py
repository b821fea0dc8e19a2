"""How outlets quote the same words: the variants of a quote, aligned with it."""

from ..copies.comparison import compare
from ..copies.copy_index import CopyIndex, QuoteId
from ..copies.quote_alignment import shared_words
from ..engines.base import Cancelled, Engine
from ..model import Quote
from ..protocol.questions import ListQuoteVariants, ListVariantGroups
from ..protocol.related_answers import Difference, QuoteVariant, QuoteVariants, VariantGroups
from ..query.analysis import words
from ..query.tree import And, QuoteIds
from ..quotation import is_doubtful
from .folding import Folding
from .gone import GoneError
from .interpreter import Interpreter, raising
from .result_pages import ResultPages


class VariantLists:
    """Answers questions about variants of quotes in one open index."""

    def __init__(self, engine: Engine, interpreter: Interpreter, folding: Folding, pages: ResultPages) -> None:
        self._engine = engine
        self._interpreter = interpreter
        self._folding = folding
        self._pages = pages

    def variants(self, question: ListQuoteVariants, cancelled: Cancelled) -> QuoteVariants:
        """List a quote with its variants and repeats, oldest first.

        Raises:
            GoneError: the quote is not in the index.
            SearchCancelledError: `cancelled` returned True.
        """
        known = self._folding.current(raising(cancelled))
        place = (question.article, question.number)
        places = sorted(_same_words(known, place), key=lambda one: (*known.in_time(one[0]), one[1]))
        found = self._pages.quotes([place, *places[question.offset : question.offset + question.limit]])
        if not found or (found[0].article, found[0].number) != place:
            raise GoneError("This quote is no longer in the index.")
        first = found[0]
        outlets = {*known.outlets(id for id, _ in places), first.outlet} - {""}
        variants = tuple(
            QuoteVariant(hit, compare(first.quote.text, hit.quote.text), _differences(first.quote, hit.quote))
            for hit in found[1:]
        )
        return QuoteVariants(len(places), question.offset, variants, len(outlets))

    def groups(self, question: ListVariantGroups, cancelled: Cancelled) -> VariantGroups:
        """List the quotes that match and have variants, one for each group, in the order of the results."""
        known = self._folding.current(raising(cancelled))
        tree = self._interpreter.understand(question.scope).tree
        varied = frozenset(known.variants_of)
        if not varied:
            return VariantGroups(0, 0)
        page = self._engine.search_quotes(
            And((tree, QuoteIds(varied))), sort=question.sort, offset=0, limit=len(varied), cancelled=cancelled
        ).page
        first: dict[int, QuoteId] = {}
        for id, number, _ in page:
            first.setdefault(known.variants_of[id, int(number)], (id, int(number)))
        chosen = tuple(first.values())[question.offset :][: question.limit]
        return VariantGroups(len(first), question.offset, chosen)


def _same_words(known: CopyIndex, place: QuoteId) -> tuple[QuoteId, ...]:
    """Return a quote with its variants, or its exact repeats, which short quotes may have alone."""
    if place in known.variants_of:
        return known.variants[known.variants_of[place]]
    return known.repeats[known.repeat_of[place]] if place in known.repeat_of else (place,)


def _differences(first: Quote, other: Quote) -> tuple[Difference, ...]:
    """Return how a quote differs from the one in question."""
    found: list[Difference] = []
    ours, theirs = words(first.text), words(other.text)
    if ours != theirs:
        whole = shared_words(ours, theirs).of_shorter >= 1
        found.append("shortened" if whole and len(theirs) < len(ours) else "longer" if whole else "reworded")
    if (first.type == "indirect") != (other.type == "indirect"):
        found.append("paraphrase" if other.type == "indirect" else "verbatim")
    if first.stance != other.stance:
        found.append("stance")
    if _speaker(first) != _speaker(other):
        unclear = is_doubtful(first) or is_doubtful(other) or not _resolved(first) or not _resolved(other)
        found.append("speaker unclear" if unclear else "speaker")
    return tuple(found)


def _speaker(quote: Quote) -> str:
    speaker = quote.speaker
    return (speaker.resolved or speaker.text).casefold() if speaker else ""


def _resolved(quote: Quote) -> bool:
    return quote.speaker is not None and quote.speaker.entity is not None
