"""What the conventions of news say about names, where they are plainer than a statistical tagger's guess.

A dateline names a place and an agency, a credit names people, brackets after a name hold its acronym, quotation marks
inside a name hold a nickname. What these find stands; whatever the tagger found across it gives way.
"""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ..model import EntityType
from . import lexicons
from .aliases import Name
from .spelled import LEGAL
from .words import Splitter

_CAPS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+"
_DATE = r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}(?:,? \d{4})?|\d{4}-\d\d-\d\d)"
_DATELINE = re.compile(
    rf"^[ \t]*(?P<places>{_CAPS}(?:(?: |, | ?/ ?){_CAPS}){{0,5}}|[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){{0,2}}(?= *\())"
    rf"(?:, ?[A-Z][\w.]+(?: [A-Z][\w.]+)?)??"
    rf"(?:(?:, ?|[ \t]+){_DATE})?[ \t]*"
    rf"(?:\((?P<agency>[A-Z][\w&.]*(?: [A-Z][\w&.]*){{0,3}})\)[ \t]*[-–—:]|(?<=\d)[ \t]*(?:$|[-–—]))",
    re.MULTILINE,
)
_PERSON = r"[A-ZÀ-Þ][\w'’.-]+(?: (?:(?:al|bin|de|del|der|la|van|von|le|da|dos) )*[A-ZÀ-Þ][\w'’.-]*[\w'’]){1,3}"
_CREDITED = (
    "eporting",
    "eported",
    "diting",
    "dited",
    "riting",
    "ritten",
    "ompiled",
    "hoto",
    "hotograph",
    "hotos",
    "llustration",
    "ranslated",
    "ranslation",
)
"""What credits end with before "by"."""
_CREDIT = re.compile(rf" by (?P<people>{_PERSON}(?:(?:, | and |, and ){_PERSON})*)")
_ONE = re.compile(_PERSON)
_TOWN = re.compile(r"[^,/]+")
_PICTURED = re.compile(
    r"(?:(?:Photo|Photograph|Photos|Picture|Image|Credit|PHOTO|CREDIT)s?: ?[A-ZÀ-Þ][^\n/.]{1,40} ?/ ?[^\n]{1,60}"
    r"|(?<=[.!?] )[A-ZÀ-Þ][\w.'’ -]{1,40}(?:/[A-ZÀ-Þ][\w.& -]{1,30})+)$",
    re.M,
)
"""Who took a picture, and for whom: neither is what the text is about."""
_PHOTO = re.compile(rf"^[ \t]*(?P<agency>[A-Z]{{2,}}) ?/ ?(?P<people>{_PERSON})[ \t]*$", re.MULTILINE)
_ACRONYM = re.compile(r"\(\s?[\"“']?(?P<short>[A-Z][A-Za-z&.-]{0,8}[A-Z])s?[\"”']?\s?[),;]")
_BEFORE = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*|&|\S")
_RUN = re.compile(r"(?<![\w-])[A-ZÀ-Þ][\w'’&.-]*(?: [A-ZÀ-Þ][\w'’&.-]*){0,2}\Z")
_LONGEST = 60
"""Characters looked at before a word for the name that ends there."""
_MOST_ACRONYMS = 100
"""Acronyms that are looked for in one text: each is a walk through all of it."""
_AGENCY = re.compile(r" (?:state )?(?:news (?:agency|service)|newspaper|newswire)\b")
_AGENCIES = ("news agency", "news service", "newspaper", "newswire")
_NICKNAME = re.compile(r"[\"“‘(](?<= .)[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*)?[\"”’)] [A-ZÀ-Þ][\w'’-]*\w\b")
_STATE = re.compile(
    r"(?:(?:Federal|Islamic|Democratic|People['’]s|Democratic People['’]s|Arab) )?"
    r"(?:Republic|State|Kingdom|Emirate|Sultanate|Principality|Commonwealth|Province|City) of (?:the )?\Z"
)
# "U.S. Treasury", "UK Parliament": a country's initials begin the names of its bodies.
_NATIONAL = frozenset(("U.S.", "US", "U.K.", "UK", "U.N.", "UN", "EU"))
_DASHED = re.compile(r"\s+[-–—]+\s+")
_BEFORE_LEGAL = re.compile(r",? (?:(?:and|&) )?")
_PART = re.compile(r" of (?:the )?\Z")
_SMALL = lexicons.load("name_small")
_SPEAKS = lexicons.load("name_speaks")
# Titles that no person is called by: they stand before a name, never in it.
_ORGANISATION_HEADS = lexicons.load("organisation_heads")
_PLACE_HEADS = lexicons.load("place_heads")
_THING_HEADS = lexicons.load("thing_heads")
_PLACE_OPENERS = lexicons.load("place_openers")
_OPENERS = lexicons.load("name_openers")
_PLAIN = lexicons.load("acronyms_plain")
_LOCATING = frozenset(("in", "near", "around", "across", "throughout", "outside", "inside"))
_SPEAKING = tuple(f" {verb} " for verb in sorted(_SPEAKS))
# Titles that people alone have: not "General" or "Justice", which begin the names of bodies too.
_TITLED = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|Professor|Emperor|Empress|Sen|Senator|Rep|Gov|Lt|Col|Maj|Capt|Captain|Sgt|Rabbi)\.? "
    r"(?=[A-Z])(?!.*(?: and | of | for ))"
)
# Of their own these name nobody: which party, whose embassy?
_BARE = frozenset(("Party", "Embassy", "Office", "Department", "Company", "Group", "Crown Prince", "This"))
_STORMS = frozenset(("Storm", "Hurricane", "Typhoon", "Cyclone", "Tropical"))
_TITLES = lexicons.load("name_titles")


