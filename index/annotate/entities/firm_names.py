"""Names of firms, stock indexes and countries that a tagger cuts or mistypes.

A firm's name may hold commas ("Dorsan, Marsk and Co") or a possessive ("Veyra's"), an index bears its exchange's name,
a country is a place even where it acts.
"""

import re
from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from msgspec import Struct

from ...model import EntityType
from ..lexicon.lists import load
from ..text.words import Splitter
from .names import Name, overlaid, spanned
from .spelling import LEGAL

_WORD = r"[A-ZÀ-Þ][\w.-]*"
_PART = rf"{_WORD}(?:\s{_WORD})?"
_JOIN = r",?\s(?:and|&)\s"
_PARTNERS = re.compile(
    rf"(?<![\w.]){_PART}(?:,\s{_PART}){{0,3}}(?:,\s{_PART}{_JOIN}Co(?:mpany)?\b(?:,?\s(?:Inc|Ltd|LP)\b)?"
    rf"|,\s{_PART}{_JOIN}{_WORD}(?:\sSecurities\b)?(?:\s(?:Inc|Corp|Ltd|LP)\b)?)"
)
"""Partners with commas: "Dorsan, Marsk and Co", "Dorsan, Marsk and Veyra Inc"."""
_JOINED = re.compile(rf",\s{_PART}{_JOIN}[A-ZÀ-Þ]")
"""What stands in all that `_PARTNERS` matches, and is found fast."""
_PARTS = re.compile(r"(?:(?!,\s|,?\s(?:and|&)\s).)+", re.DOTALL)
"""What stands between the commas and "and" of such a name."""
_HOUSE = re.compile(r"(?:\b(?:brokers?|brokerage|house|firm|underwriters?|traders?|merchants?)(?:,| at| of)?\s)\Z")
_IN_REPORT = re.compile(r"\s(?:said|says)\s+in\s+(?:its|their)\b")
_RATER = re.compile(r"Standard\s(?:and|&)\sPoor['’]s(?P<rest>(?:\s(?:Corp(?:oration|\.)?|Ratings?(?:\sServices?)?))?)")
_HOUSES = re.compile(
    r"(?:Alex\.\sBrown(?:\s(?:and|&)\sSons)?|(?:Duff|DUFF)(?:\s(?:and|&)\s|/)(?:Phelps|PHELPS)"
    r"|Moody['’]s(?:\sInvestors?\sServices?)?|Donaldson,?\sLufkin(?:\s(?:and|&)\sJenrette(?:\sSecurities)?)?)(?:\s(?:Inc|Corp|Co)\b)?"
)
"""Firms whose names read as people's, or as what people own."""
_HOUSE_SIGNS = ("Moody", "Alex.", "Duff", "DUFF", "Donaldson")
"""One of these stands in all that `_HOUSES` matches."""
_INDEX = re.compile(
    # All alternatives begin with a letter, which is what makes the search for them quick.
    r"S(?<!\wS)(?:tandard\s(?:and|&)\sPoor['’]s|&P)\s(?:500|100|MidCap|SmallCap)(?:\s(?:[Cc]omposite\s)?[Ii]ndex)?"
    r"|N(?<!\wN)(?:(?:asdaq|ASDAQ|YSE)\s(?:[Cc]omposite|100)(?:\s[Ii]ndex)?"
    r"|ikkei(?!\s(?:newspaper|business|daily|said|report)))"
)
_INDEX_SIGNS = ("Nasdaq", "NASDAQ", "NYSE", "Nikkei", "S&P", "Poor")
"""One of these stands in all that `_INDEX` matches."""
_INDEX_HEADS = frozenset(("Index", "Indexes", "Indices", "Composite", "Average", "Industrials"))
_PARTIES = ("D", "R", "I")
_PARTY_STATE = re.compile(r"[DRI][- ](?:[A-Z]{2}|[A-Z]\.[A-Z]\.?|[A-Z][a-z]{2,5}\.?)")
_SEAT = re.compile(r"[DRI] ([A-Z][a-z]+(?: [A-Z][a-z]+)?)")
_OWNS = ("'s", "’s")
_POSSESSIVE = re.compile(r"['’]s\b")
_PLURAL_OWNER = re.compile(r"(?P<owner>[^\s'’]+(?:\s[^\s'’]+)*?)['’]\s")
_ACCORD = re.compile(r"\s(?:accords?|agreement|pact|treaty)\b")
_HOMES = frozenset(("usa", "us", "uk", "america", "canada"))
_OF_MEMBERS = re.compile(
    r"(?:[^\s'’]+\s)*(?:\w+(?:er|or|ist|ent|ant|ee|ian)s|nurses|pilots|women|men)['’]s?\s(?:\w+\s)*?"
    r"(?:Alliance|Association|Club|Confederation|Congress|Council|Federation|Front|Guild|League|Movement|Network|Party"
    r"|Society|Syndicate|Union)\b",
    re.I,
)
"""A body called after its members: "Bankers' Federation"."""
_LEFT = re.compile(rf"(?:(?<![\w.&,'’-]\s)(?<![\w.&'’-])|\A)(?P<left>{_WORD}(?:\s{_WORD}){{0,3}})\Z")
_RIGHT = re.compile(rf"(?:and|&)\s(?P<right>{_PART})\s(?P<form>Inc|Corp|Co|Ltd|LP|Plc)\b")
"""Two names that "and" joins, the second with a legal form: "Marsk and Veyra Inc", or a firm and a firm."""
_SINGLE = re.compile(
    r"\.?(?:\s<[^>]{1,16}>)?\s(?:(?:has|is|was|plans|expects|reports)\b|(?:said|announced)\s(?:that\s)?(?:it|its)\b)"
)
"""What tells behind such a name that it is one firm's."""
_ANDS = re.compile(r"and(?=\s[A-ZÀ-Þ])"), re.compile(r"&(?=\s[A-ZÀ-Þ])")
"""What joins two names: two patterns, because one that begins with a word is found much faster than alternatives."""
_LONGEST = 200
"""Characters looked at before two partners for the others."""
_CACHED = 8192
"""Names after which the cache of their readings is cleared."""
_NAVIGATION = load("navigation_names")
_NICKNAMES = load("company_nicknames")
_TITLES = load("name_titles")
_SMALL = load("function_words")


