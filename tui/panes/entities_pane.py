"""The entities of the open article and of all results, or the speakers of the results."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import ClassVar, Literal

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer

from ...index.model import ENTITY_TYPES, Annotations, EntityCount, EntityType
from ...index.protocol.answers import Cooccurrences, Speakers
from ..commands.key_names import character_of
from ..commands.keymap import bindings
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit
from ..widgets.long_list import Line, LongList
from .entity_request import MANY, USUAL, EntityRequest
from .entity_rows import EntityId, EntityRow, entity_rows, mentions_of, speaker_rows, together_rows
from .entity_texts import heading, heads, kind_of_list, nothing_listed, numbers, typed_name
from .list_ends import with_ends
from .name_trends import NameTrends
from .short_names import shortened
from .speaker_columns import ROOMY, summary

FEW = 5
"""Entities that each type lists at least, though the open article does not mention them."""
COUNTS_DELAY = 0.1
"""Seconds after which the open article's entities are listed without the counts of new results."""
LONGEST = 60
"""Characters of a name filter."""


class EntitiesPane(LongList[EntityRow]):
    """People, organisations, places and others: those of the open article first, then those of the results.

    On demand only those whose name holds some letters, those that appear together with one, or who is quoted.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("narrow"), *bindings("entities")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row--heading", "row--absent", "row--bar", *(f"row--{type_}" for type_ in ENTITY_TYPES),
    }  # fmt: skip
    NAME = "Entities"
    row_height = 1

    class Asked(Message):
        """`wanted` has changed: the list needs other counts."""

    class Ended(Message):
        """A list of all names ends on screen: the next names of the type are asked for."""

        def __init__(self, kind: EntityType, listed: int) -> None:
            super().__init__()
            self.kind: EntityType = kind
            self.listed = listed
            """Names of the type that are listed as those of the results."""

    class Typing(Message):
        """The user has begun or ended typing a name."""

    class Untimed(Message):
        """Names on screen lack their sparklines."""

    class Uncounted(Message):
        """Counts are missing for entities of the open article."""

    def __init__(self, *, id: str, empty: str, keys: dict[str, str]) -> None:
        """Take a keymap such as `interface.keys`, for messages that name keys."""
        super().__init__(id=id, empty=empty)
        self._keys = keys
        self.wanted = EntityRequest()
        self.typing = False
        """Whether keys are letters of a name instead of commands."""
        self._annotations = Annotations()
        self._counts: dict[EntityId, int] = {}
        """Articles of the results that mention each listed entity."""
        self._uncommon: dict[EntityId, int] = {}
        """The same for entities that are listed only for the open article."""
        self._aliases: dict[EntityId, tuple[str, ...]] = {}
        """Other names of the entities of the results, for names that do not fit."""
        self._next: set[tuple[EntityType, int]] = set()
        """Types whose next names have been asked for, with the number of those before."""
        self._totals: dict[EntityType, int] = {}
        """Different names of each type in the results, also of those that are not listed."""
        self.trends = NameTrends()
        """When the names appear."""
        self._together: Cooccurrences | None = None
        self._speakers: Speakers | None = None
        self._most = 1
        self._waiting: Timer | None = None
        """Runs out when the counts of new results take long; None when none are awaited."""

    # What the screen does with it

    def show_article(self, annotations: Annotations) -> None:
        """Show the mentions in the open article."""
        self._annotations = annotations
        self._aliases.update({(one.type, one.name): one.aliases for one in annotations.entities if one.aliases})
        if self._lists_mentions and self._waiting is None:
            self._fill()
        self._report_uncounted()

    def await_counts(self) -> None:
        """Let the next article's entities wait for the counts of new results, so that the list is painted once."""
        self._end_waiting()
        self._waiting = self.set_timer(COUNTS_DELAY, self._fill)

    def _end_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None

    def show_results(
        self,
        counts: Iterable[EntityCount],
        ids: Iterable[EntityId] = (),
        uncommon: Iterable[EntityCount] = (),
        totals: Iterable[tuple[EntityType, int]] = (),
        over_time: Iterable[Sequence[int]] = (),
    ) -> None:
        """Show counts: of the results, of `ids`, which only the open article mentions, of all names, and over time."""
        counts, uncommon, self._totals = tuple(counts), tuple(uncommon), dict(totals)
        self._next.clear()
        over = zip((*counts, *uncommon), over_time, strict=False)
        self.trends.renew({(one.type, one.name): row for one, row in over})
        self._counts = {(count.type, count.name): count.articles for count in counts}
        self._aliases = {(one.type, one.name): one.aliases for one in (*self._annotations.entities, *counts)}
        self._uncommon = dict.fromkeys(ids, 0)
        self._uncommon.update({(count.type, count.name): count.articles for count in uncommon})
        self._together = self._speakers = None
        self._fill()
        self._report_uncounted()

    def show_next(self, counts: Iterable[EntityCount]) -> None:
        """Add the next names of a list."""
        for one in counts:
            self._counts[one.type, one.name] = one.articles
            self._aliases[one.type, one.name] = one.aliases
        if self._lists_mentions:
            self._fill()

    def _list_next(self, kind: EntityType) -> None:
        """Ask for the names that follow the end of a list, once."""
        listed = sum(of == kind for of, _ in self._counts) if self._lists_mentions else self.wanted.limit
        if not self.wanted.lists_all or (kind, listed) in self._next:
            return
        self._next.add((kind, listed))
        if self._lists_mentions:
            self.post_message(self.Ended(kind, listed))
        else:
            self._ask(self.wanted._replace(limit=2 * self.wanted.limit))

    def show_counted(self, counted: Cooccurrences | Speakers) -> None:
        """Show the entities that appear with the selected one, or who is quoted."""
        self._together = counted if isinstance(counted, Cooccurrences) else None
        self._speakers = counted if isinstance(counted, Speakers) else None
        self._fill()

    @property
    def lists_speakers(self) -> bool:
        """Whether a row is a speaker with quotes, not an entity with mentions."""
        return self._speakers is not None

    @property
    def deepest(self) -> int:
        """The most names of a type that are listed as those of the results."""
        return max(Counter(kind for kind, _ in self._counts).values(), default=0) if self._lists_mentions else 0

    @property
    def _lists_mentions(self) -> bool:
        return self._together is None and self._speakers is None

    def uncounted(self, counts: Iterable[EntityCount] | None = None) -> list[EntityId]:
        """The listed entities of the open article of which it is not known how many results mention them.

        `counts` are known in place of what the pane has been told.
        """
        if counts is None:
            return self.unknown(self._annotations, self.wanted.holding)
        known = {(count.type, count.name) for count in counts}
        return [id for id in mentions_of(self._annotations, self.wanted.holding) if id not in known]

    def unknown(self, annotations: Annotations, holding: str = "") -> list[EntityId]:
        """Return the entities of an article without counts, by default of all names."""
        known = self._counts.keys() | self._uncommon.keys()
        return [id for id in mentions_of(annotations, holding) if id not in known]

    def add_counts(self, ids: Collection[EntityId], counts: Iterable[EntityCount]) -> None:
        """Add counts for the entities `ids`; those missing from `counts` are in no result."""
        self._uncommon.update(dict.fromkeys(ids, 0))
        self._uncommon.update({(count.type, count.name): count.articles for count in counts})
        if self._lists_mentions and not mentions_of(self._annotations, "").keys().isdisjoint(ids):
            self._fill()

    def chosen(self) -> EntityId | None:
        """Return the selected entity."""
        row = self.item()
        return (row.type, row.name) if row is not None and row.name else None

    def clear_filter(self) -> bool:
        """Return to the list of all speakers, then to that of all entities; False when it shows them already."""
        typing, self.typing = self.typing, False
        if typing:
            self.post_message(self.Typing())
        wanted = self.wanted
        if not wanted.holding and wanted.together is None and not wanted.speakers:
            self._pin()
            return typing
        self._ask(EntityRequest(limit=wanted.limit, speakers=wanted.speakers and bool(wanted.holding)))
        return True

    def title_note(self) -> str:
        """Return the kind of list and the name filter or the co-occurring name, for the title."""
        return kind_of_list(self.wanted)

    def selectable(self, index: int) -> bool:
        """Skip headings."""
        item = self.item(index)
        return item is None or bool(item.name)

    def _report_uncounted(self) -> None:
        if self._counts and self._lists_mentions and self.uncounted():
            self.post_message(self.Uncounted())

    # Keys

    def action_more(self) -> None:
        """Toggle between the most frequent entities and many of each type."""
        self._ask(self.wanted._replace(limit=USUAL if self.wanted.lists_all else MANY))

    def action_trends(self) -> None:
        """Show when names appear, or not."""
        self.trends.chosen = not self.trends.are_wanted(self.room.width - 2)
        self.refresh()

    def action_group(self, step: int) -> None:
        """Go to the first entity of the next type (1), or of this or the previous one (-1)."""
        firsts = [index + 1 for index, row in self.loaded() if row.is_heading]
        later = [index for index in firsts if (index - self.cursor) * step > 0]
        if later:
            self.move_to(later[0] if step > 0 else later[-1])

    def action_together(self) -> None:
        """Toggle the list of entities that appear with the selected one."""
        if self.wanted.together is not None:
            self.clear_filter()
        elif (one := self.chosen()) is not None:
            self._ask(EntityRequest(together=one, limit=self.wanted.limit))

    def action_speakers(self) -> None:
        """Toggle the list of who is quoted in the results."""
        self._ask(EntityRequest(limit=self.wanted.limit, speakers=not self.wanted.speakers))

    def action_narrow(self) -> None:
        """Begin typing a name."""
        self.typing = True
        if self.wanted.together is not None:
            self._ask(EntityRequest(limit=self.wanted.limit))
        self._pin()
        self.post_message(self.Typing())

    def action_keep(self) -> None:
        """End typing; the list stays narrowed."""
        self.typing = False
        self._pin()
        self.post_message(self.Typing())

    def action_clear(self) -> None:
        """List all entities."""
        self.clear_filter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Enable some keys only while a name is typed, when the key that begins it is a letter."""
        return self.typing if action in ("keep", "clear") else not self.typing if action == "narrow" else True

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take printable keys as letters while a name is typed."""
        typed = character or character_of(key)
        return self.typing and bool(typed) and typed.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Add or delete a letter of the name."""
        if not self.typing:
            return
        if event.is_printable and event.character is not None:
            self._narrow(self.wanted.holding + event.character)
        elif event.key == "backspace":
            self._narrow(self.wanted.holding[:-1])
        elif event.key == "ctrl+u":
            self._narrow("")
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Add pasted text to the name."""
        if self.typing:
            event.stop()
            self._narrow(self.wanted.holding + event.text)

    def on_blur(self) -> None:
        """End typing; the list stays narrowed."""
        if self.typing:
            self.action_keep()

    def _narrow(self, holding: str) -> None:
        if (holding := sanitise_line(holding).lstrip()[:LONGEST]) != self.wanted.holding:
            self._ask(self.wanted._replace(holding=holding))

    def _ask(self, wanted: EntityRequest) -> None:
        self.wanted = wanted
        if (self._together is not None and wanted.together is None) or (self._speakers and not wanted.speakers):
            self._together = self._speakers = None
            self._fill()
        self._pin()
        self.post_message(self.Asked())

    # Rows

    def _pin(self) -> None:
        self.pin(len(self._pinned()))

    def _pinned(self) -> list[Literal["with", "speakers", "name"]]:
        """Return what the pinned lines show."""
        if self.wanted.together is not None:
            return ["with"]
        lines: list[Literal["with", "speakers", "name"]] = ["speakers"] if self.wanted.speakers else []
        return [*lines, "name"] if self.typing or self.wanted.holding else lines

    def _fill(self) -> None:
        self._end_waiting()
        before = self.item() if self.cursor > 1 else None  # nobody has moved from the first row yet
        if self._together is not None:
            rows = together_rows(self._together)
        elif self._speakers is not None:
            rows = speaker_rows(self._speakers)
        else:
            # So many of each type, beyond those of the open article, fit with all types in view.
            here, height = len(self._annotations.entities), self.scrollable_content_region.height
            room = max(FEW, (height - here - len(ENTITY_TYPES)) // len(ENTITY_TYPES))
            others = None if self.wanted.lists_all or self.wanted.holding else room
            mentions = mentions_of(self._annotations, self.wanted.holding)
            rows = entity_rows(mentions, self._counts, self._uncommon, others)
        rows = with_ends(rows, self.wanted, self._together or self._speakers or self._totals, self._keys)
        self._most = max((row.articles for row in rows), default=0) or 1
        self.empty = nothing_listed(self.wanted, self._together or self._speakers, self._keys)
        cursor = next((i for i, row in enumerate(rows) if before is not None and row[:2] == before[:2] and row.name), 0)
        self.fill(rows, cursor=cursor, keep_view=True)

    # Painting

    def pinned_line(self, number: int, width: int) -> Line:
        """Return the line with the name filter, the name that the others appear with, or what speakers said in all."""
        strong, dim = self.part("row--strong"), self.part("row--dim")
        if self._pinned()[number] == "speakers":
            narrowed = bool(self.wanted.holding)
            said = summary(self._speakers, width - 1, narrowed=narrowed) if self._speakers is not None else ""
            return [Segment(fit(f" {said}", width), dim)]
        if self.wanted.together is not None:
            among = f" · {self._together.articles:,}" if self._together is not None else ""
            name = fit(sanitise_line(self.wanted.together[1]), width - 6 - len(among))
            return [Segment(" with ", dim), Segment(name, strong), Segment(among, dim)]
        label, shown, tail = typed_name(self.wanted, width, self._keys, typing=self.typing)
        return [Segment(label, dim), Segment(shown, strong), Segment(tail, dim)]

    def row(self, item: EntityRow, width: int, chosen: bool) -> list[Line]:
        """Return name, mentions in the article, articles of the results, and a bar."""
        counted = "quoted" if self._speakers is not None else "mentions" if self._lists_mentions else "together"
        quoted = counted == "quoted"
        bars = width >= ROOMY or not quoted
        cells = self.trends.cells(width) if self._lists_mentions else 1
        dim = self.part("row--dim")
        if item.end:
            if self.wanted.lists_all:
                self.call_after_refresh(self._list_next, item.type)
            return [[Segment(fit(f" … {item.end}", width), dim)]]
        if not item.name:
            columns = heads(counted, width) if item is self.item(0) else ""
            total = self._totals.get(item.type, 0) if self._lists_mentions else 0
            space = width - len(columns) - (cells if not quoted else 2 if bars else 0)
            return [[Segment(heading(item.type, total, space), self.part("row--heading")), Segment(columns, dim)]]
        first, second = numbers(item, counted, width)
        room = width - len(first) - len(second) - (cells + 1 if bars else 0)
        is_absent = item.doubtful == item.articles if quoted else counted == "mentions" and not item.here
        style = self.part("row--absent" if is_absent else f"row--{item.type}")
        if chosen:
            style += self.part("row--strong")
        first_style = dim if counted == "mentions" and not item.here else None
        columns = [Segment(first, first_style), Segment(second, dim)]
        name = shortened(sanitise_line(item.name), self._aliases.get((item.type, item.name), ()), room)
        bar = f" {self.trends.bar(item, self._most, cells)}" if bars else ""
        if self._lists_mentions and self.trends.miss(item, width):
            self.call_after_refresh(self.post_message, self.Untimed())
        space = Segment(" " * (room - cell_len(name)))
        return [[Segment(name, style), space, *columns, Segment(bar, self.part("row--bar"))]]
