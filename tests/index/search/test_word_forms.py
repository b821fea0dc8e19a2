"""Words that are searched for with their inflections, on a small index in several languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsexplore.index.protocol.questions import CountWords, Explain, Kwic, Read, Scope, Search
from newsexplore.index.search.index_answers import Answers

from .test_completion import indexed

pytest.importorskip("Stemmer", reason="PyStemmer is not installed")

ENGLISH = (
    "The price of oil rose. Higher prices are no news to the ministry, which priced it in January.",
    "Pricing is an art. The universe of buyers is large and the university has a report about it.",
    "Reporters say that the universities said nothing. The United States are no unit.",
    "She said: “The prices of bread are what they are.” The minister said that countries differ.",
    "The country has one organ, and every organization has a reporter, said the minister.",
    "A price cut, a policy and a prize. The car stopped at the stop, a prime one.",
)
FRENCH = (
    "Le prix du pain monte. Les élections ont lieu dimanche et le président annonce une réforme de l'école.",
    "L'élection de la présidente est annoncée par les journaux. La présidence de la nation est un sujet national.",
    "Le journal de la région a publié une série de portraits: il faut primer. Le gouvernement ne gouverne plus.",
)


HEBREW = ("הממשלה בישראל הודיעה כי המשרד נסגר", "ישראל וממשלה חדשה שבישראל", "ישראלי אחד כתב מכתב לממשלה", "ממשלת צרפת")


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def answers(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Answers]:
    articles = [f"Lang: en\nTitle: Number {number}\n\n{text}\n" for number, text in enumerate(ENGLISH)]
    articles += [f"Lang: fr\nTitle: Numéro {number}\n\n{text}\n" for number, text in enumerate(FRENCH)]
    answers = Answers(indexed(tmp_path_factory.mktemp("forms"), request.param, tuple(articles)))
    yield answers
    answers.close()


def found(answers: Answers, query: str, *, inflected: bool | None = None) -> set[str]:
    """Return the headlines that a query finds."""
    results = answers.search(Search(Scope(query, inflected=inflected)))
    assert results.total == len(results.hits)
    return {hit.title.removeprefix("Number ").replace("Numéro ", "f") for hit in results.hits}


def others(answers: Answers, query: str) -> dict[str, list[str]]:
    """Return the other forms of each word that are searched for."""
    forms = answers.search(Search(Scope(query))).interpretation.forms
    return {one.word: [word for word, _ in one.others] for one in forms}


def test_a_word_finds_its_inflections_and_says_which(answers: Answers) -> None:
    assert found(answers, "price") == {"0", "1", "3", "5"}
    assert others(answers, "price") == {"price": ["prices", "priced", "pricing"]}
    assert others(answers, "Pricing") == {"pricing": ["price", "prices", "priced"]}
    assert others(answers, "country") == {"country": ["countries"]}
    assert others(answers, "stop") == {"stop": ["stopped"]}


def test_a_derivation_is_another_word(answers: Answers) -> None:
    for query in ("universe", "organ", "unit"):
        assert others(answers, query) == {}, query
    assert others(answers, "report university") == {"university": ["universities"]}


def test_a_word_can_be_searched_for_alone(answers: Answers) -> None:
    for query in ("=price", '"price"', "price~0", "text:=price"):
        assert found(answers, query) == {"0", "5"}, query
        assert others(answers, query) == {}, query
    assert found(answers, "price", inflected=False) == {"0", "5"}
    assert found(answers, '"price cut"') == {"5"}
    assert found(answers, "pri*") == {"0", "1", "3", "5", "f0", "f2"}


def test_conditions_hold_for_all_forms(answers: Answers) -> None:
    assert found(answers, "minister -price") == {"4"}
    assert found(answers, "minister -=price") == {"3", "4"}
    assert found(answers, "(country OR price) said") == {"3", "4"}
    assert found(answers, "title:number country") == {"3", "4"}
    assert found(answers, "quote:price") == {"3"}
    assert answers.search(Search(Scope("price", quotes=True))).total == 1


def test_each_language_is_inflected_in_its_own_way(answers: Answers) -> None:
    assert found(answers, "élection") == found(answers, "elections") == {"f0", "f1"}
    assert others(answers, "annonce") == {"annonce": ["annoncee"]}
    assert others(answers, "journal") == {"journal": ["journaux"]}
    assert others(answers, "président") == {"president": ["presidente"]}
    assert others(answers, "nation gouvernement") == {}


def test_a_word_is_inflected_in_the_languages_that_have_it(answers: Answers) -> None:
    assert others(answers, "prime") == {}
    assert others(answers, "lang:fr prime") == {"prime": ["primer"]}
    assert others(answers, "(lang:fr OR lang:en) prime") == {}
    assert others(answers, "lang:en élection") == {"election": ["elections"]}


def test_a_word_that_is_being_typed_is_a_beginning(answers: Answers) -> None:
    results = answers.search(Search(Scope("pric"), try_prefix=True))
    assert (results.interpretation.reason, results.interpretation.searched) == ("prefix", "pric*")
    assert others(answers, "pricings") == {"pricings": ["pricing"]}  # nothing begins so


def test_all_that_follows_a_search_follows_the_forms(answers: Answers) -> None:
    scope = Scope("price")
    (hit,) = [hit for hit in answers.search(Search(scope)).hits if hit.title == "Number 0"]
    reading = answers.read(Read(hit.id, scope))
    text = reading.article.text
    assert [text[start:end] for start, end in reading.matches] == ["price", "prices", "priced"]
    assert len(hit.snippet.marks) == 3
    lines = answers.kwic(Kwic(scope, "matches")).lines
    keywords = sorted(line.keyword.lower() for line in lines)
    assert keywords == ["price", "price", "priced", "prices", "prices", "pricing"]
    by_mentions = answers.search(Search(scope, "mentions")).hits
    assert by_mentions[0].title == "Number 0"
    assert answers.count_words(CountWords(scope, "collocates", least=1)).hits == 6
    counted = answers.explain(Explain(Scope("price minister"))).clauses
    assert [(one.text, one.total) for one in counted] == [("price", 4), ("minister", 2)]


def test_a_hebrew_word_is_found_behind_its_particles(tmp_path: Path) -> None:
    articles = tuple(f"Lang: he\nTitle: Number {number}\n\n{text}\n" for number, text in enumerate(HEBREW))
    others = tuple(f"Lang: en\nTitle: Other {number}\n\n{ENGLISH[0]}\n" for number in range(500))
    answers = Answers(indexed(tmp_path, "whoosh", (*articles, *others)))
    assert found(answers, "ישראל") == {"0", "1"}  # not `ישראלי`
    assert found(answers, "ממשלה") == {"0", "1", "2"}
    assert found(answers, "בישראל") == {"0", "1"}  # with `שבישראל`; what is typed with a particle is not cut
    answers.close()
