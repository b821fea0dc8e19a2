"""Bring the links of a name table up to date after some of its names have changed.

Only names that changed are decided again, and those that a rule of `linker` compares with them: persons with the same
surname, names that a changed one is called in short, and one name under other types. The result is that of deciding all
(`tests/index/linking/test_link_update.py` compares them after random changes), because each rule is applied to all that
it depends on, in this order:

1. persons, a surname at a time: each depends on persons of that surname, on the articles of those with it as first
   name, and on places and organisations of that name;
2. acronyms and parts of names, longest first: each depends on longer names and what these are joined to;
3. one name under several types, where the first two left it alone.

A number's root is at the end of `into_`, or of both `into_` and `typed` for the links themselves.
"""

# ruff: noqa: S608 - statements are put together from constants of this module

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from ..annotate.entities.spelling import limit_caches
from .linker import (
    KNOWN,
    Expansion,
    Number,
    best_spelling,
    dominant,
    is_contested,
    join_persons,
    overwhelming,
)
from .name_table import NameTable
from .short_forms import FIRM, KINDS, MISC, ORG, PERSON, short_for, written

Row = tuple[Any, ...]

_AT_ONCE = 5000
"""Decisions that are written together."""
_TEMPORARY = {
    "surnames": "number INTEGER PRIMARY KEY",
    "moves": "number INTEGER PRIMARY KEY, into_ INTEGER",
    "touched": "number INTEGER PRIMARY KEY",
    "bases": "base INTEGER PRIMARY KEY",
    "targets": "id INTEGER PRIMARY KEY, target INTEGER",
}
_CHANGED_PERSONS = (
    "SELECT surnames.number, numbers.number, key, articles, into_ FROM surnames CROSS JOIN numbers"
    " ON last = surnames.number ORDER BY surnames.number"
)
_ALL_PERSONS = (  # sorted rather than looked up, because the names of an index of `last` are all over the file
    "SELECT person.last, person.number, person.key, person.articles, person.into_, alone.number FROM numbers AS person"
    f" LEFT JOIN numbers AS alone ON alone.number = person.last WHERE person.last & {KINDS} = {PERSON}"
    " ORDER BY +person.last"
)
"""Persons by surname: whose surname, number, key, articles, what they are joined to and, of all, the surname alone."""
_CHANGED_JOINED = (
    "SELECT number FROM touched JOIN numbers USING (number) WHERE into_ IS NOT NULL OR typed IS NOT NULL"
    " OR EXISTS (SELECT 1 FROM numbers AS other WHERE other.into_ = touched.number)"
    " OR EXISTS (SELECT 1 FROM numbers AS other WHERE other.typed = touched.number)"
    " OR spellings > 1"
    " OR EXISTS (SELECT 1 FROM names WHERE names.number = touched.number AND target IS NOT NULL)"
)
_ALL_JOINED = "SELECT number FROM numbers WHERE into_ IS NOT NULL OR typed IS NOT NULL OR spellings > 1"
"""Names that may be linked, or may have been."""


class _Longer(NamedTuple):
    """A name that another one may be short for."""

    number: int
    key: str
    articles: int
    into: int | None
    part: int
    """Whether the other one begins or ends it, rather than being its acronym."""


