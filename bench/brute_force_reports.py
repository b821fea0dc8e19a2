"""Word tables, profiles, comparisons, similar articles and variants of quotes, each beside the same counted by hand."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from newsexplore.index.engines.base import never
from newsexplore.index.model import Quote, Record
from newsexplore.index.protocol.questions import (
    CompareScopes,
    CountWords,
    FindSimilar,
    ListQuoteVariants,
    ListVariantGroups,
    MakeProfile,
    Scope,
)
from newsexplore.index.protocol.reports import Keyword, Rate
from newsexplore.index.query.analysis import words
from newsexplore.index.query.holds import holds, quote_holds
from newsexplore.index.quotation import DOUBTFUL
from newsexplore.index.search.index_answers import Answers
from newsexplore.index.titles import own_title

EVERY = 10**9
WINDOW = 5
_NEARLY = 0.999
Numbers = Iterator[tuple[str, Any, Any]]
"""Names, numbers as shown, and numbers by hand."""
Texts = list[tuple[str, ...]]
"""The words of title and body of an article, or of a quote."""


class Corpus:
    """All articles of an index, with their words."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self.articles: list[Texts] = [
            [words(own_title(one.article)), words(one.article.text[one.article.body :])] for one in records
        ]
        self.quotes = [(one, number) for one in records for number in range(len(one.annotations.quotes))]
        self.said: list[Texts] = [[words(one.annotations.quotes[number].text)] for one, number in self.quotes]

    def texts(self, answers: Answers, scope: Scope) -> tuple[list[Texts], list[Texts]]:
        """Return the words of what a scope finds, and of everything else."""
        tree = answers.parse(scope).tree
        if scope.quotes:
            found = [quote_holds(tree, one, number) for one, number in self.quotes]
        else:
            found = [holds(tree, one) for one in self.records]
        every = self.said if scope.quotes else self.articles
        return [one for one, yes in zip(every, found, strict=True) if yes], [
            one for one, yes in zip(every, found, strict=True) if not yes
        ]


def word_numbers(answers: Answers, corpus: Corpus, phrase: Sequence[str], *, quotes: bool) -> Numbers:
    """Yield the numbers of all word tables of a search for a word or a phrase."""
    scope = Scope(f'"{" ".join(phrase)}"' if len(phrase) > 1 else phrase[0], quotes)
    found, others = corpus.texts(answers, scope)
    for n in (2, 3):
        grams: Counter[str] = Counter()
        having: Counter[str] = Counter()
        for texts in found:
            mine = [" ".join(text[at : at + n]) for text in texts for at in range(len(text) - n + 1)]
            grams.update(mine)
            having.update(set(mine))
        table = answers.count_words(CountWords(scope, "ngrams", n=n, limit=EVERY))
        shown = {row.text: (row.occurrences, row.documents) for row in table.rows}
        yield f"{n}-grams", shown, {gram: (number, having[gram]) for gram, number in grams.items()}
    here, there = _counted(found), _counted(others)
    table = answers.count_words(CountWords(scope, "keyness", limit=EVERY))
    yield "sizes of keyness", (table.words, table.other_words), (here.total(), there.total())
    shown = {row.text: (row.occurrences, row.other, _round(row.log_likelihood)) for row in table.rows}
    yield (
        "keyness",
        shown,
        {
            word: (here[word], there[word], _round(_keyness(here[word], there[word], here.total(), there.total())))
            for word in here.keys() | there.keys()
        },
    )
    yield from _collocates(answers, found, others, phrase, scope)


