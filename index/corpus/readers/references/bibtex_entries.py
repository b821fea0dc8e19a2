"""BibTeX and BibLaTeX: references as library databases and reference managers export them, with an abstract."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import MAX_TEXT, Draft, Flaw, Input, Unreadable
from ...text.languages import code
from ...text.lines import lines

_BEGIN = lazy_pattern(r"\s*@\s*([A-Za-z]+)\s*[{(]\s*")
_FIRST = lazy_pattern(r"[\ufeff\s]*(?:%[^\n]*\n\s*)*@[A-Za-z]+\s*\{\s*(?:[^\s,{}]*\s*,\s*)?[A-Za-z][\w-]*\s*=")
_KEY = lazy_pattern(r"([^\s,=\"#{}]*)\s*,")
_NAME = lazy_pattern(r"[\s,]*([A-Za-z][\w:-]*)\s*=\s*")
_WORD = lazy_pattern(r"[^\s,#{}\"()]+")
_JOIN = lazy_pattern(r"\s*#\s*")
_NO_REFERENCES = ("comment", "preamble")
_MONTHS: Sequence[str] = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ACCENTS = dict(zip("`'^\"~=.uvHcdbkr", map(chr, (
    0x300, 0x301, 0x302, 0x308, 0x303, 0x304, 0x307, 0x306, 0x30C, 0x30B, 0x327, 0x323, 0x331, 0x328, 0x30A
)), strict=True))  # fmt: skip
_ACCENT = lazy_pattern(r"\\(?:([`'^\"~=.])\s*|([uvHcdbkr])(?:\s+|(?=\{)))\{?(\\?[A-Za-z])\}?")
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "l": "ł",
    "L": "Ł", "i": "i", "j": "j", "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "par": "\n\n",
}  # fmt: skip
_COMMAND = lazy_pattern(r"\\([A-Za-z]+)(?:\s*\{\}|\s+(?=[^\s])|)")
_SPACE = lazy_pattern(r"\\[,;:!/]")
_SIGN = lazy_pattern(r"\\([&%$#_{}])")


def looks_like(text: str) -> bool:
    """Whether a text begins with a reference."""
    return _FIRST.match(text) is not None


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield an article for each reference.

    Raises:
        Unreadable: there is no reference in it.
    """
    number = 0
    macros = {month: str(at) for at, month in enumerate(_MONTHS, 1)}
    for entry in _entries(given):
        if entry is None:
            number += 1
            yield Flaw(number, "too long for one article")
            continue
        match = _BEGIN.match(entry)
        kind = match[1].casefold() if match else ""
        if match is None or kind in _NO_REFERENCES:
            continue
        if kind == "string":
            macros.update(_fields(entry, match.end(), macros))
            continue
        number += 1
        yield _draft(entry, match.end(), macros, number)
    if not number:
        raise Unreadable("a file of references (BibTeX) without one")


def _entries(given: Input) -> Iterator[str | None]:
    """Yield the text from each `@` at the start of a line to the next one; None for one that is too long."""
    held: list[str] = []
    size = 0
    for line in lines(given):
        if line is not None and line.lstrip("\ufeff \t").startswith("@") and _BEGIN.match(line.lstrip("\ufeff")):
            if held:
                yield "".join(held) if size <= MAX_TEXT else None
            held, size = [line.lstrip("\ufeff")], 0
        elif line is None:
            size = MAX_TEXT + 1
        elif held:
            size += len(line)
            if size <= MAX_TEXT:
                held.append(line)
    if held:
        yield "".join(held) if size <= MAX_TEXT else None


def _fields(entry: str, at: int, macros: dict[str, str]) -> dict[str, str]:
    """The fields of an entry from a place on, by name in small letters, as written."""
    found: dict[str, str] = {}
    while match := _NAME.match(entry, at):
        value, at = _value(entry, match.end(), macros)
        found.setdefault(match[1].casefold(), value)
    return found


