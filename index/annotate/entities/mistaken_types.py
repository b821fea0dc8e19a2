"""Names that a tagger gives the wrong type, or takes for names, where the text or the lists tell better."""

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

from ...model import EntityType
from ..lexicon.lists import load
from ..text.words import Splitter
from .names import Name, overlaid, spanned
from .spelling import LEGAL

_SPEAKS = load("name_speaks") | {"reported", "reports", "newspaper", "quoted", "wrote", "revealed", "claims", "claimed"}
_JOBS = load("nominals_person")
_RANKS = frozenset(
    ("chief", "senior", "vice", "deputy", "assistant", "managing", "general", "investment", "executive", "market")
)
"""Words beside a job in capitals: "CHIEF INVESTMENT OFFICER"."""
_BODY_WORDS = load("organisation_heads")
_JOBS_AND_TITLES = _JOBS | load("name_titles")
_FIRM_WORDS = frozenset(
    (
        *("Industries", "Motors", "Airlines", "Airways", "Pharmaceuticals", "Petroleum", "Technologies", "Systems"),
        *("Resources", "Financial", "Securities", "Bancorp", "Enterprises", "Stores", "Mines", "Energy", "Tobacco"),
    )
)
"""Words that firms are called by, but hardly what is named after a person, as foundations and schools are."""
_COUNTRYSIDE = frozenset(
    (
        *("Woods", "Falls", "Springs", "Gardens", "Oaks", "Fields", "Field", "Grove", "Pond", "House", "Palace"),
        *("Castle", "Hall", "Farm", "Farms", "Ridge", "Point", "Station", "Beaches", "Plains", "Cove", "Manor"),
    )
)
"""Words at the end of places' names that are surnames, too."""
_PLACES = frozenset("kqpc")
_NAMED = frozenset("kqpco")
_PLACE_HEADS = load("place_heads")
_PLACE_ENDS = _PLACE_HEADS | _COUNTRYSIDE
_TRADES = frozenset(("producer", "director", "publisher", "designer", "developer", "founder", "owner", "actor"))
"""Words before a person's name that stand before firms' names as well."""
_FIRM_ENDS = LEGAL - {"group", "company"}
_THE_NATION = re.compile(r"The [A-Z][a-z]+(?:an|ese|ish|ch|sh)\Z")
_SMALL_WORD = re.compile(r" (?P<word>[a-z][a-z-]+)")
_OFFICE = re.compile(
    r"(?:(?:Deputy |Vice |Prime |Assistant )?(?:Minister|Secretary|Chief|Chairman|President|Director|Head)"
    r"|(?P<board>(?:Board|Council) of (?:Directors|Trustees|Governors|Regents))) (?:of|for) (?P<the>the )?"
)
"""An office before a body's name: "Board of Directors of the Granit Federation"."""
_IN_OFFICE = re.compile(r"\b(?:(?P<member>Ministers?|Secretar(?:y|ies))|Chief|Head|Director) (?:of|for) \Z")
"""An office before its field: "Minister of Foreign Affairs", "Head of Legal Services"."""
_LONG_JOB = 4
"""Letters at most of what may be an acronym as well as a job: "MEP"."""
_PLATFORMS = (" Facebook", " Twitter", " Instagram", " YouTube")
"""What is no part of a name that its page bears: "the Granit Facebook page"."""
_GOES_ON = re.compile(r" (?![A-Z(])|[,?!](?!\w)|\.(?: |$)|['’]s\b")
"""What follows a surname that is a word as well: no capital, which would make another name of it."""
_DOES = re.compile(r"(?:[’']s)? (?:said|says|told|added|noted|declined|replied|wrote|argued|asked|met)\b")
"""What a person does, behind a surname that begins a sentence."""
_APPOSED = re.compile(r", an? (?:[\w’'-]+ ){0,4}?(?P<noun>[a-z]+)(?=,|\.| and | who | from | of | in | at )")
_WHERE = frozenset(
    ("in", "at", "from", "to", "near", "outside", "around", "across", "into", "through", "leave", "left")
)
"""Words before a place's name that are not before a person's, as "of" and "for" are."""
_LONGEST_WORD = 30
_SHORTENED = ("I'll", "I’ll", "I'm", "I’m", "I've", "I’ve", "I'd", "I’d")
_OUTSIDE = frozenset(("USA", "TV", "II", "III", "IV"))


