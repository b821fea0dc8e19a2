"""Sample files in formats that are missing in the shared corpora, so that every reader can be timed."""

import json
import plistlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from newsexplore.bench import binary_samples
from newsexplore.bench.sample_texts import Articles, html_paragraphs, paragraphs


def write(folder: Path, articles: Articles) -> None:
    """Write the articles once in each format, except formats whose library is missing."""
    for name, writer in WRITERS.items():
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        writer(place, articles)


def _each(suffix: str, form: Callable[[int, str, str], str]) -> Callable[[Path, Articles], None]:
    """Return a writer of one file per article."""

    def write_each(folder: Path, articles: Articles) -> None:
        for number, (title, text) in enumerate(articles):
            (folder / f"{number}{suffix}").write_text(form(number, title, text), "utf-8")

    return write_each


def _rcv1(number: int, title: str, text: str) -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><newsitem itemid="{number + 1}" date="1996-08-20" xml:lang="en">'
        f"<title>{escape(title)}</title><headline>{escape(title)}</headline><text>{html_paragraphs(text)}</text></newsitem>"
    )


def _tei(_: int, title: str, text: str) -> str:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{escape(title)}</title>'
        f"</titleStmt></fileDesc></teiHeader><text><body>{html_paragraphs(text)}</body></text></TEI>"
    )


def _ris(_: int, title: str, text: str) -> str:
    line = " ".join(text.split())
    return f"TY  - NEWS\nTI  - {title}\nT2  - The Courier\nDA  - 2025/11/03\nN2  - {line}\nER  - \n"


def _bibtex(number: int, title: str, text: str) -> str:
    line = " ".join(text.split())
    date = "year = 2025, month = nov, day = 3"
    return f"@article{{a{number},\n title = {{{title}}},\n {date},\n abstract = {{{line}}}\n}}\n"


def _bookmarks(number: int, title: str, _: str) -> str:
    return (
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><p><DT>"
        f'<A HREF="https://lantern.example/{number}" ADD_DATE="1714849300">{escape(title)}</A></DL>'
    )


def _channel(number: int, _: str, text: str) -> str:
    return (
        "<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class='page_wrap'>"
        "<div class='page_header'><div class='text bold'> The Lantern </div></div><div class='history'>"
        f"<div class='message default clearfix' id='message{number}'><div class='body'>"
        "<div class='date details' title='04.03.2021 10:15:00 UTC+01:00'>10:15</div>"
        f"<div class='text'>{escape(' '.join(text.split()))}</div></div></div></div></div></body></html>"
    )


def _dow_jones(number: int, title: str, text: str) -> str:
    return (
        f'<djnml publisher="DJN" docdate="20210304" seq="{number}"><body><headline>{escape(title)}</headline>'
        f"<text>{html_paragraphs(text)}</text></body></djnml>"
    )


def _proquest(number: int, title: str, text: str) -> str:
    return (
        f"<RECORD><GOID>{number + 2496}</GOID><Obj><TitleAtt><Title>{escape(title)}</Title></TitleAtt>"
        "<NumericDate>2021-03-04</NumericDate></Obj>"
        f"<TextInfo><Text>{escape(html_paragraphs(text))}</Text></TextInfo></RECORD>"
    )


def _zotero(number: int, title: str, text: str) -> str:
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:bib="http://purl.org/net/biblio#"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<bib:Article rdf:about="https://lantern.example/{number}"><z:itemType>newspaperArticle</z:itemType>'
        f"<dc:title>{escape(title)}</dc:title><dcterms:abstract>{escape(text)}</dcterms:abstract>"
        "<dc:date>2021-03-04</dc:date></bib:Article></rdf:RDF>"
    )


def _references(number: int, title: str, text: str) -> str:
    return f"PMID- {number + 1}\nDP  - 2025 Nov 3\nTI  - {title}\nAB  - {' '.join(text.split())}\n"


def _script(_: int, title: str, text: str) -> str:
    article = {"title": title, "date": "2025-11-03", "text": text}
    return f"window.article = {json.dumps(article)};\n"


def _jats(_: int, title: str, text: str) -> str:
    return (
        f"<article><front><article-meta><title-group><article-title>{escape(title)}</article-title></title-group>"
        f"</article-meta></front><body>{html_paragraphs(text)}</body></article>"
    )


