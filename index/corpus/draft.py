"""What a reader hands over for one record, and how that becomes an article."""

import re
from collections.abc import Callable, Iterator
from io import BufferedReader, BytesIO
from typing import Literal, cast

from msgspec import Struct, field, structs

from ..config.configuration import CorpusConfig
from ..lazy_pattern import lazy_pattern
from ..model import Article, Reject, Tail
from ..titles import supplied_title
from . import identity
from .dates import dates
from .dates.datelines import dateline
from .findings import Findings
from .text import language_detection
from .text.layout import paragraphs
from .text.mojibake import mended
from .text.normalise import normalise, one_line

MAX_TEXT = 16 * 1024 * 1024
"""Bytes of one record or one-article file: ten times the longest novel; beyond it stands no news item."""


HEAD = 64 * 1024
"""Bytes at the beginning of a file that tell what it is."""

EXTRA = ("section", "page", "edition", "rights", "keywords", "version", "correction", "embargo", "extent")
"""Names of the fields that are kept beside an article's own, where a format has them."""
_LONGEST_EXTRA = 2000
"""Characters of such a field: some agencies print their whole terms of use as rights."""


class Unreadable(Exception):  # noqa: N818 - it is no error of the program
    """A whole file cannot be read; the message is the reason that the user sees."""


class Input(Struct, frozen=True):
    """What a reader reads: one file, unpacked."""

    stream: BufferedReader
    head: bytes
    """The first bytes, still to be read from the stream as well."""
    name: str
    """File or member name, without the suffixes of compression."""
    corpus: CorpusConfig
    path: str = ""
    """Path of the file on disk, "" for most members of archives: what lies beside it may belong to it."""
    findings: Findings = field(default_factory=Findings)
    """What the file as a whole tells about its records."""
    fetched: str = ""
    """When the page in it was fetched or saved, ISO; "" if that is unknown. It is never the date of an article."""
    disk_path: str = ""
    """Path of the file on disk if its bytes are these, "" for a member of an archive and for what was compressed."""
    is_copy: bool = False
    """Whether `path` is a temporary copy of an archive's member, as what lies beside it is, too."""

    def end(self, records: int, seam: Literal["line", "message", "archive"], *, whole: bool = False) -> None:
        """Note that all records were whole: those that are added to the file later can be read alone.

        Not of what was decompressed, which says nothing of where its file ends, but for web archives, whose records are
        compressed one by one, and for gzip, to which another member is added, if the last line is `whole`. Nor of a
        file so short that more of it would tell more of its encoding and columns.
        """
        long = len(self.head) >= HEAD
        if self.findings.unsettled:
            return
        if seam == "archive":
            self.findings.tail = Tail(records, seam) if self.path else None
        elif self.disk_path and long:
            self.findings.tail = Tail(records, seam)
        elif self.path.lower().endswith(".gz") and long and whole:
            self.findings.tail = Tail(records, "member")

    @staticmethod
    def of_bytes(data: bytes, name: str) -> "Input":
        """A whole file that belongs to another one, of which nothing is configured."""
        return Input(cast("BufferedReader", BytesIO(data)), data[: 64 * 1024], name, CorpusConfig(name="", paths=()))

    def part(self, data: bytes, name: str) -> "Input":
        """A part of this file as an input of its own: a message's page, a document's text."""
        stream = cast("BufferedReader", BufferedReader(BytesIO(data), min(len(data), 256 * 1024) or 1))
        return Input(stream, data[: 64 * 1024], name, self.corpus, findings=self.findings, fetched=self.fetched)


class Draft(Struct, frozen=True):
    """One record as its source has it: nothing is normalised yet."""

    title: str = ""
    text: str = ""
    date: str = ""
    """ISO, already parsed."""
    outlet: str = ""
    byline: str = ""
    url: str = ""
    lang: str = ""
    topics: tuple[str, ...] = ()
    key: str = ""
    """The record's own id."""
    number: int = 0
    """Its place in the file, from 1; 0 for a file that is one article."""
    wrapped: bool | None = None
    """Whether lines are hard-wrapped; None when the format does not say."""
    kept: bool = False
    """Whether it is an article even if it is empty: a collection with fixed numbers counts those too."""
    extra: tuple[tuple[str, str], ...] = ()
    """Further fields under names of `EXTRA`; empty values and repeated pairs are dropped."""


