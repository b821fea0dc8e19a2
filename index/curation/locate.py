"""Location of decided articles and quotes in one index.

A decision belongs to an article, not to a place. The article is looked up by id first, then by digest, by address, and
by title, text and locator together. If that is ambiguous, the decision counts as missing from this index: it is kept,
and never shown on another article.
"""

import re
import time
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ..decisions import CuratedItem, Curation, EditItem
from ..engines.base import Engine, never
from ..model import Article, Quote, Record
from ..query import analysis
from ..query.tree import Node, Phrase, Word
from .changes import quote_key, split_key, together

CONTEXT = 60
"""Characters of context stored with a quote, on each side."""
BEGINS = 16
"""Words of an article stored with a decision about it."""
GONE = "?"
"""Suffix of the key of a quote that is gone from its article."""
_PAGE = 200
"""Articles per fetch."""
_LOOKED = 50
"""Maximum number of articles with a similar title or beginning that are compared with a missing one."""
_TITLE_WORDS = 3
"""Minimum words of a title that identifies an article: there is a "Weather" every day."""
_QUOTE_WORDS = 5
"""Minimum words by which a quote with changed bounds is recognised."""
_NUMBERED = re.compile(r"#\d+$")
"""A locator with a record number, which is meaningless once records are added or removed."""


class Place(NamedTuple):
    """The position of a quote in the index."""

    article: str
    """Id of its article."""
    number: int
    """Index into the article's quotes."""


class Located(Struct, frozen=True):
    """The decisions by the ids and spans of their articles and quotes in one index."""

    curation: Curation
    missing: tuple[str, ...] = ()
    """Keys of decisions about what this index does not have. If a quote is gone from an article that is here, its key
    ends in `GONE`: another quote may have its span."""
    places: dict[str, Place] = {}
    """Place by the quote's key in this index."""
    complete: bool = True
    """Whether everything was looked up; if not, some of `missing` may be here."""
    keys: dict[str, tuple[str, ...]] = {}
    """Keys in the file, newest first, by key in this index, where they differ."""

    def in_file(self, change: EditItem) -> tuple[EditItem, ...]:
        """Translate a change by a key of this index to changes of the file."""
        first, *others = self.keys.get(change.key, (self._free_key(change.key),))
        return (
            replace(change, key=first),
            *(
                replace(
                    change,
                    key=key,
                    bookmark=None if change.bookmark else change.bookmark,
                    add=(),
                    note=None if change.note is None else "",
                    speaker=None if change.speaker is None else "",
                )
                for key in others
            ),
        )

    def keys_of(self, key: str) -> tuple[str, ...]:
        """The keys in the file of what is found under a key here."""
        return self.keys.get(key, (key,))

    def _free_key(self, key: str) -> str:
        """Return a free key for the file; if a missing quote has the key, the span is padded with zeros."""
        article, span = split_key(key)
        while span is not None and f"{key}{GONE}" in self.curation.quotes:
            key = f"{article}@0{key.rpartition('@')[2]}"
        return key


