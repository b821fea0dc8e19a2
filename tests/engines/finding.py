"""Searches on one engine, without a limit that matters."""

from newsexplore.index.engines.base import Engine, never
from newsexplore.index.model import Sort
from newsexplore.index.query.tree import (
    Node,
)

from .records import corpus

RECORDS = corpus()
QUOTES = [(one.article.id, number) for one in RECORDS for number in range(len(one.annotations.quotes))]


def found(engine: Engine, tree: Node, sort: Sort = "relevance", offset: int = 0, limit: int = 1000) -> list[str]:
    return [id for id, _ in engine.search(tree, sort=sort, offset=offset, limit=limit, cancelled=never).page]


def found_quotes(engine: Engine, tree: Node, sort: Sort = "relevance") -> list[tuple[str, int]]:
    page = engine.search_quotes(tree, sort=sort, offset=0, limit=1000, cancelled=never).page
    return [(id, number) for id, number, _ in page]
