"""The structure of a scanned issue (METS): its articles, the blocks that each consists of, and what is said of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from copy import deepcopy

from msgspec import Struct, field

from ...dates import dates
from ...draft import Input
from ...fields.xml_records import Broken, Element, find, records, text, texts, value
from ...text.languages import code

_ITEMS = frozenset(
    "article advertisement advert ad editorial letter obituary deathnotice review feuilleton news newsitem story poem"
    " weather announcement notice item column comment interview report".split()
)
"""Types of divisions that are articles."""
_ROLES = {"title": "title", "heading": "title", "headline": "title", "mainheading": "title", "author": "author",
          "byline": "author"}  # fmt: skip


class Reference(Struct, frozen=True):
    """A stretch of a page."""

    file: str
    """The id of the page's file."""
    begin: str
    """The id of the first element."""
    end: str = ""
    """The id of the last, if another."""
    block: str = ""
    """The id that the whole block may have."""
    role: str = ""
    """`title` or `author`, for a part that is one."""


class Issue(Struct):
    """What is said of the whole issue."""

    title: str = ""
    outlet: str = ""
    date: str = ""
    lang: str = ""
    rights: str = ""
    edition: str = ""


class Item(Struct):
    """One article."""

    id: str
    kind: str
    title: str = ""
    byline: str = ""
    lang: str = ""
    section: str = ""
    parts: list[Reference] = field(default_factory=list)


class Structure(Struct):
    """What a description says."""

    issue: Issue = field(default_factory=Issue)
    files: dict[str, str] = field(default_factory=dict)
    """Id of a file -> its address."""
    items: list[Item] = field(default_factory=list)
    """Articles whose blocks are named, in order."""


class _Maps(Struct):
    """The parts of a description that refer to each other."""

    mods: dict[str, Element] = field(default_factory=dict)
    logical: list[Element] = field(default_factory=list)
    physical: dict[str, list[Reference]] = field(default_factory=dict)
    """Id of a division of a page -> its stretches."""
    links: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Id of a logical division -> ids of physical ones."""


def read_structure(given: Input) -> Structure:
    """Read a description; one that is damaged as far as it goes."""
    found = Structure()
    maps = _Maps()
    for element in records(given, {"dmdsec", "filesec", "structmap", "structlink"}):
        if isinstance(element, Broken):
            break
        tag = element.tag.casefold()
        if tag == "dmdsec":
            mods = find(element, ".//mods")
            if mods is not None:
                _describe(found.issue, mods)
                maps.mods[value(element, "ID")] = deepcopy(mods)  # the element is emptied once the next is read
        elif tag == "filesec":
            found.files |= {value(file, "ID"): href for file in element.iter("file") if (href := _href(file))}
        elif tag == "structmap" and value(element, "TYPE").casefold() == "physical":
            _note_physical(element, maps.physical)
        elif tag == "structmap":
            maps.logical.append(deepcopy(element))
        else:
            _note_links(element, maps.links)
    for root in maps.logical:
        for division in root.iterchildren("div"):
            found.items += _items(division, "", maps)
    issue = found.issue
    issue.outlet, issue.title = issue.outlet or issue.title, issue.title if issue.outlet else ""
    return found


def _describe(issue: Issue, mods: Element) -> None:
    """Add what a record says of the issue; the first to say something counts."""
    issue.outlet = issue.outlet or text(mods, "relatedItem/titleInfo/title")
    issue.title = issue.title or text(mods, "titleInfo/title")
    issue.date = issue.date or dates.parse(text(mods, ".//dateIssued", ".//dateCreated", ".//part/date"))
    issue.lang = issue.lang or code(text(mods, "language/languageTerm"))
    issue.rights = issue.rights or text(mods, "accessCondition")
    issue.edition = issue.edition or text(find(mods, ".//part/detail[@type='edition']"), "number")


def _items(division: Element, section: str, maps: _Maps) -> Iterator[Item]:
    """Yield the innermost articles of a division of the logical structure."""
    kind = _type(division)
    inner = [one for one in division.iterdescendants("div") if _type(one) in _ITEMS]
    if kind in _ITEMS and not inner:
        parts = list(_parts(division, "", maps))
        if parts:
            yield _item(division, kind, section, parts, maps.mods)
        return
    if kind == "section":
        section = value(division, "LABEL") or section
    for one in division.iterchildren("div"):
        yield from _items(one, section, maps)


def _item(division: Element, kind: str, section: str, parts: list[Reference], mods: Mapping[str, Element]) -> Item:
    own = next((mods[id] for id in value(division, "DMDID").split() if id in mods), None)
    title = text(own, "titleInfo/title") if own is not None else ""
    return Item(
        id=value(division, "ID"),
        kind=kind,
        title=title or value(division, "LABEL"),
        byline=", ".join(texts(own, "name/namePart")) or ", ".join(texts(own, "name/displayForm")),
        lang=code(text(own, "language/languageTerm")) if own is not None else "",
        section=section,
        parts=parts,
    )


def _parts(division: Element, role: str, maps: _Maps) -> Iterator[Reference]:
    """Yield the stretches that a division consists of: named in it, or in the physical one that it is linked to."""
    for id in maps.links.get(value(division, "ID"), ()):
        yield from maps.physical.get(id, ())
    for child in division:
        if child.tag == "fptr":
            for area in child.iter("area"):
                if value(area, "BEGIN"):
                    yield Reference(value(area, "FILEID"), value(area, "BEGIN"), value(area, "END"), role=role)
        elif child.tag == "div":
            yield from _parts(child, _ROLES.get(_type(child), role), maps)


def _note_physical(root: Element, physical: dict[str, list[Reference]]) -> None:
    """Note the stretches of each division of a page; one of a whole page says nothing of blocks."""
    for division in root.iter("div"):
        id = value(division, "ID")
        areas = [area for pointer in division.iterchildren("fptr") for area in pointer.iter("area")]
        found = [
            Reference(value(area, "FILEID"), value(area, "BEGIN"), value(area, "END"), block=id)
            for area in areas
            if value(area, "BEGIN")
        ]
        if id and found:
            physical[id] = found


def _note_links(element: Element, links: defaultdict[str, list[str]]) -> None:
    """Note which logical divisions consist of which physical ones."""
    for link in element.iter("smLink"):
        links[_end(link, "from")].append(_end(link, "to"))
    for group in element.iter("smLinkGrp"):
        places = {_attribute(one, "label"): _href_of(one) for one in group.iter("smLocatorLink")}
        for arc in group.iter("smArcLink"):
            start, end = places.get(_attribute(arc, "from"), ""), places.get(_attribute(arc, "to"), "")
            if start and end:
                links[start].append(end)


def _type(division: Element) -> str:
    return value(division, "TYPE").casefold().replace("_", "").replace("-", "").replace(" ", "")


def _end(link: Element, name: str) -> str:
    return _attribute(link, name).removeprefix("#")


def _attribute(element: Element, name: str) -> str:
    """An attribute, whatever its namespace."""
    return next((str(found) for key, found in element.attrib.items() if key.rpartition("}")[2] == name), "").strip()


def _href_of(element: Element) -> str:
    return _attribute(element, "href").removeprefix("#")


def _href(file: Element) -> str:
    """The address of a file, if it is XML."""
    place = find(file, "FLocat")
    href = _attribute(place, "href") if place is not None else ""
    return href if href.lower().endswith(".xml") else ""
