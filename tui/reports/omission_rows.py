"""What the counts of a search leave out, as rows that lead to what is left out."""

from ...index.model import EntityType
from ...index.protocol.omissions import Omission, OmissionKind, Omissions
from ..terminal.wrap import fit
from .report_rows import Goal, ReportRow, counted, heading

_NAMES: dict[EntityType, tuple[str, str]] = {
    "person": ("person", "people"),
    "org": ("organisation", "organisations"),
    "place": ("place", "places"),
    "misc": ("other", "others"),
}
_WORDS: dict[OmissionKind, tuple[str, str]] = {
    "undated": ("without a date", "in the results, but in no bar of the timeline"),
    "folded": ("copies of others", "hidden while copies are folded; every other count has them"),
    "search only": ("in languages that are only searched", "found by words, but without names and quotes"),
    "names in part": ("in German, French, Spanish, Portuguese or Italian", "of their names only listed ones are found"),
    "doubtful": ("quotes with a doubtful speaker", "counted as said by this speaker, and marked"),
    "speaker unknown": ("quotes without a speaker", "counted as quotes, but for nobody"),
    "rejected": ("sources or records that could not be read", "in no count; the list says why"),
    "skipped": ("files that are not news", "in no count"),
}
COMMANDS: dict[OmissionKind, str] = {
    "rejected": "indexing.show",
    "skipped": "indexing.show",
}
"""The command that lists what no search lists."""


def omission_words(kind: OmissionKind, *, quotes: bool) -> tuple[str, str]:
    """Return what is left out, and what that means, in words; `quotes` for a quote search."""
    what, meaning = _WORDS[kind]
    if quotes and kind == "folded":
        return "exact repeats of others", "hidden while repeats are folded; every other count has them"
    if quotes and kind in ("undated", "search only", "names in part"):
        return f"in articles {what}", meaning
    return what, meaning


def omission_rows(found: Omissions, width: int, *, quotes: bool) -> list[ReportRow]:
    """Return the rows of a report about what the counts of a search leave out."""
    results = counted(found.total, "quote" if quotes else "article")
    rows = [ReportRow(f"{results} found, of {counted(found.articles, 'article')} in the index")]
    if not quotes:
        rows.append(ReportRow(f"{counted(found.quotes, 'quote')} in them"))
    if found.names:
        names = ", ".join(f"{number:,} {_NAMES[kind][number != 1]}" for kind, number in found.names)
        rows.append(ReportRow(fit(f"Named in them: {names}", width)))
    rows += heading("Left out, or doubtful", "Enter lists it")
    for one in found.rows:
        rows += _row(one, width, quotes=quotes)
    return rows


def _row(one: Omission, width: int, *, quotes: bool) -> list[ReportRow]:
    what, meaning = omission_words(one.kind, quotes=quotes)
    share = f" of {one.of:,}" if one.of else ""
    command = COMMANDS.get(one.kind, "")
    goal = Goal(one.query, one.quotes, command=command) if one.count else None
    text = f"{one.count:>9,}{share}  {what}"
    return [ReportRow(fit(text, width), goal=goal), ReportRow(fit(f"{'':>9}  {meaning}", width), "dim")]
