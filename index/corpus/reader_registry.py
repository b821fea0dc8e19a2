"""Which reader reads a file: by its content first, its suffix second; the only list of readers."""

import re
from collections.abc import Callable

from msgspec import Struct

from ..lazy_pattern import lazy_pattern
from . import unread_formats
from .draft import Reader
from .fields import table_signs
from .readers.agencies import dow_jones, newsml, newsml_g2, nitf, rcv1, reuters, wire
from .readers.documents import docx, epub, markdown, odt, pdf, rtf
from .readers.mail import mail, outlook
from .readers.pages import bookmarks, channel_page, har, html_page, single_file, web_archive
from .readers.plain import chat_log, labelled_text, line_records, plain_text, press_review, ruled_text, subtitles
from .readers.records import (
    bson_dump,
    ghost,
    guardian,
    json_file,
    json_records,
    property_list,
    script_data,
    xml_items,
    yaml_records,
)
from .readers.references import bibtex_entries, jats, reference_tags, ris, zotero
from .readers.research import alto, coded_texts, conllu, mets, page_xml, slashed_words, story, tagged_tokens, tei, trec
from .readers.sites import feed_entries, mediawiki, movable_type, news_site_map, wordpress
from .readers.tabular import parquet, sql_dump, sqlite, tables, xls, xlsx
from .readers.vendors import exports, factiva, proquest_record
from .text import encodings
from .unread_formats import Foreign


def _never(_: str) -> bool:
    return False


class Format(Struct, frozen=True):
    """A format that can be read."""

    name: str
    """What a corpus's `format` calls it."""
    suffixes: tuple[str, ...]
    read: Reader
    sniff: Callable[[str], bool] = _never
    """Whether the beginning of a text is in this format beyond doubt."""
    roots: tuple[str, ...] = ()
    """Root elements of XML documents in this format, in lower case."""
    binary: Callable[[bytes], bool] | None = None
    """Whether a file begins with these bytes, for a format that is no text."""
    package: str = ""
    """Suffix of the document format in a zip archive, see `Leaf.package`."""
    opaque: bool = False
    """Whether its bytes mean nothing to a person: shown raw, they would be noise."""


def _is_reuters(text: str) -> bool:
    return "<REUTERS " in text[:4096]


_PAGE = lazy_pattern(
    unread_formats.PASSED_OVER
    + r"<(?:!doctype\s+html|html|head|body|div|p|article|section|main|h[1-6]|meta|title|table|span|center|font|script"
    + r"|link)\b",
    re.I | re.S,
)


_RECORD = lazy_pattern(
    unread_formats.PASSED_OVER
    + r"<(?:article|section|main)\b(?=.{0,2000}?<(?:text|content|headline|pubdate|author|source|url|id)\s*>)",
    re.I | re.S,
)
"""An article as a record in XML: it has elements that no page has."""


def _is_page(text: str) -> bool:
    return _PAGE.match(text) is not None and _RECORD.match(text) is None


_NEWSML_G2 = ("newsitem", "newsmessage", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "contentset")


def _is_wordpress(text: str) -> bool:
    return unread_formats.root(text) == "rss" and wordpress.looks_like(text)


def _is_xml(text: str) -> bool:
    return bool(unread_formats.xml_root(text))


def _is_rcv1(text: str) -> bool:
    return (
        unread_formats.root(text) == "newsitem" and re.search(r"<newsitem\b[^>]*\bitemid\s*=", text[:4096]) is not None
    )


def _is_json_lines(text: str) -> bool:
    """Two lines that each begin an object, the first of which ends on its line."""
    lines = [line.strip().strip("\x1e") for line in text.lstrip("\ufeff \n").split("\n", 3)]
    lines = [line for line in lines if line]
    if len(lines) < 2 or not (lines[0].startswith("{") and lines[1].startswith("{")):
        return False
    return lines[0].endswith("}")


def _is_json(text: str) -> bool:
    """An object with a first name, or an array of objects: a text may begin with a bracket, too."""
    return _JSON.match(text) is not None


_NOTE = r"(?>\s+|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)*+"
_JSON = lazy_pattern(
    rf"\ufeff?{_NOTE}(?:\{{{_NOTE}(?:\"|\}}|'[^'\n]{{1,80}}'\s*:|[A-Za-z_$][\w$]*\s*:\s*[\"'`\[{{\d])"
    rf"|\[{_NOTE}(?:\{{|\[|\]|\"))"
)
"""An object whose first name may be without quotation marks, and what JavaScript takes for comments before it."""


