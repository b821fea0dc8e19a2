"""The built-in engine: names by the tagger, mended by rules."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from operator import attrgetter
from pathlib import Path

from ...model import ENTITY_TYPES
from ..lexicon.lists import load
from ..text.document import Document
from ..text.words import Splitter
from . import (
    conventions,
    crf,
    employers,
    firm_names,
    firm_parts,
    foreign_edges,
    heads,
    mistaken_types,
    person_signs,
    repairs,
    rules,
    sports_tables,
    whole_names,
    word_classes,
    world_names,
)
from .features import Reading
from .names import Name, overlaid, spanned
from .votes import Votes, named

MODEL = Path(__file__).with_name("entities.crfsuite")

_REMEMBERED = 20_000
"""Spellings, and weights of words, remembered before those that have not recurred are forgotten: 18 MB, after about 400
articles."""
_BEFORE_NUMBER = "(\"“‘'*"
_PEOPLE = attrgetter("people")
_AND = re.compile(r" (?:e|ed|y|et|und|en|och|og|ja|ve) ")
_ENGLISH = load("small_words_english")
_FOREIGN = load("small_words_foreign")
_OPENERS = _FOREIGN | frozenset(
    "lei nova santa royal art nur tod un loi ley legge gesetz shah segundo selon zona laut seit sous dans pour como"
    " come nach".split()
)
"""Words of other languages that begin a sentence, some of which are first names elsewhere."""
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


@lru_cache(maxsize=1)
def _tagger() -> tuple[crf.Tagger, Splitter]:
    model = crf.Model(MODEL)
    model.lean(_LEANINGS)
    return crf.Tagger(model), Splitter(load("common_words"))


def load_model() -> None:
    """Read the model and the lists, once for this process.

    Raises:
        OSError: A file cannot be read.
        ModelError: The model is damaged.
    """
    _tagger()
    word_classes.load()


def find_names(document: Document) -> list[Name]:
    """Find the names in a document by the tagger and the rules: sorted by start, none overlapping.

    Raises:
        OSError: The model cannot be read.
    """
    splitter = _tagger()[1]
    rules.limit_cache()
    found = [
        kept
        for name in _tagged(document)
        for part in rules.parts(name, splitter)
        if (kept := rules.settled(part, splitter))
    ]
    found = _widened(found, heads.headed(document, splitter), document.text)
    found = overlaid(conventions.conventions(document.text, splitter), found)
    found = overlaid(found, repairs.members(document.text, splitter))
    found = rules.placed(rules.joined(found, document.text), document.text, splitter)
    found = conventions.pictured(rules.peopled(found, splitter), document.text)
    found = employers.with_employers(repairs.repaired(found, document.text, splitter), document.text, splitter)
    found = firm_names.with_firms(found, document.text, splitter)
    found = firm_parts.with_whole_firms(found, document.text, splitter)
    found = mistaken_types.retyped(found, document.text, splitter)
    found = person_signs.recognised(found, document.text, splitter)
    found = whole_names.whole_names(world_names.world_names(found, document.text, splitter), document.text)
    found = sports_tables.with_records(found, document.text)
    if document.lang and not _english(document):
        ends = [foreign_edges.trimmed(name, document.text, splitter.lists) for name in found]
        found = [name for name in ends if name]
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
        tagger.forget(splitter.forget(_REMEMBERED * 3 // 4))
    reading = Reading(document, splitter)
    if not reading.islands:
        return []
    stretches = tagger.weigh(reading)
    labels = _labels(stretches, reading, tagger)
    names = _names(stretches, labels, tagger, reading, document.text)
    if not _english(document):
        parts = [part for name in names for part in _apart(name, document.text)]
        ends = [foreign_edges.trimmed(part, document.text, splitter.lists) for part in parts]
        names = [part for part in ends if part and _certain(part, splitter)]
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
            if text[start - 1 : start].isdigit():
                start = _with_digits(start, text)
            found.append(Name(start, end, kind, text[start:end], words[first - 1].text))
    return found


def _with_digits(start: int, text: str) -> int:
    """Where a name begins whose first letters a number is written together with: "3M", "9to5Mac"; "$3M" is a sum."""
    first = start
    while first and text[first - 1].isdigit():
        first -= 1
    return first if first == 0 or text[first - 1].isspace() or text[first - 1] in _BEFORE_NUMBER else start


def _english(document: Document) -> bool:
    """Whether a text reads as English: its language when that is known, or else its small words."""
    if document.lang:
        return document.lang[:2].lower() == "en"
    return sum(map(_SMALL_WORDS.get, document.words[:1000], repeat(0))) >= -3


def _apart(name: Name, text: str) -> list[Name]:
    """The people whom another language's "and" joins in one name: "Lia Sarno e Ana Orin"; none where one is one word.

    What follows may be half of a surname, "Ortega y Gasset": behind two words or more, one word is left with them.
    """
    joint = _AND.search(name.text) if name.type == "person" else None
    if joint is None:
        return [name]
    if " " not in name.text[: joint.start()]:
        return []
    if " " not in name.text[joint.end() :]:
        return [name]
    first = spanned(text, (name.start, name.start + joint.start()), "person")
    return [first, spanned(text, (name.start + joint.end(), name.end), "person")]


def _certain(name: Name, splitter: Splitter) -> bool:
    """Whether the lists bear a name out: what a model of English finds in other languages is a guess."""
    if splitter.lists.known(name.text):
        return any(letter in splitter.lists.known(name.text) for letter in "kqpo")
    words = name.text.split()
    if name.type != "person" or len(words) < 2 or words[0].lower() in _OPENERS:
        return False  # "Les Verts": the article of its sentence is no first name
    return "f" in splitter.word(words[0]).kind[1:]
