"""The list of all decisions: bookmarks, tags, notes, saved searches, merges, types, splits and rejections."""

from collections.abc import Callable, Collection
from typing import ClassVar, NamedTuple

from msgspec.structs import replace
from rich.segment import Segment
from textual import on, work
from textual.binding import BindingType
from textual.widgets import Input

from ...index.curation.changes import inverse, kept, split_reference, tags_apart
from ...index.decisions import (
    UNKNOWN_SPEAKER,
    Change,
    CuratedItem,
    Curation,
    EditItem,
    Merge,
    Rejection,
    SavedSearch,
    SaveSearch,
    Tagging,
)
from ...index.processes.search_process import ServiceError
from ...index.query.compose import condition
from ..commands.key_names import shown_key
from ..commands.keymap import bindings
from ..commands.registry import BY_ID, keys_of
from ..session.saved_news import SavedNews, news_label
from ..storage.curation_cache import CurationCache, curation_sign
from ..storage.undo_stack import described_entity, described_merge
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit, pad
from ..widgets.long_list import Line, LongList
from .filter_list import FilterScreen

MISSING = "not in this index"
"""Said of a decision about an article or quote that is not here; it is kept, and found again when that returns."""
LISTED = 100
"""Articles that are listed one by one for a tag they have been given by hand; of more, the tag is one row."""
KIND = 9
"""Cells of the column that tells what a row is."""


class CurationRow(NamedTuple):
    """Something kept or decided."""

    kind: str
    text: str
    detail: str
    take: tuple[Change, ...]
    """What takes it away."""
    to: str | SavedSearch | None = None
    """Where Enter goes: the key of an article or quote, or a search."""
    saved: str = ""
    """The name of a saved search."""


class CurationList(LongList[CurationRow]):
    """Two lines each: what it is, over what is known of it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--heading"}
    row_height = 2

    def __init__(self, *, id: str, empty: str) -> None:
        super().__init__(id=id, empty=empty)
        self.taken: dict[CurationRow, tuple[Change, ...]] = {}
        """Rows that were taken away here, with what brings them back."""

    def row(self, item: CurationRow, width: int, chosen: bool) -> list[Line]:
        """Kind and text; tags, note, date and outlet, or that it is taken away."""
        taken = item in self.taken
        look = self.part("row--strong") if chosen else None
        detail = "removed · the same key brings it back" if taken else item.detail
        return [
            [
                Segment(pad("✗" if taken else item.kind, KIND), self.part("row--heading")),
                Segment(fit(item.text, width - KIND), self.part("row--dim") if taken else look),
            ],
            [Segment(" " * KIND), Segment(fit(detail, width - KIND), self.part("row--dim"))],
        ]


class CurationScreen(FilterScreen[str | SavedSearch]):
    """Ends with where to go, or with nothing.

    Args:
        curation_cache: What is kept.
        news: What is new in saved searches.
        decide: Makes changes.
        see: Marks what a saved search finds as seen, by its name.
        keys: The keymap.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("kept")]

    def __init__(
        self,
        curation_cache: CurationCache,
        news: SavedNews,
        decide: Callable[..., None],
        see: Callable[[str], None],
        keys: dict[str, str],
    ) -> None:
        empty = (
            "Nothing is bookmarked yet.\n\nb bookmarks, + tags and w annotates the open article or the selected quote; "
            "S saves a search."
        )
        super().__init__(CurationList(id="filter-list", empty=empty))
        self._curation_cache = curation_cache
        self._decide = decide
        self._news = news
        self._see = see
        self._all: list[CurationRow] = []
        take = shown_key(keys_of(BY_ID["kept.take"], keys)[0])
        seen = shown_key(keys_of(BY_ID["kept.seen"], keys)[0])
        self._hint = f"Enter goes there · {take} removes · {seen} marks a search as seen · / filters"

    def on_mount(self) -> None:
        """Show what is known, then the file as it is now."""
        self._fill()
        self._news.listener = self._fill_counts
        self._fetch()

    def on_unmount(self) -> None:
        """No longer show what is counted."""
        self._news.listener = None

    def _fill_counts(self) -> None:
        """Show what was counted just now; rows that were taken away here stay until the list is closed."""
        if not self.query_one(CurationList).taken:
            self._fill()

    @work
    async def _fetch(self) -> None:
        try:
            await self._curation_cache.fetch()
        except ServiceError as error:
            self.name_box("Bookmarks and decisions", str(error))
            return
        self._fill_counts()

    def _fill(self) -> None:
        self._all = curation_rows(self._curation_cache.curation, self._curation_cache.missing, self._news)
        self.name_box(
            f"Bookmarks and decisions · {len(self._all):,}" if self._all else "Bookmarks and decisions", self._hint
        )
        self._narrow(self.typed)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        rows = self.query_one(CurationList)
        words = typed.casefold().split()
        found = [
            row for row in self._all if all(word in f"{row.kind} {row.text} {row.detail}".casefold() for word in words)
        ]
        if self._all and not found:
            rows.clear("Nothing matches. Delete a letter.")
        else:
            rows.fill(found, cursor=rows.cursor, keep_view=True)

    # Keys

    def action_choose(self) -> None:
        """Go there."""
        row = self.query_one(CurationList).item()
        if row is not None and row.to is not None:
            self.dismiss(row.to)
        elif row is not None and row.detail.startswith(MISSING):
            self.notify("This article or quote is not in this index. The decision is kept for when it is.")

    @on(LongList.Chosen)
    def _clicked(self) -> None:
        self.action_choose()

    def action_seen(self) -> None:
        """Mark what the selected search finds as seen."""
        row = self.query_one(CurationList).item()
        if row is None or not row.saved:
            self.notify("Select a saved search: only these have news.")
            return
        self._see(row.saved)

    def action_take(self) -> None:
        """Take the row away, or bring it back."""
        rows = self.query_one(CurationList)
        row = rows.item()
        if row is None:
            return
        back = rows.taken.pop(row, None)
        if back is None:
            rows.taken[row] = inverse(self._curation_cache.curation, *row.take)
        self._decide(*(row.take if back is None else back))
        rows.refresh()


