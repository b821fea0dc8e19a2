"""Exports of Factiva: XML, HTML in two layouts, and text whose articles end with "Document" and a code."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields.citation import read_citation
from ...fields.export_text import Sign, without_by
from ...fields.xml_records import Broken, Element, body, find, records, text, texts
from ...findings import Findings
from ...text.languages import code
from ...text.markup import blocks

_NAME_OF_END = r"(?:Document|Dokument|Documento|Документ|文書|文件|文档|문서)[ \t]+"
_END = lazy_pattern(
    rf"^[ \t]*(?:AN[ \t|]+(?:{_NAME_OF_END})?|{_NAME_OF_END})([A-Z0-9]{{6,12}}0{{2}}\d{{8}}[a-z0-9]{{4,}})[ \t|]*$",
    re.M,
)
_HAS_END = Sign(_END, "Document", "Dokument", "Документ", "文", "문서", "AN")
_LONGEST_SECTION = 40
"""Characters of a section above a headline; the first line of a headline that goes on is longer."""
_LONGEST_FACT = 60
_MOST_FACTS = 12
_COVER = lazy_pattern(r"\A\s*(?:Factiva(?:[ \t]+\w+){0,4}[ \t]*\n\s*)+|^[ \t]*Article \d{1,4}[ \t]*\n", re.M)
_FOOT = lazy_pattern(
    r"^[ \t]*(?:Page|Seite|Página|Pagina) \d+ (?:of|von|de|di) \d+[ \t]+(?:©|\(c\)|Copyright)[^\n]*$", re.M
)
_CONTENTS = lazy_pattern(
    r"^[^\n]{2,200}?[.…]{5,}[ \t]*\d+[ \t]*\n|^(?:Inside this document|Table of contents)[ \t]*\n", re.M | re.I
)
"""Lines of a list of contents: a headline, dots and a page."""
_WORDS = lazy_pattern(
    r"\d[\d.,\u00a0 ]*\s*(?:words?|mots?|W\S{1,2}rter|palabras|parole|palavras|woorden|"
    r"слов\w*|文?字|語|单词|單詞|단어|sözcük|kata)\Z",
    re.I,
)
_COUNTED = lazy_pattern(r"\b(\d[\d.,]*) (?:words|mots|W\S{1,2}rter|palabras|palavras|parole|woorden|ord|слов)\b")
_NUMBER = lazy_pattern(r"\A\d{1,4}\.[ \t]+(?=\S)")
"""What stands before a headline in a list."""
_COUNT = lazy_pattern(r"\d[\d.,\u00a0 ]*\s*[^\W\d_]{1,12}\Z")
"""A number of words in any language; the date stands on the line below."""
_UNSPACED = lazy_pattern(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts whose words cannot be counted at blanks."""
_CUT = lazy_pattern(r"^[ \t]*(?:\.\.\.|…)[ \w]", re.M)
_NEWSWIRES = lazy_pattern(r"\s*^[ \t]*\(END\) Dow Jones Newswires\b.*", re.M | re.S)
"""What Dow Jones prints below a story: its mark, and the moment again."""
_TIME = lazy_pattern(r"\d\d:\d\d(?::\d\d)?(?: (?:GMT|UTC|[A-Z]{3,4}))?\Z")
_CODE = lazy_pattern(r"[A-Z0-9]{2,10}\Z")
_EDITION = lazy_pattern(r"\d(?:ST|ND|RD|TH)\Z", re.I)
_RIGHTS = lazy_pattern(r"\(c\)|©|Copyright", re.I)
_TAGS_NAMES = "SE HD BY CR WC PD ET SN SC ED PG VOL LA CY LP TD CT RF CO IN NS RE IPC IPD PUB AN NGC GC CX ART"
_TAGS = "|".join(_TAGS_NAMES.split())
_TAGGED = lazy_pattern(rf"^(?:{_TAGS})(?:[ \t|]+|$)", re.M)
_TAGGED_APART = lazy_pattern(rf"^(?:{_TAGS})(?:[ \t]{{2,}}|[ \t]*[\t|][ \t|]*|[ \t]*$)", re.M)
"""Tags with more than a blank behind them, as exports have them that converters left as they were."""
_PAGE = lazy_pattern(r"<title>\s*Factiva\s*</title>|<div[^>]+class=[\"']article \w*Article\b", re.I)


