"""Names cut where a full stop or a party ends them, and joined where a list knows the whole."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from ..lexicon.lists import load
from ..text.words import Splitter
from .names import Name, spanned
from .parted_names import parted
from .person_edges import trimmed, two_people
from .spelling import LEGAL

_WORDS = re.compile(r"\S+")
_STOP = re.compile(r"(?P<word>[^\s.]+)\.\s+(?=[^\s])")
_SHORT = load("abbreviations") | frozenset(("Sens", "Reps", "No", "Nos", "Ft", "Mt", "St", "Pt"))
_STATES = (
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|"
    "Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Maine|Idaho|Iowa|Ohio|Utah|Hawaii|Texas|Alaska"
)
_PARTY = re.compile(
    rf",?\s+\(?[DRI][ -](?:[A-Z]{{2}}|(?:{_STATES})\.?)\)?$| \(?[DRI]\)$|,?\s+M\.? ?D\.?$"
    r"|,? (?:QC|KC|MP|MEP|MSP|OBE|MBE|CBE)$"
)
"""A party and a state after a politician's name, "Orin Tarsk D RI", or a degree: "Orin Tarsk M D"."""
_TOGETHER = 2
"""Surnames from which a name in capitals is several people's."""
_TWO_FIRMS = re.compile(r"\S.* (?P<one>\w+)\.? and (?P<second>\S.* (?P<other>\w+)\.?)")
_FIGURES = frozenset(("Estimates", "Data", "Poll", "Polls"))
"""What follows the name of a body that counts, and is no part of it: "Reuters Estimates"."""
_OFFICERS = (" Chief Executive", " Chief Financial", " Chief Operating")
_CAPITAL = re.compile(r"(?:Washington|WASHINGTON),?\s+D\.?\s?C\b\.?")
_TAGS = load("headline_tags")
_TOPICS = load("headline_topics")
_OPENERS = load("openers")
_TAG = re.compile(r"[A-Z]+")
_TAGGED = re.compile(r"([A-Z]+)-\Z")
_TITLES = frozenset(title.title() for title in load("name_titles"))
_RUN = re.compile(r"(?:[A-ZÀ-Þ][\w'’.-]*|&|and)(?: (?:[A-ZÀ-Þ][\w'’.-]*|&|and)){0,3} ?\Z")
_OF_FIRM = re.compile(r" of (?=[A-Z])")
_TITLED_FIRST = re.compile(r"(?P<title>\w+)\.? (?P<first>[A-ZÀ-Þ][\w'’-]+) \Z")
"""A title and a first name right before a surname."""
_MEMBERS = ("Sen", "Rep", "Gov", "Senator", "Congressman", "Congresswoman")
_MEMBER = re.compile(
    # It begins with one set of characters, which is what makes the search for it quick.
    r"[SRGC](?<!\w.)(?:(?<=S)en(?:ator)?|(?<=R)ep|(?<=G)ov|(?<=C)ongress(?:man|woman))\.? "
    r"(?P<name>[A-Z][a-z]{2,} (?P<last>[A-Z][a-z]{2,}))(?![\w'’-]| [A-Z])"
)
_MEMBER_SIGNS = ("Sen. ", "Senator ", "Rep. ", "Gov. ", "Congressman ", "Congresswoman ")
"""One of these stands in all that `_MEMBER` matches."""
_JOBS = load("nominals_person")
_OILS = frozenset(thing.removesuffix(" crude") for thing in load("things") if thing.endswith(" crude"))
_OFFICE = re.compile(r" (?:Minister|Secretary|Chairman|President|Governor|Ambassador|Spokesman|CEO|CFO|COO)\b")
_OFFICES = frozenset(
    ("Minister", "Secretary", "Chairman", "President", "Governor", "Ambassador", "Spokesman", "CEO", "CFO", "COO")
)
"""Titles that no name of a body ends with; what stands before is a body or its field."""
_SAINT = ("St. ", "St ", "Saint ")
_COUNTRIES = frozenset(("U.S.", "U.K."))
_SPACED = frozenset(("U. S.", "U. S", "U S"))
_PART_OF_BODY = frozenset(("of", "for", "and", "&", "the"))
_ARTICLES = frozenset(("the", "this", "that", "a", "an", "The", "This", "that", "our", "his", "its"))
_COMMODITY = re.compile(r" (?:crude|oil|futures|blend)\b")