def curation_rows(
    curation: Curation, missing: Collection[str] = (), news: SavedNews | None = None
) -> list[CurationRow]:
    """A row for every decision, the newest first in each kind.

    Args:
        curation: All decisions.
        missing: Keys of articles and quotes that are not in the index: there is nowhere to go.
        news: What is new in saved searches, as far as it has been counted.
    """
    few = {tag: ids for tag, ids in curation.tags.items() if len(ids) <= LISTED}
    tagged = dict.fromkeys(id for ids in few.values() for id in ids if id not in curation.articles)
    articles = (*reversed(tagged), *reversed(curation.articles))
    shown = replace(curation, tags=few)
    apart = tags_apart(shown)
    missing = frozenset(missing)
    rows = [
        CurationRow(
            "tag", f"#{sanitise_line(tag)}", f"{len(ids):,} articles", (Tagging(tag, ids, on=False),),
            SavedSearch(condition("tag", tag)),
        )
        for tag, ids in reversed(curation.tags.items())
        if tag not in few
    ]  # fmt: skip
    rows += [_decision_row("article", key, kept(shown, key, apart), key in missing) for key in articles]
    rows += [_decision_row("quote", key, one, key in missing) for key, one in reversed(curation.quotes.items())]
    for name, search in reversed(curation.searches.items()):
        sort = f" · by {search.sort}" if search.sort else ""
        counts = news_label(news.of(name) if news else None, quotes=search.quotes)
        kind = counts or ("quotes" if search.quotes else "articles")
        detail = f"{kind} · {sanitise_line(search.query)}{sort}"
        rows.append(CurationRow("search", sanitise_line(name), detail, (SaveSearch(name, None),), search, name))
    for name, others in reversed(curation.merges.items()):
        rows += [_merge_row(name, other) for other in others]
        if not others:
            undo = Merge(name, (), on=False)
            rows.append(CurationRow("split", described_entity(name), "merged with no other name", (undo,)))
    rows += [
        CurationRow("rejected", described_entity(name), "not a name", (Rejection(name, on=False),))
        for name in reversed(curation.rejected)
    ]
    return rows


def _merge_row(canonical: str, other: str) -> CurationRow:
    kind, _ = split_reference(canonical)
    other_kind, _ = split_reference(other)
    retyped = kind != other_kind and kind is not None and other_kind is not None
    detail = "another type" if retyped else "one name for both"
    undo = Merge(canonical, (other,), on=False)
    return CurationRow("type" if retyped else "merged", described_merge(canonical, other), detail, (undo,))


def _decision_row(kind: str, key: str, one: CuratedItem, missing: bool) -> CurationRow:
    speaker = f" · {one.speaker}" if one.speaker else ""
    if one.corrected_speaker:
        now = "unknown" if one.corrected_speaker == UNKNOWN_SPEAKER else split_reference(one.corrected_speaker)[1]
        speaker += f" → {now}"
    text = f"“{one.said}”{speaker}" if one.said else one.title or one.locator or key
    parts = (curation_sign(one), one.date[:10], one.outlet, one.title if one.said else one.locator)
    parts = (MISSING, *parts) if missing else parts
    detail = " · ".join(sanitise_line(part) for part in parts if part)
    take = EditItem(key, one, bookmark=False, remove=one.tags, note="", speaker="" if one.corrected_speaker else None)
    return CurationRow(kind, sanitise_line(text), detail, (take,), None if missing else key)
