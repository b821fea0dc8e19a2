"""The user's decisions applied to one open index."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from msgspec.structs import replace

from ..decisions import Change, CuratedItem, Curation, EditItem, Tagging
from ..engines.base import Engine
from ..engines.entity_merges import Merges, Speakers, merged
from ..model import Record
from ..query.tree import Node, asks_for
from .apply import apply_read_marks, apply_tags
from .changes import split_key
from .curation_file import CurationError, CurationFile
from .locate import Located, Locator, article_facts, quote_facts
from .read_file import ReadFile
from .speaker_corrections import (
    SPEAKER_FIELDS,
    Corrections,
    apply_speakers,
    corrected,
    corrected_entities,
    corrections,
)

LOOK_SECONDS = 0.05
"""Seconds that a search spends on locating decided articles; a search for tags or speakers locates all of them."""
_PAGE = 200
"""Articles fetched at once."""
FETCH_SECONDS = 0.2
"""Seconds that the interface waits at a time for located decisions."""


class Library:
    """The curation file, read and changed by the ids and spans of an index."""

    def __init__(self, file: CurationFile, engine: Engine, reads: ReadFile | None = None) -> None:
        self._file = file
        self._reads = reads
        self._engine = engine
        self._locator = Locator(engine)
        self._read: Curation | None = None
        """The curation behind `located`; None while that is out of date."""
        self.located = Located(Curation())
        self.trouble = ""
        """Why the decisions differ from their file; "" if they do not."""
        self._speakers: Corrections = {}
        self._spoken: tuple[Merges, dict[str, Record]] | None = None
        """The articles with corrected speakers, and the merges under which they were read."""

    def refresh(self) -> None:
        """Locate everything again after another commit."""
        self._locator.forget()
        self._read = self._spoken = None

    def look(self) -> Located:
        """Return the current decisions; if their file cannot be read, the previous ones, with the reason in `trouble`.

        Raises what `Engine.search` raises.
        """
        try:
            self.load(LOOK_SECONDS)
        except CurationError as error:
            self.trouble = f"{error} The last decisions that could be read stay in force."
        else:
            self.trouble = ""
        return self.located

    def look_at_reads(self) -> bool:
        """See which articles have been read; True when others have since it was looked at last."""
        return self._reads is not None and self._reads.look()

    def load(self, seconds: float | None = None) -> Located:
        """Return the current decisions, located as by `Locator.locate`.

        Raises:
            CurationError: the file cannot be read.
        """
        return self._locate(self._file.load(), seconds)

    def change(self, changes: Iterable[Change]) -> Located:
        """Change decisions by the keys of this index, durably.

        Raises:
            CurationError: the file cannot be read or written; it is left unchanged.
        """
        located = self.load(FETCH_SECONDS)
        changes = tuple(changes)
        facts = self._facts([change for change in changes if isinstance(change, EditItem)])
        in_file: list[Change] = []
        for change in changes:
            if isinstance(change, EditItem):
                in_file += located.in_file(replace(change, about=facts.get(change.key, change.about)))
            elif isinstance(change, Tagging) and not change.on:
                in_file.append(replace(change, ids=tuple(one for id in change.ids for one in located.keys_of(id))))
            else:
                in_file.append(change)
        return self._locate(self._file.change(in_file), FETCH_SECONDS)

    def apply(self, tree: Node, merges: Callable[[], Merges], *, quotes: bool) -> Node:
        """Apply the user's tags and corrected speakers to a query tree.

        Args:
            tree: The query tree.
            merges: Returns the merges of entities; called only if a query needs them.
            quotes: Whether quotes are searched.
        """
        if self._reads is not None and asks_for(tree, "is"):
            tree = apply_read_marks(tree, self._reads.ids)
        if self._read is not None and asks_for(tree, "tag", *SPEAKER_FIELDS):
            self._locate(self._read, None)
        tree = apply_tags(tree, self.located.curation, self.located.places, quotes=quotes)
        if not self._speakers or not asks_for(tree, *SPEAKER_FIELDS):
            return tree
        merged = merges()
        said = partial(self.speakers, merged)
        return apply_speakers(tree, self._corrected(merged), self._speakers, said, quotes=quotes)

    def speakers(self, merges: Merges) -> Speakers:
        """All corrected speakers, as an engine counts them."""
        if self._read is not None:
            self._locate(self._read, None)
        if not self._speakers:
            return {}
        return corrected_entities(self._corrected(merges), self._speakers, merges, self._engine.entities)

    def _corrected(self, merges: Merges) -> dict[str, Record]:
        """The articles with corrected speakers, with their entities as they are merged now."""
        if self._spoken is None or self._spoken[0] is not merges:
            records = self._engine.records(list(self._speakers))
            self._spoken = merges, {record.article.id: self.decided(record, merges) for record in records}
        return self._spoken[1]

    def decided(self, record: Record, merges: Merges) -> Record:
        """Return a stored record with its entities merged and its speakers corrected."""
        record = merged(record, merges)
        speakers = self._speakers.get(record.article.id)
        return corrected(record, speakers, merges) if speakers else record

    def _locate(self, curation: Curation, seconds: float | None) -> Located:
        before = self._read
        if curation is not before or not self.located.complete:
            if before is not None and self.located.complete and _same_places(before, curation):
                here = self.located.curation
                here = replace(curation, articles=here.articles, quotes=here.quotes, tags=here.tags)
                self.located = replace(self.located, curation=here)
                self._read = curation
                return self.located
            self.located = self._locator.locate(curation, seconds)
            self._read = curation
            self._speakers = corrections(self.located)
            self._spoken = None
        return self.located

    def _facts(self, changes: Sequence[EditItem]) -> dict[str, CuratedItem]:
        """All facts of what some changes are about, by key, where the index has it and the file does not know it."""
        known = self._read or Curation()
        new = [change for change in changes if change.key not in known.articles and change.key not in known.quotes]
        articles = [change.key for change in new if split_key(change.key)[1] is None]
        facts: dict[str, CuratedItem] = {}
        for start in range(0, len(articles), _PAGE):
            found = self._engine.articles(articles[start : start + _PAGE])
            facts.update({article.id: article_facts(article) for article in found})
        for change in new:
            id, span = split_key(change.key)
            record = next(iter(self._engine.records([id])), None) if span is not None else None
            quotes = record.annotations.quotes if record is not None else ()
            quote = next(
                (one for one in quotes if (one.start, one.end) == span and one.text == change.about.said), None
            )
            if record is not None and quote is not None:
                facts[change.key] = replace(quote_facts(record, quote), speaker=change.about.speaker)
        return facts


def _same_places(one: Curation, other: Curation) -> bool:
    """Whether two curations are about the same articles and quotes: a merge or rejection moves none."""
    return one.articles is other.articles and one.quotes is other.quotes and one.tags is other.tags