def members(text: str, splitter: Splitter) -> list[Name]:
    """The people whom a member's title gives away: "Sen. Norm Marsk", whatever else a first name means."""
    if not any(map(text.__contains__, _MEMBER_SIGNS)):
        return []
    found: list[Name] = []
    for match in _MEMBER.finditer(text):
        first = match["name"].partition(" ")[0]
        if "s" in splitter.word(match["last"]).kind[1:] and first not in _TITLES and first.lower() not in _JOBS:
            found.append(spanned(text, match.span("name"), "person"))
    return found


def repaired(names: Sequence[Name], text: str, splitter: Splitter) -> list[Name]:
    """Mentions of which none runs into the next sentence, and none is half of a listed name.

    Args:
        names: Mentions sorted by start, none overlapping.
        text: The text that they stand in.
        splitter: What knows the lists.

    Returns:
        The mentions, sorted as well.
    """
    found: list[Name] = []
    several = [name for name in names if " " in name.text]
    people = [name.text for name in several if name.type == "person"]
    full = {one.partition(" ")[0] for one in people}
    known = {name.text for name in names if name.type == "person" and "  " not in name.text}
    last = Counter([person.rpartition(" ")[2] for person in set(people)])
    surnames = {person.rpartition(" ")[2].upper() for person in people if not person.isupper()}
    shared = {surname for surname, bearers in last.items() if bearers > 1}
    firms = {_called(name) for name in several if name.type == "org"} - {one.rpartition(" ")[2] for one in people}
    for name in names:
        if name.text[:2].isupper() and (name := _untagged(name, text)) is None:
            continue
        if "-" in name.text:
            name = _without_topic(name, text, splitter)
        if name.text[:2].isupper() and " " in name.text:
            name = _after_crosshead(name, text, splitter)
        pieces = _parts(name, surnames, text, splitter)
        if name.type == "person" and name.text.count(" ") > 1:
            pieces = [person for part in pieces for person in two_people(part, known, text)]
        for part in pieces:
            if found and part.type == "org" == found[-1].type and text[found[-1].end : part.start] in (" and ", " & "):
                whole = spanned(text, (found[-1].start, part.end), "org")
                if _listed(whole.text, splitter):
                    found[-1] = whole
                    continue
            if part.text in _SPACED:
                part = spanned(text, (part.start, part.end), "place")
            elif part.type == "org" and (text.startswith(" Minister", part.end) or _holds_office(part.text)):
                found += _officials(part, text, splitter)
                continue
            elif part.type == "place" and " " in part.text:
                part = _inhabitant(part, names, text, splitter)
            if part.type == "person":
                if shared and part.text.rpartition(" ")[2] in shared:
                    part = _without_opener(part, text, splitter)
                if " " in part.text:
                    part = trimmed(part, known, text, splitter)
                firm = part.text in firms and part.before not in _TITLES
                part = spanned(text, (part.start, part.end), "org") if firm else _personal(part, text, full, splitter)
            elif part.type == "org" and part.words[-1] in LEGAL and LEGAL.issuperset(part.words):
                part = _owner(part, text, found[-1].end if found else 0, splitter)
            elif part.type == "org" and part.text.endswith(_OFFICERS):
                part = _piece(part, 0, part.text.rindex(" Chief "), text, part.before)
            elif part.type == "org" and part.text.rpartition(" ")[2] in _FIGURES:
                part = _counter(part, text, splitter)
            if part is not None:
                found.append(part)
    return found


def _parts(name: Name, surnames: Set[str], text: str, splitter: Splitter) -> Iterable[Name]:
    """The names in a mention; most are one word, and stay whole."""
    if name.text.isalpha():
        return (name,)
    if "  " in name.text:
        return parted(name, text, splitter)
    return _apart(name, surnames, text) if name.text.isupper() else _parted(name, text, splitter)


