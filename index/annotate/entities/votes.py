"""A second look at a document's names: what the document as a whole says of each spelling."""

from collections.abc import Sequence

from ..text.words import Word
from . import crf
from .features import Reading
from .spelling import LEGAL

_AGREEMENT = 4.0
"""What the rest of the document weighs in a second look at a word that it does not name everywhere alike."""
_SPREAD = 3
_SHOUTED_AGREEMENT = 6.0
_STRANGE = 8.0
"""What speaks against a word in a line of capitals that neither the rest of the document nor a list knows."""
_TRUSTED = "kqpo"


class Votes:
    """What a first look at the whole document says of each capitalised spelling."""

    def __init__(self, stretches: crf.Stretches, labels: Sequence[int], reading: Reading, tagger: crf.Tagger) -> None:
        """Count how often each spelling was labelled as what; words in sentences of capitals have no vote."""
        self._stretches = stretches
        self._reading = reading
        self._tagger = tagger
        self._counts: dict[str, list[int]] = {}
        """How often each spelling, in small letters, is of each of the tagger's kinds."""
        self._count(stretches.places, labels)
        for first, last, name in named(stretches, labels, tagger):
            if last - first > 1 and not reading.upper[first]:
                self._spread(reading.words, first, last, name)

    def _count(self, places: Sequence[int], labels: Sequence[int]) -> None:
        """Count what the first look says of each capitalised word."""
        words, upper, counts = self._reading.words, self._reading.upper, self._counts
        kind, kinds = self._tagger.kind, len(self._tagger.kinds)
        for place in range(len(places)):
            at = places[place]
            word = words[at]
            if word.capital and not upper[at]:
                votes = counts.get(word.lower)
                if votes is None:
                    votes = counts[word.lower] = [0] * kinds
                votes[kind[labels[place]]] += 1

    def _spread(self, words: Sequence[Word], first: int, last: int, name: str) -> None:
        """A full name votes for its short form: a person's surname, what stands before a company's legal form."""
        if name == "person":
            short = words[last - 1]
        elif name == "org" and words[last - 1].lower.rstrip(".") in LEGAL:
            short = words[first]
        else:
            return
        if short.capital:
            self._counts[short.lower][self._tagger.kinds.index(name)] += _SPREAD

    def again(self) -> list[int]:
        """The stretches to look at again: in capitals, or with a word that the document does not name alike."""
        # Of the counts of what a document names everywhere alike, all but one are 0.
        torn = {spelling for spelling, votes in self._counts.items() if votes.count(0) < len(votes) - 1}
        words, upper = self._reading.words, self._reading.upper
        places, starts = self._stretches.places, self._stretches.starts
        found: list[int] = []
        number = 0
        for place in range(len(places)):
            at = places[place]
            word = words[at]
            if upper[at] or (torn and word.capital and word.lower in torn):
                while starts[number + 1] <= place:
                    number += 1
                if not found or found[-1] != number:
                    found.append(number)
        return found

    def add_to(self, stretches: crf.Stretches, chosen: Sequence[int]) -> None:
        """Add what the document says to the weights of some stretches, given by number."""
        kind, outside, size = self._tagger.kind, self._tagger.labels.index(crf.OUTSIDE), len(self._tagger.labels)
        words, upper, weights = self._reading.words, self._reading.upper, stretches.weights
        for number in chosen:
            for place in range(stretches.starts[number], stretches.starts[number + 1]):
                at = stretches.places[place]
                word, loud = words[at], upper[at]
                votes = self._counts.get(word.lower) if word.capital else None
                row = place * size
                if votes is not None:
                    total = sum(votes) + 0.5
                    agreement = _SHOUTED_AGREEMENT if loud else _AGREEMENT
                    shares = [count / total * agreement for count in votes]
                    for label in range(size):
                        weights[row + label] += shares[kind[label]]
                elif loud and word.capital and not _listed(word):
                    weights[row + outside] += _STRANGE


def _listed(word: Word) -> bool:
    """Whether the lists alone make a word in capitals a name, or part of one."""
    return any(kind in word.kind[1:] for kind in _TRUSTED)


def named(stretches: crf.Stretches, labels: Sequence[int], tagger: crf.Tagger) -> list[tuple[int, int, str]]:
    """The names that labels mark: for each its first word, one past its last, and its kind, in order."""
    places, starts, kinds, kind, begins = stretches.places, stretches.starts, tagger.kinds, tagger.kind, tagger.begins
    found: list[tuple[int, int, str]] = []
    number = 0
    place, count = 0, len(labels)
    while place < count:
        name = kind[labels[place]]
        last = place + 1
        if name:
            while starts[number + 1] <= place:
                number += 1
            end = starts[number + 1]
            while last < end and kind[labels[last]] == name and not begins[labels[last]]:
                last += 1
            found.append((places[place], places[last - 1] + 1, kinds[name]))
        place = last
    return found
