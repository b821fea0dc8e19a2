"""Reports of Integrum as pages: each article has facts in a cell (`^ИС: …`), its headline, and a text of lines."""

from collections.abc import Iterator

from lxml.html import HtmlElement
from msgspec import structs

from ....lazy_pattern import lazy_pattern
from ...draft import Draft
from ...fields import fields
from ...findings import Findings
from ...text.markup import blocks

_FACT = lazy_pattern(r"\^(?P<label>[А-ЯЁ]{2}):\s*(?P<value>.*)", 16)
_PAGE = lazy_pattern(r"\^(?:ИС|ДТ|ЗГ):")
_NAMES = {
    "ИС": "источник",
    "РБ": "рубрика",
    "НР": "issue",
    "ДТ": "дата",
    "АВ": "автор",
    "ЗГ": "заголовок",
    "СТ": "page",
}


def is_page(source: str) -> bool:
    """Whether an HTML page is a report of Integrum."""
    return _PAGE.search(source) is not None and "<pre" in source.lower()


def articles(root: HtmlElement, findings: Findings) -> Iterator[Draft]:
    """Yield the articles of a report."""
    facts: dict[str, str] = {}
    number = 0
    for element in root.iter("td", "pre"):
        if element.tag == "td":
            found = {match["label"]: match["value"] for block in blocks(element) if (match := _FACT.match(block.text))}
            facts = {_NAMES.get(label, label): value.strip(" ,") for label, value in found.items()} or facts
        elif facts:
            number += 1
            text = "".join(map(str, element.itertext())).strip("\n")
            draft = fields.draft({**facts, "text": text}, {}, number, findings)
            if draft:
                yield structs.replace(draft, wrapped=True)
            facts = {}
