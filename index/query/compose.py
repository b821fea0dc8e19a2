"""Edits of query text: conditions added and removed; and the words that a query asks for."""

import re
from datetime import date

from .leaves import conjunction
from .lex import NAMED
from .matches import positive_leaves
from .parse import outline, parse
from .tree import (
    TEXT_FIELDS,
    And,
    Dates,
    Everything,
    Exact,
    Forms,
    Fuzzy,
    Name,
    Node,
    Not,
    Nothing,
    Phrase,
    Prefix,
    Undated,
    Wildcard,
    Word,
)

# Comparing relative dates needs a reference day; any will do.
_DAY = date(2000, 1, 1)
_DATE = re.compile(r"\[[^\]()\"]*\]|[^\s()\"]+")
_ESCAPED = re.compile(r'["“”„‟＂\\]')
_JOINING_START = re.compile(r"^\s*((AND|OR)(\s+|$))+")
_JOINING_END = re.compile(r"((^|\s+)(AND|OR))+\s*$")


def condition(field: str, value: str) -> str:
    """Format a condition in the query language: `person:"Donald Trump"`, `date:2017-11`.

    Args:
        field: A field of the query language, or one of `lex.NAMED`.
        value: A whole value of a name field, the words of a phrase, or a date in any form that the language knows.
    """
    value = " ".join(value.split())
    if field == "date" and _DATE.fullmatch(value):
        return f"date:{value}"
    return f'{field if field in NAMED else f"{field}:"}"{_ESCAPED.sub(_escape, value)}"'


def _escape(mark: re.Match[str]) -> str:
    return "\\" + ("\\" if mark[0] == "\\" else '"')


def with_filter(query: str, field: str, value: str, *, exclude: bool = False) -> str:
    """Add a condition to a query.

    Args:
        query: What the user typed, well-formed or not.
        field: A field of the query language.
        value: A value as `condition` takes it.
        exclude: Whether to exclude the value.

    Returns:
        The query, in parentheses if needed, with the condition at its end and without its opposite; the same query if
        it has the condition already or the condition has no word.
    """
    added = condition(field, value)
    wanted = _tree(added)
    if isinstance(wanted, Everything | Nothing):
        return query
    if exclude:
        added, wanted = f"-{added}", Not(wanted)
    query = _taken_out(query, wanted.part if isinstance(wanted, Not) else Not(wanted))
    old = _tree(query)
    if _has(old, wanted):
        return query
    if not query.strip():
        return added
    simple = f"{query.rstrip()} {added}"
    clauses = outline(simple, today=_DAY).clauses
    expected = wanted if isinstance(old, Everything | Nothing) else conjunction([old, wanted])
    if clauses and clauses[-1].node == wanted and _tree(simple) == expected:
        return simple
    return f"({outline(query, today=_DAY).balanced.strip()}) {added}"


def without_filter(query: str, field: str, value: str) -> str:
    """Remove a condition that `with_filter` added, or its exclusion, from a query."""
    wanted = _tree(condition(field, value))
    if isinstance(wanted, Everything | Nothing):
        return query
    return _taken_out(_taken_out(query, wanted), Not(wanted))


def has_filter(query: str, field: str, value: str, *, exclude: bool = False) -> bool:
    """Return whether a query has a condition, or its exclusion, at its top level, in any notation."""
    wanted = _tree(condition(field, value))
    return _has(_tree(query), Not(wanted) if exclude else wanted)


def toggled_filter(query: str, field: str, value: str, *, exclude: bool = False) -> str:
    """Remove a condition from a query that has it, else add it as `with_filter` does."""
    if has_filter(query, field, value, exclude=exclude):
        return without_filter(query, field, value)
    return with_filter(query, field, value, exclude=exclude)


def with_only(query: str, field: str, value: str) -> str:
    """Replace all top-level conditions on a field by one.

    For fields with a single value, where two conditions would contradict each other: `speaker` in quote search.
    Exclusions of other values are kept.
    """
    wanted = _tree(condition(field, value))
    for clause in outline(query, today=_DAY).clauses:
        if clause.node != wanted and getattr(clause.node, "field", "") == field:
            query = _taken_out(query, clause.node)
    return with_filter(query, field, value)


