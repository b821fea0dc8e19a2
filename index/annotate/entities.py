"""A document's names: found by the tagger, made consistent over the document, and resolved to entities."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, repeat
from operator import attrgetter
from pathlib import Path

from ..config.model import EntitiesConfig
from ..config.settings import SettingsError
from ..model import ENTITY_TYPES, Entity, EntityType, Mention
from . import aliases, crf, lexicons, rules, rules_heads
from .aliases import Name
from .document import Document
from .features import Reading
from .spelled import fold
from .votes import Votes, named
from .words import Splitter

MODEL = Path(__file__).parent / "entities.crfsuite"

_REMEMBERED = 500_000
"""Spellings, and weights of words, remembered before all are forgotten: a bound for corpora without end."""
_PEOPLE = attrgetter("people")
_ENGLISH = lexicons.load("small_words_english")
_FOREIGN = lexicons.load("small_words_foreign")
_SMALL_WORDS = {word: (word in _ENGLISH) - (word in _FOREIGN) for word in _ENGLISH | _FOREIGN}
"""What a small word says for English, or against it."""


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
    ("0g=w", "org", 1.0),
    ("1g=w", "org", 1.0),
    ("caps3", "org", 2.0),
    ("caps4", "org", 2.0),
    ("caps5", "org", 2.0),
    ("caps6", "org", 2.0),
    ("!company", "org", 2.5),
    ("!company", "person", -1.0),
    ("!company", "place", -1.0),
    ("!region", "place", 2.0),
    ("!region", "person", -2.0),
    ("!forename", "person", 1.0),
)
"""Feature, kind of name and weight: trust in the lists beyond what the training texts, which are few, teach."""


class EngineError(SettingsError):
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
        self._names = _builtin
        if config.engine == "spacy":
            from .entities_spacy import SpacyFinder

            self._names = SpacyFinder(config.model).names
        self._own = {
            fold(spelling): canonical
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
        names = _overlay(self._always(document), self._names(document))
        return aliases.link(names, document.text, self._own)

    def _always(self, document: Document) -> list[Name]:
        """The names of the user's gazetteer."""
        if self._pattern is None:
            return []
        return [
            Name(match.start(), match.end(), self._listed[" ".join(match.group().split())], match.group())
            for match in self._pattern.finditer(document.text)
        ]


def _builtin(document: Document) -> list[Name]:
    """The names in a document, sorted by start, none overlapping, by the tagger and the rules."""
    splitter = _tagger()[1]
    parts = chain.from_iterable(map(rules.parted, _tagged(document)))
    found = [name for part in parts if (name := rules.settled(part, splitter))]
    found = _widened(found, rules_heads.headed(document, splitter), document.text)
    found = _overlay(rules.conventions(document.text, splitter), found)
    found = rules.placed(rules.joined(found, document.text), document.text, splitter)
    return rules.pictured(rules.peopled(found, splitter), document.text)


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


def _widened(found: Sequence[Name], headed: Sequence[Name], text: str) -> list[Name]:
    """What was found, with the names of `headed` in place of all that lies within them; all sorted by start."""
    kept: list[Name] = []
    at = 0
    for number, name in enumerate(headed):
        while at < len(found) and found[at].end <= name.start:
            kept.append(found[at])
            at += 1
        last = at
        while last < len(found) and found[last].start < name.end:
            last += 1
        # Two heads in what was taken for one name: "Velmora University and Dovrin University".
        two = last - at == 1 and number + 1 < len(headed) and headed[number + 1].end == found[at].end
        if (two and text[name.end : headed[number + 1].start] == " and ") or all(
            name.start <= other.start and other.end <= name.end for other in found[at:last]
        ):
            kept.append(name)
            at = last
    kept += found[at:]
    return kept


def _tagged(document: Document) -> list[Name]:
    tagger, splitter = _tagger()
    if tagger.size > _REMEMBERED or splitter.size > _REMEMBERED:
        splitter.forget()
        tagger.forget()
    reading = Reading(document, splitter)
    if not reading.islands:
        return []
    stretches = tagger.weigh(reading)
    labels = _labels(stretches, reading, tagger)
    names = _names(stretches, labels, tagger, reading, document.text)
    if not _english(document):
        names = [name for name in names if _certain(name, splitter)]
    return names


def _labels(stretches: crf.Stretches, reading: Reading, tagger: crf.Tagger) -> list[int]:
    """The labels of every word of the stretches of a document, the second look included."""
    labels = tagger.decode(stretches)
    votes = Votes(stretches, labels, reading, tagger)
    if again := votes.again():
        votes.add_to(stretches, again)
        tagger.decode_again(stretches, again, labels)
    return labels


def _names(
    stretches: crf.Stretches, labels: Sequence[int], tagger: crf.Tagger, reading: Reading, text: str
) -> list[Name]:
    """The names that the labels mark, peoples and their adjectives left out."""
    found: list[Name] = []
    words, starts, ends = reading.words, reading.starts, reading.ends
    for first, last, kind in named(stretches, labels, tagger):
        if kind in ENTITY_TYPES and not all(map(_PEOPLE, words[first:last])):
            start, end = starts[first], ends[last - 1]
            found.append(Name(start, end, kind, text[start:end], words[first - 1].text))
    return found


def _english(document: Document) -> bool:
    """Whether a text reads as English: its language when that is known, or else its small words."""
    if document.lang:
        return document.lang[:2].lower() == "en"
    return sum(map(_SMALL_WORDS.get, document.words[:1000], repeat(0))) >= -3


def _certain(name: Name, splitter: Splitter) -> bool:
    """Whether the lists bear a name out: what a model of English finds in other languages is a guess."""
    if splitter.lists.known(name.text):
        return any(letter in splitter.lists.known(name.text) for letter in "kqpo")
    words = name.text.split()
    return name.type == "person" and len(words) > 1 and "f" in splitter.word(words[0]).kind[1:]