def _news_site_map(number: int, title: str, _: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>'
        f"<loc>https://courier.example/{number}</loc><news:news><news:publication><news:name>The Courier</news:name>"
        "<news:language>en</news:language></news:publication><news:publication_date>2025-11-03</news:publication_date>"
        f"<news:title>{escape(title)}</news:title></news:news></url></urlset>"
    )


def _story(_: int, title: str, text: str) -> str:
    return f"{text}\n\n@highlight\n\n{title}\n"


def _subtitles(_: int, title: str, text: str) -> str:
    lines = [title, *paragraphs(text)]
    times = (f"00:{i // 60:02}:{i % 60:02},000 --> 00:{i // 60:02}:{i % 60:02},900" for i in range(len(lines)))
    return "".join(f"{i}\n{time}\n{line}\n\n" for i, (time, line) in enumerate(zip(times, lines, strict=True), 1))


def _rtf(_: int, title: str, text: str) -> str:
    body = r"\par ".join([title, "", *paragraphs(text)])
    plain = body.replace("{", "(").replace("}", ")")
    return "{\\rtf1\\ansi " + re.sub(r"[^\x00-\x7f]", lambda char: f"\\u{ord(char[0]) % 32768}?", plain) + "}"


def _conllu(number: int, title: str, text: str) -> str:
    words = f"{title}. {text}".split()
    tokens = "".join(f"{i}\t{word}" + "\t_" * 8 + "\n" for i, word in enumerate(words, 1))
    return f"# newdoc id = d{number}\n# sent_id = {number}-1\n# text = {' '.join(words)}\n{tokens}\n"


def _tagged_tokens(_: int, title: str, text: str) -> str:
    words = [("NOUN", word) for word in text.split()]
    rows = "".join(f"{word}\t{kind}\t{word.lower()}\n" for kind, word in words)
    return f'<text title="{escape(title)}">\n<s>\n{rows}</s>\n</text>\n'


def _page_xml(number: int, title: str, text: str) -> str:
    regions = "".join(
        f'<TextRegion id="r{at}"><TextEquiv><Unicode>{escape(part)}</Unicode></TextEquiv></TextRegion>'
        for at, part in enumerate([title, *paragraphs(text)])
    )
    name = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
    return f'<PcGts xmlns="{name}"><Page imageFilename="{number}.jpg">{regions}</Page></PcGts>'


def _press_review(folder: Path, articles: Articles) -> None:
    parts = (
        f"{title}\nThe Lantern, 3 November 2025, page {n}\n\n{text}\n" for n, (title, text) in enumerate(articles, 1)
    )
    (folder / "review.txt").write_text("\n".join(parts), "utf-8")


def _property_list(folder: Path, articles: Articles) -> None:
    (folder / "articles.plist").write_bytes(
        plistlib.dumps([{"title": title, "text": text} for title, text in articles])
    )


def _ghost(folder: Path, articles: Articles) -> None:
    posts = [
        {
            "id": str(n),
            "title": title,
            "html": html_paragraphs(text),
            "status": "published",
            "published_at": "2021-03-04T10:00:00Z",
        }
        for n, (title, text) in enumerate(articles)
    ]
    (folder / "ghost.json").write_text(json.dumps({"db": [{"meta": {}, "data": {"posts": posts}}]}), "utf-8")


def _har(folder: Path, articles: Articles) -> None:
    entries = [
        {
            "request": {"url": f"https://courier.example/{number}"},
            "response": {"status": 200, "content": {"mimeType": "text/html", "text": _page(title, text)}},
        }
        for number, (title, text) in enumerate(articles)
    ]
    (folder / "visit.har").write_text(json.dumps({"log": {"version": "1.2", "entries": entries}}), "utf-8")


def _page(title: str, text: str) -> str:
    body = f"<body><article>{html_paragraphs(text)}</article></body>"
    return f"<html><head><title>{escape(title)}</title></head>{body}</html>"


def _yaml(_: int, title: str, text: str) -> str:
    return f"title: {json.dumps(title)}\ntext: {json.dumps(text)}\n"