def _parted(name: Name, text: str, splitter: Splitter) -> Iterator[Name]:
    """The names in a mention that runs over a full stop, or over the "and" between two firms."""
    for part in _stopped(name, text, splitter) if "." in name.text else (name,):
        two = _TWO_FIRMS.fullmatch(part.text) if part.type == "org" and " and " in part.text else None
        if two and {two["one"].lower(), two["other"].lower()} <= LEGAL and not _listed(part.text, splitter):
            yield _piece(part, 0, two.end("one"), text, part.before)
            yield _piece(part, two.start("second"), len(part.text), text, "and")
        else:
            yield part


def _apart(name: Name, surnames: Set[str], text: str) -> Iterator[Name]:
    """The people whom a heading in capitals names one after the other: "ORIN TARSK HELENA MARSK", "TARSK MARSK"."""
    words = list(_WORDS.finditer(name.text)) if name.type == "person" else []
    ends = [number for number, word in enumerate(words) if word.group() in surnames]
    if len(ends) < _TOGETHER:
        yield name
        return
    begin, before = 0, name.before
    for end in ends:
        yield _piece(name, words[begin].start(), words[end].end(), text, before)
        begin, before = end + 1, words[end].group()


def _without_opener(name: Name, text: str, splitter: Splitter) -> Name:
    """A person without the ordinary word that a sentence begins with: "Topping Marsk's list" is Marsk's."""
    first, _, rest = name.text.partition(" ")
    kind = splitter.word(first).kind[1:]
    if not rest or " " in rest or "f" in kind or not ("v" in kind or first.endswith("ing")):
        return name
    opens = text[: name.start].rstrip(" \t")[-1:] in ("", "\n", ".", "!", "?", ":", "”", '"')
    return _piece(name, len(first) + 1, len(name.text), text, first) if opens else name


def _holds_office(words: str) -> bool:
    """Whether a title stands behind the first of some words."""
    return " " in words and _OFFICE.search(words) is not None


def _called(name: Name) -> str:
    """What a firm is called in short, its first word that is no initial: "Morgan" of "J.P. Morgan and Co"."""
    words = name.text.split()
    if words[-1].rstrip(".").lower() not in LEGAL:
        return ""
    return next((word for word in words if "." not in word and len(word) > 2), "")


def _counter(name: Name, text: str, splitter: Splitter) -> Name:
    """A body without the figures that it publishes, when a list knows it."""
    body = name.text.rpartition(" ")[0]
    known = splitter.lists.known(body) == "o"
    return spanned(text, (name.start, name.start + len(body)), "org") if known else name


def _untagged(name: Name, text: str) -> Name | None:
    """A mention without what a wire puts before a headline: "BRIEF-Granit" is Granit, FACTBOX nobody."""
    tag = _TAG.match(name.text)
    if tag is None or tag.group() not in _TAGS:
        return name
    start = tag.end()
    while start < len(name.text) and not name.text[start].isalpha():
        start += 1
    return _piece(name, start, len(name.text), text, tag.group()) if start < len(name.text) else None


def _without_topic(name: Name, text: str, splitter: Splitter) -> Name:
    """A mention without the topic that a headline begins with: "Soccer-Late Marsk header" is about Marsk."""
    topic, _, rest = name.text.partition("-")
    if topic not in _TOPICS or not rest[:1].isupper() or text[: name.start].rstrip(" \t")[-1:] not in ("", "\n"):
        return name
    first, _, others = rest.partition(" ")
    kind = splitter.word(first).kind[1:]
    start = len(name.text) - len(others if others and "v" in kind and "f" not in kind else rest)
    return _piece(name, start, len(name.text), text, topic)


