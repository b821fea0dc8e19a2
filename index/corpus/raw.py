"""What an article was read from, as it is: the bytes of its file or archive member, from the record on."""

import json
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from ..config.configuration import CorpusConfig
from ..lazy_pattern import lazy_pattern
from ..model import Article, Skip
from ..protocol.answers import RawSource
from .archives.archives import DAMAGE, Leaf, leaves, why
from .archives.streams import Meter, buffered
from .draft import Place
from .reader_registry import Format, detect
from .text import encodings

PART = 256 * 1024
"""Bytes shown at a time."""
_CHUNK = 1024 * 1024
_NEAR = 64 * 1024
"""Bytes before a record's own words in which its beginning is looked for."""
_LONGEST = 1024
"""Bytes of the longest sign, blanks and all."""
_HELD = 1000
"""Records of whose signs the count is kept."""
_RUNS = 8
"""Pieces of an article's text that its record is known by."""
_RUN = lazy_pattern(r"[^\W_][\w ,]{6,60}[^\W_]")
_OBJECT = lazy_pattern(rb"[\[,\n][ \t]*\{")
_CELL = lazy_pattern(rb'"[^"]*(?:"|\Z)|\n')
_GAP = rb"(?:\s|\\[nrt]|&nbsp;|<[Bb][Rr] ?/?>)+"


class RawError(Exception):
    """The source cannot be shown; the message is for the user."""


def excerpt(article: Article, corpus: CorpusConfig, check: Callable[[], None]) -> tuple[int, bytes]:
    """Return the bytes that an article's record begins with, at most `PART`, and the offset of the first.

    The offset is 0 if the record's place in its file or member is not found.

    Raises:
        RawError: the file is gone or can no longer be read.
    """
    with _leaf(article, corpus, check) as leaf:
        record = article.locator[len(leaf.place.locator) + 1 :]
        start = (_record(leaf, article, corpus, record, check) if record else 0) or 0
    with _leaf(article, corpus, check) as leaf:
        try:
            _skip(leaf.stream, start, check)
            return start, leaf.stream.read(PART)
        except DAMAGE as error:
            raise RawError(f"{leaf.place.locator}: {why(error)}") from None


def part(article: Article, corpus: CorpusConfig, start: int | None, check: Callable[[], None]) -> RawSource:
    """A piece of what an article was read from.

    Args:
        article: the article.
        corpus: the corpus it belongs to.
        start: the byte to begin at; None for the beginning of the article's record.
        check: called now and then; what it raises ends the work.

    Raises:
        RawError: the file is gone or can no longer be read.
    """
    found = start is not None
    if start is None:
        record = ""
        with _leaf(article, corpus, check) as leaf:
            record = article.locator[len(leaf.place.locator) + 1 :]
            at = _record(leaf, article, corpus, record, check) if record else 0
        found = at is not None
        start = at or 0
    with _leaf(article, corpus, check) as leaf:
        form = detect(leaf.head, leaf.name, corpus.format, leaf.package)
        if isinstance(form, Format) and form.opaque:
            raise RawError(f"{leaf.place.locator} is no text ({form.name}): open the file in a program for it")
        encoding = encodings.detect(leaf.head, encodings.declared(leaf.head))
        size = _size(article) if isinstance(leaf.stream.raw, Meter) else 0
        try:
            _skip(leaf.stream, start, check)
            data = leaf.stream.read(PART + 1)
        except DAMAGE as error:
            raise RawError(f"{leaf.place.locator}: {why(error)}") from None
        more = len(data) > PART
        data = data[:PART]
        if more:
            data = data[: _whole(data, encoding)]
        return RawSource(
            leaf.place.locator,
            form.name if isinstance(form, Format) else form.reason,
            _decoded(data, encoding, start),
            start,
            start + len(data),
            size or (0 if more else start + len(data)),
            found,
        )


@contextmanager
def _leaf(article: Article, corpus: CorpusConfig, check: Callable[[], None]) -> Generator[Leaf]:
    """The file or archive member that an article was read from, ready to be read."""
    try:
        with Path(article.source).open("rb", buffering=0) as file:
            meter = Meter(cast("BinaryIO", file))
            for leaf in leaves(buffered(meter), meter, Place(corpus, article.source)):
                check()
                locator = leaf.place.locator if isinstance(leaf, Leaf) else leaf.locator
                if article.locator != locator and not article.locator.startswith(f"{locator}#"):
                    continue
                if not isinstance(leaf, Leaf):
                    raise RawError(f"{locator}: {leaf.kind if isinstance(leaf, Skip) else leaf.reason}")
                yield leaf
                return
    except OSError as error:
        raise RawError(f"{article.source} cannot be read any more: {why(error)}") from None
    raise RawError(f"{article.locator} is no longer in {article.source}")


def _size(article: Article) -> int:
    try:
        return Path(article.source).stat().st_size
    except OSError:
        return 0


def _skip(stream: BufferedReader, count: int, check: Callable[[], None]) -> None:
    if isinstance(stream.raw, Meter):
        stream.seek(count)
        return
    while count > 0 and (data := stream.read(min(count, _CHUNK))):
        count -= len(data)
        check()


