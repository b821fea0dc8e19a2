"""Words, n-grams, collocates and keyness of real articles: every engine against counting by hand."""

from collections import Counter
from functools import cache
from itertools import chain

import pytest
from nltk import ngrams
from nltk.metrics.association import BigramAssocMeasures

from newsexplore.index.engines.base import SearchCancelledError
from newsexplore.index.model import Record, Span
from newsexplore.index.protocol.questions import CountWords, Filter, Scope
from newsexplore.index.protocol.reports import WordRow, WordTable
from newsexplore.index.query.analysis import located, words
from newsexplore.index.query.matches import find_matches, find_matches_in_quote
from newsexplore.index.search.index_answers import Answers
from newsexplore.index.statistics.keyness import keyness

from .corpora import answers, reuters

__all__ = ["answers", "reuters"]
ALL = 10_000_000
SCOPES = [
    Scope(""),
    Scope("the OR \"said on\""),
    Scope("minist* date:[1980 TO 2030]"),
    Scope("title:the OR text:two"),
    Scope("person:the* OR place:a*"),
    Scope("said", quotes=True),
    Scope("the speaker:m*", quotes=True),
    Scope("we", filters=(Filter("lang", "en"),)),
]  # fmt: skip


@cache
def texts(answers: Answers, scope: Scope) -> list[list[str]]:
    """Return the texts of each match: title and body, or the words of the quote."""
    found: list[list[str]] = []
    for record, numbers in answers.found(scope):
        article = record.article
        if scope.quotes:
            found += [[record.annotations.quotes[number].text] for number in numbers]
        else:
            found.append([article.text[: article.body], article.text[article.body :]])
    return found


def counted(cut: list[list[tuple[str, ...]]]) -> tuple[Counter[str], Counter[str]]:
    """Return occurrences, and documents, of what texts are cut into."""
    occurrences = Counter(" ".join(one) for texts in cut for text in texts for one in text)
    return occurrences, Counter(" ".join(one) for texts in cut for one in set(chain.from_iterable(texts)))


def table(answers: Answers, question: CountWords) -> tuple[WordTable, dict[str, WordRow]]:
    found = answers.count_words(question)
    assert len(found.rows) == found.total
    return found, {row.text: row for row in found.rows}


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("n", [1, 3])
def test_words_and_ngrams_are_those_of_the_texts(answers: Answers, scope: Scope, n: int) -> None:
    kind = "words" if n == 1 else "ngrams"
    found, rows = table(answers, CountWords(scope, kind, n=n, limit=ALL))
    cut = [[list(ngrams(words(text), n)) for text in one] for one in texts(answers, scope)]
    occurrences, documents = counted(cut)  # pyright: ignore[reportArgumentType]
    assert {text: row.occurrences for text, row in rows.items()} == occurrences
    assert {text: row.documents for text, row in rows.items()} == documents
    assert (found.documents, found.words) == (len(cut), occurrences.total())


def neighbours(record: Record, parts: list[Span], hits: tuple[Span, ...], left: int, right: int) -> list[list[str]]:
    """Return the words near hits, the words of hits, and one word per hit, of one text in parts."""
    found = [located(record.article.text, *part) for part in parts]
    spelled, starts, ends = (list(chain.from_iterable(column)) for column in zip(*found, strict=True))
    owners = [
        next((number for number, hit in enumerate(hits) if low < hit[1] and hit[0] < high), None)
        for low, high in zip(starts, ends, strict=True)
    ]
    near = [
        word
        for at, word in enumerate(spelled)
        if owners[at] is None and any(owner is not None for owner in owners[max(0, at - right) : at + left + 1])
    ]
    inside = [word for word, owner in zip(spelled, owners, strict=True) if owner is not None]
    return [near, inside, [str(owner) for owner in dict.fromkeys(owners) if owner is not None]]


