"""Lines between a text's headline and its first paragraph that say when it appeared and who wrote it."""

import re

from ...lazy_pattern import lazy_pattern
from ..evidence import paused
from ..findings import Findings
from .agency_head import AGENCY_LINE, DATED_AGENCY, above_dateline, below_agency, below_keyword
from .citation import Citation, may_cite, names_source, read_cited, without_rights
from .cited_below import below_page_title, read_cited_below
from .dated_line import read_date_line
from .head_facts import Head
from .outlet_names import PERSON, is_certain_outlet, is_outlet
from .signed_line import byline_of
from .text_foot import read_foot

_MOST_ABOVE = 10
"""Lines among which a citation must be."""
_MOST = 4
"""Lines of such a head."""
_LONGEST = 80
_LONGEST_STANDFIRST = 250
_UPDATED = lazy_pattern(
    r"\W*(?:last )?(?:updated?|modified|aktualisiert|zuletzt|mise? à jour|actualizad[ao]|atualizad[ao]"
    r"|aggiornat[ao]|aggiornamento|bijgewerkt|laatst|uppdaterad|oppdatert|opdateret|päivitetty|aktualizacja|aktualizováno|обновлено"
    r"|güncelleme)\b",
    re.I,
)
"""A second date below the first one, of a later version."""
_ASIDE = 60
_ASIDE_WORDS = 8
_SENTENCE = lazy_pattern(r"[.!?。！？।:：;,]\Z|\d{3}|https?:")
_BEHIND = lazy_pattern(r"\s*[,|·•–—-]\s+")


_BAR = lazy_pattern(r" \| ")
_ADDRESS = lazy_pattern(r"https?://\S+\Z")


_GOES_ON = lazy_pattern(r"[a-zà-ÿ\d)][,:;]\Z")
_PROVIDED = lazy_pattern(r"(?:news )?provided by\Z", re.I)
_STAMPED = lazy_pattern(
    r"(?:(?:Source|来源|來源|출처)\s*[:：]\s*(?P<before>[^|:：\d]{2,40}?)\s*[|，,]?\s*)?"
    r"(?:(?:发布时间|發布時間|时间|時間|송고시간|입력|등록|配信|掲載|Опубликовано)\s*[:：]?\s*)?"
    r"(?P<date>\d{4}\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}(?:日?\s+|日)?(?:\d\d:\d\d(?::\d\d)?)?)"
    r"(?:\s*[|，,]?\s*(?:Source|来源|來源|출처)\s*[:：]\s*(?P<after>[^|:：\d]{2,40}?))?\s*(?:\|.*)?\Z"
)
"""A moment and a source as portals of East Asia print them on one line."""
_REPORTER = lazy_pattern(r"(?P<name>[가-힣]{2,4}) (?:기자|특파원)(?: .*)?\Z")


def read_head(text: str, findings: Findings, *, bare: bool = True) -> Head | None:
    """The headline, date and byline of a text whose lines below the headline hold nothing else; None for any other.

    Args:
        text: with line feeds; the first line is the headline.
        findings: what the file tells of the order of day and month.
        bare: Whether names and outlets may stand there without a word such as "By", beside a date: on a page they may
            as well be those of a menu.
    """
    lines = below_page_title(text.strip("\n").split("\n", 12))
    text = "\n".join(lines)
    title = lines[0].strip().lstrip("◎○●◇◆■□▽▼△▲☆★ ")
    if not 1 < len(title) <= 200:
        return None
    if bare and (
        found := _cited_below(title, text, findings)
        or _cited(title, lines, findings)
        or below_agency([line.strip() for line in lines], findings)
        or below_keyword([line.strip() for line in lines])
        or above_dateline([line.strip() for line in lines], findings)
        or _named(title, lines, findings)
        or _below_outlet(title, lines, findings)
        or _below_moment(lines, findings)
        or _with_foot(title, text, findings)
    ):
        return _footed(found, findings)
    if len(title) <= 3:
        return None
    date = byline = outlet = ""
    at = _below_standfirst(lines) if bare else 1
    kept = [line.strip() for line in lines[1:at] if line.strip()]
    met = 0
    while at < len(lines) - 1 and met < _MOST:
        line = lines[at].strip()
        if _PROVIDED.match(line) and lines[at + 1].strip():
            kept += [line, lines[at + 1].strip()]
            at += 2
            continue
        if line:
            name = "" if byline else byline_of(line) or _before_bar(line)
            found, alone = ("", False) if name or date else read_date_line(line, findings)
            if name and not date:
                name, found = _dated(name, findings)
                alone = True
            if not name and not found and not (date and _UPDATED.match(line) and read_date_line(line, findings)[1]):
                if kept or met or not _is_aside(line) or not _says_date(lines[_next(lines, at + 1)]):
                    break
                kept.append(line)  # a name or section in words that are not known, above the date
                at += 1
                continue
            byline, date = byline or name, date or found
            if found and not alone:
                outlet = outlet or (_outlet_before(line) if bare else "")
                kept += [] if outlet else [line]
            met += 1
        at += 1
    body = "\n".join(lines[at:])
    if not met or not body.strip():
        return None
    head = Head(title, date, byline, "\n\n".join([*kept, body]), outlet)
    return _footed(head, findings) if bare else head