def retyped(names: Sequence[Name], text: str, splitter: Splitter) -> list[Name]:
    """Mentions with the types that the text and the lists give them, and without those that are no names.

    Args:
        names: Mentions sorted by start, none overlapping.
        text: The text that they stand in.
        splitter: What knows the lists.

    Returns:
        The mentions, sorted as well.
    """
    surnames = _surnames(names)
    bodies = _bodies(names)
    found: list[Name] = []
    for name in names:
        kept = name
        if name.type == "org":
            kept = _body(name, text, splitter)
        elif name.type == "place":
            kept = _place(name, text, splitter)
        elif name.type == "person":
            kept = _person(name, text, bodies)
        if kept is None:
            continue
        if (
            kept.type in ("org", "place")
            and kept.text in surnames
            and _NAMED.isdisjoint(splitter.lists.known(kept.text))
        ):
            kept = _as(kept, "person", text)
        found.append(kept)
    _as_people(found, text)
    given = {name.text.split()[-1] for name in found if name.type == "person" and _has_given(name, splitter)}
    common = [word for word in surnames & given if len(word) > 2 and "v" in splitter.word(word).kind[1:]]
    return overlaid(found, sorted(_called(common, text), key=attrgetter("start"))) if common else found


def _as_people(names: list[Name], text: str) -> None:
    """Make people of places whose name somebody bears, where the text is never "in" such a place: "Paris claimed"."""
    places = {name.text for name in names if name.type == "place"}
    full = (name.text for name in names if name.type == "person" and " " in name.text)
    borne = {last for bearer in full if (last := bearer.rpartition(" ")[2]) in places}
    if borne:
        borne.difference_update([name.text for name in names if name.text in borne and _is_where(name, text)])
        for number, name in enumerate(names):
            if name.type == "place" and name.text in borne:
                names[number] = _as(name, "person", text)


def _is_where(name: Name, text: str) -> bool:
    """Whether a name can only be a place's: "in Paris", "Lisna, Paris"."""
    if name.before != ",":
        return name.before.lower() in _WHERE
    return text[max(0, name.start - _LONGEST_WORD) : name.start].rstrip(" ,").rpartition(" ")[2][:1].isupper()


def _called(surnames: Sequence[str], text: str) -> Iterator[Name]:
    """The mentions of people by surnames that are also words, where they stand as names: "said Rose", "Rose said"."""
    for surname in surnames:
        if not surname.istitle() or text.count(surname) < 2:
            continue
        at = text.find(surname)
        while at >= 0:
            end = at + len(surname)
            before = text[max(0, at - 3) : at]
            amid = before.endswith(" ") and (before[-2:-1].islower() or before[-2:-1] in ("“", '"') or _listed(before))
            alone = not (before[-1:].isalnum() or before[-1:] in ("-", "."))
            if (amid and _GOES_ON.match(text, end)) or (alone and _DOES.match(text, end)):
                yield spanned(text, (at, end), "person")
            at = text.find(surname, end)


def _listed(before: str) -> bool:
    """Whether a comma behind a word in small letters stands before a name."""
    return before.endswith(", ") and before[0].islower()


def _has_given(name: Name, splitter: Splitter) -> bool:
    """Whether a person is named with a first name that the lists know."""
    return " " in name.text and "f" in splitter.word(name.text.split()[0]).kind[1:]


def _as(name: Name, kind: EntityType, text: str) -> Name:
    other = spanned(text, (name.start, name.end), kind)
    other.before = name.before
    return other


def _surnames(names: Sequence[Name]) -> frozenset[str]:
    """The surnames of people named in full, but for those that a firm of the text is called by."""
    full = (name.text for name in names if name.type == "person" and " " in name.text)
    firms = {name.text.split()[0] for name in names if name.type == "org" and LEGAL.issuperset(name.words[1:])}
    return frozenset(text.rpartition(" ")[2] for text in full) - firms - _OUTSIDE


def _bodies(names: Sequence[Name]) -> frozenset[str]:
    """What firms of two words or more are called without what says that they are firms."""
    return frozenset(short for name in names if name.type == "org" and " " in name.text for short in _short(name.text))


def _short(text: str) -> Iterator[str]:
    words = text.split()
    while len(words) > 2 and (words[-1] in _FIRM_WORDS or words[-1].lower().rstrip(".") in LEGAL):
        words.pop()
        yield " ".join(words)