def with_firms(names: Sequence[Name], text: str, splitter: Splitter) -> list[Name]:
    """Mentions with whole names of firms, and indexes and countries by their types.

    Args:
        names: Mentions sorted by start, none overlapping.
        text: The text that they stand in.
        splitter: What knows the lists.

    Returns:
        The mentions, sorted as well.
    """
    whole = [*_indexes(text), *_raters(text), *_partners(text, splitter), *_pairs(text, splitter)]
    whole.sort(key=attrgetter("start"))
    apart: list[Name] = []
    for name in whole:
        if not apart or apart[-1].end <= name.start:
            apart.append(name)
    if _reading.cache_info().currsize > _CACHED:
        _reading.cache_clear()
    named = {word for name in names if name.type == "person" and " " in name.text for word in name.text.split()}
    found: list[Name] = []
    for name in overlaid(apart, names):
        kept = _typed(name, text, splitter, named)
        if kept is None:
            continue
        if kept.type == "org" and found and found[-1].type == "org":
            owner = found[-1]
            if _joins_owner(owner, kept):
                found[-1] = spanned(text, (owner.start, kept.end), "org")
                continue
        found.append(kept)
    return _shortened(found, text, named, splitter)


def _joins_owner(owner: Name, name: Name) -> bool:
    """Whether a name goes on after a firm: "Veyra's Investors Service Inc", "Veyra Sales, U.S.A. Inc"."""
    if owner.end + 2 == name.start and len(name.words) == 2 and name.words[0] in _HOMES:
        return name.words[1] in LEGAL and owner.words[-1] not in LEGAL
    adjacent = owner.end + 1 == name.start and owner.text.endswith(("'s", "’s"))
    return adjacent and name.words[-1] in LEGAL | {"service", "services"}


