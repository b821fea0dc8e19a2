"""What a tagger's guesses become: edges trimmed, types settled by head words, places and states joined."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from ...model import EntityType
from ..lexicon.lists import load
from ..text.words import Splitter
from .names import Name, spanned
from .spelling import LEGAL

_LISTED = frozenset("kqpco")
_LONGEST = 60
"""Characters looked at before a word for the name that ends there."""
_STATE = re.compile(
    r"(?:(?:Federal|Islamic|Democratic|People['’]s|Democratic People['’]s|Arab) )?"
    r"(?:Republic|State|Kingdom|Emirate|Sultanate|Principality|Commonwealth|Province|City) of (?:the )?\Z"
)
# "U.S. Treasury", "UK Parliament": a country's initials begin the names of its bodies.
_NATIONAL = frozenset(("U.S.", "US", "U.K.", "UK", "U.N.", "UN", "EU"))
_WORDS = re.compile(r"\S+")
_DASHED = re.compile(r"\s+[-–—]+\s+")
_BEFORE_LEGAL = re.compile(r",? (?:(?:and|&) )?")
_PART = re.compile(r" of (?:the )?\Z")
_SPEAKS = load("name_speaks")
# Titles that no person is called by: they stand before a name, never in it.
_ORGANISATION_HEADS = load("organisation_heads")
_PLACE_HEADS = load("place_heads")
_THING_HEADS = load("thing_heads")
_PLACE_OPENERS = load("place_openers")
_OPENERS = load("name_openers")
_PLAIN = load("acronyms_plain")
_LOCATING = frozenset(("in", "near", "around", "across", "throughout", "outside", "inside"))
_LONGEST_VERB = max(map(len, _SPEAKS))
# Titles that people alone have: not "General" or "Justice", which begin the names of bodies too.
_TITLED = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|Professor|Emperor|Empress|Sen|Senator|Rep|Gov|Lt|Col|Maj|Capt|Captain|Sgt|Rabbi)\.? "
    r"(?=[A-Z])(?!.*(?: and | of | for ))"
)
# Of their own these name nobody: which party, whose embassy?
_BARE = frozenset(("Party", "Embassy", "Office", "Department", "Company", "Group", "Crown Prince", "This"))
_STORMS = frozenset(("Storm", "Hurricane", "Typhoon", "Cyclone", "Tropical"))
_OWNS = ("'", "’")
_STATELY = re.compile(r"['’]s (?:National|Parliament|Supreme Court|capital|central bank|economy|coast)\b")
"""What states have, and people do not."""
_STORMY = re.compile("(?:Tropical )?(?:Storm|Hurricane|Typhoon|Cyclone) ")
_HONOURS = frozenset(("KC", "QC", "SC", "MP", "MEP", "MSP", "MBE", "OBE", "CBE", "KBE", "DBE", "PhD", "MD", "Esq"))
"""What stands behind a person's name without being part of it."""
_TITLES = load("name_titles")
_PARTICLES = frozenset((" al ", " bin ", " ibn ", " el ", " bint ", " van der ", " van den ", " von der "))
"""What joins two parts of a person's name, with the spaces around."""
_CACHED = 8192
"""Names after which the cache of settled names is cleared."""


def parts(name: Name, splitter: Splitter) -> Sequence[Name]:
    """A mention cut where a dash between spaces or a headline's verb parts it; most are one word, and stay whole."""
    if name.text.isalpha():
        return (name,)
    return [piece for part in _parted(name) for piece in _unverbed(part, splitter)]


def _parted(name: Name) -> list[Name]:
    """A mention cut where a dash between spaces parts it: "Velmora - The National Water Authority" is two names."""
    if "-" not in name.text and "–" not in name.text and "—" not in name.text:
        return [name]
    found: list[Name] = []
    at, before = 0, name.before
    for match in _DASHED.finditer(name.text):
        found.append(
            Name(name.start + at, name.start + match.start(), name.type, name.text[at : match.start()], before)
        )
        at, before = match.end(), match.group().strip()
    return [*found, Name(name.start + at, name.end, name.type, name.text[at:], before)]


def _unverbed(name: Name, splitter: Splitter) -> list[Name]:
    """A mention cut where a headline's verb stands between two listed names: "Ardova Helps Orsel" is two."""
    if name.text.count(" ") < 2:
        return [name]
    words = name.text.split(" ")
    at = len(words[0]) + 1
    for place in range(1, len(words) - 1):
        verb = words[place]
        if _verbal(verb, splitter) and not splitter.lists.known(name.text):
            left, right = name.text[: at - 1], name.text[at + len(verb) + 1 :]
            kinds = splitter.lists.known(left), splitter.lists.known(right)
            if all(set(known) & _LISTED for known in kinds):
                return [
                    Name(name.start, name.start + len(left), _listed_type(kinds[0]), left, name.before),
                    Name(name.end - len(right), name.end, _listed_type(kinds[1]), right, verb),
                ]
        at += len(verb) + 1
    return [name]


