"""A document's names: found by the tagger, made consistent over the document, and resolved to entities."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from ..config import EntitiesConfig
from ..model import ENTITY_TYPES, Entity, EntityType, Mention
from . import aliases, crf, features, lexicons, rules
from .aliases import Name
from .document import Document
from .features import Line, Word

MODEL = Path(__file__).parent / "entities.crfsuite"

_AGREEMENT = 4.0
"""What the rest of the document weighs in a second look at a word that it does not name everywhere alike."""
_SPREAD = 3
_SHOUTED_AGREEMENT = 6.0
_ENGLISH = frozenset("the of and to is for that was with by at from it said has have are were be this his".split())
_FOREIGN = frozenset(
    "der die das und den von zu mit ist ein eine nicht le les des et une du est dans pour que la el los las y en del por"
    " con il di che e per una non della o os da em um uma não het een van og som på till af och att det ik bir ve ki na w"
    " z się je ja ne su za u que se".split()
)


_LEANINGS = (
    ("!phrase o B", "org", 2.0),
    ("!phrase o I", "org", 2.0),
    ("!phrase k B", "place", 2.0),
    ("!phrase k I", "place", 2.0),
    ("!phrase p B", "place", 2.0),
    ("!phrase p I", "place", 2.0),
    ("!phrase m B", "misc", 3.0),
    ("!phrase m I", "misc", 3.0),
    ("0g=m", "misc", 3.0),
    ("0g=k", "place", 1.0),
    ("0g=o", "org", 1.0),
)
"""Feature, kind of name and weight: trust in the lists beyond what the training texts, which are few, teach."""


class EngineError(ValueError):
    """An engine of the configuration that cannot be used."""


@lru_cache(maxsize=1)
def _tagger() -> tuple[crf.Tagger, features.Splitter]:
    model = crf.Model(MODEL)
    for feature, kind, weight in _LEANINGS:
        model.lean(feature, kind, weight)
    return crf.Tagger(model), features.Splitter(lexicons.load("common_words"))


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
        found = [rules.untitled(name) for name in _tagged(document)]
        found = _overlay(rules.conventions(document.text, _tagger()[1]), found)
        names = _overlay(self._always(document), found)
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
    lines = features.read(document, splitter)
    if not lines:
        return []
    names: list[Name] = []
    for line, first, labels in _labels(lines, tagger):
        names += _names(line, first, labels, document.text)
    if not _english(document):
        names = [name for name in names if _certain(name, splitter)]
    return names


def _labels(lines: Sequence[Line], tagger: crf.Tagger) -> Iterable[tuple[Line, int, list[str]]]:
    """The labels of every stretch of a document, the second look included."""
    stretches: list[tuple[Line, int, int, list[list[float]], list[int]]] = []
    votes: dict[str, list[int]] = {}
    size = len(tagger.kinds)
    for line in lines:
        words = line.words
        for first, last in line.islands:
            weights = tagger.weights(line, first, last)
            best = tagger.decode(weights)
            stretches.append((line, first, last, weights, best))
            if line.upper:
                continue
            for at, label in enumerate(best, first):
                word = words[at]
                if word.capital:
                    vote = votes.get(word.lower)
                    if vote is None:
                        vote = votes[word.lower] = [0] * size
                    vote[tagger.kind[label]] += 1
            _spread(words[first:last], best, votes, tagger)
    for line, first, last, weights, best in stretches:
        if _torn(line, first, last, votes):
            best = tagger.decode(_agreed(line, first, weights, votes, tagger.kind))
        yield line, first, [tagger.labels[label] for label in best]


def _spread(words: Sequence[Word], labels: Sequence[int], votes: dict[str, list[int]], tagger: crf.Tagger) -> None:
    """Let a full name vote for its short form: a person's surname, what stands before a company's legal form."""
    at, count = 0, len(labels)
    while at < count:
        label = tagger.labels[labels[at]]
        last = at + 1
        while last < count and tagger.labels[labels[last]] == f"I-{label[2:]}":
            last += 1
        if last - at > 1:
            word = None
            if label == "B-person":
                word = words[last - 1]
            elif label == "B-org" and words[last - 1].lower.rstrip(".") in aliases.LEGAL:
                word = words[at]
            if word and word.capital and (vote := votes.get(word.lower)):
                vote[tagger.kind[labels[at]]] += _SPREAD
        at = last


def _torn(line: Line, first: int, last: int, votes: dict[str, list[int]]) -> bool:
    """Whether the document does not name some word of a stretch everywhere alike."""
    if line.upper:
        return True
    for word in line.words[first:last]:
        vote = votes.get(word.lower) if word.capital else None
        if vote and max(vote) != sum(vote):
            return True
    return False


def _agreed(
    line: Line, first: int, weights: list[list[float]], votes: dict[str, list[int]], kind: Sequence[int]
) -> list[list[float]]:
    """The weights of a stretch with what the whole document says about its words."""
    agreement = _SHOUTED_AGREEMENT if line.upper else _AGREEMENT
    found: list[list[float]] = []
    for at, row in enumerate(weights, first):
        word = line.words[at]
        vote = votes.get(word.lower) if word.capital else None
        if vote:
            share = agreement / (sum(vote) + 0.5)
            row = [weight + share * vote[kind[label]] for label, weight in enumerate(row)]
        found.append(row)
    return found


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


def _adjective(word: Word) -> bool:
    return "n" in word.kind[1:] and "p" not in word.kind[1:]


def _english(document: Document) -> bool:
    """Whether a text reads as English: its language when that is known, or else its small words."""
    if document.lang:
        return document.lang[:2].lower() == "en"
    words = [token.text for token in document.tokens[:1000]]
    return sum(map(_FOREIGN.__contains__, words)) <= sum(map(_ENGLISH.__contains__, words)) + 3


def _certain(name: Name, splitter: features.Splitter) -> bool:
    """Whether the lists bear a name out: what a model of English finds in other languages is a guess."""
    if splitter.lists.known(name.text):
        return any(letter in splitter.lists.known(name.text) for letter in "kpo")
    words = name.text.split()
    return name.type == "person" and len(words) > 1 and "f" in splitter.word(words[0]).kind[1:]
