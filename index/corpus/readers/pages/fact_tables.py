"""Pages of many articles, each below a table of one row that says where it appeared, as newspapers' databases show."""

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement
from msgspec import structs

from ....lazy_pattern import lazy_pattern
from ...draft import Draft
from ...evidence import paused
from ...fields import fields
from ...fields.field_names import rank
from ...findings import Findings
from ...text.markup import Block, blocks

_LEAST = 3
"""Columns of such a table, at least: two are a label and its value."""
_FULL = 40
"""Letters of a text that is an article's: two of the page must have as many."""
_DATABASES = {"聞蔵": "朝日新聞", "ヨミダス": "読売新聞", "毎索": "毎日新聞"}
"""Names of databases that have one newspaper alone."""
_HEAD = lazy_pattern(r"<t[hd]\b[^>]*>\s*(?:<[^>]*>\s*)*(?:発行日|掲載日|日付|date|datum|fecha|data|дата)\s*<", 2)


def may_be_page(source: str) -> bool:
    """Whether a page has two tables with a column for dates; cheap, before its elements are looked at."""
    first = _HEAD.search(source)
    return first is not None and _HEAD.search(source, first.end()) is not None


def articles(root: HtmlElement, findings: Findings) -> list[Draft]:
    """The articles of a page; none if it is another page.

    Args:
        root: the page.
        findings: what the file as a whole tells.
    """
    tables = [table for table in root.iter("table") if table.find(".//table") is None]
    facts = {table: found for table in tables if (found := _facts(table))}
    heads = Counter(tuple(found) for found in facts.values())
    if not heads or heads.most_common(1)[0][1] < 2:
        return []
    head = heads.most_common(1)[0][0]
    facts = {table: found for table, found in facts.items() if tuple(found) == head}
    parts = _parts(root, facts)
    short = ({block.text for block in found[1:] if len(block.text) < _FULL} for _, found in parts)
    feet = Counter(text for texts in short for text in texts)
    outlet = _outlet(root)
    drafts: list[Draft] = []
    full = 0
    for number, (table, found) in enumerate(parts, 1):
        lines = [block.text for block in found if block.linked < 0.5 and feet[block.text] < max(2, len(parts))]
        title, text = (lines[0], "\n\n".join(lines[1:])) if len(lines) > 1 else ("", "".join(lines))
        full += len(text) >= _FULL
        with paused():  # what is explained of a page's fields are those of its data
            draft = fields.draft({**facts[table], "title": title, "text": text}, {}, number, findings)
        if draft:
            lang = draft.lang or root.get("lang") or ""
            drafts.append(structs.replace(draft, outlet=draft.outlet or outlet, lang=lang, wrapped=False))
    return drafts if full > 1 else []


def _facts(table: HtmlElement) -> dict[str, str]:
    """The values of a table's one row by the names above them; empty for any other table, or without a date."""
    rows = [[_words(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    rows = [row for row in rows if row]
    if len(rows) != 2 or len(rows[0]) < _LEAST or len(rows[0]) != len(rows[1]) or not all(rows[0]):
        return {}
    dated = any(rank(name, "date") is not None and value for name, value in zip(*rows, strict=True))
    return dict(zip(*rows, strict=True)) if dated and len(set(rows[0])) == len(rows[0]) else {}


def _parts(root: HtmlElement, facts: dict[HtmlElement, dict[str, str]]) -> list[tuple[HtmlElement, Sequence[Block]]]:
    """Each table of facts with the blocks between it and the next."""
    found: list[tuple[HtmlElement, list[Block]]] = []
    for block in blocks(root):
        table = next((one for one in _with_ancestors(block.element) if one.tag == "table"), None)
        if table is not None and table in facts:
            if not found or found[-1][0] is not table:
                found.append((table, []))
        elif found:
            found[-1][1].append(block)
    return [(table, held) for table, held in found]


def _with_ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _outlet(root: HtmlElement) -> str:
    """The newspaper whose database shows the page, where it has one alone."""
    text = "".join(map(str, root.itertext()))
    return next((outlet for name, outlet in _DATABASES.items() if name in text), "")


def _words(cell: HtmlElement) -> str:
    return " ".join("".join(map(str, cell.itertext())).split())