def _collocates(
    answers: Answers, found: Sequence[Texts], others: Sequence[Texts], phrase: Sequence[str], scope: Scope
) -> Numbers:
    near: Counter[str] = Counter()
    having: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    hits = 0
    for texts in found:
        mine: Counter[str] = Counter()
        for text in texts:
            starts = [at for at in range(len(text)) if text[at : at + len(phrase)] == tuple(phrase)]
            of_hits = {at + step for at in starts for step in range(len(phrase))}
            hits += len(starts)
            inside.update(text[at] for at in of_hits)
            mine.update(
                word
                for at, word in enumerate(text)
                if at not in of_hits and any(at - WINDOW <= one <= at + WINDOW for one in of_hits)
            )
        near += mine
        having.update(mine.keys())
    every = _counted([*found, *others]) - inside
    window, total = near.total(), every.total()
    table = answers.count_words(CountWords(scope, "collocates", left=WINDOW, right=WINDOW, limit=EVERY))
    yield "hits", (table.hits, table.words, table.other_words), (hits, window, total)
    shown = {
        row.text: (
            row.near,
            row.documents,
            row.occurrences,
            *map(_round, (row.expected, row.log_likelihood, row.log_dice, row.mutual_information)),
        )
        for row in table.rows
    }
    yield (
        "collocates",
        shown,
        {
            word: (
                number,
                having[word],
                every[word],
                _round(window * every[word] / total),
                _round(_likelihood(number, window, every[word], total)),
                _round(14 + math.log2(2 * number / (hits + every[word]))),
                _round(math.log2(number * total / (window * every[word]))),
            )
            for word, number in near.items()
        },
    )


def _counted(texts: Sequence[Texts]) -> Counter[str]:
    return Counter(word for one in texts for text in one for word in text)


def _round(figure: float) -> float:
    """Round to what is shown at most."""
    return round(figure, 6) + 0.0


def _g(observed: float, chance: float) -> float:
    return observed * math.log(observed / chance) if observed > 0 else 0.0


def _likelihood(both: int, one: int, other: int, total: int) -> float:
    """Dunning's G², negative where both are rarer together than by chance."""
    cells = ((both, one, other), (one - both, one, total - other), (other - both, total - one, other),
             (total - one - other + both, total - one, total - other))  # fmt: skip
    found = max(0.0, 2 * sum(_g(observed, row * column / total) for observed, row, column in cells))
    return -found if both < one * other / total else found


def _keyness(here: int, there: int, size: int, other_size: int) -> float:
    """Rayson and Garside's log-likelihood, negative for what is rarer here."""
    total = max(size + other_size, 1)
    both = here + there
    found = max(0.0, 2 * (_g(here, both * size / total) + _g(there, both * other_size / total)))
    return -found if here * max(other_size, 1) < there * max(size, 1) else found


def profile_numbers(answers: Answers, corpus: Corpus, name: tuple[str, str]) -> Numbers:
    """Yield the numbers of a name's profile: its type and its name."""
    kind: Any
    kind, wanted = name
    found = answers.profile(MakeProfile(Scope(""), wanted, kind, limit=0))
    naming = [one for one in corpus.records if name in _names(one)]
    counts = Counter(id for one in corpus.records for id in _names(one))
    both = Counter(id for one in naming for id in _names(one) if id != name)
    every = len(corpus.records)
    yield "articles", (found.articles, found.searched), (len(naming), every)
    mentions = sum(
        (one.annotations.entities[mention.entity].type, one.annotations.entities[mention.entity].name) == name
        for one in naming
        for mention in one.annotations.mentions
    )
    yield "mentions", found.mentions, mentions
    days = sorted(one.article.date for one in naming if one.article.date)
    dates = tuple(one.date if one else "" for one in (found.first, found.last))
    yield "first and last", dates, (days[0], days[-1]) if days else ("", "")
    outlets = Counter(one.article.outlet for one in naming if one.article.outlet)
    printed = Counter(one.article.outlet for one in corpus.records)
    yield (
        "outlets",
        {one.outlet: (one.articles, one.of) for one in found.outlets},
        {outlet: (number, printed[outlet]) for outlet, number in outlets.items()},
    )
    yield (
        "companions",
        {
            (one.type, one.name): (one.articles, _round(one.expected), _round(one.log_likelihood))
            for one in found.companions
        },
        {
            id: (
                number,
                _round(len(naming) * counts[id] / every),
                _round(_likelihood(number, len(naming), counts[id], every)),
            )
            for id, number in both.items()
        },
    )
    by = [one.annotations.quotes[number] for one, number in corpus.quotes if _speaker(one, number) == name]
    about = [one.annotations.quotes[number] for one, number in corpus.quotes if name in _mentioned(one, number)]
    for what, shown, quotes in (("quotes by", found.by, by), ("quotes about", found.about, about)):
        unsure = sum(one.speaker is None or one.speaker.confidence < DOUBTFUL for one in quotes)
        stances = dict(Counter(one.stance for one in quotes))
        yield what, (shown.total, shown.doubtful, dict(shown.stances)), (len(quotes), unsure, stances)
    if by:
        mine = [text for text, quote in zip(corpus.said, corpus.quotes, strict=True) if _speaker(*quote) == name]
        rest = [text for text, quote in zip(corpus.said, corpus.quotes, strict=True) if _speaker(*quote) != name]
        yield "words of the quotes", _keywords(found.keywords), _keywords_by_hand(_counted(mine), _counted(rest))