def _mediawiki(folder: Path, articles: Articles) -> None:
    pages = "".join(
        f"<page><title>{escape(title)}</title><ns>0</ns><revision><text>{escape(text)}</text></revision></page>"
        for title, text in articles
    )
    (folder / "dump.xml").write_text(f'<mediawiki xml:lang="en">{pages}</mediawiki>', "utf-8")


def _labelled(folder: Path, articles: Articles) -> None:
    parts = (f"Title: {title}\nDate: 2025-11-03\n\n{text}\n\n" for title, text in articles)
    (folder / "articles.txt").write_text("".join(parts), "utf-8")


def _ruled(folder: Path, articles: Articles) -> None:
    parts = (f"{title}\n3 November 2025\n\n{text}\n" for title, text in articles)
    (folder / "ruled.txt").write_text("\n==========\n".join(parts), "utf-8")


def _lines(folder: Path, articles: Articles) -> None:
    rows = (f"__label__news {' '.join(text.split())}\n" for _, text in articles)
    (folder / "lines.txt").write_text("".join(rows), "utf-8")


def _chat(folder: Path, articles: Articles) -> None:
    stamp = "[03.11.25, 10:00:00]"
    messages = (f"{stamp} Ann: *{title}*\n\n{text}\n{stamp} Bob: Thank you\n" for title, text in articles)
    (folder / "chat.txt").write_text("".join(messages), "utf-8")


def _coded(folder: Path, articles: Articles) -> None:
    texts = (f"**** *source_courier *date_2021-03-04 *n_{n}\n{text}\n\n" for n, (_, text) in enumerate(articles))
    (folder / "coded.txt").write_text("".join(texts), "utf-8")


def _slashed(_: int, __: str, text: str) -> str:
    return " ".join(f"{word}/nn" for word in text.split()) + " ./.\n"


def _sql(folder: Path, articles: Articles) -> None:
    rows = ((title.replace("'", "''"), text.replace("'", "''")) for title, text in articles)
    inserts = (f"INSERT INTO news VALUES('{title}','{text}');\n" for title, text in rows)
    (folder / "news.sql").write_text(f"CREATE TABLE news (title TEXT, body TEXT);\n{''.join(inserts)}", "utf-8")


def _movable_type(folder: Path, articles: Articles) -> None:
    entries = (
        f"TITLE: {title}\nAUTHOR: Ann Lee\nDATE: 11/03/2025 10:00:00 AM\n-----\nBODY:\n{text}\n-----\n--------\n"
        for title, text in articles
    )
    (folder / "export.txt").write_text("".join(entries), "utf-8")


WRITERS: Mapping[str, Callable[[Path, Articles], None]] = {
    "bibtex": _each(".bib", _bibtex),
    "bookmarks": _each(".html", _bookmarks),
    "bson": binary_samples.bson,
    "chat": _chat,
    "coded": _coded,
    "channel-html": _each(".html", _channel),
    "conllu": _each(".conllu", _conllu),
    "dow-jones": _each(".nml", _dow_jones),
    "epub": binary_samples.epub,
    "ghost": _ghost,
    "har": _har,
    "jats": _each(".xml", _jats),
    "labelled": _labelled,
    "lines": _lines,
    "mediawiki": _mediawiki,
    "movable-type": _movable_type,
    "news-site-map": _each(".xml", _news_site_map),
    "odt": binary_samples.odt,
    "outlook": binary_samples.outlook,
    "page-xml": _each(".xml", _page_xml),
    "parquet": binary_samples.parquet,
    "pdf": binary_samples.pdf,
    "press-review": _press_review,
    "property-list": _property_list,
    "proquest-xml": _each(".xml", _proquest),
    "rcv1": _each(".xml", _rcv1),
    "references": _each(".nbib", _references),
    "ris": _each(".ris", _ris),
    "rtf": _each(".rtf", _rtf),
    "ruled": _ruled,
    "script": _each(".js", _script),
    "slashed-words": _each(".txt", _slashed),
    "sql": _sql,
    "sqlite": binary_samples.sqlite,
    "story": _each(".story", _story),
    "subtitles": _each(".srt", _subtitles),
    "tagged-tokens": _each(".vrt", _tagged_tokens),
    "tei": _each(".xml", _tei),
    "xls": binary_samples.xls,
    "yaml": _each(".yaml", _yaml),
    "zotero": _each(".rdf", _zotero),
}
"""By format: what writes articles into a folder."""