def _indexes(text: str) -> list[Name]:
    if not any(map(text.__contains__, _INDEX_SIGNS)):
        return []
    return [spanned(text, match.span(), "misc") for match in _INDEX.finditer(text)]


def _raters(text: str) -> list[Name]:
    found = [spanned(text, match.span(), "org") for match in _RATER.finditer(text)] if "Poor" in text else []
    if any(map(text.__contains__, _HOUSE_SIGNS)):
        found += [spanned(text, match.span(), "org") for match in _HOUSES.finditer(text)]
    return found


def _partners(text: str, splitter: Splitter) -> list[Name]:
    """Firms whose names hold commas; a list of companies, places or people is none."""
    found: list[Name] = []
    at = 0
    while (joined := _JOINED.search(text, at)) and (match := _PARTNERS.search(text, _first_partner(text, joined, at))):
        words = match.group().split()
        parts = list(_PARTS.finditer(match.group()))
        # "Brown and Sons Inc, Dorsan, Veyra and Co": a legal form ends the firm before.
        formed = {part for part in parts[:-1] if part.group().split()[-1].lower().replace(".", "") in LEGAL}
        alone = [part for part in parts if part in formed or _stands_alone(part.group(), splitter)]
        if alone:
            # "and China, Dorsan, Veyra and Tarsk said": the firm may begin after the place.
            at = match.start() + alone[0].end()
            continue
        at = match.end()
        firm = words[-1].lower() in LEGAL or splitter.lists.known(" ".join(words)) == "o"
        house = _HOUSE.search(text, max(0, match.start() - 20), match.start())
        if firm or house or _IN_REPORT.match(text, match.end()):
            found.append(spanned(text, match.span(), "org"))
    return found


