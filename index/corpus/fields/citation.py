"""A line that says where an article stood, as archives and press reviews print it: outlet, date, page, author."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ...lazy_pattern import lazy_pattern
from ..dates.day_names import is_day
from ..findings import Findings
from .export_text import without_by
from .outlet_names import OUTLET, PERSON, is_certain_outlet

_LONGEST = 160
_LONGEST_NAME = 80
_MOST_WORDS = 10
_MOST_LINES = 5
_WORD = r"[^\W\d_]{3,14}\.?"
_DATE = lazy_pattern(
    rf"(?<![\w.])(?P<date>(?:\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?{_WORD},?\s+(?:de\s+|del\s+)?\d{{4}}"
    rf"|{_WORD}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}([/-])\d{1,2}\2\d{4}"
    r"|\d{4}年\d{1,2}月\d{1,2}日)(?!\w)(?:,?\s+\d{1,2}[:.h]\d\d(?::\d\d)?(?!\d)(?:\s?[ap]m)?(?:\s(?:GMT|UTC|CES?T|E[SD]T))?)?)",
    re.I,
)
_SIGNED = lazy_pattern(
    r"(?:contacts?|authors?|journalist|reporter|autor(?:in)?|auteur|kontakt): (?P<name>[^,|;<(]+)", re.I
)
"""Who wrote an article, or whom services of media monitoring name as its contact."""
_LABELLED = lazy_pattern(r"(?!pages?\b|seite|autor|author|by\b)[^\W\d_]{3,16}: ", re.I)
"""A fact that says what it is, and is none of those wanted: `Reach: 1.2M`."""
_YEAR = lazy_pattern(r"\d{4}")
EITHER = lazy_pattern(r"(?:0?[1-9]|1[0-2])([/.-])\s?(?:0?[1-9]|1[0-2])\1\s?\d{4}\b")
"""A date whose day and month may be either: it is one, though it stays unknown."""
_TIME = lazy_pattern(r"\d{1,2}[:.h]\d\d(?::\d\d)?\Z")
_LABEL = lazy_pattern(
    r"(?:Source|Sources|Quelle|Fuente|Fonte|Bron|Kilde|Källa|Źródło|Zdroj|Источник|Kaynak|出典|来源|來源|출처"
    r"|Clipp(?:ed|ing)(?: from)?|Published in|Erschienen in|Publié dans|Paru dans|Publicado en|Publicado em"
    r"|Pubblicato su)\s*(?:[:：|]|(?<=from)|(?<=in)|(?<=dans)|(?<=en)|(?<=em)|(?<=su))\s*",
    re.I,
)
_PAGE = lazy_pattern(
    r"(?:image|vue|pages?|pp?|pgs?|Seiten?|S|págs?|páginas?|pagin[ae]|pag|blz|bladzijde|sid[ae]?|side|str|strona|strana|sivu|oldal|sayfa|sf|σελ|стр|с)"
    r"(?:\.\s*|\s*:\s*|\s+)(?P<page>[A-Z]{0,3}\.?\d{1,4}[A-Z]?(?:\s?[-–]\s?\d{1,4})?)"
    r"(?:\s(?:of|sur|von|de|di|van|av|af|z|из)\s\d{1,4})?\Z|(?P<bare>[A-Z]\d{1,3})\Z",
    re.I,
)
_WORDS = lazy_pattern(r"\d[\d.,]*\s(?:words|Wörter|mots|palabras|palavras|parole|woorden|ord|słów|слов|字)\Z")
_NUMBER = lazy_pattern(r"(?:Nr|No|N°|nº|№|Ausgabe|issue|numéro|número|numero)\.?\s*\d[\d/]*\Z", re.I)
_LANGUAGE = lazy_pattern(r"\s*\([^\W\d_]{4,12}\)\Z")
_EDITION = lazy_pattern(r"\b(?:edition|ausgabe|édition|edición|edição|edizione|editie|final)\b", re.I)
_BETWEEN = lazy_pattern(r"\s*[|•·;/]\s*|\s*,\s+(?![^()|]*\))|\s+[-–—]\s+|\s{2,}")
_MEDIUM = lazy_pattern(r"(?:[A-Z]{2}|online|print|web|tv|radio|blogs?|newspapers?|magazines?|news ?sites?)\Z", re.I)
"""Country or medium, between bars, as services of media monitoring print them behind an outlet."""
_COUNTED = lazy_pattern(
    r"(?:reach|circulation|ave|views) [$€£]?[\d.,]+ ?[km]?|positive|negative|neutral|not rated", re.I
)
"""Facts of the same services without a colon."""
_HOW = lazy_pattern(
    r"(?:Publi(?:cerat|sert|ceret)|Udgivet|Published|Erschienen|Publié|Publicado|Pubblicato)"
    r" (?:i|på|in|on|dans|sur|im|en|em|su) (?:print|web|nätet|nett|tryckt|papir|print\w*|online|tryk)\b[^|]*\Z",
    re.I,
)
"""How an article was published, above its date; the outlet stands behind that."""
_TRIMMED = " \t,;|•·/:–—-"
_CATALOGUED = lazy_pattern(r"\.?\s*\[[a-z ]{4,20}\]|(?<=\))\s+1[6-9]\d\d\s?-\s?(?:current|\d{4})", re.I)
"""What a library's catalogue adds to the name of a newspaper: `[volume]`, `1890-1954`."""
_LINKS = lazy_pattern(r"\s+(?:vom|vum|du|del|della|of|on|am|den|van)\Z")
_ADDRESS = lazy_pattern(r"https?://\S+")
_MAIL = lazy_pattern(r"\s*[<(]?[\w.+-]+@[\w.-]+[)>]?\s*")
_DESK = lazy_pattern(
    r"\b(?:news|sports?|business|opinion|politi\w+|culture|world|local|national|international|economy|features?|comment"
    r"|metro|city|life|style|home|foreign|regional|panorama|wirtschaft|kultur|société|monde|economía|cronaca|edition"
    r"|section|desk|staff|reach|sentiment|print|online|web)\b",
    re.I,
)
_INVERTED = lazy_pattern(r",\s+(?:The|Die|Der|Das|Le|La|Les|El|De|Het)\b")
_BESIDE = lazy_pattern(
    r"(?:https?://\S+|(?:Down)?loaded (?:on|from)\b.{0,60}|(?:Clipped|Saved|Printed) (?:by|on)\b.{0,60}"
    r"|(?:Accessed|Retrieved)\b.{0,60}"
    r"|(?:www\.)?[\w-]+\.(?:com|co\.uk|org|net|de|fr|nl|au)(?:™|®)?(?:\s+\+?[\d ]{6,20})?"
    r"|(?:The )?British Newspaper Archive|Trove|Delpher|Gallica(?: / BnF)?|Retronews(?: - .{0,60})?|NewspaperArchive"
    r"|Chronicling America(?:: .{0,60})?|National Library of Australia(?:\s+https?://\S+)?)\Z",
    re.I,
)
"""Lines beside a citation that say which archive it is from, and when it was saved."""
_RIGHTS = lazy_pattern(
    r"(?:(?:Newspaper )?(?:Image|Text)?\s?(?:©|\(c\)|Copyright\b|All rights reserved"
    r"|Alle Rechte vorbehalten|Tous droits)|COPYRIGHT AND PROTECTED)", re.I,
)  # fmt: skip
_LONGEST_RIGHTS = 200
_PROSE = lazy_pattern(r"[.!?。]\s*\Z|[.!?]\s+[A-ZÀ-Þ]")


