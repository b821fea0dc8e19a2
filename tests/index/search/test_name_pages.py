"""The pages of a list of names are the whole list, on every engine."""

import pytest

from newsexplore.index.model import ENTITY_TYPES, EntityCount
from newsexplore.index.protocol.questions import CountFacets, Scope
from newsexplore.index.search.index_answers import Answers

from .corpora import answers

__all__ = ["answers"]


@pytest.mark.parametrize("query", ["", "harbour"])
def test_pages_of_names_are_the_whole_list(answers: Answers, query: str) -> None:
    def names(offset: int, limit: int) -> list[EntityCount]:
        return list(answers.facets(CountFacets(Scope(query), limit=limit, offset=offset)).facets.entities)

    def of(kind: str, counted: list[EntityCount]) -> list[EntityCount]:
        return [one for one in counted if one.type == kind]

    whole = names(0, 1000)
    paged: list[EntityCount] = []
    offset = 0
    while page := names(offset, 3):
        paged += page
        offset += 3
    assert offset > 6
    assert all(of(kind, paged) == of(kind, whole) for kind in ENTITY_TYPES)
