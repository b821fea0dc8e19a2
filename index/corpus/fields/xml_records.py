"""XML in records: decoded and cleaned by us, parsed as it streams in, its entities never resolved."""

import codecs
import html
import re
from collections.abc import Container, Iterator
from contextlib import suppress
from typing import Any, cast

import lxml.etree
from msgspec import Struct

from ...lazy_pattern import lazy_pattern
from ..draft import MAX_TEXT, Input, Unreadable
from ..evidence import is_collecting, note
from ..text import encodings
from ..text.character_references import without_forbidden
from ..text.markup import blocks

Element = Any
"""An lxml element; lxml ships no types."""

_AROUND = "documents-of-the-file"
"""The element that is put around the documents of a file."""
_FURTHER = lazy_pattern(
    r"(>\s*)(?:<\?xml\s[^<>]{0,200}\?>(?:\s*<!DOCTYPE[^\[<>]{0,1000}>)?|<!DOCTYPE[^\[<>]{0,1000}>)", re.I
)
"""How a further document begins, behind the end of the one before."""
_LONGEST_BEGINNING = 1300
_CHUNK = 256 * 1024
_MAX_RECORD = 4 * MAX_TEXT
"""Bytes of one record with its markup."""
_HEAD = 64 * 1024
_PROLOGUE = lazy_pattern(r"\A[\ufeff\s]*(?:<\?xml.*?\?>)?", re.S)
_DOCTYPE = lazy_pattern(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.S | re.I)
_FORBIDDEN = lazy_pattern("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NAMED = lazy_pattern(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
_BARE = lazy_pattern(r"&(?!(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);)")


class Broken(Struct, frozen=True):
    """The document ends, or can no longer be parsed, before its root is closed."""

    reason: str


def records(given: Input, names: Container[str], extra_text: str = "") -> Iterator[Element | Broken]:
    """Yield the outermost elements of these names as they are complete, namespaces stripped.

    A file may hold several documents, one below the other. Everything before an element is freed, so that memory holds
    one record. Damage does not raise: what was complete is yielded, then a `Broken`.

    Args:
        given: the file.
        names: local names in lower case.
        extra_text: what the document declares as its encoding, where it does not say so itself.

    Raises:
        Unreadable: a record is longer than the bounds.
    """
    parser = lxml.etree.XMLPullParser(
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    depth = inside = since = 0
    failed = ""
    parser.feed(f"<{_AROUND}>")
    for chunk in _texts(given, extra_text):
        since += len(chunk)
        if since > _MAX_RECORD and inside:
            raise Unreadable(f"a record is longer than {_MAX_RECORD >> 20} MB of XML")
        try:
            parser.feed(chunk)
        except lxml.etree.XMLSyntaxError as error:
            failed = str(error.msg or error)
        for event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
            if event == "start":
                depth += 1
                if not inside and local_name(element) in names:
                    inside, since = depth, 0
                continue
            if inside == depth:
                inside, since = 0, 0
                yield _stripped(element)
                _free(element)
            elif not inside:
                _free(element)
            depth -= 1
        if failed:
            break
    if failed or depth > 1:
        yield Broken(f"not valid XML: {failed}" if failed else "the file ends within the XML: it is truncated")


def local_names(element: Element) -> list[str]:
    """Names of an element's children, in lower case."""
    return [local_name(child) for child in element]


def find(element: Element | None, *paths: str) -> Element | None:
    """The first element at any of these paths."""
    if element is None:
        return None
    for path in paths:
        found = element.find(path)
        if found is not None:
            return found
    return None


def text(element: Element | None, *paths: str) -> str:
    """The words of the first element at these paths that has any, on one line; of the element itself without paths."""
    if element is None:
        return ""
    if not paths:
        return " ".join("".join(map(str, element.itertext())).split())
    for path in paths:
        for found in element.iterfind(path):
            words = text(found)
            if words:
                note("element", path.removeprefix(".//"), words)
                return words
    return ""


def texts(element: Element | None, path: str, attribute: str = "") -> list[str]:
    """The words, or an attribute, of every element at a path, without repetition."""
    if element is None:
        return []
    found = (value(inner, attribute) if attribute else text(inner) for inner in element.iterfind(path))
    kept = list(dict.fromkeys(words for words in found if words))
    note("element", f"{path.removeprefix('.//')}{' @' * bool(attribute)}{attribute}", ", ".join(kept))
    return kept


def value(element: Element | None, *attributes: str) -> str:
    """The first of these attributes that an element has."""
    if element is None:
        return ""
    for name in attributes:
        found = (element.get(name) or "").strip()
        if found:
            if is_collecting():
                note("element", f"{element.tag} @{name.rpartition('}')[2]}", found)
            return found
    return ""


def body(element: Element | None) -> str:
    """The paragraphs of an element that holds text in HTML, NITF or plain lines."""
    if element is None:
        return ""
    if len(element) == 0:
        found = str(element.text or "").strip("\n")
    else:
        found = "\n\n".join(block.text for block in blocks(element))
    if is_collecting():
        note("element", str(element.tag), found)
    return found


def _texts(given: Input, says: str) -> Iterator[str]:
    """The document as text that the parser takes: no declaration, no document type, no characters that XML forbids."""
    head = given.head
    encoding = encodings.detect(head, encodings.declared(head) or says)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    held = ""
    first = True
    while True:
        data = given.stream.read(_CHUNK)
        held += decoder.decode(data, final=not data)
        if first and len(held) < _HEAD and data:
            continue
        if first:
            held = _PROLOGUE.sub("", held)
            held = _DOCTYPE.sub("", held[:_HEAD], count=1) + held[_HEAD:]
            first = False
        cut = len(held)
        if data:
            # A reference cut in two would be taken for a bare ampersand.
            ampersand = held.rfind("&", max(0, cut - 40))
            if ampersand >= 0 and ";" not in held[ampersand:]:
                cut = ampersand
            declared = held.rfind("<?xml", max(0, cut - _LONGEST_BEGINNING))
            if declared > 0:  # its document type may not be here yet
                cut = min(cut, held.rfind(">", 0, declared) if ">" in held[:declared] else declared)
        piece, held = held[:cut], held[cut:]
        if piece:
            yield _clean(piece)
        if not data:
            return


def _clean(piece: str) -> str:
    if "<?xml" in piece or "<!DOCTYPE" in piece:
        piece = _FURTHER.sub(r"\1", piece)
    if "&" in piece:
        piece = without_forbidden(piece)
        piece = _NAMED.sub(_character, piece)
        piece = _BARE.sub("&amp;", piece)
    return _FORBIDDEN.sub("", piece)


def _character(match: re.Match[str]) -> str:
    """The character that HTML means by a name; other names belong to a document type that is not read."""
    found = html.unescape(match[0])
    return match[0] if found == match[0] else html.escape(found, quote=False)


def local_name(element: Element) -> str:
    """The name of an element without its namespace, in lower case; "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2].casefold() if isinstance(tag, str) else ""


def _stripped(element: Element) -> Element:
    for inner in element.iter():
        tag = inner.tag
        if isinstance(tag, str) and tag.startswith("{"):
            with suppress(ValueError):  # a damaged name that only recovery lets through
                inner.tag = tag.rpartition("}")[2]
    return element


def _free(element: Element) -> None:
    """Forget an element that is done with, and its elder siblings."""
    element.clear()
    parent = element.getparent()
    if parent is None:
        return
    while element.getprevious() is not None:
        del parent[0]