FORMATS = (
    Format("reuters", (".sgm", ".sgml"), reuters.read, _is_reuters),
    Format("tagged-tokens", (".vrt", ".vert", ".conll"), tagged_tokens.read, tagged_tokens.looks_like),
    Format("trec", (), trec.read, trec.looks_like),
    Format("rcv1", (), rcv1.read, _is_rcv1),
    Format("nitf", (), nitf.read, roots=("nitf",)),
    Format("newsml", (), newsml.read, roots=("newsml",)),
    Format("newsml-g2", (), newsml_g2.read, roots=_NEWSML_G2),
    Format("wire", (), wire.read, binary=wire.looks_like),
    Format("factiva-xml", (), factiva.read_xml, roots=("ppsresponse", "ppsarticleresponse")),
    Format("wordpress", (), wordpress.read, _is_wordpress),
    Format("zotero", (), zotero.read, zotero.looks_like),
    Format(
        "feed",
        (".rss", ".atom", ".rdf"),
        feed_entries.read,
        feed_entries.looks_like,
        roots=("rss", "rdf", "feed", "entry"),
    ),
    Format("news-site-map", (), news_site_map.read, news_site_map.looks_like),
    Format("dow-jones", (".nml",), dow_jones.read, dow_jones.looks_like, roots=("djnml",)),
    Format("proquest-xml", (), proquest_record.read, proquest_record.looks_like),
    Format("alto", (), alto.read, roots=("alto",)),
    Format("page-xml", (), page_xml.read, roots=("pcgts",)),
    Format("jats", (".nxml",), jats.read, jats.looks_like),
    Format("mets", (), mets.read, roots=("mets",)),
    Format("mediawiki", (), mediawiki.read, roots=("mediawiki",)),
    Format("tei", (), tei.read, roots=("tei", "tei.2", "teicorpus", "teicorpus.2")),
    Format("bookmarks", (), bookmarks.read, bookmarks.looks_like),
    Format("channel-html", (), channel_page.read, channel_page.looks_like),
    Format("export-html", (), exports.read_page, exports.looks_like_page),
    Format("single-file", (), single_file.read, single_file.looks_like),
    Format("ghost", (), ghost.read, ghost.looks_like),
    Format("har", (".har",), har.read, har.looks_like),
    Format("guardian", (), guardian.read, guardian.looks_like),
    Format("jsonl", (".jsonl", ".ndjson", ".jl"), json_records.read, _is_json_lines),
    Format("json", (".json", ".json5", ".jsonc", ".geojson", ".jsonld"), json_file.read, _is_json),
    Format("html", (".html", ".htm", ".xhtml", ".shtml"), html_page.read, _is_page),
    Format("mail", (".eml", ".emlx", ".mbox", ".mht", ".mhtml"), mail.read, mail.looks_like),
    Format("export", (), exports.read, exports.looks_like),
    Format("ris", (".ris",), ris.read, ris.looks_like),
    Format("references", (".nbib", ".enw"), reference_tags.read, reference_tags.looks_like),
    Format("bibtex", (".bib",), bibtex_entries.read, bibtex_entries.looks_like),
    Format("subtitles", (".srt", ".vtt"), subtitles.read, subtitles.looks_like),
    Format("sql", (".sql",), sql_dump.read, sql_dump.looks_like),
    Format("chat", (), chat_log.read, chat_log.looks_like),
    Format("script", (), script_data.read, script_data.looks_like),
    Format("slashed-words", (), slashed_words.read, slashed_words.looks_like),
    Format("story", (".story",), story.read, story.looks_like),
    Format("conllu", (".conllu",), conllu.read, conllu.looks_like),
    Format("movable-type", (), movable_type.read, movable_type.looks_like),
    Format("coded", (), coded_texts.read, coded_texts.looks_like),
    Format("labelled", (), labelled_text.read, labelled_text.looks_like),
    Format("ruled", (), ruled_text.read, ruled_text.looks_like),
    Format("press-review", (), press_review.read, press_review.looks_like),
    Format("lines", (), line_records.read, line_records.looks_like),
    Format("outlook", (".msg",), outlook.read, binary=outlook.looks_like, opaque=True),
    Format("pdf", (".pdf",), pdf.read, binary=pdf.is_pdf, opaque=True),
    Format("docx", (".docx",), docx.read, package="docx", opaque=True),
    Format("odt", (".odt", ".ods"), odt.read, package="odt", opaque=True),
    Format("epub", (".epub",), epub.read, package="epub", opaque=True),
    Format("xlsx", (".xlsx",), xlsx.read, package="xlsx", opaque=True),
    Format("xls", (".xls",), xls.read, opaque=True),
    Format("rtf", (".rtf",), rtf.read, binary=rtf.is_rtf),
    Format("warc", (".warc", ".arc"), web_archive.read, binary=web_archive.is_archive),
    Format(
        "parquet", (".parquet", ".arrow", ".arrows", ".feather"), parquet.read, binary=parquet.is_parquet, opaque=True
    ),
    Format("sqlite", (".sqlite", ".sqlite3", ".db"), sqlite.read, binary=sqlite.is_sqlite, opaque=True),
    Format("bson", (".bson",), bson_dump.read, binary=bson_dump.is_bson, opaque=True),
    Format(
        "property-list",
        (".plist", ".webarchive"),
        property_list.read,
        roots=("plist",),
        binary=property_list.is_binary_list,
    ),
    Format("table", (".csv", ".tsv", ".tab"), tables.read, table_signs.looks_like),
    Format("xml", (".xml",), xml_items.read, _is_xml),
    Format("yaml", (".yaml", ".yml"), yaml_records.read),
    Format("markdown", (".md", ".markdown", ".mdown"), markdown.read),
    Format("text", (".txt", ".text", ".asc"), plain_text.read),
)
"""Every format, in the order in which they are tried on a file's beginning."""
_BY_NAME = {form.name: form for form in FORMATS}
_BY_SUFFIX = {suffix: form for form in FORMATS for suffix in form.suffixes}
_BY_ROOT = {root: form for form in FORMATS for root in form.roots}
_BY_PACKAGE = {form.package: form for form in FORMATS if form.package}
_BINARY = tuple(form for form in FORMATS if form.binary)


