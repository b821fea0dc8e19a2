"""Evaluation of leaves on packed posting lists, scored by BM25F.

Whoosh's own matchers iterate over single postings; here a leaf is a few numpy calls.
Score: Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009), section 3.6, where all words
that a prefix, wildcard or fuzzy word matches, and all forms of a word, count as one word. Name fields, dates and ids do
not score.
"""

from collections.abc import Callable

import numpy as np

from ...query import tree as t
from ...query.terms import Term
from ..packed.arrays import NO_INTS, Ints, ragged
from ..packed.hits import Hits, union
from ..packed.packed_evaluation import Evaluator
from ..packed.packed_schema import ARTICLE_NAMES, QUOTE_NAMES, WHOLE, text_fields
from ..packed.postings import encode
from ..packed.word_expansion import matching_terms
from .phrase import phrase_counts

K1 = 1.2
B = 0.75
WEIGHTS = {"title": 2.5, "text": 1.0, "quote": 1.0}
"""Weight of a word in a field relative to the text."""


class WhooshEvaluator(Evaluator):
    """Evaluates trees on a snapshot from packs alone."""

    def find_field(self, node: t.Node, field: str, check: Callable[[], None]) -> Hits:
        """Evaluate a leaf in its field; see `Evaluator`."""
        match node:
            case t.Phrase():
                texts = [(name, self._phrase(node, name, check)) for name in text_fields(field)]
            case t.Word() | t.Forms() | t.Prefix() | t.Wildcard() | t.Fuzzy():
                texts = [(name, self._term(node, name, check)) for name in text_fields(field) or (field,)]
            case t.Exact() if field in (*ARTICLE_NAMES, *QUOTE_NAMES):
                texts = [(field, self._term(t.Word(field, WHOLE + node.value), field, check))]
            case _:
                texts = []
        if field in (*ARTICLE_NAMES, *QUOTE_NAMES):
            hits = union([Hits(docs) for _, (docs, _) in texts], self.snapshot.size)
            return self.named(node, field, hits.docs, check)
        return self._score(texts, self.snapshot.quotes if field == "quote" else self.snapshot.articles)

    def count_words(self, words: tuple[t.Word, ...], check: Callable[[], None]) -> Ints:
        """How often words of title and text are in each document of the snapshot; see `Evaluator`."""
        counts = np.zeros(self.snapshot.size, np.int64)
        for word in words:
            for name in text_fields(word.field):
                docs, freqs = self._term(word, name, check)
                counts += np.bincount(docs, freqs, self.snapshot.size).astype(np.int64)
        return counts

    def count_articles(self, word: t.Word, check: Callable[[], None]) -> int:
        """Count the articles with a word, without their scores: half the time."""
        names = text_fields(word.field) if word.field != "quote" else ()
        if not names:
            return super().count_articles(word, check)
        found = np.zeros(self.snapshot.size, np.bool_)
        for name in names:
            found[self._term(word, name, check)[0]] = True
        return int(np.count_nonzero(found & self.snapshot.live if self.snapshot.has_deletions else found))

    def _term(self, term: Term, field: str, check: Callable[[], None]) -> tuple[Ints, Ints]:
        """Return (documents, occurrences) of all terms that a word matches; a document is repeated for each term."""
        docs, freqs = [NO_INTS], [NO_INTS]
        for base, view in zip(self.snapshot.bases, self.snapshot.views, strict=True):
            check()
            postings = view.postings(field)
            terms = matching_terms(term, postings.lexicon)
            if not len(terms):
                continue
            if terms[-1] - terms[0] == len(terms) - 1:  # neighbours with adjacent postings
                rows = slice(int(postings.starts[terms[0]]), int(postings.starts[terms[-1] + 1]))
            else:
                starts = postings.starts[terms].astype(np.int64)
                rows = ragged(starts, postings.starts[terms + 1] - starts)
            docs.append(postings.docs[rows].astype(np.int64) + base)
            if postings.freqs is not None:
                freqs.append(postings.freqs[rows])
        return np.concatenate(docs), np.concatenate(freqs)

    def _phrase(self, phrase: t.Phrase, field: str, check: Callable[[], None]) -> tuple[Ints, Ints]:
        """Return (documents, occurrences) of a phrase in a text field."""
        docs, freqs = [NO_INTS], [NO_INTS]
        for base, view in zip(self.snapshot.bases, self.snapshot.views, strict=True):
            check()
            found, counts = phrase_counts(view.postings(field), [encode(w) for w in phrase.words], phrase.slop)
            docs.append(found + base)
            freqs.append(counts)
        return np.concatenate(docs), np.concatenate(freqs)

    def _score(self, texts: list[tuple[str, tuple[Ints, Ints]]], population: Ints) -> Hits:
        """Compute BM25F of a word, or of what counts as one, over its fields."""
        weighted: list[Hits] = []
        for field, (docs, freqs) in texts:
            if self.snapshot.has_deletions:  # else the score would depend on what the index held before
                live = self.snapshot.live[docs]
                docs, freqs = docs[live], freqs[live]
            lengths, average = self.snapshot.lengths(field)
            weighted.append(Hits(docs, WEIGHTS[field] * freqs / (1 - B + B * lengths[docs] / average)))
        hits = union(weighted, self.snapshot.size)
        if hits.scores is None:
            return hits
        having = len(hits.docs)
        rarity = np.log1p(max(0.0, len(population) - having + 0.5) / (having + 0.5))
        return Hits(hits.docs, rarity * hits.scores * (K1 + 1) / (hits.scores + K1))
