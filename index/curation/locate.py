"""Where the articles and quotes that a user decided about are in one index.

A decision belongs to an article, not to a place: its id is looked for first, then its digest, its address, and what its
title, text and locator say together. Where that leaves a doubt, the decision is missing from this index: it is kept,
and it is never shown on another article.
"""

import re
import time
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ..decisions import Curation, Keep, Kept
from ..engines.base import Engine
from ..model import Article, Quote, Record
from ..query import analysis
from ..query.tree import Node, Phrase, Word
from .changes import quote_key, split_key, together

CONTEXT = 60
"""Characters before and after a quote that are kept with it."""
BEGINS = 16
"""Words of an article that are kept with a decision about it."""
GONE = "?"
"""Ends the key here of a quote that is gone from its article."""
_PAGE = 200
"""Articles fetched at once."""
_LOOKED = 50
"""Articles with a title or beginning like that of a missing one that are compared with it."""
_TITLE_WORDS = 3
"""Words of a title that may be an article's alone: there is a "Weather" every day."""
_QUOTE_WORDS = 5
"""Words of which a quote whose bounds have moved must still consist."""
_NUMBERED = re.compile(r"#\d+$")
"""A locator that counts records, which says nothing once records are added or removed."""


class Place(NamedTuple):
    """Where a quote is."""

    article: str
    """Id of its article."""
    number: int
    """Index into the article's quotes."""


class Located(Struct, frozen=True):
    """The decisions under the ids and spans that one index has for their articles and quotes."""

    curation: Curation
    missing: tuple[str, ...] = ()
    """Keys here of decisions about what this index does not have. A quote that is gone from an article that is here
    ends in `GONE`: another quote may have its span."""
    places: dict[str, Place] = {}
    """Key of a quote here -> where it is."""
    complete: bool = True
    """Whether everything was looked for; else some of the missing may be here."""
    keys: dict[str, tuple[str, ...]] = {}
    """Key here -> keys in the file, the newest first, where they differ."""

    def in_file(self, change: Keep) -> tuple[Keep, ...]:
        """A change to what is found under a key here as changes to the file."""
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
        """A key for the file; the span is padded with zeros where a quote that is gone has the key."""
        article, span = split_key(key)
        while span is not None and f"{key}{GONE}" in self.curation.quotes:
            key = f"{article}@0{key.rpartition('@')[2]}"
        return key


