"""Markdown files that are a table of articles, one a row."""

import re
from collections.abc import Mapping

from ....lazy_pattern import lazy_pattern
from ...draft import Draft
from ...fields import fields
from ...fields.field_names import rank
from ...fields.table_signs import names_columns
from ...findings import Findings

_RULE = lazy_pattern(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?\s*\Z")
_BAR = lazy_pattern(r"(?<!\\)\|")
_LINK = lazy_pattern(r"\[(?P<words>[^\]]*)\]\((?P<address>https?://[^)\s]+)[^)]*\)")
_BREAK = lazy_pattern(r"<br\s*/?>", re.I)
_SHARE = 0.8
"""Share of the letters that stand in the table."""


def articles(text: str, mapping: Mapping[str, str], findings: Findings) -> list[Draft]:
    """The articles of a text that is a table of them; none if it is any other.

    Args:
        text: the whole file.
        mapping: article field -> column, as configured.
        findings: what the file as a whole tells.
    """
    lines = text.split("\n")
    at = next((i for i, line in enumerate(lines) if i and "|" in line and _RULE.match(line)), 0)
    names = _cells(lines[at - 1]) if at else []
    if not names_columns(names):
        return []
    rows: list[str] = []
    for line in lines[at + 1 :]:
        if "|" not in line:
            break
        rows.append(line)
    if sum(map(len, rows)) < _SHARE * (len(text) - len(lines[at]) - len(lines[at - 1])):
        return []
    addressed = any(rank(name, "url") is not None for name in names)
    found: list[Draft] = []
    for row in rows:
        link = None if addressed else _LINK.search(row)
        cells = [_LINK.sub(r"\g<words>", _BREAK.sub("\n\n", cell)).replace("\\|", "|") for cell in _cells(row)]
        record = dict(zip(names, cells, strict=False)) | ({"url": link["address"]} if link else {})
        if draft := fields.draft(record, mapping, len(found) + 1, findings):
            found.append(draft)
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _BAR.split(line.strip().removeprefix("|").removesuffix("|"))]
