"""Conversion of a word or quoted text of a query, in its field, to a node."""

import re

from ..model import ENTITY_TYPES, EntityType
from .analysis import located, value, words
from .lex import NAMED
from .tree import TEXT_FIELDS, And, Exact, Fuzzy, Name, Node, Not, Or, Phrase, Prefix, Wildcard, Word

READ = Word("is", "read")
"""Stands for the articles that have been read; `curation.apply` puts their ids in its place."""
COPY = Word("is", "copy")
"""Stands for the matches that folding hides; `search.copy_condition` puts their ids in its place."""
SEARCH_ONLY = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da dv dz ee el eo "
    "et eu fa ff fi fj fo fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is iu ja jv ka kg ki "
    "kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl "
    "nn no nr nv ny oc oj om or os pa pi pl ps qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv "
    "sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ace bcl ckb crh ext fuv "
    "gcf gcr gom grc gug guw hbo kab kik lij ltg nso pcm vec "
).split()
"""ISO 639 codes of the languages in which no names and quotes are found: those of two letters, and of three that are
detected; see `annotate.text.language`."""
_KINDS: dict[str, EntityType] = {kind: kind for kind in ENTITY_TYPES}
MAX_SLOP = 100
"""Maximum number of other words between words near each other."""
_FUZZY = re.compile(r"(.+)~([0-9.]*)", re.DOTALL)

Leaf = tuple[Node | None, tuple[str, ...]]
"""A node, None if the text has no word, and notes for the user."""


