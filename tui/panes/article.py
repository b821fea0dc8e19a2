"""The open article, with matches, mentions and quotes marked."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from ...index.model import ENTITY_TYPES, Annotations, Article, Span
from ...index.protocol import Reading
from ..commands.keymap import bindings
from ..terminal.sanitise import sanitise_line
from ..widgets.page import Layer, Page
from ..widgets.text_selection import Selection, Unit, moved
from ..widgets.text_view import TextView
from .results import shown_date

LETTERS = {"person": "ᴾ", "org": "ᴼ", "place": "ᴸ", "misc": "ᴹ"}
"""What stands after a mention of each type when letters are on."""
MATCH, QUOTE = "⁺", "ˮ"
"""What stands after a match, and after what was said, when letters are on."""

_LONGEST_EXTRA = 80
"""Characters of a further field, such as its section, that still fit below the headline; terms of use do not."""
LONGEST_WORD = 2000
"""Characters of the longest address that is looked for around a stop."""


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
    """What is open."""
    kept: tuple[str, ...] = ()
    """What is kept about it, line by line."""
    selection: Selection | None = None
    """What the reader is selecting."""
    _pressed: Selection | None = None
    """Where the mouse went down, while it is held."""

    class Selecting(Message):
        """The reader begins to select, goes on, or has ended."""

    def open(self, reading: Reading, *, at: int = 0) -> None:
        """Show an article from the line on that holds the offset `at`."""
        self.reading = reading
        self.show(page_of(reading, self.kept), at=at)
        self.select(None)

    def show_kept(self, lines: tuple[str, ...], *, repaint: bool = True) -> None:
        """Show what is kept about the article below its headline; without `repaint` about the one to be opened next."""
        if lines == self.kept:
            return
        self.kept = lines
        if repaint and self.reading is not None:
            self.reshow(page_of(self.reading, lines))

    def close(self, empty: str) -> None:
        """Show no article, but what to do."""
        self.reading = None
        self.empty = empty
        self.show(None)
        self.select(None)

    # Selecting

    def select(self, selection: Selection | None) -> None:
        """Select something else, with its moving end in view, or nothing."""
        if selection == self.selection:
            return
        self.selection = selection
        self.selected = selection.span if selection is not None else None
        if selection is not None:
            self.keep_in_view(selection.caret)
        self.refresh()
        self.post_message(self.Selecting())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys that select mean something else while nothing is being selected."""
        if action.startswith("select_"):
            return self.selection is not None
        return super().check_action(action, parameters)

    def action_start_selecting(self) -> None:
        """Begin to select: the stop of the trail where it is in view, else the first line on screen."""
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
        """Copy what is selected."""
        await self.run_action("screen.run('app.copy')")

    def action_select_end(self) -> None:
        """Select no more."""
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
        """A drag may begin here."""
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
        """What is selected stays so."""
        self._pressed = None
        self.release_mouse()

    def _under(self, event: events.MouseEvent) -> int | None:
        """Offset of the character under the mouse; None beside the text."""
        x, y = event.get_content_offset_capture(self)
        return self.offset_under(x, y)


def page_of(reading: Reading, kept: tuple[str, ...] = ()) -> Page:
    """What the text view shows of an article, and of what is kept about it; linear in its length."""
    article, annotations = reading.article, reading.annotations
    types = [entity.type for entity in annotations.entities]
    mentions: dict[str, list[Span]] = {type_: [] for type_ in ENTITY_TYPES}
    for mention in annotations.mentions:
        mentions[types[mention.entity]].append((mention.start, mention.end))
    said = tuple(part for quote in annotations.quotes for part in quote.parts)
    return Page(
        text=article.text,
        blocks=_blocks(article, annotations),
        head=(*head(article), *kept),
        layers=(
            Layer("text--quote", said, QUOTE),
            *(Layer(f"text--{type_}", tuple(spans), LETTERS[type_]) for type_, spans in mentions.items()),
            Layer("text--match", reading.matches, MATCH),
        ),
        gutter=tuple((quote.start, quote.end) for quote in annotations.quotes),
    )


def head(article: Article) -> tuple[str, ...]:
    """What is known of an article, as lines to stand below its headline."""
    day, hour = shown_date(article.date), article.date[11:16]
    byline = sanitise_line(article.byline)
    if byline and not byline.lower().startswith("by "):
        byline = f"by {byline}"
    lines = (
        " · ".join(sanitise_line(part) for part in (article.outlet, f"{day} {hour}".strip(), article.corpus) if part),
        byline,
        " · ".join(sanitise_line(topic) for topic in article.topics),
        " · ".join(sanitise_line(f"{name}: {value}") for name, value in article.extra if len(value) <= _LONGEST_EXTRA),
        sanitise_line(article.url),
        sanitise_line(article.locator),
    )
    return tuple(line for line in lines if line)


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
