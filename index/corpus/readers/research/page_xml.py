"""PAGE XML: pages of newspapers as Transkribus, OCR-D and eScriptorium recognise them, an article a page."""

from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields.xml_records import Broken, Element, local_name, records, value

_NUMBER = lazy_pattern(r"(?:\A|[_-]|\D)(\d{1,5})\Z")
_TEXTS = ("textregion",)
_HYPHEN = ("-", "¬", "\u00ad", "⸗")


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield an article for each page: the texts of its regions in reading order.

    Raises:
        Unreadable: no text was recognised.
    """
    number = 0
    damage = ""
    for page in records(given, {"page"}):
        if isinstance(page, Broken):
            damage = page.reason
            continue
        text = "\n\n".join(_regions(page))
        if text:
            number += 1
            yield Draft(text=text, number=number if number > 1 else 0, wrapped=False, extra=(("page", _number(given)),))
    if not number:
        raise Unreadable(damage or "a scanned page on which no word was recognised")
    if damage:
        yield Flaw(0, damage)


def _number(given: Input) -> str:
    match = _NUMBER.search(given.name.rsplit(".", 1)[0])
    return match[1].lstrip("0") if match else ""


def _regions(page: Element) -> Iterator[str]:
    """Yield the texts of a page's regions in the order that it gives, and of those that it does not list after them."""
    places: dict[str, int] = {}
    for listed in page.iter():
        if local_name(listed) in ("regionrefindexed", "regionref"):
            places.setdefault(value(listed, "regionRef"), len(places) if not value(listed, "index") else _index(listed))
    found = [region for region in page.iter() if local_name(region) in _TEXTS]
    for region in sorted(found, key=lambda one: places.get(value(one, "id"), len(places) + len(found))):
        if text := _text(region):
            yield text


def _index(listed: Element) -> int:
    index = value(listed, "index")
    return int(index) if index.isdecimal() and len(index) < 8 else 0


def _text(region: Element) -> str:
    """The lines of a region, joined; words that a line's end cuts are whole again."""
    lines = [_said(line) for line in region if local_name(line) == "textline"]
    if not any(lines):
        lines = _said(region).split("\n")
    text = ""
    for line in (line.strip() for line in lines):
        if text.endswith(_HYPHEN) and line[:1].islower():
            text = text[:-1] + line
        elif line:
            text = f"{text} {line}".strip()
    return text


def _said(element: Element) -> str:
    """What an element says itself, the first of several readings; else what its words say."""
    for child in element:
        if local_name(child) == "textequiv":
            return "".join(str(one.text or "") for one in child if local_name(one) == "unicode").strip()
    return " ".join(filter(None, (_said(word) for word in element if local_name(word) == "word")))