def _after_crosshead(name: Name, text: str, splitter: Splitter) -> Name:
    """A mention without the crosshead that runs into it: "ATYPICAL DOWNTURN Marsk" is Marsk."""
    words = name.text.split(" ")
    capitals = 0
    while capitals < len(words) and (
        words[capitals] == "&" or (words[capitals].isupper() and len(words[capitals]) > 1)
    ):
        capitals += 1
    if capitals == len(words) and capitals > 1 and words[-1] in _COUNTRIES:
        return _country(name, text)
    plain = any(
        len(word) > 4 - (capitals > 2) and "v" in splitter.word(word.title()).kind[1:] for word in words[:capitals]
    )
    # "HELENA MARSK Marsk said": the crosshead names whom the sentence begins with.
    again = capitals > 1 and all(word.upper() in words[:capitals] for word in words[capitals:])
    begins = capitals > 1 and words[capitals : capitals + 1] in (["The"], ["A"], ["An"])
    legal = LEGAL.issuperset(word.rstrip(".").lower() for word in words[capitals:])
    if capitals == len(words) or legal or not (plain or again or begins) or _listed(name.text, splitter):
        return name
    while capitals < len(words) - 1 and words[capitals] in ("The", "A", "An"):
        capitals += 1
    start = sum(len(word) + 1 for word in words[:capitals])
    return _piece(name, start, len(name.text), text, words[capitals - 1])


def _country(name: Name, text: str) -> Name:
    """The country behind a crosshead or a state in capitals: "FOCUS ON THE HILL U.S. lawmakers", "DV U.S. Senator"."""
    before = text[: name.start].rstrip(" ,").rpartition(" ")[2]
    if not (len(before) > 1 and before.isupper()):
        return name
    return spanned(text, (name.start + name.text.rindex(" ") + 1, name.end), "place")


def _owner(name: Name, text: str, low: int, splitter: Splitter) -> Name | None:
    """The listed company before a legal form that stands alone: "Dorsan & Marsk's Corp"."""
    run = _RUN.search(text, max(low, name.start - 40), name.start)
    start = run.start() if run else name.start
    while start < name.start:
        if splitter.lists.known(text[start : name.start].strip()) == "o":
            return spanned(text, (start, name.end), "org")
        start = text.find(" ", start) + 1 or name.start
    return None


def _listed(name: str, splitter: Splitter) -> bool:
    """Whether a list holds an organisation's name, with or without the country or state before it."""
    _, _, rest = name.partition(" ")
    return splitter.lists.known(name) == "o" or splitter.lists.known(rest) == "o"


def _stopped(name: Name, text: str, splitter: Splitter) -> Iterator[Name]:
    """The names in a mention that runs over a full stop; what only begins the next sentence is none."""
    start = 0
    before = name.before
    for match in _STOP.finditer(name.text):
        word = match["word"]
        following = name.text[match.end() :].partition(" ")[0]
        if len(word) == 1 or word in _SHORT or following.strip(".,").lower() in LEGAL | {"l.p", "lp", "of", "and"}:
            continue
        legal = word.lower() in LEGAL
        end = match.end("word") + legal
        yield _piece(name, start, end, text, before)
        start, before = match.end(), "."
    if start == 0:
        yield name
        return
    rest = name.text[start:]
    if rest and not _opens_sentence(rest, splitter):
        yield _piece(name, start, len(name.text), text, before)


def _piece(name: Name, start: int, end: int, text: str, before: str) -> Name:
    piece = spanned(text, (name.start + start, name.start + end), name.type)
    piece.before = before
    return piece


def _opens_sentence(rest: str, splitter: Splitter) -> bool:
    """Whether a word after a full stop has its capital from that alone."""
    if " " in rest:
        return False
    kind = splitter.word(rest).kind
    return "v" in kind[1:] or kind[1:] == "d" or not splitter.lists.known(rest)