class Locator:
    """Locates decisions in one commit of an index, and caches what it finds until `forget`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._here: dict[str, bool] = {}
        """Whether the index has an article, by id."""
        self._found: dict[tuple[str, CuratedItem], str] = {}
        """Id in this index, "" for none, by id in the file with its facts."""
        self._numbers: dict[tuple[str, str, CuratedItem], int | None] = {}
        """Number of the quote by article id here, key in the file and its facts."""
        self._deadline: float | None = None
        self._complete = True

    def forget(self) -> None:
        """Drop the cache: there is another commit."""
        self._here.clear()
        self._found.clear()
        self._numbers.clear()

    def locate(self, curation: Curation, seconds: float | None = None) -> Located:
        """Locate all decisions; raises what `Engine.search` raises.

        Args:
            curation: The decisions.
            seconds: Time for articles that are not here under their ids; the next call continues. None for as long as
                it takes, 1 to 2 ms each.
        """
        self._deadline = None if seconds is None else time.monotonic() + seconds
        self._complete = True
        tagged = dict.fromkeys(id for ids in curation.tags.values() for id in ids)
        facts: dict[str, CuratedItem] = {key: _facts(one) for key, one in curation.articles.items()}
        for key, one in curation.quotes.items():
            facts.setdefault(split_key(key)[0], replace(_facts(one), said="", speaker="", before="", after=""))
        ids = self._ids({**dict.fromkeys(tagged, CuratedItem()), **facts})
        numbers = self._quotes(curation, ids)
        keys: dict[str, tuple[str, ...]] = {}
        articles: dict[str, CuratedItem] = {}
        for key, one in curation.articles.items():
            _put(articles, keys, ids[key] or key, key, one)
        quotes: dict[str, CuratedItem] = {}
        places: dict[str, Place] = {}
        missing = [key for key in (*curation.articles, *(id for id in tagged if id not in facts)) if not ids[key]]
        for key, one in curation.quotes.items():
            found = numbers.get(key)
            if found is None:
                here = f"{key}{GONE}" if ids[split_key(key)[0]] else key
                missing.append(here)
                _put(quotes, keys, here, key, one)
                continue
            here, place = found
            places[here] = place
            _put(quotes, keys, here, key, one)
        tags = {tag: tuple(dict.fromkeys(ids[id] or id for id in tagged)) for tag, tagged in curation.tags.items()}
        moved = {here: names for here, names in keys.items() if names != (here,)}
        for id in tagged:
            if ids[id] and ids[id] != id and id not in curation.articles:
                moved[ids[id]] = (*moved.get(ids[id], (ids[id],)), id)
        located = replace(curation, articles=articles, quotes=quotes, tags=tags)
        return Located(located, tuple(missing), places, self._complete, moved)

    def _ids(self, facts: dict[str, CuratedItem]) -> dict[str, str]:
        """Map ids in the file to ids in the index, "" for missing articles."""
        unknown = [id for id in facts if id not in self._here]
        for start in range(0, len(unknown), _PAGE):
            page = unknown[start : start + _PAGE]
            here = {article.id for article in self._engine.articles(page)}
            self._here.update({id: id in here for id in page})
        return {id: id if self._here[id] else self._elsewhere(id, one) for id, one in facts.items()}

    def _elsewhere(self, id: str, facts: CuratedItem) -> str:
        key = id, facts
        if key not in self._found:
            if self._deadline is not None and time.monotonic() > self._deadline:
                self._complete = False
                return ""
            self._found[key] = self._search(facts)
        return self._found[key]

    def _search(self, facts: CuratedItem) -> str:
        """Return the id of the only article that fits the facts, "" if there is none or it is ambiguous."""
        candidates: dict[str, Article] = {}
        for tree in _searches(facts):
            found = self._engine.search(tree, sort="newest", offset=0, limit=_LOOKED, cancelled=never)
            if found.total <= _LOOKED:
                candidates |= {one.id: one for one in self._engine.articles([id for id, _ in found.page])}
        ranks = {id: rank for id, article in candidates.items() if (rank := _likeness(facts, article))}
        best = [id for id, rank in ranks.items() if rank == max(ranks.values())]
        if len(best) > 1:
            same_place = [id for id in best if facts.locator in _locators(candidates[id])]
            best = same_place or best
        if len(best) == 1 or len({candidates[id].digest for id in best}) == 1:
            return best[0] if best else ""
        return ""

    def _quotes(self, curation: Curation, ids: dict[str, str]) -> dict[str, tuple[str, Place]]:
        """Map quote keys in the file to the key and place in the index, for every quote that is found."""
        wanted: dict[str, list[str]] = {}
        for key in curation.quotes:
            if id := ids[split_key(key)[0]]:
                wanted.setdefault(id, []).append(key)
        found: dict[str, tuple[str, Place]] = {}
        articles = list(wanted)
        for start in range(0, len(articles), _PAGE):
            for record in self._engine.records(articles[start : start + _PAGE]):
                id = record.article.id
                for key in wanted[id]:
                    one = curation.quotes[key]
                    known = id, key, _facts(one)
                    if known not in self._numbers:
                        self._numbers[known] = quote_number(record, split_key(key)[1] or (0, 0), one)
                    number = self._numbers[known]
                    if number is not None:
                        quote = record.annotations.quotes[number]
                        found[key] = quote_key(id, quote.start, quote.end), Place(id, number)
        return found


def article_facts(article: Article) -> CuratedItem:
    """Return the facts that identify an article."""
    return CuratedItem(
        title=article.title,
        date=article.date,
        outlet=article.outlet,
        locator=article.locator,
        url=article.url,
        digest=article.digest,
        begins=_beginning(article),
    )


def quote_facts(record: Record, quote: Quote) -> CuratedItem:
    """Return the facts that identify a quote in its article, and the article in the index."""
    text = record.article.text
    speaker = quote.speaker
    return replace(
        article_facts(record.article),
        said=quote.text,
        before=text[max(0, quote.start - CONTEXT) : quote.start],
        after=text[quote.end : quote.end + CONTEXT],
        speaker=(speaker.resolved or speaker.text) if speaker is not None else "",
    )


def quote_number(record: Record, span: tuple[int, int], one: CuratedItem) -> int | None:
    """Return the number of the quote in an article that a decision is about; None if no quote is like it.

    Its words decide; among quotes with the same words, speaker and context, then distance.
    """
    quotes = record.annotations.quotes
    if not one.said:
        return next((number for number, quote in enumerate(quotes) if (quote.start, quote.end) == span), None)
    same = [number for number, quote in enumerate(quotes) if quote.text == one.said] or _alike(quotes, one.said)
    exact = [number for number in same if (quotes[number].start, quotes[number].end) == span]

    def fits(number: int) -> tuple[bool, int, int]:
        facts = quote_facts(record, quotes[number])
        context = _common(facts.before[::-1], one.before[::-1]) + _common(facts.after, one.after)
        return facts.speaker == one.speaker, context, -abs(quotes[number].start - span[0])

    return max(exact or same, key=fits, default=None)


def _alike(quotes: Sequence[Quote], said: str) -> list[int]:
    """Return the quotes with the same words, ignoring punctuation; else those that contain the other or vice versa."""
    wanted = analysis.words(said)
    all_words = [analysis.words(quote.text) for quote in quotes]
    same = [number for number, words in enumerate(all_words) if words == wanted]
    if same or len(wanted) < _QUOTE_WORDS:
        return same
    return [
        number
        for number, words in enumerate(all_words)
        if len(words) >= _QUOTE_WORDS and (_within(words, wanted) or _within(wanted, words))
    ]


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(whole)} "


def _common(one: str, other: str) -> int:
    """Return the length of the common prefix of two texts."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _facts(one: CuratedItem) -> CuratedItem:
    """Return an entry without its decisions, as a cache key: the same facts are looked up once."""
    return replace(one, bookmark=False, tags=(), note="", corrected_speaker="")


