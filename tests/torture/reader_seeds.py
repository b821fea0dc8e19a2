"""Small files of every format that is read, to be damaged."""

import importlib.util
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from newsexplore.index.corpus.reader_registry import detect
from newsexplore.index.corpus.unread_formats import Foreign

from ..index.corpus.readers.test_documents import package
from ..index.corpus.test_damage import SEEDS

_ROOT = Path(__file__).resolve().parents[2]
_SHARED = _ROOT.parent / "shared"
_LARGEST = 3_000
_FILES = 6
"""Files of each format in the shared folders."""
_ARTICLES = [
    ("Storm closes the harbour", "Nobody was hurt, the port authority said.\n\nThe ferry was towed to the pier."),
    ("Two schools close", "“We had not been asked,” said Ann Lee, a parent, on 4 March 2021."),
]
_HURT = "Nobody was hurt."
_PAGE = "<head><title>Storm</title></head><body><article><h1>Storm</h1>{}</article></body></html>".format(
    "<p>Nobody was hurt when the storm closed the harbour, the port authority said on Monday.</p>" * 3
)
_REUTERS = f"""<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS NEWID="1"><DATE>26-FEB-1987 15:01:01.79</DATE><TOPICS><D>grain</D></TOPICS><TEXT>&#2;
<TITLE>STORM</TITLE><DATELINE> OSTBY, Feb 26 - </DATELINE><BODY>{_HURT}&#3;</BODY></TEXT></REUTERS>
"""
_FACTIVA = f"""<PPSArticleResponse><article><headline><paragraph>Storm</paragraph></headline>
<leadParagraph><paragraph>{_HURT}</paragraph></leadParagraph>
<publicationDate><date>2021-03-04</date></publicationDate></article></PPSArticleResponse>"""
_WORDPRESS = f"""<rss xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Lantern</title>
<wp:wxr_version>1.2</wp:wxr_version><item><title>Storm</title><content:encoded><![CDATA[<p>{_HURT}</p>]]>
</content:encoded><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>
<wp:post_date>2021-03-04 10:15:00</wp:post_date></item></channel></rss>"""
_EXPORT = f"""<html><head><title>Factiva</title></head><body><div class='article enArticle'>
<p><span class='enHeadline'>Storm</span></p><p>41 words</p><p>4 March 2021</p><p>The Lantern</p><p>{_HURT}</p></div>
</body></html>"""
_SAVED = f"""<!DOCTYPE html> <html><!--
 Page saved with SingleFile
 url: https://lantern.example/1
 saved date: Thu Mar 04 2021 -->{_PAGE}"""
_GUARDIAN = f"""{{"response": {{"status": "ok", "results": [{{"id": "uk/1", "type": "article", "sectionId": "uk",
"webTitle": "Storm", "webPublicationDate": "2021-03-04T10:00:00Z",
"fields": {{"bodyText": "{_HURT}", "byline": "Ann Lee"}}}}]}}}}"""
_LINES = "".join(
    f"__label__{kind} The dam is safe, the minister said. Nobody was hurt. It rained {n} days. The town was empty.\n"
    for n, kind in enumerate(("world", "sport", "world", "money"))
)
_JSONL = """{"title": "Storm", "text": "Nobody was hurt."}
{"title": "Rain", "text": "It fell.", "date": "2021-03-04"}
"""
_JSON = '{"articles": [{"headline": "Storm", "body": "Nobody was hurt.", "published": "2021-03-04T10:00:00Z"}]}'
_TABLE = 'title,text,date\nStorm,"Nobody was ""hurt""",2021-03-04\nRain,"It fell,\nand fell",2021-03-05\n'
_XML = f"""<articles><article><title>Storm</title><date>2021-03-04</date><text>{_HURT}</text></article>
<article><title>Rain</title><text>It fell.</text></article></articles>"""
_MARKDOWN = """---
title: Storm
date: 2021-03-04
tags: [sea, wind]
---

# Storm

Nobody was *hurt*, [they](http://lantern.example) said.
"""
_TEXT = 'Storm\nBy Ann Lee\n4 March 2021\n\n"Nobody was hurt," the port authority said.\n\nThe ferry was towed.\n'
_REVIEW = "\n\n".join(
    f"Storm closes pier {n}\nThe Lantern, 4 March 2021, page {n}\n\n"
    "Nobody was hurt when the storm closed the harbour, the port authority said on Monday night. "
    f"Pier {n} stays closed for {n} weeks."
    for n in (2, 3)
)
_ROWS = "".join(
    f'<row><c r="A{row}" t="inlineStr"><is><t>{title}</t></is></c>'
    f'<c r="B{row}" t="inlineStr"><is><t>{text}</t></is></c></row>'
    for row, (title, text) in enumerate([("title", "text"), *_ARTICLES], 1)
)
_XLSX = {
    "[Content_Types].xml": "<x/>",
    "xl/workbook.xml": "<x/>",
    "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{_ROWS}</sheetData></worksheet>",
}
_MORE = {
    "a.sgm": _REUTERS,
    "factiva.xml": _FACTIVA,
    "wordpress.xml": _WORDPRESS,
    "export.html": _EXPORT,
    "saved.html": _SAVED,
    "a.html": f"<html>{_PAGE}",
    "guardian.json": _GUARDIAN,
    "a.jsonl": _JSONL,
    "a.json": _JSON,
    "a.csv": _TABLE,
    "a.xml": _XML,
    "a.md": _MARKDOWN,
    "a.txt": _TEXT,
    "train.txt": _LINES,
    "review.txt": _REVIEW,
}
"""Of the formats that no other seed is in."""


@cache
def seeds() -> dict[str, list[tuple[str, bytes]]]:
    """Return names and contents of small files, by format."""
    found: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
    for name, data in (*SEEDS.items(), *_more(), *_samples(), *_shared()):
        form = _format(name, data)
        if len(found[form]) < _FILES:
            found[form].append((name, data))
    return found


def _more() -> Iterator[tuple[str, bytes]]:
    yield "a.xlsx", package(_XLSX)
    for name, text in _MORE.items():
        yield name, text.encode()


def _format(name: str, data: bytes) -> str:
    package = name[-4:] if data.startswith(b"PK\3\4") else ""
    form = detect(data[:4096], name, package=package.lstrip("."))
    return "" if isinstance(form, Foreign) else form.name


def _samples() -> Iterator[tuple[str, bytes]]:
    """Yield the samples that readers are timed with."""
    samples = _module("format_samples")
    with tempfile.TemporaryDirectory() as name:
        samples.write(Path(name), _ARTICLES)
        for path in sorted(Path(name).rglob("*")):
            if path.is_file():
                yield path.name, path.read_bytes()


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, _ROOT / "bench" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _shared() -> Iterator[tuple[str, bytes]]:
    """Yield small files of real corpora, if they are there."""
    for folder in (*sorted((_SHARED / "corpora").glob("*")), _SHARED / "cases"):
        small = [path for path in sorted(folder.rglob("*")) if path.is_file() and 0 < path.stat().st_size < _LARGEST]
        for path in small[:300]:
            if path.name != "SOURCE.md" and ".expect" not in path.name:
                yield path.name, path.read_bytes()
