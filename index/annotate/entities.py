"""A document's names: found by the tagger, made consistent over the document, and resolved to entities."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from ..config import EntitiesConfig
from ..model import ENTITY_TYPES, Entity, EntityType, Mention
from . import aliases, crf, features, lexicons, rules
from .aliases import Name
from .document import Document
from .features import Line
from .words import Splitter, Word

MODEL = Path(__file__).parent / "entities.crfsuite"

_REMEMBERED = 500_000
"""Spellings, and weights of words, remembered before all are forgotten: a bound for corpora without end."""
_AGREEMENT = 4.0
"""What the rest of the document weighs in a second look at a word that it does not name everywhere alike."""
_SPREAD = 3
_SHOUTED_AGREEMENT = 6.0
_STRANGE = 8.0
"""What speaks against a word in a line of capitals that neither the rest of the document nor a list knows."""
_TRUSTED = "kqpo"
_ENGLISH = lexicons.load("small_words_english")
_FOREIGN = lexicons.load("small_words_foreign")


_LEANINGS = (
    ("!phrase o B", "org", 2.0),
    ("!phrase o I", "org", 2.0),
    ("!phrase k B", "place", 2.0),
    ("!phrase k I", "place", 2.0),
    ("!phrase q B", "place", 2.0),
    ("!phrase q I", "place", 2.0),
    ("0g=q", "place", 1.0),
    ("!phrase p B", "place", 2.0),
    ("!phrase p I", "place", 2.0),
    ("!phrase m B", "misc", 3.0),
    ("!phrase m I", "misc", 3.0),
    ("0g=m", "misc", 3.0),
    ("1k=-", "place", 2.0),
    ("-1k=~", "place", 2.0),
    ("0g=k", "place", 2.0),
    ("0g=o", "org", 1.0),
)
"""Feature, kind of name and weight: trust in the lists beyond what the training texts, which are few, teach."""


class EngineError(ValueError):
    """An engine of the configuration that cannot be used."""


@lru_cache(maxsize=1)
def _tagger() -> tuple[crf.Tagger, Splitter]:
    model = crf.Model(MODEL)
    model.lean(_LEANINGS)
    return crf.Tagger(model), Splitter(lexicons.load("common_words"))


class EntityFinder:
    """Finds the entities of documents, one at a time; the model is read at the first."""

    def __init__(self, config: EntitiesConfig) -> None:
        """Take the settings: the engine, the user's aliases and the names that are always found.

        Raises:
            EngineError: The engine cannot be used here.
        """
        if config.engine != "builtin":
            raise EngineError(
                f'entities.engine: "{config.engine}" needs the extra newsexplore[{config.engine}], which this version'
                ' does not support yet; set it to "builtin"'
            )
        self._own = {
            aliases.fold(spelling): canonical
            for canonical, spellings in config.aliases.items()
            for spelling in (canonical, *spellings)
        }
        self._listed: dict[str, EntityType] = {}
        for kind, names in config.gazetteer.items():
            for name in names:
                for spelling in (name, *config.aliases.get(name, ())):
                    self._listed[" ".join(spelling.split())] = kind
        choices = sorted((spelling for spelling in self._listed if spelling), key=lambda spelling: -len(spelling))
        pattern = "|".join(re.escape(choice).replace(r"\ ", r"\s+") for choice in choices)
        self._pattern = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") if choices else None

    def find(self, document: Document) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
        """Find the names of a document and what they name.

        Args:
            document: The text with its tokens and sentences.

        Returns:
            The entities in order of first mention, and the mentions sorted by start, none overlapping; every entity
            has one.

        Raises:
            OSError: The model cannot be read.
        """
        splitter = _tagger()[1]
        found = [
            rules.headed(rules.untitled(name), splitter)
            for tagged in _tagged(document)
            if (name := rules.trimmed(tagged, splitter))
        ]
        found = _overlay(rules.conventions(document.text, splitter), found)
        names = _overlay(self._always(document), rules.joined(found, document.text))
        return aliases.link(names, document.text, self._own)

    def _always(self, document: Document) -> list[Name]:
        """The names of the user's gazetteer."""
        if self._pattern is None:
            return []
        return [
            Name(match.start(), match.end(), self._listed[" ".join(match.group().split())], match.group())
            for match in self._pattern.finditer(document.text)
        ]


def _overlay(first: Sequence[Name], second: Iterable[Name]) -> list[Name]:
    """All of `first`, with those of `second` that overlap none of them; both sorted by start, and so the result."""
    if not first:
        return list(second)
    found = list(first)
    at = 0
    for name in second:
        while at < len(first) and first[at].end <= name.start:
            at += 1
        if at == len(first) or first[at].start >= name.end:
            found.append(name)
    found.sort(key=lambda name: name.start)
    return found


def _tagged(document: Document) -> list[Name]:
    tagger, splitter = _tagger()
    if tagger.size > _REMEMBERED or splitter.size > _REMEMBERED:
        tagger.forget()
        splitter.forget()
    lines = features.read(document, splitter)
    if not lines:
        return []
    names = [
        name
        for (line, first, _), labels in _labels(lines, tagger)
        for name in _names(line, first, labels, document.text)
    ]
    names.sort(key=lambda name: name.start)
    if not _english(document):
        names = [name for name in names if _certain(name, splitter)]
    return names


