"""Trails, the jump history, and the dates of a timeline bar."""

from newsexplore.index.protocol.answers import Reading
from newsexplore.index.protocol.questions import Filter, Scope
from newsexplore.tui.session.history import History, Place
from newsexplore.tui.session.trail import Trail

from ..fake_records import RECORDS

READING = Reading(RECORDS[0].article, RECORDS[0].annotations, ((1, 3),))


def words(trail: Trail) -> list[str]:
    return [READING.article.text[start:end] for start, end in trail.stops(READING)]


def test_stops_of_each_trail() -> None:
    assert Trail().stops(READING) == ((1, 3),)
    assert words(Trail("entity", "Harbour Minister", "person")) == ["the minister"]
    assert words(Trail("entity", "harbour board", "org")) == ["Harbour Board", "Harbour Board", "The board"]
    assert words(Trail("entity", "the board", "org")) == words(Trail("entity", "Harbour Board", "org"))
    assert words(Trail("entity", "Harbour Board", "person")) == []
    assert words(Trail("speaker", "Chief Engineer")) == ["The wall is older than any map we have,"]


def test_articles_of_each_trail() -> None:
    scope = Scope("storm")
    assert Trail().scope(scope) == scope
    assert Trail("entity", "Old Quay", "place").scope(scope).filters == (Filter("place=", "Old Quay"),)
    assert Trail("entity", "Storm Bill", "misc").scope(scope).filters == (Filter("misc=", "Storm Bill"),)
    assert Trail("speaker", "Chief Engineer").scope(scope).filters == (Filter("speaker", "Chief Engineer"),)


def place(query: str, top: int = 0) -> Place:
    return Place(query, False, "relevance", "a1", top, Trail(), None)


def test_going_back_visits_every_place_once() -> None:
    history = History()
    for query in ("a", "b", "b", "c"):
        history.leave(place(query))
    here = place("c", top=40)
    assert [history.back(here), history.back(here), history.back(here)] == [place("b"), place("a"), None]


def test_the_jump_history_is_limited() -> None:
    history = History()
    for number in range(1000):
        history.leave(place(str(number)))
    steps = 0
    while history.back(place("here")):
        steps += 1
    assert steps == History.LIMIT
