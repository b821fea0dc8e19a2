"""RSS 0.9 to 2.0, RDF and Atom feeds, and Blogger's exports, through feedparser: an article an entry."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from ....lazy_pattern import lazy_pattern
from ...dates import dates, relative_dates
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...evidence import is_collecting, note
from ...fields.field_names import squash
from ...fields.xml_records import Broken, body, find, records
from ...fields.xml_records import text as xml_text
from ...findings import Findings
from ...text import encodings
from ...text.languages import code
from ...text.markup import plain

_MAX = 8 * MAX_TEXT
_PROLOGUE = lazy_pattern(r"\A(?:\s|\ufeff|<\?.*?\?>|<!--.*?-->)*", re.S)
_DOCTYPE = lazy_pattern(r"\A\s*<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.S | re.I)
_ENTRY = lazy_pattern(r"\s*<entry\b[^>]*www\.w3\.org/2005/Atom")
"""How an entry begins that is a document of its own."""
_WRAPPED = lazy_pattern(r"<feed\s[^>]*www\.w3\.org/2005/Atom|<rss\s[^>]*version=")
_BARE = lazy_pattern(r"&(?!#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};)")
_ROOT = lazy_pattern(r"\s*<([\w:.-]+)")
_END = 4096
"""Characters at the end of a feed in which its outermost element is closed."""
_KIND = "http://schemas.google.com/blogger/2008/kind#"
_ALERT = lazy_pattern(r"Google[ -]Alert|Alerte Google|Alerta de Google", re.I)
_APPEARED = lazy_pattern(
    r"(?:The post .+ (?:first )?appeared (?:first )?on|L[’']article .+ est apparu en premier sur"
    r"|(?:La entrada|El cargo) .+ (?:se publicó|apareció|aparece) primero en|Der Beitrag .+ erschien zuerst auf"
    r"|L[’']articolo .+ (?:proviene da|sembra essere il primo su)|O (?:post|conteúdo) .+ apareceu? primeiro em"
    r"|Het bericht .+ verscheen eerst op|Artykuł .+ pochodzi z serwisu|Сообщение .+ появились сначала на"
    r"|Inlägget .+ dök först upp på|Indlægget .+ blev først udgivet på|Innlegget .+ dukket først opp på"
    r"|Articolul .+ apare prima dată în|ظهرت المقالة .+ أولاً على) .+\.|.+ yazısı ilk önce .+ üzerinde ortaya çıktı\."
    r"|投稿 .+ は .+ に最初に表示されました。"
)
"""The line that WordPress puts below an entry."""
_LONGEST_NOTICE = 450
_MARKS = 8
"""Spaces and signs between a headline and an outlet."""
_OWN_TEXT = lazy_pattern(r"(?:\A|_)(?:full-?_?text|content|body|text)\Z", re.I)
"""How feedparser calls elements with the whole text that only some publishers have: `yandex_full-text`."""
_EMPTY = "feeds without entries"

Entry = Mapping[str, Any]


def looks_like(text: str) -> bool:
    """Whether a feed begins within the first lines, though another element stands around it."""
    return _WRAPPED.search(text[:2000]) is not None


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the entries of a feed.

    Raises:
        Unreadable: it is too long.
    """
    import feedparser  # 0.1 s to import, and most corpora have no feed

    data = given.stream.read(_MAX + 1)
    if len(data) > _MAX:
        raise Unreadable(f"a feed longer than {_MAX >> 20} MB")
    # Decoded here, as all other files are; a document type is dropped with the entities that it may define.
    text = _PROLOGUE.sub("", encodings.decode(data, encodings.declared(data)))
    text = _DOCTYPE.sub("", text, count=1)
    if _ENTRY.match(text):
        text = f'<feed xmlns="http://www.w3.org/2005/Atom">{text}</feed>'
    encoded = _with_whole_references(text).encode("utf-8", "replace")
    try:
        parsed = cast(
            "Any",
            feedparser.parse(
                BytesIO(encoded),
                response_headers={"content-type": "application/xml; charset=utf-8"},
                sanitize_html=False,
                resolve_relative_uris=False,
            ),
        )
    except Exception:  # feedparser raises anything on damaged feeds, from TypeError to RecursionError
        yield from _entries(given.part(encoded, given.name))
        return
    others = number = 0
    for entry in cast("list[Entry]", parsed.entries):
        number += 1
        kind = next((tag["term"] for tag in entry.get("tags", ()) if str(tag.get("term") or "").startswith(_KIND)), "")
        if (kind and kind != f"{_KIND}post") or _is_aside(entry):
            others += 1
            continue
        draft = _draft(entry, cast("Entry", parsed.feed), number, given.findings)
        if draft.title or draft.text:
            yield draft
        else:
            yield Flaw(number, "no text: the title and the body are empty")
    if others:
        yield Aside("comments and settings of a blog", others)
    if parsed.bozo and _is_cut(text):
        yield Flaw(
            number + 1, "the file ends within the feed: its last entry may lack its end, and others may be missing"
        )
    elif not number:
        yield Aside(_EMPTY)


def _is_cut(text: str) -> bool:
    """Whether a feed ends before the element that stands around it does."""
    root = _ROOT.match(text)
    closed = () if root is None else (f"</{root[1]}", "</channel")[: 1 + (root[1] == "rss")]
    return root is not None and not any(tag in text[-_END:] for tag in closed)