def _labels(lines: Sequence[Line], tagger: crf.Tagger) -> Iterable[tuple[tuple[Line, int, int], list[str]]]:
    """The labels of every stretch of a document, the second look included, in any order."""
    stretches = tagger.weigh(lines)
    labels = tagger.decode(stretches.weights, stretches.starts[:-1], stretches.lengths)
    votes = _Votes(stretches, labels, tagger)
    again = [number for number, place in enumerate(stretches.places) if place[0].upper or votes.torn(number)]
    if again:
        weights = stretches.weights + votes.weights()
        second = tagger.decode(weights, stretches.starts[again], stretches.lengths[again])
        for number, better in zip(again, second, strict=True):
            labels[number] = better
    for place, numbers in zip(stretches.places, labels, strict=True):
        yield place, [tagger.labels[number] for number in numbers]


class _Votes:
    """What a first look at the whole document says of each capitalised spelling."""

    def __init__(self, stretches: crf.Stretches, labels: Sequence[Sequence[int]], tagger: crf.Tagger) -> None:
        self._stretches = stretches
        self._tagger = tagger
        self._kinds = len(tagger.kinds)
        self._numbers: dict[str, int] = {}
        self._spelling: list[int] = []
        """For each word of the stretches the number of its spelling, 0 for none that counts."""
        ballots: list[int] = []
        kind = tagger.kind.tolist()
        for (line, first, last), best in zip(stretches.places, labels, strict=True):
            for word, label in zip(line.words[first:last], best, strict=True):
                number = 0
                if word.capital:
                    number = self._numbers.setdefault(word.lower, len(self._numbers) + 1)
                    if not line.upper:
                        ballots.append(number * self._kinds + kind[label])
                self._spelling.append(number)
            if last - first > 1 and not line.upper:
                ballots += self._spread(line.words[first:last], best)
        counts = np.bincount(ballots, minlength=(len(self._numbers) + 1) * self._kinds)
        self._counts = counts.reshape(-1, self._kinds)
        self._torn: list[bool] = (self._counts.max(1) != self._counts.sum(1)).tolist()

    def _spread(self, words: Sequence[Word], labels: Sequence[int]) -> list[int]:
        """A full name votes for its short form: a person's surname, what stands before a company's legal form."""
        names = self._tagger.labels
        found: list[int] = []
        at, count = 0, len(labels)
        while at < count:
            label = names[labels[at]]
            last = at + 1
            while last < count and names[labels[last]] == f"I-{label[2:]}":
                last += 1
            word = None
            if last - at > 1:
                if label == "B-person":
                    word = words[last - 1]
                elif label == "B-org" and words[last - 1].lower.rstrip(".") in aliases.LEGAL:
                    word = words[at]
            if word and word.capital:
                ballot = self._numbers[word.lower] * self._kinds + int(self._tagger.kind[labels[at]])
                found += [ballot] * _SPREAD
            at = last
        return found

    def torn(self, number: int) -> bool:
        """Whether the document does not name some word of a stretch everywhere alike."""
        start, end = self._stretches.starts[number : number + 2].tolist()
        return any(self._torn[spelling] for spelling in self._spelling[start:end])

    def weights(self) -> crf.Floats:
        """What the document adds to the weights of every word."""
        shares = self._counts / (self._counts.sum(1, keepdims=True) + 0.5)
        shares[0] = 0
        places = self._stretches.places
        loud = np.array([line.upper for line, first, last in places for _ in range(first, last)])
        agreement = np.where(loud, _SHOUTED_AGREEMENT, _AGREEMENT)
        weights = shares[self._spelling][:, self._tagger.kind] * agreement[:, None]
        if loud.any():
            known = [_listed(word) for line, first, last in places for word in line.words[first:last]]
            strange = loud & (self._counts.sum(1)[self._spelling] == 0) & ~np.array(known)
            weights[strange, self._tagger.labels.index(crf.OUTSIDE)] += _STRANGE
        return weights


def _names(line: Line, first: int, labels: Sequence[str], text: str) -> list[Name]:
    """The names that a stretch's labels mark, peoples and their adjectives left out."""
    found: list[Name] = []
    at, count = 0, len(labels)
    while at < count:
        if labels[at] == "O":
            at += 1
            continue
        kind = labels[at][2:]
        last = at + 1
        while last < count and labels[last] == f"I-{kind}":
            last += 1
        words = line.words[first + at : first + last]
        if kind in ENTITY_TYPES and not all(_adjective(word) for word in words):
            start, end = line.starts[first + at], line.ends[first + last - 1]
            before = line.words[first + at - 1].text if first + at else ""
            found.append(Name(start, end, kind, text[start:end], before))
        at = last
    return found


def _listed(word: Word) -> bool:
    """Whether the lists alone make a word in capitals a name, or part of one."""
    return not word.capital or any(kind in word.kind[1:] for kind in _TRUSTED)


def _adjective(word: Word) -> bool:
    return "n" in word.kind[1:] and "p" not in word.kind[1:]


def _english(document: Document) -> bool:
    """Whether a text reads as English: its language when that is known, or else its small words."""
    if document.lang:
        return document.lang[:2].lower() == "en"
    words = [token.text for token in document.tokens[:1000]]
    return sum(map(_FOREIGN.__contains__, words)) <= sum(map(_ENGLISH.__contains__, words)) + 3


def _certain(name: Name, splitter: Splitter) -> bool:
    """Whether the lists bear a name out: what a model of English finds in other languages is a guess."""
    if splitter.lists.known(name.text):
        return any(letter in splitter.lists.known(name.text) for letter in "kqpo")
    words = name.text.split()
    return name.type == "person" and len(words) > 1 and "f" in splitter.word(words[0]).kind[1:]
