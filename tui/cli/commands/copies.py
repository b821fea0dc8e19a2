"""`newsexplore copies`: the copies and versions of articles, as lists or compared word by word."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from ....index.engines.base import never
from ....index.model import Sort
from ....index.protocol.questions import Compare, ListCopies, Scope
from ....index.protocol.related_answers import Change, Comparison, Copies, Copy
from ....index.search.index_answers import Answers
from ...screens.related_labels import share_label
from ...terminal.sanitise import sanitise_line
from ..csv_output import Emit, emitter
from ..open_index import answers_for
from ..options import Options
from ..output import count, print_json, print_lines, say, strong
from ..query_notes import say_how_read

_PAGE = 200
"""Copies fetched at a time."""


def copies(
    options: Options,
    query: str,
    compare: tuple[str, ...],
    limit: int,
    sort: Sort | None,
    as_csv: bool,
    paths: Sequence[str],
    json: bool,
) -> None:
    """Print the groups of copies that an article, or articles that match, belong to.

    Raises:
        GoneError: an article to compare is not in the index.
    """
    if compare and as_csv:
        raise click.UsageError("A comparison is no table: --compare prints text, or --json.")
    emit = emitter(json=json, as_csv=as_csv)
    with answers_for(options, paths) as answers:
        if compare:
            _print_comparison(answers.copies.compare(Compare(*compare), never), json=json)
            return
        known = answers.folding.current(lambda: None)
        if answers.engine.articles([query]):
            _print_group(1, answers, query, emit)
            return
        scope = Scope(query)
        say_how_read(answers, scope)
        matching = answers.ids(scope, sort or answers.settings.config.search.sort)
        groups = dict.fromkeys(known.group_of[id] for id in matching if id in known.group_of)
        shown = list(groups)[: limit or None]
        for number, group in enumerate(shown, 1):
            first = next(id for id in matching if known.group_of.get(id) == group)
            _print_group(number, answers, first, emit)
        folded = sum(id in known.group_of for id in matching) - len(groups)
        if len(shown) < len(groups):
            say(f"{len(shown):,} of {count(len(groups), 'group')} shown; --limit 0 shows all")
        if emit is None:
            say(f"{count(len(matching), 'article')} found, {folded:,} of them copies of others; {_groups(len(groups))}")


def _groups(number: int) -> str:
    return f"{count(number, 'group')} of copies"


def _print_group(number: int, answers: Answers, id: str, emit: Emit | None) -> None:
    """Print an article with its copies, oldest first."""
    first = answers.copies.copies(ListCopies(id, 0, _PAGE), never)
    if emit is None:
        where = f" · {count(first.outlets, 'outlet')}" if first.outlets else ""
        print_lines((strong(f"{number}. {count(first.total, 'article')}{where}"),))
    for copy in _all(answers, id, first):
        if emit is not None:
            emit(copy_json(copy, number, id))
        else:
            about = sanitise_line(f"{copy.date[:16] or 'undated'} · {copy.outlet or 'unknown outlet'}")
            print_lines((f"   {copy.id}  {about} · {share_label(copy, id)}", f"     {sanitise_line(copy.title)}"))
    if emit is None:
        print_lines(("",))


def _all(answers: Answers, id: str, first: Copies) -> Iterator[Copy]:
    """Return all copies of an article; `first` is the first page."""
    yield from first.copies
    for offset in range(_PAGE, first.total, _PAGE):
        yield from answers.copies.copies(ListCopies(id, offset, _PAGE), never).copies


def copy_json(copy: Copy, group: int, id: str) -> dict[str, Any]:
    """A copy under the names that JSON promises; `group` numbers the groups of this output from 1."""
    return {
        "group": group,
        "of": id,
        "id": copy.id,
        "title": copy.title,
        "date": copy.date or None,
        "outlet": copy.outlet or None,
        "locator": copy.locator,
        "words": copy.words,
        "shared": round(copy.shared, 4),
        "of_shared": round(copy.of_first, 4),
        "in_group": copy.in_group,
        "version": copy.version or None,
    }


def _print_comparison(found: Comparison, *, json: bool) -> None:
    """Print two articles compared: what only the first has in [-…-], what only the second has in {+…+}."""
    if json:
        print_json(
            {
                "first": found.first.id,
                "second": found.second.id,
                "same": found.same,
                "cut": found.cut,
                "added": found.added,
                "title": [_change_json(change) for change in found.title],
                "text": [_change_json(change) for change in found.text],
            }
        )
        return
    for mark, article in (("-", found.first), ("+", found.second)):
        about = f"{article.date[:16] or 'undated'} · {article.outlet or 'unknown outlet'} · {article.id}"
        print_lines((f"{mark} {sanitise_line(about)}",))
    print_lines(("", *_marked(found.title), "", *_marked(found.text)))
    words = f"{count(found.same, 'word')} the same, {found.cut:,} cut, {found.added:,} added"
    say(words)


def _change_json(change: Change) -> dict[str, Any]:
    kind = "same" if change.same else "added" if not change.first else "cut" if not change.second else "changed"
    return {"kind": kind, "first": change.first, "second": change.second, "moved": change.moved}


def _marked(changes: Sequence[Change]) -> list[str]:
    """Return compared text with what was cut as [-…-] and what was added as {+…+}, as `wdiff` writes it."""
    parts: list[str] = []
    for change in changes:
        if change.same:
            parts.append(change.second)
            continue
        moved = "moved: " if change.moved else ""
        for text, opening, closing in ((change.first, "[-", "-]"), (change.second, "{+", "+}")):
            if inner := text.strip():
                parts.append(f"{opening}{moved}{inner}{closing}{text[len(text.rstrip()) :] or ' '}")
    return [sanitise_line(line) for line in "".join(parts).split("\n")]
