"""What the user keeps and decides: the structs of the curation, and what a change makes of one. No file lives here."""

from collections.abc import Iterable
from typing import Literal, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from ..model import Sort

Entry = TypeVar("Entry")


class Kept(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is kept about an article, or about one of its quotes."""

    title: str = ""
    """Title, date, outlet and locator of the article tell people, also when a corpus has moved, which one it is."""
    date: str = ""
    outlet: str = ""
    locator: str = ""
    said: str = ""
    """The words of the quote; "" for an article."""
    speaker: str = ""
    """Whom the quote is attributed to."""
    bookmark: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept (any more)."""
        return not (self.bookmark or self.tags or self.note)


class SavedSearch(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A search under a name of its own."""

    query: str
    quotes: bool = False
    """Whether quotes are searched, not articles."""
    sort: Sort | Literal[""] = ""
    """How the results are sorted; "" for as they are sorted anyway."""


class Curation(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The user's decisions; the newest last in each part."""

    articles: dict[str, Kept] = field(default_factory=dict)
    """Article id -> what is kept about it."""
    quotes: dict[str, Kept] = field(default_factory=dict)
    """`quote_key` -> what is kept about it."""
    searches: dict[str, SavedSearch] = field(default_factory=dict)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Tag -> ids of more articles that carry it: quick to write by hand."""
    merges: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Canonical name -> other names of entities that are the same; the canonical one may be new."""
    rejected: tuple[str, ...] = ()
    """Names of entities that are none."""


class Keep(Struct, frozen=True, tag=True):
    """Keep something about an article or a quote, or keep it no longer; what is left out stays as it is."""

    key: str
    """The article's id, or the `quote_key`."""
    about: Kept
    """Which article or quote it is, for people; what this says of bookmark, tags and note is not looked at."""
    bookmark: bool | None = None
    add: tuple[str, ...] = ()
    """Tags."""
    remove: tuple[str, ...] = ()
    """Tags."""
    note: str | None = None


class KeepSearch(Struct, frozen=True, tag=True):
    """Save a search under a name, in place of what had that name; None takes the name away."""

    name: str
    search: SavedSearch | None


class Merge(Struct, frozen=True, tag=True):
    """Decide that entities are the same as another, or take that back; names as the interface shows them."""

    canonical: str
    others: tuple[str, ...]
    on: bool = True


class Rejection(Struct, frozen=True, tag=True):
    """Decide that a name is nobody and nothing, or take that back."""

    name: str
    on: bool = True


Change = Keep | KeepSearch | Merge | Rejection


def quote_key(article: str, start: int, end: int) -> str:
    """The key of a quote: its article's id and its span in the text."""
    return f"{article}@{start}-{end}"


def split_key(key: str) -> tuple[str, tuple[int, int] | None]:
    """The article's id, and the quote's span; None where the key is that of an article, or was written wrongly."""
    article, at, span = key.rpartition("@")
    start, _, end = span.partition("-")
    if at and start.isdecimal() and end.isdecimal():
        return article, (int(start), int(end))
    return key, None


def folded(name: str) -> str:
    """A name as names of tags and entities are compared: whatever its case and spacing."""
    return " ".join(name.casefold().split())


def kept(curation: Curation, key: str) -> Kept:
    """What is kept under a key, with the tags that stand apart; empty when nothing is."""
    if split_key(key)[1] is not None and key not in curation.articles:
        return curation.quotes.get(key) or Kept()
    found = curation.articles.get(key) or Kept()
    apart = [tag for tag, ids in curation.tags.items() if key in ids]
    return replace(found, tags=_joined(found.tags, apart)) if apart else found


def all_tags(curation: Curation) -> list[str]:
    """Every tag in use, each in one spelling, sorted."""
    used = [tag for one in (*curation.articles.values(), *curation.quotes.values()) for tag in one.tags]
    return sorted(_joined(used, curation.tags), key=folded)


def changed(curation: Curation, change: Change) -> Curation:
    """The curation after a change; the same object when that changes nothing."""
    match change:
        case Keep():
            after = _kept(curation, change)
        case KeepSearch(name=name, search=search):
            after = replace(curation, searches=_put(curation.searches, name, search))
        case Merge():
            after = _merged(curation, change)
        case Rejection(name=name, on=on):
            others = tuple(one for one in curation.rejected if folded(one) != folded(name))
            known = len(others) < len(curation.rejected)
            after = curation if on and known else replace(curation, rejected=(*others, name) if on else others)
    return curation if after == curation else after


def inverse(curation: Curation, change: Change) -> tuple[Change, ...]:
    """The changes that take back what a change would do to this curation, in the order in which to make them."""
    match change:
        case Keep(key=key, about=about):
            before = kept(curation, key)
            has = {folded(tag) for tag in before.tags}
            return (
                Keep(
                    key,
                    about if before.is_empty else before,
                    bookmark=None if change.bookmark is None else before.bookmark,
                    add=tuple(tag for tag in before.tags if folded(tag) in set(map(folded, change.remove))),
                    remove=tuple(tag for tag in change.add if folded(tag) not in has),
                    note=None if change.note is None else before.note,
                ),
            )
        case KeepSearch(name=name):
            return (KeepSearch(name, curation.searches.get(name)),)
        case Rejection(name=name):
            known = [one for one in curation.rejected if folded(one) == folded(name)]
            return (Rejection(known[0] if known else name, bool(known)),)
        case Merge():
            after = changed(curation, change).merges
            names = dict.fromkeys((*curation.merges, *after))
            undo: list[Change] = []
            for name in names:
                before, now = curation.merges.get(name), after.get(name)
                if before == now:
                    continue
                if now is not None:
                    undo.append(Merge(name, tuple(one for one in now if one not in (before or ())), on=False))
                if before is not None:
                    undo.append(Merge(name, before))
            return tuple(sorted(undo, key=lambda one: isinstance(one, Merge) and one.on))


def _kept(curation: Curation, change: Keep) -> Curation:
    key, about = change.key, change.about
    is_quote = bool(about.said) or key in curation.quotes
    section = curation.quotes if is_quote else curation.articles
    before = section.get(key) or Kept()
    gone = set(map(folded, change.remove))
    entry = replace(
        before if not before.is_empty else about,
        bookmark=before.bookmark if change.bookmark is None else change.bookmark,
        tags=_joined((tag for tag in before.tags if folded(tag) not in gone), change.add),
        note=before.note if change.note is None else change.note,
    )
    section = _put(section, key, None if entry.is_empty else entry)
    apart = {
        tag: tuple(id for id in ids if id != key) if folded(tag) in gone else ids for tag, ids in curation.tags.items()
    }
    tags = {tag: ids for tag, ids in apart.items() if ids or not curation.tags[tag]}
    return replace(curation, tags=tags, **{"quotes" if is_quote else "articles": section})


def _merged(curation: Curation, change: Merge) -> Curation:
    """Merge or part names; a merge that would close a circle undoes the older one that leads back."""
    merges = dict(curation.merges)
    others = dict.fromkeys(one for one in change.others if folded(one) != folded(change.canonical))
    canonical = next((name for name in merges if folded(name) == folded(change.canonical)), change.canonical)
    gone = set(map(folded, others))
    if not change.on:
        left = tuple(one for one in merges.get(canonical, ()) if folded(one) not in gone)
        return replace(curation, merges=_put(merges, canonical, left or None))
    for name in _leading_from(merges, canonical) & gone:
        merges = _without(merges, name, canonical)
    for name in others:  # of several decisions about a name the newest holds
        merges = _without(merges, None, name, kept=canonical)
        merges = {into: names for into, names in merges.items() if names or folded(into) != folded(name)}
    merges[canonical] = _joined(merges.get(canonical, ()), others)
    return replace(curation, merges=merges)


def _leading_from(merges: dict[str, tuple[str, ...]], name: str) -> set[str]:
    """The folded names that a name is merged into, directly or by way of others."""
    found: set[str] = set()
    waiting = [folded(name)]
    while waiting:
        now = waiting.pop()
        for into, others in merges.items():
            if folded(into) not in found and now in map(folded, others):
                found.add(folded(into))
                waiting.append(folded(into))
    return found


def _without(
    merges: dict[str, tuple[str, ...]], into: str | None, name: str, kept: str | None = None
) -> dict[str, tuple[str, ...]]:
    """The merges in which nothing says any more that `name` is `into`, or anything at all (None) but `kept`.

    A way from `name` to `into` over others is cut at its first step.
    """
    wanted = folded(name)
    left: dict[str, tuple[str, ...]] = {}
    for canonical, others in merges.items():
        leads = into is None or folded(canonical) == into or into in _leading_from(merges, canonical)
        if leads and canonical != kept and wanted in map(folded, others):
            others = tuple(one for one in others if folded(one) != wanted)
            if not others:
                continue
        left[canonical] = others
    return left


def _joined(tags: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    """Names of both, each once, in the first of its spellings."""
    spellings: dict[str, str] = {}
    for tag in (*tags, *more):
        if folded(tag):
            spellings.setdefault(folded(tag), " ".join(tag.split()))
    return tuple(spellings.values())


def _put(entries: dict[str, Entry], key: str, entry: Entry | None) -> dict[str, Entry]:
    """Entries with another one under a key, at the same place; None takes it away."""
    if entry is None:
        return {name: one for name, one in entries.items() if name != key}
    return {**entries, key: entry}