def quotes_within(query: str, field: str, value: str) -> str:
    """Turn an article search into a quote search within its articles: `in:(dam safe) speaker:"Ilka Vorrin"`.

    Args:
        query: The article search, well-formed or not, which becomes the scope.
        field: `speaker`, `about`, `cue` or `stance`.
        value: A value as `condition` takes it.
    """
    if isinstance(_tree(query), Everything | Nothing):
        return condition(field, value)
    return f"in:({outline(query, today=_DAY).balanced.strip()}) {condition(field, value)}"


def with_dates(query: str, dates: str, *, today: date) -> str:
    """Replace the top-level dates of a query.

    Two spans of days are intersected: a bar of the timeline that is cut off by the old span finds as many articles as
    it shows. If they do not overlap, the new span replaces the old one. Excluded dates are kept.

    Args:
        query: What the user typed, well-formed or not.
        dates: "none", or what `parse_dates` understands.
        today: What relative dates count from.
    """
    wanted = parse(condition("date", dates), today=today).tree
    old = [one.node for one in outline(query, today=today).clauses if isinstance(one.node, Dates | Undated)]
    if old == [wanted]:
        return query
    for node in old:
        dates, wanted = _common(dates, wanted, node)
        query = _taken_out(query, node, today)
    return with_filter(query, "date", dates)


def _common(dates: str, wanted: Node, old: Node) -> tuple[str, Node]:
    """Intersect two date conditions, as text and node; the first one if they do not overlap."""
    if not isinstance(wanted, Dates) or not isinstance(old, Dates):
        return dates, wanted
    start = max(wanted.start, old.start)
    end = min(filter(None, (wanted.end, old.end)), default="")
    common = Dates(start, end)
    if common == wanted or (end and start > end):
        return dates, wanted
    return f"[{start or '*'} TO {end or '*'}]", common


def terms(tree: Node) -> tuple[str, ...]:
    """List the words that a tree looks for in texts, as typed, each once, in order.

    Words under a `Not` are left out; prefixes, wildcards and distances keep their notation: `econ*`, `colour~1`.
    """
    found: dict[str, None] = {}
    for leaf in positive_leaves(tree):
        if leaf.field not in TEXT_FIELDS:
            continue
        match leaf:
            case Word(word=word):
                found[word] = None
            case Phrase(words=words) | Forms(words=words):
                found.update(dict.fromkeys(words))
            case Prefix(prefix=prefix):
                found[f"{prefix}*"] = None
            case Wildcard(pattern=pattern):
                found[pattern] = None
            case Fuzzy(word=word, distance=distance):
                found[f"{word}~{distance}"] = None
            case Exact() | Name():
                continue
    return tuple(found)


def _tree(query: str) -> Node:
    return parse(query, today=_DAY).tree


def _has(tree: Node, part: Node) -> bool:
    """Return whether a tree is the part, or a conjunction that contains it."""
    return tree == part or (isinstance(tree, And) and part in tree.parts)


def _taken_out(query: str, node: Node, today: date = _DAY) -> str:
    """Remove the top-level clauses that mean the node, with their operators, from a query."""
    unwanted = [clause for clause in outline(query, today=today).clauses if clause.node == node]
    if not unwanted:
        return query
    for clause in reversed(unwanted):  # from the end, so that earlier offsets stay valid
        before = _JOINING_END.sub("", query[: clause.start])
        after = query[clause.end :] if before.strip() else _JOINING_START.sub("", query[clause.end :])
        query = f"{before.rstrip()} {after.lstrip()}"
    return _bare(query.strip())


def _bare(query: str) -> str:
    """Strip parentheses around the whole query."""
    if query.startswith("(") and query.endswith(")") and _tree(query[1:-1]) == _tree(query):
        return query[1:-1].strip()
    return query
