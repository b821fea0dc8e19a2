"""Text exports of ProQuest, EBSCO, Gale, NewsBank and Wiso: articles with facts on labelled lines."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Aside, Draft
from ...fields.cited_below import read_cited_below
from ...fields.export_text import without_by
from ...fields.signed_line import byline_of
from ...findings import Findings
from ...text.languages import code
from ..plain.source_line import named_first, source_facts
from .database_layouts import EBSCO, GALE, LAYOUTS, NEWSBANK, PROQUEST, WISO, Layout

_LINE = lazy_pattern(r"([^\W\d_][\w .,/&()'-]{1,50}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)\Z")
_BRIEF = lazy_pattern(r"(?P<title>.+?)\.? By: (?P<byline>[^.]+?(?:; [^.]+?)*), (?P<info>[^,]+, [^,]*\d.*)\Z", re.S)
"""How EBSCO cites an article above its text: `Title. By: Author, Outlet, Mar 04, 2021`."""
_RECORD = lazy_pattern(r"^(?:ProQuest document ID|ProQuest-Dokument-ID|Dokument-ID von ProQuest)[ \t]*:", re.M | re.I)
_GAP = lazy_pattern(r"\n[ \t]*\n\s*")
_QUIET = lazy_pattern(r"[\W_]+")
_SOURCE = lazy_pattern(r".{2,80}? vom \d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?:\s*,|\s*/|\s+S(?:eite|\.) ?\d|\Z)")
_ISSUE = lazy_pattern(
    r"(?P<outlet>[^\n()]{2,80}?) \([^()\n]{2,60}\) - (?P<date>(?:[A-Z][a-z]+, )?[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})"
    r"(?: - (?P<page>\w{1,6})\b.{0,60})?\Z"
)
"""How NewsBank names the issue: `Lantern, The (Springfield, OH) - Tuesday, March 5, 2024`."""
_GALE_BRAND = lazy_pattern(r"(?:Gale (?:OneFile|Academic|General|In Context|Primary|Business)\b|InfoTrac\b).*")
_TAIL = lazy_pattern(r"^[ \t]*(?:~{4,}|Copyright of [^\n]{2,200} is the property of ).*", re.M | re.S)
_RIGHTS = lazy_pattern(r"Alle Rechte vorbehalten|©|\(c\)|Copyright(?:, \d{4},| \(c\)| ©| \d{4}[, ])|COPYRIGHT \d{4} ")
_RIGHTS_BELOW = lazy_pattern(rf"(?:\s*^[ \t]*(?:{_RIGHTS.pattern})[^\n]*$)+", re.M)
_COUNTED_PAGE = lazy_pattern(r"^[ \t]*(?:Page|Seite|Página|Pagina) \d+ (?:of|von|sur|de|di|van) \d+[ \t]*\n", re.M)
_ONE_LINE = frozenset(("section", "page", "date", "key", "lang", "edition", "url"))
"""Fields that end with their line, if they begin on the line of their label."""
_ENDED_BY_LABELS = frozenset(("info", "outlet", "key", "url", "rights"))
"""Fields that any label ends, whether it is known or not."""
_FOOT_FIELDS = frozenset(("key", "url", "rights", "text", "title", "outlet", "info", "date"))
"""Fields whose labels are never taken for words of a text."""
_HEADINGS = frozenset(("details", "indexing (details)", "indexing", "abstract", "bibliography", "table of contents"))
"""Headings of ProQuest's latest layout, above facts."""
_CITATION = lazy_pattern(r"^[ \t]*Source Citation\b.*", re.M | re.S)
_LONGEST_LABELLED = 400
_LONGEST_FACT = 90
"""Characters of a line that goes on with a fact; a longer one below a label that is left out is text."""
_LONGEST_HEAD = 6
"""Lines without a label below a headline; if more follow, the text has begun."""
_NONE = lazy_pattern(
    r"\W*(?:none available|not available|n/a|keine verfügbar|non disponible"
    r"|(?:ninguno|no) disponible|não disponível|nessun elemento disponibile)\W*\Z",
    re.I,
)


