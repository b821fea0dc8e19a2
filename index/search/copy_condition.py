"""The condition `is:copy`: which matches of a query are copies of another match, as folding hides them."""

from collections.abc import Callable

from ..query.leaves import COPY
from ..query.tree import And, Everything, InArticle, Node, Not, Or

Hidden = Callable[[Node, bool], Node]
"""Returns what folding hides among the matches of a query: its tree, and whether quotes are searched."""


def asks_for_copies(tree: Node) -> bool:
    """Return whether a tree has the condition `is:copy`."""
    match tree:
        case And(parts=parts) | Or(parts=parts):
            return any(map(asks_for_copies, parts))
        case Not(part=part) | InArticle(part=part):
            return asks_for_copies(part)
        case _:
            return tree == COPY


def apply_copies(tree: Node, hidden: Hidden, *, quotes: bool) -> Node:
    """Replace every condition `is:copy` by what folding hides among the matches of the query without it.

    Within `in:(…)` it is about the articles that the parentheses find.

    Args:
        tree: The query tree, with tags and read marks in place.
        hidden: Folds the matches of the rest of the query.
        quotes: Whether quotes are searched: then it means exact repeats of another quote.
    """
    if not asks_for_copies(tree):
        return tree
    tree = _within_articles(tree, hidden)
    if not asks_for_copies(tree):
        return tree
    return _replaced(tree, hidden(_without(tree) or Everything(), quotes))


def _within_articles(tree: Node, hidden: Hidden) -> Node:
    match tree:
        case InArticle(part=part):
            return InArticle(apply_copies(part, hidden, quotes=False))
        case And(parts=parts):
            return And(tuple(_within_articles(part, hidden) for part in parts))
        case Or(parts=parts):
            return Or(tuple(_within_articles(part, hidden) for part in parts))
        case Not(part=part):
            return Not(_within_articles(part, hidden))
        case _:
            return tree


def _without(tree: Node) -> Node | None:
    """Return a tree without the condition; None if nothing is left."""
    match tree:
        case And(parts=parts) | Or(parts=parts):
            kept = [part for part in map(_without, parts) if part is not None]
            return type(tree)(tuple(kept)) if kept else None
        case Not(part=part):
            inner = _without(part)
            return None if inner is None else Not(inner)
        case _:
            return None if tree == COPY else tree


def _replaced(tree: Node, copies: Node) -> Node:
    match tree:
        case And(parts=parts):
            return And(tuple(_replaced(part, copies) for part in parts))
        case Or(parts=parts):
            return Or(tuple(_replaced(part, copies) for part in parts))
        case Not(part=part):
            return Not(_replaced(part, copies))
        case _:
            return copies if tree == COPY else tree
