"""Damaged and hostile files of every format: articles or rejects, never an exception, and no reader that fails."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .readers.test_collections import ALTO, METS, TEI
from .readers.test_documents import ODT, package
from .readers.test_exports import CLASSIC, UNI, docx
from .readers.test_feed_entries import ATOM, RSS
from .readers.test_mail import ONE
from .readers.test_news_apis import SHAPES
from .readers.test_newsml import ITEM as NEWSML
from .readers.test_newsml_g2 import DATA, ITEM
from .readers.test_nitf import ITEM as NITF
from .readers.test_pdf import page, pdf
from .readers.test_trec import GIGAWORD, TREC
from .readers.test_web_archive import CRAWL
from .readers.test_wire import ANPA, IPTC
from .support import Read

SEEDS: dict[str, bytes] = {
    "nitf.xml": NITF.encode(), "newsml.xml": f"<NewsML>{NEWSML}</NewsML>".encode(), "alto.xml": ALTO.encode(),
    "g2.xml": ITEM.format(kind="text", status="usable", content=DATA).encode(), "mets.xml": METS.encode(),
    "tei.xml": TEI.format("<p>Storm</p>").encode(), "trec.txt": (GIGAWORD + TREC).encode(), "iptc.txt": IPTC,
    "anpa.tst": ANPA, "rss.xml": RSS.encode(), "atom.xml": ATOM.encode(), "mail.eml": ONE,
    "box.mbox": b"From a@x Thu Mar  4 10:15:00 2021\n" + ONE, "nexis.txt": CLASSIC.encode(), "uni.docx": docx(UNI),
    "uni.txt": "\n".join(UNI).encode(), "crawl.warc": b"".join(CRAWL), "guardian.json": str(SHAPES).encode(),
    "a.pdf": pdf(page(1, "Nobody was hurt.")), "a.rtf": rb"{\rtf1\ansi Storm\par Nobody was hurt.}",
    "a.odt": package({"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<x/>",
                      "content.xml": ODT}),
    "a.conllu": b"# newdoc id = a\n1\tStorm\t_\t_\t_\t_\t_\t_\t_\t_\n\n",
    "a.yaml": b"- title: Storm\n  text: Nobody was hurt.\n",
    "wiki.xml": b"<mediawiki><page><title>Storm</title><revision><text>{{date|4 March 2021}} ''Rain''.</text>"
    b"</revision></page></mediawiki>",
    "jats.xml": b"<article><front><article-meta><title-group><article-title>Storm</article-title></title-group>"
    b"</article-meta></front><body><p>Nobody was hurt.</p></body></article>",
    "a.bib": b"@article{a, title = {Storm}, abstract = {Nobody was {\\'e}hurt.}}\n",
    "a.nbib": b"PMID- 1\nTI  - Storm\nAB  - Nobody was hurt.\n",
    "a.js": b'window.a = [{"title": "Storm", "text": "Nobody was hurt."}];',
    "a.har": b'{"log": {"entries": [{"request": {"url": "https://a.example/"}, "response": {"content": '
    b'{"mimeType": "text/html", "text": "<html><body><p>Nobody was hurt.</p></body></html>"}}}]}}',
    "table.html": b"<html><body><table><tr><th>Title<th>Text</tr><tr><td>Storm<td>Rain.</tr></table></body></html>",
    "labels.txt": b"Title: Storm\nDate: 2021-03-04\n\nRain.\n\nTitle: Ferry\nDate: 2021-03-05\n\nTowed.\n",
    "a.story": b"Storm.\n\n@highlight\n\nRain\n",
}  # fmt: skip
PIECES = (
    b"<",
    b">",
    b"&",
    b"\0",
    b'"',
    b"]]>",
    b"<!DOCTYPE x [",
    b"\xff\xfe",
    b"\n\n",
    b"\nFrom ",
    b"=?utf-8?B?",
    b"\x01",
    b"\x02",
)
Change = Callable[[bytes], bytes]


def _cut(at: float) -> Change:
    return lambda data: data[: int(at * len(data))]


def _put(at: float, piece: bytes) -> Change:
    return lambda data: data[: int(at * len(data))] + piece + data[int(at * len(data)) :]


def _drop(at: float, length: int) -> Change:
    return lambda data: data[: int(at * len(data))] + data[int(at * len(data)) + length :]


PLACES = st.floats(0, 1)
CHANGES = st.one_of(
    st.builds(_cut, PLACES),
    st.builds(_put, PLACES, st.sampled_from(PIECES) | st.binary(max_size=3)),
    st.builds(_drop, PLACES, st.integers(1, 200)),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(st.sampled_from(sorted(SEEDS)), st.lists(CHANGES, max_size=6))
def test_damage_is_told_and_never_raised(reading: Read, name: str, changes: list[Change]):
    data = SEEDS[name]
    for change in changes:
        data = change(data)
    found = reading(name, data)
    assert found.articles or found.rejects or found.skips
    assert not [reject.reason for reject in found.rejects if "the reader of" in reject.reason]


@pytest.mark.parametrize("name", SEEDS)
def test_every_seed_is_read_in_an_archive_as_well(reading: Read, name: str):
    alone = reading(name, SEEDS[name])
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"inner/{name}", SEEDS[name])
    packed = reading("a.zip", file.getvalue())
    texts = sorted(one.text for one in alone.articles)
    assert sorted(one.text for one in packed.articles if "a.zip" in one.locator) == texts
