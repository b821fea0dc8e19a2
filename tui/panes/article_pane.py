"""The open article, with matches, mentions and quotes marked."""

from collections.abc import Collection
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from ...index.model import ENTITY_TYPES, Annotations, Article, Span
from ...index.protocol.answers import Reading
from ..commands.keymap import bindings
from ..terminal.sanitise import sanitise_line
from ..widgets.page import Layer, Page
from ..widgets.text_selection import Selection, Unit, moved
from ..widgets.text_view import TextView
from .results_pane import shown_date
from .short_paths import path_within

LETTERS = {"person": "ᴾ", "org": "ᴼ", "place": "ᴸ", "misc": "ᴹ"}
"""Suffix of a mention of each type, when letters are on."""
MATCH, QUOTE = "⁺", "ˮ"
"""Suffix of a match and of a quote, when letters are on."""

_LONGEST_EXTRA = 80
"""Characters of a further field, such as its section, that still fit below the headline; terms of use do not."""
LONGEST_WORD = 2000
"""Characters searched for an address on either side of a stop."""


class ArticlePane(TextView):
    """Reads one article."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("select"), *bindings("article")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "text--quote",
        "text--match",
        *(f"text--{type_}" for type_ in ENTITY_TYPES),
    }
    NAME = "Article"

    reading: Reading | None = None
    """The open article."""
    kept: tuple[str, ...] = ()
    """The user's tags and note, line by line."""
    folders: tuple[str, ...] = ()
    """Of the corpora: paths are shown from there on."""
    selection: Selection | None = None
    """The selected text; None for none."""
    _pressed: Selection | None = None
    """Where a drag began, while the mouse button is held."""

    class Selecting(Message):
        """The selection has begun, changed or ended."""

    def open(self, reading: Reading, *, at: int = 0) -> None:
        """Show an article from the line on that holds the offset `at`."""
        self.reading = reading
        self.show(page_of(reading, self.kept, self.folders), at=at)
        self.select(None)

    def show_curation(self, lines: tuple[str, ...], *, repaint: bool = True) -> None:
        """Show tags and note below the headline; without `repaint` those of the article that opens next."""
        if lines == self.kept:
            return
        self.kept = lines
        if repaint and self.reading is not None:
            self.reshow(page_of(self.reading, lines, self.folders))

    def close(self, empty: str) -> None:
        """Show a message in place of an article."""
        self.reading = None
        self.empty = empty
        self.show(None)
        self.select(None)

    # Selecting

    def select(self, selection: Selection | None) -> None:
        """Change the selection and scroll to its moving end; None selects nothing."""
        if selection == self.selection:
            return
        self.selection = selection
        self.selected = selection.span if selection is not None else None
        if selection is not None:
            self.keep_in_view(selection.caret)
        self.refresh()
        self.post_message(self.Selecting())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the selection keys while nothing is selected."""
        if action.startswith("select_"):
            return self.selection is not None
        return super().check_action(action, parameters)

    def action_start_selecting(self) -> None:
        """Select the stop of the trail if it is in view, else the first line on screen."""
        layout = self.laid_out
        if layout is None or not layout.lines:
            return
        here = self.lines_in_view()
        if self.current is not None and layout.line_of(self.current[0]) in here:
            start, end = self.current
        else:
            number = next((n for n in here if layout.lines[n].kind and not layout.lines[n].words), None)
            if number is None:
                return
            line = layout.lines[number]
            start, end = layout.offset(line.start), layout.offset(line.end)
        self.select(Selection(start, start).at(layout, end))

    def action_select_move(self, unit: Unit, step: int) -> None:
        """Move the end of the selection."""
        layout = self.laid_out
        if layout is not None and self.page is not None and self.selection is not None:
            page = max(1, self.scrollable_content_region.height - 2)
            self.select(moved(self.selection, layout, self.page.text, unit, step, page))

    async def action_select_copy(self) -> None:
        """Copy the selection."""
        await self.run_action("screen.run('app.copy')")

    def action_select_end(self) -> None:
        """Clear the selection."""
        self.select(None)

    def words_at(self) -> str:
        """What is selected, or what stands at the trail's stop in view, up to the blanks around it; else ""."""
        if self.page is None:
            return ""
        text = self.page.text
        if self.selection is not None:
            return text[slice(*self.selection.span)]
        if self.current is None or not self.in_view(self.current):
            return ""
        start, end = self.current
        before = text[max(0, start - LONGEST_WORD) : start].split()
        behind = text[end : end + LONGEST_WORD].split()
        left = before[-1] if before and not text[start - 1].isspace() else ""
        right = behind[0] if behind and not text[end].isspace() else ""
        return left + text[start:end] + right

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Note where a drag may begin."""
        at = self._under(event)
        if at is not None and event.button == 1:
            self._pressed = Selection(at, at)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to the mouse, while its button is held."""
        at = self._under(event) if self._pressed is not None else None
        if self._pressed is not None and at is not None and (at != self._pressed.anchor or self.selection is not None):
            self.select(self._pressed._replace(caret=at))

    def on_mouse_up(self) -> None:
        """End the drag; the selection stays."""
        self._pressed = None
        self.release_mouse()

    def _under(self, event: events.MouseEvent) -> int | None:
        """Offset of the character under the mouse; None beside the text."""
        x, y = event.get_content_offset_capture(self)
        return self.offset_under(x, y)