def _pairs(text: str, splitter: Splitter) -> list[Name]:
    """Firms of two names, all their mentions: where a verb or pronoun in the singular says that the two are one."""
    found: dict[int, Name] = {}
    for place in _joints(text):
        right = _RIGHT.match(text, place)
        if right is None or not _SINGLE.match(text, right.end()):
            continue
        low = max(0, place - 1 - _LONGEST // 2)
        left = _LEFT.search(text[low : place - 1])
        if (
            left is None
            or left["left"].split()[0].lower() in _SMALL
            or set("kqpo") & set(splitter.lists.known(left["left"]))
        ):
            continue
        if left["left"].split()[-1].lower() in LEGAL or _stands_alone(left["left"], splitter):
            continue
        start = low + left.start("left")
        core = text[start : right.end("right")]
        for again in re.finditer(r"\s".join(map(re.escape, core.split())), text):
            end = right.end() if again.start() == start else again.end()
            found.setdefault(again.start(), spanned(text, (again.start(), end), "org"))
    return list(found.values())


def _joints(text: str) -> list[int]:
    """Where "and" and "&" stand between a word and one with a capital, in order."""
    places = [match.start() for pattern in _ANDS for match in pattern.finditer(text)]
    places.sort()
    return [
        place
        for place in places
        if place > 1 and text[place - 1].isspace() and (text[place - 2].isalnum() or text[place - 2] in "_.")
    ]


def _first_partner(text: str, joined: re.Match[str], low: int) -> int:
    """Where to search for a firm whose last partners are `joined`: behind all words before them that have capitals."""
    begin = joined.start()
    for word in reversed(text[max(low, begin - _LONGEST) : begin].split()):
        begin = text.rfind(word, low, begin)
        if not word[0].isupper():
            return begin
    return low


def _stands_alone(part: str, splitter: Splitter) -> bool:
    """Whether a part between commas is a name by itself: a listed company, a place, a person in full."""
    words = part.split()
    kinds = set(splitter.lists.known(" ".join(words)))
    if (
        kinds & set("kqn")
        or (len(words) == 1 and kinds == {"o"})
        or (len(words) > 1 and "f" in splitter.word(words[0]).kind[1:])
    ):
        return True
    bare = [word for word in words if word.lower() not in LEGAL]
    return bool(bare) and len(bare) < len(words) and len(words) > 1 and "o" in splitter.lists.known(" ".join(bare))


class _Reading(Struct, frozen=True, gc=False):
    """What depends on nothing but a name's words."""

    spelled: str
    """The words with one space between them."""
    known: str
    """The kinds that the lists know the whole name as."""
    dropped: bool
    """It is no name: a party and a state, or a page's navigation."""
    country: bool
    """It is a country, even where a tagger took it for an organisation."""
    index: bool
    """It is a stock index, if it is an organisation."""
    accord: bool
    """It may be what an agreement is called: "the Orsel accord"."""
    nickname: bool
    """It is what a company is called for short, even where a tagger took it for a person."""
    owner: int
    """Where the plural that owns the rest ends, if that is an organisation: "Granits' Board"; 0 for none."""


@cache
def _reading(text: str, splitter: Splitter) -> _Reading:
    spelled = " ".join(text.split())
    known = splitter.lists.known(spelled)
    party = spelled.startswith(_PARTIES)
    seat = _SEAT.fullmatch(spelled) if party else None
    dropped = (
        (party and _PARTY_STATE.fullmatch(spelled) is not None)
        or spelled.casefold() in _NAVIGATION
        or (seat is not None and "p" in splitter.lists.known(seat[1]))
    )
    owner = _PLURAL_OWNER.match(text) if known != "o" and ("'" in text or "’" in text) else None
    if owner and _OF_MEMBERS.match(text):
        owner = None
    placed = ("k" in known or "p" in known) and "o" not in known
    return _Reading(
        spelled,
        known,
        dropped,
        placed and (spelled in ("United States", "Soviet Union") or spelled.replace(".", "") in ("US", "USA")),
        " " in spelled and spelled.rpartition(" ")[2] in _INDEX_HEADS and known != "o",
        not known and spelled.isalpha() and not spelled.isupper(),
        spelled.casefold() in _NICKNAMES,
        owner.end("owner") if owner else 0,
    )


def _typed(name: Name, text: str, splitter: Splitter, named: set[str]) -> Name | None:
    """A mention with its possessive or without what follows it, of the right type; None for no name."""
    reading = _reading(name.text, splitter)
    if reading.dropped:
        return None
    if name.type == "org":
        if reading.country:
            return _retyped(name, text, "place")
        if reading.index:
            return _retyped(name, text, "misc")
        if reading.accord and _ACCORD.match(text, name.end):
            return (
                _retyped(name, text, "misc")
                if text[max(0, name.start - 5) : name.start].lower().endswith((" the ", "\nthe "))
                else name
            )
        if reading.owner:
            return spanned(text, (name.start, name.start + reading.owner), "org")
    elif name.type != "person":
        return name
    elif reading.nickname:
        return _retyped(name, text, "org")
    if text.startswith(_OWNS, name.end) and name.text not in named and not name.text.endswith(_OWNS):
        suffix = _POSSESSIVE.match(text, name.end)
        titled = name.before.lower().rstrip(".") in _TITLES
        if suffix and not titled and splitter.lists.known(f"{reading.spelled}'s") == "o":
            return spanned(text, (name.start, suffix.end()), "org")
    return name


def _retyped(name: Name, text: str, kind: EntityType) -> Name:
    return spanned(text, (name.start, name.end), kind)


def _shortened(names: list[Name], text: str, named: set[str], splitter: Splitter) -> list[Name]:
    """Mentions with the short forms of firms as organisations: "Dorsan" beside "A.B. Dorsan and Co" is no person."""
    firms = {
        word
        for name in names
        if name.type == "org" and " " in name.text
        if name.words[-1] in LEGAL or _reading(name.text, splitter).known == "o"
        for word in name.text.replace(",", "").split()
        if len(word) > 3 and word[0].isupper()
    }
    if not firms:
        return names
    return [
        spanned(text, (name.start, name.end), "org")
        if name.type == "person"
        and name.text in firms
        and name.text not in named
        and name.before.lower().rstrip(".") not in _TITLES
        and "f" not in splitter.word(name.text).kind[1:]
        else name
        for name in names
    ]