class Citation(NamedTuple):
    """What such a line says; each is "" where it does not."""

    outlet: str
    date: str
    page: str = ""
    byline: str = ""
    section: str = ""
    edition: str = ""
    url: str = ""


def is_beside(line: str) -> bool:
    """Whether a line names an archive, says when an article was saved, or on whom its rights are: it is no headline."""
    return _BESIDE.match(line) is not None or _RIGHTS.match(line) is not None


def names_source(line: str) -> bool:
    """Whether a line is certainly the name of an outlet, or a label of one: it is no headline."""
    return _LABEL.match(line) is not None or is_certain_outlet(line)


def may_cite(lines: Iterable[str]) -> bool:
    """Whether one of these lines is short and has a year: of others none can be a citation, and to look is cheap."""
    return any(len(line) <= _LONGEST and line[-1:] != "." and _YEAR.search(line) for line in lines)


def read_citation(line: str, findings: Findings, *, archived: bool = False) -> Citation | None:
    """What a line says of where an article stood; None if it may say something else.

    An outlet and a date must be there, and a sign that it is an outlet: a word of its name, a label before it, a page,
    or the number of words. A place and a date, as above a letter, are none.

    Args:
        line: without spaces around it; lines below each other may be joined by bars.
        findings: what the file tells of the order of day and month.
        archived: whether lines beside it name an archive of newspapers, as nothing but a citation has them.
    """
    if not 10 < len(line) <= _LONGEST or not _YEAR.search(line):
        return None
    label = _LABEL.match(line)
    address = _ADDRESS.search(line)
    said = line[label.end() if label else 0 :]
    said = _ADDRESS.sub("", said).strip(_TRIMMED) if address else said
    said = said[1:-1] if said.startswith("(") and said.endswith(")") and said.count("(") == 1 else said
    match, date = _date(said, findings)
    if match is None:
        return None
    name = _LINKS.sub("", _without_day(said[: match.start()].strip(_TRIMMED)))
    name = _CATALOGUED.sub("", name)
    behind = [part for one in _BETWEEN.split(said[match.end() :].strip(_TRIMMED)) if (part := one.strip())]
    if _HOW.match(name) and behind:
        name = behind.pop(0)
    before = _BETWEEN.split(name) if not _INVERTED.search(name) else [name]
    outlet = name if name.endswith(")") and "," not in name.partition("(")[0] else before[0].strip()
    found = _facts(before[1:]) if outlet != name else {}
    found.pop("section", "")  # a place, a time
    found = _facts(behind) | found
    named = OUTLET.search(outlet) if re.search(r"\d\s*[|•·]", said) and "byline" in found else None
    certain = (
        label
        or archived
        or found.keys() & {"page", "words"}
        or named
        or is_certain_outlet(re.sub(r"\s*\(.*", "", outlet))
        or ("|" in said and any(map(_MEDIUM.match, before[1:])))
    )
    if not certain or not _is_name(outlet) or is_day(outlet) or "odd" in found:
        return None
    return Citation(
        outlet,
        date,
        found.get("page", ""),
        found.get("byline", ""),
        found.get("section", ""),
        found.get("edition", ""),
        address[0].rstrip(")>.") if address else "",
    )


