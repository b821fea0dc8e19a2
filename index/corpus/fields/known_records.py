"""Records of tools whose names of fields mean something else than elsewhere: the usual names are added to them."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, cast

import lxml.etree

from ...lazy_pattern import lazy_pattern
from ..text.shortcodes import without_shortcodes
from .field_values import Record

GKG = (
    "GKGRECORDID V2.1DATE V2SOURCECOLLECTIONIDENTIFIER V2SOURCECOMMONNAME V2DOCUMENTIDENTIFIER V1COUNTS V2.1COUNTS"
    " V1THEMES V2ENHANCEDTHEMES V1LOCATIONS V2ENHANCEDLOCATIONS V1PERSONS V2ENHANCEDPERSONS V1ORGANIZATIONS"
    " V2ENHANCEDORGANIZATIONS V1.5TONE V2.1ENHANCEDDATES V2GCAM V2.1SHARINGIMAGE V2.1RELATEDIMAGES"
    " V2.1SOCIALIMAGEEMBEDS V2.1SOCIALVIDEOEMBEDS V2.1QUOTATIONS V2.1ALLNAMES V2.1AMOUNTS V2.1TRANSLATIONINFO"
    " V2EXTRASXML"
).split()
"""Columns of GDELT's Global Knowledge Graph 2.1, whose files do not name them."""
_GKG_ID = lazy_pattern(r"\d{14}-T?\d+\Z")
_PAGE_TITLE = lazy_pattern(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>", re.S)
_PAGE_DATE = lazy_pattern(r"<PAGE_PRECISEPUBTIMESTAMP>(\d{8,14})</PAGE_PRECISEPUBTIMESTAMP>")
_XML = lazy_pattern(r"\s*(?:<\?xml\b[^>]*>\s*)?<(?:\w+:)?(?:entry|articleDoc|nitf|document|article)\b", re.I)
_TEXTS = ("bodytext", "body.content", "content", "body")


_LEFT_OUT = "\0left out"
"""In place of a value that is none of the article's."""


class _Rule(NamedTuple):
    needed: frozenset[str]
    """Names that every record of the tool has."""
    more: Callable[[Record], dict[str, Any]]
    """What to add to such a record."""


def is_gkg(row: list[str]) -> bool:
    """Whether a row of a table without names is one of GDELT's Global Knowledge Graph."""
    return len(row) == len(GKG) and _GKG_ID.match(row[0]) is not None


def knows(names: Iterable[str]) -> bool:
    """Whether these are the columns of such a tool."""
    found = frozenset(names)
    return any(rule.needed <= found for rule in _RULES)


def completed(record: Record) -> Record:
    """The record with the usual names for what its tool calls otherwise; itself, if no such tool is known."""
    names = record.keys()
    for rule in _RULES:
        if rule.needed <= names:
            found = {name: value for name, value in rule.more(record).items() if value}
            whole = {**record, **found} if found else record
            return {name: value for name, value in whole.items() if value != _LEFT_OUT}
    return record


def _at(record: Any, *path: str) -> Any:
    for name in path:
        record = cast("Record", record).get(name) if isinstance(record, Mapping) else None
    return record


def _trove(record: Record) -> dict[str, Any]:
    if not isinstance(record["title"], Mapping):
        return {}
    outlet = str(_at(record, "title", "title") or _at(record, "title", "value") or "")
    return {
        "title": record["heading"],
        "publication": re.sub(r"\s*\([^()]*\d{4}[^()]*\)\s*\Z", "", outlet),
        "url": record.get("troveUrl") or record.get("identifier"),
    }


def _crowdtangle(record: Record) -> dict[str, Any]:
    return {
        "publication": record["Page Name"],
        "published": record["Post Created"],
        "headline": record.get("Link Text"),
    }


def _talkwalker(record: Record) -> dict[str, Any]:
    return {
        "publication": record.get("extra_source_attributes.name"),
        "byline": record.get("extra_author_attributes.name"),
    }


def _meltwater(record: Record) -> dict[str, Any]:
    parts = [str(record.get(name) or "").strip() for name in ("Opening Text", "Hit Sentence")]
    kept = [part for i, part in enumerate(parts) if part and part not in parts[:i]]
    who = str(record.get("Influencer") or "")
    return {
        "text": "\n\n".join(kept),
        "byline": "" if who.startswith("@") else who,
        "extent": "snippet" if kept else "",
    }


def _fundus(record: Record) -> dict[str, Any]:
    page = record["html"]
    publisher = _at(page, "source_info", "publisher") or _at(page, "source", "publisher")
    return {
        "publication": publisher,
        "url": _at(page, "responded_url") or _at(page, "requested_url"),
    }


def _aylien(record: Record) -> dict[str, Any]:
    return {"url": _at(record, "links", "permalink")}


def _lexis(record: Record) -> dict[str, Any]:
    content = _at(record, "Document", "Content")
    if not isinstance(content, str) or not _XML.match(content):
        return {}
    return {"text": _words(content), "id": record["ResultId"], "Document": _LEFT_OUT}


def _words(document: str) -> str:
    """The paragraphs of an article in an XML document."""
    parser = lxml.etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = lxml.etree.fromstring(re.sub(r"\A\s*<\?xml.*?\?>", "", document).encode("utf-8", "replace"), parser)
    except (lxml.etree.LxmlError, ValueError):
        return ""
    if root is None:
        return ""
    named = [(str(one.tag).rpartition("}")[2].casefold(), one) for one in root.iter() if isinstance(one.tag, str)]
    holder = next((one for wanted in _TEXTS for name, one in named if name == wanted), root)
    parts = [one for one in holder.iter() if isinstance(one.tag, str) and str(one.tag).rpartition("}")[2] == "p"]
    return "\n\n".join(filter(None, (" ".join("".join(map(str, one.itertext())).split()) for one in parts or [holder])))


def _wordpress(record: Record) -> dict[str, Any]:
    people, terms = _at(record, "_embedded", "author"), _at(record, "_embedded", "wp:term")
    names = [_at(one, "name") for one in people] if isinstance(people, list) else []
    groups = [group for group in terms if isinstance(group, list)] if isinstance(terms, list) else []
    return {
        "byline": ", ".join(name for name in names if isinstance(name, str)),
        "topics": [name for group in groups for one in group if isinstance(name := _at(one, "name"), str)],
    }


def _stored_post(record: Record) -> dict[str, Any]:
    """A post as the database of WordPress has it."""
    status, moment = record["post_status"], str(record.get("post_date_gmt") or "")
    whole = moment and not moment.startswith("0000") and not moment.upper().endswith(("Z", "UTC"))
    return {
        "post_content": without_shortcodes(str(record["post_content"] or "")),
        "published": f"{moment} UTC" if whole else "",
        "version": "" if status == "publish" else status,
    }


def no_article(record: Record) -> str:
    """What a record is that a publishing system keeps beside articles, in the plural; "" for any other."""
    if str(record.get("_id") or record.get("id")).startswith("_design/"):
        return "programs in a database"
    if record.get("type") == "message" and str(record.get("subtype", "")).startswith(_NOTICES):
        return "notices of a chat"
    if record.keys() >= _STORED_IN_TYPO3 and str(record["deleted"]) == "1":
        return "deleted records of a publishing system"
    if not record.keys() >= _STORED_POST:
        return ""
    other = record["post_type"] not in ("post", "page", "article", "news", "") or record["post_status"] in _DISCARDED
    return "attachments, menus and discarded posts of a blog" if other else ""


def _gkg(record: Record) -> dict[str, Any]:
    extras = str(record["V2EXTRASXML"] or "")
    title, moment = _PAGE_TITLE.search(extras), _PAGE_DATE.search(extras)
    return {
        "title": title[1] if title else "",
        "date": moment[1] if moment else record["V2.1DATE"],
        "outlet": record["V2SOURCECOMMONNAME"],
        "url": record["V2DOCUMENTIDENTIFIER"],
        "id": record["GKGRECORDID"],
        "topics": str(record["V1THEMES"] or "").split(";"),
    }


def _note(record: Record) -> dict[str, Any]:
    """A note of Evernote; one that was clipped from the web says when it was clipped, not when it was published."""
    address = _at(record, "note-attributes", "source-url")
    left_out = {"created": _LEFT_OUT, "updated": _LEFT_OUT} if address else {}
    return {"url": address, "byline": _at(record, "note-attributes", "author"), **left_out}


def _opoint(record: Record) -> dict[str, Any]:
    return {
        "publication": record["first_source"],
        "published": record["unix_timestamp"],
        "link": record["orig_url"],
        "url": _LEFT_OUT,
    }


def _arc(record: Record) -> dict[str, Any]:
    """A story of Arc: its text is some of its elements; pictures, frames and links to other stories are the others."""
    elements = record["content_elements"]
    parts = [_arc_text(one) for one in elements] if isinstance(elements, list) else []
    return {
        "content_elements": [part for part in parts if part],
        "sectionname": _at(record, "taxonomy", "primary_section", "name"),
    }


def _arc_text(element: Any) -> str:
    kind = _at(element, "type")
    if kind in ("text", "header"):
        return str(_at(element, "content") or "")
    inner = _at(element, "items") if kind == "list" else _at(element, "content_elements")
    if (kind == "list" or (kind == "quote" and _at(element, "subtype") != "pullquote")) and isinstance(inner, list):
        return "".join(f"<p>{_arc_text(one)}</p>" for one in inner)
    return ""


def _dow_jones(record: Record) -> dict[str, Any]:
    """A record of Dow Jones's snapshots: the first paragraph is apart from the others, and days are midnights."""
    parts = [str(record.get(name) or "").strip() for name in ("snippet", "body")]
    return {
        "publication": record["source_name"],
        "published": record["publication_datetime"],
        "text": "\n\n".join(filter(None, parts)),
        "body": _LEFT_OUT,
        "snippet": _LEFT_OUT,
        "id": record["an"],
    }


def _post_of_trec(record: Record) -> dict[str, Any]:
    """An article of the Washington Post as TREC gives it: its paragraphs are some of its contents."""
    items: Any = record["contents"]
    parts = cast("list[Any]", items) if isinstance(items, list) else []
    return {
        "contents": _LEFT_OUT,
        "text": [_at(one, "content") for one in parts if _at(one, "type") == "sanitized_html"],
        "sectionname": next((_at(one, "content") for one in parts if _at(one, "type") == "kicker"), ""),
    }


def _crawled_text(record: Record) -> dict[str, Any]:
    """A text of C4, whose only date is when it was crawled."""
    return {"timestamp": _LEFT_OUT} if len(record) == 3 else {}


def _newspaper_page(record: Record) -> dict[str, Any]:
    """A scanned page of a newspaper, whose title is the newspaper's."""
    named = str(record["title"] or "").removesuffix("[volume]").rstrip(". ")
    return {"publication": named, "title": _LEFT_OUT, "publisher": _LEFT_OUT}


def _scanned_article(record: Record) -> dict[str, Any]:
    """An article of Impresso, whose names are letters; `ts` is when the record was made."""
    return {
        "title": record.get("t"),
        "text": record["ft"],
        "date": record["d"],
        "language": record["lg"],
        "page": str(_first(record.get("pp"))),
        "ts": _LEFT_OUT,
        "t": _LEFT_OUT,
        "ft": _LEFT_OUT,
    }


def _first(values: Any) -> Any:
    return values[0] if isinstance(values, list) and values else ""


def _in_collection(record: Record) -> dict[str, Any]:
    """An article of JSTOR's and Portico's collections: the newspaper is what it is part of."""
    part = record["isPartOf"]
    return {"publication": part, "page": record.get("pageStart")} if isinstance(part, str) else {}


def _readwise(record: Record) -> dict[str, Any]:
    return {"title": record["Book Title"], "byline": record["Book Author"], "text": record["Highlight"]}


def _in_two_parts(record: Record) -> dict[str, Any]:
    """A text of Joomla, of which what stands above "Read more" is apart."""
    parts = [str(record[name] or "").strip() for name in ("introtext", "fulltext")]
    return {"articletext": "\n".join(filter(None, parts)), "introtext": _LEFT_OUT, "fulltext": _LEFT_OUT}


def _viewer_row(record: Record) -> dict[str, Any]:
    """A row as the viewer of Hugging Face gives it, which cuts long cells."""
    return {"extent": "snippet" if record["truncated_cells"] else ""}


_NOTICES = ("channel_", "group_", "bot_add", "bot_remove", "pinned_item", "unpinned_item", "reminder_")
_STORED_IN_TYPO3 = frozenset(("crdate", "tstamp", "deleted"))
_STORED_POST = frozenset(("post_status", "post_type", "post_content"))
_DISCARDED = ("trash", "auto-draft", "inherit")
_RULES = (
    _Rule(frozenset(("an", "source_code", "source_name", "publication_datetime")), _dow_jones),
    _Rule(frozenset(("introtext", "fulltext")), _in_two_parts),
    _Rule(frozenset(("row_idx", "row", "truncated_cells")), _viewer_row),
    _Rule(frozenset(("note-attributes", "content")), _note),
    _Rule(frozenset(("first_source", "unix_timestamp", "orig_url")), _opoint),
    _Rule(frozenset(("article_url", "contents", "published_date")), _post_of_trec),
    _Rule(frozenset(("text", "timestamp", "url")), _crawled_text),
    _Rule(frozenset(("ocr_eng", "title", "title_normal")), _newspaper_page),
    _Rule(frozenset(("id", "d", "lg", "ft")), _scanned_article),
    _Rule(frozenset(("isPartOf", "docType", "datePublished")), _in_collection),
    _Rule(frozenset(("content_elements", "headlines")), _arc),
    _Rule(frozenset(("Highlight", "Book Title", "Book Author")), _readwise),
    _Rule(frozenset(("heading", "title", "category", "date")), _trove),
    _Rule(frozenset(("Page Name", "Post Created", "Message")), _crowdtangle),
    _Rule(frozenset(("extra_source_attributes.name",)), _talkwalker),
    _Rule(frozenset(("Hit Sentence", "Influencer", "Headline")), _meltwater),
    _Rule(frozenset(("html", "publishing_date")), _fundus),
    _Rule(frozenset(("links", "published_at", "source", "body")), _aylien),
    _Rule(frozenset(("ResultId", "Document", "Title")), _lexis),
    _Rule(_STORED_POST, _stored_post),
    _Rule(frozenset(("_embedded", "title", "content")), _wordpress),
    _Rule(frozenset(("GKGRECORDID", "V2EXTRASXML")), _gkg),
)