def _below_standfirst(lines: list[str]) -> int:
    """The line of a byline that stands below a standfirst of one line; 1 if the line below the headline is none.

    A date alone below a paragraph may head a part of a text.
    """
    rows = [line.strip() for line in lines]
    first = _next(rows, 1)
    below = _next(rows, first + 1)
    if below >= len(rows) - 1 or len(rows[first]) > _LONGEST_STANDFIRST or len(rows[below]) > _LONGEST:
        return 1
    if not (byline_of(rows[below]) or _before_bar(rows[below])) or byline_of(rows[first]):
        return 1
    return 1 if read_date_line(rows[first], Findings())[1] else below


def without_dates(text: str, byline: str = "") -> str:
    """A text without the lines at its beginning that say nothing but when it appeared or was changed, or the byline.

    Args:
        text: what stands below a headline.
        byline: the name that a line such as `By Ann Lee` must say to be left out.
    """
    lines = text.split("\n", _MOST)
    at = 0
    with paused():
        while at < len(lines) - 1 and (not lines[at].strip() or _says_no_more(lines[at].strip(), byline)):
            at += 1
    return "\n".join(lines[at:]) if at else text


def _says_no_more(line: str, byline: str) -> bool:
    """Whether a line is nothing but a date, the byline, or a moment and a reporter."""
    moment, _, reporter = line.partition(" | ")
    if reporter and _REPORTER.match(reporter):
        return read_date_line(moment, Findings())[1]
    return read_date_line(line, Findings())[1] or (bool(byline) and byline_of(line) == byline)


def _cited(title: str, lines: list[str], findings: Findings) -> Head | None:
    """The same where lines that say outlet, date and page stand above the headline, or below it."""
    if not may_cite(lines[:_MOST_ABOVE]):
        return None
    rows = [line.strip() for line in lines]
    byline = ""
    found = read_cited(rows[:-1], findings)
    if found and found[1] > 1 and rows[1] and not names_source(rows[0]):
        found = None if read_cited(rows[1:-1], findings) else found  # the first of these lines is the headline
    if found:
        at = _next(rows, found[1])
        below = _next(rows, at + 1)
        if found[0].page and not rows[at - 1] and below == at + 1 and _is_running(lines[at:]):
            body, rights, url = without_rights("\n".join(lines[at:]).strip("\n"), found[0], findings)
            return _head_of("", found[0], body, rights, url)
        if below >= len(rows) or len(rows[at]) > 200 or _GOES_ON.search(rows[at]):
            return None
        if below == at + 1 and len(rows[below]) <= _LONGEST:
            return None
        title, at = rows[at], at + 1
    else:
        at = _next(rows, 1)
        signed = rows[at] if at < len(rows) - 1 else ""
        byline = byline_of(signed) or (signed if PERSON.match(signed) else "")
        found = read_cited(rows[at:-1], findings)
        if byline and not found:
            at = _next(rows, at + 1)
            found = read_cited(rows[at:-1], findings)
        elif found and byline == signed:
            byline = ""  # it is the outlet
        if not found:
            return None
        at += found[1]
    cited = found[0]
    while at < len(rows) - 1 and (not rows[at] or (not (byline or cited.byline) and byline_of(rows[at]))):
        byline = byline or byline_of(rows[at])
        at += 1
    body, rights, url = without_rights("\n".join(lines[at:]).strip("\n"), cited, findings)
    if not body:
        return None
    return _head_of(title, cited._replace(byline=cited.byline or byline), body, rights, url)