@pytest.mark.parametrize("scope", SCOPES[1:])
@pytest.mark.parametrize(("left", "right"), [(5, 5), (0, 2)])
def test_collocates_are_the_words_in_the_window(answers: Answers, scope: Scope, left: int, right: int) -> None:
    found, rows = table(answers, CountWords(scope, "collocates", left=left, right=right, limit=ALL))
    tree = answers.interpreter.understand(scope).tree
    near: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    hits = 0
    for record, numbers in answers.found(scope):
        article, annotations = record.article, record.annotations
        body = article.body
        every = (
            [([*annotations.quotes[number].parts], find_matches_in_quote(tree, record, number)) for number in numbers]
            if scope.quotes
            else [([part], find_matches(tree, article, annotations)) for part in ((0, body), (body, len(article.text)))]
        )
        of_article: set[str] = set()
        for parts, spans in every:
            beside, within, each = neighbours(record, parts, spans, left, right)
            near.update(beside)
            inside.update(within)
            hits += len(each)
            of_article.update(beside)
            if scope.quotes:
                documents.update(of_article)
                of_article = set()
        documents.update(of_article)
    assert {text: row.near for text, row in rows.items()} == near
    assert {text: row.documents for text, row in rows.items()} == documents
    assert (found.hits, found.words) == (hits, near.total())
    whole = Scope("", scope.quotes, scope.filters)
    everywhere = Counter(word for one in texts(answers, whole) for text in one for word in words(text))
    total = everywhere.total() - inside.total()
    for text, row in rows.items():
        elsewhere = everywhere[text] - inside[text]
        assert row.occurrences == elsewhere
        marginals = (row.near, (elsewhere, near.total()), total)
        assert row.mutual_information == pytest.approx(BigramAssocMeasures.pmi(*marginals))
        assert abs(row.log_likelihood) == pytest.approx(BigramAssocMeasures.likelihood_ratio(*marginals), abs=1e-3)


@pytest.mark.parametrize("scope", SCOPES[1:])
def test_keyness_compares_with_everything_else(answers: Answers, scope: Scope) -> None:
    found, rows = table(answers, CountWords(scope, "keyness", limit=ALL))
    here = Counter(word for one in texts(answers, scope) for text in one for word in words(text))
    whole = texts(answers, Scope("", scope.quotes, scope.filters))
    every = Counter(word for one in whole for text in one for word in words(text))
    there = every - here
    assert {text: (row.occurrences, row.other) for text, row in rows.items()} == {
        text: (here[text], there[text]) for text in every
    }
    assert (found.words, found.other_words) == (here.total(), there.total())
    assert found.documents + found.other_documents == len(whole)
    for text, row in rows.items():
        expected = keyness(here[text], there[text], here.total(), there.total())
        assert row.log_likelihood == pytest.approx(float(expected))
    likelihoods = [row.log_likelihood for row in found.rows]
    assert likelihoods == sorted(likelihoods, reverse=True)


def test_real_news_is_counted_as_the_sample_is(reuters: Answers) -> None:
    scope = Scope('"said the" OR opec')
    test_words_and_ngrams_are_those_of_the_texts(reuters, scope, 2)
    test_collocates_are_the_words_in_the_window(reuters, scope, 3, 2)
    test_keyness_compares_with_everything_else(reuters, scope)


@pytest.mark.parametrize("sort", ["occurrences", "articles", "word", None])
@pytest.mark.parametrize("kind", ["words", "ngrams", "collocates", "keyness"])
def test_pages_are_slices_of_the_whole_table_in_a_fixed_order(answers: Answers, sort: str | None, kind: str) -> None:
    question = CountWords(Scope("the"), kind, sort=sort, least=2, limit=ALL)  # pyright: ignore[reportArgumentType]
    whole = answers.count_words(question)
    assert len(whole.rows) == whole.total > 10
    read = {
        "occurrences": lambda row: (-(row.near or row.occurrences), row.text),
        "articles": lambda row: (-row.documents, row.text),
        "word": lambda row: row.text,
    }.get(sort or "")
    if read is not None:
        assert list(whole.rows) == sorted(whole.rows, key=read)
    pages: list[WordRow] = []
    for offset in range(0, 200, 7):
        asked = CountWords(Scope("the"), kind, sort=sort, least=2, offset=offset, limit=7)  # pyright: ignore[reportArgumentType]
        pages += answers.count_words(asked).rows
    assert pages == list(whole.rows[: len(pages)])


def test_what_is_rarer_than_asked_for_is_counted(answers: Answers) -> None:
    every = answers.count_words(CountWords(Scope("the")))
    some = answers.count_words(CountWords(Scope("the"), least=3))
    assert some.total + some.rarer == every.total
    assert some.words == every.words


def test_counting_can_be_cancelled(answers: Answers) -> None:
    for kind in ("words", "ngrams", "collocates", "keyness"):
        with pytest.raises(SearchCancelledError):
            answers.count_words(CountWords(Scope("an"), kind), lambda: True)