def conventions(text: str, splitter: Splitter) -> list[Name]:
    """The names that news conventions mark, sorted by start, none overlapping."""
    found: list[Name] = []
    for match in _datelines(text):
        if match["agency"] or _place(match["places"], splitter):
            found += _cut(text, match.span("places"), "place", _TOWN)
        if match["agency"]:
            found.append(_name(text, match.span("agency"), "org"))
    for match in _PHOTO.finditer(text) if "/" in text else ():
        found.append(_name(text, match.span("agency"), "org"))
        found.append(_name(text, match.span("people"), "person"))
    for people in _credits(text):
        found += _cut(text, people, "person", _ONE)
    for match in _AGENCY.finditer(text) if any(map(text.__contains__, _AGENCIES)) else ():
        before = _RUN.search(text, max(0, match.start() - _LONGEST), match.start())
        if before:
            found += _agency(text, before.span(), splitter)
    for match in _NICKNAME.finditer(text):
        before = _RUN.search(text, max(0, match.start() - 1 - _LONGEST), match.start() - 1)
        if before and "f" in splitter.word(before.group().split(" ")[-1]).kind[1:]:
            found.append(_name(text, (before.end() - len(before.group().split(" ")[-1]), match.end()), "person"))
    found += _acronyms(text, splitter)
    return _apart(found)


def _datelines(text: str) -> Iterator[re.Match[str]]:
    """The datelines of a text: tried where a line begins alone, for a search would try every character."""
    start = 0
    while start >= 0:
        if match := _DATELINE.match(text, start):
            yield match
        start = text.find("\n", start) + 1 or -1


def _credits(text: str) -> Iterator[tuple[int, int]]:
    """The people whom a text credits, as spans: tried at every "by", for so many beginnings are slow to search for."""
    done = 0
    at = text.find(" by ")
    while at >= 0:
        if text.endswith(_CREDITED, done, at) and (match := _CREDIT.match(text, at)):
            yield match.span("people")
            done = match.end()
        at = text.find(" by ", max(done, at + 1))