def comparison_numbers(answers: Answers, corpus: Corpus, queries: tuple[str, str], *, quotes: bool) -> Numbers:
    """Yield the numbers of two searches side by side."""
    scopes = [Scope(query, quotes) for query in queries]
    found = answers.compare(CompareScopes(*scopes, limit=0))
    trees = [answers.parse(scope).tree for scope in scopes]
    if quotes:
        sides = [[pair for pair in corpus.quotes if quote_holds(tree, *pair)] for tree in trees]
        ids = [{(one.article.id, number) for one, number in side} for side in sides]
        sets = [[_mentioned(one, number) for one, number in side] for side in sides]
    else:
        matching = [[one for one in corpus.records if holds(tree, one)] for tree in trees]
        ids = [{(one.article.id, 0) for one in side} for side in matching]
        sets = [[_names(one) for one in side] for side in matching]
        sides = [[(one, number) for one in side for number in range(len(one.annotations.quotes))] for side in matching]
    yield "both", found.both, len(ids[0] & ids[1])
    names = [Counter(id for each in side for id in each) for side in sets]
    spoken = [Counter(id for pair in side if (id := _speaker(*pair)) is not None) for side in sides]
    texts = [corpus.texts(answers, scope)[0] for scope in scopes]
    counted = [_counted(one) for one in texts]
    for shown, side, by, said, mine in zip((found.a, found.b), ids, spoken, sides, counted, strict=True):
        articles = 0 if quotes else len(side)
        numbers = (shown.articles, shown.words, shown.quotes, shown.unnamed)
        yield f"side {shown.query}", numbers, (articles, mine.total(), len(said), len(said) - by.total())
    if not all(sets):  # nothing is compared with a search that finds nothing
        yield "nothing", (found.names, found.speakers, found.keywords_a, found.keywords_b), ((), (), (), ())
        return
    yield "names", _rates(found.names), _rates_by_hand(names, [len(one) for one in sets])
    yield "speakers", _rates(found.speakers), _rates_by_hand(spoken, [len(one) for one in sides])
    yield "words of A", _keywords(found.keywords_a), _keywords_by_hand(*counted)
    yield "words of B", _keywords(found.keywords_b), _keywords_by_hand(*counted[::-1])


def _rates(rates: Sequence[Rate]) -> dict[tuple[str, str], tuple[int, int, float]]:
    return {(one.type, one.name): (one.a, one.b, _round(one.log_likelihood)) for one in rates}


def _rates_by_hand(counts: Sequence[Mapping[Any, int]], sizes: Sequence[int]) -> dict[Any, tuple[int, int, float]]:
    a, b = counts
    return {
        id: (a.get(id, 0), b.get(id, 0), _round(_keyness(a.get(id, 0), b.get(id, 0), *sizes)))
        for id in a.keys() | b.keys()
    }


_LEAST = 3
"""Occurrences of a keyword at least, on both sides together."""


def _keywords(keywords: Sequence[Keyword]) -> dict[str, tuple[int, int, float]]:
    return {one.word: (one.occurrences, one.other, _round(one.log_likelihood)) for one in keywords}


def _keywords_by_hand(here: Counter[str], there: Counter[str]) -> dict[str, tuple[int, int, float]]:
    found: dict[str, tuple[int, int, float]] = {}
    for word in here:
        measure = _keyness(here[word], there[word], here.total(), there.total())
        if measure > 0 and here[word] + there[word] >= _LEAST:
            found[word] = (here[word], there[word], _round(measure))
    return found


