"""Organisations by their head words: "the Ministry of the Interior", "the Oil Ministry", "the Road Safety Department".

A capitalised phrase that ends in such a word, or begins with one that takes "of", names an organisation whatever stands
in it; a tagger that has seen few of them leaves half of them out or takes the place in them for all there is.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ..lexicon.lists import load
from ..text.document import Document, Sentence, places_of
from ..text.words import Splitter
from .names import Name
from .spelling import LEGAL

_HEADS = load("organisation_heads") - {"Force", "Weekly", "Daily", "Union", "United"}
_TELLING = _HEADS | {"Government"}
_BODIES = load("organisation_bodies")
"""Heads whose names may hold "and", and that may stand first: "Ministry of Trade and Industry"."""
_OPENERS = load("name_openers")
_TITLES = load("titles")
_PERSONAL = frozenset(title.title() for title in load("name_titles")) - {"General"}
_NATIONAL = frozenset(("Ministry", "Parliament", "Army", "Navy", "Police", "Forces", "Senate", "Tribunal"))
"""Heads of a state's own bodies: the people before them is no part of the name."""
_ARTICLES = frozenset(("The", "A", "An"))
_DEALING = frozenset(("Center", "Centre", "Committee", "Subcommittee", "Council", "Commission", "Conference", "Panel"))
_LONGEST = 8
"""Words of the longest name that a head word makes: a bound for texts that are all capitals, too."""


def headed(document: Document, splitter: Splitter) -> list[Name]:
    """The organisations that a head word gives away, sorted by start, none overlapping."""
    places = places_of(document.words, _TELLING)
    if not places:
        return []
    found: list[Name] = []
    for sentence in document.sentences:
        number = bisect_left(places, sentence.first)
        if number == len(places):
            break
        if places[number] >= sentence.last or (
            document.words[places[number]].isupper()
            and " ".join(document.words[sentence.first : sentence.last]).isupper()
        ):
            continue
        heads = places[number : bisect_left(places, sentence.last, number)]
        for first, last in _ranges(document, sentence, heads, splitter):
            start, end = document.starts[first], document.ends[last - 1]
            if found and start < found[-1].end:
                continue
            before = document.words[first - 1] if first else ""
            found.append(Name(start, end, "org", document.text[start:end], before))
    return found


def _ranges(
    document: Document, sentence: Sentence, heads: Sequence[int], splitter: Splitter
) -> Iterator[tuple[int, int]]:
    """The names that the words of a sentence at `heads` give away, as ranges of words."""
    words = document.words
    for at in heads:
        # Of its own a government is no name: only "the Government of …" is.
        first = at if words[at] == "Government" else _back(document, sentence.first, at, splitter)
        last = _on(words, at, sentence.last, splitter) if words[at] in _BODIES or first == at else at + 1
        # A headline's words are capitals one after another: too many of them are no name.
        if 1 < last - first <= _LONGEST and not _goes_on(document, last, sentence.last):
            known = splitter.lists.known(" ".join(words[first:last]))
            if not known or known == "o":
                yield first, last


def _goes_on(document: Document, last: int, high: int) -> bool:
    """Whether the word after a phrase belongs to the same name, so that its head is not the last word."""
    words = document.words
    adjacent = last < high and document.starts[last] - document.ends[last - 1] == 1
    return adjacent and words[last][0].isupper() and words[last] not in _TITLES


def _back(document: Document, low: int, at: int, splitter: Splitter) -> int:
    """The first word of the name that the head at `at` ends."""
    words, starts, ends = document.words, document.starts, document.ends
    first = at
    low = max(low, at - 2 * _LONGEST)
    while first > low and starts[first] - ends[first - 1] == 1:
        if _inside(words[first - 1]):
            first -= 1
        elif first - 2 >= low and (_joins(words, first - 1, splitter) or _party(words, first - 1, at)):
            first -= 2
        else:
            break
    if words[at].rstrip(".").lower() in LEGAL and first > low + 1 and words[first - 1][-2:] in ("'s", "’s"):
        # "Dorsan's Investors Service Inc": a company's own name, where no country or town owns it.
        owner = words[first - 1][:-2]
        if owner[:1].isupper() and not set(splitter.word(owner).kind[1:]) & set("kqpcn"):
            first -= 1
    while first < at and (words[first] in _OPENERS or words[first] in _ARTICLES):
        first += 1
    if words[at] in _NATIONAL and at - first > 1 and "n" in splitter.word(words[first]).kind[1:]:
        first += 1
    return first


def _on(words: Sequence[str], at: int, high: int, splitter: Splitter) -> int:
    """One past the last word of the name that the head at `at` begins, with what follows its "of"."""
    last = at + 1
    high = min(high, at + 2 * _LONGEST)
    while last + 1 < high and (
        words[last] in ("of", "for") or (words[last] == "on" and _deals(words, at, last, splitter))
    ):
        begin = last + (2 if words[last + 1] == "the" else 1)
        end = begin
        while end < high and (
            _inside(words[end])
            or (end > begin and end + 1 < high and (_joins(words, end, splitter) or _lists(words, end, high, splitter)))
        ):
            end += 1
        if end == begin:
            break
        last = end
    return last


def _deals(words: Sequence[str], at: int, last: int, splitter: Splitter) -> bool:
    """Whether "on" tells what a body deals with: "Center on Budget and Policy Priorities"."""
    return last == at + 1 and words[at] in _DEALING and _ordinary(words[last + 1], splitter)


def _joins(words: Sequence[str], at: int, splitter: Splitter) -> bool:
    """Whether an "and" stands between two ordinary words, and so within a name: "Trade and Industry"."""
    if words[at] not in ("and", "&") or at + 1 >= len(words):
        return False
    around = words[at - 1], words[at + 1]
    if not all(_inside(word) and word not in _HEADS for word in around):
        return False
    kinds = [set(splitter.word(word).kind[1:]) for word in around]
    return any("v" in kind for kind in kinds) and all("v" in kind or not kind & set("kqpcofn") for kind in kinds)


def _lists(words: Sequence[str], at: int, high: int, splitter: Splitter) -> bool:
    """Whether a comma stands in a list of ordinary words that "and" ends: "Ministry of Land, Ports and Transport"."""
    while at + 2 < high and words[at] == "," and _ordinary(words[at - 1], splitter):
        if words[at + 1] == "and":
            return _ordinary(words[at + 2], splitter)
        if not _ordinary(words[at + 1], splitter):
            return False
        at += 2 if words[at + 2] in (",", "and") else 3
    return at + 1 < high and words[at] == "and" and _joins(words, at, splitter)


def _ordinary(word: str, splitter: Splitter) -> bool:
    """Whether a word with a capital is an ordinary one, which names no firm, person or place."""
    kind = set(splitter.word(word).kind[1:])
    return _inside(word) and word not in _HEADS and "v" in kind and not kind & set("kqpcofn")


def _party(words: Sequence[str], at: int, head: int) -> bool:
    """Whether an "and" stands in the name of a party, whose parts are names of movements: "Labour and Land Party"."""
    return words[at] == "and" and words[head] == "Party" and head - at == 2 and _inside(words[at - 1])


def _inside(word: str) -> bool:
    """Whether a word may be part of an organisation's name."""
    if not word[0].isupper() or word[-2:] in ("'s", "’s") or word in _PERSONAL:
        return False
    # "London-based" stands before a name, "Asia-Pacific" in it.
    _, hyphen, tail = word.rpartition("-")
    return not (hyphen and tail.islower())