def looks_like(text: str) -> bool:
    """Whether a text is an export of one of these databases."""
    return any(_is(layout, text) for layout in LAYOUTS)


def _is(layout: Layout, text: str) -> bool:
    if layout.sign.search(text) is None:
        return False
    if layout.start.search(text) is not None:
        return True
    return layout is PROQUEST and _RECORD.search(text) is not None  # records as they are copied from their pages


def articles(text: str) -> Iterator[Draft | Aside]:
    """Yield the articles of an export, and the number of covers and tables of contents in it."""
    layout = next((layout for layout in LAYOUTS if _is(layout, text)), None)
    if layout is None:
        return
    number = covers = 0
    for part in _parts(layout, _COUNTED_PAGE.sub("", text)):
        if _is_cover(layout, part):
            covers += 1
            continue
        found = _article(layout, part.split("\n"), number + 1)
        if found.title or found.text:
            number += 1
            yield found
    if covers:
        yield Aside("covers and tables of contents", covers)


def _is_cover(layout: Layout, part: str) -> bool:
    """Whether a part of an export has no fact of an article but says what the export is."""
    if any((match := _LINE.match(line.strip())) and match[1].casefold() in layout.known for line in part.split("\n")):
        return False
    return (
        re.match(
            r"\s*(?:[^\n]{0,60}\bProQuest\b|Table of contents|Contents|Contact us|Search strategy|Inhalt"
            r"|Table des matières|Tabla de contenido|Sumário|Índice|Indice|Sommario)",
            part,
            re.I,
        )
        is not None
    )


def _parts(layout: Layout, text: str) -> Iterator[str]:
    marks = list(layout.start.finditer(text))
    if not marks and layout is PROQUEST:
        yield from _without_rules(text)
        return
    if layout.ends:
        at = 0
        for mark in marks:
            rights = _RIGHTS_BELOW.match(text, mark.end() - 1)
            end = rights.end() if rights else mark.end()
            yield text[at:end]
            at = end
        yield text[at:]
        return
    if marks and _LINE.search(text[: marks[0].start()]):
        yield text[: marks[0].start()]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=False):  # there may be no mark
        yield text[mark.end() : end]


def _without_rules(text: str) -> Iterator[str]:
    """Yield records that no rule divides: the next begins with a block without a label, or with the label of the first.

    Without either, it begins below the blank line that follows the number of the one before.
    """
    at = 0
    label = (match[1] if (match := _LINE.match(text.lstrip("\n ").partition("\n")[0].strip())) else "").casefold()
    for record, following in pairwise(_RECORD.finditer(text)):
        gaps = [gap.end() for gap in _GAP.finditer(text, record.end(), following.start())]
        labels = [_LINE.match(text[gap : gap + _LONGEST_LABELLED].partition("\n")[0].strip()) for gap in gaps]
        ends = (gap for gap, found in zip(gaps, labels, strict=True) if not found or found[1].casefold() == label)
        end = next(ends, gaps[0] if gaps else 0)
        if end > at:
            yield text[at:end]
            at = end
    yield text[at:]


def _fields(layout: Layout, lines: list[str]) -> tuple[dict[str, list[str]], list[str]]:
    """The lines of each labelled field, and those without a label."""
    values: dict[str, list[str]] = {}
    loose: list[str] = []
    current: list[str] = loose
    in_aside = ended = False
    for at, line in enumerate(lines):
        match = _LINE.match(line.strip())
        field = layout.known.get(match[1].casefold()) if match else None
        if match and field is not None:
            rest = match[2] or ""
            if current is values.get("text", loose) and _stands_alone(layout, lines, at, field):
                if _has_begun(current, headed="text" not in values):
                    current.append(line)
                    continue
                if "text" in values and rest:  # a byline as the first line of the text
                    values.setdefault(field, [rest])
                    continue
            in_aside, ended = field == "aside", field in _ENDED_BY_LABELS
            if field in values and field != "text":
                current = []  # a second value of the kind: the first is kept
                continue
            current = values.setdefault(field, [])
            current.append(rest)
            if rest and field in _ONE_LINE:
                current = loose
        elif _RIGHTS.match(line.strip()):
            values.setdefault("rights", []).append(line.strip())
        elif match and current is not loose and (ended or ("text" in values and current is not values["text"])):
            current = []  # a fact under a label that is not known
        else:
            name = layout.known.get(line.strip().casefold()) if line.strip() else None
            if name == "text" and "text" not in values and (values or layout is PROQUEST):
                current = values.setdefault("text", [])  # its label has no colon
                continue
            if layout is PROQUEST and line.strip().casefold() in _HEADINGS and not _stands_alone(layout, lines, at, ""):
                current = []
                continue
            goes_on = line.strip() and not (in_aside and len(line) > _LONGEST_FACT)
            if current is not loose and "text" not in values and values and not goes_on:
                current = loose
            current.append(line)
    return values, loose