def _whole(data: bytes, encoding: str) -> int:
    """Where to end a piece that goes on: behind its last line, or else between two characters."""
    if not encoding.startswith(("utf-16", "utf-32")):
        line = data.rfind(b"\n", len(data) - _NEAR)
        if line >= 0:
            return line + 1
        end = len(data)
        while end > len(data) - 4 and data[end - 1] & 0xC0 == 0x80:
            end -= 1
        return end - 1 if end and data[end - 1] >= 0xC0 else len(data)
    return len(data) & ~3


def _decoded(data: bytes, encoding: str, start: int) -> str:
    if start and encoding in ("utf-16", "utf-32"):
        encoding += "-le"  # its mark stands at the beginning only
    return data.decode(encoding, "replace").lstrip("\ufeff").replace("\r\n", "\n")


# Where a record begins


def _record(leaf: Leaf, article: Article, corpus: CorpusConfig, record: str, check: Callable[[], None]) -> int | None:
    """The byte at which an article's record begins; None when nothing of it was found."""
    form = detect(leaf.head, leaf.name, corpus.format, leaf.package)
    name = form.name if isinstance(form, Format) else form.reason
    encoding = encodings.detect(leaf.head, encodings.declared(leaf.head))
    pattern, wanted = _signs(article, name, record, encoding)
    if pattern is None:
        return None
    met: dict[int, set[int]] = {}
    best: tuple[int, int] = 0, 0
    try:
        for sign, begins in _seen(leaf.stream, pattern, name, check):
            signs = met.setdefault(begins, set())
            signs.add(sign)
            if len(signs) > best[0]:
                best = len(signs), begins
            if len(signs) == wanted:
                break
            if len(met) > _HELD:
                del met[next(iter(met))]
    except DAMAGE as error:
        raise RawError(f"{leaf.place.locator}: {why(error)}") from None
    return best[1] if best[0] else None


def _signs(article: Article, form: str, record: str, encoding: str) -> tuple[re.Pattern[bytes] | None, int]:
    """What an article's record is known by, each sign a group of one pattern, and how many signs there are."""
    if form == "reuters":
        return re.compile(rb"""(NEWID="?%s\b)""" % re.escape(record.encode())), 1
    body = article.text[article.body :]
    runs = sorted({run.group() for run in _RUN.finditer(body[:20_000])}, key=len, reverse=True)[:_RUNS]
    runs += [run.group() for run in _RUN.finditer(article.title)][:2]
    signs = [_sign(run, encoding) for run in dict.fromkeys(runs)]
    if len(record) > 3 and not record.isdigit():
        signs.append(_sign(record, encoding))
    if not signs:
        return None, 0
    return re.compile(b"|".join(b"(%s)" % sign for sign in signs)), len(signs)


def _sign(run: str, encoding: str) -> bytes:
    """A pattern for words as they may stand in a source, with any blanks between them."""
    codec = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}.get(encoding, encoding)
    if codec.startswith(("utf-16", "utf-32")):
        return re.escape(run.encode(codec, "replace"))
    words: list[bytes] = []
    for word in run.split():
        plain = re.escape(word.encode(codec, "replace"))
        escaped = re.escape(json.dumps(word)[1:-1].encode())
        words.append(plain if plain == escaped else b"(?:%s|%s)" % (plain, escaped))
    return _GAP.join(words)


def _seen(
    stream: BufferedReader, pattern: re.Pattern[bytes], form: str, check: Callable[[], None]
) -> Iterator[tuple[int, int]]:
    """Yield each sign met: its number, and the byte at which the record around it seems to begin."""
    held, first = b"", 0
    done = row = 0
    while data := stream.read(_CHUNK):
        check()
        held += data
        for found in pattern.finditer(held, max(0, done - first)):
            if found.end() > len(held) - _LONGEST and len(data) == _CHUNK:
                break  # it is met again with what follows
            done = first + found.end()
            if form == "table":
                row = begins = first + _row(held, max(0, row - first), found.start())
            else:
                begins = first + _begins(held, found.start(), form)
            yield found.lastindex or 0, begins
        done = max(done, first + len(held) - _LONGEST)
        cut = max(0, len(held) - _NEAR)
        held, first = held[cut:], first + cut


def _begins(data: bytes, at: int, form: str) -> int:
    """Where the record that holds a byte begins, as far as its format shows it nearby."""
    low = max(0, at - _NEAR)
    if form == "reuters":
        return max(data.rfind(b"<REUTERS", low, at), low)
    if form == "json":
        objects = list(_OBJECT.finditer(data, low, at))
        if objects:
            return objects[-1].end() - 1
    return max(data.rfind(b"\n", low, at) + 1, low)


def _row(data: bytes, start: int, at: int) -> int:
    """Where the row of a table that holds a byte begins, if `start` is the beginning of a row: cells may hold lines."""
    for token in _CELL.finditer(data, start, at):
        if token.group() == b"\n":
            start = token.end()
    return start
