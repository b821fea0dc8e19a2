"""What a change makes of the decisions, and what takes it back. Pure: no file, no index."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from msgspec.structs import replace

from ..decisions import Change, Curation, Keep, KeepSearch, Kept, Merge, Rejection, Split, Tagging
from ..model import ENTITY_TYPES, EntityType

Entry = TypeVar("Entry")


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


def reference(kind: EntityType, name: str) -> str:
    """The reference to an entity of a type: `person:Ilka Vorrin`."""
    return f"{kind}:{name}"


def split_reference(written: str) -> tuple[EntityType | None, str]:
    """The type and the name of a reference; None for any type."""
    kind, colon, name = written.partition(":")
    if colon and kind in ENTITY_TYPES and name.strip():
        return kind, name.strip()
    return None, written


def is_about(written: str, other: str) -> bool:
    """Whether two references can mean the same entity: one without a type means every type."""
    (kind, name), (other_kind, other_name) = split_reference(written), split_reference(other)
    return folded(name) == folded(other_name) and (kind == other_kind or kind is None or other_kind is None)


def folded(name: str) -> str:
    """A name as names of tags and entities are compared: whatever its case and spacing."""
    return " ".join(name.casefold().split())


def kept(curation: Curation, key: str, apart: Mapping[str, Sequence[str]] | None = None) -> Kept:
    """What is kept under a key, with the tags that stand apart; empty when nothing is.

    `apart` is what `tags_apart` returns, for who asks about many.
    """
    if split_key(key)[1] is not None and key not in curation.articles:
        return curation.quotes.get(key) or Kept()
    found = curation.articles.get(key) or Kept()
    tags = [tag for tag, ids in curation.tags.items() if key in ids] if apart is None else apart.get(key, ())
    return replace(found, tags=_joined(found.tags, tags)) if tags else found


def tags_apart(curation: Curation) -> dict[str, list[str]]:
    """Article id -> the tags that stand apart and name it."""
    found: dict[str, list[str]] = {}
    for tag, ids in curation.tags.items():
        for id in ids:
            found.setdefault(id, []).append(tag)
    return found


def all_tags(curation: Curation) -> list[str]:
    """Every tag in use, each in one spelling, sorted."""
    used = [tag for one in (*curation.articles.values(), *curation.quotes.values()) for tag in one.tags]
    return sorted(_joined(used, curation.tags), key=folded)


def changed(curation: Curation, *changes: Change) -> Curation:
    """The curation after some changes, in this order; the same object when they change nothing."""
    after = curation
    for is_keep, group in groupby(changes, key=lambda change: isinstance(change, Keep)):
        if is_keep:
            after = _kept(after, [change for change in group if isinstance(change, Keep)])
        else:
            for change in group:
                after = _changed(after, change)
    return curation if after == curation else after


def _changed(curation: Curation, change: Change) -> Curation:
    match change:
        case Keep():
            return _kept(curation, [change])
        case Tagging():
            return _tagged(curation, change)
        case KeepSearch(name=name, search=search):
            return replace(curation, searches=_put(curation.searches, name, search))
        case Merge():
            return _merged(curation, change)
        case Split(name=name):
            return _split(curation, name)
        case Rejection(name=name, on=on):
            others = tuple(one for one in curation.rejected if folded(one) != folded(name))
            known = len(others) < len(curation.rejected)
            return curation if on and known else replace(curation, rejected=(*others, name) if on else others)


def inverse(curation: Curation, *changes: Change) -> tuple[Change, ...]:
    """The changes that take back what some changes would do to this curation, in the order in which to make them."""
    keeps = [change for change in changes if isinstance(change, Keep)]
    if len(keeps) == len(changes) == len({change.key for change in keeps}):  # none depends on another
        apart = tags_apart(curation)
        return tuple(_unkept(curation, change, apart) for change in reversed(keeps))
    back: list[Change] = []
    for change in changes:
        back[:0] = _inverse(curation, change)
        curation = changed(curation, change)
    return tuple(back)


def _inverse(curation: Curation, change: Change) -> tuple[Change, ...]:
    match change:
        case Keep():
            return (_unkept(curation, change),)
        case Tagging():
            return _untagged(curation, change)
        case KeepSearch(name=name):
            return (KeepSearch(name, curation.searches.get(name)),)
        case Rejection(name=name):
            known = [one for one in curation.rejected if folded(one) == folded(name)]
            return (Rejection(known[0] if known else name, bool(known)),)
        case Merge() | Split():
            return _remerged(curation.merges, changed(curation, change).merges)


def _remerged(before: dict[str, tuple[str, ...]], after: dict[str, tuple[str, ...]]) -> tuple[Change, ...]:
    """The changes that make the merges what they were before."""
    part: list[Change] = []
    join: list[Change] = []
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        if was == now:
            continue
        if now is not None:
            part.append(Merge(name, tuple(one for one in now if one not in (was or ())), on=False))
        if was is not None:
            join.append(Merge(name, was))
    return (*part, *join)


def joined(curation: Curation, older: Curation) -> Curation:
    """Two curations in one: nothing of either is lost, and where both decide about the same the first one stands.

    Of an article or quote that both know the tags are joined, and a note that differs is added below. A search whose
    name is taken gets a number.
    """
    articles = _joined_entries(curation.articles, older.articles)
    quotes = _joined_entries(curation.quotes, older.quotes)
    searches = dict(curation.searches)
    for name, search in older.searches.items():
        free, number = name, 2
        while free in searches and searches[free] != search:
            free, number = f"{name} ({number})", number + 1
        searches[free] = search
    tags = {tag: tuple(dict.fromkeys((*ids, *older.tags.get(tag, ())))) for tag, ids in curation.tags.items()}
    tags = {**{tag: ids for tag, ids in older.tags.items() if tag not in tags}, **tags}
    decided = [one for canonical, others in curation.merges.items() for one in (canonical, *others)]
    merges = dict(curation.merges)
    for canonical, others in older.merges.items():
        own = next((name for name in merges if folded(name) == folded(canonical)), canonical)
        left = tuple(one for one in others if not any(is_about(one, known) for known in decided))
        if left or (own not in merges and not others and not any(is_about(canonical, known) for known in decided)):
            merges[own] = _joined(merges.get(own, ()), left)
    known = set(map(folded, curation.rejected))
    rejected = (*curation.rejected, *(one for one in older.rejected if folded(one) not in known))
    return Curation(articles, quotes, searches, tags, merges, rejected)


def together(first: Kept, second: Kept) -> Kept:
    """What two entries about the same article or quote decide together; where they contradict, the first stands."""
    notes = [first.note, *([second.note] if second.note.strip() not in first.note else [])]
    return replace(
        first,
        bookmark=first.bookmark or second.bookmark,
        tags=_joined(first.tags, second.tags),
        note="\n\n".join(note for note in notes if note),
        corrected_speaker=first.corrected_speaker or second.corrected_speaker,
    )


def _joined_entries(entries: dict[str, Kept], older: dict[str, Kept]) -> dict[str, Kept]:
    first = {key: one for key, one in older.items() if key not in entries}
    return {**first, **{key: together(one, older[key]) if key in older else one for key, one in entries.items()}}


def _kept(curation: Curation, changes: Sequence[Keep]) -> Curation:
    """Make decisions about articles and quotes: in one go, because there may be thousands."""
    articles, quotes = dict(curation.articles), dict(curation.quotes)
    untagged: dict[str, set[str]] = {}
    for change in changes:
        key, about = change.key, change.about
        section = quotes if about.said or key in quotes else articles
        before = section.get(key) or Kept()
        gone = set(map(folded, change.remove))
        entry = replace(
            before if not before.is_empty else about,
            bookmark=before.bookmark if change.bookmark is None else change.bookmark,
            tags=_joined((tag for tag in before.tags if folded(tag) not in gone), change.add),
            note=before.note if change.note is None else change.note,
            corrected_speaker=before.corrected_speaker if change.speaker is None else change.speaker,
        )
        if entry.is_empty:
            section.pop(key, None)
        else:
            section[key] = entry
        for name in gone:
            untagged.setdefault(name, set()).add(key)
    tags = {tag: _without_ids(ids, untagged.get(folded(tag), ())) for tag, ids in curation.tags.items()}
    return replace(curation, articles=articles, quotes=quotes, tags=_tags_left(curation, tags))


def _without_ids(ids: tuple[str, ...], gone: Collection[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id not in gone) if gone else ids


def _tags_left(curation: Curation, tags: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The tags that stand apart without those that no article has any more."""
    return {tag: ids for tag, ids in tags.items() if ids or not curation.tags[tag]}