class Locator:
    """Finds decisions in one commit of an index; what was found is remembered until `forget`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._here: dict[str, bool] = {}
        """Article id -> whether the index has it."""
        self._found: dict[tuple[str, Kept], str] = {}
        """Id in the file with its facts -> id here, "" for none."""
        self._numbers: dict[tuple[str, str, Kept], int | None] = {}
        """Article here, key in the file and its facts -> number of the quote."""
        self._deadline: float | None = None
        self._complete = True

    def forget(self) -> None:
        """Look again from now on: there is another commit."""
        self._here.clear()
        self._found.clear()
        self._numbers.clear()

    def locate(self, curation: Curation, seconds: float | None = None) -> Located:
        """Find everything that is decided about; raises what `Engine.search` raises.

        Args:
            curation: The decisions.
            seconds: How long to look for articles that are not here under their ids; the next call goes on. None: as
                long as it takes, 1 to 2 ms for each.
        """
        self._deadline = None if seconds is None else time.monotonic() + seconds
        self._complete = True
        tagged = dict.fromkeys(id for ids in curation.tags.values() for id in ids)
        facts: dict[str, Kept] = {key: _facts(one) for key, one in curation.articles.items()}
        for key, one in curation.quotes.items():
            facts.setdefault(split_key(key)[0], replace(_facts(one), said="", speaker="", before="", after=""))
        ids = self._ids({**dict.fromkeys(tagged, Kept()), **facts})
        numbers = self._quotes(curation, ids)
        keys: dict[str, tuple[str, ...]] = {}
        articles: dict[str, Kept] = {}
        for key, one in curation.articles.items():
            _put(articles, keys, ids[key] or key, key, one)
        quotes: dict[str, Kept] = {}
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

    def _ids(self, facts: dict[str, Kept]) -> dict[str, str]:
        """Ids of articles here by ids in the file, "" for those that are missing."""
        unknown = [id for id in facts if id not in self._here]
        for start in range(0, len(unknown), _PAGE):
            page = unknown[start : start + _PAGE]
            here = {article.id for article in self._engine.articles(page)}
            self._here.update({id: id in here for id in page})
        return {id: id if self._here[id] else self._elsewhere(id, one) for id, one in facts.items()}

    def _elsewhere(self, id: str, facts: Kept) -> str:
        key = id, facts
        if key not in self._found:
            if self._deadline is not None and time.monotonic() > self._deadline:
                self._complete = False
                return ""
            self._found[key] = self._search(facts)
        return self._found[key]

    def _search(self, facts: Kept) -> str:
        """The id of the one article that fits some facts, "" where there is none or a doubt."""
        candidates: dict[str, Article] = {}
        for tree in _searches(facts):
            found = self._engine.search(tree, sort="newest", offset=0, limit=_LOOKED, cancelled=lambda: False)
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
        """Key here and place of every quote that is found, by its key in the file."""
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


def article_facts(article: Article) -> Kept:
    """The facts by which an article is found again."""
    return Kept(
        title=article.title,
        date=article.date,
        outlet=article.outlet,
        locator=article.locator,
        url=article.url,
        digest=article.digest,
        begins=_beginning(article),
    )


def quote_facts(record: Record, quote: Quote) -> Kept:
    """The facts by which a quote is found again in its article, and its article in the index."""
    text = record.article.text
    speaker = quote.speaker
    return replace(
        article_facts(record.article),
        said=quote.text,
        before=text[max(0, quote.start - CONTEXT) : quote.start],
        after=text[quote.end : quote.end + CONTEXT],
        speaker=(speaker.resolved or speaker.text) if speaker is not None else "",
    )


def quote_number(record: Record, span: tuple[int, int], one: Kept) -> int | None:
    """The number of the quote in an article that a decision is about; None where there is none like it.

    Its words decide. Where several quotes have them, the one with the same speaker and context is meant, then the
    nearest.
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
    """The quotes of the same words, whatever stands between them; else those of which one holds the other."""
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
    """How many characters two texts begin with in common."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _facts(one: Kept) -> Kept:
    """An entry without what is decided in it: the same facts are looked for once."""
    return replace(one, bookmark=False, tags=(), note="", corrected_speaker="")


def _beginning(article: Article) -> str:
    return " ".join(article.text[article.body :].split(maxsplit=BEGINS)[:BEGINS])


def _searches(facts: Kept) -> Iterable[Node]:
    """Searches that find an article of some facts, if it is there."""
    title = analysis.words(facts.title)
    by_text = facts.url or len(title) < _TITLE_WORDS  # an article of another title must have the same address
    for field, words in (("title", title), ("text", analysis.words(facts.begins) if by_text else ())):
        if len(words) > 1:
            yield Phrase(field, words)
        elif words:
            yield Word(field, words[0])


def _likeness(facts: Kept, article: Article) -> int:
    """How surely an article is the one that some facts are about; 0 for not surely enough."""
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
    # An entry of an earlier version, which kept no more facts than these.
    same_name = facts.locator.rpartition("/")[2] in (locator.rpartition("/")[2] for locator in locators)
    return int(facts.locator in locators or (same_name and bool(facts.date)))


def _locators(article: Article) -> tuple[str, ...]:
    """Every place where an article was read."""
    return (article.locator, *(place.locator for place in article.others))


def _put(entries: dict[str, Kept], keys: dict[str, tuple[str, ...]], here: str, key: str, one: Kept) -> None:
    """Add an entry under its key here; where two entries are about the same, the newer one stands first."""
    older = entries.pop(here, None)
    entries[here] = one if older is None else together(one, older)
    keys[here] = (key, *keys.get(here, ()))
