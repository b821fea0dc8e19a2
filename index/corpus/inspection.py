"""How a file is read: its format and encoding, and where each field of its first records was found."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from msgspec import Struct, field

from ..config.configuration import CorpusConfig
from ..model import Article, Reject, Skip
from .archives.archives import Leaf, leaves, why
from .archives.budget import Spent
from .archives.saved_folders import part_kind
from .archives.streams import Meter, buffered
from .dates.date_evidence import learn_order
from .draft import Draft, Place
from .evidence import Notes, collecting
from .field_origin import Context, Origin, origins, unused
from .findings import Findings
from .reader_registry import Format, recognise
from .reading import read_leaf
from .rejects import fold
from .sources import HIDDEN, Source
from .text import encodings

SHOWN = 3
"""Records of a file, and members of an archive, that are explained."""
MOST_RECORDS = 2_000
"""Records that are read at most: of a long file the beginning is enough to see how it is understood."""


class InspectionError(Exception):
    """The file cannot be looked at; the message says why."""


class RecordInspection(Struct):
    """One record: its article and where the fields come from, or why it is none."""

    locator: str
    title: str = ""
    fields: list[Origin] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    """Names of the record's own fields that the article has nothing from."""
    rejected: str = ""
    """The reason, if it gave no article."""


class FileInspection(Struct):
    """One file or archive member, and how it is read."""

    locator: str
    format: str = ""
    """The reader's name; "" if there is none."""
    sign: str = ""
    """What the format was known by."""
    encoding: str = ""
    """Of a format that is text."""
    declared: str = ""
    """The encoding that the file names itself."""
    records: list[RecordInspection] = field(default_factory=list)
    articles: int = 0
    rejected: list[Reject] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)
    complete: bool = True
    """Whether it was read to its end."""


class Inspection(Struct):
    """A file, or the first members of an archive."""

    corpus: str
    """The corpus that it was read as a part of; "" for itself alone."""
    files: list[FileInspection]
    further: int = 0
    """Members that were not looked at."""
    remarks: list[str] = field(default_factory=list)
    """How the file was understood, where that was not plain."""


def inspect(
    source: Source,
    corpus: CorpusConfig,
    member: str = "",
    *,
    check: Callable[[], None] = lambda: None,
) -> Inspection:
    """Read the beginning of a file, and say where everything was found.

    Args:
        source: the file.
        corpus: the corpus that it is read as a part of.
        member: the path of one member in an archive, `!` between archives in each other; "" for the first ones.
        check: called for every record and member; what it raises ends the work.

    Raises:
        InspectionError: the file cannot be opened, or there is no such member.
    """
    found = Inspection(corpus.name, [])
    names: list[str] = []
    skip = _skip(source.path)
    if skip:
        found.files.append(FileInspection(source.path, skipped=[skip]))
        return found
    findings = Findings(lambda: learn_order(source, corpus))
    try:
        with Path(source.path).open("rb", buffering=0) as file:
            meter = Meter(cast("BinaryIO", file))
            for leaf in leaves(buffered(meter), meter, Place(corpus, source.path)):
                check()
                locator = leaf.place.locator if isinstance(leaf, Leaf) else leaf.locator
                inner = locator[len(source.path) + 1 :]
                if member and inner != member and not inner.startswith(f"{member}!"):
                    names.append(inner)
                elif len(found.files) >= SHOWN:
                    found.further += 1
                elif isinstance(leaf, Leaf):
                    found.files.append(inspect_leaf(leaf, corpus, findings, check=check))
                else:
                    found.files.append(_not_read(leaf))
    except OSError as error:
        raise InspectionError(f"{source.path} cannot be read: {why(error)}.") from None
    if not found.files:
        listed = ", ".join(names[:5]) + (f" and {len(names) - 5:,} more" if len(names) > 5 else "")
        raise InspectionError(f"There is no {member} in {source.path}; it holds {listed or 'nothing'}.")
    found.remarks = findings.remarks()
    return found


def inspect_leaf(
    leaf: Leaf,
    corpus: CorpusConfig,
    findings: Findings,
    *,
    shown: int = SHOWN,
    most: int = MOST_RECORDS,
    check: Callable[[], None] = lambda: None,
    take: Callable[[Article], None] = lambda _: None,
) -> FileInspection:
    """Read the first records of one file or member.

    Args:
        leaf: the file or member, ready to be read.
        corpus: the corpus that it belongs to.
        findings: what the file as a whole tells.
        shown: records whose fields are explained.
        most: records that are read.
        check: called for every record.
        take: given each article.
    """
    what = recognise(leaf.head, leaf.name, corpus.format, leaf.package)
    found = FileInspection(leaf.place.locator, sign=what.sign)
    lines: list[str] = []
    if isinstance(what.form, Format):
        found.format = what.form.name
        if not (what.form.opaque or what.form.package):
            found.declared = encodings.declared(leaf.head)
            found.encoding = encodings.detect(leaf.head, found.declared)
            lines = encodings.decode(leaf.head, found.declared).splitlines()
    context = Context(found.format, corpus, findings.own_names, lines, leaf.name)
    with collecting() as notes:

        def observe(draft: Draft, item: Article | Reject) -> None:
            if len(found.records) < shown:
                found.records.append(_record(draft, item, notes, context))

        def bounded() -> Iterator[Article | Reject | Skip]:
            for count, item in enumerate(read_leaf(leaf, corpus, findings, observe)):
                check()
                notes.clear()
                if count == most:
                    found.complete = False
                    return
                yield item

        try:
            for item in fold(bounded(), found.locator):
                if isinstance(item, Article):
                    found.articles += 1
                    take(item)
                elif isinstance(item, Skip):
                    found.skipped.append(item)
                else:
                    found.rejected.append(item)
        except Spent as error:
            found.rejected.append(Reject(found.locator, str(error)))
    return found


def _record(draft: Draft, item: Article | Reject, notes: Notes, context: Context) -> RecordInspection:
    if isinstance(item, Reject):
        return RecordInspection(item.locator, rejected=item.reason)
    found = origins(draft, item, notes, context)
    return RecordInspection(item.locator, item.title, found, unused(notes, found, context))


def _skip(path: str) -> Skip | None:
    """Why a file is never opened."""
    if Path(path).name.startswith("."):
        return Skip(path, HIDDEN)
    part = part_kind(path)
    return Skip(path, part) if part else None


def _not_read(item: Reject | Skip) -> FileInspection:
    if isinstance(item, Skip):
        return FileInspection(item.locator, skipped=[item])
    return FileInspection(item.locator, rejected=[item])