def pictured(names: Sequence[Name], text: str) -> list[Name]:
    """The names that do not stand in the credit of a picture: "Photograph: …/…" at the end of a line."""
    spans = [match.span() for match in _PICTURED.finditer(text)] if "/" in text else []
    if not spans:
        return list(names)
    starts = [start for start, _ in spans]
    return [name for name in names if (at := bisect(starts, name.start)) == 0 or name.start >= spans[at - 1][1]]


def _place(text: str, splitter: Splitter) -> bool:
    return any(
        set(splitter.lists.known(part.strip().title()) or splitter.lists.known(part.strip())) & set("kqpc")
        for part in re.split(r"[,/]", text)
    )


def _name(text: str, span: tuple[int, int], kind: EntityType) -> Name:
    return Name(span[0], span[1], kind, text[span[0] : span[1]])


def _cut(text: str, span: tuple[int, int], kind: EntityType, part: re.Pattern[str]) -> Iterator[Name]:
    for match in part.finditer(text, *span):
        start, end = match.span()
        start += len(match.group()) - len(match.group().lstrip())
        end -= len(match.group()) - len(match.group().rstrip())
        if end > start:
            yield _name(text, (start, end), kind)


def _agency(text: str, span: tuple[int, int], splitter: Splitter) -> Iterator[Name]:
    """The name before "news agency", without a people or an article that opens it: "the Turkish Cumhuriyet"."""
    words = list(re.finditer(r"\S+", text[span[0] : span[1]]))
    while words and ("n" in splitter.word(words[0].group()).kind[1:] or words[0].group() in ("The", "A", "Its", "In")):
        del words[0]
    # "Ardova's news agency" is not called Ardova.
    if words and not words[-1].group().endswith(("'s", "’s")):
        yield _name(text, (span[0] + words[0].start(), span[1]), "org")


def _acronyms(text: str, splitter: Splitter) -> Iterator[Name]:
    """Names whose initials stand in brackets after them, and every place where those stand for them."""
    seen: set[str] = set()
    for match in _ACRONYM.finditer(text):
        short = match["short"]
        letters = [char for char in short.lower() if char.isalpha()]
        floor = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 120)
        words = list(_BEFORE.finditer(text, floor, match.start()))
        start = _expansion(words, letters)
        if start < 0 or short in seen:
            continue
        if len(seen) == _MOST_ACRONYMS:
            return
        seen.add(short)
        end = words[-1].end()
        long = text[start:end]
        known = splitter.lists.known(long)
        kind: EntityType = "place" if set(known) & set("kqp") else "misc" if "m" in known else "org"
        for place in _wholly(short, text, "-"):
            yield Name(place, place + len(short), kind, short)
        for place in _wholly(long, text):
            yield Name(place, place + len(long), kind, long)


def _wholly(spelling: str, text: str, barred: str = "") -> Iterator[int]:
    """Where a spelling stands in a text as words of its own, and not after a character that is barred."""
    at = text.find(spelling)
    while at >= 0:
        end = at + len(spelling)
        before = text[at - 1 : at]
        if _wordy(before) or (before and before in barred) or _wordy(text[end : end + 1]):
            end = at + 1
        else:
            yield at
        at = text.find(spelling, end)


def _wordy(char: str) -> bool:
    return char.isalnum() or char == "_"


def _expansion(words: Sequence[re.Match[str]], letters: Sequence[str]) -> int:
    """Where the words that end before a bracket and begin with the letters in it start; -1 when they do not."""
    at = len(words)
    left = len(letters)
    capitals = 0
    start = -1
    while left:
        at -= 1
        if at < 0:
            return -1
        word = words[at].group()
        initial = word[0].lower()
        if initial == letters[left - 1] and (word[0].isupper() or word in _SMALL):
            left -= 1
            capitals += word[0].isupper()
            start = words[at].start()
        elif word.lower() not in _SMALL and not (word[0].isupper() and left < len(letters)):
            return -1
    return start if capitals >= 2 and words[at].group()[0].isupper() else -1


def _apart(names: Iterable[Name]) -> list[Name]:
    found: list[Name] = []
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if not found or name.start >= found[-1].end:
            found.append(name)
    return found


