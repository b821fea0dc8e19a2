"""The open article, with matches, mentions and quotes marked."""

from typing import ClassVar

from textual.binding import BindingType

from ...index.messages import Reading
from ...index.model import ENTITY_TYPES, Annotations, Article
from ..keymap import bindings
from ..widgets.page import Layer, Page
from ..widgets.sanitise import sanitise_line
from ..widgets.text_view import TextView
from .results import shown_date

LETTERS = {"person": "ᴾ", "org": "ᴼ", "place": "ᴸ", "misc": "ᴹ"}
"""What stands after a mention of each type when letters are on."""


LOCATOR = 60
"""Characters of a locator that are shown."""


class ArticlePane(TextView):
    """Reads one article."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("article")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "text--quote",
        "text--match",
        *(f"text--{type_}" for type_ in ENTITY_TYPES),
    }
    NAME = "Article"

    reading: Reading | None = None
    """What is open."""

    def open(self, reading: Reading, *, at: int = 0) -> None:
        """Show an article from the line on that holds the offset `at`."""
        self.reading = reading
        self.show(page_of(reading), at=at)

    def close(self, empty: str) -> None:
        """Show no article, but what to do."""
        self.reading = None
        self.empty = empty
        self.show(None)


def page_of(reading: Reading) -> Page:
    """What the text view shows of an article; linear in its length."""
    article, annotations = reading.article, reading.annotations
    types = [entity.type for entity in annotations.entities]
    mentions = {
        type_: tuple((m.start, m.end) for m in annotations.mentions if types[m.entity] == type_)
        for type_ in ENTITY_TYPES
    }
    return Page(
        text=article.text,
        blocks=_blocks(article, annotations),
        head=(_meta(article), _shortened(sanitise_line(article.locator))),
        layers=(
            Layer("text--quote", tuple(part for quote in annotations.quotes for part in quote.parts)),
            *(Layer(f"text--{type_}", spans, LETTERS[type_]) for type_, spans in mentions.items()),
            Layer("text--match", reading.matches),
        ),
        gutter=tuple((quote.start, quote.end) for quote in annotations.quotes),
    )


def _meta(article: Article) -> str:
    parts = (article.outlet, shown_date(article.date), article.byline, article.corpus)
    return " · ".join(sanitise_line(part) for part in parts if part)


def _shortened(locator: str) -> str:
    """The end of a locator, which tells articles apart, where all of it is long."""
    return locator if len(locator) <= LOCATOR else "…" + locator[-LOCATOR:]


def _blocks(article: Article, annotations: Annotations) -> tuple[tuple[int, int, str], ...]:
    """Every character but blank space in one block: those of extraction, and what lies between them as paragraphs."""
    blocks: list[tuple[int, int, str]] = []
    known = annotations.blocks
    done = 0
    if article.body and not (known and known[0].start < article.body):
        blocks.append((0, article.body, "headline"))
        done = article.body
    for block in known:
        blocks += _between(article.text, done, block.start)
        blocks.append((block.start, block.end, block.kind))
        done = block.end
    return tuple(blocks + _between(article.text, done, len(article.text)))


def _between(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    blocks: list[tuple[int, int, str]] = []
    while start < end:
        stop = text.find("\n\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            blocks.append((start, stop, "paragraph"))
        start = stop + 2
    return blocks