def _beginning(article: Article) -> str:
    return " ".join(article.text[article.body :].split(maxsplit=BEGINS)[:BEGINS])


def _searches(facts: CuratedItem) -> Iterable[Node]:
    """Yield searches that find the article of some facts, if the index has it."""
    title = analysis.words(facts.title)
    by_text = facts.url or len(title) < _TITLE_WORDS  # an article of another title must have the same address
    for field, words in (("title", title), ("text", analysis.words(facts.begins) if by_text else ())):
        if len(words) > 1:
            yield Phrase(field, words)
        elif words:
            yield Word(field, words[0])


def _likeness(facts: CuratedItem, article: Article) -> int:
    """Rate how well an article matches some facts; 0 for not well enough."""
    title = analysis.words(facts.title)
    same_title = bool(title) and title == analysis.words(article.title)
    same_text = bool(facts.begins) and facts.begins == _beginning(article)
    if facts.digest and facts.digest == article.digest:
        return 5
    if facts.url and facts.url == article.url and (same_title or same_text):
        return 4
    if same_title and same_text:
        return 3
    if not same_title or (facts.date and article.date and facts.date[:10] != article.date[:10]):
        return 0
    locators = _locators(article)
    if facts.locator in locators and not _NUMBERED.search(facts.locator):
        return 2
    if facts.begins or facts.digest or len(title) < _TITLE_WORDS:
        return 0
    # An entry by an earlier version, which stored only these facts.
    same_name = facts.locator.rpartition("/")[2] in (locator.rpartition("/")[2] for locator in locators)
    return int(facts.locator in locators or (same_name and bool(facts.date)))


def _locators(article: Article) -> tuple[str, ...]:
    """Return every locator of an article."""
    return (article.locator, *(place.locator for place in article.others))


def _put(
    entries: dict[str, CuratedItem], keys: dict[str, tuple[str, ...]], here: str, key: str, one: CuratedItem
) -> None:
    """Add an entry under its key in this index; of two about the same article or quote, the newer comes first."""
    older = entries.pop(here, None)
    entries[here] = one if older is None else together(one, older)
    keys[here] = (key, *keys.get(here, ()))