def _value(entry: str, at: int, macros: dict[str, str]) -> tuple[str, int]:
    """The value that begins at a place, parts joined by `#` together, and where it ends."""
    parts: list[str] = []
    while True:
        if entry[at : at + 1] in ("{", '"'):
            end = _closing(entry, at)
            parts.append(entry[at + 1 : end])
            at = end + 1
        elif word := _WORD.match(entry, at):
            parts.append(macros.get(word[0].casefold(), word[0]))
            at = word.end()
        else:
            break
        join = _JOIN.match(entry, at)
        if not join:
            break
        at = join.end()
    return "".join(parts), at


def _closing(entry: str, at: int) -> int:
    """Where a value in braces or quotation marks ends; the end of the entry if it never does."""
    quoted, depth = entry[at] == '"', 0
    for place in range(at + 1, len(entry)):
        letter = entry[place]
        if entry[place - 1] == "\\" and letter in '{}"':
            continue
        if letter == "{":
            depth += 1
        elif letter == "}" and depth:
            depth -= 1
        elif not depth and letter == ('"' if quoted else "}"):
            return place
    return len(entry)


def _draft(entry: str, at: int, macros: dict[str, str], number: int) -> Draft | Flaw:
    key = _KEY.match(entry, at)
    values = {name: _plain(value) for name, value in _fields(entry, key.end() if key else at, macros).items()}

    def first(*names: str) -> str:
        return next((values[name] for name in names if values.get(name)), "")

    title = first("title")
    if title and first("subtitle"):
        title = f"{title}: {first('subtitle')}"
    text = first("fulltext", "abstract")
    if not title and not text:
        return Flaw(number, "a reference with neither a title nor an abstract")
    doi = first("doi")
    return Draft(
        title=title,
        text=text,
        date=_date(values),
        outlet=first("journaltitle", "journal", "newspaper", "booktitle", "publisher", "howpublished"),
        byline="; ".join(re.split(r"\s+and\s+", first("author"))),
        url=first("url") or (f"https://doi.org/{doi}" if doi.startswith("10.") else ""),
        lang=code(first("langid", "language")),
        topics=tuple(part.strip() for part in re.split(r"[,;]", first("keywords")) if part.strip()),
        key=key[1] if key else "",
        number=number,
        wrapped=True,
        extra=(("page", first("pages").replace("--", "-")), ("edition", first("edition"))),
    )


def _date(values: dict[str, str]) -> str:
    """The day of a reference, or its month; a year alone dates no article."""
    year, month, day = (values.get(name, "") for name in ("year", "month", "day"))
    if date := values.get("date", ""):
        return dates.parse(date.partition("/")[0])
    if not (re.fullmatch(r"\d{4}", year) and month):
        return ""
    if month[:3].casefold() in _MONTHS:
        rest = month.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz. ~")
        month, day = str(_MONTHS.index(month[:3].casefold()) + 1), day or rest
    if not month.isdecimal():
        return ""
    return dates.parse("-".join((year, month.zfill(2), *((day.zfill(2),) if day.isdecimal() else ()))))


def _plain(value: str) -> str:
    """A value without TeX: accents as letters, no braces, commands or ties."""
    if "\\" in value:
        value = _ACCENT.sub(_accented, value)
        value = _COMMAND.sub(lambda match: _LETTERS.get(match[1], ""), value)
        value = _SPACE.sub("", value).replace("\\ ", " ")
        value = _SIGN.sub(lambda match: chr(0xE000 + ord(match[1])), value)  # kept apart from marks with a meaning
    value = value.replace("{", "").replace("}", "").replace("~", " ").replace("``", "“").replace("''", "”")
    return re.sub("[\ue000-\ue0ff]", lambda match: chr(ord(match[0]) - 0xE000), value).strip()


def _accented(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[3].lstrip("\\") + _ACCENTS[match[1] or match[2]])
