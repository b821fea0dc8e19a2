"""Scanned newspaper pages (ALTO): a page an article, with what the METS file beside it says of the issue."""

import re
from collections.abc import Iterator
from pathlib import Path

from ..dates import dates
from ..draft import Aside, Draft, Flaw, Input, Unreadable
from ..fields.xml_records import Broken, Element, find, records, text, value
from ..text.languages import code

_NUMBER = re.compile(r"[_-](\d{1,5})\Z")
_MAX_METS = 64 * 1024 * 1024


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the one article of a page: its blocks in reading order.

    Raises:
        Unreadable: no word was recognised on it.
    """
    blocks: list[str] = []
    page = ""
    damage = ""
    for element in records(given, {"textblock", "page"}):
        if isinstance(element, Broken):
            damage = element.reason
            continue
        page = page or value(element, "PRINTED_IMG_NR", "PHYSICAL_IMG_NR")
        for block in [element] if element.tag == "TextBlock" else element.iter("TextBlock"):
            words = _block(block)
            if words:
                blocks.append(words)
    if not blocks:
        raise Unreadable(damage or "a scanned page on which no word was recognised")
    stem = given.name.rsplit(".", 1)[0].removesuffix(".ocr").removesuffix(".alto")
    about = _issue(given, stem)
    number = match[1].lstrip("0") if (match := _NUMBER.search(stem)) else ""
    yield Draft(
        title=about.title,
        text="\n\n".join(blocks),
        date=about.date,
        outlet=about.outlet,
        lang=about.lang,
        wrapped=False,
        extra=(("page", page or number), *about.extra),
    )
    if damage:
        yield Flaw(0, damage)


def read_mets(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Count the description of a scan: its pages are files of their own."""
    del given
    yield Aside("descriptions of scans (METS)")


def _block(block: Element) -> str:
    """The words of a block, those that a line's end cuts in two joined."""
    words: list[str] = []
    for string in block.iter("String"):
        content = value(string, "CONTENT")
        whole = value(string, "SUBS_CONTENT")
        part = value(string, "SUBS_TYPE")
        if whole and part == "HypPart1":
            words.append(whole)
        elif not (whole and part == "HypPart2") and content:
            words.append(content)
    return " ".join(words)


def _issue(given: Input, stem: str) -> Draft:
    """What a METS file in the same folder says of the issue that a page belongs to."""
    if not given.path:
        return Draft()
    begin = _NUMBER.sub("", stem)
    folder = Path(given.path).parent
    for name in (f"{begin}_mets.xml", f"{begin}-METS.xml", f"{begin}-mets.xml", f"{stem}_mets.xml", "mets.xml"):
        place = folder / name
        try:
            if not place.is_file() or place.stat().st_size > _MAX_METS:
                continue
            data = place.read_bytes()
        except OSError:
            continue
        return _from_mets(given.part(data, name))
    return Draft()


def _from_mets(given: Input) -> Draft:
    title = outlet = date = lang = rights = edition = ""
    for mods in records(given, {"mods"}):
        if isinstance(mods, Broken):
            break
        outlet = outlet or text(mods, "relatedItem/titleInfo/title")
        title = title or text(mods, "titleInfo/title")
        date = date or dates.parse(text(mods, ".//dateIssued", ".//dateCreated", ".//part/date"))
        lang = lang or code(text(mods, "language/languageTerm"))
        rights = rights or text(mods, "accessCondition")
        edition = edition or text(find(mods, ".//part/detail[@type='edition']"), "number")
    return Draft(title="" if not outlet else title, date=date, outlet=outlet or title, lang=lang,
                 extra=(("rights", rights), ("edition", edition)))  # fmt: skip