def _verbal(word: str, splitter: Splitter) -> bool:
    """Whether a capitalised word is, written small, a verb in the present: "Helps" beside "help"."""
    if not (word.istitle() and word.endswith("s") and len(word) > 2):
        return False
    return splitter.word(word).kind == splitter.word(word[:-1]).kind == "Cv"


def _listed_type(known: str) -> EntityType:
    return "place" if set(known) & set("kqpc") else "org"


def settled(name: Name, splitter: Splitter) -> Name | None:
    """A mention as it counts: its edges without what is no part of it, its type by its head; None for no name."""
    found = _settled(name.text, name.type, splitter)
    if found is None:
        return None
    start, end, name.type, before = found
    if end - start == len(name.text):
        return name
    return Name(name.start + start, name.start + end, name.type, name.text[start:end], before or name.before)


def limit_cache() -> None:
    """Clear the cache of settled names when it holds too many."""
    if _settled.cache_info().currsize > _CACHED:
        _settled.cache_clear()


@cache
def _settled(text: str, kind: EntityType, splitter: Splitter) -> tuple[int, int, EntityType, str] | None:
    """What part of a name's words is the name, what kind, and the word cut off before it; None for a people."""
    start, end, before = 0, len(text), ""
    if text in _PLAIN or text in _BARE:
        return None
    if kind == "person" and (text in _ORGANISATION_HEADS or text in _PLACE_HEADS):
        return None
    known = splitter.lists.known(text)
    if known == "n":
        return None
    if known == "k" and kind == "person":
        kind = "place"
    if not known and kind != "misc":
        start, end, before = _trimmed(text, splitter)
        if start == end:
            return None
        if end < len(text) and set(splitter.lists.known(text[start:end])) & set("kq"):
            kind = "place"
    if kind == "org" and _TITLED.match(text, start):
        kind = "person"
    name, _, honour = text[start:end].rpartition(" ")
    given = splitter.word(name.split()[0]).kind[1:] if " " in name and honour in _HONOURS else ""
    if ("f" in given or "s" in given) and kind in ("org", "person"):
        kind, end = "person", start + len(name)
    if kind == "person":
        start += _national(text[start:end], splitter)
        if text[start:end].rpartition(" ")[2].lower().rstrip(".") not in LEGAL:  # "King Granit Inc" is no king
            cut, title = _untitled(text[start:end])
            start += cut
            before = title or before
    return start, end, _headed(text[start:end], kind, splitter), before


def _trimmed(text: str, splitter: Splitter) -> tuple[int, int, str]:
    """Where a name starts and ends without a preposition before it, or a date or score after it; and the former."""
    pieces = text.split()
    if pieces and text.startswith(pieces[0]) and text.endswith(pieces[-1]):
        first, last = pieces[0], pieces[-1]
        if first not in _OPENERS and last.lower() not in _SPEAKS and not _timed(last, splitter):
            return 0, len(text), ""  # as most are
    words = list(_WORDS.finditer(text))
    before = ""
    while words and words[0].group() in _OPENERS:
        before = words.pop(0).group()
    while words and _timed(words[-1].group(), splitter):
        words.pop()
    surname = len(words) == 2 and words[1].group() == "Said" and "f" in splitter.word(words[0].group()).kind[1:]
    while len(words) > 1 and words[-1].group().lower() in _SPEAKS and not surname:
        # A headline's capitals: "Ardova Says"; but "Noor Said" is a name.
        words.pop()
    return (words[0].start(), words[-1].end(), before) if words else (0, 0, "")


def _national(text: str, splitter: Splitter) -> int:
    """Where a person's name begins after the people that he is of: "Ardovan Anton Veyra"."""
    first, _, rest = text.partition(" ")
    named = " " in rest and rest[0].isupper() and splitter.word(first).kind[1:] == "n"
    return len(first) + 1 if named else 0


def _untitled(text: str) -> tuple[int, str]:
    """Where a person's name begins after the titles before it, and the last of those."""
    cut, title = 0, ""
    while True:
        first, space, rest = text[cut:].partition(" ")
        if not space or first.lower().rstrip(".") not in _TITLES or not rest[:1].isupper():
            return cut, title
        title = first
        cut += len(first) + 1


def _headed(text: str, kind: EntityType, splitter: Splitter) -> EntityType:
    """The type that a name's last word gives it away as, or the type it has."""
    words = text.split()
    if len(words) > 1 and words[0] in _STORMS:
        return "misc"
    if len(words) < 2 or not words[0][:1].isupper() or kind == "misc" or splitter.lists.known(text):
        return kind
    if words[-1] in _ORGANISATION_HEADS:
        return "org"
    if words[-1] in _THING_HEADS and kind != "person":
        return "misc"
    if kind == "person" and words[0] in _PLACE_OPENERS:
        return "place"
    return "place" if words[-1] in _PLACE_HEADS else kind