def _personal(name: Name, text: str, full: Set[str], splitter: Splitter) -> Name | None:
    """A person without the party behind the name; another type, or None, where only the case made a person of it."""
    hyphened = text.startswith("-", name.start - 1) if name.start else False
    tag = _TAGGED.search(text[max(0, name.start - 16) : name.start]) if hyphened else None
    if tag and tag[1] in _TAGS and name.text.partition(" ")[0] in _OPENERS:
        return None  # "BRIEF-Last Ardovan poll": the headline begins behind its tag
    end = len(name.text)
    while not name.text.isalpha() and (party := _PARTY.search(name.text[:end])) and party.start():
        end = party.start()
    if end < len(name.text):
        return spanned(text, (name.start, name.start + end), "person")
    if name.text in ("D C", "D.C", "D.C."):
        return None
    if (
        name.text.startswith(("Washington", "WASHINGTON"))
        and (match := _CAPITAL.match(text, name.start))
        and match.end() >= name.end
    ):
        return spanned(text, match.span(), "place")
    if " " in name.text:
        employer = _OF_FIRM.search(name.text) if " of " in name.text else None
        if employer and " " in name.text[: employer.start()] and _is_given(name.text.partition(" ")[0], splitter):
            return _piece(name, 0, employer.start(), text, name.before)  # "Ann Lee of Granit.com"
        return spanned(text, (name.start, name.end), "org") if splitter.lists.known(name.text) == "o" else name
    if name.before[:1].isupper() and (first := _first_name(name, text, splitter)):
        return first
    kind = splitter.word(name.text).kind[1:]
    # "the Bill", "Will Act": an ordinary word that is also a first name, of nobody whom the text names in full.
    if name.text in _OILS and name.before not in _TITLES and name.text not in full:
        return spanned(text, (name.start, name.end), "misc")  # a first name that is also a kind of oil
    if "v" in kind and (
        name.before in _ARTICLES or ("f" in kind and name.text not in full and name.before not in _TITLES)
    ):
        return None
    return spanned(text, (name.start, name.end), "misc") if _COMMODITY.match(text, name.end) else name


def _is_given(word: str, splitter: Splitter) -> bool:
    return "f" in splitter.word(word).kind[1:]


def _first_name(name: Name, text: str, splitter: Splitter) -> Name | None:
    """A surname with the first name before it that is an ordinary word as well: "Senator Chip Marsk"."""
    titled = _TITLED_FIRST.search(text, max(0, name.start - 40), name.start)
    if titled is None or titled["title"] not in _TITLES or titled["first"] in _TITLES:
        return None
    if titled["title"] not in _MEMBERS and not _is_given(titled["first"], splitter):
        return None
    whole = spanned(text, (titled.start("first"), name.end), "person")
    whole.before = titled["title"]
    return whole


def _officials(name: Name, text: str, splitter: Splitter) -> Iterator[Name]:
    """The body and the person in what was taken for one body: "Treasury Secretary Marsk", "Central Bank Governor"."""
    if text.startswith(" Minister", name.end):
        if _listed(name.text, splitter) or _OFFICE.search(name.text):
            yield name
        return  # "Ardovan Energy Minister": the field is no body
    words = list(re.finditer(r"\S+", name.text))
    at = next((place for place, word in enumerate(words) if word.group() in _OFFICES), 0)
    rest = [word.group() for word in words[at + 1 :]]
    if at == 0 or not _PART_OF_BODY.isdisjoint(rest) or splitter.lists.known(name.text) == "o":
        yield name
        return
    body = name.text[: words[at - 1].end()]
    if splitter.lists.known(body) == "o":
        yield _piece(name, 0, words[at - 1].end(), text, name.before)
    if rest and not LEGAL.issuperset(word.lower() for word in rest) and len(rest) < 4:
        person = _piece(name, words[at + 1].start(), len(name.text), text, words[at].group())
        yield _as_person(person, text)


def _inhabitant(name: Name, names: Sequence[Name], text: str, splitter: Splitter) -> Name:
    """A person taken for a place: "her coach Aston Moor", a saint whom the text also names without "St."."""
    employed = name.before in _JOBS
    if not employed and not name.text.startswith(_SAINT):
        return name
    bare = name.text.partition(" ")[2]
    if splitter.lists.known(name.text) or not (
        employed or any(other.text == bare and other.type == "person" for other in names)
    ):
        return name
    return _as_person(name, text)


def _as_person(name: Name, text: str) -> Name:
    person = spanned(text, (name.start, name.end), "person")
    person.before = name.before
    return person