class LinkUpdate:
    """One update of a table, within a transaction, which has to be rolled back if it fails."""

    def __init__(self, table: NameTable, check: Callable[[], None] = lambda: None) -> None:
        """Take a table whose names have changed; `check` is called often, and may raise to stop."""
        self._table = table
        self._ask = table.database.execute
        self._check = check

    def run(self) -> None:
        """Decide what has to be decided again."""
        for name, columns in _TEMPORARY.items():
            self._ask(f"CREATE TEMP TABLE IF NOT EXISTS {name} ({columns})")
        self._table.make_indexes()
        self._find_dependents()
        self._persons()
        self._short_names()
        self._types()
        self._target()
        self._ask("DELETE FROM numbers WHERE number IN (SELECT number FROM changed) AND articles = 0")
        for name in _TEMPORARY:
            self._ask(f"DELETE FROM {name}")
        self._table.done()

    def _find_dependents(self) -> None:
        """Find which names depend on those that changed."""
        if self._table.is_new:  # of all names, those that may be short for another one
            self._ask(
                "INSERT INTO dirty SELECT length(key) - length(replace(key, ' ', '')) + 1, number"
                " FROM (SELECT DISTINCT base FROM edges) CROSS JOIN numbers"
                f" ON number BETWEEN base AND base + {KINDS} WHERE number & {KINDS} <> {PERSON}"
            )
            return
        changed = "number IN (SELECT number FROM changed)"
        self._ask("INSERT INTO touched SELECT number FROM changed")
        self._ask("INSERT OR IGNORE INTO surnames SELECT number & -4 FROM changed")
        for end in ("first", "last"):
            self._ask(
                f"INSERT OR IGNORE INTO surnames SELECT {end} FROM numbers WHERE {changed} AND {end} & 3 = {PERSON}"
            )
            self._ask(f"INSERT OR IGNORE INTO dirty SELECT 1, {end} FROM numbers WHERE {changed} AND {end} & 3 = {ORG}")
        self._ask(
            "INSERT OR IGNORE INTO dirty SELECT length(key) - length(replace(key, ' ', '')) + 1, number"
            f" FROM numbers WHERE {changed} AND number & 3 <> {PERSON}"
        )
        several = f"SELECT number FROM numbers WHERE {changed} AND spellings > 1"
        for (number,) in self._ask(several).fetchall():
            self._mark_shorter(number)

    def _persons(self) -> None:
        rows = self._ask(_ALL_PERSONS if self._table.is_new else _CHANGED_PERSONS)
        moves: list[tuple[int, int | None]] = []
        for surname, block in groupby(rows, itemgetter(0)):
            self._check()
            persons = list(block)
            if self._table.is_new and len(persons) == 1 and not persons[0][5]:
                continue  # nobody else has the surname
            alone = "SELECT ?1, number, key, articles, into_ FROM numbers WHERE number = ?1"
            named = self._ask(alone, (surname,)).fetchone()
            into = join_persons(
                [Number(*row[1:4]) for row in persons if row[3]],
                Number(*named[1:4]) if named and named[3] else None,
                lambda surname=surname: self._one("SELECT sum(articles) FROM numbers WHERE first = ?", surname),
                lambda surname=surname: self._one(
                    "SELECT max(articles) FROM numbers WHERE number > ? AND number <= ?", surname, surname | KINDS
                ),
            )
            every = (*persons, *([named] if named else ()))
            moves += [(row[1], into.get(row[1])) for row in every if into.get(row[1]) != row[4]]
            if len(moves) > _AT_ONCE:
                self._keep(moves)
        self._keep(moves)
        self._move("into_")

    def _short_names(self) -> None:
        """Join acronyms and partial names to the full name that some article gives for them.

        An acronym may be more frequent than the full name; a partial name may not: "Treasury" alone usually means the
        treasury. A company's name without its legal form needs no article that links them. A single word competes for
        all organisations that begin or end with it, whether or not an article calls them that.
        """
        words = self._one("SELECT max(words) FROM dirty")
        while words:
            moves: list[tuple[int, int | None]] = []
            rows = self._ask(
                "SELECT numbers.number, key, articles, into_, EXISTS (SELECT 1 FROM edges WHERE base = number & -4)"
                " FROM dirty CROSS JOIN numbers USING (number) WHERE words = ?",
                (words,),
            )
            for number, key, articles, before, called in rows:
                self._check()
                limit_caches()
                into = self._full_name(Number(number, key, articles)) if called and articles else None
                if into != before:
                    moves.append((number, into))
                if len(moves) > _AT_ONCE:
                    self._keep(moves)
            self._keep(moves)
            moved = self._ask("SELECT number FROM moves").fetchall()
            self._move("into_")
            for (number,) in moved:
                for one in self._joined(number, ("into_",)):
                    self._mark_shorter(one)
            words = self._one("SELECT max(words) FROM dirty WHERE words < ?", words)

    def _full_name(self, short: Number) -> int | None:
        """Return what a name is short for, by the rules of `linker`."""
        kind = short.number & KINDS
        longer = self._longer(short)
        acronym_of = [one for one in longer if not one.part and {kind, one.number & KINDS} in ({kind}, {ORG, MISC})]
        if acronym_of:
            roots = [self._root_of(one) for one in acronym_of]
            every = (Expansion(one.key, one.articles, *root) for one, root in zip(acronym_of, roots, strict=True))
            return None if is_contested(short.key, every) else dominant(_added(acronym_of, roots), 1)
        part_of = [one for one in longer if one.part and kind == ORG]
        if not part_of:
            return None
        roots = [self._root_of(one) for one in part_of]
        least = max(KNOWN, short.articles)
        whole = dominant(_added(part_of, roots), least) if " " in short.key else self._dominant_rival(short, least)
        return whole if any(whole == root for root, _ in roots) else None

    def _longer(self, short: Number) -> list[_Longer]:
        """Return the longer names that some article calls by a short one, or that only add a legal form."""
        called = [written(one.name) for one in self._table.spelled(short.number)]
        rows = self._ask(
            "SELECT DISTINCT number, key, numbers.articles, into_, part"
            " FROM edges CROSS JOIN names USING (id) JOIN numbers USING (number)"
            f" WHERE base = ? AND alias IN (?{',?' * len(called)})",
            (short.number & ~KINDS, FIRM, *called),
        )
        return [_Longer(*row) for row in rows]

    def _root_of(self, one: _Longer) -> tuple[int, str]:
        return (one.number, one.key) if one.into is None else self._root(one.number, one.key)

    def _dominant_rival(self, short: Number, least: int) -> int | None:
        """Return the organisation that dominates those which begin or end with a word.

        A word like "bank" is in very many, whose articles triggers add up; only those that are joined to others, and
        the largest of the rest, are looked at.
        """
        word = short.number
        total = self._one("SELECT articles FROM words WHERE word = ?", word)
        found: dict[int, int] = {}
        joined = self._ask(
            "SELECT number, key, articles FROM numbers INDEXED BY joined_first WHERE first = ?1 AND into_ IS NOT NULL"
            " UNION SELECT number, key, articles FROM numbers INDEXED BY joined_last"
            " WHERE last = ?1 AND into_ IS NOT NULL",
            (word,),
        )
        for number, key, articles in joined.fetchall():
            root = self._root(number, key)[0]
            found[root] = found.get(root, 0) + articles
        for root in found:
            found[root] += self._one(
                "SELECT articles FROM numbers WHERE number = ?2 AND (first = ?1 OR last = ?1)", word, root
            )
        for end in ("first", "last"):
            largest = self._ask(
                f"SELECT number, articles FROM numbers WHERE {end} = ? AND into_ IS NULL"
                " ORDER BY articles DESC LIMIT ?",
                (word, len(found) + 2),
            )
            for number, articles in largest:
                found.setdefault(number, articles)
        return dominant(found, least, total)

    def _types(self) -> None:
        """Join a name under several types to its overwhelmingly frequent type."""
        if self._table.is_new:
            self._keep_bases()
        else:
            self._ask("INSERT INTO bases SELECT DISTINCT number & -4 FROM touched")
        rows = self._ask(
            "SELECT base, number, articles, into_, typed FROM bases CROSS JOIN numbers"
            " ON number BETWEEN base AND base + 3 ORDER BY base, number"
        )
        moves: list[tuple[int, int | None]] = []
        for _, group in groupby(rows, itemgetter(0)):
            same = list(group)
            alive = [row for row in same if row[2]]
            best = overwhelming([row[2] for row in alive]) if len(alive) > 1 else None
            into = None if best is None else alive[best][1]
            for _, number, articles, before, typed in same:
                now = into if articles and before is None and number != into else None
                if now != typed:
                    moves.append((number, now))
            if len(moves) > _AT_ONCE:
                self._keep(moves)
        self._keep(moves)
        self._move("typed")

    def _keep_bases(self) -> None:
        """Note which of all names are there under several types."""
        numbers = np.fromiter((row[0] for row in self._ask("SELECT number FROM numbers ORDER BY number")), np.int64)
        bases = numbers & ~KINDS
        several = np.unique(bases[1:][bases[1:] == bases[:-1]])
        self._table.database.executemany("INSERT INTO bases VALUES (?)", ((base,) for base in several.tolist()))

    def _target(self) -> None:
        """Write into each name that may be linked otherwise what it is linked to."""
        rows = self._ask(_ALL_JOINED if self._table.is_new else _CHANGED_JOINED)
        targets: list[tuple[int, int | None]] = []
        for (number,) in rows:
            self._check()
            root = self._root(number, "", typed=True)[0]
            names = self._table.spelled(root)
            if not names:  # it is gone, and nothing is joined to it any more
                continue
            best = best_spelling((one.name, one.articles) for one in names)
            target = next(one.id for one in names if one.name == best)
            for one in self._joined(number, ("into_", "typed")):
                targets += [(name.id, target if name.id != target else None) for name in self._table.spelled(one)]
            if len(targets) > _AT_ONCE:
                self._keep(targets, "targets")
        self._keep(targets, "targets")
        self._ask(
            "UPDATE names SET target = (SELECT target FROM targets WHERE targets.id = names.id)"
            " WHERE id IN (SELECT id FROM targets)"
        )

    def _root(self, number: int, key: str, *, typed: bool = False) -> tuple[int, str]:
        """Return the number, with its key, at the end of what a number is joined to."""
        seen = {number}
        column = "coalesce(numbers.into_, numbers.typed)" if typed else "numbers.into_"
        while True:
            further = self._ask(
                f"SELECT root.number, root.key FROM numbers JOIN numbers AS root ON root.number = {column}"
                " WHERE numbers.number = ?",
                (number,),
            ).fetchone()
            if further is None or further[0] in seen:
                return number, key
            number, key = further
            seen.add(number)

    def _joined(self, number: int, columns: Iterable[str]) -> list[int]:
        """Return a number and all that are joined to it, directly or not."""
        found = {number: None}
        waiting = [number]
        while waiting:
            one = waiting.pop()
            for column in columns:
                for (other,) in self._ask(f"SELECT number FROM numbers WHERE {column} = ?", (one,)):
                    if other not in found:
                        found[other] = None
                        waiting.append(other)
        return list(found)

    def _mark_shorter(self, number: int) -> None:
        """Let all names that may be short for a longer one be decided again."""
        row = self._ask("SELECT key, first, last FROM numbers WHERE number = ?", (number,)).fetchone()
        key, first, last = row
        for one in self._table.spelled(number):
            self._table.mark(short_for(number & KINDS, key, one.name, one.aliases))
        if number & KINDS == ORG and first is not None:
            self._table.database.executemany("INSERT OR IGNORE INTO dirty VALUES (1, ?)", ((first,), (last,)))

    def _keep(self, moves: list[tuple[int, int | None]], table: str = "moves") -> None:
        self._table.database.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", moves)
        moves.clear()

    def _move(self, column: str) -> None:
        """Write what numbers are joined to now."""
        self._ask(
            f"UPDATE numbers SET {column} = (SELECT into_ FROM moves WHERE moves.number = numbers.number)"
            " WHERE number IN (SELECT number FROM moves)"
        )
        self._ask("INSERT OR IGNORE INTO touched SELECT number FROM moves")
        self._ask("DELETE FROM moves")

    def _one(self, statement: str, *values: int) -> int:
        """Return a single number; 0 for none."""
        row = self._ask(statement, values).fetchone()
        return (row and row[0]) or 0


def _added(some: Sequence[_Longer], roots: Sequence[tuple[int, str]]) -> dict[int, int]:
    """Return the articles of names by their roots."""
    articles: dict[int, int] = {}
    for one, (root, _) in zip(some, roots, strict=True):
        articles[root] = articles.get(root, 0) + one.articles
    return articles
