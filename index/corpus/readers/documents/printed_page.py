"""What browsers print around a page: when it was printed, its title, its address and the number of the sheet."""

import re

from msgspec import Struct

from ....lazy_pattern import lazy_pattern

_STAMP = lazy_pattern(
    r"(?<![\d/.])(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}[-/]\d{1,2}[-/]\d{1,2}),? +\d{1,2}[:.]\d\d(?: ?[AP]M)?(?!\d)",
    re.I,
)
_ADDRESS = lazy_pattern(r"https?://[^\s]+")
_COUNT = lazy_pattern(r"(?<!\d)\d{1,4} ?(?:/|of|von|sur|de|di|van) ?\d{1,4}\Z")
_MARGIN = 3
"""Lines at the top and at the bottom of a sheet among which its marks stand."""
_LONGEST = 220


class Printed(Struct, frozen=True):
    """A page without the marks of the browser that printed it."""

    sheets: list[list[str]]
    url: str
    """Where the page was; "" if its sheets do not say."""


def without_marks(sheets: list[list[str]]) -> Printed | None:
    """The lines of each sheet without those marks; None if the first sheet has not both a moment and an address."""
    stamped = [_marked(sheet) for sheet in sheets]
    if not stamped or not stamped[0]:
        return None
    url = next(match[0] for i in sorted(stamped[0]) if (match := _ADDRESS.search(sheets[0][i])))
    titles = [_title(sheet, marked) for sheet, marked in zip(sheets, stamped, strict=True)]
    kept: list[list[str]] = []
    for sheet, marked, title in zip(sheets, stamped, titles, strict=True):
        repeated = title >= 0 and _repeats(sheet[title], sheets, titles)
        left_out = {*marked, title} if repeated else marked
        kept.append([line for i, line in enumerate(sheet) if i not in left_out])
    return Printed(kept, url)


def _marked(sheet: list[str]) -> set[int]:
    """The lines of a sheet with moment, address and number; none if it has not the first two."""
    filled = [i for i, line in enumerate(sheet) if line.strip()]
    edges = [i for i in {*filled[:_MARGIN], *filled[-_MARGIN:]} if len(sheet[i]) <= _LONGEST]
    stamps = {i for i in edges if (match := _STAMP.search(sheet[i])) and (not match.start() or _ends(match, sheet[i]))}
    addresses = {i for i in edges if _ADDRESS.search(sheet[i])}
    counts = {i for i in edges if _COUNT.fullmatch(sheet[i].strip())}
    return stamps | addresses | counts if stamps and addresses else set()


def _ends(match: re.Match[str], line: str) -> bool:
    return not line[match.end() :].strip()


def _title(sheet: list[str], marked: set[int]) -> int:
    """The line with the page's title beside the moment or the address at the top of a sheet; -1 if there is none."""
    filled = [i for i, line in enumerate(sheet) if line.strip()][:_MARGIN]
    beside = [i for i in filled if i not in marked]
    return beside[0] if beside and beside[0] != filled[-1] and marked & set(filled) else -1


def _repeats(title: str, sheets: list[list[str]], titles: list[int]) -> bool:
    """Whether a title stands on all sheets, or its words on the only one a second time."""
    if len(sheets) > 1:
        return all(at >= 0 and sheet[at].strip() == title.strip() for sheet, at in zip(sheets, titles, strict=True))
    lines = [line.strip() for line in sheets[0]]
    return any(line and title.strip().startswith(line) for i, line in enumerate(lines) if i != titles[0])