def _stands_alone(layout: Layout, lines: list[str], at: int, field: str) -> bool:
    """Whether a line with a label has text below it rather than another fact: it may be a sentence of the text."""
    if field in _FOOT_FIELDS:
        return False
    gap = False
    for i in range(at + 1, len(lines)):
        line = lines[i].strip()
        if not line:
            gap = True
        elif _LINE.match(line) or _RIGHTS.match(line) or line.casefold() in layout.known:
            return False
        elif gap or len(line) > _LONGEST_FACT:
            return True
    return False


def _has_begun(lines: list[str], *, headed: bool) -> bool:
    """Whether a text has begun on these lines; below a headline, with a line too long for a fact."""
    if headed:
        filled = (line for line in lines if line.strip())
        next(filled, None)
        return any(len(line) > _LONGEST_FACT or number > _LONGEST_HEAD for number, line in enumerate(filled, 1))
    return any(line.strip() for line in lines)


def _article(layout: Layout, lines: list[str], number: int) -> Draft:
    values, loose = _fields(layout, lines)

    def one(field: str) -> str:
        return " ".join(" ".join(values.get(field, ())).split())

    if layout is WISO:
        _take_source(loose, values)
        values["info"] = [", ".join(line.strip() for line in values.get("info", ()) if line.strip())]
    if layout is EBSCO and "byline" in values:
        values["byline"] = ["; ".join(line.strip().rstrip(";") for line in values["byline"] if line.strip())]
    if layout is PROQUEST and "byline" not in values and (outlet := one("outlet").partition(";")[0]):
        signed = next((line for line in loose[:6] if f". {outlet}" in line), "")
        values["byline"] = [signed.partition(f". {outlet}")[0]]
    if layout is NEWSBANK:
        _take_issue(loose, values)
    if layout is GALE:
        _drop_brand(loose)
    title, body = _loose(loose)
    if one("title") and "text" not in values and not _is_same(title, one("title")):
        body = "\n".join(loose)  # the headline is not repeated above the text
    text = "\n".join(values["text"]) if "text" in values else body
    if layout is PROQUEST and "text" not in values and not _NONE.match(one("summary")):
        text = "\n".join(values.get("summary", ())) or text  # the other lines are the citation
    if layout is GALE:
        text = _take_citation(one("title") or title, text, values)
    if layout is EBSCO:
        text = _without_tail(text, values)
    if not text.strip() and not _NONE.match(one("summary")):
        text = "\n".join(values.get("summary", ()))
    brief = _BRIEF.match(title)
    if brief:
        title = brief["title"]
        values.setdefault("byline", [brief["byline"]])
        values.setdefault("info", [brief["info"]])
    if "text" in values and "text" not in title and not one("title") and not title:
        title, text = _loose(values["text"])
    outlet, when, page = source_facts(one("info"), layout.order)
    if _NONE.match(text):
        text = ""
    if "byline" not in values:
        text = _take_byline(text, values)
    return Draft(
        title=one("title").rstrip(".") if one("title") else title,
        text=text,
        date=dates.parse(one("date"), layout.order) or when,
        outlet=named_first((one("outlet").partition(";")[0] if layout is PROQUEST else one("outlet")) or outlet),
        byline=without_by(one("byline")).rstrip("."),
        url=next(iter(re.findall(r"https?://\S+", one("url"))), "")
        or next((line.strip() for line in loose if re.fullmatch(r"\s*https?://\S+\s*", line)), ""),
        lang=code(one("lang")),
        topics=tuple(topic.strip("* ") for topic in re.split(r";|\s\|\s|\s(?=\*)", one("topics"))),
        key=one("key"),
        number=number,
        extra=(
            ("section", one("section")),
            ("page", one("page") or page),
            ("edition", one("edition")),
            ("rights", one("rights")),
        ),
    )


