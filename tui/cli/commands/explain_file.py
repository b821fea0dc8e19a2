"""`newsexplore index --explain FILE`: how one file is read, and where each field of its first records was found."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import structs

from ....index.config.configuration import Config, CorpusConfig
from ....index.config.settings import SettingsError, for_paths
from ....index.corpus.field_origin import Origin
from ....index.corpus.inspection import MOST_RECORDS, FileInspection, Inspection, RecordInspection, inspect
from ....index.corpus.sources import Source
from ....index.files import expanded
from ...terminal.sanitise import sanitise_line
from ..options import Options, configuration
from ..output import count, print_json, print_lines, strong

_WIDTH = 70
"""Characters of a value that are shown."""
_NAMES = {"lang": "language", "url": "address", "key": "id"}
_UNUSED = 12
"""Names of fields not used that are shown."""


def explain_file(options: Options, paths: Sequence[str], name: str, table: str | None, *, json: bool) -> None:
    """Print how FILE, or a member of an archive, is read.

    Raises:
        SettingsError: there is no such file.
        InspectionError: it cannot be opened, or has no such member.
    """
    path, member = _divided(name)
    corpus, known = _corpus(configuration(options), paths, options, path)
    if table is not None:
        corpus = structs.replace(corpus, table=table)
    status = Path(path).stat()
    source = Source(path, corpus.name, f"{status.st_size}:{status.st_mtime_ns}", status.st_size, corpus.paths[0])
    found = inspect(source, corpus, member)
    found.corpus = corpus.name if known else ""
    if json:
        print_json(found)
    else:
        print_lines(_lines(found))


def _divided(name: str) -> tuple[str, str]:
    """The path of a file, absolute, and of a member within it.

    Raises:
        SettingsError: there is no such file.
    """
    ends = [len(name), *(at for at in range(len(name) - 1, 0, -1) if name[at] == "!")]
    for end in ends:
        path = expanded(name[:end])
        if path.is_file():
            return os.path.abspath(path), name[end + 1 :]  # noqa: PTH100 - links must not be resolved
    if expanded(name).is_dir():
        raise SettingsError(f"{name} is a folder: --explain takes one file, `newsexplore init {name}` looks at all.")
    raise SettingsError(f"There is no file {name}.")


def _corpus(config: Config, paths: Sequence[str], options: Options, path: str) -> tuple[CorpusConfig, bool]:
    """The corpus that a file belongs to, of PATHs or the configuration; else one of itself alone."""
    corpora = for_paths(config, paths, options.index_dir).corpora if paths or config.corpora else ()
    for corpus in corpora:
        if any(Path(path).is_relative_to(root) or Path(path).resolve().is_relative_to(root) for root in corpus.paths):
            return corpus, True
    return CorpusConfig(name=Path(path).stem, paths=(path,)), False


def _lines(found: Inspection) -> Iterator[str]:
    for number, file in enumerate(found.files):
        if number:
            yield ""
        yield from _file(file)
    for remark in found.remarks:
        yield sanitise_line(f"  note       {remark}")
    if found.further:
        yield ""
        yield f"{count(found.further, 'further member')} not looked at: --explain 'ARCHIVE!member' takes one of them."
    if not found.corpus:
        yield ""
        yield "Read as a corpus of its own: give the folder as PATH where the dates of other files should count."


def _file(file: FileInspection) -> Iterator[str]:
    yield strong(file.locator)
    if file.format:
        yield f"  format     {file.format}, known by {file.sign}"
    elif file.sign:
        yield f"  format     none that is read, judged by {file.sign}"
    if file.encoding:
        declared = f" (declared: {sanitise_line(file.declared)})" if file.declared else " (detected)"
        yield f"  encoding   {file.encoding}{declared}"
    for record in file.records:
        yield ""
        yield from _record(record, file.locator)
    yield ""
    counts = [count(file.articles, "article")]
    rejected, skipped = sum(one.count for one in file.rejected), sum(one.count for one in file.skipped)
    counts += [f"{rejected:,} rejected"] * bool(rejected) + [f"{skipped:,} skipped"] * bool(skipped)
    more = "" if file.complete else f" among the first {MOST_RECORDS:,} records; the rest was not read"
    yield f"  found      {', '.join(counts)}{more}"
    for reject in file.rejected:
        place = reject.locator.removeprefix(file.locator)
        yield sanitise_line(f"  rejected   {place + ': ' if place else ''}{reject.reason}")
    for skip in file.skipped:
        yield sanitise_line(f"  skipped    {skip.count:,} {skip.kind}")


def _record(record: RecordInspection, file: str) -> Iterator[str]:
    place = record.locator.removeprefix(file) or "the whole file"
    if record.rejected:
        yield sanitise_line(f"  {place}: rejected: {record.rejected}")
        return
    yield sanitise_line(f"  {place}")
    for origin in record.fields:
        yield origin_line(origin)
    if record.unused:
        shown = ", ".join(name[:30] for name in record.unused[:_UNUSED])
        more = f" and {len(record.unused) - _UNUSED} more" if len(record.unused) > _UNUSED else ""
        yield sanitise_line(f"    not used   {shown}{more}")


def origin_line(origin: Origin) -> str:
    """One field, its value and its place, on one line."""
    value = " ".join(origin.value.split())
    if origin.field == "text" and value:
        value = f"{value[:_WIDTH]}{'…' * (len(value) > _WIDTH)} ({len(origin.value):,} characters)"
    elif len(value) > _WIDTH:
        value = f"{value[:_WIDTH]}…"
    if origin.raw:
        value = f'"{origin.raw[:_WIDTH]}" -> {value or "unknown"}'
    place = f"{origin.place}: " if value else origin.place
    how = f" ({origin.how})" if origin.how else ""
    return sanitise_line(f"    {_NAMES.get(origin.field, origin.field):10} {place}{value}{how}")
