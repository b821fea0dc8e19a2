"""Names as outlets around the world write them, where the tagger, which has read few of them, errs.

Initials and particles before a surname, a people before a person, a day behind a body, a country that is no team, a
body called by syllables of its name in brackets: "the Ministry of Tourism (Mitur)".
"""

import re
from collections.abc import Iterator, Sequence, Set

from ...model import EntityType
from ..lexicon.lists import load
from ..text.words import Splitter
from .names import Name, overlaid, spanned
from .spelling import LEGAL

_DAYS = re.compile(
    r"(?: (?:In|in|of the|of|the))* (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June"
    r"|July|August|September|October|November|December)\Z"
)
_DAY_ENDS = (
    *("day", "January", "February", "March", "April", "June", "July", "August", "September", "October", "November"),
    "December",
)
"""What all ends with that the two patterns of days match."""
_ON_DAY = re.compile(r" on \w+day\Z")
"""Behind a legal form; "Wales on Sunday" is a newspaper."""
_PARTICLE = re.compile(r"(?<![\w'’.-])(?:Al|El|La|Los|Las|De|Del|Di|Da|Abu|Ibn|[Vv]an|[Vv]on|[Vv]an [Dd]er) \Z")
_PARTICLE_ENDS = (
    *("Al ", "El ", "La ", "Los ", "Las ", "De ", "Del ", "Di ", "Da ", "Abu ", "Ibn ", "Van ", "Von ", "van ", "von "),
    *("der ", "Der "),
)
"""What all ends with that `_PARTICLE` matches: told much faster than by the pattern."""
_SMALL = ("van ", "von ", "van der ")
_INITIALS = re.compile(r"(?<![\w'’.&-])(?:[B-HJ-Z]\. ?|[B-HJ-Z] ){1,3}\Z")
_ROLE = re.compile(
    r", (?:an? |the )?(?:[\w-]+ ){0,3}(?:strategist|analyst|economist|president|director|manager|head|partner|trader"
    r"|professor|founder|owner|chairman|chairwoman|lawyer|attorney)\b"
)
"""What a person is, behind a name: "Anton Veyra, chief strategist at Anton Veyra & Associates"."""
_POSSESSIVE = ("'s ", "’s ")
_OWNER = re.compile(r"(?<![\w'’.-])(?P<owner>[A-Z][a-z]+)['’]s \Z")
_REACH = 10
_TITLED = re.compile(r"(?:MLA|MP|CM|PM|MNA|MPA|OC|SP|DC|H\.? ?E\.?|HRH|(?:Amir|Emir) Sheikh|Hon\.?|Engr\.?) (?=[A-Z])")
_SHORT = re.compile(r" \((?P<short>[A-Z][\w-]{2,11})\)")
_PROTECTED = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’-]+ (?:(?:de|del|la|las|los|el|y) ){0,2}){1,4}"
    r"(?:National Park|Wildlife (?:Refuge|Reserve|Sanctuary)|Nature Reserve|(?:Forest|Biological|Game) Reserve)\b"
    r"(?! (?:Service|System|Foundation|Authority))"
)
_PROTECTED_SIGNS = (
    *(" National Park", " Wildlife ", " Nature Reserve", " Forest Reserve", " Biological Reserve", " Game Reserve"),
)
"""One of these stands in all that `_PROTECTED` matches: the Federal Reserve does not."""
_ARTICLES = ("The ", "A ", "In ", "At ", "Near ", "From ")
_PLACE_HEADS = load("place_heads")
_TITLES = load("name_titles")
_PEOPLES = load("nationalities")
_HEADS = load("organisation_heads") | load("organisation_words")
_SHORTEST = 4
"""Letters up to which a word in capitals is an acronym."""
_TRANSLATED = 3
"""Fewest initials of a translated name that are in what it is called for short, all but one of them."""
_LINKS = frozenset(("of", "for", "and", "the", "on", "in", "to", "&"))
_MOST = 50
"""Acronyms looked for in one text."""


