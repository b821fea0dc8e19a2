"""Files that are recognised and not read: skipped as no news, or rejected by the name of their format."""

import re

from msgspec import Struct

from ..lazy_pattern import lazy_pattern


class Foreign(Struct, frozen=True):
    """Why a file is not read."""

    reason: str
    """For a skip the kind, in the plural."""
    skip: bool = False
    """Whether it is no news anyway: an image, a style sheet; else it is rejected."""


IMAGES = Foreign("images", skip=True)
MEDIA = Foreign("audio and video", skip=True)
FONTS = Foreign("fonts", skip=True)
SITE_MAPS = Foreign("site maps and lists of feeds", skip=True)
CODE = Foreign("style sheets, scripts and settings", skip=True)
LOCKS = Foreign("lock files", skip=True)
INDEXES = Foreign("indexes of mailboxes and web archives", skip=True)
NOTES = Foreign("notes and logs of programs that copy sites", skip=True)
ROBOTS = Foreign("robots.txt files", skip=True)
ANNOTATIONS = Foreign("annotations that stand beside their texts", skip=True)
SUBSCRIBERS = Foreign("lists of subscribers and openings", skip=True)
PICKLE = Foreign(
    "a Python pickle, which newsexplore never opens, since that may run any program: save it as CSV, JSON or Parquet"
)

_MAGIC = (
    (b"\x89PNG", IMAGES),
    (b"\xff\xd8\xff", IMAGES),
    (b"GIF8", IMAGES),
    (b"II*\0", IMAGES),
    (b"MM\0*", IMAGES),
    (b"\0\0\1\0", IMAGES),
    (b"BM", IMAGES),
    (b"ID3", MEDIA),
    (b"OggS", MEDIA),
    (b"\x1aE\xdf\xa3", MEDIA),
    (b"fLaC", MEDIA),
    (b"wOFF", FONTS),
    (b"wOF2", FONTS),
    (b"OTTO", FONTS),
    (b"\0\1\0\0\0", FONTS),
)
_NAMED_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"$FL2@(#)", "a table of SPSS (save it as CSV)"),
    (b"$FL3@(#)", "a table of SPSS (save it as CSV)"),
    (b"<stata_dta>", "a table of Stata (save it as CSV)"),
    (b"X\n\0\0\0", "an object of R (save it with write.csv)"),
    (b"RDX2\n", "objects of R (save them with write.csv)"),
    (b"RDX3\n", "objects of R (save them with write.csv)"),
    (b"PGDMP", "a dump of PostgreSQL in its own form (make SQL of it with pg_restore -f)"),
    (b"Obj\x01", "an Avro file (save it as JSON Lines)"),
    (b"\x89HDF\r\n", "an HDF5 file (save it as CSV or Parquet)"),
    (b"\x93NUMPY", "an array of NumPy (save it as CSV)"),
    (b"\0\1\0\0Standard ", "a database of Access (save its tables as CSV)"),
    # pyarrow can read it, but ends the process on damaged ones.
    (b"FEA1", "a table in the first version of Feather, which pandas wrote until 2020"),
)
_MESSAGE_PACK = lazy_pattern(
    rb"(?:[\x90-\x9f]|\xdc..|\xdd....)?(?:[\x81-\x8f]|\xde..|\xdf....)(?P<length>[\xa1-\xbf])(?P<name>[a-z]\w*)", re.S
)
"""An object, or a list of them, whose first name has letters."""
_ROOTS = {"urlset": SITE_MAPS, "sitemapindex": SITE_MAPS, "opml": SITE_MAPS, "svg": IMAGES}