def _cited_below(title: str, text: str, findings: Findings) -> Head | None:
    """The same where the last lines cite the article."""
    body = text.strip("\n").partition("\n")[2]
    found = read_cited_below(title, body, findings)
    if not found:
        return None
    rows = f"{title}\n{found.body}".split("\n")
    while len(rows) > 2 and (not rows[0].strip() or found.outlet == rows[0].strip() or _says_date(rows[0])):
        rows.pop(0)
    inner = read_head("\n".join(rows), findings, bare=False)
    inner = inner or Head(rows[0].strip(), "", "", "\n".join(rows[1:]).lstrip("\n"))
    return inner._replace(
        date=found.date or inner.date, outlet=found.outlet, url=found.url, beside=(("page", found.page),)
    )


def _head_of(title: str, cited: Citation, body: str, rights: str, url: str) -> Head:
    beside = (("page", cited.page), ("section", cited.section), ("edition", cited.edition), ("rights", rights))
    return Head(title, cited.date, cited.byline, body, cited.outlet, cited.url or url, beside)


def _is_running(lines: list[str]) -> bool:
    """Whether text begins at once, in lines of one length: the words of a printed page without its headlines."""
    first = [len(line) for line in "\n".join(lines).strip("\n").split("\n", 3)[:2]]
    return len(first) > 1 and min(first) > 30 and max(first) < 1.5 * min(first)


def _next(rows: list[str], at: int) -> int:
    """The place of the next line that is not empty; behind the last one if there is none."""
    return next((i for i in range(at, len(rows)) if rows[i]), len(rows))


def _named(title: str, lines: list[str], findings: Findings) -> Head | None:
    """The same where the lines have no words that say what they are: name, outlet, address, and certainly the date."""
    if len(lines) < 3:
        return None
    found: dict[str, str] = dict.fromkeys(("date", "byline", "outlet", "url"), "")
    at = 1
    while at < len(lines) - 1:
        line = lines[at].strip()
        if line:
            told = _kinds(line, findings) if len(line) <= _LONGEST or _ADDRESS.match(line) else {}
            if not told or any(found[name] for name in told):
                break
            found |= told
        at += 1
    body = "\n".join(lines[at:]).strip("\n")
    certain = not lines[at - 1].strip() or len(lines[at]) > _LONGEST
    if not certain and found["date"] and found["outlet"]:
        certain = not any(map(str.isdigit, lines[at][:20]))
    several = sum(map(bool, found.values())) >= 2 or (found["date"] and _STAMPED.match(lines[1].strip()))
    if not (certain and several and found["date"] and body):
        return None
    return Head(title, found["date"], found["byline"], body, found["outlet"], found["url"])


def _below_outlet(outlet: str, lines: list[str], findings: Findings) -> Head | None:
    """The same where outlet and date stand above the headline."""
    date, alone = read_date_line(lines[1].strip(), findings) if len(lines) > 4 and not lines[2].strip() else ("", False)
    if not date or not alone or not is_outlet(outlet) or len(lines[3]) > 200:
        return None
    inner = read_head("\n".join(lines[3:]), findings)
    if inner:
        return inner._replace(date=inner.date or date, outlet=inner.outlet or outlet)
    if lines[4].strip() or lines[3].rstrip().endswith((".", ",", ":", ";")):
        return None
    return Head(lines[3].strip(), date, "", "\n".join(lines[4:]).strip("\n"), outlet)


