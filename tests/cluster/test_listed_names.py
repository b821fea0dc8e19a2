"""Conditions on a name of the lists, on the documents as the cluster has them: no server is needed."""

import json
from itertools import product
from typing import Any

import pytest

pytest.importorskip("opensearchpy")

from newsexplore.index.engines.entity_merges import Merges, merged
from newsexplore.index.engines.opensearch.opensearch_documents import article_entry
from newsexplore.index.engines.opensearch.opensearch_merges import MergedNames
from newsexplore.index.engines.opensearch.opensearch_tree import Translator
from newsexplore.index.model import ENTITY_TYPES
from newsexplore.index.query.holds import holds, quote_holds
from newsexplore.index.query.tree import Name

from ..engines.records import ENTITIES, corpus

RECORDS = corpus()
MERGES: Merges = {
    ("org", "Velmora"): ("place", "Velmora"),
    ("person", "the chairwoman"): ("person", "Mayor of Velmora"),
    ("misc", "Élan Prize"): None,
}


def matches(query: dict[str, Any], document: dict[str, Any]) -> bool:
    """Return whether a document has one of the terms of a query."""
    if "match_none" in query:
        return False
    ((field, terms),) = query["terms"].items()
    return not set(terms).isdisjoint(document.get(field, ()))


@pytest.mark.parametrize("merges", [{}, MERGES])
@pytest.mark.parametrize("of", ["entity", "about", "speaker"])
def test_a_name_finds_what_the_merged_records_say(of: str, merges: Merges) -> None:
    names = MergedNames(merges, lambda *_: {}, lambda *_: iter(()))
    records = [merged(one, merges) for one in RECORDS]
    entries = [article_entry(one) for one in RECORDS]
    found = 0
    for kind, name in product(ENTITY_TYPES, {one.name for one in ENTITIES}):
        node = Name(of, kind, name)
        for quotes in (False, True):
            translator = Translator(
                quotes=quotes,
                articles_of=lambda _: (),
                matching_words=lambda _: (),
                form_weights=lambda _: {},
                corrected=(lambda n, q, a, quotes=quotes: names.corrected(n, q, quotes, a)) if merges else None,
            )
            query = translator.query(node)
            for record, entry in zip(records, entries, strict=True):
                if not quotes:
                    hit = matches(query, json.loads(b"{" + entry.document))
                    assert hit == holds(node, record), (node, record.article.id)
                    found += hit
                    continue
                for number, document in enumerate(entry.quotes):
                    assert matches(query, json.loads(b"{" + document)) == quote_holds(node, record, number)
    assert found
