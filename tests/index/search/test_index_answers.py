"""Questions whose answers depend on what is one over the corpus: facets, filters, quotes, reading, and decisions."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from newsexplore.index.build.build_run import build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.curation.changes import quote_key
from newsexplore.index.curation.curation_file import CurationFile
from newsexplore.index.decisions import Keep, Kept
from newsexplore.index.model import EntityCount
from newsexplore.index.protocol.answers import Reading
from newsexplore.index.protocol.questions import (
    CountFacets,
    CountTimeline,
    CountTogether,
    Filter,
    List,
    Read,
    Refresh,
    Scope,
    Search,
)
from newsexplore.index.search.index_answers import Answers

FULL = "Minister Ilka Vorrin came to Velmora on Tuesday.\n\n“The dam is safe,” Vorrin said."
SHORT = "Minister Vorrin came back to Velmora on Friday.\n\n“The dam is closed,” Vorrin said."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An index of four articles that name her in full and one that does not."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(4):
        (corpus / f"full{number}.txt").write_text(f"Title: Dam Report {number}\n\n{FULL}\n", "utf-8")
    (corpus / "short.txt").write_text(f"Title: Dam Closed\n\n{SHORT}\n", "utf-8")
    settings = for_paths(load_config(None), [str(corpus)])
    build(settings)
    return settings


@pytest.fixture
def answers(settings: Settings) -> Iterator[Answers]:
    answers = Answers(settings)
    yield answers
    answers.close()


def people(answers: Answers, query: str = "") -> list[EntityCount]:
    return list(answers.facets(CountFacets(Scope(query), ("person",))).facets.entities)


def total(answers: Answers, query: str, *filters: Filter, quotes: bool = False) -> int:
    return answers.search(Search(Scope(query, quotes, filters))).total


def short_article(answers: Answers) -> str:
    (hit,) = answers.search(Search(Scope('"dam closed"'))).hits
    return hit.id


def decide(settings: Settings, answers: Answers, text: str) -> None:
    settings.curation_file.write_text(text, "utf-8")
    answers.refresh(Refresh())


def test_a_surname_and_the_full_name_are_one_row(answers: Answers):
    assert [(one.name, one.articles) for one in people(answers)] == [("Ilka Vorrin", 5)]


def test_a_filter_finds_the_articles_that_its_row_counts(answers: Answers):
    assert total(answers, "", Filter("person", "Ilka Vorrin")) == 5
    assert total(answers, 'person:"Ilka Vorrin"') == 5
    assert len(answers.list(List(Scope('entity:"Ilka Vorrin"'))).ids) == 5
    assert total(answers, '-person:"Ilka Vorrin"') == 0


def test_hits_by_name_are_marked_where_the_article_has_its_own(answers: Answers):
    hits = answers.search(Search(Scope('person:"Ilka Vorrin"'))).hits
    assert all(hit.snippet.marks for hit in hits)


def test_quotes_are_found_and_shown_under_the_one_name(answers: Answers):
    scope = Scope('speaker:"Ilka Vorrin"', quotes=True)
    found = answers.search(Search(scope))
    assert found.total == 5
    assert {hit.quote.speaker and hit.quote.speaker.resolved for hit in found.quotes} == {"Ilka Vorrin"}
    assert {hit.quote.speaker and hit.quote.speaker.text for hit in found.quotes} == {"Vorrin"}


def test_an_article_is_read_under_the_names_of_the_corpus(answers: Answers):
    reading = answers.read(Read(short_article(answers), Scope('person:"Ilka Vorrin"')))
    (person,) = (one for one in reading.annotations.entities if one.type == "person")
    assert (person.name, person.aliases) == ("Ilka Vorrin", ("Vorrin",))
    assert [reading.article.text[start:end] for start, end in reading.matches] == ["Vorrin", "Vorrin"]


def test_records_have_the_names_of_the_corpus(answers: Answers):
    names = {
        one.name
        for record in answers.records(Scope("dam"), "newest")
        for one in record.annotations.entities
        if one.type == "person"
    }
    assert names == {"Ilka Vorrin"}


def test_a_merge_of_the_user_goes_before(settings: Settings, answers: Answers):
    assert len(people(answers)) == 1
    decide(settings, answers, "merges: {Vorrin: []}\n")
    assert [(one.name, one.articles) for one in people(answers)] == [("Ilka Vorrin", 4), ("Vorrin", 1)]
    decide(settings, answers, "merges: {The Minister: [Ilka Vorrin]}\n")
    assert [(one.name, one.articles) for one in people(answers)] == [("The Minister", 5)]
    assert total(answers, "", Filter("person", "The Minister")) == 5


def test_rejected_entities_are_gone_and_come_back(settings: Settings, answers: Answers):
    decide(settings, answers, "rejected: [Ilka Vorrin]\n")
    assert people(answers) == []
    assert total(answers, 'person:"Ilka Vorrin"') == 0
    reading = answers.read(Read(short_article(answers), Scope("")))
    assert [one.name for one in reading.annotations.entities] == ["Velmora"]
    assert_consistent(reading)
    settings.curation_file.unlink()
    answers.refresh(Refresh())
    assert [(one.name, one.articles) for one in people(answers)] == [("Ilka Vorrin", 5)]


def test_what_is_kept_is_found_by_its_tags(answers: Answers):
    article = short_article(answers)
    (quote,) = answers.search(Search(Scope("closed", quotes=True))).quotes
    assert quote.article == article
    said = Kept(title="Dam Closed", said=quote.quote.text)
    file = CurationFile(answers.settings.curation_file)
    file.change([Keep(quote_key(article, quote.quote.start, quote.quote.end), said, add=("dam",))])
    assert total(answers, "tag:dam") == 1
    assert [hit.quote.text for hit in answers.search(Search(Scope("tag:dam", quotes=True))).quotes] == [
        quote.quote.text
    ]
    assert total(answers, "-tag:dam") == 4
    assert total(answers, "-tag:dam", quotes=True) == 4
    assert total(answers, "tag:bookmark") == total(answers, "tag:note") == 0
    file.change([Keep(article, Kept(), bookmark=True, note="Ask the engineer.")])
    assert total(answers, "tag:bookmark") == total(answers, "tag:note") == 1
    assert total(answers, "tag:bookmark", quotes=True) == 1


def test_the_unread_are_those_that_were_not_read_when_the_search_began(answers: Answers):
    ids = answers.list(List(Scope(""), "newest")).ids
    assert total(answers, "is:unread") == 5
    file = answers.settings.read_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{ids[0]}\n{ids[1]}\nnever indexed\n-{ids[1]}\n")
    assert total(answers, "is:unread") == 4
    assert answers.list(List(Scope("is:read"), "newest")).ids == (ids[0],)
    assert total(answers, "is:unread", quotes=True) == 4
    assert answers.timeline(CountTimeline(Scope("is:unread"), 9)).timeline.undated == 4
    page = Search(Scope("is:unread"), "newest", limit=2)
    first = [hit.id for hit in answers.search(page).hits]
    file.write_text("\n".join((ids[0], *first)))  # what is on screen is read while the next page is scrolled to
    second = [hit.id for hit in answers.search(msgspec.structs.replace(page, offset=2)).hits]
    assert [*first, *second] == list(ids[1:])
    assert total(answers, "is:unread") == 2


def assert_consistent(reading: Reading) -> None:
    entities = reading.annotations.entities
    assert all(mention.entity < len(entities) for mention in reading.annotations.mentions)
    assert all(
        quote.speaker is None or quote.speaker.entity is None or quote.speaker.entity < len(entities)
        for quote in reading.annotations.quotes
    )


def test_a_new_commit_is_linked_anew(settings: Settings, answers: Answers, tmp_path: Path):
    assert [one.articles for one in people(answers)] == [5]
    for number in range(3):
        text = f"Title: Harbour {number}\n\nAna Vorrin, a fisherwoman, mended her nets.\n"
        (tmp_path / "corpus" / f"ana{number}.txt").write_text(text, "utf-8")
    build(settings)
    answers.refresh(Refresh())
    # Two who are known share the surname now, and neither dominates.
    assert sorted((one.name, one.articles) for one in people(answers)) == [
        ("Ana Vorrin", 3),
        ("Ilka Vorrin", 4),
        ("Vorrin", 1),
    ]


def test_a_name_in_capitals_is_no_alias_of_its_own(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Minister Ilka Vorrin came. Vorrin said nothing to the crowd.\n", "utf-8")
    (corpus / "b.txt").write_text("VORRIN SAYS NOTHING\n\nMinister Ilka Vorrin came. Vorrin said nothing.\n", "utf-8")
    settings = for_paths(load_config(None), [str(corpus)])
    build(settings)
    answers = Answers(settings)
    (vorrin,) = answers.facets(CountFacets(Scope(""), ("person",))).facets.entities
    answers.close()
    assert (vorrin.name, vorrin.aliases) == ("Ilka Vorrin", ("Vorrin",))


def test_entities_are_found_by_letters_of_any_of_their_names(answers: Answers):
    def holding(text: str) -> list[str]:
        return [one.name for one in answers.facets(CountFacets(Scope(""), holding=text)).facets.entities]

    assert holding("orr") == holding("VORRIN ilka") == holding("lka vör") == ["Ilka Vorrin"]
    assert holding("  ") == holding("") != []
    assert holding("vorrin velmora") == holding("xyzzy") == holding("!!!") == []


def test_narrowing_counts_within_the_results(answers: Answers):
    (row,) = answers.facets(CountFacets(Scope('"dam closed"'), holding="vorrin")).facets.entities
    assert row.articles == 1


def test_some_entities_alone_are_counted(answers: Answers):
    asked = CountFacets(Scope(""), among=(("person", "Ilka Vorrin"), ("place", "Nowhere")))
    assert [(one.name, one.articles) for one in answers.facets(asked).facets.entities] == [("Ilka Vorrin", 5)]


def test_who_appears_with_whom(answers: Answers):
    answer = answers.together(CountTogether(Scope(""), ("person", "Ilka Vorrin")))
    (velmora,) = [one for one in answer.companions if one.name == "Velmora"]
    assert (answer.articles, velmora.type, velmora.articles, velmora.expected) == (5, "place", 5, 5.0)
    assert "Ilka Vorrin" not in [one.name for one in answer.companions]


def test_nobody_appears_with_who_is_not_there(answers: Answers):
    answer = answers.together(CountTogether(Scope("xyzzy"), ("person", "Ilka Vorrin")))
    assert (answer.articles, answer.companions) == (0, ())


def test_while_one_types_a_word_that_nothing_has_may_go_on(answers: Answers) -> None:
    results = answers.search(Search(Scope("the dam clo"), begun=True))
    assert results.interpretation.searched == "the dam clo*"
    assert results.total == total(answers, "the dam clo*") > 0
    assert results.interpretation.notes == ("Nothing is found for “the dam clo”: this is “the dam clo*”.",)
    assert not answers.search(Search(Scope("the dam clo"))).total


def test_while_one_types_a_phrase_its_last_word_may_go_on(answers: Answers) -> None:
    results = answers.search(Search(Scope('"the dam clo'), begun=True))
    assert results.interpretation.searched == '"the dam" clo*'
    assert results.total == total(answers, '"the dam" clo*') > 0
    assert results.interpretation.notes == ('Nothing is found for “"the dam clo”: this is “"the dam" clo*”.',)


@pytest.mark.parametrize(
    "query", ["dam", "clo ", '"the clo"', '-"the clo', '"clo ', "clo*", "-clo", "xyzzy", "c", "date:20", "tag:clo"]
)
def test_nothing_goes_on_that_finds_something_or_is_no_plain_word(answers: Answers, query: str) -> None:
    asked = Search(Scope(query))
    assert msgspec.structs.replace(answers.search(msgspec.structs.replace(asked, begun=True)), seconds=0.0) == (
        msgspec.structs.replace(answers.search(asked), seconds=0.0)
    )