class Flaw(Struct, frozen=True):
    """A record that cannot be read."""

    number: int
    reason: str


class Aside(Struct, frozen=True):
    """Records of a file that are no news and left out: images of a web archive, attachments of a message."""

    kind: str
    """What they are, in the plural."""
    count: int = 1


Reader = Callable[[Input], Iterator[Draft | Flaw | Aside]]


class Place(Struct, frozen=True):
    """Where a file stands: what locators are made of."""

    corpus: CorpusConfig
    path: str
    member: str = ""
    """Path within an archive; archives in archives joined by `!`."""

    @property
    def locator(self) -> str:
        """`path`, or `path!member`."""
        return f"{self.path}!{self.member}" if self.member else self.path

    def record(self, number: int, key: str = "") -> str:
        """Locator of the nth or named record."""
        name = key if key and len(key) <= 200 else str(number)
        return f"{self.locator}#{one_line(name)}" if number else self.locator


class Assembler:
    """Makes the articles of one file from its drafts: normalises, identifies, names what is missing."""

    def __init__(self, place: Place):
        self._place = place

    def assemble(self, draft: Draft) -> Article | Reject:
        """The article of a draft; a reject if nothing is left to read in it."""
        place = self._place
        title, body, outlet, byline, *topics = mended(
            draft.title, draft.text, draft.outlet, draft.byline, *draft.topics
        )
        title = one_line(title)
        body = _without_title(paragraphs(normalise(body), draft.wrapped), title)
        if not title and not body and not draft.kept:
            return Reject(place.record(draft.number, draft.key), "no text: the title and the body are empty")
        text = f"{title}\n\n{body}" if title and body else title or body
        url = _ARCHIVED.sub("", one_line(draft.url))
        outlet = one_line(outlet) or place.corpus.outlet or _host(url)
        lang = draft.lang or place.corpus.lang or language_detection.detect(body or title)
        byline, date = one_line(byline), draft.date
        if not date and (found := dateline(body)):
            date = found.iso
        if not date and not draft.number:
            date = dates.in_name(place.locator[-400:])
        topics = tuple(dict.fromkeys(topic for topic in map(one_line, topics) if topic))
        named = ((name, one_line(value)[:_LONGEST_EXTRA]) for name, value in draft.extra)
        extra = tuple(dict.fromkeys(pair for pair in named if pair[1]))
        further = [part for pair in extra for part in pair]
        article = Article(
            id="",
            title=title,
            text=text,
            body=len(text) - len(body) if title else 0,
            locator=place.record(draft.number, draft.key),
            digest=identity.digest(title, text, date, outlet, byline, url, lang, *topics, *further),
            date=date,
            outlet=outlet,
            byline=byline,
            url=url,
            lang=lang,
            topics=topics,
            corpus=place.corpus.name,
            source=place.path,
            key=one_line(draft.key),
            extra=extra,
        )
        id = identity.candidates(article)[0]
        supplied = "" if title else supplied_title(text)
        return structs.replace(article, id=id, title=title or supplied, title_derived=bool(supplied))


_HOST = lazy_pattern(r"https?://(?:www\d?\.)?([^/\s:?#@]+)", re.I)


_ARCHIVED = lazy_pattern(r"\Ahttps?://web\.archive\.org/web/\d+(?:[a-z]{2}_)?/(?=https?://)")
"""What the Wayback Machine puts before an address."""


def _host(url: str) -> str:
    """The site that an address is on, for an article that names no outlet."""
    match = _HOST.match(url)
    return match[1].lower() if match else ""


_QUIET = lazy_pattern(r"[\W_]+")


def _without_title(body: str, title: str) -> str:
    """The body without its first line where that repeats the headline."""
    if not title or not body[: len(title) + 8].strip():
        return body
    first, _, rest = body.partition("\n")
    if len(first) > len(title) + 8 or _QUIET.sub("", first).casefold() != _QUIET.sub("", title).casefold():
        return body
    return rest.lstrip("\n")
