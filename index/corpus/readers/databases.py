"""Text exports of ProQuest, EBSCO, Gale, NewsBank and Wiso: articles with facts on labelled lines."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from ..dates import dates
from ..dates.dates import Order
from ..draft import Aside, Draft
from ..fields.export_text import Sign, labels, without_by
from ..text.languages import code

_LINE = re.compile(r"([^\W\d_][\w .,/&()'-]{1,50}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)\Z")


class Layout(Struct, frozen=True):
    """How one database writes its text exports."""

    name: str
    sign: Sign
    """Found in every export of this kind."""
    start: re.Pattern[str]
    """What stands between two articles, or begins each."""
    known: Mapping[str, str]
    """Label in lower case -> field; `text` begins the body, and every other label ends it."""
    ends: bool = False
    """Whether `start` ends an article rather than beginning one."""
    order: Order = ""
    """The order of day and month in its dates, where it is always the same."""


_PROQUEST = Layout(
    "proquest",
    Sign(
        re.compile(r"^(?:ProQuest document ID|Publication info|Dokument-ID von ProQuest)\s*:", re.M | re.I),
        "proquest",
        "publication info",
    ),
    re.compile(r"^[ \t]*(?:_{20,}[ \t]*\n\s*(?:Document \d+ of \d+[ \t]*\n)?|Document \d+ of \d+[ \t]*\n)", re.M),
    labels(
        title="title|document title|titel",
        byline="author|authors|autor",
        text="full text|volltext|texte intégral|texto completo",
        summary="abstract|zusammenfassung|résumé|resumen",
        outlet="publication title|publication",
        info="publication info",
        date="publication date|date",
        section="section|column",
        page="first page|pages|page|start page",
        edition="edition",
        url="document url|url",
        key="proquest document id|accession number",
        lang="language of publication|language",
        rights="copyright",
        topics="subject|subjects",
        updated="last updated",
        aside="links|publication year|publication subject|place of publication|country of publication|publisher"
        "|source type"
        "|document type|database|issn|eissn|number of pages|volume|issue|company / organization|company|people|person"
        "|location|classification|identifier / keyword|publication place|credit|dateline|issn electronic|e-issn|coden"
        "|source attribution|document feature|correspondence author|correction|duns|ticker|naics|illustration caption",
    ),
)
_EBSCO = Layout(
    "ebsco",
    Sign(re.compile(r"^Record:[ \t]*\d+[ \t]*$", re.M), "Record:"),
    re.compile(r"^Record:[ \t]*\d+[ \t]*$", re.M),
    labels(
        title="title|titel",
        byline="authors|author|by",
        info="source|quelle",
        date="publication date|date",
        text="full text|section text|full text contents",
        summary="abstract",
        key="accession number|an",
        topics="subject terms|subjects|subject",
        section="section",
        edition="edition",
        page="pages|page",
        rights="copyright",
        lang="language",
        url="persistent link to this record (permalink)|persistent link|permalink|url|plink",
        aside="database|document type|issn|full text word count|geographic terms|people|company/entity"
        "|reviews & products"
        "|naics/industry codes|abstract (english)|author-supplied keywords|isbn|publication type|cut and paste|tickers"
        "|records|images|lexile",
    ),
    order="mdy",
)
_GALE = Layout(
    "gale",
    Sign(re.compile(r"^Gale Document Number[ \t]*:", re.M), "Gale Document Number"),
    re.compile(r"^Gale Document Number[ \t]*:.*\n?", re.M),
    labels(
        title="title",
        byline="author(s)|author|authors|byline",
        info="source",
        outlet="from|publication title",
        date="date|publication date",
        text="full text",
        section="section",
        page="page|pages",
        edition="edition",
        rights="copyright",
        lang="language",
        topics="subject|subjects|topics",
        key="gale document number",
        aside="document type|publisher|length|lexile measure|article type|citation|source citation|issn|volume|issue"
        "|product/service code|naics code|dateline|report type|event|organization|accession number|content level",
    ),
    ends=True,
    order="mdy",
)
_NEWSBANK = Layout(
    "newsbank",
    Sign(re.compile(r"^Record Number[ \t]*:", re.M), "Record Number"),
    re.compile(r"^Record Number[ \t]*:.*\n?", re.M),
    labels(
        outlet="paper|publication",
        title="title|headline",
        date="date|publication date",
        byline="author|byline",
        section="section",
        edition="edition",
        page="page",
        text="text|article text|body",
        topics="index terms|subjects",
        key="record number",
        aside="correction|dateline|column|readability|length|memo|source|caption|estimated printed pages",
    ),
    ends=True,
    order="mdy",
)
_WISO = Layout(
    "wiso",
    Sign(
        re.compile(r"^Dauerhafte Adresse des Dokuments\s*:|wiso-net\.de/document|genios\.de/document", re.M),
        "Dauerhafte Adresse",
        ".de/document",
    ),
    re.compile(r"^(?:Alle Rechte vorbehalten|©|\(c\)).*(?:\n[ \t]*(?:©|\(c\)).*)?\n?", re.M),
    labels(
        info="quelle",
        section="ressort|rubrik",
        edition="ausgabe",
        byline="autor|autoren|verfasser",
        date="datum",
        page="seite|seiten",
        key="dokumentnummer|dokument-nr",
        url="dauerhafte adresse des dokuments|link",
        topics="schlagwort|schlagwörter|rubriken",
        lang="sprache",
        aside="quellenname|jahrgang|nummer|issn|dokumenttyp|länge|größe|datenbank|copyright",
    ),
    ends=True,
)
_LAYOUTS = (_PROQUEST, _EBSCO, _GALE, _NEWSBANK, _WISO)

_BRIEF = re.compile(r"(?P<title>.+?)\.? By: (?P<byline>[^.]+?(?:; [^.]+?)*), (?P<info>[^,]+, [^,]*\d.*)\Z", re.S)
"""How EBSCO cites an article above its text: `Title. By: Author, Outlet, Mar 04, 2021`."""
_QUIET = re.compile(r"[\W_]+")
_SOURCE = re.compile(r".{2,80}? vom \d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?:\s*,|\s*/|\Z)")
_TAIL = re.compile(r"^[ \t]*(?:~{4,}|Copyright of [^\n]{2,200} is the property of ).*", re.M | re.S)
_RIGHTS = re.compile(r"Alle Rechte vorbehalten|©|\(c\)|Copyright(?:, \d{4},| \(c\)| ©)|COPYRIGHT \d{4} ")
_ONE_LINE = frozenset(("section", "page", "date", "key", "lang", "edition", "url"))
"""Fields that end with their line, if they begin on the line of their label."""
_CITATION = re.compile(r"^[ \t]*Source Citation\b.*", re.M | re.S)
_LONGEST_FACT = 90
"""Characters of a line that goes on with a fact; a longer one below a label that is left out is text."""
_NONE = re.compile(r"\W*(?:none available|not available|n/a)\W*\Z", re.I)


def looks_like(text: str) -> bool:
    """Whether a text is an export of one of these databases."""
    return any(_is(layout, text) for layout in _LAYOUTS)


def _is(layout: Layout, text: str) -> bool:
    return layout.sign.search(text) is not None and layout.start.search(text) is not None


def articles(text: str) -> Iterator[Draft | Aside]:
    """Yield the articles of an export, and the number of covers and tables of contents in it."""
    layout = next((layout for layout in _LAYOUTS if _is(layout, text)), None)
    if layout is None:
        return
    number = covers = 0
    for part in _parts(layout, text):
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
            r"\s*(?:Report Information|Table of contents|Contents|Contact (?:ProQuest|us)|Search strategy)",
            part,
            re.I,
        )
        is not None
    )


def _parts(layout: Layout, text: str) -> Iterator[str]:
    marks = list(layout.start.finditer(text))
    if layout.ends:
        at = 0
        for mark in marks:
            yield text[at : mark.end()]
            at = mark.end()
        yield text[at:]
        return
    if marks and _LINE.search(text[: marks[0].start()]):
        yield text[: marks[0].start()]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=False):  # there may be no mark
        yield text[mark.end() : end]


def _article(layout: Layout, lines: list[str], number: int) -> Draft:
    values: dict[str, list[str]] = {}
    loose: list[str] = []
    current: list[str] = loose
    in_aside = False
    for line in lines:
        match = _LINE.match(line.strip())
        field = layout.known.get(match[1].casefold()) if match else None
        if match and field is not None:
            rest, in_aside = match[2] or "", field == "aside"
            if field in values and field != "text":
                current = []  # a second value of the kind: the first is kept
                continue
            current = values.setdefault(field, [])
            current.append(rest)
            if rest and field in _ONE_LINE:
                current = loose
        elif _RIGHTS.match(line.strip()):
            values.setdefault("rights", []).append(line.strip())
        else:
            name = layout.known.get(line.strip().casefold()) if line.strip() else None
            if name == "text" and "text" not in values and values:
                current = values.setdefault("text", [])  # its label has no colon
                continue
            goes_on = line.strip() and not (in_aside and len(line) > _LONGEST_FACT)
            if current is not loose and "text" not in values and values and not goes_on:
                current = loose
            current.append(line)

    def one(field: str) -> str:
        return " ".join(" ".join(values.get(field, ())).split())

    if layout is _WISO:
        _take_source(loose, values)
    title, body = _loose(loose)
    if one("title") and "text" not in values and not _is_same(title, one("title")):
        body = "\n".join(loose)  # the headline is not repeated above the text
    text = "\n".join(values["text"]) if "text" in values else body
    if layout is _GALE:
        text = _CITATION.sub("", text)
    if layout is _EBSCO:
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
    return Draft(
        title=one("title").rstrip(".") if one("title") else title,
        text=text,
        date=dates.parse(one("date"), layout.order) or when,
        outlet=one("outlet") or outlet,
        byline=without_by(one("byline")).rstrip("."),
        url=next(iter(re.findall(r"https?://\S+", one("url"))), "")
        or next((line.strip() for line in loose if re.fullmatch(r"\s*https?://\S+\s*", line)), ""),
        lang=code(one("lang")),
        topics=tuple(topic.strip("* ") for topic in re.split(r";|\s\|\s", one("topics"))),
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


def _take_source(lines: list[str], values: dict[str, list[str]]) -> None:
    """Take the line that says where an article stood out of its text: `Ostby Post vom 04.03.2021, Nr. 53, S. 3`."""
    at = next((i for i, line in enumerate(lines[:12]) if _SOURCE.match(line.strip())), None)
    if at is not None:
        if not re.search(r"\d{4}", " ".join(values.get("info", ()))):  # a source that only names the newspaper
            values.setdefault("outlet", values.pop("info", []))
        values.setdefault("info", [lines[at].strip()])
        del lines[at]


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


def source_facts(line: str, order: Order = "") -> tuple[str, str, str]:
    """The outlet, date and page of a line that says where an article stood: `Ostby Post vom 04.03.2021, Seite 3`."""
    if not line:
        return "", "", ""
    page = match[1] if (match := re.search(r"(?:Seite|\bS\.|\bp\.?|\bpg\.?)\s*([A-Z]?\d[\w-]*)", line)) else ""
    outlet = re.split(r"\s*(?:;|\[|\bvom\b|\bNr\.|,|\. (?=\(?\d|\(?[A-Z][a-z]{2,8}\.? ?\d))", line, maxsplit=1)[
        0
    ].strip(" .")
    rest = line[len(outlet) :]
    rest = rest[: match.start() - len(outlet)] if match and match.start() > len(outlet) else rest
    when = ""
    for piece in re.findall(
        r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}\s+\w{3,9}\.?\s+\d{4}|\w{3,9}\.?\s+\d{1,2},\s+\d{4}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}",
        rest,
    ):
        when = when or dates.parse(piece, order)
    return outlet, when, page