def world_names(names: Sequence[Name], text: str, splitter: Splitter) -> list[Name]:
    """Return names with such errors mended, sorted by start, none overlapping."""
    found: list[Name] = []
    people = [name.text for name in names if name.type == "person" and " " in name.text and "-year" not in name.text]
    families = {words.rpartition(" ")[2] for words in people}
    firms = {name.text.partition(" ")[0] for name in names if name.type == "org" and " " in name.text}
    for name in names:
        kind = _kind(name, families, firms, splitter)
        if kind == "org" and " " in name.text and _ROLE.match(text, name.end) and _is_person(name.text, splitter):
            kind = "person"
        if kind != name.type:
            name = _cut(name, 0, len(name.text), kind, text)
        # A person or place of one word is whole.
        for part in _parts(name, text, splitter) if kind == "org" or " " in name.text else (name,):
            owner = found[-1] if found else None
            low = owner.end if owner else 0
            if owner and owner.type == "person" and text[low : part.start] in _POSSESSIVE:
                whole = _owned(part, 0, text, splitter)
                if whole.start == owner.start:
                    found[-1] = whole
                    continue
            found.append(_widened(_owned(part, low, text, splitter), low, text))
    if any(map(text.__contains__, _PROTECTED_SIGNS)):
        found = overlaid(list(_protected(text)), found)
    short = _syllables(found, text) if "(" in text else []
    return overlaid(short, found) if short else found


def _kind(name: Name, families: Set[str], firms: Set[str], splitter: Splitter) -> EntityType:
    """The type of a mention: a surname of the text's is no body, a well-known place of that name alone no person."""
    words = name.text
    known = splitter.lists.known(words)
    if name.type == "org" and " " not in words:
        named = words in families and words not in firms and "o" not in known and not words.isupper()
        return "person" if named else "org"
    if name.type == "person" and " " not in words and words not in families and not set(known).isdisjoint("kqp"):
        titled = name.before.lower().rstrip(".") in _TITLES
        return "person" if titled or "f" in splitter.word(words).kind[1:] else "place"
    return name.type


def _parts(name: Name, text: str, splitter: Splitter) -> Iterator[Name]:
    """The names in a mention: without a day behind it, a title or people before it, or a country before a person."""
    kind, words = name.type, name.text
    if kind == "org" and (day := _day_behind(words)) and splitter.lists.known(words) != "o":
        name = _cut(name, 0, day, kind, text)
    elif kind == "person" and (title := _TITLED.match(words)):
        name = _cut(name, title.end(), len(words), kind, text)
    elif kind in ("misc", "org", "person") and " " in words:
        people, _, rest = words.partition(" ")
        people_first = people in _PEOPLES or people.removesuffix("s") in _PEOPLES
        if people_first and _is_person(rest, splitter) and not splitter.lists.known(words):
            name = _cut(name, len(people) + 1, len(words), "person", text)
    if name.type == "org" and "k" in splitter.lists.known(_titled(name.text)):
        name = _cut(name, 0, len(name.text), "place", text)
    elif name.type == "place" and " " in name.text and not splitter.lists.known(name.text):
        for length in _countries(name.text, splitter):
            rest = name.text[length + 1 :]
            if _is_person(rest, splitter) or re.match(r"[A-Z]\.[A-Z]", rest):
                yield _cut(name, 0, length, "place", text)
                name = _cut(name, length + 1, len(name.text), "person", text)
                break
    yield name


def _day_behind(words: str) -> int:
    """Where a day or month begins that a body's name runs into; 0 for none."""
    if not words.endswith(_DAY_ENDS):
        return 0
    on = _ON_DAY.search(words)
    if on and words[: on.start()].rpartition(" ")[2].rstrip(".").lower() in LEGAL:
        return on.start()
    day = _DAYS.search(words)
    return day.start() if day and not on else 0


def _titled(words: str) -> str:
    return words.title() if words.isupper() and len(words) > _SHORTEST else words


def _countries(words: str, splitter: Splitter) -> Iterator[int]:
    """The lengths of the countries that some words begin with."""
    at = words.find(" ")
    while at > 0:
        if "k" in splitter.lists.known(words[:at]):
            yield at
        at = words.find(" ", at + 1)