def parted(name: Name) -> list[Name]:
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


def settled(name: Name, splitter: Splitter) -> Name | None:
    """A mention as it counts: its edges without what is no part of it, its type by its head; None for no name."""
    found = _settled(name.text, name.type, splitter)
    if found is None:
        return None
    start, end, name.type, before = found
    if end - start == len(name.text):
        return name
    return Name(name.start + start, name.start + end, name.type, name.text[start:end], before or name.before)


@lru_cache(maxsize=65536)
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
    if kind == "person":
        start += _national(text[start:end], splitter)
        cut, title = _untitled(text[start:end])
        start += cut
        before = title or before
    return start, end, _headed(text[start:end], kind, splitter), before


def _trimmed(text: str, splitter: Splitter) -> tuple[int, int, str]:
    """Where a name starts and ends without a preposition before it, or a date or score after it; and the former."""
    words = list(re.finditer(r"\S+", text))
    before = ""
    while words and words[0].group() in _OPENERS:
        before = words.pop(0).group()
    while words and _timed(words[-1].group(), splitter):
        words.pop()
    while len(words) > 1 and words[-1].group().lower() in _SPEAKS:
        # A headline's capitals: "Ardova Says".
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
        elif name.before.lower() in _LOCATING and text[name.end : name.end + 2] not in ("'s", "’s"):
            inside[name.text] += 1
        elif name.before.lower().rstrip(".") in _TITLES:
            people.add(name.text)
        elif text.startswith(_SPEAKING, name.end):
            speaking.add(name.text)
    places = {
        spelling
        for spelling, count in inside.items()
        if spelling not in people and count > (spelling in speaking) and "f" not in splitter.word(spelling).kind[1:]
    }
    if not places:
        return list(names)
    return [
        _name(text, (name.start, name.end), "place") if name.type == "person" and name.text in places else name
        for name in names
    ]


def peopled(names: Sequence[Name], splitter: Splitter) -> list[Name]:
    """Mentions without the adjectives of the places among them, "Ardovan" beside "Ardova", that no list knows."""
    places = {name.text for name in names if name.type in ("place", "person") and " " not in name.text}
    adjectives = {
        form
        for form in places
        if form.endswith("n")
        and any(form.endswith(ending) and form.removesuffix(ending) in places for ending in ("n", "an", "ian"))
        and not splitter.lists.kinds(form)
    }
    return [name for name in names if name.text not in adjectives] if adjectives else list(names)


def _timed(word: str, splitter: Splitter) -> bool:
    return (word.isdigit() and len(word) < 4) or splitter.word(word).kind[1:] == "d"


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
        if LEGAL.issuperset(name.words):
            # "Co Inc" is the end of a name, or none.
            if not found or not _BEFORE_LEGAL.fullmatch(text, found[-1].end, name.start) or found[-1].type == "place":
                continue
            name = _name(text, (found.pop().start, name.end), "org")
        elif name.type == "place":
            state = _STATE.search(text, max(0, name.start - _LONGEST), name.start)
            if state and (state.start() == 0 or not text[state.start() - 1].isalnum()):
                while found and found[-1].end > state.start():
                    found.pop()
                name = _name(text, (state.start(), name.end), "place")
            elif found and found[-1].type == "org" and _PART.fullmatch(text, found[-1].end, name.start):
                body = found[-1].text.split(" ")
                if body[0] in _ORGANISATION_HEADS or body[-1] in _ORGANISATION_HEADS:
                    name = _name(text, (found.pop().start, name.end), "org")
        elif name.type == "person" and name.text.endswith((" Jr", " Sr")) and text.startswith(".", name.end):
            name = _name(text, (name.start, name.end + 1), "person")
        elif name.type == "org" and found and found[-1].text in _NATIONAL and found[-1].end + 1 == name.start:
            name = _name(text, (found.pop().start, name.end), "org")
        found.append(name)
    return found
