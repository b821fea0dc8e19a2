"""Fields of records beyond an article's own that are kept: section, page, edition, rights, corrections, embargoes."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..dates import dates
from ..evidence import note_field
from . import field_values
from .field_names import squash

Named = Callable[[Iterable[str]], Iterable[tuple[str, Any]]]

_NAMES = {
    "section": "sectionname section subsectionname newsdesk desk rubrik ressort rubrique seccion sectiontitle"
    " sezione secao rubriek dzial avdelning sektion рубрика 面名",
    "page": "printpage page pagenumber pageno pages startpage seite pagina paginas sida strona strana 版次 版面 ページ",
    "edition": "edition editionname printedition newspaperedition ausgabe 朝夕刊 刊別",
    "rights": "copyrightnotice copyright rights usageterms rightsinfo licence license copyrightline creditline",
    "version": "version versionnumber revision revisionnumber",
    "correction": "correction corrections correctionnote correctiontext corrected",
    "embargo": "embargoed embargo embargodate embargountil",
}
_SQUASHED = {field: [squash(name) for name in names.split()] for field, names in _NAMES.items()}
"""As field names are compared, the better ones first: ペ is two characters then."""
_STATUS = ("pubstatus", "publicationstatus", "usagestatus", "status")
_WITHDRAWN = frozenset(("canceled", "cancelled", "withheld", "killed", "retracted", "withdrawn", "corrected"))
_LONGEST = 2000


def read_extra(named: Named) -> Iterator[tuple[str, str]]:
    """Yield the extra fields of a record.

    Args:
        named: gives names and values of the record's fields that have one of some squashed names.
    """
    for field, names in _SQUASHED.items():
        for name, value in named(names):
            text = _text(field, value)
            if text:
                note_field(field, name, text)
                yield field, text
                break
    for _, value in named(_STATUS):
        if isinstance(value, str) and value.rpartition(":")[2].casefold() in _WITHDRAWN:
            yield "correction", value.rpartition(":")[2].casefold()


def _text(field: str, value: Any) -> str:
    if isinstance(value, bool) or value in (0, "0", None, ""):
        return ""
    text = field_values.line(value)[:_LONGEST]
    if field == "embargo":
        return dates.parse(text)
    if field == "page" and len(text) > 20:
        return ""  # a text that is called page
    return "" if field == "section" and len(text) > 100 else text