def _below_moment(lines: list[str], findings: Findings) -> Head | None:
    """The same where nothing but a moment stands above the headline."""
    if len(lines) < 3 or not any(map(str.isdigit, lines[0])):
        return None
    date, alone = read_date_line(lines[0].strip(), findings)
    rest = [line for line in lines[1:] if line.strip()]
    if not date or not alone or len(rest) < 2 or not 12 < len(rest[0].strip()) <= 200 or len(rest[1]) <= _LONGEST:
        return None
    if rest[0].rstrip().endswith((".", "。", ",", ":", ";")) or not re.search(r"[.!?。][”\"’)]?\s*\Z", rest[1]):
        return None
    body = "\n".join(lines[lines.index(rest[0]) + 1 :])
    return Head(rest[0].strip(), date, "", body.strip("\n"), read_foot(body, findings).outlet)


def _footed(head: Head, findings: Findings) -> Head:
    """A head with what the dateline and the last lines of its text say, if it names no agency itself."""
    foot = None if head.outlet else read_foot(head.body, findings)
    return (
        head._replace(outlet=foot.outlet, date=head.date or foot.date, body=foot.body) if foot and foot.outlet else head
    )


def _with_foot(title: str, text: str, findings: Findings) -> Head | None:
    """The same where an agency's dateline begins the text, and the moment may stand below it."""
    _, _, rest = text.strip("\n").partition("\n")
    found = read_foot(rest, findings)
    return Head(title, found.date, "", found.body, found.outlet) if found.outlet else None


def _kinds(line: str, findings: Findings) -> dict[str, str]:
    """The fields on a line of a head; none if it is not certain which."""
    stamped, reporter = _STAMPED.match(line), _REPORTER.match(line)
    if stamped and (date := findings.date(re.sub(r"\s?[./年月]\s?", "-", stamped["date"]).replace("日", ""))):
        outlet = stamped["before"] or stamped["after"] or ""
        return {"date": date, **({"outlet": outlet.strip()} if outlet else {})}
    agency = DATED_AGENCY.match(line) or AGENCY_LINE.match(line)
    if agency and agency["date"] and (date := read_date_line(agency["date"], findings)[0]):
        return {"date": date, "outlet": agency["outlet"]}
    if reporter:
        return {"byline": reporter["name"]}
    name, value = _kind(line, findings)
    return {name: value} if name else {}


def _kind(line: str, findings: Findings) -> tuple[str, str]:
    """Which field a line of a head is, and its value; "" if that is not certain."""
    if _ADDRESS.match(line):
        return "url", line
    name = byline_of(line)
    if name:
        return "byline", name
    date, alone = read_date_line(line, findings)
    if date:
        return ("date", date) if alone else ("", "")
    if line.endswith((".", "!", "?", ":", ",", ";")) or any(char.isdigit() for char in line):
        return "", ""
    if is_outlet(line):
        return "outlet", line
    return ("byline", line) if PERSON.match(line) else ("", "")


def _outlet_before(line: str) -> str:
    """The outlet before the date on a line, if a word says that it is one: `The Hague, 5 March 2024` names none."""
    name = _BEHIND.split(line, maxsplit=1)[0].strip()
    return name if is_certain_outlet(name) else ""


def _is_aside(line: str) -> bool:
    """Whether a line may be a byline or a section: short, and no sentence."""
    return len(line) <= _ASIDE and len(line.split()) <= _ASIDE_WORDS and not _SENTENCE.search(line)


def _before_bar(line: str) -> str:
    """A line that says a name and a date with a bar between: `Ann Lee | 3 March 2024`; "" for any other."""
    name, bar, rest = line.partition(" | ")
    return line if bar and PERSON.match(name) and read_date_line(rest, Findings())[1] else ""


def _dated(name: str, findings: Findings) -> tuple[str, str]:
    """A byline without the date behind it, and the date: `Ann Lee, 3 March 2024`."""
    match = _BAR.search(name) or _BEHIND.search(name)
    found, alone = read_date_line(name[match.end() :], findings) if match else ("", False)
    return (name[: match.start()], found) if match and alone and (found or _BAR.search(name)) else (name, "")


def _says_date(line: str) -> bool:
    """Whether a line says a date and nothing else, though it may be one of two."""
    return read_date_line(line.strip(), Findings())[1]