def _date(said: str, findings: Findings) -> tuple[re.Match[str] | None, str]:
    """Where the date is on a line, and what it is; a year that other numbers stand beside is none."""
    for match in _DATE.finditer(said):
        date = findings.date(match["date"])
        if date or EITHER.match(match["date"]):
            return match, date
    return None, ""


def _without_day(name: str) -> str:
    """A name without the day of the week behind it."""
    first, _, last = name.rpartition(" ")
    return first.rstrip(_TRIMMED) if first and is_day(last) else name


def _is_name(outlet: str) -> bool:
    if not 1 < len(outlet) <= _LONGEST_NAME or len(outlet.split()) > _MOST_WORDS or _PROSE.search(outlet):
        return False
    return not outlet[0].islower() and not outlet[0].isdigit() and ":" not in re.sub(r"\(.*?\)", "", outlet)


def _facts(parts: list[str]) -> dict[str, str]:
    """The facts beside outlet and date by their names; "odd" is what none of them can be."""
    found: dict[str, str] = {}
    for part in parts:
        text = _LANGUAGE.sub("", part).strip()
        page = _PAGE.match(text)
        if not text or _LABELLED.match(text) or _NUMBER.match(text) or _TIME.match(text) or is_day(text):
            continue
        if page:
            found.setdefault("page", page["page"] or page["bare"])
        elif _WORDS.match(text):
            found["words"] = text
        elif _EDITION.search(text) and len(text) <= _LONGEST_NAME:
            found.setdefault("edition", text)
        elif len(text) > _LONGEST_NAME or _PROSE.search(text) or (text[0].islower() and " " in text):
            found["odd"] = text
        else:
            name = _MAIL.sub("", text)
            signed = without_by(name) != name or name != text
            if signed or (PERSON.match(name) and not _DESK.search(name) and not OUTLET.search(name)):
                found.setdefault("byline", without_by(name))
            elif not any(map(str.isdigit, text)):
                found.setdefault("section", text)
    return found


