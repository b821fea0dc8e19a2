"""Which article each record of a source is: one that the index holds, an edited one, or a new one.

A record is matched, in this order,

1. with an article of the same content that the source held when it was last read;
2. with an article of the same name and content elsewhere in the index: its file has moved, or another corpus reads it;
3. with an article of another content: the same globally unique id or address, the same declared id in the same source,
   or nearly the same text at the same place, or anywhere in the source. This waits for the end of the source, because
   a later record may be that article unchanged.

What is left is new. See `corpus.identity` for names and copies.
"""

from collections import deque
from collections.abc import Iterator

from msgspec import Struct, structs

from ..corpus.identity import candidates, copy_id, is_row_number, split_copy
from ..engines.places import mark, relocated
from ..model import Article, Location
from .held_articles import HeldArticles
from .known import State
from .likeness import is_version
from .outcomes import Decision, Kept, Move, Run, Write, file_name
from .withdrawal import withdraw_all

_WAITING_CHARS = 16_000_000
"""Text of records that wait for the end of their source, at most; beyond it the first are decided at once."""
_COMPARED = 2_000
"""Pairs of records and articles of one source whose texts are compared, at most."""


class _Record(Struct, frozen=True):
    """A record with the names that its content suggests."""

    article: Article
    names: tuple[str, ...]

    @property
    def content_name(self) -> str:
        """The name of its content alone."""
        return self.names[-1]