def _is_person(words: str, splitter: Splitter) -> bool:
    """Whether words in capitals look like a person's first name and surname, and like nothing else."""
    parts = words.split()
    if not 2 <= len(parts) <= 4 or not all(part[:1].isupper() and part.replace("-", "").isalpha() for part in parts):
        return False
    if any(part in _HEADS or part.lower() in LEGAL or part.isupper() for part in parts):
        return False
    kinds = _kinds(words, splitter)
    return "f" in kinds[0] or ("s" in kinds[-1] and not any("v" in kind or "w" in kind for kind in kinds))


def _kinds(words: str, splitter: Splitter) -> list[str]:
    return [splitter.word(part).kind[1:] for part in words.split()]


def _owned(name: Name, low: int, text: str, splitter: Splitter) -> Name:
    """A firm whose name begins with its founder's first name: "Angie's List" is not List."""
    if name.type != "org" or " " in name.text or not text.endswith(_POSSESSIVE, 0, name.start):
        return name
    if "v" not in splitter.word(name.text).kind[1:]:
        return name
    owner = _OWNER.search(text, max(low, name.start - 2 * _REACH), name.start)
    first = owner is not None and "f" in splitter.word(owner["owner"]).kind[1:]
    if owner is None or not first:
        return name
    whole = _from(owner.start(), name, text)
    whole.type = "place" if name.text in _PLACE_HEADS else "org"
    return whole


def _widened(name: Name, low: int, text: str) -> Name:
    """A name with the initials or the particle before it: "H D Marsk", "Al Lisna University", "van Orin"."""
    floor = max(low, name.start - _REACH)
    party = len(name.text) < _SHORTEST and name.text.isupper()  # "D IL"
    if name.type == "person" and not party and _ends_with_initial(text, name.start):
        initials = _INITIALS.search(text, floor, name.start)
        if initials:
            return _from(initials.start(), name, text)
    if not text.endswith(_PARTICLE_ENDS, 0, name.start):
        return name
    particle = _PARTICLE.search(text, floor, name.start)
    if particle is None or (particle.group() in _SMALL and name.type != "person"):
        return name
    return _from(particle.start(), name, text)


def _ends_with_initial(text: str, end: int) -> bool:
    """Whether initials may end before a name: told much faster than by the pattern, for all but a few of them."""
    before = text[max(0, end - 2) : end]
    return before[-1:] == "." or (before[-1:] == " " and (before[0] == "." or before[0].isupper()))


def _protected(text: str) -> Iterator[Name]:
    """The parks and reserves that a text names, whoever they are called after."""
    for match in _PROTECTED.finditer(text):
        start = match.start()
        for article in _ARTICLES:
            if text.startswith(article, start):
                start += len(article)
        yield spanned(text, (start, match.end()), "place")


def _syllables(names: Sequence[Name], text: str) -> list[Name]:
    """Bodies called by syllables of their names, which stand in brackets behind them, wherever the text has them."""
    found: list[Name] = []
    seen: set[str] = set()
    for name in names:
        match = _SHORT.match(text, name.end) if name.type == "org" and " " in name.text else None
        if match is None or match["short"] in seen or len(seen) == _MOST:
            continue
        short = match["short"]
        seen.add(short)
        if not short.removesuffix("s").isupper() and _spelled(short.lower(), name.text.lower()):
            found += (spanned(text, one.span(), "org") for one in re.finditer(rf"\b{re.escape(short)}\b", text))
    found.sort(key=lambda one: one.start)
    return found


def _spelled(short: str, long: str) -> bool:
    """Whether a word begins as one of a name's words does, and goes on with letters of the name in order.

    A translated name gives the same letters in another order: "Superior Council of Private Enterprise (Cosep)".
    """
    initials = [word[0] for word in long.split() if word not in _LINKS]
    if short[0] not in initials:
        return False
    if len(initials) >= _TRANSLATED and sum(map(short.__contains__, initials)) >= max(_TRANSLATED, len(initials) - 1):
        return True
    at = -1
    for letter in short:
        at = long.find(letter, at + 1)
        if at < 0:
            return False
    return True


def _from(start: int, name: Name, text: str) -> Name:
    whole = spanned(text, (start, name.end), name.type)
    whole.before = name.before
    return whole


def _cut(name: Name, start: int, end: int, kind: EntityType, text: str) -> Name:
    piece = spanned(text, (name.start + start, name.start + end), kind)
    piece.before = name.before if start == 0 else name.text[:start].split()[-1]
    return piece
