"""Descriptions of scanned issues (METS): articles put together from the ALTO pages beside, as the issue divides them.

Where the logical structure names the blocks of each article, those are its text, and the pages are not read by
themselves. Where it names whole pages only, or there is none, a page is an article: see `alto`.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from ...draft import Aside, Draft, Flaw, Input
from ...sources import covers, is_description
from .mets_structure import Item, Reference, Structure, read_structure
from .scanned_page import ScannedPage, Span, read_page

_MAX = 64 * 1024 * 1024
"""Bytes of a description, and of a page."""
_MOST = 50
"""Descriptions in one folder that are looked at."""
_HELD = 8
"""Pages and descriptions that are kept: articles run over a few pages."""


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of an issue; a description that does not divide its pages into articles is counted."""
    path = Path(given.path) if given.path else None
    structure = _structure_of(path) if path else None
    files = {part.file for item in structure.items for part in item.parts} if structure else ()
    if path is None or structure is None or not any(_file(path, structure.files.get(id, "")) for id in files):
        yield Aside("descriptions of scans (METS)")
        return
    used: dict[Path, list[Span]] = {}
    for number, item in enumerate(structure.items, 1):
        yield from _article(item, number, structure, path, used)
    outside = sum(_outside(_page(*_stamp(page)), spans) for page, spans in used.items())
    if outside:
        yield Aside("blocks of scanned pages outside of articles", outside)


def description_of(page: Input) -> tuple[Structure | None, bool]:
    """What describes the issue that a page on disk belongs to, and whether the articles are read from there."""
    place = Path(page.path)
    for mets in _beside(place):
        structure = _structure_of(mets)
        if structure is None:
            continue
        pages = {_file(mets, name) for name in structure.files.values()}
        if place in pages or _same_issue(place, mets):
            divided = {_file(mets, structure.files.get(ref.file, "")) for item in structure.items for ref in item.parts}
            return structure, place in divided and (page.is_copy or covers(page.corpus, str(mets)))
    return None, False


def _beside(page: Path) -> Iterator[Path]:
    """Yield what may describe a page's issue, in its folder and in the one above."""
    for folder in (page.parent, page.parent.parent):
        try:
            names = sorted(path for path in folder.iterdir() if is_description(path.name))
        except OSError:
            continue
        yield from [path for path in names if path.is_file()][:_MOST]


def _same_issue(page: Path, mets: Path) -> bool:
    """Whether names say that a page belongs to an issue: `paper_1824_0001.xml`, `paper_1824_mets.xml`."""
    if page.parent != mets.parent:
        return False
    begin = mets.stem.lower().replace("-mets", "").replace("_mets", "").replace("mets", "")
    stem = page.name.lower().split(".", 1)[0]
    return not begin or stem == begin or (stem.startswith(begin) and stem[len(begin) : len(begin) + 1] in "_-")


def _article(
    item: Item, number: int, structure: Structure, mets: Path, used: dict[Path, list[Span]]
) -> Iterator[Draft | Flaw]:
    """Yield one article of an issue, and a flaw if something of it is not there."""
    texts: list[str] = []
    titles: list[str] = []
    authors: list[str] = []
    numbers: list[str] = []
    missing = 0
    for part in item.parts:
        path = _file(mets, structure.files.get(part.file, ""))
        page = _page(*_stamp(path)) if path else None
        span = _span(page, part) if page else None
        if path is None or page is None or span is None:
            missing += 1
            continue
        used.setdefault(path, []).append(span)
        paragraphs = page.paragraphs([span])
        if part.role == "title":
            titles += paragraphs
        elif part.role == "author":
            authors += paragraphs
        else:
            texts += paragraphs
        numbers.append(page.number)
    if not texts and not titles:
        yield Flaw(number, f"an article of an issue of which no text is on the pages here ({item.id or item.title})")
        return
    issue = structure.issue
    kind = () if item.kind == "article" else (item.kind,)
    yield Draft(
        title=item.title or " ".join(titles),
        text="\n\n".join((*(titles if item.title else ()), *texts)),
        date=issue.date,
        outlet=issue.outlet,
        byline=item.byline or ", ".join(authors),
        lang=item.lang or issue.lang,
        topics=kind,
        key=item.id,
        number=number,
        wrapped=False,
        extra=(
            ("page", ", ".join(dict.fromkeys(filter(None, numbers)))),
            ("section", item.section),
            ("rights", issue.rights),
            ("edition", issue.edition),
        ),
    )
    if missing:
        yield Flaw(number, f"{missing} of {len(item.parts)} parts of this article are not on the pages here")


def _span(page: ScannedPage, part: Reference) -> Span | None:
    """Where a part stands on its page: the block of its own id if there is one, else from word to word."""
    return (page.span(part.block) if part.block else None) or page.span(part.begin, part.end)


def _outside(page: ScannedPage | None, spans: list[Span]) -> int:
    """How many blocks of a page with words on them belong to no article."""
    if page is None:
        return 0
    return sum(
        1
        for first, last in page.blocks
        if any(page.words[first:last]) and not any(start < last and first < end for start, end in spans)
    )


def _file(mets: Path, name: str) -> Path | None:
    """The file that a description names, if it lies in its folder or below."""
    inner = unquote(name.removeprefix("file://")).replace("\\", "/").lstrip("/")
    if not inner or "://" in inner or "\0" in inner:
        return None
    for candidate in (mets.parent / inner, mets.parent / inner.rpartition("/")[2]):
        try:
            real = candidate.resolve()
            if real.is_file() and real.is_relative_to(mets.parent.resolve()):
                return mets.parent / real.relative_to(mets.parent.resolve())
        except (OSError, ValueError):
            continue
    return None


def _stamp(path: Path) -> tuple[str, int, int]:
    """A file, and what changes with its content."""
    try:
        status = path.stat()
    except OSError:
        return str(path), 0, -1
    return str(path), status.st_mtime_ns, status.st_size


def _structure_of(path: Path) -> Structure | None:
    return _structure(*_stamp(path))


@lru_cache(maxsize=_HELD)
def _structure(path: str, _: int, size: int) -> Structure | None:
    given = _input(path, size)
    return read_structure(given) if given else None


@lru_cache(maxsize=_HELD)
def _page(path: str, _: int, size: int) -> ScannedPage | None:
    given = _input(path, size)
    return read_page(given) if given else None


def _input(path: str, size: int) -> Input | None:
    """A file beside the one that is read, whole; None if it cannot be read or is too long."""
    if not 0 < size <= _MAX:
        return None
    try:
        return Input.of_bytes(Path(path).read_bytes(), Path(path).name)
    except OSError:
        return None