def read_cited(lines: list[str], findings: Findings) -> tuple[Citation, int] | None:
    """The citation on the first of these lines, or on some of them together, and how many lines it takes.

    Addresses, names of archives and notes on when it was saved may stand around it.

    Args:
        lines: without spaces around them.
        findings: what the file tells of the order of day and month.
    """
    end = next((at for at, line in enumerate(lines[:_MOST_LINES]) if not line), min(len(lines), _MOST_LINES))
    if not any(map(_YEAR.search, lines[:end])):
        return None
    beside = [is_beside(line) for line in lines[:end]]
    first = next((at for at in range(end) if not beside[at]), end)
    found, last = None, first
    for last in (first + 1, *range(end, first + 1, -1)):
        joined = " | ".join(line for line in lines[first:last] if not is_beside(line))
        if last <= end and (found := read_citation(joined, findings, archived=any(beside))):
            break
    if found and last > first + 1 and any(read_citation(line, Findings()) for line in lines[first + 1 : last]):
        return None  # a headline stands above a line that says all of it
    if not found:
        return None
    while last < end and (beside[last] or _are_labelled(lines[last])):
        signed = _SIGNED.match(lines[last])
        if signed and not found.byline and PERSON.match(signed["name"].strip()):
            found = found._replace(byline=signed["name"].strip())
        last += 1
    address = _ADDRESS.search(" ".join(lines[:last]))
    return (found._replace(url=found.url or address[0]) if address else found), last


def _are_labelled(line: str) -> bool:
    """Whether all facts on a line say what they are: `Reach: 20,000 | Sentiment: Neutral`."""
    return len(line) <= _LONGEST and all(
        _LABELLED.match(part) or _COUNTED.fullmatch(part.strip()) for part in line.split(" | ") if part.strip()
    )


def without_rights(text: str, cited: Citation, findings: Findings) -> tuple[str, str, str]:
    """Return a text without what an archive prints below it, the rights there, and the address.

    What stands there are the rights, where the text is kept, and once more where it stood.
    """
    rights = url = ""
    for _ in range(_MOST_LINES):
        above, _, last = text.rstrip().rpartition("\n")
        last = last.strip()
        again = read_citation(last, findings) if any(map(str.isdigit, last)) else None
        block = text.rstrip().rpartition("\n\n")[2].split("\n")
        if len(block) == 2 and _BESIDE.match(block[0].strip()) and _DATE.fullmatch(last):  # by whom it was saved, when
            text = text.rstrip().rpartition("\n\n")[0]
            continue
        if len(last) > _LONGEST_RIGHTS or not above.strip():
            break
        if _RIGHTS.match(last):
            rights = rights or last
        elif not (again and cited.date and again.date == cited.date) and not _BESIDE.match(last):
            block = text.rstrip().rpartition("\n\n")[2]
            joined = read_citation(" | ".join(line.strip() for line in block.split("\n")), findings)
            if not joined or not cited.date or joined.date != cited.date or "\n\n" not in text.rstrip():
                break
            above = text.rstrip().rpartition("\n\n")[0]
        elif _ADDRESS.match(last):
            url = last
        text = above
    return text.rstrip(), rights, url