def page_of(reading: Reading, kept: tuple[str, ...] = (), folders: Collection[str] = ()) -> Page:
    """Return the page of an article with its tags and note; linear in its length.

    `folders` are the corpora's: paths are shown from there on.
    """
    article, annotations = reading.article, reading.annotations
    types = [entity.type for entity in annotations.entities]
    mentions: dict[str, list[Span]] = {type_: [] for type_ in ENTITY_TYPES}
    for mention in annotations.mentions:
        mentions[types[mention.entity]].append((mention.start, mention.end))
    said = tuple(part for quote in annotations.quotes for part in quote.parts)
    return Page(
        text=article.text,
        blocks=_blocks(article, annotations),
        head=(*head(article, folders), *kept),
        layers=(
            Layer("text--quote", said, QUOTE),
            *(Layer(f"text--{type_}", tuple(spans), LETTERS[type_]) for type_, spans in mentions.items()),
            Layer("text--match", reading.matches, MATCH),
        ),
        gutter=tuple((quote.start, quote.end) for quote in annotations.quotes),
    )


def head(article: Article, folders: Collection[str] = ()) -> tuple[str, ...]:
    """Return the lines below the headline: outlet, date, corpus, language, byline, topics, url, locator.

    A language is named with what is analysed in it, unless it is English, in which all is.

    `folders` as in `page_of`.
    """
    day, hour = shown_date(article.date), article.date[11:16]
    byline = sanitise_line(article.byline)
    if byline and not byline.lower().startswith("by "):
        byline = f"by {byline}"
    published = (article.outlet, f"{day} {hour}".strip(), article.corpus, _language(article))
    lines = (
        " · ".join(sanitise_line(part) for part in published if part),
        byline,
        " · ".join(sanitise_line(topic) for topic in article.topics),
        " · ".join(sanitise_line(f"{name}: {value}") for name, value in article.extra if len(value) <= _LONGEST_EXTRA),
        sanitise_line(article.url),
        sanitise_line(path_within(article.locator, folders)),
    )
    return tuple(line for line in lines if line)


def _language(article: Article) -> str:
    """Return the language with what is analysed in it: "Chinese: search only"; "" for English."""
    if article.lang[:2].lower() in ("", "en"):
        return ""
    from ...index.annotate.text.language import analysis_label  # most articles do without

    return analysis_label(article.lang)


def _blocks(article: Article, annotations: Annotations) -> tuple[tuple[int, int, str], ...]:
    """Return the annotated blocks, and as paragraphs the text between them."""
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