def similar_numbers(answers: Answers, corpus: Corpus, id: str) -> Numbers:
    """Yield what is similar to an article: those with any of the words that it is ranked by, without its copies."""
    found = answers.similar.find(FindSimilar(id, limit=EVERY), never)
    known = answers.folding.current(lambda: None)
    out = {id, *(link.id for link in known.links.get(id, ()))}
    if id in known.group_of:
        out |= set(known.groups[known.group_of[id]])
    wanted = set(found.terms)
    held = {
        one.article.id: wanted & {word for text in texts for word in text}
        for one, texts in zip(corpus.records, corpus.articles, strict=True)
    }
    having = Counter(word for shared in held.values() for word in shared)
    yield "words that others have", all(having[word] > 1 for word in wanted), True
    listed = {one for one, shared in held.items() if shared and one not in out}
    groups = Counter(known.group_of[one] for one in listed if one in known.group_of)
    yield "similar", found.total, len(listed) - sum(number - 1 for number in groups.values())
    yield "words shared", {one.id: set(one.shared) for one in found.hits}, {one.id: held[one.id] for one in found.hits}
    yield "copies left out", (found.copies, not out & {one.id for one in found.hits}), (len(out) - 1, True)
    scores = [one.score for one in found.hits]
    falling = all(one >= other * _NEARLY for one, other in pairwise(scores))  # nearly even ones are sorted by date
    yield "order", falling, True


def variant_numbers(answers: Answers, corpus: Corpus, scope: Scope) -> Numbers:
    """Yield the variants of quotes: each group hangs together by words in common, and says how its quotes differ."""
    known = {one.article.id: one for one in corpus.records}
    groups = answers.quote_variants.groups(ListVariantGroups(scope, limit=EVERY), never)
    for place in groups.quotes:
        found = answers.quote_variants.variants(ListQuoteVariants(*place, limit=EVERY), never)
        quotes = [known[one.hit.article].annotations.quotes[one.hit.number] for one in found.variants]
        yield f"variants of {place}", found.total, len(quotes)
        reached, waiting = {0}, [0]
        while waiting:
            one = waiting.pop()
            near = [n for n in range(len(quotes)) if n not in reached and _are_variants(quotes[one], quotes[n])]
            reached.update(near)
            waiting += near
        yield f"words in common {place}", len(reached), len(quotes)
        first = known[place[0]].annotations.quotes[place[1]]
        for one, quote in zip(found.variants, quotes, strict=True):
            yield f"difference {place}", set(one.differs) & _PLAIN, _differences(first, quote)


_PLAIN = {"shortened", "longer", "reworded", "paraphrase", "verbatim", "stance"}


def _shared(first: Quote, other: Quote) -> tuple[int, int, int]:
    ours, theirs = words(first.text), words(other.text)
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    return sum(one.size for one in blocks if one.size > 1), len(ours), len(theirs)


def _are_variants(first: Quote, other: Quote) -> bool:
    if words(first.text) == words(other.text):
        return True
    shared, ours, theirs = _shared(first, other)
    return shared >= 5 and shared >= 0.6 * min(ours, theirs)


def _differences(first: Quote, other: Quote) -> set[str]:
    shared, ours, theirs = _shared(first, other)
    found: set[str] = set()
    if words(first.text) != words(other.text):
        whole = shared >= min(ours, theirs)
        found.add("reworded" if not whole else "shortened" if theirs < ours else "longer")
    if (first.type == "indirect") != (other.type == "indirect"):
        found.add("paraphrase" if other.type == "indirect" else "verbatim")
    if first.stance != other.stance:
        found.add("stance")
    return found


def _names(record: Record) -> set[tuple[str, str]]:
    return {(one.type, one.name) for one in record.annotations.entities}


def _speaker(record: Record, number: int) -> tuple[str, str] | None:
    speaker = record.annotations.quotes[number].speaker
    if speaker is None or speaker.entity is None:
        return None
    entity = record.annotations.entities[speaker.entity]
    return entity.type, entity.name


def _mentioned(record: Record, number: int) -> set[tuple[str, str]]:
    entities, quote = record.annotations.entities, record.annotations.quotes[number]
    return {
        (entities[mention.entity].type, entities[mention.entity].name)
        for mention in record.annotations.mentions
        if any(start <= mention.start and mention.end <= end for start, end in quote.parts)
    }