class Matcher:
    """Matches the records of one source, in order."""

    def __init__(self, run: Run, corpus: str, path: str, *, force: bool, grown: bool = False) -> None:
        """Begin a source.

        Args:
            run: what all sources of the run have in common.
            corpus: name of the corpus.
            path: the source.
            force: write records again even if they are the same.
            grown: the records are those that were added to the source, and leave its articles as they are.
        """
        self._run = run
        self._corpus = corpus
        self._path = path
        self._force = force
        self._here = True
        """Whether the index has the old articles from this very source, else from a file that is gone."""
        self._is_past = False
        """Whether only another index has them."""
        self._old = HeldArticles() if grown else self._find_old()
        """Articles that a record of the source may be."""
        self._waiting: deque[_Record] = deque()
        self._waiting_chars = 0
        self.records = 0

    def _find_old(self) -> HeldArticles:
        """The articles of the source; else of a file that has moved here; else those that another index has of it."""
        old = HeldArticles(self._run.known.held(self._corpus, self._path))
        if old:
            return old
        self._here = False
        # A file of the same name that is gone is taken for this one, moved; unless there are several.
        moved = self._run.gone.get(file_name(self._path), ())
        if len({path for _, path in moved}) == 1:
            old = HeldArticles(held for corpus, path in moved for held in self._run.known.held(corpus, path))
        if not old and self._run.past is not None:
            self._is_past = True
            old = HeldArticles(self._run.past.held(self._path))
        return old

    def take(self, article: Article) -> Iterator[Decision]:
        """Match a record; yields decisions on it, or on records before it."""
        self.records += 1
        id = self._unchanged(article)
        if id is not None:
            yield self._again(article, id)
            return
        record = _Record(article, candidates(article))
        decision = self._elsewhere(record)
        if decision is not None:
            yield decision
        elif not self._old:
            yield self._new(record)
        else:
            self._waiting.append(record)
            self._waiting_chars += len(article.text)
            while self._waiting_chars > _WAITING_CHARS:
                first = self._waiting.popleft()
                self._waiting_chars -= len(first.article.text)
                yield self._edited_in_place(first) or self._new(first)

    def finish(self) -> Iterator[Decision]:
        """Decide on the records that wait, and on the articles that the source no longer holds."""
        left: list[_Record] = []
        for record in self._waiting:
            decision = self._edited_in_place(record)
            if decision is None:
                left.append(record)
            else:
                yield decision
        self._waiting.clear()
        compare = len(self._old) * len(left) <= _COMPARED
        for record in left:
            yield (self._edited_anywhere(record) if compare else None) or self._new(record)
        if self._here:
            yield from withdraw_all(self._run, self._old, self._corpus)

    # The same content

    def _unchanged(self, article: Article) -> str | None:
        """The article of the source that says the same; of several the one at the same place, or of the same name."""
        ids = self._old.with_digest(article.digest)
        if len(ids) > 1:
            place = mark(self._corpus, article.locator)
            return min(ids, key=lambda id: (place not in self._old[id].marks, id != article.id))
        return ids[0] if ids else None

    def _again(self, article: Article, id: str) -> Decision:
        """Decide on a record that says what an article of the source said."""
        old = self._old.take(id)
        if self._is_past:
            return self._new(_Record(article, candidates(article)), id)
        if self._here and not self._force and mark(self._corpus, article.locator) in old.marks:
            return Kept()
        return self._move(article, id)

    def _elsewhere(self, record: _Record) -> Decision | None:
        """Find an article of the same name and content that this corpus does not have yet."""
        digest = record.article.digest
        for name in self._names(record):
            number = self._run.copies.get((self._corpus, name, digest), 1)
            while (state := self._run.known.find(id := copy_id(name, number))) is not None:
                if state.digest == digest:
                    if not self._is_taken(state):
                        return self._move(record.article, id)
                    self._run.copies[self._corpus, name, digest] = number
                elif id in self._old:
                    break  # edited, unless a later record is that article
                elif all(map(self._run.is_vacated, state.places)):
                    return self._edit(record, id)
                elif name != record.content_name:
                    break  # two texts claim one unique name: content tells them apart
                number += 1
        return None

    def _names(self, record: _Record) -> list[str]:
        """The names that the record may have, the best first."""
        special = self._run.ledger.id_of(record.content_name)
        if special is not None:
            return [special, record.content_name]
        return [name for name in record.names if name == record.content_name or not self._run.ledger.is_contested(name)]

    def _is_taken(self, state: State) -> bool:
        """Whether the corpus has this very copy already, from a record that is still there."""
        return any(place.corpus == self._corpus and not self._run.is_vacated(place) for place in state.places)

    # Another content

    def _edited_in_place(self, record: _Record) -> Decision | None:
        """Find the article that a record is a new version of: by its name, or where the record stands."""
        for name in record.names:
            if name in self._old and (decision := self._take_over(record, name)):
                return decision
        article = record.article
        declared = bool(article.key) and not is_row_number(article.key)
        corpora = self._run.past.corpora if self._run.past is not None else (self._corpus,)
        for id in [id for corpus in corpora for id in self._old.with_mark(mark(corpus, article.locator))]:
            if id in self._old and (declared or self._is_version(article, id)):
                decision = self._take_over(record, id)
                if decision is not None:
                    return decision
        return None

    def _edited_anywhere(self, record: _Record) -> Decision | None:
        """Find the article whose text is nearly the record's, among all that the source no longer holds."""
        for id in list(self._old):
            if self._is_version(record.article, id) and (decision := self._take_over(record, id)):
                return decision
        return None

    def _is_version(self, article: Article, id: str) -> bool:
        if not self._is_past:
            stored = self._run.known.article(id)
        else:
            stored = self._run.past.article(id) if self._run.past is not None else None
        return stored is not None and is_version(article, stored)

    def _take_over(self, record: _Record, id: str) -> Decision | None:
        """Make a record the new version of an article; None if the old one stays, because it is elsewhere too."""
        state = self._run.known.find(id)
        if self._is_past:
            if state is not None:
                return None
            self._old.take(id)
            return self._new(record, id)
        if state is None or any(
            place.source != self._path and not self._run.is_vacated(place) for place in state.places
        ):
            return None
        self._old.take(id)
        return self._edit(record, id)

    # Decisions

    def _move(self, article: Article, id: str) -> Decision:
        """Give an article the place of a record of the same content."""
        state = self._run.known.find(id)
        places = self._places(article, state)
        if state is not None and not self._force:
            self._run.known.decide(id, structs.replace(state, places=places), self._run.step())
            return Move(id, places)
        return self._write(_Record(article, candidates(article)), id, places, updated=state is not None)

    def _edit(self, record: _Record, id: str) -> Decision:
        """Write a record as the new version of an article."""
        self._remember(record, id)
        places = self._places(record.article, self._run.known.find(id))
        return self._write(record, id, places, updated=True)

    def _new(self, record: _Record, id: str = "") -> Decision:
        """Write a record as a new article, with an id if another index has given it one."""
        if not id or self._run.known.find(id) is not None:
            id = self._free_id(record)
        self._remember(record, id)
        return self._write(record, id, self._places(record.article, None), updated=False)

    def _free_id(self, record: _Record) -> str:
        *unique, name = self._names(record)
        for one in unique:
            if self._run.known.find(one) is None:
                return one
            self._contest(one)
        number = self._run.copies.get((self._corpus, name, record.article.digest), 1)
        while self._run.known.find(copy_id(name, number)) is not None:
            number += 1
        return copy_id(name, number)

    def _contest(self, name: str) -> None:
        """Note that several texts claim a unique name; the first keeps it."""
        if self._run.ledger.is_contested(name):
            return
        holder = self._run.known.content_name(name)
        if holder is not None:
            self._run.ledger.record(holder, name)
        self._run.ledger.contest(name)

    def _remember(self, record: _Record, id: str) -> None:
        """Write down an id that does not follow from the content."""
        if split_copy(id)[0] != self._names(record)[0]:
            self._run.ledger.record(record.content_name, id)

    def _places(self, article: Article, state: State | None) -> tuple[Location, ...]:
        """The locations of an article when a record of this source is one of them: one for each corpus."""
        place = Location(self._corpus, self._path, article.locator)
        if state is None:
            return (place,)
        places = [
            place if other.corpus == self._corpus else other
            for other in state.places
            if other.corpus == self._corpus or not self._run.is_vacated(other)
        ]
        return tuple(places) if place in places else (*places, place)

    def _write(self, record: _Record, id: str, places: tuple[Location, ...], *, updated: bool) -> Write:
        state = State(record.article.digest, places, record.content_name)
        self._run.known.decide(id, state, self._run.step())
        return Write(relocated(structs.replace(record.article, id=id), places), updated)