def shown(text: str) -> str:
    """Quote the user's text for a note: short, on one line."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"


def conjunction(parts: list[Node]) -> Node | None:
    """Join parts by `And`, flat and without duplicates; None for no parts."""
    flat: dict[Node, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, And) else (part,)))
    return And(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def exact_leaf(field: str, text: str) -> Exact | Name | None:
    """Return the condition on a whole value of a name field; None if the value has no word.

    Args:
        field: A field of whole values, or one of `lex.NAMED`.
        text: The value as written; for a field of `NAMED` the name as the lists of names have it.
    """
    if field not in NAMED:
        return Exact(field, whole) if (whole := value(text)) else None
    of, _, kind = field.removesuffix("=").rpartition(":")
    name = " ".join(text.split())
    return Name(of or "entity", _KINDS[kind], name) if name else None


def quoted_leaf(field: str, text: str, slop: int | None = None) -> Leaf:
    """Read a quoted text as a phrase, words near each other, or the whole value of a name field.

    Args:
        field: Its field.
        text: The text between the quotation marks.
        slop: The number after `~`, -1 for a `~` without one, None for no `~`.
    """
    notes: list[str] = []
    if re.search(r"\w\*", text):
        notes.append(f"Inside quotation marks * stands for nothing: {shown(text)} is read without it.")
    if field not in TEXT_FIELDS:
        if slop is not None:
            notes.append(f"A whole value is exact: the ~ after {shown(text)} is left out.")
        return exact_leaf(field, text), tuple(notes)
    if slop is not None and slop > MAX_SLOP:
        notes.append(f"Words can be near each other within {MAX_SLOP} words at most; read as ~{MAX_SLOP}.")
    found = words(text)
    if len(found) < 2:
        return (Word(field, found[0]) if found else None), tuple(notes)
    return Phrase(field, found, min(abs(slop or 0), MAX_SLOP)), tuple(notes)


def word_leaf(field: str, text: str) -> Leaf:
    """Read a word as typed: with wildcards, with a distance after `~`, or plain.

    A word that analysis splits becomes a phrase in a text field, and a conjunction in a name field.
    """
    fuzzy = _FUZZY.fullmatch(text)
    if "*" in text or "?" in text:
        return _patterns(field, text)
    return _fuzzy(field, fuzzy[1], fuzzy[2]) if fuzzy else (_plain(field, words(text)), ())


def confidence_leaf(text: str) -> Leaf:
    """Read a minimum confidence in percent: 80, 80% and 0.8 are the same."""
    number = re.fullmatch(r"(?:>=?)?(\d{1,3})\s*%?|(?:>=?)?([01]?\.\d+)", text.strip())
    if number is None:
        return None, (f"{shown(text)} is no confidence; it is left out. It is a number from 0 to 100: confidence:80.",)
    least = min(100, int(number[1] or float(number[2]) * 100 + 0.5))
    percents = tuple(Word("confidence", str(one)) for one in range(least, 101))
    return (Or(percents) if least < 100 else Word("confidence", "100")), ()


def state_leaf(text: str) -> Leaf:
    """Read what an article is: read, unread, bookmarked, a copy, or in a language that is only searched."""
    match text.strip().lower():
        case "read":
            return READ, ()
        case "unread":
            return Not(READ), ()
        case "bookmarked":
            return Word("tag", "bookmark"), ()
        case "copy":
            return COPY, ()
        case "search-only":
            return Or(tuple(Exact("lang", code) for code in SEARCH_ONLY)), ()
        case _:
            known = "is:read, is:unread, is:bookmarked, is:copy and is:search-only"
            return None, (f"There is no {shown(f'is:{text}')}; it is left out. There are {known}.",)


def _plain(field: str, found: tuple[str, ...]) -> Node | None:
    if len(found) > 1 and field in TEXT_FIELDS:
        return Phrase(field, found)
    return conjunction([Word(field, word) for word in found])


def _fuzzy(field: str, text: str, distance: str) -> Leaf:
    notes: tuple[str, ...] = ()
    if distance not in ("", "0", "1", "2"):
        notes = (f"A word can differ by 1 or 2 letters: {shown(f'{text}~{distance}')} is read as ~2.",)
        distance = "2"
    if distance == "0":
        return _plain(field, words(text)), notes
    return conjunction([Fuzzy(field, word, int(distance or 1)) for word in words(text)]), notes


def _patterns(field: str, text: str) -> Leaf:
    notes: list[str] = []
    nodes: list[Node] = []
    patterns = _split(text)
    for pattern in patterns:
        start = pattern.lstrip("*?")
        if not start:
            notes.append(f"A * or ? needs a letter before it: that of {shown(text)} is left out.")
            continue
        if start != pattern:
            notes.append(f"A word cannot begin with * or ?: {shown(pattern)} is read as {shown(start)}.")
        nodes.append(_pattern(field, start))
    if text.endswith("?") and patterns and patterns[-1].count("?") == 1 and "*" not in text and nodes:
        notes.append(f"A ? stands for one letter: {shown(text)} is read as a word with one more letter.")
    plain = tuple(node.word for node in nodes if isinstance(node, Word))
    if len(plain) == len(nodes):
        return _plain(field, plain), tuple(notes)
    if len(nodes) > 1 and field in TEXT_FIELDS:
        notes.append(f"A phrase cannot hold * or ?: the words of {shown(text)} may stand anywhere.")
    return conjunction(nodes), tuple(notes)


def _pattern(field: str, pattern: str) -> Node:
    pattern = re.sub(r"\*+", "*", pattern)
    start = pattern.removesuffix("*")
    if "*" in start or "?" in start:
        return Wildcard(field, pattern)
    # In scripts without spaces a word is one character, so nothing can follow it within the word.
    return Word(field, start) if start == pattern or len(words(start * 2)) > 1 else Prefix(field, start)


def _split(text: str) -> list[str]:
    """Split a text into analysed words, treating wildcards as word characters."""
    found = [""]
    for piece in re.split(r"([*?]+)", text):
        if piece.startswith(("*", "?")):
            found[-1] += piece
            continue
        end = 0
        for word, start, after in zip(*located(piece), strict=True):
            if start > 0:
                found.append("")
            found[-1] += word
            end = after
        if end < len(piece):
            found.append("")
    return [pattern for pattern in found if pattern]