# Atomic groups: what was passed over once is not tried again, or a row of comments would take for ever.
PASSED_OVER = r"(?>(?:\ufeff|\s|<\?.*?\?>|<!--.*?-->)*)"
"""What may stand before a document's first tag, as a regular expression."""
_ROOT = lazy_pattern(
    rf"{PASSED_OVER}(?>(?:<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)?){PASSED_OVER}<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.S | re.I
)
_PROLOGUE = lazy_pattern(r"\s*(?:<\?xml\b|<!DOCTYPE\b|<!--)", re.I)
_INDEX = lazy_pattern(r"// <!-- <mdb:mork:| CDX [A-Za-z](?: [A-Za-z])+\s|\S+\)/\S* \d{14} \{\"url\"")
_NOTES = lazy_pattern(
    r"\ufeff?\s*(?:# (?:HTTrack Website Copier Cookie File|(?:Netscape )?HTTP Cookie File)"
    r"|HTTrack\d\S* launched on |date\tsize'?(?:\t|\n)"
    r"|<html[^>]*>\s*<!-- Mirror and index made by HTTrack|-q\w* \S[^\n]*\nFile generated auto)"
    r"|[^<]{0,20}<html\b[^>]*>.{0,600}?<title>\s*Local index - HTTrack Website Copier",
    re.S,
)
_ROBOTS = lazy_pattern(
    r"(?:\ufeff?(?:#[^\n]*)?\n)*\ufeff?user-agent:[^\n]*\n(?:\s*(?:dis)?allow|\s*crawl-delay|\s*sitemap)", re.I
)
_SUBSCRIBERS = lazy_pattern(r"\ufeff?\"?(?:post_id\"?,\"?timestamp\"?,\"?email\b|email\"?,\"?active_subscription\b)")
_STAND_OFF = lazy_pattern(
    r"\ufeff?(?:[REAMN#]\d+\t[^\n]*\n)*T\d+\t[\w-]+ \d+ \d+(?:;\d+ \d+)*\t[^\n]*"
    r"(?:\n(?:[TREAMN#*]\d*\t[^\n]*(?:\n|\Z))*|\Z)\Z"
)
"""Spans by their offsets, as BRAT writes them beside each text."""
_PACKAGES = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("META-INF/container.xml", "epub"),
    ("META-INF/manifest.xml", "odt"),
)

# Saved pages bring these along, and programs leave them: text, but no article.
_CODE_NAMES = (
    ".css .js .mjs .ts .map .py .pyc .r .c .h .cpp .java .go .rs .rb .pl .php .sh .bat .ini .cfg .conf"
    " .toml .log .xsl .xslt .xsd .dtd .tex .ipynb .properties"
)
_PICKLES = (".pkl", ".pickle", ".joblib", ".pck")
_BY_SUFFIX = dict.fromkeys(_CODE_NAMES.split(), CODE) | {".lock": LOCKS, ".lck": LOCKS}


def by_magic(head: bytes) -> Foreign | None:
    """What a file is by its first bytes, if it is not read."""
    if head[:4] == b"RIFF":
        return IMAGES if head[8:12] == b"WEBP" else MEDIA
    if head[4:8] == b"ftyp":
        return IMAGES if head[8:12] in (b"avif", b"heic", b"heix", b"mif1") else MEDIA
    packed = _MESSAGE_PACK.match(head)
    if packed and len(packed["name"]) == packed["length"][0] - 0xA0:
        return Foreign(not_read("MessagePack"))
    found = next((what for magic, what in _MAGIC if head.startswith(magic)), None)
    if found is IMAGES and head.startswith(b"BM") and b"\0" not in head[:32]:
        return None  # a text that begins with these letters
    if found:
        return found
    return next((Foreign(not_read(name)) for magic, name in _NAMED_MAGIC if head.startswith(magic)), None)


def by_text(text: str) -> Foreign | None:
    """What a text is by its beginning, if it is not read."""
    if _INDEX.match(text):
        return INDEXES
    for pattern, what in ((_STAND_OFF, ANNOTATIONS), (_NOTES, NOTES), (_ROBOTS, ROBOTS), (_SUBSCRIBERS, SUBSCRIBERS)):
        if pattern.match(text):
            return what
    return _ROOTS.get(root(text))


def by_suffix(suffix: str) -> Foreign | None:
    """What a text without any known beginning is by its suffix, if it is not read."""
    return _BY_SUFFIX.get(suffix)


def by_name(name: str) -> Foreign | None:
    """What a file is by its name alone: a lock that an office program or a download left."""
    if name.startswith("dovecot") and name.removeprefix("dovecot")[:1] in ("-", "."):
        return INDEXES
    if name.startswith(("~$", ".~lock.", ".#")) or name.endswith((".part", ".crdownload", "~lock")):
        return LOCKS
    return PICKLE if name.lower().endswith(_PICKLES) else None


def package(names: list[str]) -> str:
    """The suffix of the document format that a zip archive of these members is, or ""."""
    if "[Content_Types].xml" not in names and "mimetype" not in names:
        return ""
    return next((kind for start, kind in _PACKAGES if any(name.startswith(start) for name in names)), "")


def root(text: str) -> str:
    """The first element's name, without prefix, in lower case; "" if a text begins with none."""
    match = _ROOT.match(text)
    return match[1].casefold() if match else ""


def xml_root(text: str) -> str:
    """The same, if the text is XML with a prologue."""
    return root(text) if _PROLOGUE.match(text) else ""


def not_read(what: str) -> str:
    """The reason for a format that is recognised only."""
    return f"looks like {what}, a format that newsexplore does not read"