def _with_whole_references(text: str) -> str:
    """A feed whose bare ampersands are written as XML wants them: feedparser would make `R&D;` of `R&D`."""
    pieces = text.split("<![CDATA[")
    for number, piece in enumerate(pieces):
        inside, mark, outside = piece.partition("]]>") if number else ("", "", piece)
        if "&" in outside:
            pieces[number] = f"{inside}{mark}{_BARE.sub('&amp;', outside)}"
    return "<![CDATA[".join(pieces)


def _entries(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the entries of a feed that feedparser gives up, by their elements alone."""
    number = 0
    for element in records(given, {"item", "entry"}):
        number += 1
        if isinstance(element, Broken):
            yield Flaw(number, element.reason)
            continue
        bodies = [
            found for name in ("encoded", "content", "description", "summary") if (found := body(find(element, name)))
        ]
        link = element.find("link")
        url = link_text if (link_text := xml_text(link)) else str(link.get("href") or "") if link is not None else ""
        yield Draft(
            title=plain(xml_text(element, "title")),
            text=plain(max(bodies, key=len, default="")),
            date=next(
                (
                    d
                    for name in ("pubDate", "published", "date", "updated")
                    if (d := dates.parse(xml_text(element, name)))
                ),
                "",
            ),
            byline=xml_text(element, "author/name", "creator", "author"),
            url=url,
            key=xml_text(element, "guid", "id") or url,
            number=number,
        )
    if not number:
        yield Aside(_EMPTY)


_NOTED = ("title", "summary", "link", "author", "id", "rights")


def _note(entry: Entry, feed: Entry) -> None:
    """Note where the values of an entry stand, under the names that feedparser gives elements of every kind of feed."""
    for part in entry.get("content", ()):
        note("entry element", "content", plain(str(part.get("value") or "")))
    for name in (*_NOTED, "published" if entry.get("published") else "updated"):
        note("entry element", name, plain(str(entry.get(name) or "")))
    for tag in entry.get("tags", ()):
        note("entry element", "category", str(tag.get("label") or tag.get("term") or ""))
    note("feed element", "title", plain(str(feed.get("title") or "")))
    note("feed element", "language", str(feed.get("language") or ""))


def _draft(entry: Entry, feed: Entry, number: int, findings: Findings) -> Draft:
    if is_collecting():
        _note(entry, feed)
    source = cast("Entry", entry.get("source") or {})
    url = _unwrapped(str(entry.get("link") or ""))
    texts = [str(part.get("value") or "") for part in entry.get("content", ())] + [str(entry.get("summary") or "")]
    texts += [value for name, value in entry.items() if isinstance(value, str) and _OWN_TEXT.search(name)]
    outlet = str(source.get("title") or entry.get("news_source") or feed.get("title") or "")
    title = plain(str(entry.get("title") or ""))
    named = str(source.get("title") or "")
    if named and title.endswith(f" - {named}"):
        title = title[: -len(named) - 3]  # as news aggregators write it
    text = _without_notice(plain(max(texts, key=len)))
    if title and len(text) <= len(title) + len(named) + _MARKS and squash(text) == squash(title + named):
        text = ""  # the headline and the outlet again, as links
    return Draft(
        title=title,
        text=text,
        date=_date(entry) or _counted_back(entry, feed, findings),
        outlet="" if _ALERT.match(outlet) else plain(outlet),
        byline=_byline(entry),
        url=url,
        lang=code(str(next((part.get("language") or "" for part in entry.get("content", ())), "")))
        or code(str(feed.get("language") or "")),
        topics=tuple(
            term for tag in entry.get("tags", ()) if (term := str(tag.get("label") or tag.get("term") or ""))
            and not term.startswith("http") and len(term) <= 100
        ),
        key=str(entry.get("id") or "") or url,
        number=number,
        wrapped=False if any("<" in part for part in texts) else None,
        extra=(("rights", str(entry.get("rights") or feed.get("rights") or "")),),
    )  # fmt: skip


def _without_notice(text: str) -> str:
    """The text of an entry without the line that says where it appeared first."""
    above, _, last = text.rstrip().rpartition("\n")
    return above.rstrip() if len(last) < _LONGEST_NOTICE and _APPEARED.fullmatch(last.strip()) else text


def _is_aside(entry: Entry) -> bool:
    """Whether an entry of a Blogger export is a comment, a draft or a setting."""
    kind, state = (str(entry.get(f"blogger_{name}") or "").upper() for name in ("type", "status"))
    return (kind not in ("", "POST", "PAGE")) or state in ("DRAFT", "SOFT_TRASHED", "SCHEDULED", "GHOSTED")


def _date(entry: Entry) -> str:
    for name in ("published", "updated", "created"):
        if found := dates.parse(str(entry.get(name) or "")):
            return found
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        parts = entry.get(name)
        if parts:
            year, month, day, hour, minute, second = parts[:6]
            return dates.parse(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    return ""


def _counted_back(entry: Entry, feed: Entry, findings: Findings) -> str:
    """The day of "3 hours ago" in a feed that says when it was written."""
    written = _date(feed)
    found = (relative_dates.counted_back(str(entry.get(name) or ""), written) for name in ("published", "updated"))
    day = next(filter(None, found), "") if written else ""
    findings.counted_back += bool(day)
    return day


def _byline(entry: Entry) -> str:
    names = [str(author.get("name") or "") for author in entry.get("authors", ())]
    return ", ".join(dict.fromkeys(name for name in names if name)) or str(entry.get("author") or "")


def _unwrapped(url: str) -> str:
    """The address behind the one that an alert counts clicks with."""
    parts = urlsplit(url) if "google." in url and "/url?" in url else None
    return next(iter(parse_qs(parts.query).get("url", ())), url) if parts else url