def looks_like(source: str) -> bool:
    """Whether a text is an export of Factiva."""
    return _HAS_END.search(source) is not None


def is_page(source: str) -> bool:
    """Whether an HTML page is an export of Factiva."""
    return source.lstrip("\ufeff \r\n\t")[:1] == "<" and _PAGE.search(source) is not None


def read_xml(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of an XML export.

    Raises:
        Unreadable: there is none in it.
    """
    number = 0
    for element in records(given, {"article"}):
        number += 1
        yield Flaw(number, element.reason) if isinstance(element, Broken) else _from_xml(element, number)
    if not number:
        raise Unreadable("a Factiva export without an article")


def _from_xml(article: Element, number: int) -> Draft:
    return Draft(
        title=text(article, "headline"),
        text="\n\n".join(filter(None, (_part(find(article, part)) for part in ("leadParagraph", "tailParagraphs")))),
        date=dates.parse(text(article, "publicationDate/dateTime", "publicationDate/date", "publicationDate")),
        outlet=text(article, "sourceName", "publisherName"),
        byline=without_by(text(article, "byline")),
        lang=code(text(article, "baseLanguage")),
        topics=tuple(texts(article, "newsSubject/name")),
        key=text(article, "accessionNo"),
        number=number,
        wrapped=True,
        extra=(
            ("section", text(article, "sectionName", "columnName")),
            ("page", text(article, "pages")),
            ("edition", text(article, "edition")),
            ("rights", text(article, "copyright")),
            ("correction", text(article, "corrections")),
        ),
    )


def _part(element: Element | None) -> str:
    """Paragraphs of one part, or its text where a program wrote it without any."""
    if element is None:
        return ""
    return "\n\n".join(filter(None, (body(p) for p in element.iterfind("paragraph")))) or body(element)


def from_page(root: HtmlElement) -> Iterator[Draft]:
    """Yield the articles of an HTML export."""
    found = [
        element for element in root.iter("div") if re.search(r"\barticle \w*Article\b", element.get("class") or "")
    ]
    for number, element in enumerate(found, 1):
        rows = [row for row in element.iter("tr") if len(row) == 2 and " ".join(row[0].itertext()).strip().isupper()]
        if rows:
            fields = {"".join(map(str, row[0].itertext())).strip(): _lines(row[1]) for row in rows}
            yield _from_tags(fields, number)
            continue
        holder = element.getparent()
        identity = holder.get("id") or "" if holder is not None else ""
        yield _from_lines(
            *_page_parts(element), number, identity.removeprefix("article-") if identity.startswith("article-") else ""
        )


def _lines(element: HtmlElement) -> list[str]:
    return [block.text for block in blocks(element)]


def _page_parts(element: HtmlElement) -> tuple[list[str], list[str], str, str]:
    """Lines of the head and of the body, headline and byline where the page marks them."""
    title = byline = ""
    head: list[str] = []
    inner: list[str] = []
    for found in blocks(element):
        name = found.element.get("class") or ""
        if "articleParagraph" in name:
            inner.append(found.text)
        elif found.element.get("id") == "hd" or "Headline" in name:
            title = f"{title} {found.text}".strip()
            head.append(found.text)
        elif "author" in name:
            byline = byline or found.text
        else:
            head.append(found.text)
    return head, inner, title, byline


def articles(source: str) -> Iterator[Draft]:
    """Yield the articles of a text export, plain or with two-letter tags."""
    source = _COVER.sub("", _CONTENTS.sub("", _FOOT.sub("", source)))
    start = 0
    for number, mark in enumerate(_END.finditer(source), 1):
        part = source[start : mark.start()].strip("\n\f ")
        start = mark.end()
        if len(_TAGGED.findall(part)) >= 4 and re.search(r"^HD\b", part, re.M):
            fields = _tagged(part)
            fields["AN"] = [mark[1]]
            yield _from_tags(fields, number)
            continue
        lines = [line.strip() for line in part.split("\n")]
        if cited := _from_citation(lines, number, mark[1]):
            yield cited
            continue
        at = _words_line(lines)
        end = _head_end(lines, at if at >= 0 else _date_line(lines) - 1)
        byline = _byline_above(lines, at)
        head = [line for line in lines[:end] if line and line != byline]
        yield _from_lines(head, lines[end:], "", byline, number, mark[1])


def _from_citation(lines: list[str], number: int, key: str) -> Draft | None:
    """An article of a list of headlines, whose facts stand on one line below its headline; None of any other."""
    stated = _COUNTED.search(lines[1]) if len(lines) > 1 else None
    cited = read_citation(lines[1], Findings()) if stated else None
    if not cited or not stated:
        return None
    inner = "\n".join(lines[2:]).strip("\n")
    part = _is_part(inner, stated[1])
    return Draft(
        title=_NUMBER.sub("", lines[0]),
        text=inner,
        date=cited.date,
        outlet=cited.outlet,
        byline=cited.byline,
        key=key,
        number=number,
        extra=(("section", cited.section), ("page", cited.page), ("extent", "snippet" if part else "")),
    )


def _is_part(inner: str, stated: str) -> bool:
    """Whether a text has less than half of the words that its article is said to have."""
    digits = re.sub(r"\D", "", stated)
    return bool(digits) and 2 * len(inner.split()) < int(digits) and not _UNSPACED.search(inner)


def _in_context(inner: str, stated: str) -> bool:
    """Whether a text is no more than the words around those that were searched for: `... stayed closed on ...`."""
    return _CUT.search(inner) is not None and _is_part(inner, stated)


def _byline_above(lines: list[str], words: int) -> str:
    """The byline that stands in a block of its own between a headline and the number of words, "" if none does.

    Without a name to tell it by, it is a line of fewer words than the one above: a section has fewer than a headline.
    """
    if words < 2 or words + 1 >= len(lines) or not lines[words + 1] or not lines[words - 1] or lines[words - 2]:
        return ""
    above = [line for line in lines[: words - 2] if line]
    found = lines[words - 1]
    return found if above and (_is_name(found) or _is_shorter(above[-1], found)) else ""


def _is_shorter(headline: str, line: str) -> bool:
    """Whether a line has fewer words than the headline above, which is not so long that it goes on there."""
    return len(line.split()) < len(headline.split()) and len(headline) <= _LONGEST_FACT


def _words_line(lines: list[str]) -> int:
    """The line that counts an article's words; -1 if there is none."""
    found = next((i for i, line in enumerate(lines) if _WORDS.match(line)), -1)
    if found >= 0:
        return found
    return next((i for i in range(min(len(lines) - 1, 12)) if _COUNT.match(lines[i]) and dates.parse(lines[i + 1])), -1)


def _date_line(lines: list[str]) -> int:
    """The line with the date of an article whose words are not counted; 0 if there is none near its beginning."""
    return next((i for i, line in enumerate(lines[:_MOST_FACTS]) if i and len(line) <= 40 and dates.parse(line)), 0)


def _head_end(lines: list[str], words: int) -> int:
    """The line behind an article's head: where the first blank one follows its facts.

    Texts of PDFs have no blank lines: there a line on rights ends the facts, or a line that is too long for one does.
    """
    if words < 0:
        return 1
    if "" not in lines[words : words + _MOST_FACTS]:
        facts = range(words + 1, min(len(lines), words + _MOST_FACTS))
        rights = next((i + 1 for i in facts if _RIGHTS.search(lines[i])), 0)
        return rights or next((i for i in facts if len(lines[i]) > _LONGEST_FACT), len(lines))
    return next((i for i in range(words + 1, len(lines)) if not lines[i] and i > words + 2), len(lines))


def _tagged(part: str) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    current: list[str] = []
    pattern = _TAGGED_APART if re.search(r"^HD(?:  |[ \t]*[\t|\n])", part, re.M) else _TAGGED
    for line in part.split("\n"):
        match = pattern.match(line)
        tag = match[0].strip(" \t|") if match else ""
        if match and tag not in fields:  # the same letters again begin a sentence: `SC Ostby lost again.`
            current = fields.setdefault(tag, [])
            line = line[match.end() :]
        current.append(line.strip(" \t|"))  # what converters make of table cells
    return fields


def _from_tags(fields: dict[str, list[str]], number: int) -> Draft:
    def line(*tags: str) -> str:
        return next((found for tag in tags if (found := " ".join(" ".join(fields.get(tag, ())).split()))), "")

    identity = line("AN").split()[-1:] or [""]
    inner = "\n\n".join("\n\n".join(fields.get(tag, ())) for tag in ("LP", "TD") if tag in fields)
    return Draft(
        title=line("HD"),
        text=_NEWSWIRES.sub("", inner),
        date=dates.parse(f"{line('PD')} {line('ET')}".strip()) or dates.parse(line("PD")),
        outlet=line("SN"),
        byline=without_by(line("BY")),
        lang=code(line("LA")),
        topics=tuple(part.partition(":")[2].strip() or part.strip() for part in line("NS").split("|")),
        key=identity[0],
        number=number,
        extra=(
            ("section", line("SE")),
            ("page", line("PG")),
            ("edition", line("ED")),
            ("rights", line("CY")),
            ("correction", line("CX")),
            ("extent", "snippet" if _in_context(inner, line("WC")) else ""),
        ),
    )


def _from_lines(head: list[str], inner: list[str], title: str, byline: str, number: int, key: str) -> Draft:
    """The draft of an article whose head says its facts line by line, without names."""
    words = _words_line(head)
    dated = words if words >= 0 else next((i for i, line in enumerate(head) if i and dates.parse(line)), len(head))
    before, facts = head[:dated], head[dated + (words >= 0) :]
    section = ""
    if title:
        section = before[0] if before and before[0] not in title else ""
    elif before:
        if not byline and len(before) > 1 and (_is_name(before[-1]) or _is_shorter(*before[-2:])):
            byline = before.pop()
        if len(before) > 1 and len(before[0]) <= _LONGEST_SECTION:
            section = before.pop(0)
        title = " ".join(before)
    values = _facts(facts)
    inner = _without_publisher(inner, values.get("rights", ""))
    shown = "\n".join(inner) if key and "" in inner else "\n\n".join(inner)
    return Draft(
        title=title,
        text=_NEWSWIRES.sub("", shown),
        date=values.get("date", ""),
        outlet=values.get("outlet", ""),
        byline=without_by(byline),
        lang=values.get("lang", ""),
        key=key or values.get("key", ""),
        number=number,
        extra=(
            ("section", section),
            ("page", values.get("page", "")),
            ("edition", values.get("edition", "")),
            ("rights", values.get("rights", "")),
            ("extent", "snippet" if words >= 0 and _in_context(shown, head[words]) else ""),
        ),
    )


def _without_publisher(lines: list[str], rights: str) -> list[str]:
    """The lines of a text without a last one that names its publisher, as the line on its rights does."""
    last = next((line for line in reversed(lines) if line), "")
    if not rights or not last or len(last) > 80 or last.rstrip(".").casefold() not in rights.casefold():
        return lines
    at = len(lines) - 1 - lines[::-1].index(last)
    return lines[:at] if any(lines[:at]) else lines


def _facts(lines: list[str]) -> dict[str, str]:
    """Date, time, outlet, code, edition, page, language and rights, in the order in which Factiva gives them."""
    values: dict[str, str] = {}
    when = time = ""
    for line in lines:
        if not when and (found := dates.parse(line)):
            when, values["date"] = line, found
        elif when and not time and "outlet" not in values and _TIME.match(line):
            time = line
        elif _RIGHTS.search(line):
            values.setdefault("rights", line)
        elif document := _END.match(line):
            values["key"] = document[1]
        elif "outlet" not in values:
            values["outlet"] = line
        elif "code" not in values and _CODE.match(line):
            values["code"] = line
        elif found := code(line):
            values["lang"] = found
        elif _EDITION.match(line):
            values.setdefault("edition", line)
        elif len(line) <= 12 and any(char.isdigit() for char in line):
            values.setdefault("page", line)
        elif line.rstrip(".").casefold() not in values.get("rights", "").casefold():
            values.setdefault("edition", line)
    if time:
        values["date"] = dates.parse(f"{when} {time}") or values["date"]
    return values


def _is_name(line: str) -> bool:
    """Whether a line reads as a byline: "By …", or two to five words that each begin with a capital."""
    if without_by(line) != line:
        return True
    words = line.replace(",", " ").split()
    return 2 <= len(words) <= 5 and all(
        word[0].isupper() or word in ("and", "und", "et", "de", "van", "von") for word in words
    )
