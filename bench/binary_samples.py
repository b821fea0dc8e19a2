"""Sample files of formats that are packed or binary; see `format_samples`."""

import re
import sqlite3
import struct
import textwrap
import zipfile
from collections.abc import Mapping
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

from newsexplore.bench.compound_file import outlook_message, workbook
from newsexplore.bench.pdf_document import pdf_document
from newsexplore.bench.sample_texts import Articles, html_paragraphs, paragraphs

_LINE = 90
"""Letters of a line of a printed page."""
_LINES = 45


def _package(path: Path, members: Mapping[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)


def bson(folder: Path, articles: Articles) -> None:
    """Write a dump of a document database."""

    def text(name: str, value: str) -> bytes:
        data = value.encode() + b"\0"
        return b"\x02" + name.encode() + b"\0" + struct.pack("<i", len(data)) + data

    members = [text("title", title) + text("text", words) + b"\0" for title, words in articles]
    (folder / "news.bson").write_bytes(b"".join(struct.pack("<i", len(one) + 4) + one for one in members))


def odt(folder: Path, articles: Articles) -> None:
    """Write documents of a word processor, one an article."""
    for number, (title, text) in enumerate(articles):
        body = "".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in paragraphs(text))
        content = (
            '<office:document-content xmlns:office="urn:o" xmlns:text="urn:t"><office:body><office:text>'
            f"<text:h>{escape(title)}</text:h>{body}</office:text></office:body></office:document-content>"
        )
        members = {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<x/>",
            "content.xml": content,
        }
        _package(folder / f"{number}.odt", members)


def epub(folder: Path, articles: Articles) -> None:
    """Write a book of which each article is a chapter."""
    names = [f"c{number}.xhtml" for number in range(len(articles))]
    items = "".join(f'<item id="i{n}" href="{name}"/>' for n, name in enumerate(names))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(names)))
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>',
        "book.opf": f"<package><metadata/><manifest>{items}</manifest><spine>{spine}</spine></package>",
    }
    for name, (title, text) in zip(names, articles, strict=True):
        members[name] = f"<html><body><h1>{escape(title)}</h1>{html_paragraphs(text)}</body></html>"
    _package(folder / "book.epub", members)


def sqlite(folder: Path, articles: Articles) -> None:
    """Write a table of a database."""
    with closing(sqlite3.connect(folder / "news.db")) as database, database:
        database.execute("CREATE TABLE news (title TEXT, body TEXT)")
        database.executemany("INSERT INTO news VALUES (?, ?)", articles)


def parquet(folder: Path, articles: Articles) -> None:
    """Write a table by columns, unless pyarrow is missing."""
    if find_spec("pyarrow") is None:
        return
    import pyarrow
    import pyarrow.parquet

    columns = {"title": [title for title, _ in articles], "text": [text for _, text in articles]}
    pyarrow.parquet.write_table(pyarrow.table(columns), folder / "news.parquet")


def outlook(folder: Path, articles: Articles) -> None:
    """Write messages, one an article, unless olefile is missing."""
    if find_spec("olefile") is None:
        return
    for number, (title, text) in enumerate(articles):
        (folder / f"{number}.msg").write_bytes(outlook_message(title, text))


def xls(folder: Path, articles: Articles) -> None:
    """Write a sheet of a workbook, unless xlrd is missing."""
    if find_spec("xlrd") is not None:
        (folder / "news.xls").write_bytes(workbook([("Title", "Text"), *articles]))


def pdf(folder: Path, articles: Articles) -> None:
    """Write printed pages, one document an article."""
    for number, (title, text) in enumerate(articles):
        wrapped = (line for paragraph in paragraphs(text) for line in (*textwrap.wrap(paragraph, _LINE), ""))
        lines = [re.sub(r"[^\x20-\x7e]|[()\\]", " ", line) for line in (title, *wrapped)]
        pages = [
            [(60, 760 - 15 * at, 10, line) for at, line in enumerate(lines[first : first + _LINES])]
            for first in range(0, len(lines), _LINES)
        ]
        (folder / f"{number}.pdf").write_bytes(pdf_document(pages))
