"""What a survey of a folder found, in lines: for the terminal, and as comments of a configuration file."""

from collections.abc import Iterator

from ....index.config.new_file import FIELDS
from ....index.corpus.folder_survey import FieldSurvey, FolderSurvey, FormatSurvey
from ...terminal.sanitise import sanitise_line
from ..output import count, strong

_PLACES = 3
"""Places of one field that are shown."""
_FORMATS = 12
"""Formats whose fields are shown."""
_LANGUAGES = 8
_LABELS = {"lang": "language", "url": "address", "key": "id"}


def survey_lines(found: FolderSurvey) -> Iterator[str]:
    """Lines for the terminal."""
    where = ", ".join(found.paths)
    sample = "" if found.complete else f", {found.looked_at:,} looked at"
    hidden = f"; {found.left_out:,} hidden or excluded" if found.left_out else ""
    yield strong(f"{where}: {count(found.files, 'file')}{sample}{hidden}")
    yield ""
    yield strong("formats     files  articles  rejected  skipped" + ("" if found.complete else "   (of the sample)"))
    for form in found.formats:
        yield sanitise_line(_counts(form))
    for form in found.formats[:_FORMATS]:
        if form.fields:
            yield ""
            yield strong(f"{form.format}: where the fields come from")
            yield from (sanitise_line(f"  {line}") for line in _fields(form))
    yield ""
    yield from _dates(found)
    yield from _languages(found)
    for number, one in enumerate(found.examples, 1):
        yield ""
        yield strong(sanitise_line(f"example {number}: {one.title}"))
        about = " · ".join((one.date or "undated", one.outlet or "unknown outlet", one.lang or "unknown language"))
        yield sanitise_line(f"  {about}")
        yield sanitise_line(f"  {one.locator}")
        yield sanitise_line(f"  {one.beginning}…")
    if found.remarks or found.rejects:
        yield ""
    for remark, files in found.remarks.items():
        yield sanitise_line(f"note        {remark} ({count(files, 'file')})")
    for reject in found.rejects:
        yield sanitise_line(f"rejected    {reject.locator}: {reject.reason}")


def comments(found: FolderSurvey) -> Iterator[str]:
    """Comments for a configuration file: what was found, shortly."""
    sample = f"all {found.files:,}" if found.complete else f"{found.looked_at:,} of {found.files:,}"
    yield f"Written by `newsexplore init` after a look at {sample} files. `newsexplore config check` checks it."
    yield ""
    yield "format      files  articles  rejected  skipped" + ("" if found.complete else "   (of the sample)")
    for form in found.formats:
        yield sanitise_line(_counts(form))
    for form in found.formats[:_FORMATS]:
        if form.fields:
            yield ""
            yield f"{form.format}:"
            yield from (sanitise_line(f"  {line}") for line in _fields(form))
    yield ""
    yield from _dates(found)
    yield from _languages(found)
    yield ""
    yield "Further keys of a corpus: format, fields, outlet, lang, include, exclude, table."
    yield ""


def _counts(form: FormatSurvey) -> str:
    files = f"{'' if form.exact else '~'}{form.files:,}"
    return f"{form.format:11}{files:>6}{form.articles:>10,}{form.rejected:>10,}{form.skipped:>9,}"


def _fields(form: FormatSurvey) -> Iterator[str]:
    for one in sorted(form.fields, key=lambda one: (FIELDS.index(one.field) if one.field in FIELDS else 99, one.field)):
        yield f"{_LABELS.get(one.field, one.field):10} {_places(one, form.explained)}"
    used = {place.partition('"')[2].rstrip('"') for one in form.fields for place in one.places}
    rest = [name for name in form.names if name not in used]
    if rest:
        yield f"not used   {', '.join(name[:30] for name in rest[:12])}{' …' * (len(rest) > 12)}"


def _places(one: FieldSurvey, records: int) -> str:
    """Where a field was found, and how often, of the records that were looked at."""
    several = len(one.places) > 1
    shown = [f"{place} ({number:,})" if several else place for place, number in list(one.places.items())[:_PLACES]]
    if len(one.places) > _PLACES:
        shown.append(f"{len(one.places) - _PLACES} more")
    missing = records - one.records
    return ", ".join(shown) + (f"; none in {missing:,} of {records:,}" if missing > 0 else "")


def _dates(found: FolderSurvey) -> Iterator[str]:
    dates = found.dates
    span = f"{dates.earliest} to {dates.latest}, {dates.dated:,} dated" if dates.dated else "no dates"
    yield f"dates       {span}, {dates.undated:,} undated"
    for one in dates.examples:
        how = f" ({one.how})" if one.how else ""
        yield sanitise_line(f'            "{one.raw[:60]}" -> {one.iso or "unknown"}{how}')


def _languages(found: FolderSurvey) -> Iterator[str]:
    total = sum(found.languages.values()) or 1
    shares = [f"{lang or 'unknown'} {100 * number / total:.0f} %" for lang, number in found.languages.items()]
    more = f", {len(shares) - _LANGUAGES} more" if len(shares) > _LANGUAGES else ""
    yield f"languages   {', '.join(shares[:_LANGUAGES]) or 'none'}{more}"