def _unkept(curation: Curation, change: Keep, apart: Mapping[str, Sequence[str]] | None = None) -> Keep:
    """What takes back a decision about an article or quote; `apart` as in `kept`."""
    before = kept(curation, change.key, apart)
    has = {folded(tag) for tag in before.tags}
    return Keep(
        change.key,
        change.about if before.is_empty else before,
        bookmark=None if change.bookmark is None else before.bookmark,
        add=tuple(tag for tag in before.tags if folded(tag) in set(map(folded, change.remove))),
        remove=tuple(tag for tag in change.add if folded(tag) not in has),
        note=None if change.note is None else before.note,
        speaker=None if change.speaker is None else before.corrected_speaker,
    )


def _tagged(curation: Curation, change: Tagging) -> Curation:
    """Put a tag on those articles that do not have it yet, or take it from all of them."""
    name, tag = folded(change.tag), " ".join(change.tag.split())
    if change.on:
        own = next((one for one in curation.tags if folded(one) == name), tag)
        has = _having(curation, name)
        ids = (*curation.tags.get(own, ()), *(id for id in dict.fromkeys(change.ids) if id not in has))
        return replace(curation, tags=_put(curation.tags, own, ids)) if ids else curation
    wanted = set(change.ids)
    curation = _kept(curation, [Keep(id, Kept(), remove=(tag,)) for id in change.ids if id in curation.articles])
    tags = {one: _without_ids(ids, wanted) if folded(one) == name else ids for one, ids in curation.tags.items()}
    return replace(curation, tags=_tags_left(curation, tags))