def _loose(lines: list[str]) -> tuple[str, str]:
    """Headline and body of the lines without a label: the headline stands first."""
    text = "\n".join(lines).strip("\n ")
    title, _, rest = text.partition("\n")
    return (" ".join(title.split()), rest.strip("\n")) if len(title) <= 300 else ("", text)


def _is_same(line: str, title: str) -> bool:
    """Whether a line repeats a headline, but for signs, case and what follows it."""
    first, second = (_QUIET.sub("", one).casefold() for one in (line, title))
    return bool(first) and (first.startswith(second) or second.startswith(first))


def _take_citation(title: str, text: str, values: dict[str, list[str]]) -> str:
    """A text without the citation below it, which says date, outlet and page if nothing else does."""
    match = _CITATION.search(text)
    cited = read_cited_below(title, f"\n{match[0]}", Findings()) if match else None
    if cited:
        for field, value in (("date", cited.date), ("outlet", cited.outlet), ("page", cited.page)):
            if value and "info" not in values:
                values.setdefault(field, [value])
    return text[: match.start()] if match else text


def _take_byline(text: str, values: dict[str, list[str]]) -> str:
    """A text without the byline on its first line, or below a line that goes on with the headline."""
    lines = text.strip("\n").split("\n", _LONGEST_HEAD)
    filled = [i for i, line in enumerate(lines[:_LONGEST_HEAD]) if line.strip()][:2]
    for i in filled:
        signed = byline_of(lines[i].strip())
        if signed and any(line.strip() for line in lines[i + 1 :]):
            values["byline"] = [signed]
            return "\n".join(lines[:i] + lines[i + 1 :])
        if len(lines[i]) > _LONGEST_FACT:
            break
    return text


def _take_source(lines: list[str], values: dict[str, list[str]]) -> None:
    """Take the line that says where an article stood out of its text: `Ostby Post vom 04.03.2021, Nr. 53, S. 3`."""
    at = next((i for i, line in enumerate(lines[:12]) if _SOURCE.match(line.strip())), None)
    if at is not None:
        if not re.search(r"\d{4}", " ".join(values.get("info", ()))):  # a source that only names the newspaper
            values.setdefault("outlet", values.pop("info", []))
        values.setdefault("info", [lines[at].strip()])
        del lines[at]


def _drop_brand(lines: list[str]) -> None:
    """Drop the name of the database that Gale prints above a headline."""
    filled = [i for i, line in enumerate(lines) if line.strip()][:2]
    if len(filled) == 2 and _GALE_BRAND.match(lines[filled[0]].strip()):
        del lines[filled[0]]


def _take_issue(lines: list[str], values: dict[str, list[str]]) -> None:
    """Take newspaper, place, date and page off the line below a NewsBank headline."""
    for at, line in enumerate(lines[:12]):
        match = _ISSUE.match(line.strip())
        if match and (when := dates.parse(match["date"], "mdy")):
            values.setdefault("outlet", [named_first(match["outlet"])])
            values.setdefault("date", [when])
            if match["page"]:
                values.setdefault("page", [match["page"]])
            del lines[at]
            return


def _without_tail(text: str, values: dict[str, list[str]]) -> str:
    """A text without the byline and the rights that EBSCO prints below it, which are noted."""
    match = _TAIL.search(text)
    if not match:
        return text
    signed = re.search(r"^[ \t]*By (\S[^\n]{2,80})$", match[0], re.M)
    if signed:
        values.setdefault("byline", [signed[1]])
    rights = re.search(r"^[ \t]*(Copyright of [^\n]+)", match[0], re.M)
    if rights:
        values.setdefault("rights", [rights[1]])
    return text[: match.start()]