def _body(name: Name, text: str, splitter: Splitter) -> Name | None:
    """An organisation; None for an adjective of a people, or a job; another type for a river or a person."""
    if name.text == "Amazon" and name.before.lower() == "the" and not text.startswith((" Web", ".", " ("), name.end):
        return _as(name, "place", text)
    if name.text.startswith("The ") and _THE_NATION.match(name.text) and "n" in splitter.word(name.text[4:]).kind[1:]:
        following = _SMALL_WORD.match(text, name.end)
        return None if following and following["word"] not in _SPEAKS else name
    if name.text.isupper():
        return _capitals(name, text)
    if name.before in _TRADES and name.text.count(" ") == 1 and _has_given(name, splitter):
        last = name.text.partition(" ")[2]
        if last.isalpha() and last not in _FIRM_WORDS and last.lower() not in LEGAL:
            return _as(name, "person", text)  # "film producer Ann Lee"
    if name.text.endswith(_PLATFORMS):
        return spanned(text, (name.start, name.end - len(name.text.rpartition(" ")[2]) - 1), "org")
    if name.before in ("of", "for") and _is_field(name, text, splitter):
        return None
    if " of " in name.text and _has_given(name, splitter) and splitter.lists.known(name.text) != "o":
        person = name.text.partition(" of ")[0]
        if person.count(" ") == 1 and "s" in splitter.word(person.split()[1]).kind[1:]:
            return spanned(text, (name.start, name.start + len(person)), "person")  # "Ann Lee of Granit Co."
    if " of " in name.text and (office := _OFFICE.match(name.text)):
        rest = name.text[office.end() :]
        if office["board"] or splitter.lists.known(rest) == "o" or rest.rpartition(" ")[2] in _BODY_WORDS:
            cut = spanned(text, (name.start + office.end(), name.end), "org") if " " in rest else None
            return cut or name
        return None if not office["the"] else name
    return name


def _is_field(name: Name, text: str, splitter: Splitter) -> bool:
    """Whether a name is what an office is for, and no body: "Minister of Foreign Affairs", "Head of Legal Aid"."""
    office = _IN_OFFICE.search(text, max(0, name.start - _LONGEST_WORD), name.start)
    if office is None:
        return False
    words = name.text.split()
    if not all("v" in splitter.word(word).kind[1:] for word in words if word[0].isupper()):
        return False
    return office["member"] is not None or (not splitter.lists.known(name.text) and _BODY_WORDS.isdisjoint(words))


def _capitals(name: Name, text: str) -> Name | None:
    """A body in capitals; None for a job, "CHIEF ECONOMIST"; a person if a job follows, "ANN LEE, ECONOMIST"."""
    words = name.text.lower().split()
    if words[-1] in _JOBS and len(words[-1]) > _LONG_JOB:
        listed = text.startswith(", ", name.end) or text.endswith(", ", 0, name.start)
        one = not words[-1].endswith(("s", "counsel"))  # "GRANIT ADVISORS" is a firm
        if all(word in _JOBS or word in _RANKS for word in words) or (one and listed and len(words) > 1):
            return None
    if len(words) != 2 or not text.startswith(", ", name.end) or not name.text.replace(" ", "").isalpha():
        return name
    following = text[name.end + 2 : name.end + 60].split(",")[0].split()
    titled = following and following[-1].isupper() and following[-1].lower() in _JOBS
    return _as(name, "person", text) if titled else name


def _place(name: Name, text: str, splitter: Splitter) -> Name | None:
    """A place; None for the sign of a currency, "US$5"; a person or firm if the words say so."""
    if text.startswith("$", name.end):
        return None
    words = name.text.split()
    if len(words) < 2 or splitter.lists.known(name.text):
        return name
    if words[-1].lower().rstrip(".") in _FIRM_ENDS:
        return _as(name, "org", text)
    if text.startswith((", a ", ", an "), name.end) and len(words) == 2 and words[1].isalpha() and words[1].istitle():
        told = _APPOSED.match(text, name.end)
        if told and told["noun"] in _JOBS and words[1] not in _PLACE_ENDS:
            return _as(name, "person", text)  # "Valeska Paris, an Ardovan woman"
    given = "f" in splitter.word(words[0]).kind[1:] and "v" not in splitter.word(words[0]).kind[1:]
    alone = given and len(words) == 2 and words[1].isalpha() and words[1].istitle()
    if alone and words[1] not in _PLACE_ENDS and _NAMED.isdisjoint(splitter.lists.kinds(words[1])):
        surname = "s" in splitter.word(words[1]).kind[1:]
        return _as(name, "person", text) if surname or _PLACES.isdisjoint(splitter.lists.kinds(words[0])) else name
    return name


def _person(name: Name, text: str, bodies: frozenset[str]) -> Name | None:
    """A person; None for "I'll"; a firm that the text also names with its legal form, or a tobacco company."""
    if name.text in _SHORTENED:
        return None
    if " " not in name.text:
        return name
    last = name.text.rpartition(" ")[2]
    titled = name.before.lower().rstrip(".") in _JOBS_AND_TITLES
    if (
        (name.text in bodies and not titled)
        or last == "Tobacco"
        or last.lower() in ("inc", "corp", "plc", "llc", "ltd")
    ):
        return _as(name, "org", text)
    if last in _PLACE_HEADS and last != "Park" and name.text.count(" ") > 1:
        return _as(name, "place", text)
    return name