def _untagged(curation: Curation, change: Tagging) -> tuple[Change, ...]:
    """What takes back that a tag is put on articles, or taken from them."""
    name, entries = folded(change.tag), curation.articles
    has = _having(curation, name)
    if change.on:
        return (Tagging(change.tag, tuple(id for id in change.ids if id not in has), on=False),)
    with_facts = [id for id in change.ids if id in entries and name in map(folded, entries[id].tags)]
    alone = has.intersection(change.ids).difference(with_facts)
    keeps = [Keep(id, entries[id], add=(change.tag,)) for id in with_facts]
    return (*keeps, Tagging(change.tag, tuple(id for id in change.ids if id in alone)))


def _having(curation: Curation, name: str) -> set[str]:
    """The ids of the articles that have a tag, by its folded name."""
    found = {id for id, one in curation.articles.items() if name in map(folded, one.tags)}
    return found.union(*(ids for tag, ids in curation.tags.items() if folded(tag) == name))


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


def _split(curation: Curation, name: str) -> Curation:
    merges = _without(curation.merges, None, name)
    own = next((one for one in merges if folded(one) == folded(name)), name)
    return replace(curation, merges={**merges, own: merges.get(own, ())})


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

    A way from `name` to `into` over others is cut at its first step. What was decided about the name whatever its
    type is replaced by what is decided about one type.
    """
    left: dict[str, tuple[str, ...]] = {}
    for canonical, others in merges.items():
        leads = into is None or folded(canonical) == into or into in _leading_from(merges, canonical)
        if leads and canonical != kept and any(is_about(name, one) for one in others):
            others = tuple(one for one in others if not is_about(name, one))
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