def placed(names: Sequence[Name], text: str, splitter: Splitter) -> list[Name]:
    """Mentions with those as places that a tagger took for people, though the text puts things in them.

    Only names of one word that nobody in the text bears in full or with a title. What also speaks, as a country does,
    has to hold things twice.

    Args:
        names: Mentions sorted by start, none overlapping.
        text: The text that they stand in.
        splitter: What knows the lists.

    Returns:
        The mentions, sorted as well.
    """
    inside: Counter[str] = Counter()
    people: set[str] = set()
    speaking: set[str] = set()
    for name in names:
        if name.type == "person" and " " in name.text:
            people.update(name.text.split(" "))
        elif name.type not in ("person", "place") or " " in name.text:
            continue
        elif name.type == "person" and text.startswith(_OWNS, name.end) and _STATELY.match(text, name.end):
            inside[name.text] += 2
        elif name.before.lower() in _LOCATING and text[name.end : name.end + 2] not in ("'s", "’s"):
            inside[name.text] += 1
        elif name.before.lower().rstrip(".") in _TITLES:
            people.add(name.text)
        elif _speaks(text, name.end):
            speaking.add(name.text)
    places = {
        spelling
        for spelling, count in inside.items()
        if spelling not in people and count > (spelling in speaking) and "f" not in splitter.word(spelling).kind[1:]
    }
    if not places:
        return list(names)
    return [
        spanned(text, (name.start, name.end), "place") if name.type == "person" and name.text in places else name
        for name in names
    ]


def _speaks(text: str, end: int) -> bool:
    """Whether a verb of speaking, between spaces, follows what ends at `end`."""
    stop = text.find(" ", end + 1, end + _LONGEST_VERB + 2) if text.startswith(" ", end) else -1
    return stop > 0 and text[end + 1 : stop] in _SPEAKS


def peopled(names: Sequence[Name], splitter: Splitter) -> list[Name]:
    """Mentions without the adjectives of the places among them, "Ardovan" beside "Ardova", and storms as no people."""
    places = {name.text for name in names if name.type in ("place", "person") and " " not in name.text}
    adjectives = {
        form
        for form in places
        if form.endswith("n")
        and any(form.endswith(ending) and form.removesuffix(ending) in places for ending in ("n", "an", "ian"))
        and not splitter.lists.kinds(form)
    }
    kept = [name for name in names if name.text not in adjectives] if adjectives else list(names)
    storms = {name.text.rpartition(" ")[2] for name in kept if name.type == "misc" and _STORMY.match(name.text)}
    for name in kept if storms else ():
        if name.type == "person" and name.text in storms:
            name.type = "misc"
    return kept


def _timed(word: str, splitter: Splitter) -> bool:
    return (word.isdigit() and len(word) < 4) or splitter.word(word).kind[1:] == "d"


def _goes_on(one: Name, two: Name, text: str) -> bool:
    """Whether a person's name goes on with the next mention: "Orin al Tarsk", or "Bill Ford" of a firm so called."""
    if two.type == "person":
        return 3 < two.start - one.end < 8 and text[one.end : two.start] in _PARTICLES
    adjacent = two.type == "org" and one.end + 1 == two.start and text[one.end] == " "
    return adjacent and " " not in one.text and two.text.isalpha() and two.text.istitle() and one.text.isalpha()


def joined(names: Sequence[Name], text: str) -> list[Name]:
    """Mentions with the words around a place that make it part of a longer name: a state's, or a body's of that place.

    Args:
        names: Mentions sorted by start, none overlapping.
        text: The text that they stand in.

    Returns:
        The mentions, sorted as well.
    """
    found: list[Name] = []
    for name in names:
        if name.words[-1] in LEGAL and LEGAL.issuperset(name.words):
            # "Co Inc" is the end of a name, or none.
            if not found or not _BEFORE_LEGAL.fullmatch(text, found[-1].end, name.start) or found[-1].type == "place":
                continue
            name = spanned(text, (found.pop().start, name.end), "org")
        elif name.type == "place":
            of = text.endswith((" of ", " of the "), 0, name.start)
            state = _STATE.search(text, max(0, name.start - _LONGEST), name.start) if of else None
            if state and (state.start() == 0 or not text[state.start() - 1].isalnum()):
                while found and found[-1].end > state.start():
                    found.pop()
                name = spanned(text, (state.start(), name.end), "place")
            elif found and found[-1].type == "org" and _PART.fullmatch(text, found[-1].end, name.start):
                body = found[-1].text.split(" ")
                if body[0] in _ORGANISATION_HEADS or body[-1] in _ORGANISATION_HEADS:
                    name = spanned(text, (found.pop().start, name.end), "org")
        elif name.type == "person" and name.text.endswith((" Jr", " Sr")) and text.startswith(".", name.end):
            name = spanned(text, (name.start, name.end + 1), "person")
        elif found and found[-1].type == "person" and _goes_on(found[-1], name, text):
            name = spanned(text, (found.pop().start, name.end), "person")
        elif name.type == "org" and found and found[-1].text in _NATIONAL and found[-1].end + 1 == name.start:
            name = spanned(text, (found.pop().start, name.end), "org")
        found.append(name)
    return found
