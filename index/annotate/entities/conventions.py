"""The names that the conventions of news mark, where they are plainer than a statistical tagger's guess.

A dateline names a place and an agency, a credit names people, brackets after a name hold its acronym, quotation marks
inside a name hold a nickname. What these find stands; whatever the tagger found across it gives way.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence

from ...model import EntityType
from ..lexicon.lists import load
from ..text.date_patterns import DAY, LOWER_AGENCIES
from ..text.words import Splitter
from .names import Name, spanned
from .sports_tables import teams

_CAPS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+"
_DATE = rf"(?:{DAY}(?:,? \d{{4}})?|\d{{4}}-\d\d-\d\d)"
_DATELINE = re.compile(
    rf"^[ \t]*(?P<places>{_CAPS}(?:(?: |, | ?/ ?){_CAPS}){{0,5}}"
    rf"|[A-ZÀ-Þ][\w'’-]++(?: [A-ZÀ-Þ][\w'’-]++){{0,2}}(?= *\(|, ?{DAY}))"
    rf"(?:, ?[A-Z][\w.]+(?: [A-Z][\w.]+)?)??"
    rf"(?:(?P<comma>, ?|[ \t]+){_DATE})?[ \t]*"
    rf"(?:\((?P<agency>{LOWER_AGENCIES}|[A-Z][\w&.]*(?: [A-Z][\w&.]*){{0,3}})\)[ \t]*\.?[-–—:]"
    rf"|/(?P<wire>[A-Z]\w+)/[ \t]*-|(?(comma)(?P<end>$|[-–—])|(?!)))",
    re.MULTILINE,
)
_PLAIN_DATELINE = re.compile(
    rf"^[ \t]*(?P<place>{_CAPS}(?: {_CAPS}){{0,2}})(?:, [A-Z][\w.]+)? [–—] (?=[A-ZÀ-Þ“\"])", re.M
)
"""A dateline of a town alone: "VELMORA — The prime minister". It stands at the head of a text."""
_HEAD = 600
"""Characters in which such a dateline may begin."""
_SHORTEST_TOWN = 4
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
_LONGEST_CREDIT = 64
"""Characters behind a slash of it, at most."""
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
_OPENINGS = (' "', " “", " ‘", " (")
_NICKNAME = re.compile(r"[\"“‘(][A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*)?[\"”’)] [A-ZÀ-Þ][\w'’-]*\w\b")
_SLASHED = re.compile(r"(?<![\w/])(?:[A-Z][a-z]{3,} [A-Z][a-z]{3,} )?[A-Z](?:/[A-Z]){2,}(?![\w/])")
"""A body called by letters with slashes between them: "I/B/E/S", "Thomson Reuters I/B/E/S"."""
_SLASHES = re.compile(r"/[A-Z]/[A-Z]")
"""What stands in all that `_SLASHED` matches, and is found fast."""
_SMALL = load("name_small")
_FUNCTION = load("function_words") | load("determiners") | {"the", "a", "an"}
_TAGS = load("headline_tags")
_JOBS = {job for job in load("nominals_person") if not job.endswith("s")} | {"commissioner"}
_CALENDAR = load("calendar")


def conventions(text: str, splitter: Splitter) -> list[Name]:
    """The names that news conventions mark, sorted by start, none overlapping."""
    found: list[Name] = []
    for match in _datelines(text):
        agency = "agency" if match["agency"] else "wire" if match["wire"] else ""
        dated = bool(match["comma"] and match["comma"].startswith(",") and match["end"]) and match["places"].isupper()
        dated = dated and match["places"].title() not in _CALENDAR  # "VELMORA, 3 March -", but not "TUESDAY, 3 March -"
        if agency or dated or _place(match["places"], splitter):
            found += _cut(text, match.span("places"), "place", _TOWN)
        if agency:
            found.append(spanned(text, match.span(agency), "org"))
    town = _PLAIN_DATELINE.search(text, 0, _HEAD)
    if town and _is_town(town["place"], splitter):
        found.append(spanned(text, town.span("place"), "place"))
    for match in _on_slashed_lines(_PHOTO, text, len(text)):
        found.append(spanned(text, match.span("agency"), "org"))
        found.append(spanned(text, match.span("people"), "person"))
    for people in _credits(text):
        found += _cut(text, people, "person", _ONE)
    for match in _SLASHED.finditer(text) if _SLASHES.search(text) else ():
        found.append(spanned(text, match.span(), "org"))
    for match in _AGENCY.finditer(text) if any(map(text.__contains__, _AGENCIES)) else ():
        before = _RUN.search(text, max(0, match.start() - _LONGEST), match.start())
        if before:
            found += _agency(text, before.span(), splitter)
    for match in _nicknames(text):
        before = _RUN.search(text, max(0, match.start() - 1 - _LONGEST), match.start() - 1)
        if before and "f" in splitter.word(before.group().split(" ")[-1]).kind[1:]:
            found.append(spanned(text, (before.end() - len(before.group().split(" ")[-1]), match.end()), "person"))
    found += _acronyms(text, splitter)
    found += teams(text, splitter)
    return _apart(found)


def _is_town(words: str, splitter: Splitter) -> bool:
    """Whether words in capitals before a dash may be a town: no ordinary word, and nothing else that a list knows."""
    known = set(splitter.lists.known(words.title()) or splitter.lists.known(words))
    if known:
        return not known.isdisjoint("kqpc")
    return len(words) >= _SHORTEST_TOWN and not any(
        "v" in splitter.word(word.title()).kind[1:] or word in _TAGS for word in words.split()
    )


def _on_slashed_lines(pattern: re.Pattern[str], text: str, reach: int) -> Iterator[re.Match[str]]:
    """The matches of a pattern that needs a slash and stays on its line, tried on lines that have one.

    Args:
        pattern: What is looked for.
        text: Where.
        reach: Characters of a line, at most, that follow a slash of it.
    """
    at = text.find("/")
    while at >= 0:
        end = text.find("\n", at)
        if end < 0:
            end = len(text)
        if text.find("/", max(at, end - reach), end) >= 0:
            yield from pattern.finditer(text, text.rfind("\n", 0, at) + 1, end)
        at = text.find("/", end)


def _nicknames(text: str) -> Iterator[re.Match[str]]:
    """The nicknames of a text: tried where a mark stands behind a space."""
    for opening in _OPENINGS:
        at = text.find(opening)
        while at >= 0:
            if match := _NICKNAME.match(text, at + 1):
                yield match
            at = text.find(opening, at + 1)


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
    spans = [match.span() for match in _on_slashed_lines(_PICTURED, text, _LONGEST_CREDIT)]
    if not spans:
        return list(names)
    starts = [start for start, _ in spans]
    return [name for name in names if (at := bisect(starts, name.start)) == 0 or name.start >= spans[at - 1][1]]


def _place(text: str, splitter: Splitter) -> bool:
    return any(
        set(splitter.lists.known(part.strip().title()) or splitter.lists.known(part.strip())) & set("kqpc")
        for part in re.split(r"[,/]", text)
    )


def _cut(text: str, span: tuple[int, int], kind: EntityType, part: re.Pattern[str]) -> Iterator[Name]:
    for match in part.finditer(text, *span):
        start, end = match.span()
        start += len(match.group()) - len(match.group().lstrip())
        end -= len(match.group()) - len(match.group().rstrip())
        if end > start:
            yield spanned(text, (start, end), kind)


def _agency(text: str, span: tuple[int, int], splitter: Splitter) -> Iterator[Name]:
    """The name before "news agency", without a people or an article that opens it: "the Turkish Cumhuriyet"."""
    words = list(re.finditer(r"\S+", text[span[0] : span[1]]))
    while words and ("n" in splitter.word(words[0].group()).kind[1:] or words[0].group().lower() in _FUNCTION):
        del words[0]
    # "Ardova's news agency" is not called Ardova.
    if words and not words[-1].group().endswith(("'s", "’s")):
        yield spanned(text, (span[0] + words[0].start(), span[1]), "org")


def _acronyms(text: str, splitter: Splitter) -> Iterator[Name]:
    """Names whose initials stand in brackets after them, and every place where those stand for them."""
    seen: set[str] = set()
    for match in _ACRONYM.finditer(text):
        short = match["short"]
        if short in seen:
            continue
        letters = [char for char in short.lower() if char.isalpha()]
        floor = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 120)
        last = text[floor : match.start()].rstrip().rpartition(" ")[2]
        if last.isalpha() and last[0].lower() != letters[-1] and last.lower() not in _SMALL:
            continue  # "Granit Corp (GRNT)", as most are
        words = list(_BEFORE.finditer(text, floor, match.start()))
        start = _expansion(words, letters)
        if start < 0:
            continue
        if len(seen) == _MOST_ACRONYMS:
            return
        seen.add(short)
        end = words[-1].end()
        long = text[start:end]
        if long.rpartition(" ")[2].lower() in _JOBS:
            continue  # "Deputy Inspector General (DIG)" is no body
        known = splitter.lists.known(long) or splitter.lists.known(short)
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
