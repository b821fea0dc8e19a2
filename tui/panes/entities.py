"""The entities of the open article and of all results."""

from collections import Counter
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import BindingType

from ...index.model import ENTITY_TYPES, Annotations, EntityCount, EntityType
from ..keymap import bindings
from ..widgets.long_list import Line, LongList
from ..widgets.sanitise import sanitise_line
from ..widgets.wrap import fit, pad

HEADINGS: dict[EntityType, str] = {"person": "People", "org": "Organisations", "place": "Places", "misc": "Other"}
COLUMN = 5
"""Cells of each column of numbers."""
FEW = 5
"""Entities of the results alone that each type lists at least."""
BARS = " ▁▂▃▄▅▆▇█"


class EntityRow(NamedTuple):
    """An entity, or with an empty name the heading of its type."""

    name: str
    type: EntityType
    here: int = 0
    """Mentions in the open article."""
    articles: int = 0
    """Articles of the results that mention it."""


class EntitiesPane(LongList[EntityRow]):
    """People, organisations, places and others: those of the open article first, then those of the results."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("entities")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row--heading", "row--absent", "row--bar", *(f"row--{type_}" for type_ in ENTITY_TYPES),
    }  # fmt: skip
    NAME = "Entities"
    row_height = 1

    _annotations = Annotations()
    _counts: tuple[EntityCount, ...] = ()
    _most = 1
    _all = False
    """Whether every entity of the results is listed, not only those that most of them mention."""

    def selectable(self, index: int) -> bool:
        """Headings are passed over."""
        item = self.item(index)
        return item is None or bool(item.name)

    def show_article(self, annotations: Annotations) -> None:
        """Count what the open article mentions."""
        self._annotations = annotations
        self._fill()

    def show_results(self, counts: tuple[EntityCount, ...]) -> None:
        """Count what the results mention."""
        self._counts = counts
        self._most = max((count.articles for count in counts), default=1)
        self._fill()

    def action_more(self) -> None:
        """List every entity, or only the most frequent ones."""
        self._all = not self._all
        self._fill()

    def action_group(self, step: int) -> None:
        """Go to the first entity of the next type, or of this one or the one before."""
        firsts = [index + 1 for index, row in self.loaded() if not row.name]
        later = [index for index in firsts if (index - self.cursor) * step > 0]
        if later:
            self.move_to(later[0] if step > 0 else later[-1])

    def _room(self) -> int:
        """Entities a type that are listed though the open article does not mention them: so that all types show."""
        here = len(self._annotations.entities)
        return max(FEW, (self.scrollable_content_region.height - here - len(HEADINGS)) // len(HEADINGS))

    def _fill(self) -> None:
        before = self.item() if self.cursor > 1 else None  # nobody has moved from the first row yet
        rows = entity_rows(self._annotations, self._counts, None if self._all else self._room())
        cursor = next((i for i, row in enumerate(rows) if before is not None and row[:2] == before[:2] and row.name), 0)
        self.fill(rows, cursor=cursor, keep_view=True)

    def row(self, item: EntityRow, width: int, chosen: bool) -> list[Line]:
        """Name, mentions here, articles in all, and a bar of those."""
        room = width - 2 * COLUMN - 2
        if not item.name:
            columns = f"{'here':>{COLUMN}}{'all':>{COLUMN}}" if item is self.item(0) else ""
            heading = pad(HEADINGS[item.type], width - len(columns) - 1)
            return [[Segment(heading, self.part("row--heading")), Segment(columns, self.part("row--dim"))]]
        style = self.part(f"row--{item.type}") if item.here else self.part("row--absent")
        if chosen:
            style += self.part("row--strong")
        name = fit(sanitise_line(item.name), room)
        return [
            [
                Segment(name, style),
                Segment(" " * (room - cell_len(name))),
                Segment(f"{item.here or '·':>{COLUMN}}", self.part("row--dim") if not item.here else None),
                Segment(f"{_short(item.articles) if item.articles else '·':>{COLUMN}}", self.part("row--dim")),
                Segment(
                    " " + BARS[-(-item.articles * 8 // self._most)] if item.articles else "", self.part("row--bar")
                ),
            ]
        ]


def entity_rows(annotations: Annotations, counts: tuple[EntityCount, ...], others: int | None) -> list[EntityRow]:
    """Rows under a heading a type: entities mentioned here by mentions, then the others by articles, ties by name.

    `others` is how many a type are listed of those that are not mentioned here; None for all.
    """
    mentioned = Counter(mention.entity for mention in annotations.mentions)
    here: dict[tuple[str, EntityType], int] = {}
    for number, entity in enumerate(annotations.entities):
        here[entity.name, entity.type] = here.get((entity.name, entity.type), 0) + mentioned[number]
    articles = {(count.name, count.type): count.articles for count in counts}
    keys = {**here, **articles}.keys()
    rows: list[EntityRow] = []
    for type_ in ENTITY_TYPES:
        group = [
            EntityRow(name, type_, here.get((name, type_), 0), articles.get((name, type_), 0))
            for name, kind in keys
            if kind == type_
        ]
        group.sort(key=lambda row: (-row.here, -row.articles, row.name))
        mentioned_here = sum(row.here > 0 for row in group)
        if group:
            rows += [EntityRow("", type_), *group[: None if others is None else mentioned_here + others]]
    return rows


def _short(number: int) -> str:
    """A number in at most five characters: 118, 21.5k, 3.1M."""
    if number < 100_000:
        return str(number)
    return f"{number / 1000:.0f}k" if number < 1_000_000 else f"{number / 1_000_000:.1f}M"
