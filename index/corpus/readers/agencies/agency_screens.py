"""Text from the terminals and portals of agencies, as exported: Reuters, Bloomberg, BBC Monitoring, dpa, APA, AP.

The layouts are those of what these services print and mail; each has lines that nothing else has.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from msgspec import Struct

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Draft, Flaw
from ...fields.export_text import Sign, without_by
from . import ap_stories

_LONGEST_HEAD = 1000
_REMAINDER = 400
"""Characters of what is no story from which it is reported."""
_NAME = lazy_pattern(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,4}\Z")


class _Screen(Struct, frozen=True):
    """How one service prints its stories."""

    sign: Sign
    """Found in every text of this kind."""
    article: Callable[[str, int], Draft | None]
    end: re.Pattern[str] | None = None
    """What ends each story."""
    dated: re.Pattern[str] | None = None
    """The line below each headline, where nothing ends a story for certain."""
    needed: re.Pattern[str] | None = None
    """Found as well in every text of this kind."""
    parts: Callable[[str], Iterator[str]] | None = None
    """How a text is divided, where neither of them is enough."""
    takes: bool = False
    """Whether stories come in takes, and may have no headline."""


# Reuters: headline, moment, text, contacts and keywords, then the rights and the story's number.

_REUTERS_DATE = lazy_pattern(r"^\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d(?: [AP]M)?[ \t]*$", re.M)
_REUTERS_END = lazy_pattern(r"^[ \t]*n[A-Z][A-Za-z0-9]{6,12}[ \t]*$", re.M)
_REUTERS_TAIL = lazy_pattern(
    r"^[ \t]*(?:\(\(.*?\)\)|Keywords:.*|Topics:.*|(?:Related )?RICs:.*|\(c\) Copyright (?:Thomson )?Reuters.*"
    r"|Click For Restrictions.*)[ \t]*$",
    re.M,
)


def _reuters(part: str, number: int) -> Draft | None:
    moment = _REUTERS_DATE.search(part)
    if not moment:
        return None
    key = _REUTERS_END.search(part, moment.end())
    body = part[moment.end() : key.start() if key else len(part)]
    title = " ".join(part[: moment.start()].split())
    if not title:  # the moment stands above the headline
        title, _, body = body.strip("\n ").partition("\n")
    rights = re.search(r"^\(c\) Copyright [^\n]+", body, re.M)
    first, _, rest = body.strip("\n ").partition("\n")
    signed = without_by(first.strip())
    if signed != first.strip() and _NAME.match(signed):
        body = rest
    else:
        signed = ""
    return Draft(
        title=title,
        text=_REUTERS_TAIL.sub("", body).strip("\n "),
        date=dates.parse(moment[0].strip()),
        outlet="Reuters",
        byline=signed,
        key=key[0].strip() if key else "",
        number=number,
        extra=(("rights", rights[0] if rights else ""),),
    )


# Bloomberg: headline, moment with milliseconds, byline, text, whom to contact, and the moment again.

_BLOOMBERG_DATE = lazy_pattern(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? GMT[ \t]*$", re.M)
_BLOOMBERG_TAIL = lazy_pattern(
    r"^[ \t]*(?:To contact the (?:reporters?|editors?)\b|-0- [A-Z][a-z]{2}/\d\d/\d{4}).*", re.M | re.S
)


def _bloomberg(part: str, number: int) -> Draft | None:
    moment = _BLOOMBERG_DATE.search(part)
    if not moment:
        return None
    body = _BLOOMBERG_TAIL.sub("", part[moment.end() :]).strip("\n ")
    first, _, rest = body.partition("\n")
    signed = without_by(first.strip()) if without_by(first.strip()) != first.strip() else ""
    return Draft(
        title=" ".join(part[: moment.start()].split()),
        text=rest.strip("\n ") if signed else body,
        date=dates.parse(moment[0].strip()),
        outlet="Bloomberg",
        byline=signed,
        number=number,
    )


# BBC Monitoring: headline, the outlet that is monitored with language and moment, what kind of report it is, text.

_MONITORED = lazy_pattern(
    r"^Source: (?P<outlet>[^\n]+?),? in [A-Z][a-z]+\s+(?P<time>\d{4}) gmt "
    r"(?P<date>\d{1,2} [A-Z][a-z]{2} \d{2,4})[ \t]*$",
    re.M,
)
_MONITORING_END = lazy_pattern(r"^[ \t]*\(c\) Copyright British Broadcasting Corporation[^\n]*$", re.M)
_KIND_OF_REPORT = lazy_pattern(
    r"\A\s*(?:(?:Full )?Text|Excerpt|Summary|Report)\b[^\n]{0,300}\b(?:report|published|broadcast|carried)\b[^\n]*\n"
)
_MONITORING_TAIL = lazy_pattern(r"^[ \t]*(?:BBC Mon\b|\(c\) Copyright British).*", re.M | re.S)


def _monitored(part: str, number: int) -> Draft | None:
    source = _MONITORED.search(part)
    if not source:
        return None
    body = _MONITORING_TAIL.sub("", part[source.end() :])
    rights = _MONITORING_END.search(part)
    return Draft(
        title=" ".join(part[: source.start()].split()),
        text=_KIND_OF_REPORT.sub("", body).strip("\n "),
        date=dates.parse(f"{source['date']} {source['time'][:2]}:{source['time'][2:]} UTC"),
        outlet=source["outlet"].split(",")[0].strip(),
        number=number,
        extra=(("rights", rights[0].strip() if rights else ""),),
    )


# dpa: a line of codes, desk and keyword, headline, text, notes to editors, and the moment of sending.

_DPA_HEAD = lazy_pattern(r"^[a-z]{3}\d{4} \d [a-z]{2} \d+ +[Dd]pa +\d+[ \t]*$", re.M)
_DPA_MOMENT = lazy_pattern(r"^(\d\d)(\d\d)(\d\d) ([A-Z][a-zä]{2}) (\d\d)[ \t]*$", re.M)
_DPA_NOTES = lazy_pattern(
    r"^[ \t]*(?:# (?:dpa-)?Notizblock|Die folgenden Informationen sind nicht zur Veröffentlichung).*", re.M | re.S
)
_DPA_TAIL = lazy_pattern(r"^[ \t]*dpa(?: [a-z]{2}){2,}.*", re.M | re.S)
_DPA_AUTHOR = lazy_pattern(r"^- Autor(?:in|en)?: ([^,\n(]+)", re.M)
_DPA_VERSION = lazy_pattern(r"[ \t]*\((?P<kind>[A-ZÄÖÜ][a-zäöü]+(?: \d{3,4})?)\)[ \t]*\Z")
_DPA_STAGE = lazy_pattern(r"\((?P<kind>[A-ZÄÖÜ][^()]{3,80})\)\Z")
"""What a message adds to an earlier one, on a line above its headline: `(Zusammenfassung 1130 - neu: Zitat)`."""


_DPA_BESIDE = lazy_pattern(
    r"Von [A-ZÄÖÜ][^\n]{2,60}?(?:, dpa)?[ =]*\Z|\((?:Foto|Grafik|Video|Bild|Archiv)[^()]*\)[ =]*\Z"
)
"""Who wrote a message and what belongs to it, on lines below its headline."""


def _dpa(part: str, number: int) -> Draft | None:
    lines = [line.strip() for line in part.strip("\n").split("\n")]
    codes = lines.pop(0)
    while lines and (not lines[0] or lines[0].endswith("/")):
        lines.pop(0)  # desk and keywords
    title = signed = ""
    version: re.Match[str] | None = None
    while lines and lines[0] and lines[0].strip("= "):
        if title and _DPA_BESIDE.match(lines[0]):
            signed = signed or without_by(lines[0]) if lines[0].startswith("Von ") else signed
            lines.pop(0)
            continue
        if not title and (stage := _DPA_STAGE.match(lines[0])):
            version = stage
            lines.pop(0)
            continue
        title = f"{title} {lines.pop(0)}".rstrip("= ").strip()
    behind = _DPA_VERSION.search(title)
    version = behind or version
    text = "\n".join(lines).lstrip("= \n")
    moment, author = _DPA_MOMENT.search(text), _DPA_AUTHOR.search(text)
    when = "{0}. {3} 20{4} {1}:{2}".format(*moment.groups()) if moment else ""
    return Draft(
        title=title[: behind.start()] if behind else title,
        text=_DPA_TAIL.sub("", _DPA_NOTES.sub("", text)).strip("\n "),
        date=dates.parse(when),
        outlet="dpa",
        byline=author[1].strip() if author else signed.partition(",")[0].rstrip(" ="),
        lang="de",
        key=f"{codes} {when}".strip(),
        number=number,
        extra=(("version", version["kind"] if version else ""),),
    )


# APA and its service for press releases: a line of codes, desk and keywords, headline, text, notes, and the moment.

_APA_HEAD = lazy_pattern(r"^(?P<key>(?:APA|OTS)\d{4}) \d [A-Z]{2} \d{4} \w{2,8}[ \t]+[^\n]{0,80}\d{2,4}[ \t]*$", re.M)
_APA_END = lazy_pattern(r"^(?:APA|OTS)\d{4}[ \t]+(?P<day>\d{4}-\d\d-\d\d)/(?P<time>\d\d:\d\d)[ \t]*$", re.M)
_APA_TAIL = lazy_pattern(r"^[ \t]*(?:\(Schluss\)|\(Forts\.\)|Rückfragehinweis:|\*\*\* OTS-ORIGINALTEXT).*", re.M | re.S)
_APA_BELOW = lazy_pattern(r"^Utl\.: .*?=[ \t]*$", re.M | re.S)
"""The second headline: `Utl.: Fähren bleiben am Kai =`."""


def _apa(part: str, number: int) -> Draft | None:
    head, end = _APA_HEAD.search(part), _APA_END.search(part)
    if not head or not end:
        return None
    keywords, _, rest = part[head.end() : end.start()].strip("\n ").partition("\n")
    title, _, body = rest.strip("\n ").partition("\n\n")
    text = _APA_TAIL.sub("", _APA_BELOW.sub("", body[:_LONGEST_HEAD]) + body[_LONGEST_HEAD:])
    return Draft(
        title=" ".join(title.split()).rstrip("= "),
        text=text.strip("\n "),
        date=dates.parse(f"{end['day']} {end['time']}"),
        outlet=head["key"][:3],
        lang="de",
        key=f"{head['key']} {end['day']}",
        number=number,
        wrapped=True,
        extra=(("keywords", keywords.strip()),),
    )


# The frame of IPTC 7901 without its control characters: codes, keyword, headline, text, and the moment.

_FRAME_HEAD = lazy_pattern(r"^[A-Z]{2,4}\d{3,4} \d [A-Za-z]{1,3} \d{3,5} [A-Z]{3}\b[^\n]*$", re.M)
_FRAME_END = lazy_pattern(
    r"^(?:[A-Z]{2,5} )?(?P<day>\d\d)(?P<time>\d{4}) GMT (?P<month>[A-Z]{3}) (?P<year>\d\d)[ \t]*$", re.M
)


_FRAME_NOTE = lazy_pattern(r"=?\([A-ZÉ][^()]*\)=?\Z|=\Z")
"""Pictures that belong to a message, on a line below its headline: `(PHOTO+VIDEO)`."""
_FRAME_TAIL = lazy_pattern(r"[a-z]{2,4}(?:/[a-z]{2,4})+\Z|<[a-z]+ [^\n]*>\Z|\Z")
"""Initials and marked names below a message."""


def _without_tail(body: str) -> str:
    lines = body.split("\n")
    while lines and _FRAME_TAIL.match(lines[-1].strip()):
        lines.pop()
    return "\n".join(lines)


def _framed(part: str, number: int) -> Draft | None:
    head, end = _FRAME_HEAD.search(part), _FRAME_END.search(part)
    if not head or not end:
        return None
    top, _, body = part[head.end() : end.start()].strip("\n").partition("\n\n")
    keyword, _, title = top.partition("\n")
    if not title and " " not in keyword.strip():  # the keyword stands apart, above the headline
        title, _, body = body.strip("\n").partition("\n\n")
    lines = [line.strip() for line in title.split("\n") if not _FRAME_NOTE.match(line.strip())]
    signed = next((line for line in lines[1:] if without_by(line) != line), "")
    agency = re.search(r"[(/]([A-Za-z]{2,8})[)/]", body[:200])
    time = end["time"]
    return Draft(
        title=" ".join(line for line in lines if line != signed) or keyword.strip(),
        text=_without_tail(body),
        date=dates.parse(f"{end['day']} {end['month'].capitalize()} 20{end['year']} {time[:2]}:{time[2:]} UTC"),
        outlet=agency[1] if agency and agency[1] in head[0] + end[0] else "",
        byline=without_by(signed),
        key=f"{head[0].split()[0]} {end[0].strip()}",
        number=number,
        wrapped=True,
        extra=(("keywords", keyword.strip() if title else ""),),
    )


_AP_WORDS = ("BC-", "AP-", "AM-", "PM-", "--")
_SCREENS = (
    _Screen(
        Sign(lazy_pattern(r"^\(c\) Copyright (?:Thomson )?Reuters \d{4}.*Click For Restrictions", re.M), "Click For"),
        _reuters, end=_REUTERS_END,
    ),
    _Screen(
        Sign(lazy_pattern(rf"{_BLOOMBERG_DATE.pattern}(?s:.){{0,600}}?\(Bloomberg\b", re.M), "(Bloomberg"), _bloomberg,
        dated=_BLOOMBERG_DATE,
    ),
    _Screen(Sign(_MONITORED, " gmt "), _monitored, end=_MONITORING_END),
    _Screen(Sign(_DPA_HEAD, "dpa ", "Dpa "), _dpa, end=lazy_pattern(f"(?={_DPA_HEAD.pattern})", re.M)),
    _Screen(Sign(_APA_HEAD, "APA", "OTS"), _apa, end=lazy_pattern(f"(?={_APA_HEAD.pattern})", re.M), needed=_APA_END),
    _Screen(
        Sign(_FRAME_HEAD, " GMT "),
        _framed,
        end=lazy_pattern(f"(?={_FRAME_HEAD.pattern})", re.M),
        needed=_FRAME_END,
    ),
    *(
        _Screen(Sign(ap_stories.SLUG, *_AP_WORDS), ap_stories.article, needed=one, parts=ap_stories.parts, takes=True)
        for one in (ap_stories.MOMENT, ap_stories.DATELINE)
    ),
)  # fmt: skip


def looks_like(text: str) -> bool:
    """Whether a text is copied or exported from one of these services."""
    text = ap_stories.without_marks(text)
    screen = _screen(text)
    return screen is not None and any(isinstance(one, Draft) for one in _articles(screen, text))


def _screen(text: str) -> _Screen | None:
    return next(
        (one for one in _SCREENS if one.sign.search(text) and (one.needed is None or one.needed.search(text))), None
    )


def articles(text: str) -> Iterator[Draft | Flaw]:
    """Yield the stories of a text."""
    text = ap_stories.without_marks(text)
    screen = _screen(text)
    found = _articles(screen, text) if screen else iter(())
    return ap_stories.joined(found) if screen and screen.takes else found


def _articles(screen: _Screen, text: str) -> Iterator[Draft | Flaw]:
    number = 0
    for part in _parts(screen, text):
        found = screen.article(part, number + 1) if part.strip() else None
        if found and (found.title or screen.takes) and found.text:
            number += 1
            yield found
        elif len(part.strip()) > _REMAINDER:
            yield Flaw(number + 1, "text between the stories of an agency that is none: " + part.strip()[:60])


def _parts(screen: _Screen, text: str) -> Iterator[str]:
    if screen.parts:
        yield from screen.parts(text)
        return
    if screen.dated:
        # A headline is the block of lines above its moment, and a story ends where the next one's begins.
        starts = [_block_start(text, match.start()) for match in screen.dated.finditer(text)]
    else:
        starts = [0, *(match.end() for match in screen.end.finditer(text))] if screen.end else [0]
    for start, end in pairwise([*starts, len(text)]):
        yield text[start:end]


def _block_start(text: str, end: int) -> int:
    at = text.rfind("\n\n", 0, end)
    return at + 2 if at >= 0 else 0
