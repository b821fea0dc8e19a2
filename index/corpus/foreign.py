"""Formats that are recognised and not read: said by name, instead of being read as garbage."""

import re

_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"WARC/", "a web archive (WARC)"),
    (b"filedesc:", "a web archive (ARC)"),
    (b"PAR1", "a Parquet table"),
    (b"ARROW1", "an Arrow table"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "data compressed with Zstandard"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x16\x16\x01", "an agency wire message (ANPA 1312)"),
    (b"\x01", "an agency wire message (IPTC 7901)"),
)

_ROOTS = {
    "rss": "an RSS feed",
    "rdf": "an RSS feed",
    "feed": "an Atom feed",
    "opml": "a list of feeds (OPML)",
    "nitf": "an agency item (NITF)",
    "newsml": "an agency item (NewsML 1)",
    "newsitem": "an agency item (NewsML-G2)",
    "newsmessage": "an agency message (NewsML-G2)",
    "packageitem": "an agency package (NewsML-G2)",
    "conceptitem": "an agency concept (NewsML-G2)",
    "knowledgeitem": "an agency's list of concepts (NewsML-G2)",
    "newsbundle": "an agency item (XML)",
    "alto": "a scanned page (ALTO)",
    "mets": "the description of a scan (METS)",
    "ppsresponse": "a Factiva export (XML)",
    "urlset": "a site map",
    "sitemapindex": "a site map",
    "svg": "an image",
}
# Atomic groups: what was passed over once is not tried again, or a row of comments would take for ever.
PASSED_OVER = r"(?>(?:\ufeff|\s|<\?.*?\?>|<!--.*?-->)*)"
"""What may stand before a document's first tag, as a regular expression."""
_ROOT = re.compile(
    rf"{PASSED_OVER}(?>(?:<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)?){PASSED_OVER}<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.S | re.I
)
_PROLOGUE = re.compile(r"\s*(?:<\?xml\b|<!DOCTYPE\b|<!--)", re.I)

_MAIL_FIELDS_NAMES = (
    "received message-id mime-version delivered-to return-path content-type content-transfer-encoding reply-"
    " to to cc x-mailer x-originalarrivaltime in-reply-to envelope-to x-apparently-to x-received x-ymail-umid"
    " sender"
)
_MAIL_FIELDS = frozenset(_MAIL_FIELDS_NAMES.split())
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]?")
_NEXIS_TEXT = re.compile(r"^[ \t]*(?:Dokument\s+)?\d+ (?:of|von|de) \d+ (?:DOCUMENTS?|DOKUMENTEN?)[ \t\r]*$", re.M)
_PAGE_EXPORTS = (
    (
        re.compile(r"<title>\s*Factiva\s*</title>|<div[^>]+class=\"article \w*Article\"", re.I),
        "a Factiva export (HTML)",
    ),
    (re.compile(r"<DIV CLASS=\"c0\">.{0,400}?\d+ of \d+ DOCUMENTS", re.I | re.S), "a Nexis export (HTML)"),
    (re.compile(r"<title>\s*ヨミダス"), "a Yomidas export (HTML)"),
)
_SUBTITLES = re.compile(r"\s*(?:WEBVTT\b|\d+\s*\n\d\d:\d\d:\d\d[,.]\d{3} --> )")
_PACKAGES = (
    ("word/", "a Word document (DOCX)"),
    ("xl/", "an Excel workbook (XLSX)"),
    ("ppt/", "a PowerPoint presentation (PPTX)"),
    ("META-INF/container.xml", "an e-book (EPUB)"),
    ("META-INF/manifest.xml", "an OpenDocument file"),
)


def by_magic(head: bytes) -> str:
    """The name of a format known by its first bytes, or ""."""
    return next((name for magic, name in _MAGIC if head.startswith(magic)), "")


def by_text(text: str) -> str:
    """The name of a textual format that is not read, by the beginning of its text, or ""."""
    root = _ROOT.match(text)
    if root:
        name = root[1].casefold()
        if name in _ROOTS:
            return _ROOTS[name]
    if _SUBTITLES.match(text):
        return "subtitles"
    if _NEXIS_TEXT.search(text):
        return "a Nexis export (text)"
    if text.lstrip().startswith("<"):
        return next((name for pattern, name in _PAGE_EXPORTS if pattern.search(text)), "")
    return "an e-mail message" if _is_mail(text) else ""


def by_members(names: list[str]) -> str:
    """The name of a document format that is a zip archive inside, or ""."""
    if "[Content_Types].xml" not in names and "mimetype" not in names:
        return ""
    return next((what for start, what in _PACKAGES if any(name.startswith(start) for name in names)), "")


def xml_root(text: str) -> str:
    """The root element's name, without prefix, in lower case, if the text is XML with a prologue; else ""."""
    root = _ROOT.match(text)
    return root[1].casefold() if root and _PROLOGUE.match(text) else ""


def _is_mail(text: str) -> bool:
    """Whether a text begins with e-mail headers: three lines of header form, two of which only e-mail has."""
    names: list[str] = []
    lines = text.lstrip().split("\n", 60)
    if lines[0].startswith("From ") and "@" in lines[0]:
        lines = lines[1:]
    for line in lines:
        match = _HEADER.match(line)
        if match:
            names.append(match[1].casefold())
        elif not line.startswith((" ", "\t")) or not line.strip():
            break
    if "from" in names and ("to" in names or "subject" in names):
        return True
    return len(names) >= 2 and sum(name in _MAIL_FIELDS for name in names) >= min(2, len(names) - 1)
