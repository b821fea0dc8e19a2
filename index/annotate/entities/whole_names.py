"""Names made whole that an apostrophe or a particle parts, and parted that figures or a repeated word join."""

import re
from collections.abc import Iterator, Sequence

from ..text.words import PARTICLES
from .names import Name, spanned

_OWNERS = ("'s ", "’s ")
_HEAD = re.compile(
    r"['’]s (?:[A-Z][\w-]+ )?(?P<head>County|College|Hospital|University|Court|Cathedral|School|Church|Hall|Wood)\b"
)
"""What belongs to a saint, a prince or a people and is called by them: "St. Orin's College"."""
_GEORGE = ("George'", "George’")
"""What is left of "Prince George's County" without its first word."""
_PLACES = frozenset(("County", "Wood"))
_PATRONS = frozenset(("St", "St.", "Saint", "Prince", "Princess", "Queen", "King"))
_SAINTS = ("St", "Saint ", "Prince", "Queen ", "King ")
_PEOPLES = frozenset(("People", "Children", "Women", "King", "Queen", "Girls", "Boys", "Veterans", "Workers"))
_PATRON = re.compile(r"(?:St\.?|Saint|Prince|Princess|Queen|King) \Z")
_REACH = 12
"""Characters before a name that are looked at for its patron's title."""
_GOALS = re.compile(r" \d{1,3}(?: and)? (?=[A-Z])")
_LAST_GOALS = re.compile(r" \d{1,3}\b")


def whole_names(names: Sequence[Name], text: str) -> list[Name]:
    """Mentions with such names mended.

    Args:
        names: Mentions sorted by start, none overlapping.
        text: The text that they stand in.

    Returns:
        The mentions, sorted as well.
    """
    names = _joined(names, text)
    odd = [name for name in names if len(name.words) > 2 and _is_odd(name)]
    odd += [name for name in names if text.startswith(_OWNERS, name.end) and _is_patron(name)]
    odd += [name for name in names if name.text.startswith(_GEORGE)]
    if not odd:
        return names
    mended = {name.start: list(_mended(name, text)) for name in odd}
    found: list[Name] = []
    for name in names:
        if not found or name.start >= found[-1].end:
            found += mended.get(name.start, (name,))
    return found


def _joined(names: Sequence[Name], text: str) -> list[Name]:
    """Mentions of which no person ends before or behind a particle of the surname: "Anton van", "Dorsan Marsk"."""
    found: list[Name] = []
    for name in names:
        last = found[-1] if found else None
        if last and last.type == "person" and last.end + 1 == name.start and _goes_on(last, name, text):
            whole = spanned(text, (last.start, name.end), "person")
            whole.before = last.before
            found[-1] = whole
        else:
            found.append(name)
    return found


def _goes_on(name: Name, behind: Name, text: str) -> bool:
    """Whether a person's name goes on behind a particle."""
    words = name.text.split(" ")
    led = behind.text.partition(" ")[0] in PARTICLES and behind.type == "person"
    return text[name.end] == " " and ((len(words) > 1 and words[-1] in PARTICLES) or led)


def _is_odd(name: Name) -> bool:
    """Whether a name has figures between its words, or a person's last word is repeated."""
    words = name.words
    return any(map(str.isdigit, words)) if name.type == "org" else name.type == "person" and words[-1] == words[-2]


def _is_patron(name: Name) -> bool:
    """Whether something may be called by a name: a saint's, a prince's, a people's."""
    return name.text.rpartition(" ")[2] in _PEOPLES or name.before in _PATRONS or name.text.startswith(_SAINTS)


def _mended(name: Name, text: str) -> Iterator[Name]:
    if name.type == "org" and _GOALS.search(name.text):
        yield from _teams(name, text)
    elif name.type == "person" and len(name.words) > 2:
        yield _once(name, text)
    else:
        yield _called(name, text)


def _called(name: Name, text: str) -> Name:
    """A body or county called by somebody, whole: "Prince George's County", "Supreme People's Court"."""
    patron = _PATRON.search(text, max(0, name.start - _REACH), name.start)
    start = patron.start() if patron else name.start
    owner = name.text.partition("'")[0].partition("’")[0]
    first, _, last = owner.rpartition(" ")
    if not (patron or first.partition(" ")[0] in _PATRONS or last in _PEOPLES):
        return name
    head = _HEAD.match(text, name.start + len(owner))
    if head is None:
        return name
    return spanned(text, (start, max(name.end, head.end())), "place" if head["head"] in _PLACES else "org")


def _teams(name: Name, text: str) -> Iterator[Name]:
    """The teams of a line of scores: "Rovers 1 Dorsan United 2"."""
    if not _LAST_GOALS.match(text, name.end):
        yield name
        return
    start = name.start
    for goals in _GOALS.finditer(name.text):
        yield spanned(text, (start, name.start + goals.start()), "org")
        start = name.start + goals.end()
    yield spanned(text, (start, name.end), "org")


def _once(name: Name, text: str) -> Name:
    """A person whose surname a text repeats: "Anton Veyra Veyra"."""
    before, _, last = name.text.rpartition(" ")
    if not before.endswith(f" {last}"):
        return name
    once = spanned(text, (name.start, name.start + len(before)), "person")
    once.before = name.before
    return once