def names() -> tuple[str, ...]:
    """What a corpus's `format` may be, besides `auto`."""
    return tuple(_BY_NAME)


def opaque_suffixes() -> tuple[str, ...]:
    """Return the suffixes of the formats whose bytes mean nothing to a person."""
    return tuple(suffix for form in FORMATS if form.opaque for suffix in form.suffixes)


class Recognition(Struct, frozen=True):
    """The format of a file, or why it is not read, and what it was known by."""

    form: Format | Foreign
    sign: str


def detect(head: bytes, name: str, forced: str = "auto", package: str = "") -> Format | Foreign:
    """The format of a file, or why it is not read; the arguments are those of `recognise`."""
    return recognise(head, name, forced, package).form


def recognise(head: bytes, name: str, forced: str = "auto", package: str = "") -> Recognition:
    """The format of a file, or why it is not read, and what shows it.

    Args:
        head: its first bytes, not empty.
        name: its name, without the suffixes of compression.
        forced: a format's name that the configuration sets, or `auto`.
        package: the document format, if it is a zip archive that is one.
    """
    what = unread_formats.by_name(name)
    if what:
        return Recognition(what, "its name")
    if package:
        unread = Foreign(unread_formats.not_read(f"an office document ({package})"))
        return Recognition(_BY_PACKAGE.get(package) or unread, f"a zip archive with the members of {package}")
    if forced != "auto":
        unknown = Foreign(f"no format is called {forced!r}; there are {', '.join(_BY_NAME)}")
        return Recognition(_BY_NAME.get(forced) or unknown, "the configuration says `format`")
    form = next((form for form in _BINARY if form.binary and form.binary(head)), None)
    if form is None and head.startswith(outlook.MAGIC):
        # One container for messages, sheets and texts; the list of its streams may come late.
        form = _BY_NAME.get({".msg": "outlook", ".xls": "xls"}.get(name[-4:].lower(), ""))
    what = form or unread_formats.by_magic(head)
    if what:
        return Recognition(what, "its first bytes")
    if encodings.is_binary(head):
        return Recognition(Foreign("binary data in no format that newsexplore reads"), "its first bytes")
    text = encodings.decode(head, encodings.declared(head))
    if not text.strip():
        return Recognition(Foreign("empty file: nothing but blanks"), "its first bytes")
    what = None if news_site_map.looks_like(text) else unread_formats.by_text(text)
    return Recognition(what, "how its text begins") if what else _by_text(text, name)


def _by_text(text: str, name: str) -> Recognition:
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    by_suffix = _BY_SUFFIX.get(suffix)
    # One object on one line is JSON and JSON Lines alike; only the name can tell.
    if by_suffix and by_suffix.name in ("jsonl", "table", "markdown", "yaml") and not _is_page(text):
        if by_suffix.name == "jsonl" and guardian.looks_like(text):
            return Recognition(_BY_NAME["guardian"], "how its text begins")
        if by_suffix.name in ("table", "markdown") and chat_log.looks_like(text):
            return Recognition(_BY_NAME["chat"], "how its text begins")
        if by_suffix.name == "table" and tagged_tokens.looks_like(text):
            return Recognition(_BY_NAME["tagged-tokens"], "how its text begins")
        return Recognition(by_suffix, f"the suffix {suffix}")
    found = next((form for form in FORMATS if form.sniff(text)), None)
    root = unread_formats.root(text)
    if root in _BY_ROOT and (found is None or found.name in ("html", "xml")):
        return Recognition(_BY_ROOT[root], f"its root element <{root}>")
    if found:
        return Recognition(found, "how its text begins")
    what = unread_formats.by_suffix(suffix)
    if what:
        return Recognition(what, f"the suffix {suffix}")
    if suffix == ".xml" and not root:
        return Recognition(Foreign(unread_formats.not_read("XML without an element")), f"the suffix {suffix}")
    if by_suffix:
        return Recognition(by_suffix, f"the suffix {suffix}, and no other sign")
    return Recognition(_BY_NAME["text"], "text without the signs of any other format")
